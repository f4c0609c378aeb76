from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typst as compiler
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.text import maths
from quizgen.text.maths import BadFormula, Fault
from quizgen.text.maths.parse import commands
from quizgen.text.maths.typst import CODE

CASES = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("formulas.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("tex", "line"), CASES, ids=[tex for tex, _ in CASES])
def test_a_formula_on_one_line(tex: str, line: str) -> None:
    assert maths.linear(tex) == line


def compiled(formulas: list[str]) -> bytes:
    """A page of formulas, in the line and displayed."""
    source = "\n".join(f"${formula}$ $ {formula} $" for formula in formulas)
    made = compiler.compile(source.encode(), format="png", ppi=10)
    return made if isinstance(made, bytes) else made[0]


def test_every_formula_of_the_table_compiles() -> None:
    compiled([maths.to_typst(tex) for tex, _ in CASES])


def test_every_command_compiles() -> None:
    """A command alone is a whole formula, or with one or two arguments, or is refused."""
    found: dict[str, str] = {}
    for name in sorted(commands()):
        for arguments in ("", "{x}", "{x}{y}", "(x", "1em x"):
            try:
                found[name] = maths.to_typst(f"\\{name}{arguments}")
                break
            except BadFormula:
                continue
    compiled(list(found.values()))
    assert commands() - set(found) <= {"begin", "cr", "end", "hline", "left", "limits", "middle", "nolimits", "not",
                                       "right", "mkern", "mskip", "mspace"}  # fmt: skip


@pytest.mark.parametrize(
    ("tex", "typst"),
    [
        (r"\frac{a}{b}c", "frac(a, b)c"),
        (r"\frac{a,b}{c;d}", r"frac(a\,b, c\;d)"),
        (r"\mbox{pgcd}(a)", r'"pgcd"\(a\)'),
        (r'\text{#read("x")}', r'"#read(\"x\")"'),
        (r"\text{a\#\{b\}}", '"a#{b}"'),
        (r"\operatorname{foo}x", 'op("foo")x'),
        (r"x\tag{1}", 'x wide"(""1"")"'),
        (r"\#x", r"\#x"),
        (r"alpha", "a l p h a"),
        (r"f''(x)", r"f''\(x\)"),
        (r"]0,1[", r'class("opening", \])0\,1 class("closing", \[)'),
        (r"\mathscr{L}", "scr(L)"),
        (r"\displaystyle\sum_i^n", "display(attach(∑, t: n, b: i))"),
        (r"\begin{pmatrix}a,b&c\\d&e\end{pmatrix}", r"lr(\(display(mat(delim: #none, a\,b, c; d, e))\))"),
    ],
)
def test_typst(tex: str, typst: str) -> None:
    assert maths.to_typst(tex) == typst


@pytest.mark.parametrize(
    ("tex", "mathjax"),
    [
        (r"\frac{a}{b}", r"\frac{a}{b}"),
        ("a % a remark\n+ b", "a  + b"),
        (r"5\%", r"5\%"),
        (r"x\leqno(1)", r"x\qquad (1)"),
        (r"x\tag{1}", r"x\qquad\text{(1)}"),
        (r"x\label{eq:a}\nonumber", "x"),
        (r"\bm{x}", r"\boldsymbol{x}"),
        (r"\makebox[2cm][l]{if}", r"\text{if}"),
        (r"\begin{align*}a&=b\end{align*}", r"\begin{aligned}a&=b\end{aligned}"),
        (r"\begin{equation}a\end{equation}", "a"),
        (r"\begin{eqnarray}a&=&b\end{eqnarray}", r"\begin{array}{rcl}a&=&b\end{array}"),
        (r"\begin{array}{@{}l|r}a&b\end{array}", r"\begin{array}{l|r}a&b\end{array}"),
    ],
)
def test_mathjax_gets_what_it_knows(tex: str, mathjax: str) -> None:
    assert maths.to_mathjax(tex) == mathjax


def test_braces_stand_apart_in_a_gap() -> None:
    assert maths.apart(r"\frac{a}{{b}}}}::") == r"\frac{a}{{b} } } }: :"


@pytest.mark.parametrize(
    ("tex", "lines"),
    [
        (
            r"A=\frac14\begin{pmatrix}1&-2\\30&\frac{a}{b}\end{pmatrix}^{-1}_B.",
            ["A = (1/4) ⎛ 1   −2  ⎞⁻¹.", "          ⎝ 30  a/b ⎠_B"],
        ),
        (
            r"|x|=\begin{cases}x&\text{if }x\geq0\\-x&\text{otherwise}\end{cases}",
            ["|x| = ⎧ x   if x ≥ 0", "      ⎩ −x  otherwise"],
        ),
        (
            r"\left\{\begin{array}{rcl}x+y&=&1\\x&=&3\\2y&=&4\end{array}\right.",
            ["⎧ x + y = 1", "⎨     x = 3", "⎩    2y = 4"],
        ),
        (r"\left[\begin{array}{c|c}1&2\\3&4\end{array}\right]", ["⎡ 1 │ 2 ⎤", "⎣ 3 │ 4 ⎦"]),
        (r"\begin{aligned}f(x)&=1\\&=x\end{aligned}", ["f(x) = 1", "     = x"]),
        (r"\begin{vmatrix}a&b\\c&d\end{vmatrix}", ["│ a  b │", "│ c  d │"]),
        (r"x+1", ["x + 1"]),
        (r"\begin{pmatrix}1&2\end{pmatrix}", ["(1 2)"]),
        (r"\begin{pmatrix}aaaaaaaaaaaa\\bbbbbbbbbbbbbbbbbbbbbbbbbbbbb\end{pmatrix}", ["(aaaaaaaaaaaa; bbbbbbbbbbbbbbbbbbbbbbbbbbbbb)"]),  # noqa: E501
        (r"\unknown", [r"\unknown"]),
    ],
)  # fmt: skip
def test_tables_are_drawn_where_they_fit(tex: str, lines: list[str]) -> None:
    assert maths.lines(tex, 30) == lines


@pytest.mark.parametrize(
    ("tex", "fault", "excerpt"),
    [
        ("x" * 10_001, Fault.LONG, "x" * 24),
        ("{" * 5_000 + "}" * 5_000, Fault.DEEP, "{" * 24),
        (r"\sqrt" * 100 + "x", Fault.MISSING, r"\sqrt\sqrt\sqrt\sqrt\sqr"),
        ("x^" * 100 + "x", Fault.MISPLACED, "^x^"),
        (r"\left(" * 1_000, Fault.DEEP, r"\left("),
        ("{x", Fault.UNBALANCED, "{x"),
        ("x}", Fault.UNBALANCED, "}"),
        (r"\left(x", Fault.UNBALANCED, r"\left(x"),
        (r"x\right)", Fault.UNBALANCED, r"\right)"),
        (r"\begin{cases}x", Fault.UNBALANCED, r"\begin{cases}x"),
        (r"\begin{cases}x\end{matrix}", Fault.UNBALANCED, r"\end{matrix}"),
        (r"x\end{cases}", Fault.UNBALANCED, r"\end{cases}"),
        (r"\text{a", Fault.UNBALANCED, "{a"),
        (r"\text{$x}", Fault.UNBALANCED, "$x}"),
        (r"\frac{1}", Fault.MISSING, r"\frac{1}"),
        (r"\sqrt\frac12", Fault.MISSING, r"\frac12"),
        ("x^", Fault.MISSING, "x^"),
        ("\\", Fault.MISSING, "\\"),
        (r"\left x", Fault.MISSING, "x"),
        (r"\hspace{1furlong}", Fault.MISSING, "{1furlong}"),
        ("a&b", Fault.MISPLACED, "&b"),
        ("#1", Fault.MISPLACED, "#1"),
        ("a$b", Fault.MISPLACED, "$b"),
        ("x^2^3", Fault.MISPLACED, "^3"),
        ("x^2'", Fault.MISPLACED, "'"),
        (r"x\limits_1", Fault.MISPLACED, r"\limits_1"),
        (r"\text{a\alpha}", Fault.MISPLACED, r"\alpha}"),
        (r"\R", Fault.UNKNOWN, r"\R"),
        (r"\begin{tikzpicture}\end{tikzpicture}", Fault.UNKNOWN, r"\begin{tikzpicture}\end"),
        (r"a \input{/etc/passwd}", Fault.FORBIDDEN, r"\input{/etc/passwd}"),
        (r"\text{\input{x}}", Fault.FORBIDDEN, r"\input{x}}"),
        (r"\frac\def1", Fault.FORBIDDEN, r"\def1"),
        ("a\x00", Fault.CHARACTER, "U+0000"),
        ("a\u202eb", Fault.CHARACTER, "U+202E b"),
    ],
)
def test_what_is_no_formula_is_refused(tex: str, fault: Fault, excerpt: str) -> None:
    with pytest.raises(BadFormula) as caught:
        maths.check(tex)
    assert caught.value.fault == fault
    assert caught.value.excerpt.startswith(excerpt)
    for output in (maths.to_typst, maths.to_mathjax, maths.linear):
        with pytest.raises(BadFormula):
            output(tex)


@pytest.mark.parametrize(
    "name",
    [
        r"input",
        r"include",
        r"write",
        r"immediate",
        r"read",
        r"openin",
        r"openout",
        r"def",
        r"edef",
        r"gdef",
        r"let",
        r"futurelet",
        r"newcommand",
        r"renewcommand",
        r"catcode",
        r"csname",
        r"endcsname",
        r"expandafter",
        r"require",
        r"usepackage",
        r"href",
        r"url",
        r"style",
        r"class",
        r"cssId",
        r"htmlData",
        r"htmlId",
        r"htmlClass",
        r"htmlStyle",
        r"data",
        r"unicode",
        r"special",
        r"directlua",
        r"char",
        r"mmlToken",
        r"bbox",
        r"action",
        r"toggle",
        r"DeclareMathOperator",
        r"verb",
        r"loop",
    ],
)
def test_nothing_that_runs_reads_or_restyles(name: str) -> None:
    for tex in (
        f"\\{name}",
        f"\\{name}{{x}}",
        f"x^\\{name}{{x}}{{y}}",
        f"\\text{{\\{name}{{x}}}}",
        f"\\sqrt\\{name} x",
    ):
        with pytest.raises(BadFormula) as caught:
            maths.check(tex)
        assert caught.value.fault == Fault.FORBIDDEN


@pytest.mark.parametrize(
    ("tex", "macros", "expanded"),
    [
        (r"x\in\R", {r"\R": r"\mathbb{R}"}, r"x\in\mathbb{R}"),
        (r"\Rx \R x", {r"\R": r"\mathbb{R}"}, r"\Rx \mathbb{R}x"),
        (r"\abs{x+1}\abs y", {r"\abs": r"\left|#1\right|"}, r"\left|x+1\right|\left|y\right|"),
        (r"\pair{a}{b}", {r"\pair": "(#2,#1)"}, "(b,a)"),
        (r"\frac\R2 x^\R", {r"\R": r"\mathbb{R}"}, r"\frac{\mathbb{R}}2 x^{\mathbb{R}}"),
        (r"\sqrt[3]\R\R", {r"\R": r"\mathbb{R}"}, r"\sqrt[3]{\mathbb{R}}\mathbb{R}"),
        (r"\frac{\R}\R\R", {r"\R": "r s"}, r"\frac{r s}{r s}r s"),
        (r"\a\b", {r"\a": r"\alpha", r"\b": r"\a y"}, r"\alpha\alpha y"),
        (r"\a b", {r"\a": r"\alpha"}, r"\alpha b"),
        (r"\n{\#}", {r"\n": r"#1\#1"}, r"\#\#1"),
        (r"x", {r"\R": r"\mathbb{R}"}, "x"),
        (r"\*", {r"\*": r"\times"}, r"\times"),
    ],
)
def test_macros(tex: str, macros: dict[str, str], expanded: str) -> None:
    assert maths.expand(tex, macros) == expanded


@pytest.mark.parametrize(
    ("tex", "macros", "fault"),
    [
        (r"\a", {r"\a": r"\a"}, Fault.ENDLESS),
        (r"\a", {r"\a": r"x\b", r"\b": r"{\a}"}, Fault.ENDLESS),
        (r"\a", {f"\\{a}": f"\\{b}" * 10 for a, b in zip("abcdefg", "bcdefgh", strict=True)}, Fault.ENDLESS),
        (r"\a{" + "x" * 2_000 + "}", {r"\a": "#1" * 9}, Fault.ENDLESS),
        (r"\a" * 2_000, {r"\a": "x"}, Fault.ENDLESS),
        (r"\a", {r"\a": "#1"}, Fault.MACRO),
        (r"\a", {r"\a": "{"}, Fault.MACRO),
        (r"\a", {r"\a": "#x"}, Fault.MACRO),
        (r"{\a}", {r"\a": "#1"}, Fault.MACRO),
        ("a", {"a": "b"}, Fault.MACRO),
        (r"\a{x", {r"\a": "#1"}, Fault.UNBALANCED),
    ],
)  # fmt: skip
def test_macros_that_never_end_or_are_none(tex: str, macros: dict[str, str], fault: Fault) -> None:
    with pytest.raises(BadFormula) as caught:
        maths.expand(tex, macros)
    assert caught.value.fault == fault


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("{", "}^2"),
        (r"\underbrace{", "}_a^b"),
        (r"\overset{a}{", "}"),
        (r"\frac{1}{1+", "}"),
        (r"\left(", r"\right)"),
        (r"\begin{pmatrix}", r"\\y\end{pmatrix}^2"),
        (r"x_{", "}^{2}"),
        (r"\text{a$", "$}"),
        (r"\big(", r"\big)^2"),
    ],
)
def test_deep_formulas_are_written_or_refused_at_once(opening: str, closing: str) -> None:
    for depth in (12, 35, 2_000):
        tex = opening * depth + "x" + closing * depth
        try:
            maths.to_typst(tex)
        except BadFormula as refused:
            assert refused.fault in (Fault.DEEP, Fault.LONG, Fault.MISPLACED)  # noqa: PT017
        else:
            assert maths.linear(tex)
            assert maths.lines(tex, 80)


SCRAPS = [*"{}[]()|^_&~'#$%\\ x1+-=,;:.<>/é≤", "\\\\", *(f"\\{name} " for name in sorted(commands())), r"\begin{cases}",
          r"\end{cases}", r"\begin{array}{c|r}", r"\end{array}", r"\left(", r"\right.", r"\frac{a}{b}", r"\text{a#",
          "{x}", r"\def", r"\foo", '"', "`", "@"]  # fmt: skip


@given(st.lists(st.sampled_from(SCRAPS), max_size=25).map("".join))
@settings(max_examples=300, deadline=None)
def test_scraps_of_tex_are_formulas_or_refused(tex: str) -> None:
    """Nothing but BadFormula is raised, and what is no formula in one output is none in the others."""
    try:
        maths.check(tex)
    except BadFormula as refused:
        assert maths.lines(tex, 40) == [tex]
        assert refused.excerpt or not tex.strip()  # noqa: PT017
        return
    source = maths.to_typst(tex)
    outside = re.sub(r'"(?:\\.|[^"\\])*"', "", CODE.sub("", source)).replace("\\#", "")
    assert "#" not in outside
    compiled([source])
    maths.linear(tex)
    maths.lines(tex, 40)
    maths.check(maths.to_mathjax(tex))


@given(st.text(max_size=60))
@settings(deadline=None)
def test_any_text_is_a_formula_or_refused(tex: str) -> None:
    try:
        source = maths.to_typst(tex)
    except BadFormula:
        return
    compiled([source])
    maths.linear(tex)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="\\{}$%~"), max_size=30))
@settings(deadline=None)
def test_text_in_a_formula_is_kept(text: str) -> None:
    source = maths.to_typst(f"\\text{{{text}}}")
    if text:
        assert source == '"' + text.replace('"', '\\"') + '"'
    compiled([source])


def test_nothing_is_loaded_before_the_first_formula() -> None:
    code = "import sys, quizgen.text.maths as m; print(sorted(name for name in sys.modules if m.__name__ in name))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['quizgen.text.maths', 'quizgen.text.maths.faults']"
