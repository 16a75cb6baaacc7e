"""A year of the programme: deals, refunds, replays, objections and failed transfers, to the cent."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.workflows.commission.build import TERMS, plan
from workflows.calendar import add_months
from workflows.commission.batch import Batch, approve, confirm, draft, export, fail
from workflows.commission.ledger import Cause, LedgerEntry, balances, book
from workflows.commission.model import Collection, Credit, Deal, Rate, Refund
from workflows.commission.owed import Booked, owed, verify
from workflows.commission.payday import next_payday, payday_for
from workflows.commission.rules import Plan
from workflows.money import Money

TIERS = [{"up_to": 10_000, "rate": "10 %"}, {"up_to": 50_000, "rate": "15 %"}, {"rate": "20 %"}]
PLANS = [
    plan(rate="12.5 %"),
    plan(rate="15 %", floor=250, cap=5000, hold_days=30),
    plan(kind="flat", amount="500.00"),
    plan(kind="tiers", mode="marginal", tiers=TIERS),
    plan(kind="tiers", mode="whole", tiers=TIERS),
    plan(kind="recurring", rate="20 %", months=3),
    plan(rate="10 %", dual_credit=True),
]
RATES = (Rate("EUR", "USD", Decimal("1.0850")), Rate("EUR", "JPY", Decimal("162.35")))


@dataclass
class World:
    """The programme as its database would hold it."""

    chance: random.Random
    deals: dict[str, tuple[Plan, Deal, tuple[Credit, ...]]] = field(default_factory=dict)
    entries: list[LedgerEntry] = field(default_factory=list)
    batches: list[Batch] = field(default_factory=list)
    causes: list[tuple[str, Cause]] = field(default_factory=list)

    def happens(self, deal_id: str, cause: Cause) -> None:
        """An event arrives, now and then twice, and now and then an old one comes again."""
        self.causes.append((deal_id, cause))
        for name, each in ((deal_id, cause), (deal_id, cause), self.chance.choice(self.causes)):
            rules, facts, credited = self.deals[name]
            mine = [e for e in self.entries if e.deal == name or e.kind == "payout"]
            self.entries += book(rules, facts, credited, mine, each, TERMS)

    def change(self, deal_id: str, **facts: object) -> None:
        rules, deal, credited = self.deals[deal_id]
        self.deals[deal_id] = rules, replace(deal, **facts), credited  # type: ignore[arg-type]

    def wins(self, deal_id: str, on: date) -> None:
        value = Money(self.chance.randrange(100, 90_000_00), "EUR")
        first, second = self.chance.sample(range(8), 2)
        share = self.chance.choice([10_000, 6000, 3333])
        rules = self.chance.choice(PLANS)
        credited: tuple[Credit, ...] = (Credit(f"P-{first}", share, ("", "USD", "JPY")[first % 3]),)
        if share < 10_000:
            credited += (Credit(f"P-{second}", 10_000 - share),)
        paid = (Collection(f"{deal_id}-1", value, on),)
        self.deals[deal_id] = rules, Deal(deal_id, value, on, collections=paid, rates=RATES), credited
        self.happens(deal_id, Cause("close", "v1", on))

    def refunds(self, deal_id: str, on: date) -> None:
        deal = self.deals[deal_id][1]
        amount = Money(self.chance.randrange(1, deal.value.minor + 1), "EUR")
        back = Refund(f"{deal_id}-R{len(deal.refunds)}", amount)
        self.change(deal_id, refunds=(*deal.refunds, back))
        self.happens(deal_id, Cause("refund", back.id, on))

    def pays(self, payday: date) -> None:
        objected = {e.key for e in self.entries if self.chance.random() < 0.02}
        batch = draft(self.entries, payday, TERMS, batches=self.batches, objected=objected)
        for person in ("U-1", "U-2"):
            batch = approve(batch, person, batch.control).batch
        if batch.status != "approved":
            return
        batch = export(export(batch).batch).batch
        for payout in batch.payouts:
            if self.chance.random() < 0.1:
                batch = fail(batch, payout.id, "account closed").batch
        self.batches.append(self.arrives(self.arrives(batch, payday), payday))

    def arrives(self, batch: Batch, payday: date) -> Batch:
        for payout in batch.payouts:
            done = confirm(batch, payout.id, payday)
            self.entries += done.entries
            batch = done.batch
        return batch


def a_year(seed: int) -> World:
    world = World(random.Random(seed))
    day = date(2026, 1, 1)
    while day < date(2027, 1, 1):
        world.wins(f"D-{day}", day)
        if world.chance.random() < 0.3:
            world.refunds(world.chance.choice(list(world.deals)), day)
        if next_payday(day, TERMS) == day:
            world.pays(day)
        day += timedelta(days=1)
    return world


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_a_year_ledger_payouts_and_events_agree_to_the_cent(seed: int) -> None:
    world = a_year(seed)
    assert verify(world.entries, [Booked(*each) for each in world.deals.values()]) == ()
    assert {key: money for key, money in balances(world.entries).items() if money} == {
        (each.partner, each.total.currency): each.total
        for each in owed(world.entries, date(2027, 1, 1))
        if each.total
    }
    keys = [entry.key for entry in world.entries]
    numbers = [(e.deal, e.line, e.partner, e.sequence) for e in world.entries if e.deal]
    assert (len(set(keys)), len(set(numbers))) == (len(keys), len(numbers))


def test_nobody_is_paid_before_the_day_and_what_is_undisputed_is_paid_on_it() -> None:
    world = World(random.Random(4))
    for n in range(60):
        world.wins(f"D-{n}", date(2026, 1, 1) + timedelta(days=n))
    for months in range(1, 5):
        payday = payday_for(add_months(date(2025, 12, 1), months), TERMS)
        batch = draft(world.entries, payday, TERMS)
        due = {e.key for e in world.entries if e.payable_on <= payday} - {
            key for e in world.entries for key in e.settles
        }
        assert {key for payout in batch.payouts for key in payout.lines} == due - {
            e.key for e in world.entries if e.kind == "payout"
        }
        for person in ("U-1", "U-2"):
            batch = approve(batch, person, batch.control).batch
        world.arrives(export(batch).batch, payday)
    assert all(money.minor == 0 for money in balances(world.entries).values())
