"""What happened; the log is made of these."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.base import Event


@dataclass(frozen=True, slots=True)
class ReferralRegistered(Event):
    """A new referral exists."""

    partner_id: str
    actor: str = ""


@dataclass(frozen=True, slots=True)
class ReferralMerged(Event):
    """The same partner introduced the same prospect again; the note was added."""

    partner_id: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReferralContested(Event):
    """Another partner introduced a prospect that is protected for somebody else."""

    partner_id: str
    first: str  # tracking ID that holds the protection


@dataclass(frozen=True, slots=True)
class ReferralClaimed(Event):
    """A rep took the lead."""

    owner: str
    slack_id: str


@dataclass(frozen=True, slots=True)
class MailHeld(Event):
    """A mail waits for a person."""

    cause: str


@dataclass(frozen=True, slots=True)
class MailSettled(Event):
    """A person decided about a held mail."""

    how: str
    actor: str


@dataclass(frozen=True, slots=True)
class PartnerJoined(Event):
    """A new partner joined the programme."""

    actor: str


@dataclass(frozen=True, slots=True)
class MailBounced(Event):
    """An address of a partner does not take mail."""

    recipient: str
