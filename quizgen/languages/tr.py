"""Turkish: its two letters i, one with and one without a dot, in capitals too."""

from __future__ import annotations

from quizgen.languages import Language

LANGUAGE = Language(code="tr", small_letters=str.maketrans({"I": "ı", "İ": "i"}))
