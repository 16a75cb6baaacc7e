"""Exceptions say what the caller does next; what a person did wrong is a Decision instead."""

from __future__ import annotations


class Told(Exception):
    """Something went wrong.

    `reason` is in our words and may be logged; `theirs` is what the other side said of it, which may quote an
    address, a name or a subject: for people who are allowed to see those, never for a log.
    """

    def __init__(self, reason: str = "", *, theirs: str = "") -> None:
        self.reason = reason or (type(self).__doc__ or "").strip()
        self.theirs = theirs
        super().__init__(f"{self.reason} {theirs}".rstrip())


class Retry(Told):
    """Not now: try again later, with backoff."""

    def __init__(self, reason: str = "", after_s: float | None = None, *, theirs: str = "") -> None:
        super().__init__(reason, theirs=theirs)
        self.after_s = after_s  # the other side's own wish; None leaves it to our backoff


class NotYet(Told):
    """Not tried at all: its turn comes later."""

    def __init__(self, after_s: float) -> None:
        super().__init__()
        self.after_s = after_s


class Dead(Told):
    """This will never work as it stands: set it aside and tell a person, who may replay it."""


class Moot(Told):
    """No longer worth saying; nobody misses it."""


class BadInput(Told):
    """What was asked for makes no sense: answer the sender."""
