"""Whatever happens to a deal, in any order and however often, the stored cents are those of its facts."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count, permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.money.auditing import audit
from storage.database import Database
from tests.builders import DANA, introduction, other_partner, prospect
from tests.conftest import StillClock
from tests.rigs.books import Books, open_books, paying
from workflows.base import Command
from workflows.commands import DecideConflict, MoveStage
from workflows.commission.calculate import calculate
from workflows.commission.ledger import LedgerEntry
from workflows.commission.messages import NoteCollection, NoteRefund
from workflows.commission.rules import parse_plan
from workflows.money import Money

RULES = {
    "percent": 'kind = "percent"\nrate = "12.5 %"\nfloor = 250\ncap = 5000',
    "tiers": 'kind = "tiers"\nmode = "marginal"\n'
    'tiers = [{up_to = 10000, rate = "10 %"}, {up_to = 50000, rate = "15 %"}, {rate = "20 %"}]',
    "whole": 'kind = "tiers"\nmode = "whole"\ntiers = [{up_to = 10000, rate = "10 %"}, {rate = "15 %"}]',
    "flat": 'kind = "flat"\namount = "500.00"',
    "recurring": 'kind = "recurring"\nrate = "20 %"\nmonths = 3',
}
TODAY = datetime(2026, 3, 2, 15, tzinfo=UTC)
DAY = date(2026, 2, 20)


def plan(kind: str) -> str:
    head = '[[commission]]\nname = "one"\nvalid_from = 2025-01-01\ncurrency = "EUR"\n'
    bounty = '[[commission.rules]]\nkind = "bounty"\nstages = {demo_scheduled = "50.01"}\n'
    return f"{head}[[commission.rules]]\n{RULES[kind]}\n{bounty}"


@dataclass(frozen=True)
class Act:
    """Something that happens to a deal; `number` is the outside's own."""

    what: str
    cents: int = 0
    number: int = 0

    def on(self, about: str) -> Command:
        money = Money(self.cents, "EUR")
        match self.what:
            case "won":
                return MoveStage(about, "closed_won", DANA, DAY, money, is_confirmed=True, may_steer=True)
            case "refund":
                return NoteRefund(about, f"{about}-RF-{self.number}", money, DAY, "ines")
            case "paid":
                return NoteCollection(about, f"{about}-INV-{self.number}", money, DAY, "ines")
            case "demo_scheduled":
                return MoveStage(about, self.what, DANA, DAY, is_confirmed=True, may_steer=True)
            case stage:
                return MoveStage(about, stage, DANA, is_confirmed=True, may_steer=True)


KEYS = count(0, 1_000)  # a desk of each example has keys of its own
cents = st.integers(1, 90_000_00)
acts = st.lists(
    st.one_of(
        st.builds(Act, st.just("won"), cents),
        st.builds(Act, st.just("refund"), st.integers(1, 9_000_00), st.integers(1, 3)),
        st.builds(Act, st.just("paid"), cents, st.integers(1, 3)),
        st.builds(Act, st.sampled_from(["demo_scheduled", "proposal_sent"])),
    ),
    min_size=1,
    max_size=7,
)
lasting = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path_factory.mktemp('money') / 'desk.db'}")
    opened.migrate()
    yield opened
    with opened.read() as session:  # every example of every test, looked at once more from what happened
        assert audit(session, paying()).wrong == ()
    opened.close()


class Scene:
    """One desk for all examples of a test; each example is a referral of its own."""

    def __init__(self, database: Database, kind: str) -> None:
        self.plan, self.url = plan(kind), database.url.render_as_string(hide_password=False)
        self.clock = StillClock(TODAY)

    def play(self, happens: Sequence[Act], *, share: int = 0, repeat: bool = False) -> list[LedgerEntry]:
        """What the ledger says of a new deal after all this."""
        return asyncio.run(self._play(happens, share, repeat))

    async def _play(self, happens: Sequence[Act], share: int, repeat: bool) -> list[LedgerEntry]:
        books = await open_books(Database(self.url), self.clock, self.plan)
        books.keys = next(KEYS)
        try:
            about = await self._referral(books, share)
            await self._act(books, about, happens)
            if repeat:  # the same again, as a system that lost our answer would send it
                await self._act(books, about, [act for act in happens if act.number])
            mine = [entry for entry in books.ledger() if entry.deal == about]
            self._fits_the_facts(books, about, mine)
        finally:
            books.engine.close()
        return mine

    async def _act(self, books: Books, about: str, happens: Sequence[Act]) -> None:
        for act in happens:
            await books.handle(act.on(about))

    async def _referral(self, books: Books, share: int) -> str:
        name = next(KEYS)
        who = prospect(email=f"jo@c{name}.example", company=f"C {name}")
        about = await books.introduced(prospects=(who,))
        if share:
            katrin = other_partner()
            late = books.clock.now() + timedelta(minutes=1)
            outcome = await books.handle(
                introduction(who, partner=katrin, contact=katrin.contacts[0], received_at=late)
            )
            await books.handle(DecideConflict(outcome.events[0].about, "split", DANA, share))
        return about

    def _fits_the_facts(self, books: Books, about: str, mine: list[LedgerEntry]) -> None:
        """An oracle of its own: the sum of entries is what the deal as a whole earns."""
        record = books.deal(about)
        if record is None:
            assert mine == []
            return
        rules = parse_plan(tomllib.loads(self.plan)["commission"][0])
        due = {
            (share.partner, line.line): share.amount.minor
            for line in calculate(rules, record.deal, record.credited)
            for share in line.shares
            if share.amount
        }
        have: dict[tuple[str, str], int] = {}
        for entry in mine:
            have[entry.partner, entry.line] = have.get((entry.partner, entry.line), 0) + entry.amount.minor
        assert {key: minor for key, minor in have.items() if minor} == due


@pytest.mark.parametrize("kind", RULES)
def test_the_stored_cents_are_those_of_the_facts(database: Database, kind: str) -> None:
    scene = Scene(database, kind)

    @lasting
    @given(acts, st.sampled_from([0, 3_333, 6_000]))
    def holds(happens: list[Act], share: int) -> None:
        scene.play(happens, share=share, repeat=True)

    holds()


def test_the_order_of_refunds_does_not_matter(database: Database) -> None:
    scene = Scene(database, "tiers")

    @settings(lasting, max_examples=3)
    @given(st.lists(st.integers(1, 20_000_00), min_size=2, max_size=3))
    def holds(refunds: list[int]) -> None:
        sums = set()
        for order in permutations(range(len(refunds))):
            backs = [Act("refund", refunds[n], n) for n in order]
            entries = scene.play([Act("won", 60_000_00), *backs])
            sums.add(sum(entry.amount.minor for entry in entries))
        assert len(sums) == 1

    holds()


def test_shares_add_up_to_the_cent(database: Database) -> None:
    scene = Scene(database, "percent")

    @lasting
    @given(cents, st.integers(1, 9_999))
    def holds(value: int, share: int) -> None:
        alone = sum(entry.amount.minor for entry in scene.play([Act("won", value)]))
        assert sum(entry.amount.minor for entry in scene.play([Act("won", value)], share=share)) == alone

    holds()


@pytest.mark.parametrize("kind", ["tiers", "whole"])
def test_a_bigger_deal_never_earns_less(database: Database, kind: str) -> None:
    scene = Scene(database, kind)

    @lasting
    @given(cents, st.integers(0, 10_000_00))
    def holds(value: int, more: int) -> None:
        small = sum(entry.amount.minor for entry in scene.play([Act("won", value)]))
        grown = sum(entry.amount.minor for entry in scene.play([Act("won", value), Act("won", value + more)]))
        assert grown >= small

    holds()
