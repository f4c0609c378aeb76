"""What teachers would else add in a word processor: the head, marks, answer space, and a key that says how to mark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from layout import MM, Line, pages
from printing import CASES, export, pieces, plain_text, printed, text_of

TOKENS = CASES / "tokens.yaml"
HEAD = "format: 1\nid: room\ntitle: Room\nlanguages: [en]\n"


def sheet(tmp_path: Path, questions: str, *arguments: object, head: str = HEAD) -> Path:
    bank = tmp_path / "room.yaml"
    bank.write_text(f"{head}questions:\n{questions}", "utf-8")
    return printed(tmp_path / "x.pdf", bank, *arguments)


def ruled(pdf: Path) -> list[Line]:
    """The lines to write on of all pages: long, below the head."""
    found = []
    for page in pages(pdf):
        top = 40 * MM if page.number == 1 else 20 * MM
        long = [line for line in page.lines if line.level and line.right - line.left > 100 * MM]
        found += [line for line in long if top < line.top < page.height - 26 * MM]
    return found


# ---------------------------------------------------------------------------------------------------------------
# The head


def test_the_head_says_whose_test_it_is_and_what_it_asks_for(tmp_path: Path) -> None:
    arguments = ("--school", "Collège Moulin", "--teacher", "Mme Roy", "--duration", "1h30", "--calculator", "no")
    more = ("--coefficient", "2", "--instructions", "Écrivez lisiblement.", "--lang", "fr")
    layer = plain_text(printed(tmp_path / "x.pdf", TOKENS, *arguments, *more, "--key", "end"))
    for words in (
        "Collège Moulin", "Mme\u00a0Roy", "Durée\u00a0: 1 h 30", "Calculatrice interdite", "Coefficient\u00a0: 2",
        "Consignes", "Écrivez lisiblement.",
    ):  # fmt: skip
        assert words in layer


@pytest.mark.parametrize(
    ("written", "told"), [("55", "55 min"), ("1h", "1 h"), ("1:05", "1 h 05 min"), ("90min", "1 h 30 min")]
)
def test_a_duration_is_read_as_people_write_it(written: str, told: str, tmp_path: Path) -> None:
    pdf = printed(tmp_path / "x.pdf", TOKENS, "--lang", "en", "--key", "none", "--duration", written)
    assert f"Duration: {told}\n" in plain_text(pdf)


@pytest.mark.parametrize("written", ["0", "-5", "1h75x", "two hours", "99h"])
def test_what_is_no_duration_is_refused(written: str, tmp_path: Path) -> None:
    run = export(TOKENS, "-o", tmp_path / "x.pdf", "--duration", written)
    assert (run.code, "1h30" in run.err) == (2, True)


def test_a_collection_says_once_who_prints_its_sheets(tmp_path: Path) -> None:
    head = f"{HEAD}school: Hill School\nteacher: Ms Reed\n"
    question = "  - {id: a, kind: text, prompt: Who?, answer: me}\n"
    layer = plain_text(sheet(tmp_path, question, "--key", "none", head=head))
    assert "Hill School" in layer
    assert "Ms Reed" in layer
    assert "Ms Stone" in plain_text(sheet(tmp_path, question, "--key", "none", "--teacher", "Ms Stone", head=head))


def test_each_further_page_has_a_place_for_the_name(tmp_path: Path) -> None:
    pdf = printed(tmp_path / "x.pdf", TOKENS, "--lang", "en", "--key", "end", "--preset", "large")
    texts = text_of(pdf).split("\f")[:-1]
    key = next(number for number, text in enumerate(texts) if "For marking" in text)
    assert key > 2
    assert all("Surname" in text and "First name" in text for text in texts[:key] if text.strip())
    assert not any("Surname" in text for text in texts[key:])


# ---------------------------------------------------------------------------------------------------------------
# Answer space and pictures


def test_a_question_has_the_lines_it_asks_for(tmp_path: Path) -> None:
    card = "  - {id: a, kind: card, prompt: Why?, answer: because it is so, lines: 12}\n"
    assert len(ruled(sheet(tmp_path, card, "--key", "none"))) == 12
    assert len(ruled(sheet(tmp_path, card, "--key", "none", "--space", "compact"))) == 12, "what it says stays"
    forty = card.replace("12", "40")
    pdf = sheet(tmp_path, forty, "--key", "none")
    assert len(ruled(pdf)) == 40, "on two pages"


def test_there_is_less_or_more_to_write_on(tmp_path: Path) -> None:
    question = f"  - {{id: a, kind: card, prompt: Why?, answer: '{'so it is ' * 16}'}}\n"
    counts = [
        len(ruled(sheet(tmp_path, question, "--key", "none", *how)))
        for how in (("--space", "compact"), (), ("--space", "roomy"))
    ]
    assert counts == [3, 4, 7]


@pytest.mark.parametrize("paper", ["squares", "blank"])
def test_a_space_is_as_high_as_it_says(paper: str, tmp_path: Path) -> None:
    question = "  - {id: a, kind: number, prompt: How many?, answer: 12, unit: m, space: 6cm, paper: " + paper + "}\n"
    (page,) = pages(sheet(tmp_path, question, "--key", "none"))
    heights = {round((line.bottom - line.top) / MM) for line in page.lines if not line.level}
    assert 60 in heights or 59 in heights


def test_a_picture_takes_the_share_of_the_column_that_it_says(tmp_path: Path) -> None:
    (tmp_path / "wide.png").write_bytes((CASES / "layout" / "wide.png").read_bytes())
    widths = {}
    for share in ("half", "full"):
        question = (
            f"  - {{id: a, kind: text, prompt: Who?, answer: me, image: {{file: wide.png, alt: A., width: {share}}}}}\n"
        )
        (page,) = pages(sheet(tmp_path, question, "--key", "none"))
        ((widths[share], _),) = page.sizes
    column = (210 - 2 * 18) * MM - 2 * 10.5
    assert widths["half"] == pytest.approx(column / 2, abs=1)
    assert widths["full"] == pytest.approx(min(column, 900 * 72 / 150), abs=1)


# ---------------------------------------------------------------------------------------------------------------
# Marking


def test_the_key_says_once_how_to_mark_in_part(tmp_path: Path) -> None:
    layer = plain_text(printed(tmp_path / "x.pdf", TOKENS, "--lang", "en", "--variants", 2, "--key", "end"))
    assert layer.count("Marks in part") == 1
    for words in ("Several right answers", "Orders", "Pairs to match"):
        assert layer.count(words) == 1, words
    assert "Lists" not in layer, "there is none on this sheet"


def test_a_converted_total_comes_with_its_table(tmp_path: Path) -> None:
    layer = plain_text(printed(tmp_path / "x.pdf", TOKENS, "--lang", "en", "--out-of", 20, "--key", "end"))
    assert "12 → 19.2" in layer


def test_the_key_is_in_standard_size_and_explains_once(tmp_path: Path) -> None:
    question = (
        "  - {id: a, kind: text, prompt: Who?, answer: me, accept: [myself], explanation: Nobody else was there.}\n"
    )
    pdf = sheet(tmp_path, question, "--preset", "large", "--variants", 3)
    key = pdf.with_name("x-key.pdf")
    assert plain_text(key).count("Nobody else was there.") == 1
    assert plain_text(key).count("Also right: myself") == 3 + 1, "where each version is marked, and in the key"
    sizes = {round(piece.size, 1) for piece in pieces(key) if piece.text == "Who?"}
    assert sizes == {10.5}


def test_many_answers_say_on_each_page_whose_they_are(tmp_path: Path) -> None:
    questions = "".join(f"  - {{id: q{n}, kind: text, prompt: Who is {n}?, answer: answer {n}}}\n" for n in range(150))
    texts = text_of(sheet(tmp_path, questions, "--variants", 2, "--key", "end"), "-raw").split("\f")
    marking = [text for text in texts if "No. Answer" in text]
    assert len(marking) > 2
    assert all(re.search(r"Version [AB] 1-[AB]-", text) for text in marking)


# ---------------------------------------------------------------------------------------------------------------
# French


def test_a_hyphen_of_inversion_ends_no_line(tmp_path: Path) -> None:
    asked = " ".join(f"Pourquoi{'a' * n} l'accusait-il ? Combien y a-t-il ?" for n in range(14))
    questions = f'  - {{id: a, kind: text, prompt: "{asked}", answer: oui}}\n'
    pdf = sheet(tmp_path, questions, "--preset", "large", "--key", "none", head=HEAD.replace("[en]", "[fr]"))
    lines = text_of(pdf, "-layout").splitlines()
    assert not [line for line in lines if line.rstrip().endswith("-")]
    assert "a-t-il" in text_of(pdf), "and the text layer says what was written"
