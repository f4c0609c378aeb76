"""Which language the reader wants: `--lang`, else QUIZGEN_LANG, else the one chosen in the menu, else the system's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def asked(arguments: Sequence[str]) -> str | None:
    """The value of the last `--lang` among the arguments.

    Read before click reads them, so that even a mistake in them is told in the reader's language.
    """
    found: str | None = None
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and index + 1 < len(arguments):
            found = arguments[index + 1]
        elif argument.startswith("--lang="):
            found = argument.partition("=")[2]
    return found or None


def preferred(environ: Mapping[str, str], chosen: str | None) -> tuple[str, ...]:
    """What the reader prefers, best first: QUIZGEN_LANG, the language chosen in the menu, then the system's.

    As for every program that uses gettext, LANGUAGE lists several with colons between, before the locale's own; and
    the C and POSIX locales prefer nothing, whatever LANGUAGE says.
    """
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "C")
    system = [] if tag(locale) in ("C", "POSIX") else [*environ.get("LANGUAGE", "").split(":"), locale]
    found = [tag(environ.get("QUIZGEN_LANG", "")), chosen or "", *map(tag, system)]
    return tuple(dict.fromkeys(filter(None, found)))


def tag(locale: str) -> str:
    """`fr_CA.UTF-8@euro` → `fr_CA`; `fr-CA` → `fr_CA`; of several, the first: `fr,en` → `fr`."""
    return locale.partition(",")[0].partition(".")[0].partition("@")[0].replace("-", "_")
