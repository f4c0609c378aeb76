"""Reading banks: guarded YAML, finding files, lowering questions, checks across them."""

from quizgen.bank.find import Target
from quizgen.bank.load import UNREADABLE, Loaded, load

__all__ = ["UNREADABLE", "Loaded", "Target", "load"]
