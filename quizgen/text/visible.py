"""Text from outside made safe to show: what would steer a terminal, or turn text around, is spelled out."""

from __future__ import annotations

import re

# C0 and C1 controls, delete, bidirectional marks, overrides and isolates, line separators, lone surrogates, the byte
# order mark, tag characters.
# A pattern, not a compiled one: help needs none of it, and must come at once.
_UNSAFE = "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"


def visible(text: str, keep: str = "") -> str:
    r"""The text with control characters and direction overrides as `\n`, `\x1b`, `\u202e`; `keep` stay as they are."""
    return re.sub(_UNSAFE, lambda found: found[0] if found[0] in keep else escape(found[0]), text)


def escape(character: str) -> str:
    r"""One character as `\n`, `\x1b` or `\u202e`."""
    return character.encode("ascii", "backslashreplace").decode() if ord(character) > 0x7F else repr(character)[1:-1]
