"""TeX's names of symbols, functions, accents and fonts: all that MathJax knows as well (its base and AMS packages)."""

from __future__ import annotations

from functools import cache

ORDINARY, OPERATOR, BINARY, RELATION = "ord", "op", "bin", "rel"
OPENING, CLOSING, PUNCTUATION = "open", "close", "punct"
"""TeX's classes of symbols (The TeXbook, chapter 17): they decide the space around each."""

_SYMBOLS = {
    ORDINARY: """
        alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ
        varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ
        phi ϕ varphi φ chi χ psi ψ omega ω digamma ϝ Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ
        Phi Φ Psi Ψ Omega Ω varGamma Γ varDelta Δ varTheta Θ varLambda Λ varXi Ξ varPi Π varSigma Σ varUpsilon Υ
        varPhi Φ varPsi Ψ varOmega Ω infty ∞ partial ∂ nabla ∇ forall ∀ exists ∃ nexists ∄ emptyset ∅ varnothing ∅
        aleph ℵ beth ℶ gimel ℷ daleth ℸ hbar ℏ hslash ℏ ell ℓ imath ı jmath ȷ wp ℘ Re ℜ Im ℑ complement ∁
        mho ℧ Finv Ⅎ Game ⅁ angle ∠ measuredangle ∡ sphericalangle ∢ triangle △ triangledown ▽ square □ Box □
        Diamond ◊ lozenge ◊ blacksquare ■ blacklozenge ⧫ blacktriangle ▲ blacktriangledown ▼ bigstar ★ prime ′
        backprime ‵ neg ¬ lnot ¬ top ⊤ bot ⊥ surd √ flat ♭ natural ♮ sharp ♯ clubsuit ♣ diamondsuit ♢ heartsuit ♡
        spadesuit ♠ diagup ╱ diagdown ╲ checkmark ✓ maltese ✠ S § yen ¥ dagger † ddagger ‡ circledR ® circledS Ⓢ
        ldots … dots … dotsc … dotso … cdots ⋯ dotsb ⋯ dotsm ⋯ dotsi ⋯ vdots ⋮ ddots ⋱ vert | Vert ‖ | ‖
        backslash \\ % % $ $ & & # # _ _ degree °""",
    OPERATOR: """
        sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ iiiint ⨌ oint ∮ smallint ∫ intop ∫ bigcup ⋃ bigcap ⋂ bigvee ⋁
        bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ biguplus ⨄ bigsqcup ⨆""",
    BINARY: """
        pm ± mp ∓ times × div ÷ cdot ⋅ centerdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ cap ∩ cup ∪ Cap ⋒ Cup ⋓ uplus ⊎
        sqcap ⊓ sqcup ⊔ vee ∨ lor ∨ wedge ∧ land ∧ veebar ⊻ barwedge ⊼ setminus ∖ smallsetminus ∖ wr ≀ amalg ⨿
        oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ bigcirc ◯ diamond ⋄ ltimes ⋉ rtimes ⋊ dotplus ∔ divideontimes ⋇
        boxplus ⊞ boxminus ⊟ boxtimes ⊠ boxdot ⊡ circledast ⊛ circledcirc ⊚ circleddash ⊝ intercal ⊺ curlyvee ⋎
        curlywedge ⋏ leftthreetimes ⋋ rightthreetimes ⋌ triangleleft ◁ triangleright ▷ bigtriangleup △
        bigtriangledown ▽ lhd ⊲ rhd ⊳ unlhd ⊴ unrhd ⊵""",
    RELATION: """
        leq ≤ le ≤ leqslant ⩽ geq ≥ ge ≥ geqslant ⩾ lt < gt > neq ≠ ne ≠ equiv ≡ sim ∼ nsim ≁ simeq ≃ approx ≈
        approxeq ≊ cong ≅ ncong ≇ asymp ≍ doteq ≐ Doteq ≑ doteqdot ≑ propto ∝ varpropto ∝ thicksim ∼ thickapprox ≈
        backsim ∽ backsimeq ⋍ eqsim ≂ bumpeq ≏ Bumpeq ≎ triangleq ≜ circeq ≗ eqcirc ≖ fallingdotseq ≒ risingdotseq ≓
        leqq ≦ geqq ≧ ll ≪ gg ≫ lll ⋘ ggg ⋙ lesssim ≲ gtrsim ≳ lessapprox ⪅ gtrapprox ⪆ lessgtr ≶ gtrless ≷
        lesseqgtr ⋚ gtreqless ⋛ lesseqqgtr ⪋ gtreqqless ⪌ eqslantless ⪕ eqslantgtr ⪖ lneq ⪇ gneq ⪈ lneqq ≨ gneqq ≩
        lnsim ⋦ gnsim ⋧ lnapprox ⪉ gnapprox ⪊ nless ≮ ngtr ≯ nleq ≰ ngeq ≱ lessdot ⋖ gtrdot ⋗ prec ≺ succ ≻ preceq ⪯
        succeq ⪰ preccurlyeq ≼ succcurlyeq ≽ curlyeqprec ⋞ curlyeqsucc ⋟ precsim ≾ succsim ≿ precapprox ⪷
        succapprox ⪸ precnsim ⋨ succnsim ⋩ nprec ⊀ nsucc ⊁ in ∈ notin ∉ ni ∋ owns ∋ subset ⊂ supset ⊃ subseteq ⊆
        supseteq ⊇ subseteqq ⫅ supseteqq ⫆ nsubseteq ⊈ nsupseteq ⊉ subsetneq ⊊ supsetneq ⊋ varsubsetneq ⊊
        varsupsetneq ⊋ subsetneqq ⫋ supsetneqq ⫌ Subset ⋐ Supset ⋑ sqsubset ⊏ sqsupset ⊐ sqsubseteq ⊑ sqsupseteq ⊒
        vdash ⊢ dashv ⊣ vDash ⊨ models ⊨ Vdash ⊩ Vvdash ⊪ nvdash ⊬ nvDash ⊭ nVdash ⊮ nVDash ⊯ mid ∣ shortmid ∣
        nmid ∤ parallel ∥ shortparallel ∥ nparallel ∦ perp ⟂ bowtie ⋈ Join ⋈ smile ⌣ frown ⌢ between ≬ pitchfork ⋔
        therefore ∴ because ∵ backepsilon ϶ trianglelefteq ⊴ trianglerighteq ⊵ vartriangleleft ⊲ vartriangleright ⊳
        vartriangle △ ntriangleleft ⋪ ntriangleright ⋫ ntrianglelefteq ⋬ ntrianglerighteq ⋭ blacktriangleleft ◀
        blacktriangleright ▶ to → rightarrow → gets ← leftarrow ← leftrightarrow ↔ longrightarrow ⟶ longleftarrow ⟵
        longleftrightarrow ⟷ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ Longrightarrow ⟹ implies ⟹ Longleftarrow ⟸
        impliedby ⟸ Longleftrightarrow ⟺ iff ⟺ mapsto ↦ longmapsto ⟼ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑
        Downarrow ⇓ Updownarrow ⇕ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ hookrightarrow ↪ hookleftarrow ↩
        rightharpoonup ⇀ rightharpoondown ⇁ leftharpoonup ↼ leftharpoondown ↽ upharpoonright ↾ upharpoonleft ↿
        downharpoonright ⇂ downharpoonleft ⇃ restriction ↾ rightleftharpoons ⇌ leftrightharpoons ⇋ rightleftarrows ⇄
        leftrightarrows ⇆ rightrightarrows ⇉ leftleftarrows ⇇ upuparrows ⇈ downdownarrows ⇊ twoheadrightarrow ↠
        twoheadleftarrow ↞ rightarrowtail ↣ leftarrowtail ↢ rightsquigarrow ⇝ leadsto ⇝ leftrightsquigarrow ↭
        curvearrowright ↷ curvearrowleft ↶ circlearrowright ↻ circlearrowleft ↺ looparrowright ↬ looparrowleft ↫
        multimap ⊸ nrightarrow ↛ nleftarrow ↚ nleftrightarrow ↮ nRightarrow ⇏ nLeftarrow ⇍ nLeftrightarrow ⇎ Lsh ↰
        Rsh ↱ dashrightarrow ⇢ dashleftarrow ⇠ Rrightarrow ⇛ Lleftarrow ⇚""",
    OPENING: "{ { lbrace { lbrack [ langle ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖ lgroup ⟮ ulcorner ⌜ llcorner ⌞",
    CLOSING: "} } rbrace } rbrack ] rangle ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖ rgroup ⟯ urcorner ⌝ lrcorner ⌟",
    PUNCTUATION: "colon : ldotp .",
}

_FUNCTIONS = """
    arccos arcsin arctan arg cos cosh cot coth csc deg dim exp hom ker lg ln log sec sin sinh tan tanh"""
FUNCTIONS = {name: name for name in _FUNCTIONS.split()}
"""Functions whose bounds stand at the side, if they have any: name → what is shown."""

LIMITED = {
    "det": "det", "gcd": "gcd", "inf": "inf", "lim": "lim", "max": "max", "min": "min", "sup": "sup", "Pr": "Pr",
    "injlim": "inj lim", "liminf": "lim inf", "limsup": "lim sup", "projlim": "proj lim",
}  # fmt: skip
"""Functions whose bounds stand below in a displayed formula: name → what is shown."""

FONTS = {
    "mathbb": "bb",
    "Bbb": "bb",
    "mathcal": "cal",
    "mathscr": "scr",
    "mathfrak": "frak",
    "mathbf": "bf",
    "boldsymbol": "bold",
    "bm": "bold",
    "pmb": "bold",
    "mathrm": "rm",
    "mathup": "rm",
    "mathit": "it",
    "mathnormal": "normal",
    "mathsf": "sf",
    "mathtt": "tt",
}
"""Fonts of an argument: command → short name."""

OLD_FONTS = {
    "rm": "rm", "bf": "bf", "it": "it", "sf": "sf", "tt": "tt", "cal": "cal", "scr": "scr", "frak": "frak",
    "mit": "normal",
}  # fmt: skip
"""Fonts of all that follows in the group: command → short name."""

TEXTS = {
    "text": "", "mbox": "", "hbox": "", "makebox": "", "textrm": "", "textnormal": "", "textup": "",
    "textbf": "bf", "textit": "it", "emph": "it", "texttt": "tt", "textsf": "sf",
}  # fmt: skip
"""Commands whose argument is text: command → short name of its font, or none."""

STYLES = {"displaystyle": "display", "textstyle": "inline", "scriptstyle": "script", "scriptscriptstyle": "sscript"}
"""Sizes of all that follows in the group: command → Typst's name."""

OVER = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "bar": "\u0304",
    "overline": "\u0305",
    "vec": "\u20d7",
    "overrightarrow": "\u20d7",
    "overleftarrow": "\u20d6",
    "overleftrightarrow": "\u20e1",
    "dot": "\u0307",
    "ddot": "\u0308",
    "dddot": "\u20db",
    "ddddot": "\u20dc",
    "acute": "\u0301",
    "grave": "\u0300",
    "check": "\u030c",
    "breve": "\u0306",
    "mathring": "\u030a",
    "underline": "\u0332",
    "overbrace": "⏞",
    "underbrace": "⏟",
    "overparen": "⏜",
    "underparen": "⏝",
}
"""Marks above or below an argument: command → combining character, or the brace itself."""

ARROWS = {
    "xrightarrow": "→", "xleftarrow": "←", "xleftrightarrow": "↔", "xRightarrow": "⇒", "xLeftarrow": "⇐",
    "xLeftrightarrow": "⇔", "xmapsto": "↦", "xhookrightarrow": "↪", "xhookleftarrow": "↩", "xlongequal": "=",
}  # fmt: skip
"""Arrows that carry a text: command → arrow."""

CLASSES = {
    "mathord": ORDINARY, "mathop": OPERATOR, "mathbin": BINARY, "mathrel": RELATION, "mathopen": OPENING,
    "mathclose": CLOSING, "mathpunct": PUNCTUATION, "mathinner": ORDINARY,
}  # fmt: skip
"""Commands that give their argument another class."""

FRACTIONS = {"frac": "", "dfrac": "display", "tfrac": "inline", "cfrac": "display"}
BINOMIALS = {"binom": "", "dbinom": "display", "tbinom": "inline"}
INFIXES = {"over": True, "choose": False, "atop": False}

SPACES = {
    ",": 0.167, "thinspace": 0.167, ":": 0.222, ">": 0.222, "medspace": 0.222, ";": 0.278, "thickspace": 0.278,
    "!": -0.167, "negthinspace": -0.167, "negmedspace": -0.222, "negthickspace": -0.278,
    "enspace": 0.5, "quad": 1.0, "qquad": 2.0, " ": 0.25, "space": 0.25, "nobreakspace": 0.25,
}  # fmt: skip
"""Spaces: command → em, as in The TeXbook, chapter 18, and plain TeX."""

MEASURED_SPACES = ("hspace", "hskip", "kern", "mkern", "mskip", "mspace")
UNITS = {"em": 1.0, "ex": 0.43, "mu": 1 / 18, "pt": 0.1, "mm": 0.285, "cm": 2.85, "in": 7.23, "pc": 1.2}
"""Units of a measured space: unit → em at 10 points."""

SIZES = tuple(size + side for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m"))
"""Commands that make the next bracket larger."""

DELIMITERS = {
    **{char: char for char in "()[]|/.<>"},
    "<": "⟨",
    ">": "⟩",
    ".": "",
}
"""What may stand after \\left and \\right, besides opening and closing symbols and vertical arrows."""

TABLES = {
    "matrix": ("", ""), "smallmatrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"), "Vmatrix": ("‖", "‖"), "array": ("", ""), "subarray": ("", ""),
    "cases": ("{", ""), "dcases": ("{", ""), "rcases": ("", "}"),
    "aligned": ("", ""), "align": ("", ""), "align*": ("", ""), "alignat": ("", ""), "alignat*": ("", ""),
    "alignedat": ("", ""), "split": ("", ""), "gathered": ("", ""), "gather": ("", ""), "gather*": ("", ""),
    "equation": ("", ""), "equation*": ("", ""), "eqnarray": ("", ""), "eqnarray*": ("", ""), "multline": ("", ""),
    "multline*": ("", ""), "flalign": ("", ""), "flalign*": ("", ""), "displaymath": ("", ""),
}  # fmt: skip
"""Environments: name → the brackets that they draw."""

_FORBIDDEN = """
    input include includeonly import subimport includegraphics write immediate read openin openout closein closeout
    def edef gdef xdef let futurelet global long outer newcommand renewcommand providecommand newenvironment
    renewenvironment DeclareMathOperator DeclareRobustCommand newif newcount newdimen newtoks catcode mathcode
    csname endcsname expandafter noexpand string meaning special directlua latelua luaexec scantokens uppercase
    lowercase require usepackage RequirePackage documentclass href url hyperref style class cssId data htmlData
    htmlId htmlClass htmlStyle unicode char mathchar bbox mmlToken toggle action texttip mathtip verb loop repeat
    newread newwrite everymath everydisplay afterassignment aftergroup jobname primitive shipout"""
FORBIDDEN = frozenset(_FORBIDDEN.split())
"""Commands that define, read, write or restyle: never part of a formula, whatever would come of them."""


@cache
def symbols() -> dict[str, tuple[str, str]]:
    """Command without its backslash → (character, class)."""
    table: dict[str, tuple[str, str]] = {}
    for kind, words in _SYMBOLS.items():
        parts = words.split()
        table.update((name, (char, kind)) for name, char in zip(parts[::2], parts[1::2], strict=True))
    return table
