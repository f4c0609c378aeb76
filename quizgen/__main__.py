"""`python -m quizgen` is the `quizgen` command."""

from quizgen.cli import run

if __name__ == "__main__":
    run()
