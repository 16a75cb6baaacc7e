"""What the message box offers after a slash: commands, how they go on, and what they do."""

from __future__ import annotations

from typing import NamedTuple


class Hint(NamedTuple):
    """One line of the list; `text` is what choosing it writes."""

    text: str
    rest: str
    about: str


HINTS = (
    Hint("/partner status ", "name, e-mail, company or R-…", "the whole picture of a partner"),
    Hint("/partner list", "", "every partner"),
    Hint("/partner conflicts", "", "prospects that two partners introduced"),
    Hint("/partner add", "", "take a company into the programme"),
    Hint("/partner edit ", "name", "people, domains, how much they want to hear"),
    Hint("/partner pause ", "name", "no reminders for a while"),
    Hint("/partner help", "", "what /partner can do"),
    Hint("/lead mine", "", "the leads you look after"),
    Hint("/lead open", "", "leads nobody has taken yet"),
    Hint("/lead register ", "Jane Doe of Acme, jane@acme.example", "a new referral"),
    Hint("/lead release ", "R-…", "put a lead back"),
    Hint("/lead R-", "…  stage", "look at a lead, or move it"),
    Hint("/lead help", "", "what /lead can do"),
)
