"""Kept mails are read a few at a time."""

from __future__ import annotations

from collections.abc import Sequence

from storage.inbound import Kept

TOGETHER = 10  # read in one piece, unless they are large
TOGETHER_BYTES = 2_000_000


def pieces(kept: Sequence[Kept]) -> list[list[Kept]]:
    """What is read together; what has made trouble before is read by itself."""
    found: list[list[Kept]] = []
    size = 0
    for mail in kept:
        size += mail.size
        alone = mail.lease.attempts > 1 or (found and found[-1][0].lease.attempts > 1)
        if not found or alone or len(found[-1]) == TOGETHER or size > TOGETHER_BYTES:
            found.append([])
            size = mail.size
        found[-1].append(mail)
    return found
