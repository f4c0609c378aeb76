"""What an author probably meant by a word that can't stand there."""

from __future__ import annotations

import pytest

from quizgen.kinds import meant


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("France", "FR"),
        ("fr", "FR"),
        ("l'Allemagne", "DE"),
        ("Deutschland", "DE"),
        ("日本", "JP"),
        ("Ranska", "FR"),
        ("the Netherlands", "NL"),
        ("Holland", "NL"),
        ("Birmanie", "MM"),
        ("Swaziland", "SZ"),
        ("Etats-Unis", "US"),
        ("UK", "GB"),
        ("FRA", "FR"),
        ("Frence", "FR"),
        ("Korea", "KP / KR"),
        ("Congo", "CD / CG"),
    ],
)
def test_a_country_is_told_by_its_code(word: str, code: str) -> None:
    assert meant.country(word, ["en"]) == {"written": code}


@pytest.mark.parametrize("word", ["Scotland", "Europe", "XX", "Zubrowka", "", "SU"])
def test_what_is_no_country_gets_no_code(word: str) -> None:
    assert meant.country(word, ["en", "fr"]) == {}


@pytest.mark.parametrize(
    ("word", "iso"),
    [
        ("3 mai 2022", "2022-05-03"),
        ("May 3, 2022", "2022-05-03"),
        ("juin 2022", "2022-06"),
        ("3. Mai 2022", "2022-05-03"),
        ("25/12/2022", "2022-12-25"),
        ("2022-6-9", "2022-06-09"),
        ("800", "0800"),
        ("2022-2023", "2022/2023"),
        ("03/05/2022", "2022-03-05 / 2022-05-03"),
    ],
)
def test_a_date_is_told_as_the_format_writes_it(word: str, iso: str) -> None:
    assert meant.date(word, ["en"]) == {"written": iso}


def test_of_a_figure_that_two_languages_read_otherwise_the_banks_own_counts() -> None:
    assert meant.date("03/05/2022", ["fr"]) == {"written": "2022-05-03"}
    assert meant.number("1,000", ["fr"]) == {"written": "1"}


@pytest.mark.parametrize(
    ("word", "number"),
    [("4 000", "4000"), ("4\u202f000", "4000"), ("3,14", "3.14"), ("five", "5"), ("1/2", "0.5")],
)
def test_a_number_is_told_as_the_format_writes_it(word: str, number: str) -> None:
    assert meant.number(word, ["en"]) == {"written": number}


def test_what_is_written_right_but_too_long_is_no_hint() -> None:
    assert meant.number("1" * 31, ["en"]) == {}


@pytest.mark.parametrize(
    ("word", "parts"),
    [("365.25 days", ("365.25", "days")), ("8849 m", ("8849", "m")), ("50%", ("50", "%")), ("3,5 kg", ("3.5", "kg"))],
)
def test_a_unit_is_parted_from_its_number(word: str, parts: tuple[str, str]) -> None:
    assert meant.unit(word, ["fr"]) == parts


@pytest.mark.parametrize("word", ["five", "1.", "12", "x 5"])
def test_what_holds_no_unit(word: str) -> None:
    assert meant.unit(word, ["en"]) is None


@pytest.mark.parametrize(
    ("word", "code"),
    [("eng", "en"), ("EN", "en"), ("en-GB", "en"), ("anglais", "en"), ("English", "en"), ("français", "fr")],
)
def test_a_language_of_the_collection(word: str, code: str) -> None:
    assert meant.language(word, ["fr", "en"]) == code


def test_another_language_is_none_of_theirs() -> None:
    assert meant.language("deu", ["fr", "en"]) is None
    assert meant.language("deu") == "de"
    assert meant.language("Swahili") == "sw"


@pytest.mark.parametrize(("word", "flag"), [("yes", "true"), ("Vrai", "true"), ("non", "false"), ("falsch", "false")])
def test_yes_and_no(word: str, flag: str) -> None:
    assert meant.flag(word) == {"written": flag}


def test_keys_by_other_names() -> None:
    keys = ("id", "kind", "prompt", "answer", "distractors", "explanation")
    called = {"question": "prompt", "Prompt": "prompt", "type": "kind", "réponse": "answer", "wrong": "distractors"}
    assert {word: meant.key(word, keys).get("nearest") for word in called} == called
    assert meant.key("colour", keys) == {}
