"""What partners tell us beside referrals: what an answer of theirs means, and what they no longer want."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from workflows.base import Command, Event
from workflows.commands import Thread
from workflows.model import Contact, Partner, Person

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


@dataclass(frozen=True, slots=True)
class NotePartnerReply(Command):
    """A partner, or a machine in their name, answered; `until` is an ISO day or ""."""

    partner_id: str
    contact: str  # the address
    meaning: Meaning
    until: str = ""
    mail_id: int | None = None
    successor: str = ""  # "Jo Park <jo@…>", where they name who it is now
    language: str = ""  # of their own words, where they are enough to tell
    waits: bool = True  # for a person; what was dealt with, or asks for nothing, does not


@dataclass(frozen=True, slots=True)
class PartnerReplied(Event):
    """A partner showed a sign of life, or a machine answered for them. `about` is the partner."""

    meaning: Meaning
    contact: str  # the address
    until: str = ""  # ISO day
    mail_id: int | None = None
    successor: str = ""  # who it is now, in their words
    language: str = ""  # of these words, where they are enough to tell
    waits: bool = True  # for a person


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
class NoteComplaint(Command):
    """Somebody pressed the spam button on a mail of ours, or a mail service's own "unsubscribe".

    `source` names the report, `mail_about` what the mail was about, where we know it.
    """

    address: str
    source: str
    how: Literal["complaint", "unsubscribed"] = "complaint"
    mail_about: str | None = None


@dataclass(frozen=True, slots=True)
class AllowNudges(Command):
    """Nudges are welcome again."""

    address: str
    how: str = "mail"


@dataclass(frozen=True, slots=True)
class WithdrawReferral(Command):
    """A partner takes an introduction back. `source` names the mail or message, such as mail:12."""

    about: str
    partner: Partner
    contact: Contact
    source: str
    mail_id: int | None = None
    thread: Thread = field(default_factory=Thread)
    language: str = "en"
    may_answer: bool = True


@dataclass(frozen=True, slots=True)
class UndoWithdrawal(Command):
    """A partner wants it in again after all."""

    about: str
    partner: Partner
    contact: Contact
    source: str
    received_at: datetime
    mail_id: int | None = None
    thread: Thread = field(default_factory=Thread)
    language: str = "en"
    may_answer: bool = True


@dataclass(frozen=True, slots=True)
class AskPerson(Command):
    """A partner's words for a person: what they ask, what we made of it, and what we knew."""

    key: str  # mail:12, slack:Ev0123
    partner: Partner
    contact: Contact
    question: str
    guess: tuple[str, ...] = ()  # intents
    refs: tuple[str, ...] = ()
    why: str = ""
    knew: Mapping[str, Any] = field(default_factory=dict)  # the context, kept for training
    mail_id: int | None = None  # None: it came in Slack, and gets a card of its own
    thread: Thread = field(default_factory=Thread)
    language: str = "en"
    is_promised: bool = True  # whether they are told that an answer comes, and by when


@dataclass(frozen=True, slots=True)
class ReplyToPartner(Command):
    """A manager's own words to a partner, by mail, in the partner's thread."""

    key: str
    text: str
    actor: Person
    label: str = ""  # what it was about, in the manager's judgement; an intent
    mail_id: int | None = None
    seen: int | None = None  # answers that stood there when they began; with more, this one is not sent


@dataclass(frozen=True, slots=True)
class NoteReplySent(Command):
    """A manager's reply is out."""

    key: str
    number: int


@dataclass(frozen=True, slots=True)
class RemindOfQuestion(Command):
    """We promised a person's answer; the hour is near, or past."""

    key: str


@dataclass(frozen=True, slots=True)
class CloseHandOver(Command):
    """Nothing is to be said; a person has seen to it."""

    key: str
    actor: Person
    mail_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReferralWithdrawn(Event):
    """A partner took an introduction back."""

    partner_id: str
    actor: str
    stage: str  # where it stood


@dataclass(frozen=True, slots=True)
class HandedOver(Event):
    """A question waits for a person. `about` is the partner."""

    key: str
    guess: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandOverSettled(Event):
    """A person answered, or saw that nothing is to be said."""

    key: str
    how: str  # replied | closed | approved | registered | …
    actor: str


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
