"""What happened; the log is made of these."""

from __future__ import annotations

from collections.abc import Mapping
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
    """A rep took the lead, or was given it by `actor`."""

    owner: str
    slack_id: str
    actor: str = ""


@dataclass(frozen=True, slots=True)
class LeadEscalated(Event):
    """Nobody claimed a lead in time; the manager was told."""


@dataclass(frozen=True, slots=True)
class RotaReached(Event):
    """Nobody claimed a lead, and it is this rep's turn."""

    name: str
    email: str
    slack_id: str


@dataclass(frozen=True, slots=True)
class PromiseAtRisk(Event):
    """The first contact we promised is nearly due; the manager was told."""


@dataclass(frozen=True, slots=True)
class PromiseBroken(Event):
    """The first contact did not come in time. `renewed` is the new time; "" when a person takes over."""

    promised: str
    renewed: str


@dataclass(frozen=True, slots=True)
class NewsAsked(Event):
    """Nothing moved for days; the owner was asked."""

    owner: str


@dataclass(frozen=True, slots=True)
class PartnerToldNoNews(Event):
    """The partner was told, truthfully, that nothing has changed."""

    answer: str  # working | help | none


@dataclass(frozen=True, slots=True)
class AnswersLate(Event):
    """Partners waited longer for a confirmation than we allow ourselves."""

    waiting: int
    slowest_s: int


@dataclass(frozen=True, slots=True)
class PartnerAnswered(Event):
    """A partner asked, and heard about these referrals of theirs."""

    refs: tuple[str, ...]
    mail_id: int | None
    about_money: bool = False  # they had to ask about a payout


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
class PartnerEdited(Event):
    """What we know about a partner changed; the names of the fields."""

    actor: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartnerPaused(Event):
    """We leave a partner in peace. `until` is an ISO day, "" until somebody resumes."""

    actor: str
    until: str
    why: str


@dataclass(frozen=True, slots=True)
class PartnerResumed(Event):
    """A paused partner hears from us again."""

    actor: str


@dataclass(frozen=True, slots=True)
class MailBounced(Event):
    """An address of a partner does not take mail."""

    recipient: str


@dataclass(frozen=True, slots=True)
class ReferralReleased(Event):
    """Nobody has the lead any more."""

    owner: str  # who had it
    actor: str


@dataclass(frozen=True, slots=True)
class ReferralReassigned(Event):
    """The lead went from one rep to another."""

    owner: str
    slack_id: str
    before: str
    actor: str


@dataclass(frozen=True, slots=True)
class ReferralRejected(Event):
    """The lead was turned down."""

    reason: str
    actor: str


@dataclass(frozen=True, slots=True)
class ReferralReopened(Event):
    """A lead that was turned down is open again."""

    actor: str


@dataclass(frozen=True, slots=True)
class StageMoved(Event):
    """The lead stands somewhere else now. `on` is an ISO day; the deal is in minor units."""

    stage: str
    before: str
    actor: str
    is_forward: bool
    evidence: str = ""
    on: str = ""
    deal_minor: int | None = None
    currency: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DetailsNoted(Event):
    """The owner knows more; the names of what they filled in."""

    actor: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IntroductionWritten(Event):
    """A three-way introduction was handed to the desk for sending."""

    actor: str
    to: str
    cc: str


@dataclass(frozen=True, slots=True)
class DigestSent(Event):
    """A contact was told the day's news; `referrals` are their tracking IDs."""

    contact: str
    referrals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReferralCorrected(Event):
    """A partner put a referral right; the old values stay here. `undoes` names the correction taken back."""

    partner_id: str
    correction: str  # the key of the mail that confirmed it
    before: Mapping[str, str]
    after: Mapping[str, str]
    account: str  # before
    undoes: str = ""
    mail_id: int | None = None


@dataclass(frozen=True, slots=True)
class ConflictDecided(Event):
    """A person decided between two partners; it stands in the history of both referrals."""

    verdict: str  # keep | split | give
    first: str
    second: str
    actor: str
    first_bps: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class AddressCleared(Event):
    """An address may be written to again."""

    actor: str
