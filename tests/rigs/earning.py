"""Partners who have earned something: ledger lines without the deals behind them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from bot.engine import Engine
from storage.ledger import Ledger
from tests.builders import other_partner, partner
from workflows.commands import AddPartner
from workflows.commission.ledger import LedgerEntry
from workflows.model import Person
from workflows.money import Money

PAYDAY = date(2026, 3, 13)  # 15 March is a Sunday
INES = Person("Ines Duarte", "ines.duarte@vendor.example", "U0INES00000")
DRAFT, PREVIEW, LAST_OBJECTION = date(2026, 3, 3), date(2026, 3, 6), date(2026, 3, 11)


def morning(day: date, hour: int = 10) -> datetime:
    """A moment at which London works."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def line(key: str, amount: str, currency: str = "GBP", **more: Any) -> LedgerEntry:
    """A line that Northwind earned in February."""
    kind = "clawback" if amount.startswith("-") else "bonus"
    told = {"kind": kind, "partner": "P-1", "booked_on": date(2026, 2, 10), "payable_on": PAYDAY}
    why = (f"a bonus for introduction {key}",)
    return LedgerEntry(key=key, amount=Money.of(amount, currency), **{"why": why, **told, **more})


async def earn(engine: Engine, *entries: LedgerEntry) -> None:
    """Write lines into the ledger."""
    for one in (partner(), other_partner()):
        await engine.handle(AddPartner(one, Person("a test")), f"add:{one.id}")
    await engine.unit(lambda session, now: Ledger(session).add(entries, now))
