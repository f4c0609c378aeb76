"""Cases that say of themselves what the lints find: `#^ CODE …` speaks of the line below, the rest are near misses."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import permutations
from pathlib import Path

import pytest
from codes import ids
from hypothesis import given
from hypothesis import strategies as st

from quizgen.bank import Loaded, find
from quizgen.bank import load as read
from quizgen.grading import Arranged, Picked, Verdict, judge
from quizgen.items import Choose, Form, Match, Name, Option, Order, Pair, Reveal, Step, Truth
from quizgen.lint import guessing, lint

CASES = Path(__file__).parent.parent / "cases" / "lint"
FILES = sorted(CASES.glob("*.yaml"))


def expected(file: Path) -> list[tuple[int, str]]:
    return sorted(
        (number + 1, code)
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if (said := re.match(r" *#\^ (.*)", line))
        for code in said[1].split()
    )


def load(*targets: find.Target) -> Loaded:
    """Read and linted, as `check` does it."""
    loaded = read(targets)
    for whole in loaded.wholes:
        loaded = loaded.with_problems(
            lint(whole.items, sourced=whole.sourced, ignored=whole.ignored, banks=whole.banks)
        )
    return loaded


def found(file: Path) -> list[tuple[int, str]]:
    return sorted((p.place.line, p.code.id) for p in load(find.Target(file)).problems)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_lints_find_what_the_case_says_and_nothing_else(file: Path) -> None:
    assert found(file) == expected(file), sorted({*found(file)} ^ {*expected(file)})


def test_every_lint_has_a_case() -> None:
    cased = {code for file in FILES for _, code in expected(file)}
    assert cased == ids("Q600", "Q699")


def test_lints_only_warn_and_only_when_asked() -> None:
    assert read([find.Target(CASES / "negative.yaml")]).problems == ()
    problems = load(find.Target(CASES / "negative.yaml")).problems
    assert {problem.severity for problem in problems} == {"warning"}


def test_only_the_wanted_bank_is_told_of_but_all_are_compared(tmp_path: Path) -> None:
    (tmp_path / "collection.yaml").write_text("format: 1\nid: two\ntitle: Two\nlanguages: [en]\n", "utf-8")
    question = "{id: %s, kind: text, prompt: Which river crosses Vienna?, answer: Danube, explanation: So it is.}"
    for name in ("a", "b"):
        bank = f"format: 1\nid: {name}\ntitle: T\nquestions:\n  - {question % name}\n"
        (tmp_path / f"{name}.yaml").write_text(bank, "utf-8")
    told = load(find.Target(tmp_path, frozenset({tmp_path / "b.yaml"}))).problems
    assert [(Path(p.place.file).name, p.code.id) for p in told] == [("b.yaml", "Q603")]
    assert told[0].also is not None
    assert Path(told[0].also.file).name == "a.yaml"
    assert load(find.Target(tmp_path, frozenset({tmp_path / "a.yaml"}))).problems == ()


def test_what_a_lint_says_of_a_bank() -> None:
    told = {p.code.id: p for p in load(find.Target(CASES / "longest.yaml")).problems}
    assert told["Q600"].values["percent"] == 75
    told = {p.code.id: p for p in load(find.Target(CASES / "guessing.yaml")).problems}
    assert told["Q607"].values["percent"] == 46


# Every marking rule is asked of the judge itself, over all that a guesser may answer.


def score(form: Form, response: Arranged | Picked) -> Fraction:
    verdict = judge(response, form, "en")
    assert isinstance(verdict, Verdict)
    return verdict.score


@pytest.mark.parametrize("count", [3, 4, 5, 6])
def test_guessing_an_order_earns_the_mean_over_all_orders(count: int) -> None:
    form = Order(tuple(Step(Name(str(number))) for number in range(count)))
    scores = [score(form, Arranged(order)) for order in permutations(range(count))]
    assert guessing.guess(form) == sum(scores, Fraction(0)) / len(scores)


@given(st.integers(1, 5), st.integers(1, 4))
def test_guessing_several_earns_the_mean_over_the_best_number_of_picks(rights: int, wrongs: int) -> None:
    from itertools import combinations

    count = rights + wrongs
    form = Choose(tuple(Option(Name(str(number)), number < rights) for number in range(count)), many=True)
    means = []
    for picks in range(1, count + 1):
        scores = [score(form, Picked(frozenset(picked))) for picked in combinations(range(count), picks)]
        means.append(sum(scores, Fraction(0)) / len(scores))
    assert guessing.guess(form) == max(means)


def test_guessing_the_other_forms() -> None:
    pairs = tuple(Pair(Name(left), Name(right)) for left, right in ("ax", "by", "cx"))
    assert guessing.guess(Match(pairs, (Name("z"),))) == Fraction(1, 3)
    assert guessing.guess(Choose((Option(Truth(True), True), Option(Truth(False), False)), fixed=True)) == Fraction(
        1, 2
    )
    assert guessing.guess(Reveal(Name("x"))) == 0
    assert 0 < guessing.guess(Order(tuple(Step(Name(str(number))) for number in range(40)))) < Fraction(1, 3)


def test_what_nobody_could_read_is_passed_over(tmp_path: Path) -> None:
    options = ", ".join(f"option {n}" for n in range(20_000))
    file = tmp_path / "huge.yaml"
    file.write_text(
        "format: 1\nid: huge\ntitle: Huge\nlanguages: [en]\nquestions:\n"
        f"  - {{id: a, kind: choice, prompt: x, answer: all of the above, distractors: [{options}]}}\n"
        "  - {id: b, kind: card, prompt: “y”, answer: z, explanation: w}\n",
        "utf-8",
    )
    told = load(find.Target(file)).problems
    assert told
    assert {problem.place.line for problem in told} == {7}
