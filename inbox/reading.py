"""What a mail asks for: the result of reading it, before anything is decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from workflows.model import Partner, Prospect

Action = Literal["register", "ignore", "handoff", "status", "correction", "bounce", "conflict", "duplicate"]
# Why a mail is in the hands of a person, or of nobody. "none" goes with register, status, correction.
Cause = Literal[
    "none",
    "unknown_sender",  # nobody we know; a card asks the manager to approve
    "prospect_wrote",  # somebody a partner referred, or wrote to with us in copy; never answered
    "not_authenticated",  # says it is a partner, but nothing proves it
    "no_prospect",  # a known partner, but nobody to call
    "unsure",  # several readings are possible; the guess is in `prospects`
    "question",  # something only a person should answer
    "warning",  # it answers our warning that somebody asked to pay elsewhere
    "decision",  # it answers what was decided about two introductions of one company
    "manager_for_partner",  # a colleague of ours forwards, and the partner is not clear
    "encrypted",
    "too_large",
    "machine",  # auto-reply, newsletter, invitation, receipt, list copy
    "own_mail",  # our own mail coming back
    "bounce",
    "spam",
]


@dataclass(frozen=True, slots=True)
class Desk:
    """What the reader must know about ourselves."""

    address: str  # REFERRAL_DESK_MAIL_ADDRESS
    authserv_id: str = ""  # REFERRAL_DESK_AUTHSERV_ID; "" = no header is believed
    message_id_domain: str = ""  # right side of our own Message-IDs
    staff: frozenset[str] = frozenset()  # addresses of our managers and reps, lower case
    country: str = ""  # ISO 3166 alpha-2 of the programme, for phone numbers

    def is_staff(self, address: str) -> bool:
        """Whether somebody of our own writes from this address."""
        known = address.lower()
        return bool(known) and (known in self.staff or known.rpartition("@")[2] == self.domain)

    @property
    def domain(self) -> str:
        """Our own mail domain; whoever writes from it is a colleague, never a prospect."""
        return self.address.rpartition("@")[2].lower()


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and an address as a header gives them; the address is lower case."""

    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came along; kept with the raw mail and listed, never opened."""

    name: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What one mail asks for, and why we think so."""

    action: Action
    cause: Cause = "none"
    partner: Partner | None = None  # who is credited
    sender: Mailbox = Mailbox()
    prospects: tuple[Prospect, ...] = ()
    note: str = ""  # the partner's own words, signature and quotes off
    reasons: tuple[str, ...] = ()  # short sentences for a person
    message_id: str = ""
    subject: str = ""
    references: tuple[str, ...] = ()  # In-Reply-To and References, without angle brackets
    tracking_ids: tuple[str, ...] = ()  # our tracking IDs seen in subject and body
    language: str = "en"  # ISO 639-1 guess of the partner's words
    authenticated: bool = False
    may_answer: bool = False  # False: a machine, a list, a forger; never send anything back
    attachments: tuple[Attachment, ...] = ()
    bounced: tuple[str, ...] = field(default_factory=tuple)  # recipients a bounce names (RFC 3464)
    bounced_message_id: str = ""
    bounced_for_good: bool = True  # False: the address may be fine, only this mail was given up
