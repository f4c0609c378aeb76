from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from babel.numbers import format_decimal

from quizgen import languages
from quizgen.text import values


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("BA", "en", "Bosnia and Herzegovina"),
        ("BA", "fr", "Bosnie-Herzégovine"),
        ("TR", "en", "Türkiye"),
        ("TR", "fr", "Turquie"),
        ("HK", "fr", "Hong Kong"),
        ("CD", "en", "Democratic Republic of the Congo"),
        ("MM", "en", "Myanmar"),
        ("CZ", "fr", "Tchéquie"),
        ("KR", "de", "Südkorea"),
        ("KR", "ja", "韓国"),
        ("KR", "pt-BR", "Coreia do Sul"),
        ("KR", "fr-CA", "Corée du Sud"),
        ("TT", "en", "Trinidad and Tobago"),
        ("KR", "tlh", "South Korea"),
    ],
)
def test_the_name_that_is_shown(code: str, language: str, name: str) -> None:
    assert values.country(code, language) == name


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("BA", "en", "Bosnia & Herzegovina"),
        ("TR", "en", "Turkey"),
        ("US", "en", "USA"),
        ("US", "fr", "États-Unis d’Amérique"),
        ("RU", "fr", "Fédération de Russie"),
        ("CZ", "fr", "République tchèque"),
        ("KR", "en", "Republic of Korea"),
        ("MM", "fr", "Birmanie"),
        ("LC", "en", "Saint Lucia"),
        ("CI", "en", "Ivory Coast"),
    ],
)
def test_other_names_are_known(code: str, language: str, name: str) -> None:
    assert name in values.country_names(code, language)


def test_countries() -> None:
    assert len(values.countries()) == 250  # ISO 3166-1's 249, and Kosovo
    assert all(map(values.is_country, values.countries()))
    assert not any(map(values.is_country, ["ZZ", "EU", "UN", "QO", "XA", "fr", "FRA", "001", "", "É"]))
    with pytest.raises(KeyError):
        values.country("ZZ", "fr")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_two_countries_share_a_name(language: str) -> None:
    names = [name for code in values.countries() for name in values.country_names(code, language)]
    assert len(names) == len(set(names))
    assert set(languages.of(language).countries) <= set(values.countries())


@pytest.mark.parametrize(
    ("language", "year", "month", "day"),
    [
        ("fr", "2022", "juin 2022", "1er mai 2023"),
        ("en", "2022", "June 2022", "1 May 2023"),
        ("de", "2022", "Juni 2022", "1. Mai 2023"),
        ("es", "2022", "junio de 2022", "1 de mayo de 2023"),
        ("ja", "2022年", "2022年6月", "2023年5月1日"),
        ("xx", "2022", "June 2022", "1 May 2023"),
    ],
)
def test_dates(language: str, year: str, month: str, day: str) -> None:
    assert values.date(2022, None, None, language) == year
    assert values.date(2022, 6, None, language) == month
    assert values.date(2023, 5, 1, language) == day
    assert values.date(2023, 5, 11, "fr") == "11 mai 2023"


@pytest.mark.parametrize(
    ("start", "end", "french", "english"),
    [
        ((2023, 5, 19), (2023, 5, 21), "19–21 mai 2023", "19–21 May 2023"),
        ((2023, 5, 1), (2023, 5, 3), "1er–3 mai 2023", "1–3 May 2023"),
        ((2023, 5, 1), (2023, 6, 2), "1er mai – 2 juin 2023", "1 May – 2 June 2023"),
        ((2022, 12, 31), (2023, 1, 2), "31 décembre 2022 – 2 janvier 2023", "31 December 2022 – 2 January 2023"),
        ((2022, 1, None), (2022, 6, None), "janvier–juin 2022", "January–June 2022"),
        ((2022, 11, None), (2023, 6, None), "novembre 2022 – juin 2023", "November 2022 – June 2023"),
        ((2022, None, None), (2023, None, None), "2022–2023", "2022–2023"),
        ((2022, 6, None), (2022, 6, None), "juin 2022", "June 2022"),
    ],
)
def test_intervals(start: values.Point, end: values.Point, french: str, english: str) -> None:
    assert values.interval(start, end, "fr") == french
    assert values.interval(start, end, "en") == english
    assert values.interval(start, end, "ja")


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        ("400", "400", "400"),
        ("1000", "1\u202f000", "1,000"),
        ("1234567.50", "1\u202f234\u202f567,50", "1,234,567.50"),
        ("-3.14", "-3,14", "-3.14"),
        ("1E+3", "1\u202f000", "1,000"),
        ("0.0000001", "0,0000001", "0.0000001"),
        (
            "12345678901234567890123456789012.5",
            "12 345 678 901 234 567 890 123 456 789 012,5",
            "12,345,678,901,234,567,890,123,456,789,012.5",
        ),
    ],
)
def test_numbers_keep_every_digit(value: str, french: str, english: str) -> None:
    assert values.number(Decimal(value), "fr") == french.replace(" ", "\u202f")
    assert values.number(Decimal(value), "en") == english


def test_equal_numbers_keep_their_own_digits() -> None:
    assert [values.number(Decimal(each), "fr") for each in ("1.5", "1.50", "0.0", "0")] == ["1,5", "1,50", "0,0", "0"]


@pytest.mark.parametrize("language", ["fr", "en", "de", "de-CH", "es", "pl", "pt-BR", "sv", "hi", "ar", "fa"])
@pytest.mark.parametrize("value", ["0", "-1000", "12345.60", "1234567", "-0.007", "1E+4"])
def test_numbers_are_written_as_babel_writes_them(value: str, language: str) -> None:
    number = Decimal(value)
    places = max(0, -int(number.as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * places if places else "")
    assert values.number(number, language) == format_decimal(number, pattern, locale=language.replace("-", "_"))


@pytest.mark.parametrize("share", [Fraction(82, 100), 0.82, Decimal("0.8249")])
def test_percent(share: Fraction | float | Decimal) -> None:
    assert values.percent(share, "fr") == "82\u00a0%"
    assert values.percent(share, "en") == "82%"


def test_languages() -> None:
    assert all(map(values.is_language, ["fr", "en", "de", "ja", "pt-BR", "pt_BR", "zh-Hant"]))
    assert not any(map(values.is_language, ["xx", "french", "FR", "", "f", "en-", "fr fr", "../fr", "1"]))
