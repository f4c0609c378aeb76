"""What is made of questions, besides playing them: one file or folder each, and one line in this table."""

from quizgen.text.phrases import N_

OUTPUTS = {
    "anki": N_("Make Anki decks that update without losing anything."),
    "handout": N_("Print worksheets, keys and cards for a class, as PDF."),
}
"""What `quizgen export` offers, by name, and what each makes."""
