"""What a mail service tells of mail that it gave up for now."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.base import Command, Event


@dataclass(frozen=True, slots=True)
class NoteGivenUp(Command):
    """A mail did not arrive, and is tried no more; the next one may (a mailbox is full, a server away)."""

    recipients: tuple[str, ...]
    message_id: str  # of the mail; "" when it is none that we know
    why: str
    source: str  # what told it, such as mandrill:exampleid


@dataclass(frozen=True, slots=True)
class DeliveryGivenUp(Event):
    """A mail was given up for now; its address stays in use."""

    recipient: str
    why: str
