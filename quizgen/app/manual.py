"""The page on the format of banks, which comes along with the program."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from quizgen.app.caller import Caller
from quizgen.app.exits import Exit
from quizgen.text.cells import WIDEST


def format_page(language: str) -> str:
    """The page as it is written, in Markdown; in English where there is none in the language."""
    package = Path(__file__).parents[1]
    inside = package / "docs"
    folder = inside if inside.is_dir() else package.parent / "docs"  # as in a checkout
    own = folder / f"format.{language}.md"
    return (own if own.is_file() else folder / "format.md").read_text("utf-8")


def show_format(caller: Caller) -> int:
    """Show the page, laid out and screen by screen, on a terminal; elsewhere print it as it is written."""
    page = format_page(caller.say.language)
    caller.read_out(_laid_out(page, caller) if sys.stdout.isatty() else page)
    return Exit.FINE


def _laid_out(page: str, caller: Caller) -> str:
    from rich.console import Console
    from rich.markdown import Markdown

    text, color = io.StringIO(), caller.color(sys.stdout)
    console = Console(
        file=text, width=min(caller.columns(), WIDEST), force_terminal=color, no_color=not color, legacy_windows=False
    )
    console.print(Markdown(page, code_theme="ansi_light", hyperlinks=False))
    return text.getvalue()
