"""What the calendar does for a payday: draft, statements, the end of objections, and what is missing.

Every step is a command under a key of its own, so a run that dies half-way is run again whole.
"""

from __future__ import annotations

from datetime import date, timedelta

from bot.almanac import Kind
from bot.clock import Clock
from bot.engine import Engine
from storage.payouts import Batches
from workflows.almanac import PAYDAY, BatchDay, Run, payday_runs
from workflows.calendar import add_business_days, local_date
from workflows.commission.payday import schedule
from workflows.commission.payout_messages import (
    CloseObjections,
    OpenObjections,
    RefreshBatch,
    RemindOfBatch,
    SendStatement,
)
from workflows.commission.payout_record import BatchRecord
from workflows.program import Program

LOOK_BACK = timedelta(days=20)  # before the very first run: the batch under way is caught up


def paydays(engine: Engine, program: Program, clock: Clock) -> Kind:
    """The business days that lead up to each payday."""
    terms = program.payout_terms

    async def do(run: Run) -> None:
        today = local_date(clock.now(), terms.hours.tz)
        await Paydays(engine, program).day(BatchDay.of(run.key), today)

    return Kind(PAYDAY, lambda since, now: payday_runs(since, now, terms), do, LOOK_BACK)


class Paydays:
    """The steps of one business day."""

    def __init__(self, engine: Engine, program: Program) -> None:
        self._engine = engine
        self._terms = program.payout_terms

    async def day(self, run: BatchDay, today: date) -> None:
        """All that is due by now for the batches of that payday."""
        known = await self._of(run.payday)
        if not known and today > run.payday and not await self._due(run.payday):
            return  # long over, and nothing was missed
        await self._engine.handle(RefreshBatch(run.payday, begins=not known), f"refresh:{run.key}")
        for record in await self._of(run.payday):
            await self._lead_on(record, run, today)

    async def _lead_on(self, record: BatchRecord, run: BatchDay, today: date) -> None:
        batch_id, days = record.batch.id, schedule(run.payday, self._terms)
        until = record.objections_until
        if record.batch.status == "draft" and not record.is_open_to_approval and today >= days.preview_on:
            if until is None:
                until = max(days.objections_until, add_business_days(today, 1, self._terms.hours))
                await self._engine.handle(OpenObjections(batch_id, until), f"objections:{batch_id}")
            await self._send_statements(batch_id, run.payday)
            if today > until:
                await self._engine.handle(CloseObjections(batch_id), f"closed:{batch_id}:{run.day}")
        if today >= self._asks_from(record):
            await self._engine.handle(RemindOfBatch(batch_id, today), f"missing:{batch_id}:{today}")

    async def _send_statements(self, batch_id: str, payday: date) -> None:
        for partner_id in await self._due(payday, batch_id):
            key = f"statement:{batch_id}:{partner_id}"
            await self._engine.handle(SendStatement(batch_id, partner_id), key)

    async def _due(self, payday: date, batch_id: str = "") -> tuple[str, ...]:
        """Who has something due, and no statement of this batch yet."""
        return await self._engine.ask(lambda session: Batches(session).partners_due(payday, batch_id))

    def _asks_from(self, record: BatchRecord) -> date:
        """The day from which somebody is asked for what is missing."""
        days = 2 if record.batch.status == "exported" else -1
        return add_business_days(record.batch.payday, days, self._terms.hours)

    async def _of(self, payday: date) -> tuple[BatchRecord, ...]:
        return await self._engine.ask(lambda session: Batches(session).of_payday(payday))
