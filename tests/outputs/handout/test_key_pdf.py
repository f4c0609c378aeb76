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
    answers:
      - Alpha, so long an answer that two don't go side by side
      - Beta, so long an answer that two don't go side by side
      - {answer: "Gamma, so long an answer that two don't go side by side", accept: [Gimel]}
"""
LETTERS = ["Alpha", "Beta", "Gamma"]


def test_answers_without_variants_follow_each_other_without_a_gap(tmp_path: Path) -> None:
    bank = tmp_path / "letters.yaml"
    bank.write_text(BANK, "utf-8")
    pdf = printed(tmp_path / "sheet.pdf", bank)
    key = pdf.with_name("sheet-key.pdf")
    # On its third page, after the table for marking and that sheet's empty back.
    rows = [piece for piece in pieces(key) if piece.page == 2 and piece.text.startswith(tuple(LETTERS))]
    assert [row.text.partition(",")[0] for row in rows] == LETTERS
    steps = [above.y - below.y for above, below in itertools.pairwise(rows)]
    assert 0 < min(steps) <= max(steps) < 1.8 * rows[0].size, "a line each, and the space between two"
