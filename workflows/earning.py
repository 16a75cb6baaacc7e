"""Earning: what happens to a referral becomes ledger entries, in the transaction that decided it.

The plan is promised at registration. A deal is always computed as a whole, from everything that is known
about it by now, and the ledger gets the difference; so a correction, a refund and a second look all end at
the same cents. What cannot be computed yet (an exchange rate is missing) is kept, said, and booked later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from workflows.base import Command, Decision, Effect, Event, PostNotice, Workflow
from workflows.calendar import local_date
from workflows.commission.calculate import MissingRateError
from workflows.commission.ledger import Cause, CauseKind, LedgerEntry, book, in_brief
from workflows.commission.messages import (
    BookDeal,
    CollectionNoted,
    CommissionBooked,
    CommissionWaits,
    DealFactsNoted,
    NoteCollection,
    NoteDealFacts,
    NoteRefund,
    PlanPinned,
    RefundNoted,
)
from workflows.commission.model import Collection, Credit, Deal, Deduction, Rate, Refund
from workflows.commission.news import Change, money_mails
from workflows.commission.record import DealRecord
from workflows.commission.rules import Plan, Rule
from workflows.commission.volume import year_before
from workflows.crm_messages import RefundReported
from workflows.events import ConflictDecided, ReferralRegistered, StageMoved
from workflows.model import Referral
from workflows.money import BPS, Money
from workflows.payment_messages import PaymentReported
from workflows.pipeline import REGISTERED, WON, Pipeline
from workflows.program import Program

LONGEST_ID = 100


@dataclass(frozen=True, slots=True)
class Earning:
    """A referral and all its commission hangs on; the last four are what a decision adds."""

    referral: Referral
    plan: Plan | None = None  # what was promised; or, before that, what would be promised today
    record: DealRecord | None = None
    entries: tuple[LedgerEntry, ...] = ()  # of this deal, and the payouts of its lines
    told: Mapping[str, Money] | None = None  # by partner: what their mails have named by now
    sharers: tuple[Referral, ...] = ()  # the referrals of the other partners who are credited
    rates: tuple[Rate, ...] = ()  # as they were on the day of the close
    year: tuple[Deal, ...] = ()  # the partner's other deals of that calendar year
    pay_in: Mapping[str, str] | None = None  # by partner
    noted_for: str = ""  # the deal for which this payment or refund was noted before
    pinned: Plan | None = None
    booked: tuple[LedgerEntry, ...] = ()
    noted: Collection | Refund | None = None
    noted_by: str = ""
    was_won_before: bool = False  # before the books began: imported as won, or won without any plan


def deciding(program: Program) -> Workflow[Earning]:
    """The workflow for a programme with these stages and this payday."""

    def decide(state: Earning, message: Command | Event, now: datetime) -> Decision[Earning]:
        today = local_date(now, program.tz)
        match message:
            case ReferralRegistered():
                return _pin(state, now)
            case StageMoved():
                return _moved(state, message, program, now)
            case ConflictDecided(verdict="split" | "give", first=first) if first == message.about:
                return _credit_changed(state, program, now)
            case BookDeal() if state.record and state.record.waits_for:
                on = state.record.deal.closed_on or today
                deal = replace(state.record.deal, rates=_rates(state.record.deal.rates, state.rates))
                return _book(state, replace(state.record, deal=deal), "close", on, program, now)
            case RefundReported() | PaymentReported():
                told = _as_noted(message)
                if why := _gone(state.referral) or refusal(state, told, today):
                    return Decision(state, effects=(_unbooked(state.referral, message, why),))
                return _noted(state, told, program, now)
            case NoteCollection() | NoteRefund() | NoteDealFacts() if not refusal(state, message, today):
                return _noted(state, message, program, now)
        return Decision(state)

    accepts = (
        ReferralRegistered,
        StageMoved,
        ConflictDecided,
        BookDeal,
        NoteCollection,
        NoteRefund,
        NoteDealFacts,
        RefundReported,
        PaymentReported,
    )
    return Workflow("earning", Earning, decide, accepts=accepts)


def refusal(state: Earning, message: NoteCollection | NoteRefund | NoteDealFacts, today: date) -> str:
    """Why a payment, a refund or a fact cannot be noted, as a kind sentence; "" when it can."""
    title, record = f"{state.referral.title} ({state.referral.id})", state.record
    if record is None or (record.deal.closed_on is None and not isinstance(message, NoteDealFacts)):
        return f"{title} is not won, or no commission plan was promised for it, so no money hangs on it."
    currency = record.deal.value.currency
    match message:
        case NoteDealFacts(first_year=first, deductions=less):
            amounts = [*([first] if first else []), *(each.amount for each in less or ())]
            return _unfit_amounts(amounts, currency) or _more_than_all(record.deal, less or ())
        case NoteCollection(collection_id=external, received_on=on):
            known = any(each.id == external for each in record.deal.collections)
        case NoteRefund(refund_id=external, on=on):
            known = any(each.id == external for each in record.deal.refunds)
    if not external.strip() or len(external) > LONGEST_ID:
        return f"Please name it by the number it has outside, at most {LONGEST_ID} characters."
    if known:
        return f"{external} is noted already. Nothing is counted twice."
    if state.noted_for:
        return f"{external} is noted for {state.noted_for} already. Is it really about {title}?"
    if on > today:
        return "That day is still to come."
    return _unfit_amounts([message.amount], currency) or _too_much(record.deal, message)


def _more_than_all(deal: Deal, less: Iterable[Deduction]) -> str:
    taken = Money.total((each.amount for each in less), deal.value.currency)
    if deal.closed_on is None or taken <= deal.value:
        return ""
    return f"That takes {taken.format()} off a deal of {deal.value.format()}: more than it is worth."


def _gone(referral: Referral) -> str:
    """What moves after a referral has ended may still concern a commission: a person has to say."""
    if referral.registration == "registered":
        return ""
    return f"The referral is {referral.registration} by now."


def _as_noted(told: RefundReported | PaymentReported) -> NoteRefund | NoteCollection:
    amount, on = Money(told.minor, told.currency), date.fromisoformat(told.on)
    if isinstance(told, PaymentReported):
        return NoteCollection(told.about, told.collection_id, amount, on, actor=told.service)
    return NoteRefund(told.about, told.refund_id, amount, on, actor=told.crm)


def _unbooked(referral: Referral, told: RefundReported | PaymentReported, why: str) -> PostNotice:
    """Money that moved by the CRM or the payment service, and not by our books, is for finance to look at."""
    match told:
        case PaymentReported(collection_id=external, service=by):
            template = "payment_unbooked"
        case RefundReported(refund_id=external, crm=by):
            template = "crm_unbooked"
    context = {"referral": referral, "crm": by, "amount": Money(told.minor, told.currency), "says": why}
    return PostNotice(f"unbooked:{external}", template, "finance", referral.id, context)


def _unfit_amounts(amounts: list[Money], currency: str) -> str:
    if any(amount.currency != currency for amount in amounts):
        return f"This deal is in {currency}; please give the amount in {currency}."
    return "The amount must be more than nothing." if any(a.minor <= 0 for a in amounts) else ""


def _too_much(deal: Deal, message: NoteCollection | NoteRefund) -> str:
    """A refund of more than there is to refund is a slip of the finger."""
    if isinstance(message, NoteCollection):
        return ""
    zero = deal.value.currency
    paid = Money.total((each.amount for each in deal.collections), zero)
    left = max(deal.value, paid) - Money.total((each.amount for each in deal.refunds), zero)
    return f"Only {left.format()} of this deal can still go back." if message.amount > left else ""


def _pin(state: Earning, now: datetime) -> Decision[Earning]:
    """The promise; a referral that has one keeps it."""
    if state.plan is None or state.pinned or state.referral.registration != "registered":
        return Decision(state)
    promised = PlanPinned(state.referral.id, now, state.plan.name, state.plan.version)
    return Decision(replace(state, pinned=state.plan), (promised,))


def _moved(state: Earning, moved: StageMoved, program: Program, now: datetime) -> Decision[Earning]:
    """A stage was reached, left or corrected."""
    if state.plan is None or not (state.record or moved.stage == WON or _pays_stages(state.plan)):
        return Decision(state)
    if state.record is None and state.was_won_before:
        return Decision(state, effects=_not_booked(state.referral) if moved.stage == WON else ())
    before = state.record or _fresh(state, program)
    deal = facts_after(before.deal, moved, program.pipeline)
    today = local_date(now, program.tz)
    if deal.closed_on != before.deal.closed_on:
        deal = _closed(deal, state, state.plan)
    if deal == before.deal and state.record:
        return Decision(state)
    kind: CauseKind = "stage"
    if moved.stage == WON:
        kind = "close" if before.deal.closed_on is None else "correction"
    elif before.deal.closed_on or not moved.is_forward:
        kind = "correction"
    on = deal.closed_on if kind == "close" and deal.closed_on else today
    record = replace(before, deal=deal, credited=_credited(state))
    return _book(state, record, kind, on, program, now, is_of_stage=True, actor=moved.actor)


def _not_booked(referral: Referral) -> tuple[Effect, ...]:
    """What it earned then was settled elsewhere; only a person knows whether something is still owed."""
    about = referral.id
    return (PostNotice(f"before:{about}", "won_before", "finance", about, {"referral": referral}),)


def _credit_changed(state: Earning, program: Program, now: datetime) -> Decision[Earning]:
    """Two partners share it now, or another one has it: what is booked already follows."""
    if state.record is None:
        return Decision(state)
    record = replace(state.record, credited=_credited(state))
    return _book(state, record, "correction", local_date(now, program.tz), program, now)


def _noted(
    state: Earning, message: NoteCollection | NoteRefund | NoteDealFacts, program: Program, now: datetime
) -> Decision[Earning]:
    record, today = state.record, local_date(now, program.tz)
    if record is None:
        return Decision(state)
    happened: Event
    kind: CauseKind
    match message:
        case NoteCollection(about, external, amount, on, actor, period):
            paid = Collection(external, amount, on, period)
            deal = replace(record.deal, collections=(*record.deal.collections, paid))
            state = replace(state, noted=paid, noted_by=actor)
            happened = CollectionNoted(
                about, now, external, amount.minor, amount.currency, _iso(on), _iso(period), actor
            )
            kind = "collection"
        case NoteRefund(about, external, amount, on, actor, collection):
            back = Refund(external, amount, collection)
            deal = replace(record.deal, refunds=(*record.deal.refunds, back))
            state = replace(state, noted=back, noted_by=actor)
            happened = RefundNoted(
                about, now, external, amount.minor, amount.currency, _iso(on), collection, actor
            )
            kind = "refund"
        case NoteDealFacts(about, actor, first, less):
            deal = record.deal if first is None else replace(record.deal, first_year=first)
            deal = deal if less is None else replace(deal, deductions=less)
            if deal == record.deal:
                return Decision(state)
            named = tuple((each.what, each.amount.minor) for each in deal.deductions)
            year = deal.first_year.minor if deal.first_year is not None else None
            happened = DealFactsNoted(about, now, year, named, deal.value.currency, actor)
            kind, external, on = "correction", "", today
    record = replace(record, deal=deal)
    decision = _book(state, record, kind, on, program, now, external=external, actor=actor)
    return replace(decision, events=(happened, *decision.events))


def _book(
    state: Earning,
    record: DealRecord,
    kind: CauseKind,
    on: date,
    program: Program,
    now: datetime,
    *,
    external: str = "",
    is_of_stage: bool = False,
    actor: str = "",
) -> Decision[Earning]:
    """Close the gap between the ledger and what the deal earns now; say so to those whose money it is."""
    plan, terms = state.plan, program.terms
    if plan is None or terms is None:
        return Decision(state)
    record = replace(record, revision=record.revision + 1, waits_for="")
    cause = Cause(kind, external or f"v{record.revision}", on, known_on=local_date(now, program.tz))
    try:
        entries = book(plan, record.deal, record.credited, state.entries, cause, terms.payday)
    except MissingRateError as missing:
        return _waits(state, replace(record, waits_for=missing.pair), on, now)
    after = replace(state, record=record, booked=entries)
    events = (_event(state.referral.id, cause, plan, entries, actor, now),) if entries else ()
    change = Change(kind, is_of_stage, state.noted.amount if state.noted else None)
    whole = (*state.entries, *entries)
    mails = money_mails(change, record, whole, entries, state.told or {}, state.referral, state.sharers)
    return Decision(after, events, mails)


def _waits(state: Earning, record: DealRecord, on: date, now: datetime) -> Decision[Earning]:
    """Nothing is booked, and nothing is forgotten: finance is asked for the rate."""
    base, _, quote = record.waits_for.partition("/")
    context = {"referral": state.referral, "base": base, "quote": quote, "on": on}
    about = state.referral.id
    key = f"rate:{about}:{record.revision}"
    asked: tuple[Effect, ...] = (PostNotice(key, "rate_missing", "finance", about, context),)
    event = CommissionWaits(about, now, record.waits_for, on.isoformat())
    return Decision(replace(state, record=record), (event,), asked)


def _fresh(state: Earning, program: Program) -> DealRecord:
    referral, plan = state.referral, state.plan
    deal = Deal(referral.id, Money.zero((plan.currency if plan else "") or program.currency))
    return DealRecord(deal, referral.partner_id, plan.version if plan else "", _credited(state))


def facts_after(deal: Deal, moved: StageMoved, pipeline: Pipeline) -> Deal:
    """What a move says about the deal. Back from the end of the road, the stages on the way stay reached."""
    was, now_at = pipeline.stage(moved.before), pipeline.place(moved.stage)
    kept = tuple(s for s in deal.stages if s != WON)
    if not (was and was.is_final) and not moved.is_forward:
        kept = tuple(s for s in kept if pipeline.place(s) <= now_at)
    if moved.stage not in (REGISTERED, *kept):
        kept = (*kept, moved.stage)
    if moved.stage != WON or moved.deal_minor is None:
        return replace(deal, stages=kept, closed_on=None, year_before=None)
    value = Money(moved.deal_minor, moved.currency)
    if value.currency != deal.value.currency:  # what was noted in the old currency means nothing in the new
        deal = replace(deal, first_year=None, deductions=())
    return replace(deal, stages=kept, value=value, closed_on=date.fromisoformat(moved.on))


def _closed(deal: Deal, state: Earning, plan: Plan) -> Deal:
    """What is frozen with the day of the close: exchange rates, and the partner's year so far."""
    if deal.closed_on is None:
        return deal
    deal = replace(deal, rates=state.rates)
    if not any(_counts_the_year(rule) for rule in plan.rules):
        return deal
    try:
        return replace(deal, year_before=year_before(deal, state.year, plan.currency or deal.value.currency))
    except MissingRateError:  # an earlier deal waits for its rate; this one is computed without it
        return deal


def _rates(frozen: tuple[Rate, ...], known: tuple[Rate, ...]) -> tuple[Rate, ...]:
    """What is frozen stays; only what was missing is added."""
    have = {(rate.base, rate.quote) for rate in frozen}
    return (*frozen, *(rate for rate in known if (rate.base, rate.quote) not in have))


def _credited(state: Earning) -> tuple[Credit, ...]:
    """Who is credited: the partner alone, or those who share it; with dual credit each of them in full."""
    referral, pay_in = state.referral, state.pay_in or {}
    if referral.registration == "superseded":
        return ()
    if not referral.shares:
        return (Credit(referral.partner_id, pay_in=pay_in.get(referral.partner_id, "")),)
    is_dual = bool(state.plan and state.plan.dual_credit)
    return tuple(
        Credit(
            share.partner_id,
            BPS if is_dual else share.bps,
            pay_in.get(share.partner_id, ""),
            "source" if share.partner_id == referral.partner_id else "influence",
        )
        for share in referral.shares
    )


def _event(
    about: str, cause: Cause, plan: Plan, entries: tuple[LedgerEntry, ...], actor: str, now: datetime
) -> CommissionBooked:
    return CommissionBooked(about, now, cause.name, plan.version, tuple(in_brief(e) for e in entries), actor)


def _pays_stages(plan: Plan) -> bool:
    return any(rule.kind == "bounty" for rule in plan.rules)


def _counts_the_year(rule: Rule) -> bool:
    return getattr(rule.settings, "per", "deal") == "year"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
