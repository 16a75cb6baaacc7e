"""What a firm turns over: an amount that is no deal."""

from __future__ import annotations

import re

_TURNOVER = (
    r"turn(?:s|ed|ing)?[ -]?over|revenues?|sales of|(?<=in )sales|(?:jahres|netto)?umsatz|umsätze?|"
    r"chiffre d['’]affaires|"
    r"fattura(?:to|no|ndo)?|factura(?:n|ción|cion|mos)|faturaç[ãa]o|faturam?|volume de negócios|omzet|"
    r"obr[oó]t\w*|"
    r"obrat\w*|przych[oó]d\w*|oms[äæe]t\w*|liikevaihto|árbevétel\w*|cifr[aă] de afaceri|ciro\w*|оборот\w*|"
    r"выручк\w*|оборіт|τζίρο\w*"
)
_TURNOVER_AFTER = re.compile(
    rf"\s?[/(]?\s?(?:(?:in|of|an|de|di|w|av|i|annual|yearly|a year in|per year in)\s)*"
    rf"(?:(?:{_TURNOVER})\b|(?<=de )ca\b(?!\.))"
    r"(?![^,;()\n]{0,20}?(?:[£€$]|\d[\d.,]*\s?(?:mio|mln|mil|tsd|m\b|k\b|€|eur)))",
    re.I,
)
_TURNOVER_BEFORE = re.compile(rf"\b(?:{_TURNOVER})\b[^,;()\d]{{0,28}}$", re.I)
_OURS = re.compile(  # what we may turn over with them
    r"(?<!their )(?<!ihr )(?<!deren )\b(?:erwartete?[rns]?|geschätzte?[rns]?|möglicher|expected|estimated|"
    r"potential) "
    r"(?:jahres)?(?:umsatz|revenue)\b[^,;()\d]{0,28}$",
    re.I,
)
_FRENCH_TURNOVER = re.compile(r"\bCA\b(?!\.)[^,;()\d]{0,18}$")


def is_one(text: str, start: int, end: int) -> bool:
    """Whether the amount at this place is a turnover: "1.2m turnover", "Umsatz ca. 1,2 Mio. EUR"."""
    before = text[max(0, start - 60) : start]
    if _OURS.search(before):
        return False
    if _TURNOVER_BEFORE.search(before) or _FRENCH_TURNOVER.search(before):
        return True
    return bool(_TURNOVER_AFTER.match(text[end : end + 40]))


_SOME_TURNOVER = re.compile(
    rf"\b(?:(?:{_TURNOVER})\b[^,;()\d]{{0,28}}\d[^,;()]{{0,24}}[,;()]|"
    rf"\d[^,;()]{{0,24}}?(?:{_TURNOVER})\b[^,;()]{{0,12}}[,;()]|\d[^,;()]{{0,20}}?\bde ca\b[,;()])",
    re.I,
)


def left_out(sentence: str) -> str:
    """A sentence without its words about a turnover that has its own amount."""
    return _SOME_TURNOVER.sub(" ", sentence)
