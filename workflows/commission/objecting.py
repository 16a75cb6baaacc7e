"""A line that looks wrong is held, that line only, until somebody of finance has answered.

Released it is paid as it stood; upheld it is put right by an entry of its own. The partner reads both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from workflows.base import Command, Decision, Effect, Event, SendEmail, ShowCard, Whisper, Workflow
from workflows.commission.ledger import LedgerEntry
from workflows.commission.payout_messages import (
    HoldLine,
    LineObjected,
    ObjectionSettled,
    ObjectToLines,
    SettleObjection,
)
from workflows.commission.payout_record import Dispute, dispute_id
from workflows.commission.record import Objection
from workflows.model import Contact, Partner, Person
from workflows.money import Money

Rest = Literal["paid", "nothing", "waits"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line in question. `is_too_late`: it is in a batch that is approved, or paid."""

    entry: LedgerEntry
    title: str
    number: int = 0
    is_too_late: bool = False
    objection: Objection | None = None  # the open one
    dispute: Dispute | None = None


@dataclass(frozen=True, slots=True)
class Objecting:
    """The lines somebody speaks of, and what this decision changes about them."""

    partner: Partner
    contact: Contact
    lines: tuple[Line, ...]
    today: date
    pays_on: date  # the next payday that is not settled yet; a line that is free again is paid then
    rest: Rest = "paid"  # what becomes of the partner's other lines that day
    was_shown: bool = False  # the partner has a statement with these lines
    raised: tuple[tuple[Objection, Dispute], ...] = ()
    settled: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # entry -> by, answer
    booked: tuple[LedgerEntry, ...] = ()


def decide(state: Objecting, message: Command | Event, now: datetime) -> Decision[Objecting]:
    """What is held already, or settled already, stays as it is."""
    match message:
        case ObjectToLines():
            return _object(state, message, now)
        case HoldLine():
            return _hold(state, message, now)
        case SettleObjection():
            return _settle(state, message, now)
    return Decision(state)


def rest_of(
    payouts: Iterable[Sequence[LedgerEntry]], held: Collection[str], minimum: Mapping[str, Money]
) -> Rest:
    """What becomes of a partner's payouts once these lines are held: the rest may be too small to be paid."""
    left = [[e for e in lines if e.key not in held and e.reverses not in held] for lines in payouts]
    sums = [Money.total((e.amount for e in lines), lines[0].amount.currency) for lines in left if lines]
    if not sums:
        return "nothing"
    is_paid = all(total.minor > 0 and total >= minimum.get(total.currency, total) for total in sums)
    return "paid" if is_paid else "waits"


def _object(state: Objecting, message: ObjectToLines, now: datetime) -> Decision[Objecting]:
    fresh = tuple(line for line in state.lines if line.objection is None)
    raised = tuple(_raised(state, line, message, now) for line in fresh)
    events = tuple(
        LineObjected(state.partner.id, now, entry=line.entry.key, by=message.by, words=message.words[:500])
        for line in fresh
    )
    mail = SendEmail(
        key=f"held:{message.statement}:{message.mail_id or now.isoformat()}",
        template="line_on_hold",
        to=message.by,
        about=state.partner.id,
        context={
            "partner": state.partner,
            "contact": state.contact,
            "lines": state.lines,
            "is_ours": False,
            "pays_on": state.pays_on,
            "rest": state.rest,
        },
        reply_to_mail=message.reply_to_mail,
        references=message.references,
        subject_of=message.subject,
        answers=message.mail_id,
    )
    cards = tuple(_card(line.entry.key) for line in fresh)
    return Decision(replace(state, raised=raised), events, (mail, *cards))


def _raised(state: Objecting, line: Line, message: ObjectToLines, now: datetime) -> tuple[Objection, Dispute]:
    dispute = Dispute(
        dispute_id(line.entry.key),
        line.entry.key,
        state.partner.id,
        line.number,
        message.by,
        message.reply_to_mail,
        message.references,
        message.subject,
    )
    return Objection(line.entry.key, state.partner.id, message.by, message.words[:3000], now), dispute


def _hold(state: Objecting, message: HoldLine, now: datetime) -> Decision[Objecting]:
    (line,) = state.lines
    if line.objection or line.is_too_late:
        why = "This line is held already." if line.objection else "It is too late: the batch is approved."
        return Decision(state, effects=_whisper(line, message.actor, message.channel, why, now))
    to = state.contact.emails[0] if state.was_shown else ""
    dispute = Dispute(dispute_id(line.entry.key), line.entry.key, state.partner.id, line.number, to)
    objection = Objection(line.entry.key, state.partner.id, message.actor.name, message.why[:3000], now)
    happened = LineObjected(
        state.partner.id, now, entry=line.entry.key, by=message.actor.name, words=message.why[:500]
    )
    mail = SendEmail(
        key=f"held:{dispute.id}:{now.isoformat()}",
        template="line_on_hold",
        to=to,
        about=state.partner.id,
        context={
            "partner": state.partner,
            "contact": state.contact,
            "lines": state.lines,
            "is_ours": True,
            "pays_on": state.pays_on,
            "rest": state.rest,
        },
    )
    effects: tuple[Effect, ...] = (_card(line.entry.key), *((mail,) if to else ()))
    return Decision(replace(state, raised=((objection, dispute),)), (happened,), effects)


def _settle(state: Objecting, message: SettleObjection, now: datetime) -> Decision[Objecting]:
    (line,) = state.lines
    if line.objection is None:
        why = "Somebody has answered this one already; the card shows how."
        return Decision(state, effects=_whisper(line, message.actor, message.channel, why, now))
    right = message.right
    is_upheld = right is not None and right != line.entry.amount
    booked = (_correction(line, right, state.today, message),) if right is not None and is_upheld else ()
    happened = ObjectionSettled(
        state.partner.id,
        now,
        entry=line.entry.key,
        verdict="upheld" if is_upheld else "released",
        actor=message.actor.name,
        answer=message.answer,
    )
    settled = {line.entry.key: (message.actor.name, message.answer)}
    effects: tuple[Effect, ...] = (_card(line.entry.key),)
    if line.dispute and line.dispute.to:
        effects = (*effects, _answer(state, line, line.dispute, message, right if is_upheld else None, now))
    return Decision(replace(state, settled=settled, booked=booked), (happened,), effects)


def _correction(line: Line, right: Money, today: date, message: SettleObjection) -> LedgerEntry:
    """What makes the line right. It belongs to no deal: a deal's own lines are recomputed from facts."""
    entry = line.entry
    since = line.objection.at.isoformat() if line.objection else ""
    said = f"{line.title}: {right.format()} instead of {entry.amount.format()}"
    return LedgerEntry(
        key=f"objection:{dispute_id(entry.key)}:{since}",
        kind="adjustment",
        partner=entry.partner,
        amount=right - entry.amount,
        booked_on=today,
        payable_on=today if line.is_too_late else entry.payable_on,
        why=(said, message.answer),
        reverses=entry.key,
        approved_by=(message.actor.name,),
    )


def _answer(
    state: Objecting,
    line: Line,
    dispute: Dispute,
    message: SettleObjection,
    right: Money | None,
    now: datetime,
) -> SendEmail:
    return SendEmail(
        key=f"settled:{dispute.id}:{now.isoformat()}",
        template="objection_settled",
        to=dispute.to,
        about=state.partner.id,
        context={
            "partner": state.partner,
            "contact": state.partner.contact(dispute.to) or state.contact,
            "line": line,
            "right": right,
            "answer": message.answer,
            "by": message.actor,
            "pays_on": state.pays_on,
        },
        reply_to_mail=dispute.reply_to_mail,
        references=dispute.references,
        subject_of=dispute.subject,
    )


def _card(entry_key: str) -> ShowCard:
    about = dispute_id(entry_key)
    return ShowCard(f"objection:{about}", "objection", about, "finance")


def _whisper(line: Line, actor: Person, channel: str, why: str, now: datetime) -> tuple[Effect, ...]:
    if not (actor.slack_id and channel):
        return ()
    about = dispute_id(line.entry.key)
    key = f"refused:{about}:{actor.slack_id}:{now.isoformat()}"
    return (Whisper(key, "refused", channel, actor.slack_id, about, {"why": why}),)


WORKFLOW = Workflow("objections", Objecting, decide, accepts=(ObjectToLines, HoldLine, SettleObjection))
