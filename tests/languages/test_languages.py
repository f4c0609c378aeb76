"""Every field of every language's file: filled, or what the field says without; and as it is compared."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest
from babel import Locale

from quizgen import languages
from quizgen.grading import Typed, Verdict, dates, figures, judge
from quizgen.items import Country, Date, Name, Spelling, Write
from quizgen.languages import Language
from quizgen.lint.words import words
from quizgen.text import phrases, values
from quizgen.text.folding import fold, fold_loosely, without_accents, without_article
from quizgen.text.typography import typeset_text

EVERY = languages.every()
KNOWN = pytest.mark.parametrize("known", EVERY, ids=lambda known: known.code)
FIELDS = [field.name for field in dataclasses.fields(Language)]
PATTERNS = ("now", "negative", "why", "article_last", "all_or_none")
UNACCENTED = (
    *("number_words", "multipliers", "fractions", "ordinal_words", "percent", "unit_names", "ordinals", "date_fillers"),
    *("date_leads", "before_christ", "after_christ", "negating", "negations", "joining", "leads", "honorifics"),
    *("kinds_before", "kinds_after", "towns", "states", "nations"),
)
LINTED = ("function_words", "telling_words", "absolute")


def test_each_file_is_a_line_of_the_table() -> None:
    files = {path.stem for path in Path(languages.__file__).parent.glob("*.py")} - {"__init__"}
    assert tuple(sorted(files)) == languages.KNOWN == tuple(known.code for known in EVERY)


def test_a_regional_form_is_its_language_and_an_unknown_one_has_what_the_fields_say() -> None:
    assert languages.of("fr-CA") is languages.of("fr_CH") is languages.of("FR") is languages.of("fr")
    unknown = languages.of("sv-FI")
    assert unknown.code == "sv"
    for field in dataclasses.fields(Language)[1:]:
        default = field.default if field.default_factory is dataclasses.MISSING else field.default_factory()
        assert getattr(unknown, field.name) == default


@pytest.mark.parametrize("field", FIELDS)
def test_each_field_says_what_it_is_for_and_what_happens_without(field: str) -> None:
    """In the string below it."""
    text = Path(languages.__file__).read_text("utf-8").partition("class Language:")[2]
    told = re.search(rf'^    {field}: [^\n]*\n    """(.+?)"""', text, re.MULTILINE | re.DOTALL)
    assert told is not None
    wanted = {"code": "regional form", "telling_words": "Without", "ellipsis": "If not so", "year_last": "If not so"}
    # Some fields say it once, for themselves and for those that follow.
    shared = {"ordinals", "date_fillers", "date_leads", "negating", "no", "negative", "why", "article_last"}
    shared |= {"all_or_none", "absolute", "no_amount"}
    assert field in shared or re.search(wanted.get(field, "Without"), told[1])


@pytest.mark.parametrize("field", FIELDS)
def test_no_field_is_there_for_nothing(field: str) -> None:
    """Some language fills it; what all do alike would be a rule, not a fact."""
    default = getattr(languages.of("xx"), field)
    assert any(getattr(known, field) != default for known in EVERY)


# ---------------------------------------------------------------------------------------------------------------
# Values


@KNOWN
def test_its_locale_is_one_of_cldr(known: Language) -> None:
    assert Locale.parse(known.locale or known.code).language == known.code


@KNOWN
def test_its_first_of_a_month_and_its_intervals(known: Language) -> None:
    first, fifth = values.date(2023, 5, 1, known.code), values.date(2023, 5, 5, known.code)
    assert first.startswith("1" + known.first_of_month)
    if known.year_last:
        assert fifth.split()[0] == "5"
        assert fifth.split()[-1] == "2023"
        assert values.interval((2023, 5, 5), (2023, 5, 7), known.code).count("2023") == 1


@KNOWN
def test_its_weekday_is_a_pattern_with_one_figure(known: Language) -> None:
    assert known.weekday.count("d") == (1 if known.weekday else 0)


@KNOWN
def test_its_countries_are_countries_and_each_name_is_given_once(known: Language) -> None:
    assert set(known.countries) <= set(values.countries())
    for names in known.countries.values():
        assert len(set(names)) == len(names)
        assert all(name == name.strip() and "'" not in name for name in names)


@KNOWN
def test_no_two_countries_share_a_name(known: Language) -> None:
    named = Counter(
        name
        for code in values.countries()
        for name in {fold_loosely(name, known.code) for name in values.country_names(code, known.code)}
    )
    assert {name for name, times in named.items() if times > 1} == set()


@KNOWN
def test_what_is_written_out_stands_in_a_country_of_cldr(known: Language) -> None:
    if known.written_out:
        short, whole = known.written_out
        names = values.country_names("LC", known.code)
        assert any(name.startswith(short) for name in names)
        assert any(name.startswith(whole) for name in names)


@KNOWN
def test_true_and_false_differ(known: Language) -> None:
    assert len(set(known.true_false)) == 2
    assert (values.truth(True, known.code), values.truth(False, known.code)) == known.true_false


# ---------------------------------------------------------------------------------------------------------------
# Typography


@KNOWN
def test_its_quotes_open_and_close(known: Language) -> None:
    quotes = known.quotes
    if quotes is None:
        return
    assert set(quotes.opening).isdisjoint(quotes.closing)
    for opening, closing in (quotes.outer, quotes.inner):
        # What is set once is known again, so that setting it twice changes nothing.
        assert opening in quotes.opening or opening in "‚"
        assert closing in quotes.closing or closing in "‘"
    inside = f"{quotes.inner[0]}a{quotes.inner[1]}"
    assert typeset_text('"x "a""', known.code) == (
        f"{quotes.outer[0]}{quotes.space}x {inside}{quotes.space}{quotes.outer[1]}"
    )


@KNOWN
def test_its_spaced_signs_and_units_and_titles(known: Language) -> None:
    for spaced in known.spaced:
        assert typeset_text(f"a{spaced.sign}", known.code) == f"a{spaced.space}{spaced.sign}"
    for unit in known.units:
        assert typeset_text(f"5 {unit}", known.code) == f"5\u00a0{unit}"
    for title in known.titles:
        assert not title.isalpha() or not title.islower()  # a rare character in it is looked for
        assert typeset_text(f"{title} A", known.code) == f"{title}\u00a0A"
    assert typeset_text("1 000", known.code) == f"1{known.thousands or ' '}000"
    assert typeset_text("a...", known.code) == ("a…" if known.ellipsis else "a...")


# ---------------------------------------------------------------------------------------------------------------
# Typed answers


@KNOWN
def test_articles_and_prepositions_are_as_folded_and_forgiven(known: Language) -> None:
    for word in (*known.articles, *known.prepositions):
        assert fold(word, known.code) == word.strip("'")
    for article in known.articles:
        joined = article if article.endswith("'") else f"{article} "
        for before in ("", *(f"{preposition} " for preposition in known.prepositions)):
            assert without_article(f"{before}{joined}rhone", known.code) == "rhone"
        assert without_article(joined.strip(), known.code) != ""  # an article alone is the answer


@KNOWN
def test_and_is_as_folded(known: Language) -> None:
    assert fold("A & B", known.code) == f"a {known.and_ or '&'} b"


@KNOWN
@pytest.mark.parametrize("field", UNACCENTED)
def test_what_is_compared_without_accents_has_none(known: Language, field: str) -> None:
    for word in getattr(known, field):
        assert word == without_accents(word.casefold())


def test_a_number_word_means_one_number_in_all_languages() -> None:
    for one, other in combinations(EVERY, 2):
        for word in one.number_words.keys() & other.number_words.keys():
            assert one.number_words[word] == other.number_words[word], word


@KNOWN
def test_its_numbers_are_read(known: Language) -> None:
    for word, number in known.number_words.items():
        assert figures.read_number(word, "", known.code) == (number,)
    for word, number in known.multipliers.items():
        assert figures.read_number(f"3 {word}", "", known.code) == (3 * number,)
    for word, number in known.fractions.items():
        assert figures.read_number(f"1 {word}" if number > 2 else word, "", known.code) in ((Fraction(1, number),), ())
    for word in known.percent:
        assert figures.read_number(f"5 {word}", "", known.code) == (5,)
    for word, name in known.unit_names.items():
        assert figures.read_number(f"5 {word}", name, known.code) == (5,)
    if known.minus:
        assert figures.read_number(f"{known.minus} 5", "", known.code) == (-5,)
    assert set(known.number_words.values()) in (set(), {*range(21), *range(20, 100, 10)})


@KNOWN
def test_its_ordinals_are_days_and_kings(known: Language) -> None:
    for word, number in known.ordinal_words.items():
        if 1 <= number <= 31 and number not in (0,):
            may = next(name for name, month in values.months(known.code).items() if month == 5)
            (read,) = dates.read_date(f"{word} {may} 2023", known.code, None)
            assert read.day == number


@KNOWN
def test_its_eras_are_read(known: Language) -> None:
    for words_before in known.before_christ:
        assert dates.read_date(f"44 {words_before}", known.code, None) == {Date(-43)}
    for words_after in known.after_christ:
        assert dates.read_date(f"44 {words_after}", known.code, None) == {Date(44)}


@KNOWN
def test_what_people_add_to_an_answer_makes_no_difference(known: Language) -> None:
    for words_before in (*known.leads, *known.honorifics, *known.kinds_before, *known.towns, *known.nations):
        typed = f"{words_before}{'' if words_before.endswith(chr(39)) else ' '}Xyzzy"
        assert right(typed, Spelling(Name("Xyzzy")), known.code), typed
    for words_after in known.kinds_after:
        assert right(f"Xyzzy {words_after}", Spelling(Name("Xyzzy")), known.code)
    for words_before in known.states:
        typed = f"{words_before}{'' if words_before.endswith(chr(39)) else ' '}{values.country('LU', known.code)}"
        assert right(typed, Spelling(Country("LU")), known.code), typed
    for words_before in known.towns:
        typed = f"{words_before}{'' if words_before.endswith(chr(39)) else ' '}{values.country('LU', known.code)}"
        assert not right(typed, Spelling(Country("LU")), known.code), typed


@KNOWN
def test_its_opposites_are_no_slips_and_its_spellings_are(known: Language) -> None:
    for group in known.opposites:
        for one, other in combinations(group, 2):
            assert not right(f"{one}xyzzyx", Spelling(Name(f"{other}xyzzyx")), known.code), (one, other)
    for one, other in known.same_spelling:
        verdict = judge(Typed(f"abcxyzz{one}x"), Write(Spelling(Name(f"abcxyzz{other}x"))), known.code)
        assert isinstance(verdict, Verdict)
        assert verdict.right
    for word in known.negations:
        assert not right("xyzzyx abcde", Spelling(Name(f"xyzzyx {word} abcde")), known.code)
    for one, other in zip(known.joining, known.joining[1:], strict=False):
        if abs(len(one) - len(other)) + 1 <= 2 and one[0] == other[0]:
            assert right(f"Xyzzyx {one} Abcdefgh", Spelling(Name(f"Xyzzyx {other} Abcdefgh")), known.code)


@KNOWN
def test_its_endings_are_slips(known: Language) -> None:
    for ending in (*known.plurals, *known.agreements):
        assert right("abcxyzzyx", Spelling(Name(f"abcxyzzyx{ending}")), known.code)


def test_capitals_have_the_small_letters_of_their_language() -> None:
    turkish = languages.of("tr")
    assert fold("ISPARTA İZMİR", turkish.code) == "ısparta izmir"
    assert fold("ISPARTA", "en") == "isparta"
    assert right("istanbul", Spelling(Name("İstanbul"), strict=True), turkish.code)
    assert not right("iğdır", Spelling(Name("Iğdır"), strict=True), turkish.code)


def right(typed: str, spelling: Spelling, language: str) -> bool:
    verdict = judge(Typed(typed), Write(spelling), language)
    return isinstance(verdict, Verdict) and verdict.right


def test_a_month_of_one_language_is_no_other_month_nor_a_filler_of_another() -> None:
    names = {known.code: dates._months(known.code)[0][1] for known in EVERY}
    for one, other in combinations(EVERY, 2):
        for word in names[one.code].keys() & names[other.code].keys():
            assert names[one.code][word] == names[other.code][word], word
    fillers = {word for known in EVERY for word in known.date_fillers}
    assert all(fillers.isdisjoint(months) for months in names.values())


@KNOWN
def test_its_dates_are_read(known: Language) -> None:
    day = values.date(2022, 6, 2, known.code)
    for written in (day, *(f"{filler} {day}" for filler in known.date_fillers)):
        (read,) = dates.read_date(written, known.code, None)
        assert (read.year, read.month, read.day) == (2022, 6, 2)
    for ending in known.ordinals:
        assert len(dates.read_date(day.replace("2", f"2{ending}", 1), known.code, None)) == 1
    for lead in known.date_leads:
        (read,) = dates.read_date(f"{lead} 1990", known.code, None)
        assert (read.year, read.month) == (1990, None)


# ---------------------------------------------------------------------------------------------------------------
# Playing


def test_no_yes_is_a_no() -> None:
    assert {word for known in EVERY for word in known.yes}.isdisjoint(word for known in EVERY for word in known.no)


@KNOWN
def test_yes_and_no_are_a_word_and_a_letter_in_every_language_of_the_interface(known: Language) -> None:
    assert [len(word) == 1 for word in (*known.yes, *known.no)] == [False, True, False, True]
    english = languages.of(languages.SOURCE)
    if known.code in phrases.available() and known is not english:
        assert known.yes != english.yes


@KNOWN
def test_its_marks(known: Language) -> None:
    assert known.marked_out_of in (20, 100)


# ---------------------------------------------------------------------------------------------------------------
# What `check` looks for


@KNOWN
@pytest.mark.parametrize("field", LINTED)
def test_its_words_are_as_lints_compare_them(known: Language, field: str) -> None:
    for word in getattr(known, field):
        assert words(word, known.code) == (word,)


def test_telling_words_tell_one_language_from_the_others() -> None:
    for one, other in combinations(EVERY, 2):
        assert one.telling_words.isdisjoint(other.telling_words)
    for known in EVERY:
        assert all(len(word) > 1 for word in known.telling_words)


@KNOWN
@pytest.mark.parametrize("field", PATTERNS)
def test_its_patterns_have_the_groups_that_lints_read(known: Language, field: str) -> None:
    pattern = re.compile(getattr(known, field))
    assert pattern.search("xyz") is None or not pattern.pattern
    if field in ("now", "article_last") and pattern.pattern:
        assert pattern.groups == 1
    if field == "negative" and pattern.pattern:
        assert pattern.groups >= 1
    if field == "all_or_none":
        assert pattern.pattern == without_accents(pattern.pattern.casefold()).replace("\\W", "\\w")


@KNOWN
def test_options_that_are_no_amount_are_one_word_in_small_letters(known: Language) -> None:
    assert all(word == word.lower() and " " not in word for word in known.no_amount)


@KNOWN
def test_plurals_end_in_letters(known: Language) -> None:
    assert known.plural.isalpha()
    assert known.plural.islower()
