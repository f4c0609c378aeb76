"""The filled-in key, as it lies on the page."""

from __future__ import annotations

import itertools
from pathlib import Path

from printing import pieces, printed

BANK = """\
format: 1
id: letters
title: Letters
languages: [en]
questions:
  - id: greek
    kind: list
    prompt: Which Greek letters come first?
    answers: [Alpha, Beta, Gamma, {answer: Delta, accept: [Dalet]}]
"""


def test_answers_without_variants_follow_each_other_without_a_gap(tmp_path: Path) -> None:
    bank = tmp_path / "letters.yaml"
    bank.write_text(BANK, "utf-8")
    pdf = printed(tmp_path / "sheet.pdf", bank)
    found = [
        piece for piece in pieces(pdf.with_name("sheet-key.pdf")) if piece.text in ("Alpha", "Beta", "Gamma", "Delta")
    ]
    assert [piece.text for piece in found] == ["Alpha", "Beta", "Gamma", "Delta"]
    steps = [above.y - below.y for above, below in itertools.pairwise(found)]
    assert max(steps) < 2 * found[0].size, "a line each, and the space between two"
