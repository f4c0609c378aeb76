"""Whatever a text holds is shown, in every field of every form, and nothing in it is obeyed.

The forms are made here, not taken from cases/every-kind: each text of each is to hold the same bad words.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from needs import need_anki

from quizgen.items import (
    Bank,
    Choose,
    Citation,
    Collection,
    Entry,
    Enumerate,
    Fill,
    Form,
    Gap,
    Image,
    Item,
    Match,
    Name,
    Option,
    Order,
    Pair,
    Quantity,
    Reveal,
    Source,
    Spelling,
    Step,
    Text,
    Write,
    literal,
    plain,
    spans,
)
from quizgen.outputs import anki
from quizgen.outputs.anki.html import render
from quizgen.problems import Place
from quizgen.text.phrases import Phrases
from quizgen.text.typography import typeset_text

if TYPE_CHECKING:
    from cards import Sides
    from playwright.sync_api import Page
    from world import Learner

CASES = Path(__file__).resolve().parents[2] / "cases" / "anki"
SHORT = [*(CASES / "nasty.txt").read_text("utf-8").splitlines(), "line\nafter line\n\nand paragraph"]
LONG = ["long " * 1000 + "x" * 95_000]  # 100 kB


class Texts:
    """Texts that hold the nasty words, each known by a number; `seen` is what they read."""

    def __init__(self, nasty: str) -> None:
        self.nasty = nasty
        self.seen: dict[str, str] = {}

    def words(self, name: str) -> str:
        return f"{name} {self.nasty} {name}"

    def __call__(self, name: str) -> Name:
        text = Name(self.words(name))
        self.seen[name] = reads(text)
        return text


def reads(text: Text) -> str:
    """What a card holds before MathJax looks at it: the text as it reads, but formulas in TeX between their marks."""
    if any(span.maths for span in spans(text, "en")):
        return html.unescape(re.sub("<[^>]*>", "", render(text, "en")))
    return plain(text, "en")


def forms(text: Texts) -> dict[str, Form]:
    def spelling(name: str) -> Spelling:
        text(name)
        text.seen[name] = reads(literal(Name(text.words(name))))
        text.seen[f"also-{name}"] = typeset_text(text.words(f"also-{name}"), "en")
        return Spelling(Name(text.words(name)), {"en": (text.words(f"also-{name}"),)})

    return {
        "choose": Choose((Option(text("right"), True), Option(text("wrong"), False, text("because")))),
        "write": Write(spelling("answer")),
        "quantity": Write(Quantity(Decimal(7), unit=text("unit"))),
        "enumerate": Enumerate((Entry(spelling("one")), Entry(spelling("two"))), 2),
        "order": Order((Step(text("a"), text("note")), Step(text("b")), Step(text("c"))), text("first"), text("last")),
        "match": Match((Pair(text("l1"), text("r1")), Pair(text("l2"), text("r2"))), (text("extra"),)),
        "fill": Fill(
            {
                "en": (
                    text.words("before"),
                    Gap(1, text.words("gap"), (text.words("variant"),), hint=text.words("told")),
                    text.words("after"),
                    Gap(2, "plain"),
                )
            }
        ),
        "reveal": Reveal(text("backside")),
    }


def collection(folder: Path, nasties: list[str]) -> tuple[Collection, dict[str, Texts]]:
    picture = folder / "p.svg"
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')
    items, texts = [], {}
    for number, nasty in enumerate(nasties):
        for name in forms(Texts(nasty)):
            text = Texts(nasty)
            form = forms(text)[name]
            text.seen = {key: seen for key, seen in text.seen.items() if f"{key} " in repr(form)}
            id_ = f"nasty/{name}-{number}"
            texts[id_] = text
            source = Source(f"s{number}", text("source"), url='https://example.org/?a="b"&c=<d>')
            items.append(
                Item(
                    id=id_,
                    bank="bank",
                    kind=name,
                    languages=("en",),
                    form=form,
                    prompt=text("prompt"),
                    context=text("context"),
                    explanation=text("explanation"),
                    hint=text("hint"),
                    citations=(Citation(source, (1,)),),
                    tags=("a tag", "b::c"),
                    image=Image({"en": picture}, Name(text.words("alt")), text("credit")),
                )
            )
    title = Name(SHORT[0] + " a::b")
    return Collection("nasty", title, ("en",), (Bank("bank", Name('t "::" {{x}} <b>'), tuple(items)),)), texts


@pytest.fixture(scope="module", params=[SHORT, pytest.param(LONG, marks=pytest.mark.slow)], ids=["short", "long"])
def world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Learner, dict[str, Texts]]]:
    """A learner who has imported all of it, and the texts of each question."""
    need_anki()
    from world import Learner

    folder = tmp_path_factory.mktemp("nasty")
    made, texts = collection(folder, request.param)
    plan = anki.build(made, "en", list(made.items()), previous=None, stamp=1_700_000_000, say=Phrases("en"))
    assert isinstance(plan, anki.Plan), plan
    anki.write(plan.package, folder / "nasty.apkg")
    learner = Learner(folder / "ann")
    assert learner.imports(folder / "nasty.apkg") == {"new": len(texts)}
    yield learner, texts
    learner.anki.close()


def rendered(learner: Learner) -> Iterator[tuple[str, int, Sides]]:
    from cards import sides

    for note in learner.notes():
        (id_,) = (value for value in note.fields if re.fullmatch(r"nasty/\w+-\d+", value))
        for card in note.cards():
            yield id_, card.ord, sides(learner.anki, card)


def test_the_backend_finds_nothing_to_obey(world: tuple[Learner, dict[str, Texts]]) -> None:
    learner, texts = world
    assert learner.anki.card_count() == len(texts) // 8 * 10  # eight questions a text; lists and gaps have two cards
    assert learner.anki.get_empty_cards().notes == []
    media = learner.anki.media.check()
    assert (list(media.unused), list(media.missing)) == ([], [])
    assert len(learner.decks()) == 2
    for card in map(learner.anki.get_card, learner.anki.find_cards("")):
        assert card.question_av_tags() + card.answer_av_tags() == []
        both = card.question() + card.answer()
        assert "class=latex" not in both
        assert 'class="latex' not in both


_SEEN = """() => {
  const texts = [];  // outside <code>, which MathJax passes over
  const walker = document.createTreeWalker(document.querySelector(".qz"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode())
    if (!["SCRIPT", "CODE"].includes(walker.currentNode.parentNode.tagName)) texts.push(walker.currentNode.data);
  return {
    text: document.querySelector(".qz").textContent,
    nodes: texts,
    alts: [...document.querySelectorAll(".qz img")].map(img => img.alt),
    wide: document.documentElement.scrollWidth,
    elements: [...new Set([...document.querySelectorAll(".qz *")].map(element => element.tagName))],
    handlers: [...document.querySelectorAll(".qz *")].filter(
      element => [...element.attributes].some(it => it.name.startsWith("on") && element.id !== "typeans")).length,
    links: [...document.querySelectorAll(".qz a")].map(link => link.protocol),
  };
}"""
_ELEMENTS = {"P", "H1", "FIGURE", "IMG", "FIGCAPTION", "DIV", "OL", "UL", "LI", "SPAN", "BUTTON", "DETAILS", "SUMMARY"}
_ELEMENTS |= {"BR", "A", "EM", "STRONG", "CODE", "HR", "LABEL", "CENTER", "INPUT", "SCRIPT"}


@pytest.mark.slow
def test_chromium_shows_it_as_written(world: tuple[Learner, dict[str, Texts]], page: Page) -> None:
    from cards import Reviewer

    learner, texts = world
    shown = [(id_, ordinal, card, side) for id_, ordinal, card in rendered(learner) for side in ("front", "back")]
    faults: list[str] = []
    page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
    reviewer = Reviewer(page, "swap")
    for start in range(0, len(shown), 50):
        batch = shown[start : start + 50]
        pages = [(card.front if side == "front" else card.back, card.css) for _, _, card, side in batch]
        for (id_, ordinal, _, side), found in zip(batch, reviewer.show_all(pages, _SEEN), strict=True):
            faults += _faults(texts[id_], id_, ordinal, side, found)
    assert faults + reviewer.errors == []


def _faults(told: Texts, id_: str, ordinal: int, side: str, found: dict[str, Any]) -> Iterator[str]:
    text = _flat(found["text"])
    for expected in _expected(told, id_, ordinal, side):
        if _flat(expected) not in text:
            yield f"{id_}, {side}: {expected[:80]!r} is not in {text[:500]!r}"
    if [_flat(alt) for alt in found["alts"]] != [_flat(plain(Name(told.words("alt")), "en"))]:
        yield f"{id_}, {side}: pictures {found['alts']}"
    for node in found["nodes"]:
        if re.search(r"\\[(\[]", node) and not re.search(r"\\[(\[]|\$", told.nasty):  # a formula, then
            yield f"{id_}, {side}: MathJax would read {node!r}"
    if unknown := set(found["elements"]) - _ELEMENTS:
        yield f"{id_}, {side}: elements {unknown}"
    if found["handlers"]:
        yield f"{id_}, {side}: a handler"
    if unsafe := set(found["links"]) - {"https:", "http:"}:
        yield f"{id_}, {side}: links to {unsafe}"
    if found["wide"] > 400:
        yield f"{id_}, {side}: {found['wide']} px wide"


def _flat(text: str) -> str:
    """Without what line breaks change; composed, as Anki stores it."""
    return unicodedata.normalize("NFC", "".join(text.split()))


def _expected(told: Texts, id_: str, ordinal: int, side: str) -> Iterator[str]:
    """What a side must read."""
    form = id_.partition("/")[2].partition("-")[0]
    front = {
        "choose": ["right", "wrong"],
        "quantity": ["unit"],
        "enumerate": ["two", "also-two"] if ordinal == 0 else ["one", "also-one"],
        "order": ["a", "b", "c", "first", "last"],
        "match": ["l1", "l2", "r1", "r2", "extra"],
    }
    back = {
        "choose": ["right", "wrong", "because"],
        "write": ["answer", "also-answer"],
        "quantity": ["unit"],
        "enumerate": ["one", "two", "also-one", "also-two"],
        "order": ["a", "b", "c", "first", "last", "note"],
        "match": ["l1", "l2", "r1", "r2"],
        "reveal": ["backside"],
    }
    names = ["hint", *front.get(form, [])] if side == "front" else ["explanation", "source", *back.get(form, [])]
    yield from (told.seen[name] for name in ["prompt", "context", "credit", *names])
    if form == "fill":
        whole = reads(Name(f"{told.words('before')}\ue0ff{told.words('after')}\ue0fe"))
        yield from re.split("[\ue0fe\ue0ff]", whole)[:2]
        if ordinal == 0:
            words = Name(told.words("told" if side == "front" else "gap"))
            yield reads(words if side == "front" else literal(words))
        if side == "back" or ordinal:
            yield typeset_text(told.words("variant"), "en")


@pytest.mark.parametrize(
    ("prompt", "form"),
    [(Name("```\n```"), Reveal(Name("x"))), (None, Fill({"en": ("",)}))],
    ids=["prompt", "passage"],
)
def test_a_front_on_which_nothing_can_be_seen_is_a_problem(prompt: Name | None, form: Form) -> None:
    item = Item("c/q", "b", "card", ("en",), form, prompt=prompt, where=Place("b.yaml", ()))
    made = Collection("c", Name("C"), ("en",), (Bank("b", Name("B"), (item,), path="b.yaml"),))
    found = anki.build(made, "en", [item], previous=None, stamp=1, say=Phrases("en"))
    assert isinstance(found, tuple)
    assert [(problem.code.id, problem.place.file, problem.values["id"]) for problem in found] == [
        ("Q901", "b.yaml", "q")
    ]


@pytest.mark.parametrize(("number", "codes"), [(499, []), (500, ["Q902"])])
def test_a_gap_number_that_anki_passes_over(number: int, codes: list[str]) -> None:
    item = Item("c/q", "b", "cloze", ("en",), Fill({"en": ("x ", Gap(number, "y"))}))
    made = Collection("c", Name("C"), ("en",), (Bank("b", Name("B"), (item,)),))
    found = anki.build(made, "en", [item], previous=None, stamp=1, say=Phrases("en"))
    assert [problem.code.id for problem in found] == codes if isinstance(found, tuple) else codes == []
