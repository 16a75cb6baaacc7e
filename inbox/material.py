"""All the words of one mail, sorted by whose they are: what the prospects are read from."""

from __future__ import annotations

from dataclasses import dataclass

from inbox.forwarded.levels import Level
from inbox.message import ParsedMail
from inbox.who.circle import Circle


@dataclass(frozen=True, slots=True)
class Material:
    """All the words of one mail, sorted by whose they are."""

    cover: str  # the partner's own words
    signature: str  # the partner's own signature: never the prospect's data
    threads: tuple[tuple[Level, ...], ...]  # forwarded and attached mails
    mail: ParsedMail
    circle: Circle
    language: str
    is_reply: bool = False
    context: tuple[Level, ...] = ()  # quoted below an introduction: good for data, refers nobody
    note: str = ""  # the partner's words just as written
