"""Questions of every form, and a way to play them: imported by tests, run by the tests in a real terminal.

PYTHONPATH=tests python tests/play/play_sample.py [--lang fr] [--mode exam] [--plain] [--width 60] [--only choice,text]
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from dataclasses import replace

import sample

from quizgen import grading, play
from quizgen.items import Form, Item, Text
from quizgen.study.session import Settings, begin
from quizgen.text.phrases import Phrases

ITEMS = sample.items("rivers", "cities")
BANKS = {bank.id: replace(bank, items=()) for bank in sample.collection().banks}


def item(name: str, form: Form, prompt: Text, explanation: Text | None = None) -> Item:
    """A question of one's own beside them."""
    return Item(f"sample/{name}", "rivers", "any", ("fr", "en"), form, prompt, explanation=explanation)


def others(asked: Item, language: str) -> frozenset[str]:
    return grading.known_answers(list(ITEMS.values()), asked, language)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--lang", default="en")
    parser.add_argument("--mode", choices=("practice", "exam"), default="practice")
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--width", type=int)
    parser.add_argument("--only", default=",".join(ITEMS))
    parser.add_argument("--limit", type=float)
    options = parser.parse_args()
    settings = Settings(options.mode, options.lang, 1, options.limit)
    session = begin([ITEMS[name] for name in options.only.split(",")], settings)
    ended = play.run(
        session,
        say=Phrases(options.lang),
        banks=BANKS,
        others=others,
        plain=play.choose_plain(sys.stdin, sys.stdout, os.environ, options.plain),
        stdin=sys.stdin,
        stdout=sys.stdout,
        color=not os.environ.get("NO_COLOR"),
        width=options.width,
        clock=time.monotonic,
        open_file=lambda path: None,
    )
    sys.stdout.write(f"<{ended.how}>\n")


if __name__ == "__main__":
    main()
