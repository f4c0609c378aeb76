"""What all tests share: how many examples a property is tried with, and the files that hold what is expected."""

from __future__ import annotations

import os
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A catalog that was edited since it was compiled, or that another branch has left, is compiled now.
_LOCALES = Path(__file__).parents[1] / "quizgen" / "locales"
runpy.run_path(str(_LOCALES / "phrases.py"))["compile_catalogs"](_LOCALES, stale_only=True)

# Machines may be busy, so that nothing is judged by the clock.
_CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("everyday", _CALM, max_examples=25)
settings.register_profile("thorough", _CALM, max_examples=300)
settings.load_profile("everyday")  # pytest loads another one after this if --hypothesis-profile names it


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-golden`."""
    parser.addoption("--update-golden", action="store_true", help="write what was found into the files of `golden`")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What is kept of large banks stays out of the folder of whoever runs the tests."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Hold a text against the file that says what it must be; with `--update-golden`, write that file anew."""

    def check(file: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            file.write_text(text, "utf-8")
        expected = file.read_text("utf-8") if file.exists() else ""
        assert text == expected, f"{file.name} says otherwise; if it is wrong: pytest --update-golden, then git diff"

    return check
