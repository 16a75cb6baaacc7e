"""Money as people look at it: what a deal earns a partner, and all that a partner has coming."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from storage.deals import Deals
from storage.ledger import Ledger
from storage.objections import Objections
from storage.partners import Partners
from storage.payouts import Batches
from storage.plans import Plans
from workflows.commission.answers import Earned, Rehearsal, earned, rehearse, short_of
from workflows.commission.batch import Lines
from workflows.commission.ledger import LedgerEntry
from workflows.commission.model import Credit, Deal
from workflows.commission.rules import Plan
from workflows.commission.statement import Statement, open_statements
from workflows.commission.terms import Terms
from workflows.model import Referral
from workflows.money import BPS, Money


@dataclass(frozen=True, slots=True)
class Standing:
    """What a partner has coming, a statement for each currency, and what they were paid so far."""

    statements: tuple[Statement, ...]
    paid: tuple[LedgerEntry, ...]  # payouts, oldest first; their amounts are below zero


class MoneyViews:
    """Read-only questions about money. Whoever asks has checked that the asker may see it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def earned(self, referral: Referral, minimum: Mapping[str, Money] | None = None) -> Earned | None:
        """What the partner of this referral earns of it, also when it is shared; None without a deal.

        With the smallest payouts it says, too, whether the partner has to wait for more to come together.
        """
        deal_id = _deal_of(referral)
        record = Deals(self._session).get(deal_id)
        plan = Plans(self._session).get(record.version) if record else None
        if record is None or plan is None:
            return None
        found = earned(record, plan, Ledger(self._session).of_deal(deal_id), referral.partner_id)
        if not (minimum and found.due):
            return found
        unpaid = Ledger(self._session).open_of(referral.partner_id)
        return replace(found, least=short_of(unpaid, found.total.currency, found.due[0][0], minimum))

    def what_if(self, referral: Referral, value: Money, on: date, terms: Terms) -> Rehearsal | None:
        """What it would earn its partner if it closed at `value` that day; None where nobody can say."""
        plan = self.plan_of(referral, on, terms)
        if plan is None:
            return None
        deals = Deals(self._session)
        record = deals.get(_deal_of(referral))
        deal = record.deal if record else Deal(referral.id, value)
        shares = [(s.partner_id, BPS if plan.dual_credit else s.bps) for s in referral.shares]
        credited = tuple(
            Credit(partner, bps, deals.pay_in(partner))
            for partner, bps in shares or [(referral.partner_id, BPS)]
        )
        if value.currency != deal.value.currency or not deal.rates:
            deal = Deal(deal.id, value, stages=deal.stages, rates=deals.rates_on(on))
        return rehearse(plan, deal, value, credited, referral.partner_id, on, terms.payday)

    def plan_of(self, referral: Referral, on: date, terms: Terms) -> Plan | None:
        """The plan a referral was promised; before that was written down, the one of its day."""
        source = _deal_of(referral)
        if pinned := Plans(self._session).pinned(source):
            return pinned
        partner = Partners(self._session).get(referral.partner_id)
        return terms.book.current(partner, on) if partner else None

    def standing(self, partner_id: str, today: date, since: date | None = None) -> Standing:
        """All that a partner has coming; what two people have approved already shows as on its way."""
        ledger = Ledger(self._session)
        entries = ledger.open_of(partner_id)
        under_way = Batches(self._session).others(today, "", partner_id)
        batches = [batch for batch in under_way if batch.status != "draft"]
        lines = Lines(entries, batches, Objections(self._session).open_keys())
        deals = Deals(self._session).names(entry.deal for entry in entries)
        paid = tuple(e for e in ledger.payouts_of(partner_id) if since is None or e.booked_on >= since)
        return Standing(open_statements(partner_id, lines, today, deals), paid)

    def titles(self, entries: Collection[LedgerEntry]) -> Mapping[str, str]:
        """What the deals of these entries are called."""
        return Deals(self._session).titles(entry.deal for entry in entries)


def _deal_of(referral: Referral) -> str:
    """A shared referral earns through the one it shares."""
    return referral.same_as if referral.registration == "shared" else referral.id
