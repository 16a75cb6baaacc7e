"""What people, mails and clicks ask for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from workflows.answer_parts import Part, Talk
from workflows.base import Command
from workflows.model import Contact, Enclosure, ExpectedValue, Partner, Pause, Person, Prospect, Referral
from workflows.money import Money


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
    enclosures: tuple[Enclosure, ...] = ()
    may_answer: bool = True  # False: nobody would read a confirmation; the managers are told instead


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
    guesses: tuple[str, ...] = ()  # IDs of partners it may be for
    choices: tuple[str, ...] = ()  # what the sender is asked to choose from
    answer_by: datetime | None = None  # when a person has answered, as the sender is told
    enclosures: tuple[Enclosure, ...] = ()
    warned: Contact | None = None  # told that somebody wrote in their name, whoever did
    leads: tuple[Referral, ...] = ()  # the sender is of these companies: the reps who call there are told


@dataclass(frozen=True, slots=True)
class ApprovePartner(Command):
    """A manager vouches for an unknown sender: they become a partner and their mail is read again."""

    mail_id: int
    partner: Partner
    actor: Person
    checks: tuple[str, ...] = ()  # what they looked at: fit, market, reputation
    why: str = ""


@dataclass(frozen=True, slots=True)
class AddPartner(Command):
    """Take a company into the programme."""

    partner: Partner
    actor: Person


@dataclass(frozen=True, slots=True)
class EditPartner(Command):
    """Change what is known about a partner; `partner.id` says which one."""

    partner: Partner
    actor: Person


@dataclass(frozen=True, slots=True)
class PausePartner(Command):
    """Leave a partner in peace for a while."""

    partner_id: str
    pause: Pause


@dataclass(frozen=True, slots=True)
class ResumePartner(Command):
    """A paused partner hears from us again."""

    partner_id: str
    actor: Person


@dataclass(frozen=True, slots=True)
class DismissMail(Command):
    """A manager decides that nothing is to be done."""

    mail_id: int
    actor: Person


@dataclass(frozen=True, slots=True)
class ReplaceMail(Command):
    """The same mail came again and stands better: that one is handled, this one needs nobody any more."""

    mail_id: int
    by: int


@dataclass(frozen=True, slots=True)
class SetAsideMail(Command):
    """A mail could not be read or handled after several attempts; a person is told."""

    mail_id: int
    why: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class AnswerPartner(Command):
    """Answer a partner; by mail when a mail asked, else whoever asks shows the answer where it was asked."""

    mail_id: int | None
    partner: Partner
    contact: Contact
    parts: tuple[Part, ...] = ()
    talk: Talk | None = None  # what is remembered of it
    thread: Thread = Thread()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class IgnoreMail(Command):
    """Nothing is to be done about a mail, and why; no workflow acts on it, the store remembers it."""

    mail_id: int
    why: str


@dataclass(frozen=True, slots=True)
class NoteBounce(Command):
    """One of our mails came back. `recipients` are the addresses the report names (RFC 3464)."""

    mail_id: int | None  # the kept report; None where a mail service told it
    recipients: tuple[str, ...]
    message_id: str = ""
    reasons: tuple[str, ...] = field(default_factory=tuple)
    source: str = ""  # what told it, such as ses:0102…; "" is the mail
    is_final: bool = True  # False: this mail was refused, which says nothing of the address
    known: tuple[str, ...] = ()  # recipients that are a partner's, where no mail of ours was named


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


@dataclass(frozen=True, slots=True)
class AssignReferral(Command):
    """Give a lead to a colleague: one that nobody has, or one's own. `may_steer`: anybody's."""

    about: str
    to: Person
    actor: Person
    channel: str = ""
    may_steer: bool = False  # a partner manager, or the rota
    instead_of: str | None = None  # the owner whom the actor saw, "" for nobody; None: whoever has it


@dataclass(frozen=True, slots=True)
class ReleaseReferral(Command):
    """Put a lead back where everybody can claim it."""

    about: str
    actor: Person
    channel: str = ""
    may_steer: bool = False


@dataclass(frozen=True, slots=True)
class RejectReferral(Command):
    """Not for us: a lead nobody has taken is turned down, with a reason of the programme's list."""

    about: str
    reason: str
    actor: Person
    channel: str = ""


@dataclass(frozen=True, slots=True)
class ReopenReferral(Command):
    """Take up a lead again that was turned down, while its protection lasts."""

    about: str
    actor: Person
    channel: str = ""


@dataclass(frozen=True, slots=True)
class MoveStage(Command):
    """Move a lead to another stage, with what that stage asks for."""

    about: str
    stage: str
    actor: Person
    on: date | None = None  # the demo's day, the day of the close
    deal: Money | None = None
    reason: str = ""
    is_confirmed: bool = False  # won and lost are never the outcome of one slip of the finger
    evidence: str = ""  # where it is known from, when no person says so: a CRM's record
    channel: str = ""
    may_steer: bool = False  # a partner manager, or the CRM


@dataclass(frozen=True, slots=True)
class NoteSent(Command):
    """A mail of ours that proves a stage is out."""

    about: str
    stage: str
    message_id: str


@dataclass(frozen=True, slots=True)
class NoteDetails(Command):
    """What the owner has found out; what is left empty stays as it is."""

    about: str
    actor: Person
    value: ExpectedValue | None = None
    close_by: str = ""
    next_step: str = ""
    may_steer: bool = False


@dataclass(frozen=True, slots=True)
class Introduce(Command):
    """Write to the prospect in the owner's name, with the partner in CC. `draft_id` names the mail."""

    about: str
    draft_id: str
    actor: Person
    to: str
    subject: str
    text: str
    cc: str = ""  # an address of the partner's; "" leaves them out
    may_steer: bool = False


@dataclass(frozen=True, slots=True)
class SendDigest(Command):
    """Tell one contact of a partner all the news that waited for the day."""

    contact: str


@dataclass(frozen=True, slots=True)
class CorrectReferral(Command):
    """A partner puts a referral right. Only `fields` of `said` count; a field may be taken away."""

    about: str
    partner: Partner
    contact: Contact
    said: Prospect
    fields: tuple[str, ...]
    received_at: datetime
    mail_id: int | None  # None: said in Slack
    thread: Thread = Thread()
    language: str = "en"
    may_answer: bool = True
    actor: str = ""  # who said which referral it is, when the mail itself did not


@dataclass(frozen=True, slots=True)
class UndoCorrection(Command):
    """A partner takes a correction back. `correction` is the key of the mail that confirmed it."""

    about: str
    correction: str
    partner: Partner
    contact: Contact
    received_at: datetime
    mail_id: int | None
    thread: Thread = Thread()
    language: str = "en"
    may_answer: bool = True


@dataclass(frozen=True, slots=True)
class DecideConflict(Command):
    """A manager decides between two partners. `about` is the referral that came second."""

    about: str
    verdict: Literal["keep", "split", "give"]
    actor: Person
    first_bps: int = 5_000  # for a split: the first partner's part
    why: str = ""  # for ourselves only
    channel: str = ""


@dataclass(frozen=True, slots=True)
class DeclineSender(Command):
    """A manager does not want an unknown sender in the programme; they get a kind answer where it is safe."""

    mail_id: int
    actor: Person


@dataclass(frozen=True, slots=True)
class ClearAddress(Command):
    """Somebody has checked that an address takes mail again."""

    address: str
    actor: Person
