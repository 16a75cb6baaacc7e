"""The CRM: what it tells us of a deal, what we know of it there, and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from workflows.base import Command, Event
from workflows.model import Person
from workflows.money import Money

# Why a word of the CRM is not followed yet: its stage means nothing to us, nobody has the lead, something is
# not said that the stage asks for, or it won the deal for another amount than somebody here did.
Waits = Literal["", "stage", "owner", "value", "date", "reason", "amount"]


@dataclass(frozen=True, slots=True)
class CrmChange:
    """A deal as the CRM has it. `version` is the CRM's own: it orders what we hear, whatever comes first."""

    deal_id: str
    version: int  # microseconds since 1970 of the CRM's last change
    stage: str  # in the CRM's words
    amount: Money | None = None
    closed_on: date | None = None
    owner_email: str = ""
    refunded: Money | None = None  # how much has gone back by now, all in all
    lost_reason: str = ""
    demo_on: date | None = None
    tracking_id: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class OpenDeal:
    """An opportunity that somebody was working on before the referral came."""

    deal_id: str
    title: str
    stage: str = ""
    owner_email: str = ""
    url: str = ""
    tracking_id: str = ""  # it is a referral's already


@dataclass(frozen=True, slots=True)
class Link:
    """What we know of a referral's deal in the CRM."""

    company: str = ""
    contact: str = ""
    deal: str = ""
    url: str = ""
    heard: CrmChange | None = None  # the deal as we last heard of it, or left it ourselves
    waits: Waits = ""
    refunded: Money | None = None  # what of the refunds is in our own books
    agreed: Money | None = None  # the amount of the won deal that was last the same here and there
    rival: OpenDeal | None = None  # what stands in the way of a deal of our own …
    verdict: Literal["", "follow", "new"] = ""  # … and what a person decided about it
    pushed: str = ""  # what the CRM was told last: the same again needs no call


@dataclass(frozen=True, slots=True)
class HearCrm(Command):
    """The CRM has a deal like this now. `owner` is its owner, where they are one of our people."""

    about: str
    change: CrmChange
    owner: Person | None = None


@dataclass(frozen=True, slots=True)
class NoteRecords(Command):
    """We found these records in the CRM, or made them; "" says nothing."""

    about: str
    company: str = ""
    contact: str = ""
    deal: str = ""
    pushed: str = ""
    left: CrmChange | None = None  # the deal as we have just left it


@dataclass(frozen=True, slots=True)
class NoteOpenDeal(Command):
    """Somebody works on an opportunity with this prospect already."""

    about: str
    rival: OpenDeal


@dataclass(frozen=True, slots=True)
class DecideOpenDeal(Command):
    """A manager decides: the referral is that deal (follow), or one of its own (new)."""

    about: str
    verdict: Literal["follow", "new"]
    actor: Person


@dataclass(frozen=True, slots=True)
class NoteCrmRefusal(Command):
    """The CRM does not take what we tell it of a referral: a person has to look."""

    about: str
    says: str


@dataclass(frozen=True, slots=True)
class TryCrmAgain(Command):
    """What could not be followed may be now: the settings changed."""

    about: str


@dataclass(frozen=True, slots=True)
class LoggedInCrm(Event):
    """The referral has a deal in the CRM."""

    deal_id: str


@dataclass(frozen=True, slots=True)
class CrmBehind(Event):
    """The CRM's deal stands where the referral was once; the CRM is told, instead of us going back."""


@dataclass(frozen=True, slots=True)
class AlreadyInPipeline(Event):
    """Somebody worked on this prospect before the referral came."""

    deal_id: str
    title: str
    owner_email: str = ""


@dataclass(frozen=True, slots=True)
class OpenDealDecided(Event):
    """A person said what an open deal has to do with a referral."""

    deal_id: str
    verdict: str
    actor: str


@dataclass(frozen=True, slots=True)
class OwnerReported(Event):
    """By the CRM, the lead is this person's."""

    name: str
    email: str
    slack_id: str
    crm: str


@dataclass(frozen=True, slots=True)
class StageReported(Event):
    """By the CRM, the lead stands here, with everything that the stage asks for."""

    stage: str
    crm: str
    evidence: str
    on: str = ""
    deal_minor: int | None = None
    currency: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RefundReported(Event):
    """By the CRM, so much more has gone back to the customer."""

    refund_id: str
    minor: int
    currency: str
    on: str
    crm: str
