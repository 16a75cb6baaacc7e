"""Names that look alike: a hint for a person, never a decision."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz, process

LIKE = 88.0
MEANT = 80.0
SURELY_A_NAME = 4  # letters; of fewer, anything is a part
_LEGAL = frozenset(
    "ab ag aps as asa bv co company corp gmbh group holding inc kft kg lda limited llc llp ltd mbh nv oy oyj "
    "plc pte pty sa sarl sas sl sp spa srl sro und and et y".split()
)


def plain_name(name: str) -> str:
    """A name without accents, punctuation and legal form."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    words = re.findall(r"\w+", "".join(c for c in decomposed if not unicodedata.combining(c)))
    return " ".join(word for word in words if word not in _LEGAL) or " ".join(words)


def alike(name: str, others: Iterable[tuple[str, str]], *, most: int = 3) -> tuple[tuple[str, int], ...]:
    """Of these (key, name), the keys whose name is close, the closest first, with a likeness up to 100."""
    wanted = plain_name(name)
    if len(wanted) < 3:
        return ()
    known = {key: plain_name(other) for key, other in others}
    found = process.extract(wanted, known, scorer=fuzz.token_sort_ratio, score_cutoff=LIKE, limit=most)
    return tuple((key, round(score)) for _, score, key in found)


def meant(typed: str, others: Iterable[tuple[str, str]], *, most: int = 3) -> tuple[str, ...]:
    """Of these (key, name), the keys somebody may have meant who typed a part of the name with a slip."""
    wanted = plain_name(typed)
    if len(wanted) < SURELY_A_NAME:
        return ()
    known = {key: plain_name(other) for key, other in others}
    found = process.extract(wanted, known, scorer=fuzz.partial_ratio, score_cutoff=MEANT, limit=most)
    return tuple(key for _, _, key in found)
