"""What partners tell us beside referrals: what an answer of theirs means, and what they no longer want."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from workflows.base import Command, Event
from workflows.commands import Thread
from workflows.model import Contact, Partner

# What a partner's mail or message means to whoever is waiting for one.
Meaning = Literal[
    "referral",
    "question",
    "not_now",  # `until` says when to ask again, where they said so
    "wrong_person",
    "complaint",
    "stop",
    "auto_reply",
    "out_of_office",  # `until` is the day they are back, where it is said
    "bounce",
    "thanks",
    "accept",
    "decline",
    "other",
]
MACHINES = frozenset({"auto_reply", "out_of_office", "bounce"})  # nobody read what we wrote


@dataclass(frozen=True, slots=True)
class NotePartnerReply(Command):
    """A partner, or a machine in their name, answered; `until` is an ISO day or ""."""

    partner_id: str
    contact: str  # the address
    meaning: Meaning
    until: str = ""
    mail_id: int | None = None


@dataclass(frozen=True, slots=True)
class PartnerReplied(Event):
    """A partner showed a sign of life, or a machine answered for them. `about` is the partner."""

    meaning: Meaning
    contact: str  # the address
    until: str = ""  # ISO day
    mail_id: int | None = None


@dataclass(frozen=True, slots=True)
class StopNudges(Command):
    """Send no more nudges to this person; mail about their referrals and their money goes on."""

    address: str
    partner: Partner | None = None
    contact: Contact | None = None
    how: str = "mail"  # mail | one-click | slack | manager
    mail_id: int | None = None
    thread: Thread = field(default_factory=Thread)
    language: str = "en"
    may_answer: bool = False  # True: confirm it, once


@dataclass(frozen=True, slots=True)
class AllowNudges(Command):
    """Nudges are welcome again."""

    address: str
    how: str = "mail"


@dataclass(frozen=True, slots=True)
class NudgesStopped(Event):
    """A person wants no more nudges. `about` is their partner, or the address."""

    address: str
    how: str


@dataclass(frozen=True, slots=True)
class NudgesAllowed(Event):
    """A person takes nudges again."""

    address: str
    how: str
