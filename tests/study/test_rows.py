from __future__ import annotations

import pytest

from quizgen.study.rows import Row, renames


@pytest.mark.parametrize(
    ("steps", "names"),
    [
        (["ab"], {"a": "b"}),
        (["ab", "bc"], {"a": "c", "b": "c"}),
        (["bc", "ab"], {"a": "c", "b": "c"}),
        (["ab", "ba"], {"b": "a"}),
        (["ab", "bc", "ca"], {"b": "a", "c": "a"}),
        (["ab", "ba", "ab"], {"a": "b"}),
        (["ab", "ac"], {"a": "c"}),
        (["aa"], {}),
    ],
)
def test_renames(steps: list[str], names: dict[str, str]) -> None:
    rows = [Row(str(n), n, "rename", step[0], target=step[1]) for n, step in enumerate(steps)]
    assert renames(reversed(rows)) == names
