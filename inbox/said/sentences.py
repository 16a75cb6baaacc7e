"""The sentences of a text: what is asked, and what is asked of whom, stands in one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"(?<=[.!?;…])(?<!\b\d\.)(?<!\b\d\d\.)\s+|(?<=[。！？])|\n\s*\n|\n(?=\s*[-*•])")


def sentences(text: str) -> Iterator[str]:
    """Each sentence on one line; a dot inside an address or a number ends none."""
    for part in _END.split(text):
        if said := " ".join(part.split()):
            yield said


def questions(text: str) -> Iterator[str]:
    """The sentences that end with a question mark."""
    return (one for one in sentences(text) if one.rstrip(")\"'» ").endswith(("?", "？")))
