"""Names that are nobody introduced: whom a message greets, whose party it was, where she lives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workflows.conversation.text import Token
from workflows.conversation.words import names

GREETINGS = frozenset(
    """
    hi hello hey dear hallo liebe lieber bonjour salut hola ola oi hoi beste dag thanks danke moin
    """.split()
)

# "quit over Labor Day"; Doris Day is somebody.
HOLIDAYS = frozenset(
    """
    labor labour memorial boxing christmas mothers fathers independence valentines veterans columbus
    """.split()
)

BY = [
    by.split()
    for by in (
        "gruss von",
        "grusse von",
        "regards from",
        "de la part de",
        "de parte de",
        "da parte de",
        "groeten van",
    )
]


def holiday(found: Sequence[Token], span: tuple[int, int]) -> bool:
    """`Labor Day`."""
    start, end = span
    return end - start == 2 and found[start].word in HOLIDAYS and found[start + 1].word == "day"


def sends(found: Sequence[Token], span: tuple[int, int]) -> bool:
    """`Tell him Kev sent you`, `Gruß von Kev`: whoever writes."""
    start, end = span
    before, after = [t.word for t in found[max(0, start - 3) : start]], [t.word for t in found[end : end + 2]]
    return after == ["sent", "you"] or any(before[-len(by) :] == by for by in BY)


def greeted(found: Sequence[Token], span: tuple[int, int]) -> bool:
    """`Hi Dana,` speaks to us; `Herr Vogel` does not."""
    before = found[span[0] - 1].word if span[0] else ""
    after = found[span[1]].word if span[1] < len(found) else ""
    return before in GREETINGS and span[0] <= 2 and after in {",", "!", "\n", "-", "–", "."}


def beside_it(found: Sequence[Token], span: tuple[int, int]) -> bool:
    """`at Charlene's birthday`, `in Fürth`, `beim Kegeln`: one word beside a full name, and no firm."""
    start, end = span
    before = found[start - 1].word if start else ""
    following = found[end] if end < len(found) else None
    if end - start > 1:
        return False
    if before == "in" or before in names.AT_THE:
        return True
    whose = re.search(r"['’]s$", found[start].raw) is not None
    return whose and following is not None and following.kind == "word" and not following.capital


NOBODY = (holiday, sends, greeted)  # whatever else the message says
