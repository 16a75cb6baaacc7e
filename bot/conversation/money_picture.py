"""What a partner may know of their own money: each amount with where it stands and how it comes about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from storage.deals import Deals
from storage.ledger import Ledger
from storage.money_views import MoneyViews
from storage.objections import Objections
from storage.views import Views
from workflows.answer_parts import LineState, MoneyLine, Part
from workflows.commission.answers import short_of
from workflows.commission.calculate import MissingRateError, what_if
from workflows.commission.ledger import LedgerEntry
from workflows.commission.model import Credit, Deal
from workflows.commission.payday import next_payday, payday_for
from workflows.commission.terms import Terms
from workflows.model import ExpectedValue, Partner, Referral
from workflows.money import Money
from workflows.pipeline import WON

LINES_SHOWN = 8


def money_of(
    session: Session, partner: Partner, referrals: Sequence[Referral], terms: Terms, today: date
) -> tuple[Part, ...] | None:
    """One part for each referral; None when one is won and nothing is booked: a person must look."""
    parts = []
    for referral in referrals:
        entries = [
            e for e in Ledger(session).of_deal(referral.id) if e.partner == partner.id and e.kind != "payout"
        ]
        if not entries and referral.stage == WON:
            return None
        lines = _lines(session, entries, terms, today)
        parts.append(Part("money", (referral,), lines=lines, totals=_totals(e.amount for e in entries)))
    return tuple(parts)


def owed_to(session: Session, partner: Partner, terms: Terms, today: date) -> Part:
    """All that is open with its totals, and what was paid last; the next payday where nothing is open."""
    ledger = Ledger(session)
    entries = ledger.open_of(partner.id)
    shown = sorted(entries, key=lambda e: (e.payable_on, e.key))[:LINES_SHOWN]
    payouts = ledger.payouts_of(partner.id)
    last = payouts[-1] if payouts else None
    paid = MoneyLine("", "", -last.amount, "paid", last.booked_on) if last else None
    own = {r.same_as or r.id: r for r in Views(session).referrals_of(partner.id)}
    lines = _lines(session, shown, terms, today)
    named = (replace(line, ref=own[line.ref].id if line.ref in own else "") for line in lines)
    return Part(
        "owed",
        lines=tuple(named),
        more=len(entries) - len(shown),
        totals=_totals(e.amount for e in entries),
        paid=paid,
        on=None if entries else next_payday(today, terms.payday),
    )


def imagined(
    session: Session,
    partner: Partner,
    referral: Referral | None,
    said: ExpectedValue,
    terms: Terms,
    today: date,
    currency: str,
    language: str,
) -> Part | None:
    """What it would earn if it closed today at that value; None where no plan says so."""
    views = MoneyViews(session)
    plan = views.plan_of(referral, today, terms) if referral else terms.book.current(partner, today)
    if plan is None:
        return None
    value = Money.of(said.amount, said.currency or plan.currency or currency)
    if referral:
        found = views.what_if(referral, value, today, terms)
        if found is None:
            return None
        why, total, payday = found.earned.steps, _totals([found.earned.total]), found.payday
    else:
        try:
            lines = what_if(plan, Deal("what-if", value), value, (Credit(partner.id),), today, language)
        except MissingRateError:  # the plan counts in a currency that nobody has given a rate for
            return None
        shares = [share for line in lines for share in line.shares]
        why = tuple(words for share in shares for words in share.why)
        total = _totals(share.amount for share in shares)
        payday = payday_for(today, terms.payday, plan.hold_days)
    line = MoneyLine(plan.name, "", value, "held", payday, why)
    about = (referral,) if referral else ()
    return Part("what_if", about, lines=(line,), totals=tuple(total), value=value, on=payday)


def _lines(
    session: Session, entries: Iterable[LedgerEntry], terms: Terms, today: date
) -> tuple[MoneyLine, ...]:
    kept = list(entries)
    titles = Deals(session).titles(e.deal for e in kept)
    settled = Ledger(session).paid([e.key for e in kept])
    payouts = {key: p for e in kept[:1] for p in Ledger(session).payouts_of(e.partner) for key in p.settles}
    objected = Objections(session).open_keys()
    unpaid = Ledger(session).open_of(kept[0].partner) if kept else ()
    found = []
    for entry in kept:
        state: LineState = "paid" if entry.key in settled else "held"
        on = payouts[entry.key].booked_on if entry.key in payouts else entry.payable_on
        if state != "paid" and entry.key in objected:
            state = "checked"
        elif state != "paid" and entry.payable_on <= today:
            state, on = "due", next_payday(today, terms.payday)
        title = titles.get(entry.deal, "")
        waits = state in ("due", "held")
        least = short_of(unpaid, entry.amount.currency, on, terms.payday.minimum) if waits else None
        found.append(MoneyLine(title, entry.deal, entry.amount, state, on, entry.why, least))
    return tuple(found)


def _totals(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """A sum for each currency; they are never netted."""
    kept = list(amounts)
    return tuple(
        Money.total((m for m in kept if m.currency == currency), currency)
        for currency in sorted({m.currency for m in kept})
    )
