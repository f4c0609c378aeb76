"""What a terminal, a browser, Anki, Typst or a formatter might obey, through every output: shown, never obeyed."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
import sample
from hostile import BANK, LANGUAGES, collection, flat, lacking, obeyed, run, texts
from needs import need_anki, need_chromium
from printing import text_of
from robot import line, right, wrong

from quizgen.grading import Picked
from quizgen.items import Choose, plain
from quizgen.study.session import presentation
from quizgen.text.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from quizgen.grading import Response
    from quizgen.items import Form

ROOT = Path(__file__).parents[2]
ITEMS = list(collection().items())
UNSEEN = ("hint", "accept", "reject")  # told on demand, or never


def test_the_bank_has_every_form() -> None:
    assert {type(item.form) for item in ITEMS} == {type(item.form) for item in sample.items().values()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_check_tells_of_it_unharmed(away: Path, language: str, form: str) -> None:
    ran = run("check", BANK, "--lang", language, "--format", form)
    assert ran.code == 0
    assert obeyed(ran.out + ran.err) == []
    if form == "json":
        assert json.loads(ran.out)["questions"] == len({item.question for item in ITEMS})
    elif form == "github":
        assert all(
            re.match(r"::warning file=[^,]+,line=\d+,", each) for each in ran.out.splitlines() if "::" in each[:12]
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_list_and_show_give_every_text_back(away: Path, language: str) -> None:
    listed = json.loads(run("list", BANK, "--lang", language, "--json").out)["collections"][0]
    assert listed["title"] == plain(collection().title, language)
    prompts = {each["id"]: each["prompt"] for bank in listed["banks"] for each in bank["questions"]}
    text = run("list", BANK, "--lang", language)
    assert obeyed(text.out) == []
    for item in ITEMS:
        data = json.loads(run("show", item.id, BANK, "--lang", language, "--json").out)
        if item.prompt is not None:
            assert data["prompt"] == prompts[item.id] == plain(item.prompt, language)
        ran = run("show", item.id, BANK, "--lang", language)
        assert ran.code == 0
        assert obeyed(ran.out) == []
        assert lacking(texts(item, language, ("accept", "reject", "credit", "first", "last")), ran.out) == []


def mistaken(form: Form, language: str) -> Response:
    """A wrong answer; of options, the one that tells why, if there is one."""
    if isinstance(form, Choose):
        wrongs = [n for n, option in enumerate(form.options) if not option.right]
        return Picked(frozenset(sorted(wrongs, key=lambda n: form.options[n].because is None)[:1]))
    return wrong(form, language)


def played(language: str, answer: Callable[[Form, str], Response], *options: str) -> str:
    """All questions, answered at the frontend of plain lines."""
    shown = ""
    for item in ITEMS:
        typed = "\n".join(["?", *line(answer(item.form, language), presentation(item, 5)), "", ""])
        arguments = ("--lang", language, "--seed", "5", "--question", item.id, *options)
        ran = run("play", BANK, "--plain", *arguments, typed=typed)
        assert ran.code == 0, ran.err
        shown += ran.out
        told = ("accept", "reject", "credit", *(("because",) if answer is right else ()))
        assert lacking(texts(item, language, told), ran.out) == [], item.id
    return shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answer", [right, mistaken])
def test_played_plainly_every_text_is_read(away: Path, language: str, answer: Callable[[Form, str], Response]) -> None:
    shown = played(language, answer, "--mode", "practice")
    assert obeyed(shown) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_exam_shows_what_was_typed_and_nothing_obeys(away: Path, language: str) -> None:
    draw = Random(3)
    nasty = [
        *["\x1b", "\x9b", "\u202e", "\x07", "\x00", "\x7f"],
        "\x1b]0;t\x07",
        "[red]x[/]",
        "<b>",
        "{0}",
        "%s",
        "a",
        "1",
    ]
    typed = "".join(draw.choice(nasty) * draw.choice((1, 1, 9)) + "\n" for _ in range(200))
    ran = run("play", BANK, "--plain", "--mode", "exam", "--lang", language, typed=typed)
    assert ran.code == 0
    assert obeyed(ran.out + ran.err) == []


def test_statistics_of_flagged_questions(away: Path) -> None:
    for note in ("\x1b[2J\x1b]0;title\x07", "[red]{0}", "\u202egnp.exe"):
        typed = "\n".join([":!", note, "a", "!", note, "", "", ":q"])
        assert run("play", BANK, "--plain", "--new", "99", "--lang", "en", "--tag", "order", typed=typed).code == 0
    for arguments in (["--lang", "fr"], ["--lang", "en"], ["--json"]):
        ran = run("stats", BANK, *arguments)
        assert ran.code == 0, ran.err
        assert obeyed(ran.out + ran.err) == []
    exported = run("progress", "export")
    assert "title" in exported.out, "the note was taken"
    assert "\x1b" not in exported.out


def test_progress_from_elsewhere_is_shown_unharmed(away: Path) -> None:
    """Lines of JSON, of which every text is somebody else's."""
    run("play", BANK, "--plain", "--new", "99", "--lang", "en", "--question", "terminal", typed="b\nf\nnote\n\nq\n")
    lines = [json.loads(each) for each in run("progress", "export").out.splitlines()]
    assert lines
    nasty = ["\x1b[2J", "\x9b31m", "\u202ex", "[red]{0}%s", "../../x", "\ud800", "x" * 100_000, "\n\n", "<b>"]
    written = []
    for number, (row, text) in enumerate((row, text) for row in lines for text in nasty):
        for name, value in row.items():
            if isinstance(value, str):
                written.append({**row, "id": f"{number:04}", name: text})
    written += [{"\x1b[2J": 1}, {**lines[0], "what": "\x1b[2J"}, [[]], "\x1b[2J", 10**40, None]
    Path("in\x1b[31m.jsonl").write_text("\n".join(map(json.dumps, written)) + "\n" + "[" * 100_000, "utf-8")
    ran = run("progress", "import", "in\x1b[31m.jsonl", "--skip-junk")
    assert ran.code in (0, 1), ran.err
    assert obeyed(ran.out + ran.err) == []
    for arguments in (["stats", BANK], ["stats"], ["play", BANK, "--plain", "--missed"], ["progress", "rebuild"]):
        ran = run(*arguments, "--lang", "fr")
        assert ran.code in (0, 1, 2), ran.err
        assert obeyed(ran.out + ran.err) == []


NAMES = ["\x1b[31mx", "[red]{0} %s", "a\nb", "\u202exyz", "-x", "x'y\"z $HOME `id`", "Écrits à moi", "x😀"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such names")
def test_names_of_files_are_shown_unharmed(away: Path, name: str) -> None:
    folder = away / name
    assert run("new", f"./{name}/{name}.yaml", "--languages", "en").code == 0
    for arguments in (
        ["check", folder],
        ["check", folder, "--format", "json"],
        ["list", folder],
        ["list", folder, "--json"],
        ["export", "anki", folder, "-o", folder / f"{name}.apkg"],
        ["check", folder / "absent.yaml"],
        ["export", "anki", folder, "--diff", "--since", folder / f"{name}.yaml"],
        ["play", folder, "--plain"],
    ):
        ran = run(*arguments)
        assert ran.code in (0, 2, 3), (arguments, ran.err)
        assert obeyed(ran.out + ran.err) == [], arguments
        assert name not in ran.out + ran.err or visible(name) == name


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("COLUMNS", value) for value in ("9" * 5000, "0", "-1", "1", "٣", "²", "1e3", "\x1b[2J")),
        *(("QUIZGEN_LANG", value) for value in ("\x1b[2J", "../../x", "fr" * 4000, "", "{0}", "\udcff", "C")),
        *(("LANG", value) for value in ("\x1b[2J", "fr_FR.\x1b", "@", ".", "xx_YY.UTF-8@euro")),
        *(("SOURCE_DATE_EPOCH", value) for value in ("9" * 5000, "-1", "0", "٣", "99999999999", "\x1b")),
        *(("TERM", value) for value in ("\x1b[2J", "dumb", "")),
    ],
    ids=lambda value: value[:16].encode("ascii", "backslashreplace").decode(),
)
def test_no_variable_breaks_anything(away: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    for arguments in (["list", BANK], ["stats"], ["export", "anki", BANK, "-o", "x"], ["list", BANK, "--nope"]):
        ran = run(*arguments)
        assert ran.code in (0, 2), ran.err
        assert obeyed(ran.out + ran.err) == []


# ---------------------------------------------------------------------------------------------------------------
# Paper


def test_titles_from_the_command_line_are_printed_unharmed(away: Path) -> None:
    title, intro = "\x1b]0;t\x07 \udcff \u202e #panic() $ x $ [red]{0}", "\x01 <b> @x\nnext"
    ran = run(
        "export",
        "handout",
        BANK,
        "--question",
        "date",
        "-o",
        "x.pdf",
        "--title",
        title,
        "--intro",
        intro,
        "--lang",
        "en",
    )
    assert ran.code == 0, ran.err
    shown = text_of(Path("x.pdf"))
    assert flat(r"\x1b]0;t\x07 \udcff \u202e #panic() $ x $ [red]{0}") in flat(shown)
    assert flat(r"\x01 <b> @x next") in flat(shown)


HARD = re.compile("[\u0590-\u06ff\ufdf0-\ufdff\U0001f000-\U0001ffff\u3000-\u9fff\u2764]")
"""Runs from right to left come in pieces; what no font has is a box. Both are tested with sheets."""


@pytest.mark.slow
@pytest.mark.parametrize("layout", [("worksheet", "--key", "end"), ("cards",)], ids=["worksheet", "cards"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_holds_every_text_and_no_link_but_to_the_web(away: Path, language: str, layout: tuple[str, ...]) -> None:
    import pypdf

    ran = run("export", "handout", BANK, "-o", "x.pdf", "--layout", *layout, "--lang", language)
    assert ran.code == 0, ran.err
    assert obeyed(ran.out + ran.err) == []
    shown = text_of(Path("x.pdf"), "-raw") + text_of(Path("x.pdf"))
    assert "root:" not in shown
    apart = (*UNSEEN, "alt", *(("citations", "explanation", "because", "note") if layout[0] == "cards" else ()))
    # Links are spelled out, formulas set in two dimensions, a pair is asked one way.
    items = [item for item in ITEMS if item.question not in ("hostile/markdown", "hostile/formulas", "hostile/words")]
    wanted = [text for item in items for text in texts(item, language, apart) if not HARD.search(text)]
    wanted += ["</script><script>window.ran=1</script>", "#panic() Front [red]{0}", "[sound:x] %s"]
    wanted += ["<b>to run</b> {0} [red] #panic()", "exécuter <script>window.ran=1</script> %s {{Back}}"]
    missing = lacking(iter(wanted), shown)
    assert [each for each in missing if len(each) < 100] == []  # a word of 170 letters is broken by the page
    for page in pypdf.PdfReader("x.pdf").pages:
        for annotation in page.get("/Annots", ()):
            action: Any = annotation.get_object().get("/A", {})
            assert action.get("/S") in (None, "/URI"), action
            assert str(action.get("/URI", "http:")).lower().startswith(("http:", "https:", "mailto:"))


# ---------------------------------------------------------------------------------------------------------------
# Anki

_LOOK = """() => ({
  text: [...document.querySelectorAll(".qz, .qz *")].map(each => each.tagName === "SCRIPT" ? "" :
    [...each.childNodes].filter(node => node.nodeType === 3).map(node => node.data).join("")).join("") +
    document.querySelector(".qz").textContent +
    [...document.querySelectorAll(".qz img")].map(each => each.alt).join(""),
  ran: window.ran,
  links: [...document.querySelectorAll(".qz a")].map(each => each.protocol),
  frames: document.querySelectorAll(".qz iframe, .qz object, .qz embed, .qz base, .qz link, .qz meta, .qz svg").length,
})"""


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_cards_show_every_text_and_nothing_runs(away: Path, language: str) -> None:
    need_anki()
    need_chromium()
    ran = run("export", "anki", BANK, "-o", "x.apkg", "--lang", language)
    assert ran.code == 0, ran.err
    assert (
        obeyed(ran.out + ran.err + run("export", "anki", BANK, "-o", "x.apkg", "--diff", "--lang", language).out) == []
    )

    from cards import Reviewer, chromium, sides
    from world import Learner

    learner = Learner(away / "ann")
    try:
        assert learner.imports(Path("x.apkg").resolve()) == {"new": len(ITEMS)}
        assert learner.anki.get_empty_cards().notes == []
        media = learner.anki.media.check()
        assert (list(media.unused), list(media.missing)) == ([], [])
        shown: dict[str, list[Any]] = {item.id: [] for item in ITEMS}
        for note in learner.notes():
            (id_,) = (value for value in note.fields if value in shown)
            for card in note.cards():
                assert card.question_av_tags() + card.answer_av_tags() == []
                assert "class=latex" not in card.question() + card.answer()
                shown[id_].append(sides(learner.anki, card))
    finally:
        learner.anki.close()
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 400, "height": 800})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
        reviewer = Reviewer(page, "swap")
        for item in ITEMS:
            pages = [(html, card.css) for card in shown[item.id] for html in (card.front, card.back)]
            found = reviewer.show_all(pages, _LOOK)
            page.wait_for_timeout(50)  # what an image's handler might still do
            assert page.evaluate("() => window.ran") is None
            assert [each["ran"] for each in found if each["ran"]] == []
            assert {link for each in found for link in each["links"]} <= {"http:", "https:", "mailto:"}
            assert sum(each["frames"] for each in found) == 0
            everything = "".join(each["text"] for each in found)
            # MathJax, which takes these signs away, isn't here; what it makes of a formula is tested elsewhere.
            part = item if item.name != "formulas" else item.form
            wanted = [re.sub(r"\\[()[\]]", "", text) for text in texts(part, language, ("accept", "reject"))]
            assert lacking(iter(wanted), re.sub(r"\\[()[\]]", "", everything)) == [], item.id
        assert reviewer.errors == []
        assert [url for url in asked if not url.startswith("http://cards.test/")] == []


# ---------------------------------------------------------------------------------------------------------------
# A real terminal


def shown(screen: Any) -> str:
    """What stands on a screen."""
    return "".join(screen.display)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_terminal_shows_every_text_and_obeys_none(away: Path, language: str) -> None:
    pexpect = pytest.importorskip("pexpect")
    pyte = pytest.importorskip("pyte")
    for item in (each for each in ITEMS if each.name in ("html", "terminal", "formats", "yaml", "markdown")):
        child = pexpect.spawn(
            sys.executable,
            ["-m", "quizgen", "play", str(BANK), "--mode", "practice", "--lang", language, "--question", item.id],
            env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"},
            dimensions=(200, 100),
            encoding="utf-8",
            timeout=30,
        )
        screen = pyte.Screen(100, 200)
        titles: list[str] = []
        screen.set_title = titles.append
        stream = pyte.Stream(screen)
        intro, prompt = collection().banks[0].intro, item.prompt
        assert intro is not None
        assert prompt is not None
        for text, bar, keys in ((intro, r"\[En\w+\] ", "\r"), (prompt, r"\[(Esc|Échap)\]", "\x03")):
            while not (flat(plain(text, language)) in flat(shown(screen)) and re.search(bar, shown(screen))):
                stream.feed(child.read_nonblocking(4096, timeout=30))
            child.send(keys)
        child.expect(pexpect.EOF)
        assert titles == []
        child.close(force=True)


@pytest.mark.slow
def test_bytes_that_are_no_letters_may_be_typed(away: Path) -> None:
    """A terminal set to another encoding sends them; as halves of surrogate pairs they once broke the database."""
    pexpect = pytest.importorskip("pexpect")
    arguments = ["-m", "quizgen", "play", str(BANK), "--lang", "en", "--question", "formats", "--new", "9"]
    child = pexpect.spawn(
        sys.executable,
        arguments,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"},
        dimensions=(60, 100),
        timeout=30,
    )
    child.expect(b"go on")
    child.send(b"\r")
    child.expect(b"answer")
    child.send(b"\xe9t\xe9\xff\r")
    child.expect(b"Wrong")
    child.send(b"\x03")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert "?t?" in run("progress", "export").out
