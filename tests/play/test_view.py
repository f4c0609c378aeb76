"""A question as paragraphs."""

from __future__ import annotations

from quizgen.grading import Edit, Named, Slip, Verdict, judge
from quizgen.items import Entry, Enumerate, Fill, Gap, Name, Spelling
from quizgen.play import view
from quizgen.play.styled import Run, plain, run
from quizgen.play.view import Voice
from quizgen.text.phrases import Phrases

VOICE = Voice(Phrases("en"), "en")
SIGN = "\ue001"  # a sign of private use, which a bank may hold


def test_a_gap_may_stand_within_an_emphasis() -> None:
    form = Fill({"en": ("The **", Gap(1, "Loire"), " valley** is long.")})
    assert view.passage(form, VOICE, [(run("[…]", "accent"),)]) == (
        Run("The "),
        Run("[…]", "accent"),
        Run(" valley", "bold"),
        Run(" is long."),
    )


def test_no_sign_of_an_author_is_taken_for_a_place_to_fill() -> None:
    form = Fill({"en": (f"a {SIGN} b ", Gap(1, "c"), f" {SIGN}")})
    assert plain(view.passage(form, VOICE, [(run("[…]"),)])) == f"a {SIGN} b […] {SIGN}"
    slip = Slip("typo", "ab", f"a{SIGN}b", (Edit(1, 1, "missing", SIGN),))
    assert plain(view.difference(slip, VOICE)) == f"you typed a[_]b: “{SIGN}” is missing"


def test_each_name_on_a_line_of_a_list_has_its_verdict() -> None:
    form = Enumerate(tuple(Entry(Spelling(Name(name))) for name in ("Russia", "China", "Peru")), 3)
    verdict = judge(Named(("China", "China, Prussia, Chile")), form, "en")
    assert isinstance(verdict, Verdict)
    assert [plain(row.text) for row in view.names_from(1, form, verdict, VOICE)] == [
        "· Already named.",
        "· This may be something else: please check the spelling.",
        "✗ Not in the list.",
    ]
