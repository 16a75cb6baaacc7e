"""Runs of the calendar: once each, by whichever replica ticks first, also after days away."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.almanac import Almanac, Kind, digests
from tests.builders import MARCO, partner
from tests.conftest import StillClock
from tests.rigs.ticking import Replica
from workflows.almanac import Run, digest_runs
from workflows.calendar import BusinessHours
from workflows.commands import AddPartner, ClaimReferral, MoveStage
from workflows.model import Person

LONDON = BusinessHours("Europe/London", country="GB")


@pytest.fixture
def replica(database_url: str, clock: StillClock) -> Iterator[Replica]:
    opened = Replica(database_url, clock)
    yield opened
    opened.kill()


def noting(done: list[str], *, fails: int = 0) -> Kind:
    """A kind of run that writes down what it did, and dies the first times."""
    left = [fails]

    async def do(run: Run) -> None:
        await asyncio.sleep(0)
        if left[0]:
            left[0] -= 1
            raise OSError("pulled the plug")
        done.append(run.key)

    return Kind("digest", lambda since, now: digest_runs(since, now, LONDON), do)


async def tick(almanac: Almanac) -> None:
    while await almanac.run_once():
        pass


async def test_a_run_happens_once_at_its_time(replica: Replica, clock: StillClock) -> None:
    done: list[str] = []
    almanac = Almanac(replica.engine, [noting(done)], clock)
    await tick(almanac)
    clock.move(datetime(2026, 3, 2, 17, 59, tzinfo=UTC) - clock.now())
    await tick(almanac)
    assert done == []
    for _ in range(3):
        clock.move(timedelta(minutes=1))
        await tick(almanac)
    assert done == ["digest:2026-03-02"]


async def test_missed_runs_are_caught_up_at_start(database_url: str, clock: StillClock) -> None:
    done: list[str] = []
    first = Replica(database_url, clock)
    clock.move(timedelta(hours=9))
    await tick(Almanac(first.engine, [noting(done)], clock))
    first.kill()
    clock.move(timedelta(days=7))
    second = Replica(database_url, clock)
    await tick(Almanac(second.engine, [noting(done)], clock))
    second.kill()
    days = (2, 3, 4, 5, 6, 9)
    assert done == [f"digest:2026-03-{day:02}" for day in days]


async def test_a_run_that_dies_is_run_again_when_its_lease_ends(replica: Replica, clock: StillClock) -> None:
    done: list[str] = []
    almanac = Almanac(replica.engine, [noting(done, fails=1)], clock)
    clock.move(timedelta(hours=9))
    await tick(almanac)
    assert done == []
    clock.move(timedelta(minutes=11))
    await tick(almanac)
    assert done == ["digest:2026-03-02"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_two_replicas_run_it_once(database_url: str, clock: StillClock) -> None:
    done: list[str] = []
    replicas = [Replica(database_url, clock) for _ in range(2)]
    clock.move(timedelta(days=3))
    await asyncio.gather(*(tick(Almanac(one.engine, [noting(done)], clock)) for one in replicas))
    assert sorted(done) == sorted(set(done))
    assert done
    for one in replicas:
        one.kill()


async def test_the_digest_tells_the_days_news_at_closing_time(replica: Replica, clock: StillClock) -> None:
    await replica.engine.handle(AddPartner(partner(news="digest"), Person("a test")), "add:P-1")
    about = await replica.introduce()
    await replica.engine.handle(ClaimReferral(about, MARCO), "click:claim")
    await replica.engine.handle(MoveStage(about, "qualified", MARCO), "click:stage")
    almanac = Almanac(replica.engine, [digests(replica.engine, replica.rules, clock)], clock)
    clock.move(timedelta(hours=1))
    await tick(almanac)
    assert await replica.said("digest:") == []
    clock.move(timedelta(hours=7, minutes=1))
    await tick(almanac)
    await tick(almanac)
    assert len(await replica.said("digest:")) == 1
