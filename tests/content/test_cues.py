"""What someone who knows nothing of the subject earns on the bundled questions by what the options look like.

Each cue picks the options that it points at; where several tie, one is drawn. Run as a script, it prints a table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from quizgen.bank import find, load
from quizgen.items import Choose, Enumerate, Item, Name, Words, Write
from quizgen.lint import told
from quizgen.lint.question import is_choice, is_truth, said, stem
from quizgen.lint.words import base, content, words

NATO = Path(__file__).parents[2] / "content" / "nato-tokyo"

MOST_ABOVE_CHANCE = Fraction(1, 10)

Cue = Callable[[list[str], str, str], list[float]]


def longest(options: list[str], prompt: str, language: str) -> list[float]:
    return [len(option) for option in options]


def shortest(options: list[str], prompt: str, language: str) -> list[float]:
    return [-len(option) for option in options]


def neither_longest_nor_shortest(options: list[str], prompt: str, language: str) -> list[float]:
    """Authors who were told to beware of the longest hide the right one in the middle."""
    lengths = [len(option) for option in options]
    return [min(lengths) < length < max(lengths) for length in lengths]


def most_words_of_the_prompt(options: list[str], prompt: str, language: str) -> list[float]:
    asked = bases(prompt, language)
    return [len(bases(option, language) & asked) for option in options]


def fewest_words_of_the_prompt(options: list[str], prompt: str, language: str) -> list[float]:
    return [-overlap for overlap in most_words_of_the_prompt(options, prompt, language)]


def most_words_of_the_others(options: list[str], prompt: str, language: str) -> list[float]:
    """Authors vary the right option to make the wrong ones, so that it shares most with them."""
    held = Counter(word for option in options for word in bases(option, language))
    return [sum(held[word] - 1 for word in bases(option, language)) for option in options]


def fewest_words_of_the_others(options: list[str], prompt: str, language: str) -> list[float]:
    return [-shared for shared in most_words_of_the_others(options, prompt, language)]


def odd_one_out(options: list[str], prompt: str, language: str) -> list[float]:
    """It starts, ends or is built otherwise: another first word, ending, number of words, another comma or hyphen."""
    traits = [(words(o, language)[:1], o[-2:], len(o.split()), "," in o, "-" in o) for o in options]
    return [-sum(trait == other for each in traits for trait, other in zip(own, each, strict=True)) for own in traits]


def least_odd(options: list[str], prompt: str, language: str) -> list[float]:
    return [-oddness for oddness in odd_one_out(options, prompt, language)]


def agrees_with_the_prompt(options: list[str], prompt: str, language: str) -> list[float]:
    """Its first word ends as the words that the prompt asks with: a plural for a plural, a feminine for a feminine."""
    endings = {word[-1] for word in content(prompt, language)[:2]}
    return [sum(word[-1] in endings for word in content(option, language)[:1]) for option in options]


def most_careful(options: list[str], prompt: str, language: str) -> list[float]:
    """What is hedged is right, what is sweeping is wrong, as test takers are told."""
    hedges = {
        "plus",
        "certains",
        "peut",
        "more",
        "some",
        "several",
        "plusieurs",
        "may",
        "mais",
        "but",
        "encore",
        "still",
    }
    sweeping = {
        "seul",
        "seule",
        "seules",
        "seuls",
        "alone",
        "only",
        "aucun",
        "aucune",
        "no",
        "tout",
        "toute",
        "tous",
        "all",
    }
    found = [set(words(option, language)) for option in options]
    return [len(each & hedges) - len(each & sweeping) for each in found]


CUES: tuple[Cue, ...] = (
    longest,
    shortest,
    neither_longest_nor_shortest,
    most_words_of_the_prompt,
    fewest_words_of_the_prompt,
    most_words_of_the_others,
    fewest_words_of_the_others,
    odd_one_out,
    least_odd,
    agrees_with_the_prompt,
    most_careful,
)


def bases(text: str, language: str) -> set[str]:
    return {base(word, language) for word in content(text, language)}


def choices() -> Iterator[tuple[Item, Choose]]:
    """The choices whose options an author worded: nobody chooses how a country is called, or the letters on a map."""
    for collection in load([find.Target(NATO)]).collections:
        for item in collection.items():
            form = item.form
            if is_choice(form) and not form.many and all(isinstance(o.text, Words | Name) for o in form.options):
                yield item, form


def picked(cue: Cue, form: Choose, prompt: str, language: str) -> Fraction:
    """The chance of the right option, where the cue decides and ties are drawn."""
    scores = cue([said(option.text, language) for option in form.options], prompt, language)
    best = [option.right for option, score in zip(form.options, scores, strict=True) if score == max(scores)]
    return Fraction(sum(best), len(best))


def above_chance(cue: Cue, language: str) -> Fraction:
    gains = [
        picked(cue, form, stem(item, language), language) - Fraction(1, len(form.options)) for item, form in choices()
    ]
    return sum(gains, Fraction(0)) / len(gains)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.__name__)
def test_a_cue_earns_little_more_than_chance(cue: Cue, language: str) -> None:
    assert above_chance(cue, language) <= MOST_ABOVE_CHANCE


def test_cues_are_found_where_there_are_any() -> None:
    options = ["Un non", "Certains refus, mais polis", "Un oui", "Un si"]
    pointing = (longest, most_words_of_the_prompt, odd_one_out, most_careful, agrees_with_the_prompt)
    for cue in pointing:
        scores = cue(options, "Quels refus prononce-t-il ?", "fr")
        assert [score == max(scores) for score in scores] == [False, True, False, False], cue.__name__
    assert neither_longest_nor_shortest(["a", "bb", "ccc"], "", "fr") == [False, True, False]


def items() -> list[Item]:
    return [item for collection in load([find.Target(NATO)]).collections for item in collection.items()]


def test_no_theme_tells_the_answers_of_a_later_one() -> None:
    """`check` compares the texts of a bank; whoever learns the collection reads one after the other."""
    telling = told.Telling()
    for item in items():
        telling.add(item)
    assert list(telling.problems()) == []


def test_every_wrong_option_says_why_and_every_typed_question_has_a_hint() -> None:
    for item in items():
        if is_choice(item.form):
            assert all(option.right or option.because is not None for option in item.form.options), item.id
        if isinstance(item.form, Write | Enumerate):
            assert item.hint is not None, item.id
        assert item.explanation is not None, item.id


def test_less_than_half_is_recognised_rather_than_recalled() -> None:
    recognised = [isinstance(item.form, Choose) for item in items()]
    assert Fraction(sum(recognised), len(recognised)) <= Fraction(45, 100)


def test_no_more_than_three_of_a_kind_follow_each_other() -> None:
    kinds = [(item.bank, item.kind) for item in items()]
    assert not [run for run in zip(kinds, kinds[1:], kinds[2:], kinds[3:], strict=False) if len(set(run)) == 1]


def test_a_statement_is_as_often_true_as_false() -> None:
    truths = [item.form for item in items() if is_truth(item.form)]
    right = [
        option.text == form.options[0].text
        for form in truths
        if isinstance(form, Choose)
        for option in form.options
        if option.right
    ]
    assert abs(2 * sum(right) - len(right)) <= 2


def test_how_many_are_right_does_not_follow_from_how_many_are_there() -> None:
    several = [item.form for item in items() if isinstance(item.form, Choose) and item.form.many]
    counts = {(sum(option.right for option in form.options), len(form.options)) for form in several}
    assert len({options - right for right, options in counts}) > 1


if __name__ == "__main__":
    for each in CUES:
        fr, en = (float(100 * above_chance(each, language)) for language in ("fr", "en"))
        print(f"{each.__name__:<32} {fr:+6.1f} {en:+6.1f} points")
