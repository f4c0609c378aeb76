"""Moodle XML, for Moodle 4 and 5 (and read by 3.8): all kinds of question, their pictures inside.

What Moodle has no question for is written as the nearest that it has, and told.
"""

from __future__ import annotations

import html
import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never
from urllib.parse import quote

from quizgen.items import (
    Choose,
    Collection,
    Enumerate,
    Fill,
    Gap,
    Image,
    Item,
    Match,
    Moment,
    Name,
    Order,
    Quantity,
    Reveal,
    Spelling,
    Text,
    Truth,
    Write,
    passage_source,
    plain,
)
from quizgen.outputs import Made
from quizgen.outputs.exchange import losses
from quizgen.outputs.exchange.losses import Losses
from quizgen.outputs.exchange.texts import (
    Pictures,
    blocks_html,
    dates,
    lead,
    on_one_line,
    spellings,
    to_html,
    told,
)
from quizgen.text.markup import GAP, parse

FRACTIONS = (
    *("100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333", "30", "25", "20"),
    *("16.66667", "14.28571", "12.5", "11.11111", "10", "5"),
)
"""The shares of the points, in per cent, that Moodle takes for an answer (question/engine/bank.php)."""


def make(collection: Collection, items: Sequence[Item], language: str) -> Made:
    """One file: a category a bank, its questions in their order."""
    lost = Losses("Moodle XML")
    parts = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"]
    titles = {bank.id: plain(bank.title, language) for bank in collection.banks}
    bank = None
    for item in items:
        if item.bank != bank:
            bank = item.bank
            parts.append(_category(plain(collection.title, language), titles[bank]))
        parts.append(_Question(item, language, lost).xml())
    return Made("\n".join([*parts, "</quiz>", ""]).encode(), tuple(lost.problems()))


def _category(*names: str) -> str:
    path = "/".join(name.replace("/", "//") for name in names)
    return f'<question type="category"><category><text>{cdata(f"$course$/top/{path}")}</text></category></question>'


def cdata(text: str) -> str:
    """A text between tags, in which nothing else is one."""
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def _text(tag: str, shown: str, files: str = "") -> str:
    """An element that holds HTML, and the pictures in it."""
    return f'<{tag} format="html"><text>{cdata(shown) if shown else ""}</text>{files}</{tag}>'


def fraction(count: int) -> str:
    """One of `count` equal shares of the points: the nearest that Moodle has."""
    return min(FRACTIONS, key=lambda each: abs(float(each) - 100 / count))


def gap(answers: Iterable[str], wrong: Iterable[str] = (), *, strict: bool = False) -> str:
    """A gap of a passage, as Moodle's cloze writes it; the answers are words, not HTML."""
    kind = "SHORTANSWER_C" if strict else "SHORTANSWER"
    rights = [f"={_in_gap(answer)}" for answer in answers]
    return "{1:" + kind + ":" + "~".join([*rights, *(_in_gap(answer) for answer in wrong)]) + "}"


def _in_gap(answer: str) -> str:
    """An answer in a gap: what would end it is an entity, which Moodle undoes afterwards."""
    return re.sub(r'[&<>{}~#"\\]', lambda found: f"&#{ord(found[0])};", _starless(answer))


def _braceless(shown: str) -> str:
    """HTML in which no brace opens a gap of Moodle's."""
    return shown.replace("{", "&#123;")


def _starless(answer: str) -> str:
    """Stars stand for anything in what Moodle compares."""
    return answer.replace("*", "\\*")


@dataclass(slots=True)
class _Question:
    """Writes one question."""

    item: Item
    language: str
    lost: Losses

    def xml(self) -> str:
        item, language = self.item, self.language
        before = "".join(lead(item, language))
        match item.form:
            case Choose(options) if all(isinstance(option.text, Truth) for option in options):
                return self.whole("truefalse", before, self.truth(item.form))
            case Choose():
                return self.whole("multichoice", before, self.options(item.form))
            case Write(expected):
                return self.typed(expected, before)
            case Enumerate(entries, needed):
                self.lost.lose(losses.LISTS, item)
                right = [each for entry in entries for each in spellings(entry.spelling, language)]
                places = f"<p>{gap(right)}</p>" * needed
                return self.whole("cloze", _braceless(before) + places, "")
            case Order(steps, first, last):
                self.lost.lose(losses.ORDERS, item)
                ends = [(first, "1"), (last, str(len(steps)))]
                labels = [f"{place}: {to_html(end, language)}" for end, place in ends if end is not None]
                more = f"<p>{' · '.join(labels)}</p>" if labels else ""
                pairs = [(to_html(step.text, language), str(place)) for place, step in enumerate(steps, 1)]
                return self.whole("matching", before + more, self.pairs(pairs, shuffled=True))
            case Match(found, extra):
                pairs = [(to_html(pair.left, language), on_one_line(pair.right, language)) for pair in found]
                pairs += [("", on_one_line(each, language)) for each in extra]
                return self.whole("matching", before, self.pairs(pairs, shuffled=True))
            case Fill():
                return self.whole("cloze", _braceless(before) + self.passage(item.form), "")
            case Reveal(answer):
                self.lost.lose(losses.CARDS, item)
                return self.whole("essay", before, self.open(answer))
            case _:
                assert_never(item.form)

    def typed(self, expected: Spelling | Quantity | Moment, before: str) -> str:
        match expected:
            case Spelling():
                self.lost.lose(losses.EXACT, self.item)
                wrong = expected.reject.get(self.language, ())
                answers = self.answers(spellings(expected, self.language), wrong, strict=expected.strict)
                return self.whole("shortanswer", before, answers)
            case Quantity():
                return self.whole("numerical", before + self.unit(expected), self.number(expected))
            case Moment(date, given):
                self.lost.lose(losses.DATES, self.item)
                right = dates(date, self.language, year_given=given is not None)
                return self.whole("shortanswer", before, self.answers(right, (), strict=False))
            case _:
                assert_never(expected)

    # -----------------------------------------------------------------------------------------------------------
    # What every question has

    def whole(self, kind: str, before: str, answers: str) -> str:
        item, language = self.item, self.language
        pictures, after = Pictures(), Pictures()
        question, explanation = before, "".join(told(item, language))
        if item.image is not None:
            if item.image.side == "question":
                question = self.picture(item.image, pictures) + question
            else:
                explanation = self.picture(item.image, after) + explanation
        hint = (
            ""
            if item.hint is None
            else f'<hint format="html"><text>{cdata(to_html(item.hint, language))}</text></hint>'
        )
        tags = "".join([f"<tag><text>{cdata(tag)}</text></tag>" for tag in item.tags])
        number = "" if kind == "cloze" else f"<defaultgrade>{item.points}</defaultgrade>"
        return (
            f'<question type="{kind}"><name><text>{cdata(item.name)}</text></name>'
            f"{_text('questiontext', question, self.files(pictures))}"
            f"{_text('generalfeedback', explanation, self.files(after))}"
            f"{number}<penalty>0</penalty><hidden>0</hidden><idnumber>{cdata(f'{item.id}.{language}')}</idnumber>"
            f"{answers}{hint}{f'<tags>{tags}</tags>' if tags else ''}</question>"
        )

    def picture(self, image: Image, pictures: Pictures) -> str:
        name = pictures.name(image, self.language)
        alt = html.escape(plain(image.alt, self.language))
        credit = "" if image.credit is None else f"<br/><small>{to_html(image.credit, self.language)}</small>"
        return f'<p><img src="@@PLUGINFILE@@/{html.escape(quote(name))}" alt="{alt}"/>{credit}</p>'

    def files(self, pictures: Pictures) -> str:
        return "".join(
            [
                f'<file name="{html.escape(name)}" path="/" encoding="base64">{b64encode(content).decode()}</file>'
                for name, content in pictures.contents.items()
            ]
        )

    # -----------------------------------------------------------------------------------------------------------
    # Answers

    def answer(self, share: str, text: str, *, form: str = "html", because: Text | None = None, files: str = "") -> str:
        feedback = "" if because is None else cdata(to_html(because, self.language))
        return (
            f'<answer fraction="{share}" format="{form}"><text>{cdata(text)}</text>{files}'
            f'<feedback format="html"><text>{feedback}</text></feedback></answer>'
        )

    def truth(self, form: Choose) -> str:
        """Moodle's own true and false, in this order."""
        by_value = {option.text.value: option for option in form.options if isinstance(option.text, Truth)}
        return "".join(
            [
                self.answer(
                    "100" if by_value[value].right else "0",
                    str(value).lower(),
                    form="moodle_auto_format",
                    because=by_value[value].because,
                )
                for value in (True, False)
            ]
        )

    def options(self, form: Choose) -> str:
        count = sum(option.right for option in form.options)
        share = fraction(count)
        if abs(float(share) - 100 / count) > 0.001:
            self.lost.lose(losses.WEIGHTS, self.item)
        wrong = f"-{share}" if form.many else "0"
        fixed = form.fixed or any(option.last for option in form.options)
        parts = [
            f"<single>{str(not form.many).lower()}</single><shuffleanswers>{str(not fixed).lower()}</shuffleanswers>"
            "<answernumbering>ABCD</answernumbering>"
        ]
        for option in form.options:
            pictures = Pictures()
            shown = "" if option.is_picture else to_html(option.text, self.language)
            if option.image is not None:
                shown += self.picture(option.image, pictures)
            share_of = share if option.right else wrong
            parts.append(self.answer(share_of, shown, because=option.because, files=self.files(pictures)))
        return "".join(parts)

    def answers(self, right: Iterable[str], wrong: Iterable[str], *, strict: bool) -> str:
        rows = [self.answer("100", _starless(each), form="plain_text") for each in right]
        rows += [self.answer("0", _starless(each), form="plain_text") for each in wrong]
        return f"<usecase>{int(strict)}</usecase>{''.join(rows)}"

    def unit(self, quantity: Quantity) -> str:
        return "" if quantity.unit is None else f" ({to_html(quantity.unit, self.language)})"

    def number(self, quantity: Quantity) -> str:
        return (
            f'<answer fraction="100" format="moodle_auto_format"><text>{quantity.value:f}</text>'
            f"{_text('feedback', '')}<tolerance>{quantity.tolerance:f}</tolerance></answer>"
            "<unitgradingtype>0</unitgradingtype><unitpenalty>0.1</unitpenalty><showunits>3</showunits>"
            "<unitsleft>0</unitsleft>"
        )

    def pairs(self, pairs: Iterable[tuple[str, str]], *, shuffled: bool) -> str:
        rows = [
            f'<subquestion format="html"><text>{cdata(left) if left else ""}</text>'
            f"<answer><text>{cdata(right)}</text></answer></subquestion>"
            for left, right in pairs
        ]
        return f"<shuffleanswers>{str(shuffled).lower()}</shuffleanswers>{''.join(rows)}"

    def passage(self, form: Fill) -> str:
        """The passage with Moodle's own gaps in it."""
        shown = _braceless(blocks_html(parse(passage_source(form.passages[self.language]))))
        first, *rest = shown.split(GAP)
        gaps = form.gaps(self.language)
        return first + "".join([self.gap(each) + words for each, words in zip(gaps, rest, strict=True)])

    def gap(self, part: Gap) -> str:
        hint = "" if part.hint is None else f" ({_braceless(to_html(Name(part.hint), self.language))})"
        return gap(spellings(part.spelling(self.language), self.language), part.reject, strict=part.strict) + hint

    def open(self, answer: Text) -> str:
        return (
            "<responseformat>editor</responseformat><responserequired>1</responserequired>"
            "<responsefieldlines>3</responsefieldlines><attachments>0</attachments>"
            "<attachmentsrequired>0</attachmentsrequired>"
            f'<graderinfo format="html"><text>{cdata(to_html(answer, self.language))}</text></graderinfo>'
            '<responsetemplate format="html"><text></text></responsetemplate>'
        )
