"""What people, mails and clicks ask for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from workflows.base import Command
from workflows.model import Contact, Partner, Person, Prospect


@dataclass(frozen=True, slots=True)
class Thread:
    """The mail being answered: its ID (no brackets), the IDs before it, its subject."""

    message_id: str = ""
    references: tuple[str, ...] = ()
    subject: str = ""


@dataclass(frozen=True, slots=True)
class RegisterReferrals(Command):
    """Register each prospect of one introduction."""

    partner: Partner
    contact: Contact
    prospects: tuple[Prospect, ...]
    received_at: datetime
    note: str = ""
    mail_id: int | None = None
    thread: Thread = Thread()
    language: str = "en"
    actor: str = ""  # who did it, when it was not the partner's own mail


@dataclass(frozen=True, slots=True)
class HoldMail(Command):
    """Put a mail into a person's hands, with the guess."""

    mail_id: int
    cause: str
    sender: str
    sender_name: str
    received_at: datetime
    partner: Partner | None = None
    prospects: tuple[Prospect, ...] = ()
    note: str = ""
    reasons: tuple[str, ...] = ()
    thread: Thread = Thread()
    language: str = "en"
    may_answer: bool = False


@dataclass(frozen=True, slots=True)
class ApprovePartner(Command):
    """A manager vouches for an unknown sender: they become a partner and their mail is read again."""

    mail_id: int
    partner: Partner
    actor: Person


@dataclass(frozen=True, slots=True)
class AddPartner(Command):
    """Take a company into the programme."""

    partner: Partner
    actor: Person


@dataclass(frozen=True, slots=True)
class DismissMail(Command):
    """A manager decides that nothing is to be done."""

    mail_id: int
    actor: Person


@dataclass(frozen=True, slots=True)
class SetAsideMail(Command):
    """A mail could not be read or handled after several attempts; a person is told."""

    mail_id: int
    why: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class IgnoreMail(Command):
    """Nothing is to be done about a mail, and why; no workflow acts on it, the store remembers it."""

    mail_id: int
    why: str


@dataclass(frozen=True, slots=True)
class NoteBounce(Command):
    """One of our mails came back. `recipients` are the addresses the report names (RFC 3464)."""

    mail_id: int
    recipients: tuple[str, ...]
    message_id: str = ""
    reasons: tuple[str, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class NoteUndelivered(Command):
    """A mail of ours was refused for good. `about` is what it was about."""

    about: str
    recipient: str
    subject: str
    reason: str


@dataclass(frozen=True, slots=True)
class StrikeClock(Command):
    """A timer of a referral is due; `turn` says which one. `rota` are the reps who can take a lead now."""

    about: str
    turn: int
    rota: tuple[Person, ...] | None = None  # None: nobody looked


@dataclass(frozen=True, slots=True)
class AnswerQuestion(Command):
    """A rep says how it goes with a lead that has been quiet."""

    about: str
    actor: Person
    answer: Literal["working", "help"]


@dataclass(frozen=True, slots=True)
class NoteLateAnswers(Command):
    """Confirmations took longer than we allow ourselves, or still wait. One notice per `hour`."""

    hour: str
    waiting: int
    oldest: datetime | None
    slowest_s: int


@dataclass(frozen=True, slots=True)
class ClaimReferral(Command):
    """A rep takes a lead. `channel` is where they clicked, so that a late clicker can be told there."""

    about: str
    actor: Person
    channel: str = ""
