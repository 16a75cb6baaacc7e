"""What takes two people, decided by two at the same moment: PostgreSQL makes one wait for the other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from bot.engine import Outcome
from storage.database import Database
from storage.history import History
from storage.ledger import Ledger
from storage.mail_tables import OutboxRow
from storage.money_tables import WaiverRow
from storage.payout_tables import BatchRow
from storage.payouts import Batches
from storage.statements import Statements
from tests.builders import DANA
from tests.conftest import StillClock
from tests.rigs.earning import INES, PAYDAY, earn, line
from tests.rigs.ticking import Replica
from tests.rigs.waiting import until
from workflows.base import Command
from workflows.commission.messages import AskWaiver, DecideWaiver
from workflows.commission.payout_messages import (
    ApproveBatch,
    CloseObjections,
    ExportBatch,
    ObjectToLines,
    OpenObjections,
    RefreshBatch,
    SendStatement,
)
from workflows.commission.payout_record import BatchRecord
from workflows.model import Person
from workflows.money import Money

BATCH = f"payday:{PAYDAY}"
RENAMED = Person("Dana R.", "DANA.REYES@vendor.example", "U0DANA00002")
pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
async def two(database_url: str, clock: StillClock) -> AsyncIterator[tuple[Replica, Replica]]:
    """Two replicas; Northwind has £100.50 in a batch that waits for two approvals."""
    pair = Replica(database_url, clock), Replica(database_url, clock)
    handle = pair[0].engine.handle
    await earn(pair[0].engine, line("a", "75"), line("b", "25.50"))
    await handle(RefreshBatch(PAYDAY, begins=True), "begin")
    await handle(OpenObjections(BATCH, date(2026, 3, 11)), "open")
    await handle(SendStatement(BATCH, "P-1"), "statement")
    await handle(CloseObjections(BATCH), "close")
    yield pair
    for replica in pair:
        replica.kill()


async def at_once(two: Sequence[Replica], held: Any, *commands: Command, also: Any = None) -> list[Outcome]:
    """All of them have begun, and wait for one row, before any can go on."""
    database = two[0]._database
    with database.write() as session:
        session.execute(held.with_for_update())
        told = [two[n % 2].engine.handle(command, f"at once:{n}") for n, command in enumerate(commands)]
        waiting = [asyncio.ensure_future(each) for each in told]
        await until(lambda: _blocked(database) == len(commands))
        if also is not None:
            session.execute(also)
    return await asyncio.gather(*waiting)


def _blocked(database: Database) -> int:
    with database.read() as session:
        return (
            session.scalar(text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")) or 0
        )


async def batch(replica: Replica) -> BatchRecord:
    found = await replica.engine.ask(lambda session: Batches(session).get(BATCH))
    assert found
    return found


THE_BATCH = select(BatchRow.id).where(BatchRow.id == BATCH)


@pytest.mark.parametrize(
    ("people", "status", "counted"),
    [((DANA, INES), "approved", 2), ((DANA, DANA), "draft", 1), ((DANA, RENAMED), "draft", 1)],
)
async def test_two_approvals_at_once_are_those_of_two_people(
    two: tuple[Replica, Replica], people: tuple[Person, Person], status: str, counted: int
) -> None:
    seal = (await batch(two[0])).seal
    await at_once(two, THE_BATCH, *(ApproveBatch(BATCH, seal, person) for person in people))
    after = await batch(two[0])
    assert (after.batch.status, len(after.approvals)) == (status, counted)
    events = await two[0].engine.ask(lambda session: History(session).of_kind(BATCH, "BatchApproved"))
    assert [event.data["is_final"] for event in events] == [False, True][:counted]


async def test_two_exports_at_once_are_one(two: tuple[Replica, Replica]) -> None:
    seal = (await batch(two[0])).seal
    for person in (DANA, INES):
        await two[0].engine.handle(ApproveBatch(BATCH, seal, person), person.name)
    done = await at_once(two, THE_BATCH, ExportBatch(BATCH, DANA), ExportBatch(BATCH, INES))
    assert sorted(len(outcome.events) for outcome in done) == [0, 1]


async def test_an_objection_that_comes_with_the_second_approval_is_too_late_and_says_so(
    two: tuple[Replica, Replica],
) -> None:
    sent = await two[0].engine.ask(lambda session: Statements(session).of_batch(BATCH, "P-1"))
    assert sent
    wrong = ObjectToLines(sent.key, "P-1", (1,), "sam@northwind.example", "line 1 looks wrong")
    approved = BatchRow.__table__.update().where(BatchRow.id == BATCH).values(status="approved")  # type: ignore[attr-defined]
    await at_once(two, THE_BATCH, wrong, also=approved)
    (told,) = await two[0].engine.ask(_held_mails)
    assert "comes too late to keep it out of the payout under way" in told


def _held_mails(session: Session) -> list[str]:
    rows = session.scalars(select(OutboxRow).where(OutboxRow.key.startswith("held:")))
    return [row.payload["text"] for row in rows]


@pytest.mark.parametrize(
    ("deciders", "booked"),
    [(("dana", "ines"), 1), (("finn", "FINN"), 0), (("dana", "finn"), 1)],
)
async def test_a_write_off_is_agreed_once_and_never_by_who_asked(
    two: tuple[Replica, Replica], deciders: tuple[str, str], booked: int
) -> None:
    engine = two[0].engine
    await engine.unit(lambda session, now: Ledger(session).add([line("c", "-500")], now))
    await engine.handle(AskWaiver("P-1", "W-1", Money.of("50", "GBP"), "goodwill", "finn"), "ask")
    held = select(WaiverRow.id).where(WaiverRow.id == "W-1")
    await at_once(two, held, *(DecideWaiver("W-1", agreed=True, actor=who) for who in deciders))
    entries = await engine.ask(lambda session: Ledger(session).everything())
    assert sum(entry.kind == "waiver" for entry in entries) == booked
