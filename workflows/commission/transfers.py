"""Single transfers: the money has arrived, or came back; the partner hears of both at once.

What a bank says is only booked when it fits what we know: another amount, or a state that cannot be, is for
finance to look at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from workflows.base import (
    Command,
    Decision,
    Effect,
    Event,
    PostNotice,
    SendEmail,
    ShowCard,
    Whisper,
    Workflow,
)
from workflows.calendar import local_date
from workflows.commission.accounts import PayoutAccount
from workflows.commission.batch import DOUBTED, Batch, Payout, came_back_late, confirm, fail
from workflows.commission.ledger import LedgerEntry, in_brief
from workflows.commission.messages import CommissionBooked
from workflows.commission.payout_messages import (
    ConfirmPayout,
    FailPayout,
    PayoutConfirmed,
    PayoutFailed,
    TransferDoubted,
)
from workflows.commission.payout_record import BatchRecord
from workflows.commission.statement import DealName, payout_statement
from workflows.model import Contact, Partner, Person
from workflows.money import Money
from workflows.payment_messages import HearTransfer

WORDS = {
    "closed": "the account it went to is closed",
    "wrong_details": "the account details did not fit",
    "refused": "your bank did not take it",
    "details_changed": "your payout details are being changed",
    "other": "the bank could not carry it out",
}
ANY_WAY = ("csv", "xlsx")  # files from which a person sends, in whatever way


@dataclass(frozen=True, slots=True)
class Transfer:
    """One payout of a batch (`record` holds no other), the lines it pays, and whose they are."""

    record: BatchRecord
    partner: Partner
    lines: tuple[LedgerEntry, ...]
    deals: Mapping[str, DealName] = field(default_factory=dict)
    account: PayoutAccount | None = None  # where it went; None when finance knows it from elsewhere
    tz: str = "UTC"  # whose day a return is booked on
    booked: tuple[LedgerEntry, ...] = ()  # what this decision adds to the ledger

    @property
    def payout(self) -> Payout:
        """The one it is about."""
        return self.record.batch.payouts[0]


def decide(state: Transfer, message: Command | Event, now: datetime) -> Decision[Transfer]:
    """A repeat changes nothing; what cannot be is refused in words."""
    match message:
        case ConfirmPayout() | FailPayout() if why := _unlike(state, message):
            return _doubt(state, message, why, now)
        case ConfirmPayout():
            return _confirm(state, message, now)
        case FailPayout():
            return _fail(state, message, now)
        case HearTransfer():
            return _hear(state, message, now)
    return Decision(state)


def money_contact(partner: Partner) -> Contact:
    """Who at a partner reads about money: their finance person, else the owner, else anybody."""
    for role in ("finance", "owner"):
        for contact in partner.contacts:
            if contact.role == role:
                return contact
    return partner.contacts[0] if partner.contacts else Contact("", ("",))


def _hear(state: Transfer, told: HearTransfer, now: datetime) -> Decision[Transfer]:
    """A payment service's own word; what does not fit what we know is for a person."""
    if told.verdict == "waits":
        return _asked(state, told, "It is neither paid nor free again; I wait for what becomes of it.", now)
    payout, by = state.payout, Person(told.service)
    if not _went_there(state, told):
        to = f"it went to {state.account.masked}" if state.account else "I do not know where it went"
        says = f"That is not how and where this payout was sent: by our books {to}. Nothing is noted."
        return _asked(state, told, says, now)
    if told.amount != payout.amount:
        return _asked(state, told, "That is not the amount of the payout, so nothing is noted.", now)
    batch, arrived = state.record.batch, told.verdict == "arrived"
    if payout.status != "open" or batch.status != "exported":
        if payout.status == ("confirmed" if arrived else "failed"):
            return Decision(state)
        stands = payout.status if batch.status == "exported" else f"in a batch that is {batch.status}"
        return _asked(state, told, f"By our books it is {stands}, so nothing is noted. Please look.", now)
    if arrived:
        return _confirm(state, ConfirmPayout(payout.id, told.on, by), now)
    return _fail(state, FailPayout(payout.id, told.reason, told.note, by), now)


def _went_there(state: Transfer, told: HearTransfer) -> bool:
    """Whether it was sent in that way and to that account; elsewhere anybody writes our reference."""
    way, account = told.service.lower(), state.account
    if account is None or account.method != way or state.payout.carried_by not in (way, *ANY_WAY):
        return False
    return account.number.casefold() == told.account.casefold()


def _asked(state: Transfer, told: HearTransfer, says: str, now: datetime) -> Decision[Transfer]:
    """For a person to look at; until then the transfer is left out when all the others have arrived."""
    key = f"transfer:{told.service}:{told.payout_id}:{told.verdict}:{told.mark}"[:290]
    kept = _marked(state)
    is_left_out = kept.payout.reason == DOUBTED
    context = {
        "told": told,
        "payout": state.payout,
        "partner": state.partner,
        "says": says,
        "left_out": is_left_out,
    }
    note = _to_finance(state, key, "transfer_told", state.record.batch.id, context)
    happened = (
        () if told.verdict == "waits" else (_doubted(state, told.verdict, told.amount, told.service, now),)
    )
    return Decision(kept, happened, (note, *(_card(kept, quiet=False) if kept != state else ())))


def _confirm(state: Transfer, message: ConfirmPayout, now: datetime) -> Decision[Transfer]:
    decided = confirm(state.record.batch, message.payout_id, message.on)
    if decided.refused:
        return _refused(state, decided.refused, message.actor, message.channel, now)
    if not decided.entries:
        return Decision(state)
    done = _with(state, decided.batch, decided.entries)
    payout = done.payout
    happened = PayoutConfirmed(
        payout.partner,
        now,
        payout=payout.id,
        batch=decided.batch.id,
        amount_minor=payout.amount.minor,
        currency=payout.amount.currency,
        on=message.on.isoformat(),
        actor=message.actor.name,
    )
    statement = payout_statement(payout, decided.batch, state.lines, state.deals)
    more = {
        "statement": statement,
        "on": message.on,
        "account": state.account.masked if state.account else "",
    }
    mail = _mail(done, f"paid:{payout.id}", "paid", more, ("paid.pdf", "paid.html"))
    return Decision(done, (happened,), (*mail, *_card(done, quiet=message.is_one_of_many)))


def _fail(state: Transfer, message: FailPayout, now: datetime) -> Decision[Transfer]:
    batch, before = state.record.batch, state.payout
    if before.status == "failed":
        return Decision(state)
    if before.status == "confirmed" and message.had_arrived:
        on = local_date(now, state.tz)
        decided = came_back_late(batch, before, message.reason, on, message.actor.name)
    else:
        decided = fail(batch, message.payout_id, message.reason)
    if decided.refused:
        return _refused(state, decided.refused, message.actor, message.channel, now)
    done = _with(state, decided.batch, decided.entries)
    payout = done.payout
    happened = PayoutFailed(
        payout.partner,
        now,
        payout=payout.id,
        batch=decided.batch.id,
        reason=message.reason,
        note=message.note,
        actor=message.actor.name,
    )
    booked = tuple(
        CommissionBooked(payout.partner, now, entry.key, "", (in_brief(entry),), message.actor.name)
        for entry in decided.entries
    )
    more = {"amount": payout.amount, "payday": decided.batch.payday, "why": WORDS[message.reason]}
    mail = _mail(done, f"returned:{payout.id}", "payout_returned", more)
    return Decision(done, (happened, *booked), (*mail, *_card(done, quiet=message.is_one_of_many)))


def _unlike(state: Transfer, message: ConfirmPayout | FailPayout) -> str:
    """Why the bank's word cannot be taken as it is, for finance; "" when it can, or a person says it."""
    payout = state.payout
    if message.bank is None:
        return ""
    if state.record.batch.status != "exported":
        return "Its batch has not been exported yet."
    if message.bank.amount is not None and message.bank.amount != payout.amount:
        return f"We sent {payout.amount.format()}."
    if payout.status == "failed" and isinstance(message, ConfirmPayout):
        return "Here it came back, so a later batch may pay it again: look before that one is exported."
    return ""


def _doubt(
    state: Transfer, message: ConfirmPayout | FailPayout, why: str, now: datetime
) -> Decision[Transfer]:
    """Nothing is booked. An open transfer stays open, and is left out when all the others have arrived."""
    payout = state.payout
    is_paid = isinstance(message, ConfirmPayout)
    amount = (message.bank.amount if message.bank else None) or payout.amount
    happened = _doubted(state, "arrived" if is_paid else "came_back", amount, message.actor.name, now)
    context = {"partner": state.partner, "payout": payout, "amount": amount, "is_paid": is_paid, "why": why}
    said = f"{happened.verdict}:{amount.minor}{amount.currency}:{payout.status}"
    note = _to_finance(state, f"doubted:{payout.id}:{said}", "transfer_doubted", payout.partner, context)
    kept = _marked(state)
    return Decision(kept, (happened,), (note, *_card(kept, quiet=message.is_one_of_many)))


def _marked(state: Transfer) -> Transfer:
    """The same with a mark on a transfer that is under way; a draft has none."""
    payout, batch = state.payout, state.record.batch
    if payout.status != "open" or batch.status == "draft":
        return state
    doubted = replace(batch, payouts=(replace(payout, reason=DOUBTED),))
    return replace(state, record=replace(state.record, batch=doubted))


def _doubted(
    state: Transfer, verdict: Literal["arrived", "came_back"], amount: Money, by: str, now: datetime
) -> TransferDoubted:
    return TransferDoubted(
        state.payout.partner,
        now,
        payout=state.payout.id,
        batch=state.record.batch.id,
        verdict=verdict,
        amount_minor=amount.minor,
        currency=amount.currency,
        actor=by,
    )


def _to_finance(
    state: Transfer, key: str, template: str, about: str, context: Mapping[str, object]
) -> PostNotice:
    thread = f"batch:{state.record.batch.id}"
    return PostNotice(key, template, "finance", about, context, in_thread_of=thread, in_channel_too=True)


def _with(state: Transfer, batch: Batch, entries: tuple[LedgerEntry, ...]) -> Transfer:
    return replace(state, record=replace(state.record, batch=batch), booked=entries)


def _mail(
    state: Transfer, key: str, template: str, more: Mapping[str, object], drawn: tuple[str, ...] = ()
) -> tuple[Effect, ...]:
    contact = money_contact(state.partner)
    if not contact.emails[0]:
        return ()
    context = {"partner": state.partner, "contact": contact, "payout": state.payout, **more}
    return (
        SendEmail(
            key=key,
            template=template,
            to=contact.emails[0],
            about=state.partner.id,
            context=context,
            drawn=drawn,
        ),
    )


def _card(state: Transfer, *, quiet: bool) -> tuple[Effect, ...]:
    batch_id = state.record.batch.id
    return () if quiet else (ShowCard(f"batch:{batch_id}", "batch", batch_id, "finance"),)


def _refused(state: Transfer, why: str, actor: Person, channel: str, now: datetime) -> Decision[Transfer]:
    if not (actor.slack_id and channel):
        return Decision(state)
    about = state.payout.id
    key = f"refused:{about}:{actor.slack_id}:{now.isoformat()}"
    return Decision(state, effects=(Whisper(key, "refused", channel, actor.slack_id, about, {"why": why}),))


WORKFLOW = Workflow("transfers", Transfer, decide, accepts=(ConfirmPayout, FailPayout, HearTransfer))
