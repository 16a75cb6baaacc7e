"""Languages we do not speak: nothing is answered in them, but who wants no more mail is heard."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from workflows.conversation.lexicon import lexicon
from workflows.conversation.text import Token, fold
from workflows.conversation.words.abroad import FOR_NOW, LEAVES

FEWEST = 3  # strange words
SHARE = 0.5  # of all that are no names
SHORT = 14  # words; who writes more says something beside it
_TO_SOMEBODY = re.compile(r"\b(?:till|til|do|a|ad|k|ke)\s+[^\W\d_a-zåäöøæéčšžłśźż]\w+|\w['’]y[ae]\b")


def foreign(found: Sequence[Token], named: Collection[int], vocabulary: Collection[str]) -> bool:
    """Whether most words are in no table of ours; `named` are the places of names on file."""
    addresses = [t.word for t in found if t.kind == "email"]
    words = [
        t.word
        for at, t in enumerate(found)
        if t.kind == "word" and not t.capital and len(t.word) > 1 and at not in named
        if not any(t.word in address for address in addresses)
    ]
    strange = [word for word in words if word not in vocabulary and not lexicon().is_stem(word)]
    return len(strange) >= FEWEST and len(strange) >= SHARE * len(words)


def leaves(text: str) -> bool:
    """Whether somebody wants no more of our mail, in a language that we do not answer in."""
    return bool(_leaving().search(re.sub(r"\s+", " ", fold(text))))


def briefly(text: str) -> bool:
    """Whether that is all that is said: for good, and of oneself."""
    for_now = re.search(rf"\b(?:{FOR_NOW})", fold(text))
    return len(text.split()) <= SHORT and not for_now and not _TO_SOMEBODY.search(text)


@cache
def _leaving() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + LEAVES.replace("\n", "|") + ")")
