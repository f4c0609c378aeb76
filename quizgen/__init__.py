"""Write questions once, in YAML; play them in the terminal, study them in Anki, print them for a class."""

__version__ = "0.1.0"
