"""Data for programs, on standard output; yet a terminal may be what reads it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

# What `visible` spells out, but for the newlines between the lines; lone halves of pairs are paths that aren't UTF-8.
_UNSAFE = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"


def for_programs(data: Mapping[str, object]) -> str:
    """JSON with letters as they are, but what would steer a terminal, or can't be printed, as its escape."""
    written = json.dumps(data, ensure_ascii=False, indent=2)
    return re.sub(_UNSAFE, lambda found: f"\\u{ord(found[0]):04x}", written)
