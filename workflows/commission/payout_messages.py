"""What the payday asks for, and what happened on the way to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from workflows.base import Command, Event
from workflows.commission.accounts import PayoutAccount
from workflows.model import Person
from workflows.money import Money


@dataclass(frozen=True, slots=True)
class RefreshBatch(Command):
    """Bring the draft of a payday up to date; with a `partner` only their payouts.

    `begins` makes a draft where there is none: a second batch of a day once the first one was approved.
    """

    payday: date
    partner: str = ""
    begins: bool = False


@dataclass(frozen=True, slots=True)
class OpenObjections(Command):
    """The statements go out; until the end of that day a reply holds a line."""

    batch_id: str
    until: date


@dataclass(frozen=True, slots=True)
class SendStatement(Command):
    """A partner's preview."""

    batch_id: str
    partner_id: str


@dataclass(frozen=True, slots=True)
class CloseObjections(Command):
    """The time for objections is over: two people are asked to approve."""

    batch_id: str


@dataclass(frozen=True, slots=True)
class ApproveBatch(Command):
    """One person's approval of exactly the payouts that `seal` names."""

    batch_id: str
    seal: str
    actor: Person
    channel: str = ""


@dataclass(frozen=True, slots=True)
class ExportBatch(Command):
    """Hand an approved batch to the bank; again gives the same references."""

    batch_id: str
    actor: Person
    channel: str = ""


@dataclass(frozen=True, slots=True)
class NoteFile(Command):
    """Somebody has a file of an exported batch, in which these payouts stand."""

    batch_id: str
    kind: str
    payouts: tuple[str, ...]
    actor: Person


@dataclass(frozen=True, slots=True)
class BankWord:
    """What a bank says of a transfer; `amount` is None where it names none."""

    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class ConfirmPayout(Command):
    """The money has arrived; `bank` when the bank says so itself, and not a person who looked."""

    payout_id: str
    on: date
    actor: Person
    channel: str = ""
    is_one_of_many: bool = False  # the card is drawn once at the end: `RedrawBatch`
    bank: BankWord | None = None


FailReason = Literal["closed", "wrong_details", "refused", "details_changed", "other"]


@dataclass(frozen=True, slots=True)
class FailPayout(Command):
    """The bank sent it back; `had_arrived` says so knowing that it is noted as arrived."""

    payout_id: str
    reason: FailReason
    note: str  # in the bank's words, for finance only
    actor: Person
    channel: str = ""
    is_one_of_many: bool = False
    had_arrived: bool = False
    bank: BankWord | None = None


@dataclass(frozen=True, slots=True)
class RemindOfBatch(Command):
    """Say what is missing when a payday is near, or over: nobody is paid late because it was forgotten."""

    batch_id: str
    today: date


@dataclass(frozen=True, slots=True)
class RedrawBatch(Command):
    """Draw the card from the rows as they are now."""

    batch_id: str


@dataclass(frozen=True, slots=True)
class HoldLine(Command):
    """Somebody of ours keeps a line out of the batch."""

    entry_key: str
    why: str
    actor: Person
    channel: str = ""


@dataclass(frozen=True, slots=True)
class ObjectToLines(Command):
    """A partner says that lines of a statement look wrong."""

    statement: str  # key of the statement mail
    partner_id: str
    numbers: tuple[int, ...]  # as the statement showed them
    by: str  # the address they wrote from
    words: str
    reply_to_mail: str = ""
    references: tuple[str, ...] = ()
    subject: str = ""
    mail_id: int | None = None


@dataclass(frozen=True, slots=True)
class SettleObjection(Command):
    """Finance answers: the line is right, or it should be `right`."""

    entry_key: str
    actor: Person
    answer: str  # the partner reads it
    right: Money | None = None
    channel: str = ""


@dataclass(frozen=True, slots=True)
class SetPayoutDetails(Command):
    """A partner's money should go to this account from now on."""

    partner_id: str
    account: PayoutAccount
    actor: Person  # who asks for it; somebody else must check it


@dataclass(frozen=True, slots=True)
class CheckPayoutDetails(Command):
    """Somebody has asked the partner over another channel, about exactly this version."""

    partner_id: str
    version: int
    how: str
    actor: Person
    channel: str = ""


@dataclass(frozen=True, slots=True)
class RefusePayoutDetails(Command):
    """The partner did not ask for this change: the details before it are used again."""

    partner_id: str
    version: int
    why: str
    actor: Person
    channel: str = ""


@dataclass(frozen=True, slots=True)
class BatchDrafted(Event):
    """The payouts of a payday stand as a draft, for the first time or changed."""

    payday: str
    payouts: int
    control: Mapping[str, str]
    voided: tuple[str, ...] = ()  # who had approved the draft before it changed


@dataclass(frozen=True, slots=True)
class StatementsOpened(Event):
    """The statements went out; a reply holds a line until the end of that day."""

    until: str


@dataclass(frozen=True, slots=True)
class ObjectionsClosed(Event):
    """The time for objections is over."""


@dataclass(frozen=True, slots=True)
class BatchApproved(Event):
    """One person approved; with the second one the batch is."""

    by: str
    seal: str
    control: Mapping[str, str]
    is_final: bool


@dataclass(frozen=True, slots=True)
class BatchExported(Event):
    """The batch went to the bank. `withheld` are payouts whose details changed after the approval."""

    by: str
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileWritten(Event):
    """Somebody was given a file of the batch; account numbers stand in it."""

    by: str
    kind: str
    payouts: int
    left_out: int


@dataclass(frozen=True, slots=True)
class PayoutConfirmed(Event):
    """A partner (`about`) was paid."""

    payout: str
    batch: str
    amount_minor: int
    currency: str
    on: str
    actor: str


@dataclass(frozen=True, slots=True)
class PayoutFailed(Event):
    """A transfer to a partner (`about`) came back."""

    payout: str
    batch: str
    reason: str
    note: str
    actor: str


@dataclass(frozen=True, slots=True)
class TransferDoubted(Event):
    """The bank's word on a transfer to a partner (`about`) does not fit ours, and nothing was booked."""

    payout: str
    batch: str
    verdict: Literal["arrived", "came_back"]
    amount_minor: int
    currency: str
    actor: str


@dataclass(frozen=True, slots=True)
class LineObjected(Event):
    """A line of a partner (`about`) is held."""

    entry: str
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class ObjectionSettled(Event):
    """A held line goes on, as it was or put right."""

    entry: str
    verdict: Literal["released", "upheld"]
    actor: str
    answer: str


@dataclass(frozen=True, slots=True)
class DetailsChanged(Event):
    """New payout details of a partner (`about`), not checked yet; the account itself is in no log."""

    version: int
    method: str
    by: str


@dataclass(frozen=True, slots=True)
class DetailsChecked(Event):
    """A second person has checked them over another channel."""

    version: int
    by: str
    how: str


@dataclass(frozen=True, slots=True)
class DetailsRefused(Event):
    """A change that the partner did not ask for; the details before it count."""

    version: int
    by: str
    why: str
