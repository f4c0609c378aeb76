"""A worksheet as a Word file: the same model as on paper, in real styles, for a teacher to go on with.

Each form is laid out in what Word has: paragraphs in styles of their own, tabs with leaders for lines to write on,
tables, equations, pictures with alternative texts. The same questions make the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import assert_never

from quizgen.files import rasters
from quizgen.outputs.handout import docx_parts
from quizgen.outputs.handout.data import QuestionBlock, Questions, Worksheet
from quizgen.outputs.handout.docx_parts import INDENT_MM, SPACES, TAKEN, XML, text, twips
from quizgen.outputs.handout.forms import (
    Blank,
    Blanks,
    DateFields,
    LetterBoxes,
    Lines,
    NumberedLines,
    RankBoxes,
    RoomSpace,
    Tick,
    Ticks,
)
from quizgen.outputs.handout.frames import Frame, Section
from quizgen.outputs.handout.marking import Grid, GridRow
from quizgen.outputs.handout.pictures import Picture
from quizgen.outputs.handout.speech import Bullets, Code, Formula, Run, Runs, Styled, Texts
from quizgen.outputs.handout.wordlist import WordList
from quizgen.text import maths

_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can name: the same file every time
_EMU_A_MM = 36_000
_DPI = 150  # of pictures that tell no size of their own
_GAP_LETTER_MM = 1.0  # a no-break space that is underlined is about so wide


def document(content: Worksheet, pictures: Mapping[str, bytes]) -> bytes:
    """The file. `pictures`: by their names in the document, as PNG, JPEG or GIF."""
    writer = _Writer(content, pictures)
    body = writer.body()
    parts: dict[str, bytes] = {
        "[Content_Types].xml": docx_parts.types(writer.media).encode(),
        "_rels/.rels": docx_parts.package_relations().encode(),
        "docProps/core.xml": docx_parts.core(content).encode(),
        "word/document.xml": body.encode(),
        "word/styles.xml": docx_parts.styles(content.frames[0]).encode(),
        "word/settings.xml": docx_parts.settings().encode(),
        "word/footer1.xml": docx_parts.footer(content.parts[0]).encode(),
        "word/_rels/document.xml.rels": docx_parts.relations(writer.media, writer.links).encode(),
    }
    parts |= {f"word/media/{name}": data for name, data in writer.media.items()}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            package.writestr(info, data)
    return written.getvalue()


# ---------------------------------------------------------------------------------------------------------------
# Paragraphs and runs


def _run(words: str, properties: str = "") -> str:
    """A run; a line end in it is a line end."""
    lines = [f'<w:t xml:space="preserve">{text(line)}</w:t>' for line in words.split("\n")]
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{'<w:br/>'.join(lines)}</w:r>"


_TAB = "<w:r><w:tab/></w:r>"


def _paragraph(
    style: str, *runs: str, tabs: Iterable[tuple[str, float]] = (), keep: bool = False, more: str = ""
) -> str:
    """A paragraph. `tabs`: kind (`right`, or `line` for one to write on) and place in mm; `keep`: with the next."""
    stops = "".join([f'<w:tab {_STOPS[kind]} w:pos="{twips(mm)}"/>' for kind, mm in tabs])
    inside = f'<w:pStyle w:val="{style}"/>' + ("<w:keepNext/>" if keep else "")
    inside += (f"<w:tabs>{stops}</w:tabs>" if stops else "") + more
    return f"<w:p><w:pPr>{inside}</w:pPr>{''.join(runs)}</w:p>"


def _totals(section: Section) -> list[tuple[str, Texts]]:
    """What the points add up to and, after an arrow, what that is converted to."""
    return [("", section.total), *([("→ ", section.out_of)] if section.out_of else [])]


_STOPS = {"right": 'w:val="right"', "line": 'w:val="left" w:leader="underscore"'}


@dataclass(slots=True)
class _Writer:
    """Writes the parts of a document, one after the other."""

    content: Worksheet
    pictures: Mapping[str, bytes]
    media: dict[str, bytes] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    drawn: int = 0
    frame: Frame = field(init=False)

    def __post_init__(self) -> None:
        self.frame = self.content.frames[0]

    @property
    def width_mm(self) -> float:
        """The width of a line."""
        return self.content.paper.width_mm - 2 * self.frame.preset.margin_mm

    def body(self) -> str:
        parts: list[str] = []
        for place, part in enumerate(self.content.parts):
            self.frame = self.content.frames[part.frame]
            parts.append(self.part(part, first=not place))
        paper, margin = self.content.paper, twips(self.frame.preset.margin_mm)
        section = (
            '<w:sectPr><w:footerReference w:type="default" r:id="rFooter"/>'
            f'<w:pgSz w:w="{twips(paper.width_mm)}" w:h="{twips(paper.height_mm)}"/>'
            f'<w:pgMar w:top="{margin}" w:right="{margin}" w:bottom="{margin}" w:left="{margin}" w:header="400" '
            'w:footer="400" w:gutter="0"/></w:sectPr>'
        )
        return f"{XML}<w:document {SPACES}><w:body>{''.join(parts)}{section}</w:body></w:document>"

    def part(self, part: Questions | Grid | WordList, *, first: bool) -> str:
        match part:
            case Grid():
                return self.grid(part)
            case WordList():
                return self.listed(part, first=first)
            case Questions():
                return self.questions(part, first=first)

    def listed(self, part: WordList, *, first: bool) -> str:
        """A list to learn from: what is asked, and the answer."""
        words = self.frame.words
        half = self.width_mm / 2
        rows = [[_paragraph("Cell", self.inline(words[name], "<w:b/>")) for name in ("question", "answer")]]
        for row in part.rows:
            asked = [_paragraph("Cell", self.inline(each)) for each in (row.context, row.prompt, row.listed) if each]
            if row.image is not None:
                asked.append(self.picture(row.image, self.frame.preset.image_mm * 0.7, half - 6, indent=False))
            rows.append(["".join(asked), _paragraph("Cell", self.below(row.answer))])
        return self.head(part, first=first, fields=False) + _table(rows, [half, half], headed=True)

    # -----------------------------------------------------------------------------------------------------------
    # Texts

    def inline(self, texts: Texts, properties: str = "", between: str = " · ") -> str:
        """Texts in several languages on one line."""
        return _run(between).join([self.runs(text, properties, at) for at, text in enumerate(texts)])

    def below(self, texts: Texts, properties: str = "") -> str:
        """Texts in several languages, one below the other."""
        return "<w:r><w:br/></w:r>".join([self.runs(text, properties, at) for at, text in enumerate(texts)])

    def runs(self, text: Runs, properties: str = "", at: int = 0) -> str:
        """A text's runs, `at`: in which of the languages."""
        return "".join([self.run(run, properties + self.language(at)) for run in text])

    def language(self, at: int) -> str:
        languages = self.frame.languages
        if not at or at >= len(languages):
            return ""
        rightwards = "<w:rtl/>" if self.frame.rightwards[at] else ""
        return f'<w:b w:val="0"/><w:color w:val="525252"/>{rightwards}<w:lang w:val="{text(languages[at])}"/>'

    def run(self, run: Run, properties: str) -> str:
        match run:
            case str():
                return _run(run, properties)
            case Styled():
                return self.styled(run, properties)
            case Formula(_, alt, display, tex):
                apart = "<w:r><w:br/></w:r>" if display else ""
                try:
                    return f"{apart}<m:oMath>{maths.to_word(tex)}</m:oMath>{apart}"
                except maths.BadFormula:
                    return _run(alt, properties)
            case Code(code):
                return f"<w:r><w:br/></w:r>{_run(code, _MONOSPACED + properties)}<w:r><w:br/></w:r>"
            case Bullets(rows, start):
                marks = ["• " if start is None else f"{start + place}. " for place in range(len(rows))]
                lines = [
                    _run(f"\n{mark}", properties) + "".join([self.run(each, properties) for each in row])
                    for mark, row in zip(marks, rows, strict=True)
                ]
                return "".join(lines) + _run("\n")
            case _:
                assert_never(run)

    def styled(self, run: Styled, properties: str) -> str:
        inside = _MONOSPACED if run.code else ""
        bold_for_italic = self.frame.preset.bold_for_italic
        if run.strong or (run.emphasis and bold_for_italic):
            inside += "<w:b/>"
        if run.emphasis and not bold_for_italic:
            inside += "<w:i/>"
        if run.href is None:
            return _run(run.text, inside + properties)
        if run.href not in self.links:
            self.links.append(run.href)
        linked = _run(run.text, f'{inside}<w:color w:val="1F4E9E"/><w:u w:val="single"/>')
        return f'<w:hyperlink r:id="rLink{self.links.index(run.href) + 1}">{linked}</w:hyperlink>'

    # -----------------------------------------------------------------------------------------------------------
    # Pictures

    def picture(self, image: Picture, height_mm: float, width_mm: float, indent: bool = True) -> str:
        """The picture's files side by side, its credit below."""
        drawings = "".join([self.drawing(file.name, image, height_mm, width_mm) for file in image.files])
        style = "Answer" if indent else "Cell"
        found = _paragraph(style, drawings, keep=True)
        if image.credit:
            found += _paragraph("Task", self.inline(image.credit), keep=True)
        return found

    def drawing(self, name: str, image: Picture, height_mm: float, width_mm: float) -> str:
        data = self.pictures[name]
        raster = rasters.look(data)
        stem = name.rpartition("/")[2].rpartition(".")[0]
        kept = f"{stem}.{raster_kind(data)}"
        self.media[kept] = data
        width, height = raster.width / _DPI * 25.4, raster.height / _DPI * 25.4
        wanted = {"full": width_mm, "half": width_mm / 2}.get(image.width)
        scale = min(wanted / width if wanted else height_mm / height, width_mm / width)
        if wanted is None:
            scale = min(scale, height_mm / height)
        size = f'cx="{round(width * scale * _EMU_A_MM)}" cy="{round(height * scale * _EMU_A_MM)}"'
        self.drawn += 1
        alt = escape(TAKEN.sub("", image.alt))
        return (
            f'<w:r><w:drawing><wp:inline><wp:extent {size}/><wp:docPr id="{self.drawn}" name="Picture {self.drawn}" '
            f'descr="{alt}"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{self.drawn}" name="{escape(kept)}" descr="{alt}"/><pic:cNvPicPr/>'
            f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="r-{escape(kept)}"/><a:stretch><a:fillRect/></a:stretch>'
            f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )

    # -----------------------------------------------------------------------------------------------------------
    # Heads

    def head(self, section: Section, *, first: bool, fields: bool) -> str:
        words = self.frame.words
        found = [
            _paragraph("Small", self.inline(each), more="" if first or place else "<w:pageBreakBefore/>")
            for place, each in enumerate(section.above)
            if each
        ]
        title = [self.inline(section.title)]
        title += [_run(" – ") + self.inline(each) for each in (section.what, section.version) if each]
        breaks = "" if first or found else "<w:pageBreakBefore/>"
        found.append(_paragraph("Title" if fields else "Heading1", *title, more=breaks))
        if section.terms:
            found.append(_paragraph("Small", _run(" · ").join([self.inline(each) for each in section.terms])))
        if fields:
            found.append(self.fields(section, words))
        return "".join(found)

    def fields(self, section: Section, words: Mapping[str, Texts]) -> str:
        """Where a pupil writes the name, and the teacher the mark."""
        half = self.width_mm * 0.36

        def cell(name: str) -> str:
            line = _paragraph("Cell", self.inline(words[name]), _run(" "), _TAB, tabs=[("line", half - 4)])
            return line

        mark = ""
        if section.total:
            mark = _paragraph(
                "Cell",
                self.inline(words["mark"]),
                *[_run(f"  {sign}……… / ") + self.inline(total) for sign, total in _totals(section)],
            )
        rows = [[cell("surname"), cell("first_name"), mark], [cell("class"), cell("date"), ""]]
        return _table(rows, [half, half, self.width_mm - 2 * half], bordered=False) + _paragraph("Small")

    # -----------------------------------------------------------------------------------------------------------
    # Sheets and keys

    def questions(self, part: Questions, *, first: bool) -> str:
        key = part.kind == "key"
        found = [self.head(part, first=first, fields=not key)]
        for lead in part.lead:
            if lead.title:
                found.append(_paragraph("Lead", self.inline(lead.title, "<w:b/>"), keep=True))
            found.append(_paragraph("Lead", self.below(lead.text)))
        if not key:
            marks = {"one": "○", "many": "☐"}
            notes = [_run(f"   {marks[each.box]} ") + self.inline(each.text) for each in part.instructions]
            found.append(_paragraph("Small", self.inline(part.summary), *notes))
        found += [self.question(each, key=key) for each in part.questions]
        return "".join(found)

    def question(self, block: QuestionBlock, *, key: bool) -> str:
        preset = self.frame.preset
        found: list[str] = []
        if block.context:
            found.append(_paragraph("Context", self.inline(block.context), keep=True))
        passages = isinstance(block.space, Blanks)
        asked = [_run(f"{block.number}"), _TAB]
        if block.prompt:
            asked.append(self.below(block.prompt))
        elif isinstance(block.space, Blanks):
            asked.append(self.passages(block.space, key, '<w:b w:val="0"/>'))
        if block.points:
            asked += [_TAB, _run("/ " if key else "…… / ", _LIGHT), self.inline(block.points, _LIGHT)]
        close = '<w:spacing w:before="0"/>' if block.context else ""
        found.append(_paragraph("Question", *asked, tabs=[("right", self.width_mm)], keep=True, more=close))
        if block.task:
            found.append(_paragraph("Task", self.inline(block.task), keep=True))
        for image in (block.image, block.key_image if key else None):
            if image is not None:
                share = 0.62 if key else 1.0
                found.append(self.picture(image, preset.image_mm * share, self.width_mm - INDENT_MM))
        if not (passages and not block.prompt):
            if block.room is None or key or not block.instead:
                found.append(self.answer(block, key=key))
            if block.room is not None and not key:
                found.append(self.room(block.room))
        if key and block.explanation:
            found.append(_paragraph("Note", self.below(block.explanation)))
        if key:
            found += [_paragraph("Task", self.inline(each)) for each in block.sources]
        return "".join(found)

    def answer(self, block: QuestionBlock, *, key: bool) -> str:
        match block.space:
            case Ticks(many, options):
                return "".join([self.tick(option, many, key) for option in options])
            case Lines():
                return self.lines(block.space, key=key)
            case DateFields(fields, answer):
                if key:
                    return _paragraph("Answer", self.inline(answer, "<w:b/>"))
                runs = [self.inline(each.label) + _run(" ") + _blank(each.width) + _run("   ") for each in fields]
                return _paragraph("Answer", *runs)
            case NumberedLines(count, width, answers):
                if key:
                    return "".join(
                        [
                            _paragraph("Answer", _run("• "), self.inline(each.text, "<w:b/>"), self.notes(each.accept))
                            for each in answers
                        ]
                    )
                return "".join(
                    [
                        _paragraph("WriteLine", _run(f"{number}. "), _TAB, tabs=[("line", INDENT_MM + 8 + width)])
                        for number in range(1, count + 1)
                    ]
                )
            case RankBoxes(steps):
                rows = []
                for step in steps:
                    box = f"[ {step.rank} ]" if key else "[    ]"
                    note = _run(" (", _LIGHT) + self.inline(step.note, _LIGHT) + _run(")", _LIGHT)
                    rows.append(
                        _paragraph("Option", _run(box), _TAB, self.below(step.text), note if key and step.note else "")
                    )
                return "".join(rows)
            case LetterBoxes(_, _, lefts, targets):
                half = (self.width_mm - INDENT_MM) / 2
                left = [
                    _paragraph("Cell", _run(f"[ {each.mark} ] " if key else "[    ] "), self.below(each.text))
                    for each in lefts
                ]
                right = [
                    _paragraph("Cell", _run(f"{each.name}  ", "<w:b/>"), self.below(each.text)) for each in targets
                ]
                count = max(len(left), len(right))
                padded = [[*side, *[""] * (count - len(side))] for side in (left, right)]
                return _table(
                    list(map(list, zip(*padded, strict=True))), [half, half], bordered=False, indent=INDENT_MM
                )
            case Blanks():
                return _paragraph("Answer", self.passages(block.space, key))
            case _:
                assert_never(block.space)

    def tick(self, option: Tick, many: bool, key: bool) -> str:
        right = key and option.right
        mark = ("☒" if many else "◉") if right else ("☐" if many else "○")
        runs = [_run(mark), _TAB]
        if option.name:
            runs += [_run(f"{option.name}  ", "<w:b/>")]
        runs.append(self.below(option.text, "<w:b/>" if right else ""))
        found = _paragraph("Option", *runs)
        if option.image is not None:
            found += self.picture(option.image, 34, self.width_mm / 2)
        if key and option.because:
            found += _paragraph("Note", self.below(option.because))
        return found

    def lines(self, space: Lines, *, key: bool) -> str:
        if key:
            unit = _run(" ") + self.inline(space.unit) if space.unit else ""
            found = _paragraph("Answer", self.below(space.answer, "<w:b/>"), unit)
            return found + "".join(
                [_paragraph("Task", self.inline(each)) for each in (space.accept, space.reject) if each]
            )
        end = INDENT_MM + space.width if space.width else self.width_mm
        rows = [_paragraph("WriteLine", _TAB, tabs=[("line", end)], keep=True) for _ in range(space.lines)]
        if space.unit:
            rows[-1] = _paragraph("WriteLine", _TAB, _run(" "), self.inline(space.unit), tabs=[("line", end)])
        return "".join(rows)

    def notes(self, texts: Texts) -> str:
        return _run(" (", _LIGHT) + self.inline(texts, _LIGHT) + _run(")", _LIGHT) if texts else ""

    def room(self, room: RoomSpace) -> str:
        """What the author leaves to answer in: lines, or a frame so high."""
        if room.paper == "lines":
            return _paragraph("WriteLine", _TAB, tabs=[("line", self.width_mm)]) * room.lines
        return _table([[_paragraph("Cell")]], [self.width_mm - INDENT_MM], height=room.height_mm, indent=INDENT_MM)

    def passages(self, space: Blanks, key: bool, properties: str = "") -> str:
        lines = []
        for at, passage in enumerate(space.passages):
            language = properties + self.language(at)
            lines.append(
                "".join(
                    [
                        self.gap(part, key, language) if isinstance(part, Blank) else self.run(part, language)
                        for part in passage
                    ]
                )
            )
        return "<w:r><w:br/></w:r>".join(lines)

    def gap(self, gap: Blank, key: bool, properties: str) -> str:
        if key:
            accepted = _run(f" ({gap.accept})", _LIGHT) if gap.accept else ""
            return "".join([self.run(each, '<w:b/><w:u w:val="single"/>') for each in gap.answer]) + accepted
        hint = _run(" (") + "".join([self.run(each, properties) for each in gap.hint]) + _run(")") if gap.hint else ""
        return _blank(gap.width) + hint

    # -----------------------------------------------------------------------------------------------------------
    # For marking

    def grid(self, grid: Grid) -> str:
        found = [self.head(grid, first=False, fields=False)]
        words = self.frame.words
        if grid.total:
            found.append(_paragraph("Small", self.inline(words["total"]), _run(" "), self.inline(grid.total)))
        for version in grid.versions:
            if version.name:
                found.append(_paragraph("Heading2", self.inline(version.name), keep=True))
            rows = [row for piece in version.pieces for column in piece.columns for row in column]
            found.append(self.answers(rows, words))
        if grid.mapping:
            found.append(_paragraph("Heading2", self.inline(words["versions"]), keep=True))
            heads = [_paragraph("Cell", _run(letter, "<w:b/>")) for letter in grid.letters]
            cells = [
                [_paragraph("Cell", _run(f"{cell.number}  "), self.inline(cell.mark)) for cell in row]
                for row in grid.mapping
            ]
            found.append(_table([heads, *cells], [self.width_mm / len(heads)] * len(heads), headed=True))
        for rule in grid.rules:
            found.append(_paragraph("Small", self.inline(rule.forms, "<w:b/>"), _run(" : "), self.inline(rule.text)))
        if grid.conversion:
            found.append(_paragraph("Heading2", self.inline(words["conversion"]), keep=True))
            found.append(_paragraph("Small", _run("   ").join([self.inline(each) for each in grid.conversion])))
        return "".join(found)

    def answers(self, rows: Sequence[GridRow], words: Mapping[str, Texts]) -> str:
        names = ("number", "answer", "points")
        table = [[_paragraph("Cell", self.inline(words[name], "<w:b/>")) for name in names]]
        for row in rows:
            also = _paragraph("Small", self.inline(row.also)) if row.also else ""
            table.append(
                [
                    _paragraph("Cell", _run(str(row.number))),
                    _paragraph("Cell", self.below(row.answer)) + also,
                    _paragraph("Cell", self.inline(row.points)),
                ]
            )
        return _table(table, [14, self.width_mm - 36, 22], headed=True)


_MONOSPACED = '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/><w:noProof/>'
_LIGHT = '<w:b w:val="0"/><w:color w:val="525252"/>'


def _blank(width_mm: float) -> str:
    """A line to write on, in a row of text."""
    return _run("\N{NO-BREAK SPACE}" * max(6, round(width_mm / _GAP_LETTER_MM)), '<w:u w:val="single"/>')


def _table(
    rows: Sequence[Sequence[str]],
    widths_mm: Sequence[float],
    *,
    headed: bool = False,
    bordered: bool = True,
    height: float = 0,
    indent: float = 0,
) -> str:
    """A table of cells that hold paragraphs. `headed`: the first row is repeated on each page."""
    line = '<w:{} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = f"<w:tblBorders>{''.join([line.format(side) for side in sides])}</w:tblBorders>" if bordered else ""
    grid = "".join([f'<w:gridCol w:w="{twips(width)}"/>' for width in widths_mm])
    body = []
    for place, row in enumerate(rows):
        cells = "".join(
            [
                f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>{cell or _paragraph("Cell")}</w:tc>'
                for cell, width in zip(row, widths_mm, strict=True)
            ]
        )
        own = "<w:cantSplit/>" + (f'<w:trHeight w:val="{twips(height)}" w:hRule="atLeast"/>' if height else "")
        own += "<w:tblHeader/>" if headed and not place else ""
        body.append(f"<w:tr><w:trPr>{own}</w:trPr>{cells}</w:tr>")
    moved = f'<w:tblInd w:w="{twips(indent)}" w:type="dxa"/>' if indent else ""
    total = twips(sum(widths_mm))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/>{moved}{borders}<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(body)}</w:tbl>{_paragraph('After')}"
    )


def raster_kind(data: bytes) -> str:
    """The ending of a picture's name, by how it starts."""
    return "png" if data.startswith(b"\x89PNG") else "gif" if data.startswith(b"GIF8") else "jpeg"
