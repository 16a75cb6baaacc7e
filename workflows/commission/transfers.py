"""Single transfers: the money has arrived, or came back; the partner hears of both at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from workflows.base import Command, Decision, Effect, Event, SendEmail, ShowCard, Whisper, Workflow
from workflows.commission.batch import Batch, Payout, confirm, fail
from workflows.commission.ledger import LedgerEntry
from workflows.commission.payout_messages import ConfirmPayout, FailPayout, PayoutConfirmed, PayoutFailed
from workflows.commission.payout_record import BatchRecord
from workflows.commission.statement import DealName, payout_statement
from workflows.model import Contact, Partner, Person

WORDS = {
    "closed": "the account it went to is closed",
    "wrong_details": "the account details did not fit",
    "refused": "your bank did not take it",
    "details_changed": "your payout details are being changed",
    "other": "the bank could not carry it out",
}


@dataclass(frozen=True, slots=True)
class Transfer:
    """One payout of a batch (`record` holds no other), the lines it pays, and whose they are."""

    record: BatchRecord
    partner: Partner
    lines: tuple[LedgerEntry, ...]
    deals: Mapping[str, DealName] = field(default_factory=dict)
    account: str = ""  # where it went, masked
    booked: tuple[LedgerEntry, ...] = ()  # what this decision adds to the ledger

    @property
    def payout(self) -> Payout:
        """The one it is about."""
        return self.record.batch.payouts[0]


def decide(state: Transfer, message: Command | Event, now: datetime) -> Decision[Transfer]:
    """A repeat changes nothing; what cannot be is refused in words."""
    match message:
        case ConfirmPayout():
            return _confirm(state, message, now)
        case FailPayout():
            return _fail(state, message, now)
    return Decision(state)


def money_contact(partner: Partner) -> Contact:
    """Who at a partner reads about money: their finance person, else the owner, else anybody."""
    for role in ("finance", "owner"):
        for contact in partner.contacts:
            if contact.role == role:
                return contact
    return partner.contacts[0] if partner.contacts else Contact("", ("",))


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
    more = {"statement": statement, "on": message.on, "account": state.account}
    mail = _mail(done, f"paid:{payout.id}", "paid", more, ("paid.pdf", "paid.html"))
    return Decision(done, (happened,), (*mail, *_card(done, quiet=message.is_one_of_many)))


def _fail(state: Transfer, message: FailPayout, now: datetime) -> Decision[Transfer]:
    if state.payout.status == "failed":
        return Decision(state)
    decided = fail(state.record.batch, message.payout_id, message.reason)
    if decided.refused:
        return _refused(state, decided.refused, message.actor, message.channel, now)
    done = _with(state, decided.batch, ())
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
    more = {"amount": payout.amount, "payday": decided.batch.payday, "why": WORDS[message.reason]}
    mail = _mail(done, f"returned:{payout.id}", "payout_returned", more)
    return Decision(done, (happened,), (*mail, *_card(done, quiet=message.is_one_of_many)))


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


WORKFLOW = Workflow("transfers", Transfer, decide, accepts=(ConfirmPayout, FailPayout))
