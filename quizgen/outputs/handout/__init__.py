"""Worksheets, keys and cards on paper, as PDF: a sheet's own model, and Typst to set it."""
