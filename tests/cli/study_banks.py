"""Banks to study, and what to type at the plain face."""

from __future__ import annotations

from pathlib import Path

import robot

from quizgen.bank import Target, load
from quizgen.items import Item

FORMS = """\
format: 1
id: forms
title: {fr: Les formes, en: The forms}
languages: [fr, en]
x-why: &why {fr: Voilà., en: That is why.}
questions:
  - {id: choice, kind: choice, prompt: {fr: Un ?, en: One?}, answer: a, distractors: [b, c, d, e], explanation: *why}
  - {id: several, kind: choice, prompt: {fr: Deux ?, en: Two?}, answers: [a, b], distractors: [c, d], explanation: *why}
  - {id: truth, kind: true-false, prompt: {fr: Trois., en: Three.}, answer: true, explanation: *why}
  - {id: text, kind: text, prompt: {fr: Quatre ?, en: Four?}, answer: quatre, explanation: *why}
  - {id: number, kind: number, prompt: {fr: Cinq ?, en: Five?}, answer: 5.5, explanation: *why}
  - {id: date, kind: date, prompt: {fr: Six ?, en: Six?}, answer: 2022-06, explanation: *why}
  - {id: list, kind: list, prompt: {fr: Sept ?, en: Seven?}, answers: [alpha, beta, gamma], explanation: *why}
  - {id: order, kind: order, prompt: {fr: Huit ?, en: Eight?}, items: [p, q, r, s, t], explanation: *why}
  - id: match
    kind: match
    prompt: {fr: Neuf ?, en: Nine?}
    pairs: [{left: k, right: u}, {left: l, right: v}, {left: m, right: w}, {left: n, right: x}]
    extra: [y]
    explanation: *why
  - id: cloze
    kind: cloze
    text: {fr: "Dix {{c1::dix}} {{c2::onze}}.", en: "Ten {{c1::ten}} {{c2::eleven}}."}
    explanation: *why
  - {id: card, kind: card, prompt: {fr: Onze ?, en: Eleven?}, answer: z, explanation: *why}
"""


def many(folder: Path, count: int = 30) -> Path:
    path = folder / "many.yaml"
    head = "format: 1\nid: many\ntitle: {fr: Beaucoup, en: Many}\nlanguages: [fr, en]\n"
    head += "x-why: &why {fr: x, en: x}\nquestions:\n"
    line = (
        "  - {{id: q{n}, kind: text, prompt: {{fr: Mot {n} ?, en: Word {n}?}}, answer: word{n}, explanation: *why}}\n"
    )
    path.write_text(head + "".join(line.format(n=n) for n in range(count)), "utf-8")
    return path


def items_of(bank: Path) -> list[Item]:
    return [item for collection in load([Target(bank)]).collections for item in collection.items()]


def question(out: str) -> str:
    """The last question asked: all from its heading on."""
    return out[max(out.rfind("\nQuestion "), 0) :].strip()


def typed(item: Item, seed: int, language: str) -> list[str]:
    """The right answer's lines, and the Enter that goes on."""
    return [*robot.line(item, robot.right(item.form, language), seed), ""]
