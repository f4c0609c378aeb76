"""Judging an answer in figures: a number, in the notations that learners use.

A learner may write in another language than the session's, so the notation isn't tied to it: 3,5 and 3.5 are the same
number; 1,000, which may be a thousand or one, is asked for again, but where the session's language has a decimal comma;
words are read in every language that has a file. Fractions, powers of ten and per cent are read; so are units, by all
the names that CLDR has for them, and the noun that is counted, whichever it is.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from quizgen import languages
from quizgen.grading import units
from quizgen.grading.verdicts import Unreadable
from quizgen.items import Number, Quantity, plain
from quizgen.text.folding import without_accents
from quizgen.text.numerals import separators

Amount = Decimal | Fraction

LONGEST = 100  # characters: a longer text is read neither as a number nor as a date
MINUS = str.maketrans(dict.fromkeys("−–‒﹣-", "-"))
_LARGEST_POWER = 30  # of ten: nobody means more
# Groups of three digits, separated by one and the same sign, or digits without groups; then perhaps decimals.
_NUMBER = re.compile(
    r"(?P<sign>[-+]?) ?(?:(?P<grouped>[1-9]\d{0,2}(?:(?P<by>[ ',.])\d{3})(?:(?P=by)\d{3})*)|(?P<plain>\d+))?"
    r"(?:(?P<point>[.,])(?P<decimals>\d+))?"
)
_FRACTION = re.compile(r"([-+]?) ?(?:(\d+)[ +])? ?(\d+) ?[/\u2044] ?(\d+)")
_POWER = re.compile(
    r"(?:(?P<factor>.+?) ?[x×*·⋅] ?10 ?\^? ?|(?P<by_e>[-+]?[\d.,]+)e|(?P<sign>[-+]?)10 ?\^ ?)"
    r"\(?(?P<exponent>[-+]?\d{1,2})\)?"
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_RAISED = re.compile(r"(?<=10)([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_ONE_OVER = re.compile(r"(?<=\d)(?=[¼-¾⅐-⅞])")
_NOUN = re.compile(r"(.*[\w%]) ([^\W\d_]{3,}(?:[ '-][^\W\d_]+)?)")


def judge_quantity(text: str, expected: Quantity, language: str) -> bool | Unreadable:
    """Whether a number is right within the tolerance."""
    unit = plain(expected.unit, language) if expected.unit is not None else ""
    readings = read_number(text, unit, language)
    if not readings:
        right = any(_is_right(value, expected) for value in _converted(text, unit, language))
        return True if right else Unreadable("number")
    if len(readings) > 1:
        return Unreadable("ambiguous", tuple(Number(value) for value in readings if isinstance(value, Decimal)))
    share = _is_share(text)
    if share and not unit and _is_right(readings[0] / 100, expected):
        return True  # 50% for 0.5
    if not share and "%" in unit and _FRACTION.search(text) and _is_right(Fraction(readings[0]) * 100, expected):
        return True  # 1/2 for 50%
    return _is_right(readings[0], expected)


def _is_right(value: Amount, expected: Quantity) -> bool:
    # By fractions, since arithmetic with decimals would round to the precision of its context.
    return abs(Fraction(value) - Fraction(expected.value)) <= Fraction(expected.tolerance)


def read_number(text: str, unit: str, language: str) -> tuple[Amount, ...]:
    """What a text may mean as a number, the smallest first; nothing if it isn't one.

    `unit`: what may stand beside the number; "" for none.
    """
    if len(text) > LONGEST:
        return ()
    levelled = _levelled(text, unit, language)
    if levelled is None:
        return ()
    bare = _without_unit(levelled, unit, language)
    readings = _read(bare.casefold(), language)
    if readings or units.measured(unit, language):
        return readings
    counted = _NOUN.fullmatch(bare)
    if counted is None or _is_no_noun(counted[2], language):
        return ()
    return _read(counted[1].casefold(), language)


def _levelled(text: str, unit: str, language: str) -> str | None:
    """The text in plain figures, without the unit after them as it is written; None if that can't be."""
    text = units.pattern(unit, language).sub("", text) if unit else text
    text = _RAISED.sub(lambda power: "^" + power[1].translate(_SUPERSCRIPTS), text)
    text = _ONE_OVER.sub(" ", text)
    # NFKC would make 5² fifty-two; what it makes of ½ is a fraction.
    if any(unicodedata.category(char) == "No" and "\u2044" not in unicodedata.normalize("NFKC", char) for char in text):
        return None
    text = unicodedata.normalize("NFKC", text).translate(MINUS).replace("’", "'")
    return " ".join(text.split()).rstrip(".;!?")


def _read(text: str, language: str) -> tuple[Amount, ...]:
    """What a text in small letters may mean, without a unit."""
    text = _minus().sub("-", text)
    figures = _times(text, language)
    if figures:
        return figures
    if fraction := _FRACTION.fullmatch(text):
        sign, whole, above, below = fraction.groups()
        if int(below) == 0:
            return ()
        return (_tidy(Fraction(int(whole or 0) * int(below) + int(above), int(below)) * (-1 if sign == "-" else 1)),)
    if power := _POWER.fullmatch(text):
        factors = _figures(power["factor"] or power["by_e"] or f"{power['sign']}1", language)
        exponent = int(power["exponent"])
        if len(factors) != 1 or abs(exponent) > _LARGEST_POWER:
            return ()
        return (_tidy(Fraction(factors[0]) * Fraction(10) ** exponent),)
    in_words = _in_words(without_accents(text.lstrip("+-")))
    if in_words is None:
        return ()
    return (_tidy(Fraction(-in_words if text.startswith("-") else in_words)),)


def _times(text: str, language: str) -> tuple[Amount, ...]:
    """Figures, perhaps with a word behind that multiplies them: 3,5 millions."""
    figures, _, word = text.rpartition(" ")
    by = _multiplier(without_accents(word))
    if figures and by is not None:
        return tuple(_tidy(Fraction(value) * by) for value in _figures(figures, language))
    return _figures(text, language)


def _figures(text: str, language: str) -> tuple[Decimal, ...]:
    return tuple(sorted(_whole(value) for value in {*_with_groups(text, language), *_with_decimals(text)}))


def _with_groups(text: str, language: str) -> tuple[Decimal, ...]:
    """The number, with a sign between groups of three digits taken for a thousands separator."""
    number = _NUMBER.fullmatch(text)
    if not number or not any(number.group("grouped", "plain", "decimals")):
        return ()
    if number["by"] is not None and number["by"] == number["point"]:
        return ()  # one sign can't separate both groups and decimals
    if number["by"] == "," == separators(language)[ord(".")] and text.count(",") == 1 and not number["point"]:
        return ()  # 1,000 is one where people write 0,5
    whole = re.sub(r"\D", "", number["grouped"] or number["plain"] or "0")
    return (Decimal(f"{number['sign']}{whole}.{number['decimals'] or '0'}"),)


def _with_decimals(text: str) -> tuple[Decimal, ...]:
    """The number, with its only comma or point taken for the decimal one."""
    number = re.fullmatch(r"([-+]?) ?(\d+)[.,](\d+)", text)
    return (Decimal(f"{number[1]}{number[2]}.{number[3]}"),) if number else ()


def _whole(value: Decimal) -> Decimal:
    """The same number without the zero that reading added: 1000, not 1000.0."""
    whole = value.to_integral_value()
    return whole if whole == value else value


def _tidy(value: Fraction) -> Amount:
    """The number as a decimal, where it is a whole one."""
    return Decimal(value.numerator) if value.denominator == 1 else value


def _without_unit(text: str, unit: str, language: str) -> str:
    """The text without a unit or per cent sign before or after its number, be the unit singular or plural."""
    text = _percent().sub("%", text)
    if not re.search(r"\d", text):
        words, count = text.split(), max(1, len(unit.split()))
        if unit and units.is_name(" ".join(words[-count:]), unit, language):
            return " ".join(words[:-count])
        return text.removesuffix("%").rstrip()
    edge = re.fullmatch(r"([^\d+-]*?) ?([-+]? ?[\d.,' /\u2044^xe+×*-]*\d) ?([^\d]*)", text)
    if not edge:
        return text
    before, number, after = edge.groups()
    return (
        number
        if all(not side or side == "%" or units.is_name(side, unit, language) for side in (before, after))
        else text
    )


def _is_share(text: str) -> bool:
    return "%" in _percent().sub("%", unicodedata.normalize("NFKC", text).casefold())


def _is_no_noun(words: str, language: str) -> bool:
    """Whether the words behind a number are more than the name of what is counted: a unit, a number, and so on."""
    bare = without_accents(words.casefold())
    numbers = _number_words().keys() | _multipliers().keys() | _fractions().keys() | _and()
    return units.measured(words, language) or any(word in numbers for word in re.split("[ '-]", bare))


def _converted(text: str, unit: str, language: str) -> tuple[Amount, ...]:
    """What it may be in the unit asked for, where it is given in another one: a decade is ten years."""
    levelled = _levelled(text, "", language)
    parted = re.fullmatch(r"(.*\d|.*(?= )) ?([^\W\d_]+)", levelled) if levelled and len(text) <= LONGEST else None
    if parted is None:
        return ()
    factor = units.factor(parted[2], unit, language)
    number = parted[1].casefold()
    readings = (Decimal(1),) if number in _one() else _read(number, language)
    return tuple(Fraction(value) * factor for value in readings) if factor is not None else ()


# ---------------------------------------------------------------------------------------------------------------
# In words


def in_words(bare: str) -> int | None:
    """A whole number in words, in small letters without accents; None if it is anything else."""
    found = _in_words(bare)
    return int(found) if found is not None and found == int(found) else None


def _in_words(bare: str) -> Fraction | None:
    """A number in words: four hundred and five, quatre-vingt-dix, two and a half, trois quarts."""
    tokens = [token for token in re.split("[ -]+", bare) if token]
    if len(tokens) > 2 and tokens[0] in _articles() - _one():
        tokens = tokens[1:]
    if not tokens:
        return None
    *before, last = tokens
    below = _fractions().get(last)
    if below is not None:
        articles = [token for token in before if token not in _one()]
        if not before or (len(before) == 1 and not articles) or (len(before) == 1 and before[0] in _articles()):
            return Fraction(1, below)
        if articles and articles[-1] in _and():
            whole = _whole_in_words(articles[:-1])
            return None if whole is None else whole + Fraction(1, below)
        above = _whole_in_words(before)
        return None if above is None or len(before) > 1 else Fraction(above, below)
    found = _whole_in_words(tokens)
    return None if found is None else Fraction(found)


def _whole_in_words(tokens: list[str]) -> int | None:
    words, multipliers = _number_words(), _multipliers()
    if len(tokens) > 1 and tokens[0] in _one() and tokens[1] in multipliers:
        tokens = tokens[1:]
    total, current, last_multiplier = 0, None, 0
    at = 0
    while at < len(tokens):
        token = tokens[at]
        pair = " ".join(tokens[at : at + 2])
        at += 1
        if token in _and() and 0 < at - 1 < len(tokens) - 1:
            continue
        multiplier = multipliers.get(token)
        if multiplier is None:
            if pair in words and " " in pair:
                token, at = pair, at + 1
            value = words.get(token)
            if value is None or not _may_follow(value, current):
                return None
            current = value + (current or 0)
        elif multiplier < 1000:
            if current is not None and not 0 < current < 100:
                return None
            current = (1 if current is None else current) * multiplier
        else:
            if last_multiplier and multiplier >= last_multiplier:
                return None
            total += (1 if current is None else current) * multiplier
            current, last_multiplier = None, multiplier
    if current is None and not last_multiplier:
        return None
    return total + (current or 0)


def _may_follow(value: int, before: int | None) -> bool:
    """Whether a number word may stand after others, which make a number: twenty three, but not three twenty."""
    if before is None:
        return True
    rest = before % 100
    if not value or not before:
        return False
    if value < 10:
        return rest == 0 or (rest >= 20 and rest % 10 == 0)
    return rest == 0 or (value < 20 and rest in (60, 80))  # soixante-dix, quatre-vingt-dix


def _multiplier(word: str) -> int | None:
    found = _multipliers().get(word) or _multipliers().get(word.removesuffix("s"))
    return found


@lru_cache(maxsize=1)
def _number_words() -> dict[str, int]:
    return {word: number for language in languages.every() for word, number in language.number_words.items()}


@lru_cache(maxsize=1)
def _multipliers() -> dict[str, int]:
    return {word: number for language in languages.every() for word, number in language.multipliers.items()}


@lru_cache(maxsize=1)
def _fractions() -> dict[str, int]:
    return {word: number for language in languages.every() for word, number in language.fractions.items()}


@lru_cache(maxsize=1)
def _and() -> frozenset[str]:
    return frozenset(language.and_ for language in languages.every() if language.and_)


@lru_cache(maxsize=1)
def _articles() -> frozenset[str]:
    return frozenset(article for language in languages.every() for article in language.articles)


@lru_cache(maxsize=1)
def _one() -> frozenset[str]:
    """Articles and number words that stand for one: a, un, une."""
    ones = {word for word, number in _number_words().items() if number == 1}
    return frozenset(ones | {"a", "an"})


@lru_cache(maxsize=1)
def _minus() -> re.Pattern[str]:
    words = "|".join(language.minus for language in languages.every() if language.minus)
    return re.compile(rf"^(?:{words}) (?=\w)")


@lru_cache(maxsize=1)
def _percent() -> re.Pattern[str]:
    words = sorted((word for language in languages.every() for word in language.percent), key=len, reverse=True)
    return re.compile(rf" ?(?:{'|'.join(words)})$", re.IGNORECASE)
