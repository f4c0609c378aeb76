from __future__ import annotations

import itertools
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marking import rows, verdict

from quizgen.grading import Edit, Slip, Typed, Unreadable, accepted, fold_loosely, judge, known_answers
from quizgen.items import Country, Form, Item, Name, Number, Quantity, Spelling, Words, Write
from quizgen.text import values


@pytest.mark.parametrize(("language", "expected", "others", "typed", "outcome"), list(rows("spelling")))
def test_what_is_typed_for_words(language: str, expected: str, others: str, typed: str, outcome: str) -> None:
    text = Country(expected[1:3]) if expected.startswith("{") else Name(expected.lstrip("!"))
    form = Write(Spelling(text, strict=expected.startswith("!")))
    found = judge(Typed(typed), form, language, frozenset(filter(None, others.split(";"))))
    if isinstance(found, Unreadable):
        assert (found.reason, outcome) == ("spelling", "asked again")
        return
    slip = found.parts[0].slip
    assert (slip.kind if slip else "right" if found.right else "wrong") == outcome


@pytest.mark.parametrize(
    ("answer", "typed", "right"),
    [
        (Name("to go", "en"), "go", True),
        (Name("the moon", "en"), "moon", True),
        (Name("the moon", "en"), "la moon", False),
        (Name("the moon"), "moon", False),
        (Name("der Mond", "de"), "Mond", True),
        (Name("salt & pepper", "en"), "salt and pepper", True),
        (Name("salt & pepper"), "salt et pepper", True),
        (Name("la luna", "es"), "la luna", True),
    ],
)
def test_an_answer_is_judged_in_its_own_language(answer: Name, typed: str, right: bool) -> None:
    """In a question asked in French: `accept` is the question's, the articles are the answer's."""
    spelling = Spelling(answer, accept={"fr": ("the satellite",)})
    assert verdict(Typed(typed), Write(spelling), "fr").right == right
    assert verdict(Typed("satellite"), Write(spelling), "fr").right == (answer.language == "en")


def test_an_answer_is_typeset_in_its_own_language() -> None:
    spelling = Spelling(Name('"Hello!"', "en"), accept={"fr": ('"Hi!"',)})
    assert accepted(spelling, "fr") == ("“Hello!”", "“Hi!”")
    assert accepted(Spelling(Name('"Hello!"')), "fr") == ("«\u00a0Hello\u202f!\u00a0»",)


def slip(typed: str, expected: str, language: str = "fr") -> Slip:
    found = verdict(Typed(typed), Write(Spelling(Name(expected))), language).slips
    assert len(found) == 1
    return found[0]


def drawn(slip: Slip) -> str:
    """The typed text with each edit as [typed>expected]."""
    text = slip.typed
    for edit in reversed(slip.edits):
        text = f"{text[: edit.start]}[{text[edit.start : edit.end]}>{edit.expected}]{text[edit.end :]}"
    return text


@pytest.mark.parametrize(
    ("typed", "expected", "picture", "kinds"),
    [
        (" Madird ", "Madrid", "Mad[ir>ri]d", ["swapped"]),
        ("la Madri", "Madrid", "la Madri[>d]", ["missing"]),
        ("la adrid", "Madrid", "la [>M]adrid", ["missing"]),
        ("Rekyjaivk", "Reykjavik", "Re[ky>yk]ja[iv>vi]k", ["swapped", "swapped"]),
        ("amsetdram", "Amsterdam", "ams[et>te][dr>rd]am", ["swapped", "swapped"]),
        ("Mmadrid", "Madrid", "M[m>]adrid", ["extra"]),
        ("Matrid", "Madrid", "Ma[t>d]rid", ["wrong"]),
        ("noe\u0308lz", "Noël", "noe\u0308l[z>]", ["extra"]),
        ("sth korea", "South Korea", "s[>ou]th korea", ["missing"]),
        ("Helsinky, Findland", "Helsinki, Finland", "Helsink[y>i], Fin[d>]land", ["wrong", "extra"]),
        ("cor\u00e9e  du suz", "Corée du Sud", "corée  du su[z>d]", ["wrong"]),
        ("oeuf", "œuf", "[oe>œ]uf", ["wrong"]),
        ("etats unis", "États-Unis", "[e>É]tats unis", ["wrong"]),
    ],
)
def test_the_difference_is_told(typed: str, expected: str, picture: str, kinds: list[str]) -> None:
    found = slip(typed, expected)
    assert drawn(found) == picture
    assert [edit.kind for edit in found.edits] == kinds


def test_no_place_is_told_rather_than_a_wrong_one() -> None:
    """Korean syllables typed letter by letter come together in folding: what stood where can't be told."""
    typed, expected = "\u1112\u1161\u11ab", "\ud55c"
    accents, typo = slip(f"{typed} cafe", f"{expected} café"), slip(f"{typed} maisom", f"{expected} maison")
    assert (accents.kind, accents.edits) == ("accents", ())
    assert (typo.kind, typo.edits) == ("typo", (Edit(0, len(typo.typed), "wrong", typo.expected),))


letters = st.text(st.sampled_from("abcdeéèœçñ -'’ABÉXV1"), min_size=1, max_size=14)


@given(expected=letters, data=st.data())
def test_edits_lead_to_the_answer(expected: str, data: st.DataObject) -> None:
    typed = list(expected)
    for _ in range(data.draw(st.integers(1, 2))):
        at = data.draw(st.integers(0, len(typed)))
        typed[at : at + data.draw(st.integers(0, 1))] = data.draw(st.sampled_from(["", "x", "e", "œ", " "]))
    found = verdict(Typed("".join(typed)), Write(Spelling(Name(expected))))
    for one in found.slips:
        mended = one.typed
        for edit in reversed(one.edits):
            assert 0 <= edit.start <= edit.end <= len(one.typed)
            mended = mended[: edit.start] + edit.expected + mended[edit.end :]
        assert fold_loosely(mended, "fr") == fold_loosely(expected, "fr")


@given(st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=20), st.sampled_from(["fr", "en"]))
def test_the_answer_itself_is_right_however_it_is_typed(answer: str, language: str) -> None:
    form = Write(Spelling(Name(answer)))
    shown = accepted(form.expected, language)[0] if isinstance(form.expected, Spelling) else ""
    variants = [shown, f"  {shown}\u00a0", unicodedata.normalize("NFD", shown), shown.replace(" ", "\u202f")]
    for typed in variants:
        assert verdict(Typed(typed), form, language).right or not typed.strip()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_country_is_right_and_no_other_is(language: str) -> None:
    names = {code: values.country_names(code, language) for code in values.countries()}
    for code, own in names.items():
        form = Write(Spelling(Country(code)))
        for name in own:
            for typed in (name, name.upper(), f"« {name} »."):
                assert verdict(Typed(typed), form, language).right
    for code in ["KR", "IE", "IR", "AU", "CG", "GN", "NE", "DO", "SK", "SI", "ML", "MW", "MR", "MU"]:
        own_folded = {fold_loosely(name, language) for name in names[code]}
        form = Write(Spelling(Country(code)))
        for name in itertools.chain.from_iterable(names.values()):
            right = verdict(Typed(name), form, language).right
            assert right == (fold_loosely(name, language) in own_folded), name


@pytest.mark.parametrize(
    ("letters", "edits"), [("bcf", 0), ("bcfg", 1), ("bcfghjkp", 1), ("bcfghjkpg", 2), ("bcfghjkpgkc", 2)]
)
def test_how_many_edits_are_forgiven(letters: str, edits: int) -> None:
    for typed in ("x" + letters, "x" + letters[1:], letters[1:]):
        assert verdict(Typed(typed), Write(Spelling(Name(letters)))).right == (edits >= 1)
    for typed in ("x" + letters + "x", "x" + letters[1:-1] + "x", letters[1:-1]):
        assert verdict(Typed(typed), Write(Spelling(Name(letters)))).right == (edits == 2)
    assert not verdict(Typed("xx" + letters[1:] + "x"), Write(Spelling(Name(letters)))).right


def test_two_edits_are_no_typo_where_one_leads_to_another_answer() -> None:
    expected = "bcfghjkpgkc"
    typed = "x" + expected[1:-1] + "z"
    form = Write(Spelling(Name(expected)))
    assert verdict(Typed(typed), form).right
    for at in range(len(typed)):
        before, here, after = typed[:at], typed[at], typed[at + 1 :]
        swapped = before + after[:1] + here + after[1:]
        for other in {before + after, before + "q" + after, before + "q" + here + after, swapped}:
            assert not verdict(Typed(typed), form, others=frozenset({other, "vvv"})).right, other
        further = before + "qq" + after
        assert verdict(Typed(typed), form, others=frozenset({further})).right, further


def test_the_longest_answer_that_is_read() -> None:
    for length, right in ((500, True), (501, False)):
        assert verdict(Typed("x" * length), Write(Spelling(Name("x" * length)))).right is right


def test_a_number_to_be_spelt_may_be_written_plainly() -> None:
    spelling = Spelling(Number(Decimal(1000)))
    assert accepted(spelling, "fr") == ("1\u202f000", "1000")
    assert verdict(Typed("1000"), Write(spelling), "en").right


@pytest.mark.parametrize("first", [0, 1])
def test_a_typo_is_compared_with_the_nearest_of_the_right_spellings(first: int) -> None:
    names = ("Reykjavik", "Reikiavik")
    spelling = Spelling(Name(names[first]), accept={"fr": (names[1 - first],)})
    (found,) = verdict(Typed("Rekjavik"), Write(spelling)).slips
    assert (found.expected, drawn(found)) == ("Reykjavik", "Re[>y]kjavik")


def test_accept_and_reject_speak_for_their_language() -> None:
    spelling = Spelling(
        Words({"fr": "la Finlande", "en": "Finland"}),
        accept={"fr": ("Suomi",)},
        reject={"fr": ("Finlanda", "Rome")},
    )
    assert verdict(Typed("suomi"), Write(spelling), "fr").right
    assert not verdict(Typed("suomi"), Write(spelling), "en").right
    assert not verdict(Typed("finlanda"), Write(spelling), "fr").right
    assert verdict(Typed("finlanda"), Write(spelling), "en").right
    assert accepted(spelling, "fr") == ("la Finlande", "Suomi")


def item(name: str, form: Form, languages: tuple[str, ...] = ("fr", "en")) -> Item:
    return Item(f"c/{name}", "b", "text", languages, form, Name("?"))


def test_known_answers_are_the_others_without_ones_own() -> None:
    fish, poison = item("fish", Write(Spelling(Name("Poisson")))), item("poison", Write(Spelling(Name("poison"))))
    twin = item("twin", Write(Spelling(Name("POISON"))))
    others = known_answers([fish, poison, twin, item("n", Write(Quantity(Decimal(3))))], poison, "fr")
    assert others == {"Poisson"}
    assert not verdict(Typed("poisson"), poison.form, others=others).right
    assert known_answers([item("de", fish.form, ("de",))], poison, "fr") == frozenset()
    salt, pepper = (item(f"{n}", Write(Spelling(Name(f"sel {n} poivre")))) for n in ("et", "&"))
    assert known_answers([salt, pepper], salt, "fr") == known_answers([salt, pepper], pepper, "fr") == frozenset()
