"""Cells of the CSV files we write, which no spreadsheet takes for a formula (OWASP, "CSV Injection")."""

from __future__ import annotations

import re

# A spreadsheet splits at its own separator, which in half of Europe is the semicolon, and at any line end.
_BEGINS = re.compile(r"(^|[;\t\r\n])(?=[ \u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20])")


def harmless(text: str) -> str:
    """The text with an apostrophe before whatever would begin a formula, wherever a cell may begin in it."""
    marked = _BEGINS.sub(r"\1'", text)
    return f"'{marked}" if text[:1] in ("\t", "\r", "\n") else marked
