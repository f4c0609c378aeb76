"""Which language the reader wants: `--lang`, else QUIZGEN_LANG, else the system's locale."""

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


def preferred(environ: Mapping[str, str]) -> tuple[str, ...]:
    """What the environment prefers, QUIZGEN_LANG before the locale; the C and POSIX locales prefer nothing."""
    found = [tag(environ["QUIZGEN_LANG"])] if environ.get("QUIZGEN_LANG") else []
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "C")
    if tag(locale) not in ("C", "POSIX"):
        found.append(tag(locale))
    return tuple(found)


def tag(locale: str) -> str:
    """`fr_CA.UTF-8@euro` → `fr_CA`; `fr-CA` → `fr_CA`; of several, the first: `fr,en` → `fr`."""
    return locale.partition(",")[0].partition(".")[0].partition("@")[0].replace("-", "_")
