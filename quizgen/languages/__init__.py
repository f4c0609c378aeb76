"""What quizgen knows of the languages that questions are written in: one file a language, one name in `KNOWN`.

A language without a file is played, exported and printed all the same: CLDR writes its values, and each field below
says what else becomes of it. Only strings stand here; whoever uses a pattern compiles it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module

KNOWN = ("de", "en", "es", "fr", "it", "nl", "pt", "tr")
"""The languages that have a file, named after their code."""

SOURCE = "en"
"""The language of the wordings in the code, which also stands in for what a language lacks."""

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
THIN_SPACE = "\N{NARROW NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Quotes:
    """How the straight quotes that authors type are set."""

    outer: tuple[str, str]
    """The opening and the closing mark for double quotes."""
    inner: tuple[str, str]
    """The same for double quotes inside double quotes."""
    single: tuple[str, str] | None = None
    """The same for single quotes. Without it, each ' is an apostrophe."""
    opening: str
    """The marks which, where an author types them, open a quotation."""
    closing: str
    """The marks which close one."""
    space: str = ""
    """What stands between the outer marks and the words that they quote. Without it, nothing is put there."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spaced:
    """A sign that has a space before it, whichever space an author types there, or none."""

    sign: str
    space: str
    before: str
    """The sign is set only where white space, the end of the text or one of these follows: `10:30` stays."""
    not_after: str
    """The sign stays as typed after one of these, as it does after white space or at the start: `(?)` stays."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Language:
    """What quizgen knows of a language. Words to compare with are in small letters; some, as told, without accents."""

    code: str
    """ISO 639: fr. A regional form such as fr-CA shares all but what CLDR says of it."""

    # --- Values

    locale: str = ""
    """The CLDR locale by which dates, numbers and countries are written. Without it: the code's own."""
    first_of_month: str = ""
    """What follows the figure of a month's first day: 1er. Without it: what CLDR has."""
    weekday: str = ""
    """CLDR's pattern for a day of this year with its weekday: `Mon 23 Nov`. Without it: CLDR's own choice."""
    year_last: bool = False
    """Day, month and year stand in this order, a space apart, so that an interval says the shared ones once, at its
    end. If not so: CLDR's way of writing intervals."""
    true_false: tuple[str, str] = ("True", "False")
    """The two answers to a true-false question. Without them: in English."""
    countries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By ISO 3166 code, what people call a country where CLDR says otherwise, or says only one of several names: the
    name to show, then others that are right when typed. Without it: CLDR's name alone."""
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By ISO 3166 codes, parted by `/`, what a country was called before or is called loosely, without accents: for
    hints to authors. Without it: nothing is known of such names."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By key or word of the bank format, what authors may call it instead, without accents: for hints. Without it:
    nothing is guessed."""
    written_out: tuple[str, str] | None = None
    """How CLDR abbreviates "Saint" at the start of a country's name, and the word in full, which is right when typed
    too. Without it: CLDR's name alone."""

    # --- Typography

    quotes: Quotes | None = None
    """Quotation marks. Without them, straight double quotes stay straight, and each ' is an apostrophe."""
    ellipsis: bool = False
    """Three dots become one sign (…). If not so, they stay."""
    spaced: tuple[Spaced, ...] = ()
    """Signs that have a space before them. Without them, no space is changed."""
    thousands: str = ""
    """The space set between groups of three digits, where an author types one: 1 000. Without it, it stays."""
    units: tuple[str, ...] = ()
    """What a space between a figure and it doesn't break before: 5 %. Without them, it stays as typed."""
    titles: tuple[str, ...] = ()
    """What a space between it and a capital or a figure doesn't break after: M. Dupont. Without them, likewise."""

    # --- Typed answers

    articles: tuple[str, ...] = ()
    """Articles; one at the start of an answer makes no difference. One that ends in ' has no space after it. Without
    them, an article counts as part of the answer."""
    prepositions: tuple[str, ...] = ()
    """What people put before an article, or alone, when they answer where: in the. Without them, as for articles."""
    small_letters: Mapping[int, str] = field(default_factory=dict)
    """By code point, the small letters of capitals that have others elsewhere: ı for I. Without them: Unicode's."""
    and_: str = ""
    """The word that & stands for. Without it, & is only itself."""
    number_words: Mapping[str, int] = field(default_factory=dict)
    """Numbers in words, without accents, as a learner may type them in any language, from which greater ones are made.
    Without them, figures only."""
    multipliers: Mapping[str, int] = field(default_factory=dict)
    """The words, without accents, that multiply the number before them, from a hundred on. Without them, there are no
    greater numbers in words than `number_words` make."""
    fractions: Mapping[str, int] = field(default_factory=dict)
    """The words, without accents, for a part of one, and how many of them make one: half. Without them, figures."""
    ordinal_words: Mapping[str, int] = field(default_factory=dict)
    """Ordinals in words, without accents, for a day or a king. Without them, figures only."""
    percent: tuple[str, ...] = ()
    """What may stand for % after a number, without accents, in any language. Without it: the sign only."""
    unit_names: Mapping[str, str] = field(default_factory=dict)
    """What else people call a unit, without accents and plural, beside what CLDR has, and CLDR's name: annee, an.
    Without them, CLDR's names."""
    minus: str = ""
    """The word that may stand before a number for its sign, in any language. Without it, the sign only."""
    ordinals: tuple[str, ...] = ()
    """What may follow the figure of a day in a typed date, without accents: 1st. In any language."""
    date_fillers: tuple[str, ...] = ()
    """The words, without accents, that may stand in a typed date and mean nothing there. In any language."""
    date_leads: tuple[str, ...] = ()
    """The words, without accents, that may stand before a date in figures: in the year 1990. In any language."""
    before_christ: tuple[str, ...] = ()
    """What people write behind a year before Christ, without accents, beside what CLDR has. In any language. Without
    them, what CLDR has."""
    after_christ: tuple[str, ...] = ()
    """The same for years after Christ. Without them, likewise."""
    negating: tuple[str, ...] = ()
    """Beginnings of words, without accents, that turn their meaning round, so that one more or less is never taken for
    a typo. In any language."""
    negations: tuple[str, ...] = ()
    """Words, without accents, that say no, so that one more or less is never taken for a typo. In any language.
    Without them, they are words as others."""
    opposites: tuple[tuple[str, ...], ...] = ()
    """Beginnings of words, without accents, each of which is never taken for a typo of another in its group: hypo,
    hyper. In any language. Without them, they are letters as others."""
    contrasts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Patterns of stems, and their ends, without accents, of which one makes another thing of the word than another:
    nitrate, nitrite. Authors are told where such a word would pass for a slip. Without them, nothing is told."""
    same_spelling: tuple[tuple[str, str], ...] = ()
    """Groups of letters that are spelt in two ways, each with the one to compare: both are right, so that one for the
    other is never taken for another word. Without them, each spelling is a word of its own."""
    plurals: tuple[str, ...] = ("s",)
    """What a word may end in more than another without being a different one. Without it: s."""
    agreements: tuple[str, ...] = ()
    """What else a word may end in beside others that it agrees with: a feminine's e. Without them, nothing."""
    joining: tuple[str, ...] = ()
    """Small words inside a name, without accents, one for another of which is a slip: des for de. Without them, they
    are words as others."""
    leads: tuple[str, ...] = ()
    """What people repeat of a question before the answer, without accents: from, it is. It makes no difference. Without
    them, it does."""
    honorifics: tuple[str, ...] = ()
    """What people put before a name, without accents: Mr. One too many makes no difference. Without them, it does."""
    kinds_before: tuple[str, ...] = ()
    """What people put before the name of a place to say what it is, without accents: the island of. One too many makes
    no difference. Without them, it does."""
    kinds_after: tuple[str, ...] = ()
    """The same after the name: island. Without them, likewise."""
    towns: tuple[str, ...] = ()
    """The same before the name of a town, which makes a difference for a country. Without them, likewise."""
    states: tuple[str, ...] = ()
    """The same before the name of a country: Republic of. Without them, likewise."""
    nations: tuple[str, ...] = ()
    """What says of a name, before it or in parentheses, that it is a country's: country. Without it, likewise."""

    # --- Playing

    yes: tuple[str, ...] = ("yes", "y")
    """What says yes, with the letter to type as the last. Without it: in English. A word of any language will do, and
    a letter for yes is no other language's letter for no."""
    no: tuple[str, ...] = ("no", "n")
    """What says no, likewise."""
    marked_out_of: int = 100
    """What the mark of an exam is out of: 20 where schools are used to it. Without it: 100, shown as a share."""

    # --- What `check` looks for; words are without accents, with the letters of an elision by themselves

    plural: str = "s"
    """Letters that end a plural. They are left out where words are compared roughly. Without them: s."""
    endings: frozenset[str] = frozenset()
    """What ends a word's forms and those of its near relatives; the longest is left out where words are looked for
    whatever their form. Without them: `plural`."""
    function_words: frozenset[str] = frozenset()
    """Words that carry no content. Without them: words of three letters or fewer."""
    telling_words: frozenset[str] = frozenset()
    """Common words that no other language here has: they show which language a text is in. Without them, nothing is
    said of texts that are left in another language."""
    now: str = ""
    """A pattern of words that will be wrong in a year or two; its first group is the word. Without it, such words, as
    any of those below, are not looked for."""
    inversion: str = ""
    """A pattern of words joined by a hyphen that ends no line, such as *a-t-il*. Without it, any hyphen may end one."""
    negative: str = ""
    """A pattern of a "not" that is easily overlooked in a statement; its one group that matches is the word."""
    asked_negative: str = ""
    """The same in a question, where it must belong to what is asked, not to what is told beside it. Without it:
    `negative`."""
    why: str = ""
    """A pattern of questions in which a "not" is plain: why is something not so?"""
    article_last: str = ""
    """A pattern of an article at the end of a prompt, which gives away the answer's gender or first letter; its first
    group is the article."""
    all_or_none: str = ""
    """A pattern, of a whole option without marks and accents, that speaks of the other options: none of these."""
    before_consonants: frozenset[str] = frozenset()
    """Articles of which another form stands before a vowel. Without them: none."""
    absolute: frozenset[str] = frozenset()
    """Words such as "always", which tell learners that a statement is wrong."""
    stating: str = ""
    """A pattern of prompts whose options are statements, of which an absolute one sounds wrong. Without it: none."""
    denying: frozenset[str] = frozenset()
    """Words that deny the word after them: not always. Without accents."""
    no_amount: frozenset[str] = frozenset()
    """Options that stand beside figures as an amount of their own: none. With their accents."""


def base(language: str) -> str:
    """The language without its country: fr for fr-CA and fr_CA."""
    return language if len(language) == 2 else re.split("[-_]", language, maxsplit=1)[0]


@lru_cache(maxsize=64)
def of(language: str) -> Language:
    """What is known of a language, of its regional forms too; for an unknown one, what each field says."""
    code = base(language).lower()
    if code not in KNOWN:
        return Language(code=code)
    found = import_module(f"quizgen.languages.{code}").LANGUAGE
    assert isinstance(found, Language)
    return found


def every() -> tuple[Language, ...]:
    """All languages that have a file."""
    return tuple(map(of, KNOWN))


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def rows(text: str) -> dict[str, tuple[str, ...]]:
    """A table of which each line has a key and, parted by bars, what it stands for."""
    parted = (line.split(" ", 1) for line in text.strip().splitlines())
    return {key: tuple(rest.split(" | ")) for key, rest in parted}


def counted(text: str) -> dict[str, int]:
    """Words in their order, counted from 0; a hyphen in a word may be a space as well."""
    return {form: n for n, word in enumerate(text.split()) for form in (word, word.replace("-", " "))}
