"""Prints the lowest version that pyproject.toml allows of each dependency, as constraints for pip."""

import re
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
for wanted in project["dependencies"]:
    name, version = re.fullmatch(r"([\w-]+)>=([\d.]+).*", wanted).groups()
    print(f"{name}=={version}")
