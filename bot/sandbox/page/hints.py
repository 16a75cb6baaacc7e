"""What the message box offers after a slash: commands, how they go on, and what they do."""

from __future__ import annotations

from typing import NamedTuple


class Hint(NamedTuple):
    """One line of the list; `text` is what choosing it writes."""

    text: str
    rest: str
    about: str


HINTS = (
    Hint("/partner status ", "[name, e-mail, company or tracking ID]", "the whole picture of a partner"),
    Hint("/partner list", "", "every partner"),
    Hint("/partner help", "", "what /partner can do"),
    Hint("/lead mine", "", "the leads you look after"),
    Hint("/lead open", "", "leads nobody has taken yet"),
    Hint("/lead R-", "…", "one referral by its tracking ID"),
    Hint("/lead help", "", "what /lead can do"),
)
