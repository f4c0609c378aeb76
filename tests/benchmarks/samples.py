"""A large bank for the benchmarks: bilingual, of all kinds, the same every time.

Its questions are templates, not those of cases/every-kind: 10,000 copies of a few would flatter every cache.
"""

from __future__ import annotations

import random

HEAD = """\
format: 1
id: sample
title: {fr: "Banc d'essai", en: Sample}
languages: [fr, en]
sources:
  atlas: {label: {fr: un atlas, en: an atlas}}
questions:
"""

COMMON = """\
  - id: {id}
    kind: {kind}
    prompt:
      fr: "Question {n} : {fr} ?"
      en: "Question {n}: {en}?"
    explanation:
      fr: "Parce que {fr}, comme le dit *l'atlas*."
      en: "Because {en}, as *the atlas* says."
    hint: {{fr: "{fr}", en: "{en}"}}
    source: {{article: atlas, paragraph: {paragraph}, evidence: [{word}]}}
    tags: [geography]
"""

KINDS = {
    "choice": "    answer: {{fr: {w0}, en: {w1}}}\n    distractors:\n"
    "      - {{fr: {w2}, en: {w3}}}\n      - {{fr: {w4}, en: {w5}}}\n"
    "      - {{text: {{fr: {w6}, en: {w7}}}, because: {{fr: {w8}, en: {w9}}}}}\n",
    "true-false": "    answer: true\n",
    "text": "    answer: {{fr: {w0}, en: {w1}}}\n    accept: [{w2}]\n",
    "number": "    answer: {n}.5\n    tolerance: 0.5\n    unit: km\n",
    "date": "    answer: 2022-06-{day}\n",
    "list": "    answers:\n      - {{id: a, answer: {{fr: {w0}, en: {w1}}}}}\n      - {w2}\n      - {w3}\n",
    "order": "    items:\n      - {{fr: {w0}, en: {w1}}}\n      - {{fr: {w2}, en: {w3}}}\n"
    "      - {{text: {w4}, note: {w5}}}\n",
    "match": "    pairs:\n      - {{left: {w0}, right: {w1}}}\n      - {{left: {w2}, right: {w3}}}\n"
    "      - {{left: {w4}, right: {w5}}}\n    extra: [{w6}]\n",
    "cloze": '    text:\n      fr: "Le {{{{{{{{c1::{w0}}}}}}}}} et le {{{{{{{{c2::{w1}|{w2}}}}}}}}}."\n'
    '      en: "The {{{{{{{{c1::{w3}}}}}}}}} and the {{{{{{{{c2::{w4}|{w5}}}}}}}}}."\n',
    "card": "    answer: {{fr: {w0}, en: {w1}}}\n",
}

LETTERS = "abcdefghilmnoprstuvz"


def bank(questions: int) -> str:
    """A lone bank of so many questions, of each kind in turn: 10,000 just fit into the largest file that is read."""
    random_ = random.Random(1)
    words = ["".join(random_.choices(LETTERS, k=random_.randint(4, 11))) for _ in range(5000)]
    parts = [HEAD]
    kinds = list(KINDS)
    for n in range(questions):
        kind = kinds[n % len(kinds)]
        picked = random_.sample(words, 10)
        fills = {f"w{i}": word for i, word in enumerate(picked)}
        fr, en = " ".join(random_.choices(words, k=11)), " ".join(random_.choices(words, k=11))
        parts.append(COMMON.format(id=f"q{n}", kind=kind, n=n, fr=fr, en=en, paragraph=1 + n % 9, word=picked[0]))
        body = KINDS[kind].replace("{{{{{{{{", "{{{{").replace("}}}}}}}}}", "}}}}}")
        parts.append(body.format(n=n, day=f"{1 + n % 28:02}", **fills))
    return "".join(parts)
