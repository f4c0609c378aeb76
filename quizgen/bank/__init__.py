"""Reading banks: guarded YAML, finding files, lowering questions, checks across them."""

from quizgen.bank.find import Target
from quizgen.bank.kept import load_sound
from quizgen.bank.load import Loaded, load

__all__ = ["Loaded", "Target", "load", "load_sound"]
