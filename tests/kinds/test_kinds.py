"""What each kind lowers to: the cases that banks can't show, since they have no problem."""

from __future__ import annotations

import textwrap
from decimal import Decimal
from pathlib import Path

import pytest

from quizgen.bank import find, load
from quizgen.items import (
    Choose,
    Country,
    Date,
    Entry,
    Enumerate,
    Fill,
    Form,
    Gap,
    Image,
    Interval,
    Item,
    Match,
    Moment,
    Name,
    Number,
    Option,
    Order,
    Pair,
    Quantity,
    Reveal,
    Spelling,
    Step,
    Text,
    Truth,
    Words,
    Write,
)
from quizgen.kinds.cloze import BadGap, parse

HEAD = """
format: 1
id: bank
title: {fr: Banque, en: Bank}
languages: [fr, en]
questions:
  - id: asked
    kind: %s
    prompt: {fr: Quoi ?, en: What?}
"""


def lowered(tmp_path: Path, kind: str, rest: str) -> Item:
    file = tmp_path / "bank.yaml"
    file.write_text(HEAD % kind + textwrap.indent(textwrap.dedent(rest), "    "), encoding="utf-8")
    loaded = load([find.Target(file)])
    assert [p.code for p in loaded.problems] == []
    return loaded.collections[0].banks[0].items[0]


def words(fr: str, en: str) -> Words:
    return Words({"fr": fr, "en": en})


# Written here and not in cases/every-kind, so that what is written and what it means stand side by side.
CASES: dict[str, tuple[str, str, Form]] = {
    "choice": (
        "choice",
        "answer: {country: KW}\ndistractors: [{country: QA}, {text: {fr: Là, en: There}, because: {fr: Non, en: No}}]",
        Choose(
            (
                Option(Country("KW"), True),
                Option(Country("QA"), False),
                Option(words("Là", "There"), False, words("Non", "No")),
            )
        ),
    ),
    "several right": (
        "choice",
        "answers: [a, b]\ndistractors: [c]",
        Choose((Option(Name("a"), True), Option(Name("b"), True), Option(Name("c"), False)), many=True),
    ),
    "options in their order": (
        "choice",
        "answer: {number: 7}\n"
        "options: [{number: 5}, {number: 7}, {text: {number: 9}, because: {fr: Trop, en: Too many}}]",
        Choose(
            (
                Option(Number(Decimal(5)), False),
                Option(Number(Decimal(7)), True),
                Option(Number(Decimal(9)), False, words("Trop", "Too many")),
            ),
            fixed=True,
        ),
    ),
    "all right": (
        "choice",
        "answers: [b, a]\noptions: [a, b]",
        Choose((Option(Name("a"), True), Option(Name("b"), True)), many=True, fixed=True),
    ),
    "why right, and what stays last": (
        "choice",
        "answer: {text: {country: KW}, because: {fr: Oui, en: Yes}}\n"
        "distractors: [{text: {fr: aucun, en: none}, last: true}, {text: Perú, lang: es}]",
        Choose(
            (
                Option(Country("KW"), True, words("Oui", "Yes")),
                Option(words("aucun", "none"), False, last=True),
                Option(Name("Perú", "es"), False),
            )
        ),
    ),
    "the option that is written so, else the one that reads so": (
        "choice",
        "answers: ['true', 'no', '{x}']\noptions: ['True', 'true', 'No', '{x}', '{X}']",
        Choose(
            (
                Option(Name("True"), False),
                Option(Name("true"), True),
                Option(Name("No"), True),
                Option(Name("{x}"), True),
                Option(Name("{X}"), False),
            ),
            many=True,
            fixed=True,
        ),
    ),
    "true-false": (
        "true-false",
        "answer: false",
        Choose((Option(Truth(True), False), Option(Truth(False), True)), fixed=True),
    ),
    "text": (
        "text",
        "answer: {fr: ONU, en: UN}\naccept: {fr: [Nations unies], en: [United Nations]}\nreject: [OTAN]\nstrict: true",
        Write(
            Spelling(
                words("ONU", "UN"),
                {"fr": ("Nations unies",), "en": ("United Nations",)},
                {"fr": ("OTAN",), "en": ("OTAN",)},
                strict=True,
            )
        ),
    ),
    "text that YAML would misread": ("text", "answer: no", Write(Spelling(Name("no")))),
    "text with a trailing zero": ("text", "answer: 1.10", Write(Spelling(Name("1.10")))),
    "number": (
        "number",
        "answer: -1.50\ntolerance: 0.5\nunit: {fr: degrés, en: degrees}",
        Write(Quantity(Decimal("-1.50"), Decimal("0.5"), words("degrés", "degrees"))),
    ),
    "number within a share": ("number", "answer: -250\ntolerance: 5%", Write(Quantity(Decimal(-250), Decimal("12.5")))),
    "number below zero, as typographers write it": ("number", 'answer: "−40"', Write(Quantity(Decimal(-40)))),
    "number as a value": ("number", "answer: {number: 400}", Write(Quantity(Decimal(400)))),
    "date": ("date", "answer: 2022-06\ngiven: year", Write(Moment(Date(2022, 6), "year"))),
    "date as a value": ("date", "answer: {date: 2024-02-29}", Write(Moment(Date(2024, 2, 29)))),
    "list": (
        "list",
        "answers: [{id: kw, answer: {country: KW}, accept: [Koweit]}, a, b]\nneeded: 2",
        Enumerate(
            (
                Entry(Spelling(Country("KW"), {"fr": ("Koweit",), "en": ("Koweit",)}), "kw"),
                Entry(Spelling(Name("a"))),
                Entry(Spelling(Name("b"))),
            ),
            2,
        ),
    ),
    "order": (
        "order",
        "items: [a, {text: b, note: {date: 2022}}, c]\nfirst: {fr: tôt, en: early}\nlast: {fr: tard, en: late}",
        Order(
            (Step(Name("a")), Step(Name("b"), Date(2022)), Step(Name("c"))),
            words("tôt", "early"),
            words("tard", "late"),
        ),
    ),
    "match": (
        "match",
        "pairs: [{left: a, right: x}, {left: b, right: y}, {left: c, right: x}]\nextra: [z]",
        Match((Pair(Name("a"), Name("x")), Pair(Name("b"), Name("y")), Pair(Name("c"), Name("x"))), (Name("z"),)),
    ),
    "match with two to choose from": (
        "match",
        "pairs: [{left: a, right: x}, {left: b, right: y}, {left: c, right: x}]",
        Match((Pair(Name("a"), Name("x")), Pair(Name("b"), Name("y")), Pair(Name("c"), Name("x")))),
    ),
    "cloze": (
        "cloze",
        'text: {fr: "Le {{c1::Japon|Nippon::un archipel}}.", en: "{{c1::Japan}} it is."}',
        Fill(
            {"fr": ("Le ", Gap(1, "Japon", ("Nippon",), hint="un archipel"), "."), "en": (Gap(1, "Japan"), " it is.")}
        ),
    ),
    "cloze with more told of its gaps": (
        "cloze",
        'text: {fr: "{{c1::un|1}} {{c2::deux}}", en: "{{c2::two}} {{c1::one}}"}\n'
        "gaps: {1: {accept: {fr: [une]}, reject: [I], strict: false}, 2: {accept: [II]}}\n"
        "strict: true",
        Fill(
            {
                "fr": (Gap(1, "un", ("1", "une"), ("I",)), " ", Gap(2, "deux", ("II",), strict=True)),
                "en": (Gap(2, "two", ("II",), strict=True), " ", Gap(1, "one", (), ("I",))),
            }
        ),
    ),
    "a text in another language": ("card", "answer: {text: gato, lang: es}", Reveal(Name("gato", "es"))),
    "card": (
        "card",
        "answer: {date: 2023-05-19/2023-05-21}",
        Reveal(Interval(Date(2023, 5, 19), Date(2023, 5, 21))),
    ),
}


@pytest.mark.parametrize(("kind", "rest", "form"), CASES.values(), ids=CASES.keys())
def test_a_kind_lowers_to_its_form(tmp_path: Path, kind: str, rest: str, form: Form) -> None:
    assert lowered(tmp_path, kind, rest).form == form


def ways(tmp_path: Path, rest: str) -> list[tuple[str, Text | None, Form]]:
    file = tmp_path / "bank.yaml"
    head = (HEAD % "pair").rpartition("    prompt")[0]
    file.write_text(head + textwrap.indent(textwrap.dedent(rest), "    "), encoding="utf-8")
    loaded = load([find.Target(file)])
    assert loaded.problems == ()
    assert loaded.questions == 1
    return [(item.id, item.prompt, item.form) for item in loaded.collections[0].items()]


GO, ALLER = Name("to go", "en"), words("aller", "aller")


def test_a_pair_is_asked_both_ways(tmp_path: Path) -> None:
    accepted = {"fr": ("s'en aller", "partir"), "en": ("s'en aller", "partir")}
    pair = """
        front: {text: to go, lang: en}
        back: {text: {fr: aller, en: aller}, accept: [s'en aller, partir]}
        """
    assert ways(tmp_path, pair) == [
        ("bank/asked", GO, Write(Spelling(ALLER, accepted))),
        ("bank/asked~back", ALLER, Write(Spelling(GO))),
    ]


def test_a_pair_may_ask_for_its_back_alone_or_be_shown(tmp_path: Path) -> None:
    pair = "front: {text: to go, lang: en}\nback: {fr: aller, en: aller}\n"
    assert ways(tmp_path, pair + "ask: back\nstrict: true") == [("bank/asked", GO, Write(Spelling(ALLER, strict=True)))]
    assert ways(tmp_path, pair + "typed: false") == [
        ("bank/asked", GO, Reveal(ALLER)),
        ("bank/asked~back", ALLER, Reveal(GO)),
    ]


def test_a_pair_of_values_is_typed_as_values_are(tmp_path: Path) -> None:
    bastille, eighty, japan = Date(1789, 7, 14), Number(Decimal(80)), Country("JP")
    assert [form for _, _, form in ways(tmp_path, "front: {date: 1789-07-14}\nback: {number: 80}")] == [
        Write(Quantity(Decimal(80))),
        Write(Moment(bastille)),
    ]
    assert ways(tmp_path, "front: {country: JP}\nback: {number: 80}\ntyped: false") == [
        ("bank/asked", japan, Reveal(eighty)),
        ("bank/asked~back", eighty, Reveal(japan)),
    ]


def test_both_ways_of_a_pair_keep_their_history(tmp_path: Path) -> None:
    ways(tmp_path, "front: a\nback: b\nwas: [old, other/older]\nwithdrawn: false")
    items = tuple(load([find.Target(tmp_path / "bank.yaml")]).collections[0].items())
    assert [item.was for item in items] == [
        ("bank/old", "other/older"),
        ("bank/old~back", "other/older~back"),
    ]
    assert {item.question for item in items} == {"bank/asked"}
    assert [item.name for item in items] == ["asked", "asked~back"]


def test_options_that_stay_last_keep_their_own_order() -> None:
    form = Choose(tuple(Option(Name(name), False, last=name.isupper()) for name in "aBcDe"))
    assert form.settled((3, 2, 1, 0, 4)) == (2, 0, 4, 1, 3)
    assert Choose(form.options[:1]).settled([0]) == (0,)


def test_an_option_may_be_a_picture_alone(tmp_path: Path) -> None:
    (tmp_path / "flag.svg").write_text("<svg/>")
    item = lowered(
        tmp_path,
        "choice",
        """
        answer: {image: {file: flag.svg, alt: {fr: rouge, en: red}, credit: Me}}
        distractors: [{text: B, image: {file: flag.svg, alt: {fr: bleu, en: blue}}}]
        """,
    )
    assert isinstance(item.form, Choose)
    (flag, other) = item.form.options
    files = dict.fromkeys(("fr", "en"), tmp_path / "flag.svg")
    assert (flag.text, flag.image) == (words("rouge", "red"), Image(files, words("rouge", "red"), Name("Me")))
    assert (other.text, other.image) == (Name("B"), Image(files, words("bleu", "blue")))


def test_what_a_collection_says_of_all_its_questions(tmp_path: Path) -> None:
    file = tmp_path / "bank.yaml"
    head = "as_of: 2023-07\nreport: https://example.org/{id}\nmacros: {'\\R': '\\mathbb{R}'}\n"
    file.write_text(head + HEAD % "card" + "    answer: a\n    x-from: gift:1\n", encoding="utf-8")
    loaded = load([find.Target(file)])
    assert loaded.problems == ()
    (collection,) = loaded.collections
    assert (collection.as_of, collection.report) == (Date(2023, 7), "https://example.org/{id}")
    assert collection.macros == {r"\R": r"\mathbb{R}"}


def test_targets_are_distinct_rights_then_extras() -> None:
    form = CASES["match"][2]
    assert isinstance(form, Match)
    assert form.targets == (Name("x"), Name("y"), Name("z"))


def test_what_all_kinds_share(tmp_path: Path) -> None:
    item = lowered(
        tmp_path,
        "card",
        """
        answer: a
        context: {fr: En 2023, en: In 2023}
        hint: {fr: Pense !, en: Think!}
        explanation: {fr: Car, en: Because}
        points: 1.5
        tags: [one]
        was: [before, other/before]
        withdrawn: true
        """,
    )
    assert item.id == "bank/asked"
    assert item.name == "asked"
    assert item.context == words("En 2023", "In 2023")
    assert item.points == Decimal("1.5")
    assert item.was == ("bank/before", "other/before")
    assert item.withdrawn


def test_a_question_may_have_fewer_languages(tmp_path: Path) -> None:
    item = lowered(tmp_path, "card", "languages: [en]\nanswer: {en: a}\nexplanation: {en: b}")
    assert item.languages == ("en",)


def test_one_language_needs_no_mappings(tmp_path: Path) -> None:
    file = tmp_path / "bank.yaml"
    file.write_text(
        "format: 1\nid: b\ntitle: Bank\nlanguages: [en]\n"
        "questions: [{id: a, kind: cloze, text: 'A {{c1::gap}}', explanation: Because}]"
    )
    (collection,) = load([find.Target(file)]).collections
    item = collection.banks[0].items[0]
    assert item.explanation == Words({"en": "Because"})
    assert item.form == Fill({"en": ("A ", Gap(1, "gap"))})
    assert collection.title == Words({"en": "Bank"})


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("{{c2::b}}{{c1::a}}", (Gap(2, "b"), Gap(1, "a"))),
        (r"a \{{c1::b}} {{c1::c}}", ("a {{c1::b}} ", Gap(1, "c"))),
        ("{{c1:: a | b :: h }}", (Gap(1, "a", ("b",), hint="h"),)),
        ("{{c1::a}} } { }}", (Gap(1, "a"), " } { }}")),
        (r"{{c1::std\:\:a|b\|c::d\:\:e}}", (Gap(1, "std::a", ("b|c",), hint="d::e"),)),
        (r"{{c1::std\::a::h}}", (Gap(1, "std::a", hint="h"),)),
        (r"{{c1::{a: {b: 1\}}}} \}}\{{", (Gap(1, "{a: {b: 1}}"), " }}{{")),
        (r"{{c1::\{{c2\::x\}}}}", (Gap(1, "{{c2::x}}"),)),
        (r"{{c1::\alpha\, b}}", (Gap(1, r"\alpha\, b"),)),
        ("{{c1::a::b|c}}", (Gap(1, "a", hint="b|c"),)),
        ("none", ("none",)),
    ],
)
def test_cloze_notation(text: str, passage: tuple[object, ...]) -> None:
    assert parse(text) == passage


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{c1::a", "Q261"),
        ("{{c1::a} }", "Q261"),
        ("{{c1::a {{c2::b}}", "Q261"),
        ("{{c1::a {{c2::b}} and {{c3::c}}", "Q261"),
        ("{{c1::a {{c2::b}} c}}", "Q262"),
        ("{{c1::a {{}} c}}", "Q262"),
        ("{{c::a}}", "Q263"),
        ("{{c0::a}}", "Q263"),
        ("{{C1::a}}", "Q263"),
        ("{{c1::a||b}}", "Q264"),
        ("{{c1:: ::hint}}", "Q264"),
        (r"{{c1::a\}}", "Q261"),
        (r"{{c1::a|::hint}}", "Q264"),
    ],
)
def test_a_bad_gap_is_named(text: str, code: str) -> None:
    with pytest.raises(BadGap) as caught:
        parse(text)
    assert caught.value.code.id == code


def test_values_read_as_they_are_shown(tmp_path: Path) -> None:
    answers: dict[str, Text] = {"{country: NO}": Country("NO"), "{number: 1000}": Number(Decimal(1000))}
    for written, text in answers.items():
        item = lowered(tmp_path, "card", f"answer: {written}")
        assert item.form == Reveal(text)
