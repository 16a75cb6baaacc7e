"""Granting: a bonus by hand, and a debt that is written off when two different people agree."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from workflows.base import Command, Decision, Effect, Event, SendEmail, ShowCard, Workflow
from workflows.calendar import local_date
from workflows.commission.details import is_of_one
from workflows.commission.ledger import Booking, LedgerEntry, balance, bonus, in_brief, waive
from workflows.commission.messages import (
    AskWaiver,
    CommissionBooked,
    DecideWaiver,
    GiveBonus,
    WaiverAsked,
    WaiverDecided,
)
from workflows.commission.record import Waiver
from workflows.model import Partner
from workflows.money import Money
from workflows.program import Program


@dataclass(frozen=True, slots=True)
class Account:
    """A partner's ledger; `booked` is what a decision adds."""

    partner: Partner
    entries: tuple[LedgerEntry, ...] = ()
    waiver: Waiver | None = None
    booked: tuple[LedgerEntry, ...] = ()


def deciding(program: Program) -> Workflow[Account]:
    """The workflow for a programme in its time zone."""

    def decide(state: Account, message: Command | Event, now: datetime) -> Decision[Account]:
        today = local_date(now, program.tz)
        if not isinstance(message, GiveBonus | AskWaiver | DecideWaiver) or refusal(state, message, today):
            return Decision(state)
        match message:
            case GiveBonus():
                made = _bonus(state, message, today)
                if not made.entries:  # it was given before
                    return Decision(state)
                return _book(state, made, "money_bonus", message.actor, now)
            case AskWaiver(partner_id, waiver_id, amount, reason, actor):
                asked = Waiver(waiver_id, partner_id, amount, reason.strip(), actor, now)
                event = WaiverAsked(partner_id, now, waiver_id, amount.minor, amount.currency, reason, actor)
                return Decision(replace(state, waiver=asked), (event,), (_card(waiver_id),))
            case DecideWaiver():
                return _decided(state, message, today, now)

    return Workflow("granting", Account, decide, accepts=(GiveBonus, AskWaiver, DecideWaiver))


def refusal(state: Account, message: GiveBonus | AskWaiver | DecideWaiver, today: date) -> str:
    """Why it cannot be done, as a kind sentence; "" when it can."""
    match message:
        case GiveBonus():
            return _bonus(state, message, today).refused
        case AskWaiver(waiver_id=waiver_id, amount=amount, reason=reason):
            if state.waiver is not None:
                return "That is asked for already."
            return _waived(state, waiver_id, amount, reason, ("one", "another"), today).refused
        case DecideWaiver(actor=actor, agreed=agreed):
            if state.waiver is None or state.waiver.status != "asked":
                return "Somebody has decided this already."
            if not agreed:
                return ""
            if is_of_one(actor, state.waiver.asked_by):
                return "A write-off needs two different people; you asked for this one."
            return _agreed(state, state.waiver, actor, today).refused


def _bonus(state: Account, wish: GiveBonus, today: date) -> Booking:
    return bonus(
        state.entries,
        bonus_id=wish.bonus_id,
        partner=state.partner.id,
        amount=wish.amount,
        on=today,
        by=wish.actor,
        reason=wish.reason,
    )


def _agreed(state: Account, waiver: Waiver, actor: str, today: date) -> Booking:
    return _waived(state, waiver.id, waiver.amount, waiver.reason, (waiver.asked_by, actor), today)


def _waived(
    state: Account, waiver_id: str, amount: Money, reason: str, people: tuple[str, ...], today: date
) -> Booking:
    return waive(
        state.entries,
        waiver_id=waiver_id,
        partner=state.partner.id,
        amount=amount,
        on=today,
        approved_by=people,
        reason=reason,
    )


def _decided(state: Account, message: DecideWaiver, today: date, now: datetime) -> Decision[Account]:
    waiver = state.waiver
    if waiver is None:
        return Decision(state)
    done = replace(waiver, decided_by=message.actor, status="agreed" if message.agreed else "declined")
    event = WaiverDecided(state.partner.id, now, waiver.id, message.agreed, message.actor)
    if not message.agreed:
        return Decision(replace(state, waiver=done), (event,), (_card(waiver.id),))
    made = _agreed(state, waiver, message.actor, today)
    decision = _book(replace(state, waiver=done), made, "money_waived", message.actor, now)
    return replace(decision, events=(event, *decision.events), effects=(*decision.effects, _card(waiver.id)))


def _book(state: Account, made: Booking, template: str, actor: str, now: datetime) -> Decision[Account]:
    (entry,) = made.entries
    event = CommissionBooked(state.partner.id, now, entry.key, "", (in_brief(entry),), actor)
    left = balance((*state.entries, entry), state.partner.id, entry.amount.currency)
    mail = _mail(state.partner, template, entry, left)
    return Decision(replace(state, booked=(entry,)), (event,), mail)


def _mail(partner: Partner, template: str, entry: LedgerEntry, left: Money) -> tuple[Effect, ...]:
    """To the people of the partner who hear of money, else to the first one; nobody there, no mail."""
    reachable = [contact for contact in partner.contacts if contact.emails]
    chosen = next((c for c in reachable if c.role == "finance"), next(iter(reachable), None))
    if chosen is None:
        return ()
    context = {"partner": partner, "contact": chosen, "entry": entry, "left": left}
    key = f"{template}:{entry.key}"
    return (SendEmail(key, template, chosen.emails[0], partner.id, context, language=partner.speaks),)


def _card(waiver_id: str) -> ShowCard:
    return ShowCard(f"waiver:{waiver_id}", "waiver", waiver_id, "finance")
