"""What a person did to the queues by hand; it stands in the log like everything else."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.base import Event


@dataclass(frozen=True, slots=True)
class MessagePutBack(Event):
    """A message that waited or was given up is to go out now."""

    key: str


@dataclass(frozen=True, slots=True)
class MessageDropped(Event):
    """A message will never go out."""

    key: str
    why: str


@dataclass(frozen=True, slots=True)
class MailDropped(Event):
    """Nothing is done about a mail that could not be read."""

    why: str


@dataclass(frozen=True, slots=True)
class FloodReleased(Event):
    """Mails that waited for their turn are to be read now."""

    by: str
    count: int


@dataclass(frozen=True, slots=True)
class FloodSetAside(Event):
    """Nothing is done about mails that waited for their turn; their bytes stay."""

    by: str
    count: int


@dataclass(frozen=True, slots=True)
class EarlierMailsRead(Event):
    """Mails that lay in a mailbox before our first look are to be read as new."""

    by: str
    count: int


@dataclass(frozen=True, slots=True)
class EarlierMailsLeft(Event):
    """Nothing is done about mails that lay in a mailbox before our first look; their bytes stay."""

    by: str
    count: int


@dataclass(frozen=True, slots=True)
class WordsForgotten(Event):
    """What was older than its period says nothing any more: so many mails, questions and messages."""

    mails: int
    questions: int
    messages: int


@dataclass(frozen=True, slots=True)
class MoneySeen(Event):
    """Somebody asked to see money, whether or not they were allowed to."""

    by: str
    what: str


@dataclass(frozen=True, slots=True)
class PersonErased(Event):
    """A person was taken out of everything we keep; `changed` are the log's own entries that named them."""

    why: str
    rows: int
    mails: int
    changed: tuple[int, ...] = ()
    digests: tuple[str, ...] = ()  # of those entries, as they are afterwards


@dataclass(frozen=True, slots=True)
class PersonExported(Event):
    """All we keep of a person was handed out."""

    why: str
