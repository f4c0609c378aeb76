"""Cards as a learner meets them: in both of Anki's page models, by thumb, by keyboard, by ear, without script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from needs import need_anki

if TYPE_CHECKING:
    from cards import Model, Reviewer, Sides
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow  # all in Chromium

QUESTIONS = (
    *("capital", "islands", "flat", "alliance", "neighbour", "regions"),
    *("wall", "benelux", "rivers", "capitals", "seine", "treaty"),
)


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sides]:
    """The cards of the collection `world` in French, by question."""
    need_anki()
    from cards import sides
    from world import Author, Learner

    folder = tmp_path_factory.mktemp("deck")
    learner = Learner(folder / "ann")
    learner.imports(Author(folder / "author").release("fr", at=1_700_000_000))
    typed = {"alliance": "ONU", "regions": "7"}
    found = {
        question: sides(learner.anki, learner.note(question).cards()[0], typed.get(question, ""))
        for question in QUESTIONS
    }
    learner.anki.close()
    return found


@pytest.fixture(params=["swap", "load"])
def model(request: pytest.FixtureRequest) -> Model:
    return request.param


@pytest.fixture
def reviewer(page: Page, model: Model) -> Iterator[Reviewer]:
    """Fails a test in which a script failed."""
    from cards import Reviewer

    found = Reviewer(page, model)
    yield found
    assert found.errors == []


def texts(page: Page, selector: str) -> list[str]:
    return page.locator(selector).all_inner_texts()


_PICK = """place => {
  const buttons = [...document.querySelectorAll(".qz-button")];
  buttons[place].click();
  return buttons.map(button => button.textContent);
}"""
_TOLD = """() => ({
  order: [...document.querySelectorAll("li .qz-text")].map(text => text.textContent),
  picked: [...document.querySelectorAll("li.qz-mine .qz-text")].map(text => text.textContent),
  verdict: document.querySelector(".qz-verdict:not([hidden])").textContent[0],
})"""


def test_a_choice_keeps_its_order_and_pick_every_time(deck: dict[str, Sides], reviewer: Reviewer, page: Page) -> None:
    runs, kept, orders = 200, 0, set()
    for run in range(runs):
        reviewer.show(deck["capital"], "front")
        order = page.evaluate(_PICK, run % 4)
        reviewer.show(deck["capital"], "back")
        pick = order[run % 4]
        told = {"order": order, "picked": [pick], "verdict": "✓" if pick == "Tokyo" else "✗"}
        kept += page.evaluate(_TOLD) == told
        orders.add(tuple(order))
    assert kept == runs
    assert len(orders) > 2


def test_every_position_of_the_right_option_is_about_equally_likely(deck: dict[str, Sides], page: Page) -> None:
    from cards import Reviewer

    rounds, look = 600, "() => [...document.querySelectorAll('li')].findIndex(li => 'ok' in li.dataset)"
    side = deck["capital"].front, deck["capital"].css
    reviewer = Reviewer(page, "swap")
    found = Counter(place for _ in range(rounds // 100) for place in reviewer.show_all([side] * 100, look))
    # Chi-squared with 3 degrees of freedom passes 30 once in a million times.
    assert sum((found[place] - rounds / 4) ** 2 / (rounds / 4) for place in range(4)) < 30


def test_an_option_that_stays_last_is_always_last(deck: dict[str, Sides], page: Page, model: Model) -> None:
    from cards import Reviewer

    head, last, tail = deck["capital"].front.rpartition("<li>")
    assert last
    card = replace(deck["capital"], front=f"{head}<li data-last>{tail}")
    reviewer, orders = Reviewer(page, model), set()
    for _ in range(40):
        reviewer.show(card, "front")
        orders.add(tuple(texts(page, ".qz-button")))
    assert len({order[-1] for order in orders}) == 1
    assert len({order[0] for order in orders}) == 3


def test_several_right_options(deck: dict[str, Sides], reviewer: Reviewer, page: Page) -> None:
    for picks, verdict in ((["Honshu", "Kyushu"], "✓"), (["Honshu", "Luzon"], "✗"), (["Honshu"], "✗")):
        reviewer.show(deck["islands"], "front")
        assert page.get_by_role("checkbox").count() == 4
        for name in (*picks, "Java", "Java"):  # picked, then taken back
            page.get_by_role("checkbox", name=name).click()
        reviewer.show(deck["islands"], "back")
        assert sorted(texts(page, ".qz-mine .qz-text")) == sorted(picks)
        assert page.locator(".qz-verdict").inner_text().startswith(verdict)
        whys = texts(page, ".qz-because")
        assert whys == (["Elle est aux Philippines."] if "Luzon" in picks else [])


def test_true_and_false_stay_in_their_order(deck: dict[str, Sides], reviewer: Reviewer, page: Page) -> None:
    orders = set()
    for _ in range(8):
        reviewer.show(deck["flat"], "front")
        orders.add(tuple(texts(page, ".qz-button")))
    assert len(orders) == 1


def test_nothing_picked_says_nothing(deck: dict[str, Sides], reviewer: Reviewer, page: Page) -> None:
    for question in ("capital", "rivers", "capitals"):
        reviewer.show(deck[question], "front")
        reviewer.show(deck[question], "back")
        assert page.locator(".qz-verdict").is_hidden()


def test_the_back_alone_is_whole(deck: dict[str, Sides], page: Page, model: Model) -> None:
    """As in Anki's browser, which may show a back before any front."""
    from cards import Reviewer

    reviewer = Reviewer(page, model)
    for question in QUESTIONS:
        reviewer.show(deck[question], "back")
        assert page.locator("main.qz").inner_text()
    assert reviewer.errors == []


def test_ordering_by_tapping(deck: dict[str, Sides], reviewer: Reviewer, page: Page) -> None:
    reviewer.show(deck["rivers"], "front")
    for name in ("Seine", "Rhin", "Rhin", "Loire", "Danube", "Danube", "Rhin", "Danube"):
        page.get_by_role("button", name=name).click()
    assert sorted(texts(page, ".qz-badge")) == ["1", "2", "3", "4"]
    reviewer.show(deck["rivers"], "back")
    assert page.locator(".qz-verdict").inner_text().startswith("✓")
    assert texts(page, ".qz-good .qz-text") == ["Seine", "Loire", "Rhin", "Danube"]
    assert texts(page, ".qz-told") == ["1 006 km".replace(" 006", "\u202f006")]


def test_ordering_wrongly(deck: dict[str, Sides], reviewer: Reviewer, page: Page) -> None:
    reviewer.show(deck["rivers"], "front")
    for name in ("Seine", "Rhin", "Loire", "Danube"):
        page.get_by_role("button", name=name).click()
    reviewer.show(deck["rivers"], "back")
    assert page.locator(".qz-verdict").inner_text().startswith("✗")
    assert texts(page, ".qz-bad .qz-text") == ["Loire", "Rhin"]


def test_matching_by_tapping(deck: dict[str, Sides], reviewer: Reviewer, page: Page) -> None:
    reviewer.show(deck["capitals"], "front")
    for name in ("Paris", "Oslo", "Dublin"):
        page.locator(".qz-targets .qz-button", has_text=name).click()
    page.locator(".qz-lefts .qz-button", has_text="Pologne").click()
    page.locator(".qz-targets .qz-button", has_text="Varsovie").click()
    reviewer.show(deck["capitals"], "back")
    assert page.locator(".qz-verdict").inner_text().startswith("✓")


def test_matching_wrongly(deck: dict[str, Sides], reviewer: Reviewer, page: Page) -> None:
    reviewer.show(deck["capitals"], "front")
    for name in ("Paris", "Dublin", "Dublin"):
        page.locator(".qz-targets .qz-button", has_text=name).click()
    reviewer.show(deck["capitals"], "back")
    assert texts(page, ".qz-bad .qz-left") == ["Pologne"]
    assert texts(page, ".qz-note")[0].endswith("Dublin")


@pytest.mark.parametrize("question", ["capital", "islands", "rivers", "capitals"])
def test_by_keyboard(deck: dict[str, Sides], reviewer: Reviewer, page: Page, question: str) -> None:
    reviewer.show(deck[question], "front")
    page.keyboard.press("Tab")
    first = page.evaluate("() => document.activeElement.className")
    assert "qz-button" in first
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    on = ".qz-button:focus:is([aria-checked=true], [aria-pressed=true])"
    if question == "capitals":  # the lines only say which is meant; what they are given comes after them
        page.locator(".qz-targets .qz-button").first.focus()
    page.keyboard.press("ArrowRight")
    if question != "capitals":
        assert page.locator(on).count() == 1
        page.keyboard.press("ArrowLeft")
        assert page.locator(on).count() == 0
        page.keyboard.press("Space")
        assert page.locator(on).count() == 1
    else:
        assert page.locator(".qz-slot:not(.qz-empty)").count() == 1


def test_variants_are_told_beside_what_was_typed(deck: dict[str, Sides], reviewer: Reviewer, page: Page) -> None:
    reviewer.show(deck["alliance"], "back")
    assert page.locator(".qz-answer").inner_text() == "Organisation des Nations unies"
    assert "ONU" in page.locator(".qz-also").inner_text()
    assert page.locator("#typeans .typeBad").count() > 0


def test_a_list_tells_variants_of_what_was_asked_alone(deck: dict[str, Sides], reviewer: Reviewer, page: Page) -> None:
    reviewer.show(deck["benelux"], "front")
    assert "Belgique" not in page.locator(".qz").inner_text()
    assert "Pays-Bas" in page.locator(".qz").inner_text()
    reviewer.show(deck["benelux"], "back")
    assert page.locator(".cloze").inner_text().startswith("Belgique")
    assert page.locator(".cloze-inactive .qz-variants:visible").count() == 0


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
def test_axe_finds_nothing(deck: dict[str, Sides], page: Page, night: bool) -> None:
    from axe_playwright_python.base import AXE_FILE_PATH
    from cards import Reviewer

    reviewer = Reviewer(page, "swap", night=night)
    reviewer.show(deck["capital"], "front")
    page.evaluate(Path(AXE_FILE_PATH).read_text("utf-8"))
    faults = []
    for question in QUESTIONS:
        for side in ("front", "back"):
            reviewer.show(deck[question], "front" if side == "front" else "back")
            page.evaluate(
                "() => { for (const it of document.querySelectorAll('.qz-button:last-of-type, summary')) it.click() }"
            )
            found = page.evaluate("() => axe.run({ resultTypes: ['violations'] })")["violations"]
            faults += [(question, side, each["id"], [node["html"][:90] for node in each["nodes"]]) for each in found]
    assert faults == []
    assert reviewer.errors == []


@pytest.mark.parametrize("width", [320, 360, 1200])
def test_nothing_is_too_wide(deck: dict[str, Sides], page: Page, width: int) -> None:
    from cards import Reviewer

    page.set_viewport_size({"width": width, "height": 800})
    reviewer = Reviewer(page, "swap")
    pages = [(html, card.css) for card in deck.values() for html in (card.front, card.back)]
    measure = "() => ({ page: document.documentElement.scrollWidth, card: document.querySelector('.qz').offsetWidth })"
    for found in reviewer.show_all(pages, measure):
        assert found["page"] <= width
        assert found["card"] <= 700  # lines that can be read


def test_what_can_be_tapped_is_tall_enough_for_a_thumb(deck: dict[str, Sides], page: Page) -> None:
    from cards import Reviewer

    reviewer = Reviewer(page, "swap")
    for question in ("capital", "islands", "flat", "rivers", "capitals"):
        reviewer.show(deck[question], "front")
        heights = [box["height"] for each in page.locator(".qz-button").all() if (box := each.bounding_box())]
        assert min(heights) >= 44, question
        tappable = page.locator(".qz :is(button, summary):not(.tappable)")
        assert tappable.count() == 0, question  # AnkiDroid would turn the card over


def test_without_script_everything_still_reads(deck: dict[str, Sides], browser: Browser) -> None:
    from cards import Reviewer

    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        reviewer = Reviewer(page, "load")
        expected = {
            "capital": (("Tokyo", "Osaka", "Kyoto", "Nagoya"), ("Tokyo", "Depuis 1868.", "un atlas, §\u00a01, 3")),
            "islands": (("Honshu", "Luzon"), ("Honshu", "Kyushu", "Elle est aux Philippines.")),
            "rivers": (("Seine", "Loire", "Rhin", "Danube"), ("Seine", "Loire", "Rhin", "Danube")),
            "capitals": (("France", "Pologne", "Paris", "Oslo"), ("Pologne", "Varsovie")),
        }
        for question, (front, back) in expected.items():
            for side, words in (("front", front), ("back", back)):
                reviewer.show(deck[question], "front" if side == "front" else "back")
                text = page.locator(".qz").inner_text()
                assert [word for word in words if word not in text] == [], (question, side)
        reviewer.show(deck["rivers"], "front")
        assert page.locator("li").all_inner_texts() != ["Seine", "Loire", "Rhin", "Danube"]
        reviewer.show(deck["capital"], "back")
        mark = page.locator("li[data-ok]").evaluate("item => getComputedStyle(item, '::before').content")
        assert "✓" in mark  # by more than colour


def test_language_and_direction(deck: dict[str, Sides], reviewer: Reviewer, page: Page) -> None:
    reviewer.show(deck["capital"], "front")
    main = page.locator("main.qz")
    assert (main.get_attribute("lang"), main.get_attribute("dir")) == ("fr", "ltr")


def test_pictures_are_described(deck: dict[str, Sides], reviewer: Reviewer, page: Page) -> None:
    reviewer.show(deck["neighbour"], "front")
    assert page.get_by_role("img", name="Une carte").count() == 1
