"""What surrounds the text of a Word file: the types and relations of its parts, its styles, its footer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from quizgen.outputs.handout.data import Worksheet
from quizgen.outputs.handout.frames import Frame, Section

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TWIPS_A_MM = 1440 / 25.4
INDENT_MM = 8.0
_MARK_MM = 6.0
TAKEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML can't hold
_FONT = "Calibri"


def text(words: str) -> str:
    """Words between tags, without what XML can't hold."""
    return escape(TAKEN.sub("\N{REPLACEMENT CHARACTER}", words), quote=False)


def twips(mm: float) -> int:
    """Millimetres in the unit that Word counts in."""
    return round(mm * _TWIPS_A_MM)


_CORE = "application/vnd.openxmlformats-package.core-properties+xml"


def types(media: Iterable[str]) -> str:
    """What sort of content each part is."""
    endings = sorted({name.rpartition(".")[2] for name in media})
    pictures = "".join([f'<Default Extension="{ending}" ContentType="image/{ending}"/>' for ending in endings])
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    return (
        f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{pictures}'
        f'<Override PartName="/word/document.xml" ContentType="{main}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{main}.styles+xml"/>'
        f'<Override PartName="/word/settings.xml" ContentType="{main}.settings+xml"/>'
        f'<Override PartName="/word/footer1.xml" ContentType="{main}.footer+xml"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="{_CORE}"/>'
        "</Types>"
    )


def package_relations() -> str:
    """Which part is the document, and which tells about it."""
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return (
        f'{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rDocument" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rCore" Type="{core}" Target="docProps/core.xml"/></Relationships>'
    )


def relations(media: Iterable[str], links: Sequence[str]) -> str:
    """What the document refers to: its styles, its pictures, addresses on the web."""
    rows = [
        ("rStyles", "styles", "styles.xml"),
        ("rSettings", "settings", "settings.xml"),
        ("rFooter", "footer", "footer1.xml"),
    ]
    found = [f'<Relationship Id="{id_}" Type="{_RELATION}/{kind}" Target="{target}"/>' for id_, kind, target in rows]
    found += [
        f'<Relationship Id="r-{escape(name)}" Type="{_RELATION}/image" Target="media/{escape(name)}"/>'
        for name in media
    ]
    found += [
        f'<Relationship Id="rLink{number}" Type="{_RELATION}/hyperlink" Target="{escape(link)}" TargetMode="External"/>'
        for number, link in enumerate(links, 1)
    ]
    return (
        f'{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{''.join(found)}</Relationships>"
    )


def core(content: Worksheet) -> str:
    """The title and the language."""
    return (
        f'{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{text(content.title)}</dc:title>'
        f"<dc:language>{text(content.frames[0].languages[0])}</dc:language></cp:coreProperties>"
    )


def settings() -> str:
    """Without the mode of an older Word, which it would take the file for."""
    mode = 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
    return f"{XML}<w:settings {SPACES}><w:compat><w:compatSetting {mode}/></w:compat></w:settings>"


def _words(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text(words)}</w:t></w:r>'


def footer(section: Section) -> str:
    """The form's id and the page's number, at the foot of each page."""

    def page(code: str) -> str:
        return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    return (
        f'{XML}<w:ftr {SPACES}><w:p><w:pPr><w:pStyle w:val="Small"/><w:jc w:val="right"/></w:pPr>'
        f"{_words(f'{section.id}   ')}{page('PAGE')}{_words(' / ')}{page('NUMPAGES')}</w:p></w:ftr>"
    )


def styles(frame: Frame) -> str:
    """The styles that a teacher changes to change all of it."""
    preset = frame.preset
    size = round(preset.size_pt * 2)
    small = round(max(preset.least_pt, preset.size_pt * 0.86) * 2)
    spacing = round(preset.pitch / 1.22 * 240)
    indent, mark = twips(INDENT_MM), twips(_MARK_MM)
    gap = twips(preset.gap_mm)
    line = twips(preset.writing_mm)
    tracking = f'<w:spacing w:val="{round(preset.tracking * preset.size_pt * 20)}"/>' if preset.tracking else ""

    def style(name: str, shown: str, paragraph: str = "", run: str = "", based: str = "Normal", kind: str = "") -> str:
        base = f'<w:basedOn w:val="{based}"/>' if based else ""
        return (
            f'<w:style w:type="paragraph"{kind} w:styleId="{name}"><w:name w:val="{shown}"/>{base}<w:qFormat/>'
            f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )

    font = f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:cs="{_FONT}"/>'
    hanging = f'<w:ind w:left="{indent}" w:hanging="{indent}"/>'
    rows = [
        style("Normal", "Normal", f'<w:spacing w:after="0" w:line="{spacing}" w:lineRule="auto"/>', based="",
              kind=' w:default="1"'),
        style("Title", "Title", '<w:keepNext/><w:spacing w:after="120"/>', f'<w:b/><w:sz w:val="{size + 16}"/>'),
        style("Heading1", "heading 1", '<w:keepNext/><w:spacing w:after="120"/><w:outlineLvl w:val="0"/>',
              f'<w:b/><w:sz w:val="{size + 12}"/>'),
        style("Heading2", "heading 2", '<w:keepNext/><w:spacing w:before="160" w:after="60"/><w:outlineLvl w:val="1"/>',
              f'<w:b/><w:sz w:val="{size + 4}"/>'),
        style("Lead", "Lead", '<w:spacing w:after="80"/>'),
        style("Question", "Question", f'<w:keepNext/><w:tabs><w:tab w:val="left" w:pos="{indent}"/></w:tabs>'
              f'<w:spacing w:before="{gap}" w:after="40"/>{hanging}', "<w:b/>"),
        style("Context", "Context", f'<w:keepNext/><w:spacing w:before="{gap}"/><w:ind w:left="{indent}"/>',
              f'<w:color w:val="525252"/><w:sz w:val="{small}"/>'),
        style("Option", "Option", f'<w:tabs><w:tab w:val="left" w:pos="{indent + mark}"/></w:tabs>'
              f'<w:spacing w:after="30"/><w:ind w:left="{indent + mark}" w:hanging="{mark}"/>'),
        style("Answer", "Answer", f'<w:ind w:left="{indent}"/>'),
        style("WriteLine", "Line to write on", f'<w:spacing w:line="{line}" w:lineRule="atLeast"/>'
              f'<w:ind w:left="{indent}"/>'),
        style("Note", "Explanation", f'<w:ind w:left="{indent + 160}"/>', f'<w:sz w:val="{small}"/>'),
        style("Task", "What to do", f'<w:ind w:left="{indent}"/>', f'<w:color w:val="525252"/><w:sz w:val="{small}"/>'),
        style("Small", "Small print", '<w:ind w:left="0"/>', f'<w:color w:val="525252"/><w:sz w:val="{small}"/>'),
        style("After", "After a table", '<w:spacing w:line="60" w:lineRule="exact"/>'),
        style("Cell", "Cell of a table", '<w:spacing w:after="40"/>'),
    ]  # fmt: skip
    language = text(frame.languages[0])
    return (
        f"{XML}<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr>{font}{tracking}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="{language}"/></w:rPr></w:rPrDefault>'
        f"</w:docDefaults>{''.join(rows)}</w:styles>"
    )
