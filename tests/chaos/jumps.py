"""A wall clock that jumps about and mail servers that come and go, for many rounds over one real database.

At the end every notice was said once, nothing waits, and every invariant of `verify` holds.
"""

from __future__ import annotations

import logging
import random
import tempfile
from datetime import timedelta
from pathlib import Path

import structlog
from sqlalchemy import func, select

from storage.invariants import broken, check
from storage.mail_tables import OutboxRow
from storage.tables import ReferralRow
from tests.bot.test_clock_jumps import Outside, all_goes
from tests.builders import program
from tests.conftest import StillClock
from tests.rigs.ticking import Replica

JUMPS = (-60, -20, -1, 1, 5, 30, 60, 600, 2880)  # minutes
SETTLED = timedelta(hours=6)  # longer than any jump back, any lease and any wait


async def run(rounds: int, seed: int) -> tuple[str, ...]:
    """What is wrong at the end, in words."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    chance, clock, outside, born = random.Random(seed), StillClock(), Outside(), 0
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'desk.db'}"
        replica = Replica(url, clock, program())
        for _ in range(rounds):
            if chance.random() < 0.4:
                await replica.introduce(born)
                born += 1
            outside.is_away = chance.random() < 0.3
            if chance.random() < 0.1:
                replica.kill()
                replica = Replica(url, clock, program())
            await all_goes(replica, outside)
            clock.move(timedelta(minutes=chance.choice(JUMPS)))
        outside.is_away = False
        for _ in range(4):
            clock.move(SETTLED)
            await all_goes(replica, outside)
        wrong = await _judge(replica, outside, born)
        replica.kill()
    print(f"{rounds} jumps of the clock, {born} leads, {outside.heard.total()} messages, seed {seed}")
    return wrong


async def _judge(replica: Replica, outside: Outside, born: int) -> tuple[str, ...]:
    now = replica.clock.now()
    due = select(func.count()).where(OutboxRow.status == "pending", OutboxRow.due_at <= now)
    leads = select(func.count()).select_from(ReferralRow)
    found = await replica.engine.ask(lambda s: (s.scalar(due), s.scalar(leads), broken(check(s, now))))
    waiting, known, rules = found
    twice = [key for key, count in outside.heard.items() if count > 1]
    return (
        *(f"said more than once: {key}" for key in twice),
        *((f"{waiting} messages still wait",) if waiting else ()),
        *((f"{born} leads came, {known} are known",) if born != known else ()),
        *(f"does not hold: {one.says} ({one.count})" for one in rules),
    )
