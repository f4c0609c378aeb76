"""The kinds of question: what an author may write, and the form it lowers to. One file and one line each."""

from __future__ import annotations

from quizgen.kinds.card import CardQuestion
from quizgen.kinds.choice import ChoiceQuestion
from quizgen.kinds.cloze import ClozeQuestion
from quizgen.kinds.date import DateQuestion
from quizgen.kinds.list import ListQuestion
from quizgen.kinds.match import MatchQuestion
from quizgen.kinds.number import NumberQuestion
from quizgen.kinds.order import OrderQuestion
from quizgen.kinds.pair import PairQuestion
from quizgen.kinds.question import Question
from quizgen.kinds.text import TextQuestion
from quizgen.kinds.true_false import TrueFalseQuestion

__all__ = ["KINDS", "Question"]

KINDS: dict[str, type[Question]] = {
    "choice": ChoiceQuestion,
    "true-false": TrueFalseQuestion,
    "text": TextQuestion,
    "number": NumberQuestion,
    "date": DateQuestion,
    "list": ListQuestion,
    "order": OrderQuestion,
    "match": MatchQuestion,
    "cloze": ClozeQuestion,
    "card": CardQuestion,
    "pair": PairQuestion,
}
