"""A forwarded mail as some mail program writes it, and what is to be read in it."""

from __future__ import annotations

from dataclasses import dataclass

JANE = "Jane Dough"
JANE_AT = "jane@doughworks.example"
SAM_AT = "sam@partnerly.example"
WORDS = "Hello Sam,\n\nplease ask them to ring me on Monday.\n\nJane"


@dataclass(frozen=True)
class Case:
    """A body and what is to be read in it."""

    name: str
    body: str
    subject: str = ""
    sender: tuple[str, str] = (JANE, JANE_AT)
    to: tuple[tuple[str, str], ...] = (("Sam Poe", SAM_AT),)
    cc: tuple[tuple[str, str], ...] = ()
    about: str = "Payroll"
    words: str = WORDS
    cover: str = "One for you."


def quoted(text: str) -> str:
    """The text as a quote."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
