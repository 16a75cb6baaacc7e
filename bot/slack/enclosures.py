"""Files that came with a mail, as a line on a card: they are kept with the raw mail and never opened."""

from __future__ import annotations

from collections.abc import Iterable

from workflows.model import Enclosure

LONGEST_LIST = 5
LONGEST_NAME = 60


def files(enclosures: Iterable[Enclosure]) -> str:
    """`offer.pdf (118 kB), logo.png (4 kB)`; "" when nothing came along."""
    listed = tuple(enclosures)
    told = [f"{_name(one)} ({size(one.size)})" for one in listed[:LONGEST_LIST]]
    more = [f"{len(listed) - LONGEST_LIST} more"] if len(listed) > LONGEST_LIST else []
    return ", ".join([*told, *more])


def size(octets: int) -> str:
    """A file's size as people say it."""
    if octets < 1000:
        return f"{octets} bytes"
    if octets < 999_500:
        return f"{octets / 1000:.0f} kB"
    return f"{octets / 1_000_000:.1f} MB"


def _name(one: Enclosure) -> str:
    name = one.name or "without a name"
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
