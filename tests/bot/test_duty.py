"""Two replicas and one duty: who dies is replaced, who is told to stop leaves at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.engine import Engine
from bot.sandbox.slack import LocalSlack
from bot.upkeep.duty import LEASE, Duty
from bot.voice import Voice
from storage.database import Database
from storage.tables import DutyRow
from tests.builders import MONDAY
from tests.conftest import StillClock
from tests.rigs.office import settings_for
from tests.rigs.waiting import until

QUICK_S = 0.01


@pytest.fixture
async def engine(database: Database, tmp_path: Path, clock: StillClock) -> AsyncIterator[Engine]:
    program = settings_for(LocalSlack(), tmp_path).program
    opened = Engine(database, program, Voice(program), clock)
    yield opened
    opened.close()


class Replica:
    """Does the duty when it is theirs."""

    def __init__(self, name: str, engine: Engine) -> None:
        self.duty = Duty("imap:desk", name, engine, renew_s=QUICK_S)
        self.stop = asyncio.Event()
        self.works = False
        self.task = asyncio.create_task(self.duty.run(self._work, self.stop))

    async def _work(self, enough: asyncio.Event) -> None:
        self.works = True
        await enough.wait()
        self.works = False

    async def leave(self) -> None:
        self.stop.set()
        await self.task


async def test_one_does_it_and_the_other_takes_over_when_it_dies(engine: Engine, clock: StillClock) -> None:
    first = Replica("first", engine)
    await until(lambda: first.works)
    second = Replica("second", engine)
    await asyncio.sleep(5 * QUICK_S)
    assert not second.works
    first.task.cancel()  # it is killed: nobody leaves anything
    await asyncio.wait([first.task])

    def time_passes() -> bool:
        """A renewal that the dead one had begun may still be kept: then it holds for one lease more."""
        clock.move(LEASE + timedelta(seconds=1))
        return second.works

    await until(time_passes)
    await second.leave()


async def test_one_that_is_told_to_stop_leaves_at_once(engine: Engine) -> None:
    first = Replica("first", engine)
    await until(lambda: first.works)
    second = Replica("second", engine)
    await first.leave()
    assert not first.works
    await until(lambda: second.works)
    await second.leave()


async def test_one_that_lost_its_lease_lets_go(engine: Engine, database: Database) -> None:
    first = Replica("first", engine)
    await until(lambda: first.works)
    with database.write() as session:  # it slept, its lease ran out, and a peer has taken over
        session.execute(update(DutyRow).values(holder="peer", until=MONDAY + 5 * LEASE))
    await until(lambda: not first.works)
    await first.leave()
