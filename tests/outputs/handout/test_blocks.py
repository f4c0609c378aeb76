"""Code, lists and formulas in lines of their own, in every place where a text may stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from printing import CASES, all_texts, printed, squeezed, text_of, tool

from quizgen.bank import find, load
from quizgen.items import Reveal, blocks
from quizgen.text.markup import CodeBlock, List

BANK = CASES / "blocks.yaml"


@pytest.mark.parametrize("arguments", [("--key", "end"), ("--layout", "cards")], ids=["worksheet", "cards"])
def test_every_block_is_printed(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (collection,) = load(find.find(str(BANK), Path(), ())).collections
    layer = squeezed(text_of(printed(tmp_path / "blocks.pdf", BANK, *arguments)))
    found = 0
    for item in collection.items():
        for text in all_texts(item):
            for block in blocks(text, "en"):
                lines = block.text.split("\n") if isinstance(block, CodeBlock) else ()
                lines = [run.text for row in block.items for run in row] if isinstance(block, List) else lines
                found += len(lines)
                assert [line for line in lines if squeezed(line) not in layer] == [], item.id
    assert found > 20


def test_the_lines_of_code_stand_as_far_apart_as_in_the_bank(tmp_path: Path) -> None:
    (collection,) = load(find.find(str(BANK), Path(), ())).collections
    code = next(item.prompt for item in collection.items() if isinstance(item.form, Reveal))
    assert code is not None
    (block,) = blocks(code, "en")
    assert isinstance(block, CodeBlock)
    lines = block.text.split("\n")
    assert lines == ["int main() {", "    return 0;", "", "", "}"]
    layer = tool("pdftotext", "-bbox", printed(tmp_path / "code.pdf", BANK, "--question", "d"), "-")
    rows = re.findall(r'yMin="([0-9.]+)".*>(?:int|return|})</word>', layer)
    first, second, last = map(float, rows[:3])
    assert last - second == pytest.approx(3 * (second - first), rel=0.15)
