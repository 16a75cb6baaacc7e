"""A desk without Slack and mail servers: the real engine, rules and words; mails are read from the outbox."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.engine import Engine, Outcome
from bot.money.commissions import read_terms
from bot.voice import Voice
from storage.database import Database
from storage.deals import Deals
from storage.ledger import Ledger
from storage.mail_tables import OutboxRow
from tests.builders import DANA, MARCO, introduction, other_partner, partner, program
from tests.conftest import StillClock
from workflows.base import Command
from workflows.commands import AddPartner, ClaimReferral, MoveStage
from workflows.commission.ledger import LedgerEntry
from workflows.commission.record import DealRecord
from workflows.events import ReferralContested, ReferralRegistered
from workflows.model import Person
from workflows.money import Money
from workflows.program import Program

T = TypeVar("T")
PLAN = """
[[commission]]
name = "standard"
valid_from = 2026-01-01
currency = "EUR"
[[commission.rules]]
kind = "percent"
rate = "15 %"
"""
PAYDAY = {"calendar": "US", "tz": "America/New_York"}


def paying(plan: str = PLAN, **changes: Any) -> Program:
    """A programme in New York that pays commissions on the 15th, on American business days."""
    zone = "America/New_York"
    terms = read_terms(tomllib.loads(plan)["commission"], PAYDAY, zone)
    return program(tz=zone, currency="EUR", terms=terms, **changes)


@dataclass
class Books:
    """What a test of money needs."""

    engine: Engine
    clock: StillClock
    keys: int = 0

    async def handle(self, command: Command, key: str = "") -> Outcome:
        """Decide one message; without a key each is a new one."""
        self.keys += 1
        return await self.engine.handle(command, key or f"test:{self.keys}")

    async def introduced(self, **changes: Any) -> str:
        """A referral that Marco has claimed; gives the tracking ID."""
        outcome = await self.handle(introduction(**changes))
        kinds = ReferralRegistered, ReferralContested
        about = next(event.about for event in outcome.events if isinstance(event, kinds))
        await self.handle(ClaimReferral(about, MARCO))
        return about

    async def moved(self, about: str, stage: str, **more: Any) -> Outcome:
        """A lead goes to a stage, as a manager may."""
        wish = MoveStage(about, stage, DANA, is_confirmed=True, may_steer=True, **more)
        return await self.handle(wish)

    async def won(self, about: str, value: Money, on: date) -> Outcome:
        """A lead is won."""
        return await self.moved(about, "closed_won", deal=value, on=on)

    def mails(self) -> list[dict[str, Any]]:
        """What would go out by mail by now, what settles included; oldest first."""
        return self._payloads("email")

    def notices(self) -> list[dict[str, Any]]:
        """What would be said in Slack."""
        return self._payloads("slack")

    def ledger(self) -> tuple[LedgerEntry, ...]:
        """Everything that was booked."""
        return self._ask(lambda session: Ledger(session).everything())

    def deal(self, about: str) -> DealRecord | None:
        """The facts of a deal."""
        return self._ask(lambda session: Deals(session).get(about))

    def _payloads(self, channel: str) -> list[dict[str, Any]]:
        waits = OutboxRow.channel == channel, OutboxRow.status == "pending"
        query = select(OutboxRow).where(*waits).order_by(OutboxRow.id)
        return self._ask(lambda session: [dict(row.payload) for row in session.scalars(query)])

    def _ask(self, question: Callable[[Session], T]) -> T:
        return self.engine._look(question)


async def open_books(database: Database, clock: StillClock, plan: str = PLAN, **changes: Any) -> Books:
    """A desk with two partners."""
    made = paying(plan, **changes)
    await asyncio.sleep(0)
    books = Books(Engine(database, made, Voice(made), clock), clock)
    for one in (partner(), other_partner()):
        await books.handle(AddPartner(one, Person("a test")), f"add:{one.id}")
    return books
