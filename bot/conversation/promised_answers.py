"""A person's promised answer is watched like every promise: told before it breaks, and when it has."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.clock import Clock
from bot.engine import Engine
from bot.upkeep.seldom import Seldom
from storage.hand_overs import HandOvers
from workflows.calendar import add_business_minutes
from workflows.conversation_messages import RemindOfQuestion
from workflows.program import Program

EVERY = timedelta(seconds=60)
MOST_KNOWN = 10_000


class PromisedAnswers:
    """Looks for questions that nobody has answered yet; woken by the clock."""

    def __init__(self, engine: Engine, program: Program, clock: Clock) -> None:
        self._engine = engine
        self._program = program
        self._clock = clock
        self._seldom = Seldom(EVERY)
        self._told: set[str] = set()  # spares the database; what was told is known there as well
        self.wake = asyncio.Event()

    async def run_once(self) -> int:
        """Tell of each question once before its hour, and once after; always 0, since this is no queue."""
        now = self._clock.now()
        if not self._seldom.is_due(now):
            return 0
        soon = add_business_minutes(now, self._program.sla.promise_lead_minutes, self._program.hours)
        due = await self._engine.ask(lambda session: HandOvers(session).promised_before(soon))
        for key, due_at in due:
            step = f"answer-{'overdue' if now >= due_at else 'due'}:{key}"
            if step not in self._told:
                await self._engine.handle(RemindOfQuestion(key), step)
                self._note(step)
        return 0

    def _note(self, step: str) -> None:
        if len(self._told) >= MOST_KNOWN:
            self._told.clear()
        self._told.add(step)
