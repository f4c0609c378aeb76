"""QTI 2.2: a package of one XML file a question, their pictures beside them, and the manifest that lists them."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import assert_never

from quizgen.items import (
    Choose,
    Collection,
    Enumerate,
    Fill,
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
    in_blocks,
    lead,
    media_type,
    spellings,
    to_html,
    told,
)
from quizgen.text.markup import GAP, parse

_SPACE = "http://www.imsglobal.org/xsd/imsqti_v2p2"
_TEMPLATES = "http://www.imsglobal.org/question/qti_v2p2/rptemplates"
_MATCH = f'<responseProcessing template="{_TEMPLATES}/match_correct"/>'
_MAP = f'<responseProcessing template="{_TEMPLATES}/map_response"/>'
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can name: the same file every time


def make(collection: Collection, items: Sequence[Item], language: str) -> Made:
    """One package."""
    lost = Losses("QTI")
    pictures = Pictures()
    files: dict[str, bytes] = {}
    resources: list[str] = []
    for item in items:
        name = identifier(item.name)
        question = _Question(item, language, lost, pictures)
        files[f"items/{name}.xml"] = question.xml().encode()
        needs = "".join([f'<file href="items/images/{html.escape(each)}"/>' for each in question.shown])
        resources.append(
            f'<resource identifier="R-{name}" type="imsqti_item_xmlv2p2" href="items/{name}.xml">'
            f'<file href="items/{name}.xml"/>{needs}</resource>'
        )
    files |= {f"items/images/{name}": content for name, content in pictures.contents.items()}
    manifest = _manifest(identifier(collection.id), plain(collection.title, language), resources)
    return Made(_zipped({"imsmanifest.xml": manifest.encode(), **files}), tuple(lost.problems()))


def _manifest(name: str, title: str, resources: Iterable[str]) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="{name}">'
        "<metadata><schema>QTIv2.2 Package</schema><schemaversion>1.0.0</schemaversion></metadata>"
        f"<organizations/><!-- {_in_comment(title)} --><resources>{''.join(resources)}</resources></manifest>\n"
    )


def _in_comment(text: str) -> str:
    return html.escape(text).replace("-", "\N{NON-BREAKING HYPHEN}")


def _zipped(files: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            package.writestr(info, content)
    return written.getvalue()


def identifier(name: str) -> str:
    """The name as XML takes it for an identifier: letters first, and no sign but `-`, `_` and `.`."""
    found = re.sub(r"[^A-Za-z0-9_.-]", "-", name)
    return found if found[:1].isalpha() else f"q-{found}"


@dataclass(slots=True)
class _Question:
    """Writes one question. `shown`: the names of its pictures."""

    item: Item
    language: str
    lost: Losses
    pictures: Pictures
    shown: list[str] = field(default_factory=list)

    def xml(self) -> str:
        item, language = self.item, self.language
        before = self.before()
        match item.form:
            case Choose():
                return self.whole(*self.options(item.form, before))
            case Write(expected):
                return self.whole(*self.typed(expected, before))
            case Enumerate(entries, needed):
                self.lost.lose(losses.LISTS, item)
                right = [each for entry in entries for each in spellings(entry.spelling, language)]
                return self.whole(*self.gaps([(right, False)] * needed, before + f"<p>{GAP}</p>" * needed))
            case Order():
                return self.whole(*self.steps(item.form, before))
            case Match():
                return self.whole(*self.pairs(item.form, before))
            case Fill():
                self.lost.lose(losses.EXACT, item)
                found = item.form.gaps(language)
                passage = blocks_html(parse(passage_source(item.form.passages[language])))
                answers = [(list(spellings(gap.spelling(language), language)), gap.strict) for gap in found]
                hints = ["" if gap.hint is None else f" ({to_html(Name(gap.hint), language)})" for gap in found]
                return self.whole(*self.gaps(answers, before + in_blocks(passage), hints))
            case Reveal(answer):
                self.lost.lose(losses.CARDS, item)
                declared = '<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="string"/>'
                rubric = f'<rubricBlock view="scorer">{in_blocks(to_html(answer, language))}</rubricBlock>'
                asked = '<extendedTextInteraction responseIdentifier="RESPONSE" expectedLines="3"/>'
                return self.whole(declared, before + asked, "", rubric)
            case _:
                assert_never(item.form)

    def whole(self, declared: str, body: str, processing: str, rubric: str = "") -> str:
        item = self.item
        after = in_blocks(*told(item, self.language))
        if item.image is not None and item.image.side == "answer":
            after = self.picture(item.image) + after
        name = identifier(item.name)
        score = (
            '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float" '
            f'normalMaximum="{item.points:f}"><defaultValue><value>0</value></defaultValue></outcomeDeclaration>'
        )
        feedback = outcome = ""
        if after:
            outcome = (
                '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier">'
                "<defaultValue><value>told</value></defaultValue></outcomeDeclaration>"
            )
            feedback = (
                f'<modalFeedback outcomeIdentifier="FEEDBACK" showHide="show" identifier="told">{after}</modalFeedback>'
            )
        if item.hint is not None:
            self.lost.lose(losses.HINTS, item)
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<assessmentItem xmlns="{_SPACE}" identifier="{name}" title="{html.escape(item.name)}" adaptive="false" '
            f'timeDependent="false" xml:lang="{self.language}">{declared}{score}{outcome}'
            f"<itemBody>{rubric}<div>{body}</div></itemBody>{processing}{feedback}</assessmentItem>\n"
        )

    def before(self) -> str:
        item = self.item
        drawn = self.picture(item.image) if item.image is not None and item.image.side == "question" else ""
        return drawn + in_blocks(*lead(item, self.language))

    def picture(self, image: Image) -> str:
        name = self.pictures.name(image, self.language)
        if name not in self.shown:
            self.shown.append(name)
        alt = html.escape(plain(image.alt, self.language))
        kind = media_type(name)
        address = f"images/{html.escape(name)}"
        if kind == "image/svg+xml":
            return f'<div><object data="{address}" type="{kind}">{alt}</object></div>'
        return f'<p><img src="{address}" alt="{alt}"/></p>'

    # -----------------------------------------------------------------------------------------------------------
    # Answers: what is declared, what is asked, how it is marked

    def options(self, form: Choose, before: str) -> tuple[str, str, str]:
        names = [f"C{number}" for number in range(1, len(form.options) + 1)]
        rights = [name for name, option in zip(names, form.options, strict=True) if option.right]
        shares = ""
        if form.many:
            share = self.item.points / len(rights)
            marked = [
                (name, share if option.right else -share) for name, option in zip(names, form.options, strict=True)
            ]
            shares = _mapping(marked, f' lowerBound="0" upperBound="{self.item.points:f}"')
        rows = []
        for name, option in zip(names, form.options, strict=True):
            shown = "" if option.is_picture else to_html(option.text, self.language)
            if option.image is not None:
                shown = in_blocks(shown) + self.picture(option.image)
            why = ""
            if option.because is not None:
                why = (
                    f'<feedbackInline outcomeIdentifier="RESPONSE" showHide="show" identifier="{name}">'
                    f"{_inline(to_html(option.because, self.language))}</feedbackInline>"
                )
            still = ' fixed="true"' if option.last else ""
            rows.append(f'<simpleChoice identifier="{name}"{still}>{shown}{why}</simpleChoice>')
        asked = (
            f'<choiceInteraction responseIdentifier="RESPONSE" shuffle="{_truth(not form.fixed)}" '
            f'maxChoices="{0 if form.many else 1}">{"".join(rows)}</choiceInteraction>'
        )
        declared = _declared("multiple" if form.many else "single", "identifier", rights, shares)
        return declared, before + asked, _MAP if form.many else self.points(_MATCH)

    def typed(self, expected: Spelling | Quantity | Moment, before: str) -> tuple[str, str, str]:
        if isinstance(expected, Quantity):
            unit = "" if expected.unit is None else f" {_inline(to_html(expected.unit, self.language))}"
            asked = f'<p><textEntryInteraction responseIdentifier="RESPONSE" expectedLength="10"/>{unit}</p>'
            return _declared("single", "float", [f"{expected.value:f}"]), before + asked, self.near(expected.tolerance)
        if isinstance(expected, Moment):
            self.lost.lose(losses.DATES, self.item)
            right: Sequence[str] = dates(expected.date, self.language, year_given=expected.given is not None)
        else:
            self.lost.lose(losses.EXACT, self.item)
            right = spellings(expected, self.language)
        strict = isinstance(expected, Spelling) and expected.strict
        declared = _declared("single", "string", right[:1], self.spelled(right, strict=strict, of=1))
        asked = '<p><textEntryInteraction responseIdentifier="RESPONSE" expectedLength="20"/></p>'
        return declared, before + asked, _MAP

    def spelled(self, right: Iterable[str], *, strict: bool, of: int) -> str:
        share = self.item.points / of
        return _mapping([(each, share) for each in right], cased=strict)

    def near(self, tolerance: Decimal) -> str:
        """Right within the tolerance."""
        return (
            "<responseProcessing><responseCondition><responseIf>"
            f'<equal toleranceMode="absolute" tolerance="{tolerance:f} {tolerance:f}">'
            '<variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></equal>'
            f"{_scored(self.item.points)}</responseIf></responseCondition></responseProcessing>"
        )

    def points(self, processing: str) -> str:
        """The standard processing gives one point; other points need their own."""
        if self.item.points == 1:
            return processing
        return (
            '<responseProcessing><responseCondition><responseIf><match><variable identifier="RESPONSE"/>'
            f'<correct identifier="RESPONSE"/></match>{_scored(self.item.points)}</responseIf></responseCondition>'
            "</responseProcessing>"
        )

    def gaps(
        self, answers: Sequence[tuple[Sequence[str], bool]], shown: str, hints: Sequence[str] = ()
    ) -> tuple[str, str, str]:
        """Several answers to type, where the text has gaps."""
        declared = "".join(
            [
                _declared(
                    "single",
                    "string",
                    right[:1],
                    self.spelled(right, strict=strict, of=len(answers)),
                    name=f"RESPONSE{number}",
                )
                for number, (right, strict) in enumerate(answers, 1)
            ]
        )
        first, *rest = shown.split(GAP)
        body = first
        for number, words in enumerate(rest, 1):
            hint = hints[number - 1] if hints else ""
            body += f'<textEntryInteraction responseIdentifier="RESPONSE{number}"/>{hint}{words}'
        parts = "".join([f'<mapResponse identifier="RESPONSE{number}"/>' for number in range(1, len(answers) + 1)])
        processing = (
            f'<responseProcessing><setOutcomeValue identifier="SCORE"><sum>{parts}</sum></setOutcomeValue>'
            "</responseProcessing>"
        )
        return declared, body, processing

    def steps(self, form: Order, before: str) -> tuple[str, str, str]:
        names = [f"S{number}" for number in range(1, len(form.steps) + 1)]
        rows = [
            f'<simpleChoice identifier="{name}">{to_html(step.text, self.language)}</simpleChoice>'
            for name, step in zip(names, form.steps, strict=True)
        ]
        ends = [to_html(end, self.language) for end in (form.first, form.last) if end is not None]
        labels = f"<p>{' → '.join(map(_inline, ends))}</p>" if ends else ""
        asked = f'<orderInteraction responseIdentifier="RESPONSE" shuffle="true">{"".join(rows)}</orderInteraction>'
        return _declared("ordered", "identifier", names), before + labels + asked, self.points(_MATCH)

    def pairs(self, form: Match, before: str) -> tuple[str, str, str]:
        targets = form.targets
        rights = {id(target): f"T{number}" for number, target in enumerate(targets, 1)}
        pairs = [
            f"L{number} {rights[id(targets[targets.index(pair.right)])]}" for number, pair in enumerate(form.pairs, 1)
        ]
        share = self.item.points / len(pairs)

        def side(prefix: str, texts: Iterable[Text], most: int) -> str:
            rows = [
                f'<simpleAssociableChoice identifier="{prefix}{number}" matchMax="{most}">'
                f"{to_html(text, self.language)}</simpleAssociableChoice>"
                for number, text in enumerate(texts, 1)
            ]
            return f"<simpleMatchSet>{''.join(rows)}</simpleMatchSet>"

        asked = (
            f'<matchInteraction responseIdentifier="RESPONSE" shuffle="true" maxAssociations="{len(pairs)}">'
            f"{side('L', [pair.left for pair in form.pairs], 1)}{side('T', targets, len(pairs))}</matchInteraction>"
        )
        declared = _declared("multiple", "directedPair", pairs, _mapping([(pair, share) for pair in pairs]))
        return declared, before + asked, _MAP


def _declared(cardinality: str, kind: str, right: Iterable[str], mapping: str = "", name: str = "RESPONSE") -> str:
    values = "".join([f"<value>{html.escape(each)}</value>" for each in right])
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{kind}">'
        f"<correctResponse>{values}</correctResponse>{mapping}</responseDeclaration>"
    )


def _mapping(shares: Iterable[tuple[str, Decimal]], bounds: str = "", *, cased: bool = False) -> str:
    rows = [
        f'<mapEntry mapKey="{html.escape(key)}" mappedValue="{share:.6f}" caseSensitive="{_truth(cased)}"/>'
        for key, share in dict(shares).items()
    ]
    return f'<mapping defaultValue="0"{bounds}>{"".join(rows)}</mapping>'


def _scored(points: Decimal) -> str:
    return f'<setOutcomeValue identifier="SCORE"><baseValue baseType="float">{points:f}</baseValue></setOutcomeValue>'


def _truth(value: bool) -> str:
    return str(value).lower()


def _inline(shown: str) -> str:
    """HTML without blocks, where only a row of text may stand."""
    return re.sub(r"</?(?:p|ul|ol|li|pre)\b[^>]*>", " ", shown).strip()
