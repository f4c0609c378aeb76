from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.text import markup, maths
from quizgen.text.markup import CodeBlock, Display, List, Paragraph, Span, Spans, expanded, flat, parse, plain, spans
from quizgen.text.typography import typeset_blocks


def maths_of(tex: str) -> Span:
    return Span(tex, maths=True)


def paragraph(*runs: Span | str) -> Paragraph:
    return Paragraph(tuple(Span(run) if isinstance(run, str) else run for run in runs))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("", ()),
        ("plain _text_ & <b>tag</b>", (Span("plain _text_ & <b>tag</b>"),)),
        (
            "*a* **b** `c`",
            (Span("a", emphasis=True), Span(" "), Span("b", strong=True), Span(" "), Span("c", code=True)),
        ),
        ("***a***", (Span("a", strong=True, emphasis=True),)),
        ("**a *b***", (Span("a ", strong=True), Span("b", strong=True, emphasis=True))),
        ("_a_ *b*", (Span("_a_ "), Span("b", emphasis=True))),
        (
            "l'*Iliade*, (*b*)",
            (Span("l'"), Span("Iliade", emphasis=True), Span(", ("), Span("b", emphasis=True), Span(")")),
        ),
        ("这是*强调*的", (Span("这是"), Span("强调", emphasis=True), Span("的"))),
        ("[a *b*](https://x.y)", (Span("a ", href="https://x.y"), Span("b", emphasis=True, href="https://x.y"))),
        ('[a](http://x.y "title")', (Span("a", href="http://x.y"),)),
        ("[a](mailto:b@c.d)", (Span("a", href="mailto:b@c.d"),)),
        ("<https://x.y/é>", (Span("https://x.y/é", href="https://x.y/%C3%A9"),)),
        ("<b@c.de>", (Span("b@c.de", href="mailto:b@c.de"),)),
        (r"\*a\* \`b\` \[c](http://d) \\ \<e@f.gh>", (Span(r"*a* `b` [c](http://d) \ <e@f.gh>"),)),
        ("un\ndeux\n\n*trois*", (Span("un\ndeux\n\n"), Span("trois", emphasis=True))),
        ("&amp; `x`", (Span("&amp; "), Span("x", code=True))),
    ],
)
def test_marks(source: str, shown: Spans) -> None:
    assert spans(source) == shown


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("`a*b*`", "a*b*"),
        ("`a\nb`", "a\nb"),
        ("`  a `", "  a "),
        ("` `", " "),
        ("`` ` ``", "`"),
        ("`` a` ``", "a`"),
        ("`\\*\\`", "\\*\\"),
        ("`$x$ and $y$`", "$x$ and $y$"),
        ('`<b> "c" !`', '<b> "c" !'),
    ],
)
def test_code_is_what_was_typed(source: str, code: str) -> None:
    assert spans(source) == (Span(code, code=True),)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("$x$", (maths_of("x"),)),
        (r"Soit \(x_1\), $y*z*t$.", (Span("Soit "), maths_of("x_1"), Span(", "), maths_of("y*z*t"), Span("."))),
        ("$a$$b$", (maths_of("a"), maths_of("b"))),
        ("$5 and $x$", (Span("$5 and "), maths_of("x"))),
        (r"$\$5$", (maths_of(r"\$5"),)),
        (r"$x \text{ if $y$ }$ z", (maths_of(r"x \text{ if $y$ }"), Span(" z"))),
        ("*a $x$*", (Span("a ", emphasis=True), Span("x", emphasis=True, maths=True))),
        ("[$x$](https://a.b)", (Span("x", href="https://a.b", maths=True),)),
        (r"\(a\\) b\)", (maths_of(r"a\\) b"),)),
        ("- $$x$$\n- b", (Span("- "), maths_of("x"), Span("\n- b"))),
        ("$x\ny$", (maths_of("x\ny"),)),
        (r"\$x\$ \\(y)", (Span(r"$x$ \(y)"),)),
    ],
)
def test_formulas(source: str, shown: Spans) -> None:
    assert spans(source) == shown


@pytest.mark.parametrize(
    "source",
    [
        "[a](javascript:alert(1))",
        "[a](data:text/html,x)",
        "[a](file:///etc/passwd)",
        "[a](relative.html)",
        "[a]()",
        "[](https://x.y)",
        "[ ](https://x.y)",
        "[<https://x.y]()",
        "[a][b]",
        "![alt](https://x.y/i.png)",
        "<javascript:alert(1)>",
        "<img src=x onerror=y>",
        "**open",
        "`open",
        "a\\b",
        "\\",
        r"\. \_ \{ \# \- a\nb C:\dir \(",
        "2 * 3 * 4",
        "2*3*4",
        "f(x)*g(x)*h(x), (a)*(b)*(c)",
        "x*y*z été*é*é",
        "$5 and $10",
        "5$ et 10$",
        "5 $ et 10 $",
        "$5-$10",
        "$x",
        "$ x$",
        "$x $",
        "$x$5",
        "$$",
        "$$ to $$$",
        r"\(x",
        "$a\x1ab$",
        "$\n\n$",
        "- alone",
        "1. FC Köln",
        "14. Juli 1789\n16. August",
        "1. a\n1. b",
        "-a\n-b",
        "``",
        "```python\nx = 1",
    ],
)
def test_what_is_no_mark_stays_as_typed(source: str) -> None:
    assert plain(spans(source)) == source
    assert all(span == Span(span.text) for span in spans(source))


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("a\nb\n\n\nc\n", (paragraph("a\nb"), paragraph("c"))),
        ("  a\n    b", (paragraph("  a\n    b"),)),
        ("*a\n\nb*", (paragraph("*a"), paragraph("b*"))),
        ("- a\n- *b*", (List(((Span("a"),), (Span("b", emphasis=True),))),)),
        ("x :\n- a\n- b\ny", (paragraph("x :"), List(((Span("a"),), (Span("b"),))), paragraph("y"))),
        ("- a\n  aa\n\n- b\n\nc", (List(((Span("a\naa"),), (Span("b"),))), paragraph("c"))),
        ("3. a\n4. b\n6. c", (List(((Span("a"),), (Span("b"),)), 3), paragraph("6. c"))),
        ("- a\n1. b\n2. c", (paragraph("- a"), List(((Span("b"),), (Span("c"),)), 1))),
        ("\\- a\n\\- b\n1\\. c", (paragraph("- a\n- b\n1. c"),)),
        ("```\n  a\n\n\tb \n```", (CodeBlock("  a\n\n\tb "),)),
        ("Soit\n```python\nx = 1\n```\nvaut ?", (paragraph("Soit"), CodeBlock("x = 1", "python"), paragraph("vaut ?"))),
        ("````md title\n```\n*a*\n```\n````", (CodeBlock("```\n*a*\n```", "md"),)),
        ("  ```c\n    a\n  b\n c\n  ```", (CodeBlock("  a\nb\nc", "c"),)),
        ("```c\n```", (CodeBlock("", "c"),)),
        ("$$x$$", (Display("x"),)),
        (
            "on a $$x$$, donc\n$$\ny\n$$\nfin",
            (paragraph("on a"), Display("x,"), paragraph("donc"), Display("y"), paragraph("fin")),
        ),
        (r"\[x\].", (Display("x."),)),
        ("$$\n- a\n- b\n$$", (Display("- a\n- b"),)),
        ("\\[\n1. a\n2. b", (paragraph("["), List(((Span("a"),), (Span("b"),)), 1))),
    ],
)
def test_blocks(source: str, blocks: markup.Blocks) -> None:
    assert parse(source) == blocks


def test_blocks_in_a_row_keep_their_lines_and_marks() -> None:
    source = "Voici :\n2. a\n   b\n3. c\n```c\nd\n```\n$$e$$\nf\n\ng"
    assert plain(spans(source)) == "Voici :\n2. a\nb\n3. c\nd\ne\nf\n\ng"
    assert Span("d", code=True) in spans(source)
    assert maths_of("e") in spans(source)


def test_a_formula_reads_as_one_line_and_a_bad_one_as_typed() -> None:
    assert plain(spans(r"Soit $\frac{1}{2}$ et $\nosuch$")) == r"Soit 1/2 et \nosuch"


MACROS = {"\\R": r"\mathbb{R}", "\\loop": "\\loop"}


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (r"$x$ \R", r"$x$ \R"),
        (r"$\R$ `$\R$` $$\R$$", r"\(\mathbb{R}\) `$\R$` \[\mathbb{R}\]"),
        (
            "a\n\n\n```\n$\\R$\n```\n- b $\\R$\n  c\n\n- d\n",
            "a\n\n\n```\n$\\R$\n```\n- b \\(\\mathbb{R}\\)\n  c\n- d\n",
        ),
        (r"\$\R\$", r"\$\R\$"),
    ],
)
def test_macros_are_expanded_in_formulas_alone(source: str, shown: str) -> None:
    assert expanded(source, MACROS) == shown


def test_a_macro_without_end_is_told() -> None:
    with pytest.raises(maths.BadFormula):
        expanded(r"$\loop$", MACROS)


PIECES = """a é 1 _ * ** ` `` ``` ```c $ $$ \\ \\( \\) \\[ \\] [ ](https://a.b) <b> <a@b.c> . , ! ( ) \\text{ } { " '
            : ... \\- 1\\. - 1. 2. M."""
pieces = st.lists(
    st.sampled_from([*PIECES.split(), " ", "\n", "\n\n", "  ", "- ", "2. ", "\x1a", "1 000"]), max_size=24
)
sources = pieces.map("".join)


@given(sources | st.text())
def test_any_text_is_read(source: str) -> None:
    found = parse(source)
    assert all(span.text for span in flat(found))
    assert all(found)
    assert all(span.href is None or span.href.startswith(("http://", "https://", "mailto:")) for span in flat(found))


@given(sources.filter(lambda source: "](" not in source and "```" not in source))
def test_nothing_but_marks_is_lost(source: str) -> None:
    shown = iter("".join(span.text for span in spans(source)))
    assert all(char in shown for char in source if char not in "*`$\\[]()<>- \n.,:;0123456789")


@given(st.text(st.characters(blacklist_characters="*`\\[<$-.\n", blacklist_categories=["Cs"])))
def test_text_without_marks_is_one_run(source: str) -> None:
    assert plain(spans(source)) == source


@given(sources, st.sampled_from(["fr", "en", "de"]))
def test_typography_changes_nothing_twice_and_no_code_or_formula_once(source: str, language: str) -> None:
    typed = parse(source)
    once = typeset_blocks(typed, language)
    assert typeset_blocks(once, language) == once
    assert list(verbatim(once)) == list(verbatim(typed))


def verbatim(blocks: markup.Blocks) -> Iterator[str]:
    return (span.text for span in flat(blocks) if span.code or span.maths)


@given(st.text(st.sampled_from("ab \t\n`*$\\\"'«!<é"), min_size=1, max_size=30))
def test_a_block_of_code_is_what_was_typed(code: str) -> None:
    fence = "`" * (1 + max(3, code.count("`")))
    source = f"Que fait\n{fence}c\n{code}\n{fence}\nici ?"
    assert typeset_blocks(parse(source), "fr")[1] == CodeBlock(code, "c")


@given(sources)
def test_expanding_nothing_changes_nothing(source: str) -> None:
    assert expanded(source, {"\\nosuch": "x"}) == source
    assert expanded(source, {}) == source


@pytest.mark.parametrize(
    "unit", ["$a ", "$$ a\n", "\\[\n", "`a``", "````a\n```\n", "- a\n\n", "*a*", "[a](", "\\text{$", "`$"]
)
def test_long_garbage_is_read(unit: str) -> None:
    assert parse(unit * (100_000 // len(unit)))


words = st.sampled_from(["a", "é", "1", "_", "*", "**", "*a*", " *b*", " ", "\n", ".", ",", "!", "(", ")", "-", "’"])


@given(st.lists(words, min_size=1, max_size=14).map("".join))
def test_simple_emphasis_is_what_the_long_way_makes_of_it(source: str) -> None:
    simple = markup._parse_simple(source)
    assert simple is None or simple == markup._parse_marked(source)


def test_an_ordinary_explanation_is_simple() -> None:
    assert markup._parse_simple("as *the atlas* says.") is not None


def test_what_reads_formulas_and_code_is_loaded_for_them_alone() -> None:
    script = """
import sys
from quizgen.items import Name, blocks, plain
for words in ("C'est *simple* : `a`, 5 $.", "- a\\n- b\\n\\n```python\\nc\\n```", "$x$"):
    blocks(Name(words), "fr")
assert not {"pygments", "quizgen.text.maths.parse"} & sys.modules.keys()
plain(Name("$x$"), "fr")
assert "quizgen.text.maths.parse" in sys.modules
"""
    subprocess.run([sys.executable, "-c", script], check=True)
