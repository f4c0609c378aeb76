"""Inline markup, typography, values from CLDR, and interface phrases: all that turns data into words."""
