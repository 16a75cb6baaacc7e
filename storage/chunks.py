"""Many keys, a few hundred at a time: what one `IN (…)` holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

CHUNK = 500  # SQLite allows 32,766 parameters, a plan for 500 is cached once


def chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    """The keys in their order, in lists of at most CHUNK."""
    left = iter(keys)
    while part := list(islice(left, CHUNK)):
        yield part
