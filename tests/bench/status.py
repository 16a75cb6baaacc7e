"""`/partner status` as the table grows: a question about one partner must not ask all the others."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter

from sqlalchemy.orm import Session

from bot.slack.partners import partner_words
from bot.slack.people import SlackUser
from storage.database import Database
from tests.bench.filled import EACH, KNOWN, filled
from tests.builders import MONDAY, program
from tests.rigs.desk import SAM
from workflows.model import Person

STORED = (10_000, 1_000_000, 10_000_000)
ASKED = 300
DANA = SlackUser("U0DANA00000", Person("Dana Reyes", "dana@vendor.example", "U0DANA00000"), "manager")
WAYS: dict[str, Callable[[int], str]] = {
    "by company": lambda number: f"status Company {number}",
    "by tracking ID": lambda _number: f"status {KNOWN}",
    "by address": lambda _number: f"status {SAM}",
}


async def measure() -> list[tuple[str, str, str]]:
    """A row for each way to ask: the median at each size, and the last over the first."""
    opened = [(stored, Database(f"sqlite:///{filled(stored)}")) for stored in STORED]
    rows = []
    for way, line in WAYS.items():
        took: dict[int, list[float]] = {stored: [] for stored in STORED}
        for number in range(ASKED):
            for stored, database in opened:  # in turns: a busy moment of the machine hits all
                with database.read() as session:
                    took[stored].append(_ask(session, line(1 + number % (STORED[0] // EACH))))
        medians = [1000 * median(took[stored][len(STORED) :]) for stored in STORED]
        shown = " · ".join(f"{stored:,}: {one:.1f} ms" for stored, one in zip(STORED, medians, strict=True))
        growth = f"growth ×{medians[-1] / medians[0]:.2f}"
        rows.append((f"/partner status {way}, referrals stored", f"{shown}, {growth}", "growth ≤ ×1.5"))
    for _, database in opened:
        database.close()
    return rows


def _ask(session: Session, line: str) -> float:
    began = perf_counter()
    partner_words.VOCABULARY.answer(session, DANA, line, program(), MONDAY)
    return perf_counter() - began
