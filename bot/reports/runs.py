"""Reports that go out by themselves: the managers' week and month, and a partner's own quarter."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from bot.almanac import Kind
from bot.clock import Clock
from bot.engine import Engine
from bot.reports.charts import Chart, charts
from bot.reports.counting import report_on
from storage.files import Files
from storage.partners import Partners
from workflows import periods
from workflows.almanac import Run, period_runs, reported
from workflows.model import Partner
from workflows.periods import Period
from workflows.program import Program
from workflows.report_messages import Picture, PublishReport, SendSummary
from workflows.reporting import Report

WEEKLY, MONTHLY, SUMMARY = "weekly", "monthly", "summary"
PAGE = 200


def report_kinds(engine: Engine, program: Program, clock: Clock) -> tuple[Kind, ...]:
    """Those of the runs that `[report]` has switched on."""
    desk, terms = Press(engine, program, clock), program.reporting
    wanted: tuple[tuple[bool, str, periods.Kind], ...] = (
        (terms.weekly, WEEKLY, "week"),
        (terms.monthly, MONTHLY, "month"),
    )
    kinds = [_kind(name, unit, program, desk.publish) for is_on, name, unit in wanted if is_on]
    if terms.quarterly_summary:
        kinds.append(_kind(SUMMARY, "quarter", program, desk.summarise))
    return tuple(kinds)


class Press:
    """Counts, draws, and hands it to the engine. A run that is repeated after a crash says nothing twice."""

    def __init__(self, engine: Engine, program: Program, clock: Clock) -> None:
        self._engine = engine
        self._program = program
        self._clock = clock

    async def publish(self, run: Run) -> None:
        """One report for the managers; a programme that has not begun has nothing to report."""
        report = await self._report(reported(run, self._program.hours))
        if not any(count for _, count, _ in report.numbers.trend):
            return
        pictures = await self._pictures(report, run.key)
        await self._engine.handle(
            PublishReport(run.key, report, pictures, self._program.managers), f"report:{run.key}"
        )

    async def summarise(self, run: Run) -> None:
        """Each partner's own quarter; who sent nothing within a year hears nothing of numbers."""
        period, start = reported(run, self._program.hours), 0
        while page := await self._engine.ask(partial(_page, start=start)):
            for partner in page:
                await self._summary(run, period, partner)
            start += len(page)

    async def _summary(self, run: Run, period: Period, partner: Partner) -> None:
        report = await self._report(period, partner)
        head = report.numbers.headline
        if not (head.referrals or head.closed_in_a_year.whole or head.paid):
            return
        pictures = await self._pictures(report, f"{run.key}:{partner.id}", partner.speaks)
        key = f"{run.key}:{partner.id}"
        await self._engine.handle(SendSummary(key, partner, report, pictures), key)

    async def _report(self, period: Period, partner: Partner | None = None) -> Report:
        now = self._clock.now()
        return await self._engine.ask(lambda session: report_on(session, period, self._program, now, partner))

    async def _pictures(self, report: Report, key: str, language: str = "en") -> tuple[Picture, ...]:
        drawn = await asyncio.to_thread(charts, report.numbers, language)
        return await self._engine.unit(lambda session, now: _kept(Files(session), drawn, key, now))


def _kept(files: Files, drawn: Sequence[Chart], key: str, now: datetime) -> tuple[Picture, ...]:
    """On the shelf, with names under which the HTML of a mail shows them."""
    name = re.sub(r"[^A-Za-z0-9.-]", "-", key)
    return tuple(
        Picture(
            files.keep(chart.name, "image/png", chart.png, now, cid=f"{chart.name}.{name}@report"),
            chart.title,
            chart.alt,
        )
        for chart in drawn
    )


def _page(session: Session, start: int) -> tuple[Partner, ...]:
    return Partners(session).listed(start=start, limit=PAGE)


def _kind(name: str, unit: periods.Kind, program: Program, do: Callable[[Run], Awaitable[None]]) -> Kind:
    return Kind(name, lambda since, now: period_runs(name, unit, since, now, program.hours), do)
