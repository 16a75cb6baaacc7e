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
