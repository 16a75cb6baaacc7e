"""A payday for many partners: CPU time, memory, and how both grow when everything is ten times as much."""

from __future__ import annotations

import tempfile
import time
import tracemalloc
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from bot.money import exports
from bot.rules.payouts import PayoutsTable
from storage.ledger import Ledger
from storage.partners import Partners
from storage.payouts import Batches
from tests.builders import DANA, partner
from tests.conftest import StillClock
from tests.rigs.earning import INES, PAYDAY, line
from tests.rigs.ticking import Replica
from workflows.base import Command
from workflows.commission.payout_messages import (
    ApproveBatch,
    CloseObjections,
    ConfirmPayout,
    ExportBatch,
    RefreshBatch,
    SendStatement,
)
from workflows.model import Contact

BATCH = f"payday:{PAYDAY}"
SIZES = ((1_000, 10_000), (10_000, 100_000))  # partners and lines
EACH = 200  # statements and confirmations, which are commits of their own


@dataclass(frozen=True, slots=True)
class Taken:
    """CPU seconds of each step, and the most memory that drafting held beside what was there."""

    draft: float
    approve: float
    export: float
    statement: float
    confirm: float
    peak_mb: float


async def measure() -> list[tuple[str, str, str]]:
    """Both sizes in one run; the ratios are what counts."""
    small, large = [await _payday(partners, lines) for partners, lines in SIZES]
    rows = [
        ("payday: draft 10,000 payouts of 100,000 lines", f"{large.draft:.1f} s CPU", ""),
        ("payday: growth of that from 1,000 / 10,000", f"x{large.draft / small.draft:.1f}", "x10 is linear"),
        ("payday: approve 10,000 payouts", f"{large.approve:.2f} s CPU", "< 3 s, Slack's patience"),
        ("payday: the Excel file of all lines", f"{large.export:.1f} s CPU", ""),
        ("payday: most memory held to bring that up to date", f"{large.peak_mb:.0f} MB", ""),
        ("payday: growth of that", f"x{large.peak_mb / small.peak_mb:.1f}", "x10 is linear"),
    ]
    for name, was, now in (
        ("one statement with its PDF", small.statement, large.statement),
        ("one confirmation with its mail", small.confirm, large.confirm),
    ):
        said = f"{1000 * now:.0f} ms CPU, x{now / was:.1f} of that among 1,000"
        rows.append((f"payday: {name}, among 10,000", said, "x1: no slower among more"))
    return rows


async def _payday(partners: int, lines: int) -> Taken:
    with tempfile.TemporaryDirectory(prefix="payday") as folder:
        replica = Replica(f"sqlite:///{Path(folder) / 'desk.db'}", StillClock())
        await replica.engine.unit(lambda session, now: _fill(session, now, partners, lines))
        try:
            return await _steps(replica)
        finally:
            replica.kill()


def _fill(session: Session, now: datetime, partners: int, lines: int) -> None:
    shelf = Partners(session)
    for n in range(partners):
        people = (Contact("Sam", (f"sam@firm{n}.example",)),)
        shelf.add(partner(f"P-{n}", company=f"Firm {n}", contacts=people, domains=()), now)
    made = [line(f"l{n}", f"{1 + n % 900}.{n % 100:02}", partner=f"P-{n % partners}") for n in range(lines)]
    Ledger(session).add(made, now)


async def _steps(replica: Replica) -> Taken:
    async def handle(command: Command) -> None:
        await replica.engine.handle(command, repr(command)[:290])

    draft = await _cpu(lambda: replica.engine.handle(RefreshBatch(PAYDAY, begins=True), "draft"))
    tracemalloc.start()
    await replica.engine.handle(RefreshBatch(PAYDAY), "refresh")
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    ids = [f"P-{n}" for n in range(EACH)]
    statement = await _cpu(lambda: _all(handle, [SendStatement(BATCH, each) for each in ids])) / EACH
    await handle(CloseObjections(BATCH))
    record = await replica.engine.ask(lambda session: Batches(session).header(BATCH))
    seal = record.seal if record else ""
    approve = await _cpu(lambda: handle(ApproveBatch(BATCH, seal, DANA)))
    await handle(ApproveBatch(BATCH, seal, INES))
    await handle(ExportBatch(BATCH, INES))
    made = await replica.engine.ask(lambda session: exports.bundle(session, BATCH, PayoutsTable()))
    began = time.process_time()
    exports.write(made, "xlsx")
    export = time.process_time() - began
    some = [ConfirmPayout(p.id, PAYDAY, INES, is_one_of_many=True) for p in made.batch.payouts[:EACH]]
    confirm = await _cpu(lambda: _all(handle, some)) / EACH
    return Taken(draft, approve, export, statement, confirm, peak)


async def _all(handle: Callable[[Command], Awaitable[None]], commands: Sequence[Command]) -> None:
    for command in commands:
        await handle(command)


async def _cpu(work: Callable[[], Awaitable[object]]) -> float:
    began = time.process_time()
    await work()
    return time.process_time() - began
