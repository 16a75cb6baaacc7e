"""Timers survive restarts and replicas: nothing is lost, nothing is said twice."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from storage.database import Database
from tests.builders import AISHA, MARCO
from tests.conftest import StillClock
from tests.rigs.ticking import Replica
from workflows.commands import AnswerQuestion, ClaimReferral
from workflows.errors import Retry
from workflows.model import Person

MINUTE = timedelta(minutes=1)


@pytest.fixture
def replica(database_url: str, clock: StillClock) -> Iterator[Replica]:
    opened = Replica(database_url, clock)
    yield opened
    opened.kill()


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


# What has happened before, when the timer is due, and what is said then (outbox keys begin so), each once.
STEPS = {
    "remind": ("", at(2, 10, 10), ("nudge:",)),
    "escalate": ("", at(2, 10, 15), ("unclaimed:",)),
    "assign": ("", at(2, 11), ("given:",)),
    "warn": ("claim", at(2, 17), ("promise:", "promised:")),
    "break": ("claim", at(3, 10), ("promise_broken:",)),
    "ask": ("claim", at(9, 10), ("news:",)),
    "note": ("ask", at(10, 10), ("no_news:", "quiet:")),
}


async def prepare(replica: Replica, before: str) -> str:
    """A lead introduced on Monday at ten; claimed at once; asked about after a week."""
    about = await replica.introduce()
    if before:
        await replica.engine.handle(ClaimReferral(about, MARCO), "click:claim")
    if before == "ask":
        replica.clock.move(at(9, 10) - replica.clock.now())
        await replica.tick()
    return about


@pytest.mark.parametrize("step", STEPS)
async def test_a_restart_in_the_middle_of_a_timer_loses_and_doubles_nothing(
    database_url: str, clock: StillClock, step: str
) -> None:
    before, due_at, expected = STEPS[step]
    first = Replica(database_url, clock)
    about = await prepare(first, before)
    already = {kind: len(await first.said(kind)) for kind in expected}
    clock.move(due_at - MINUTE / 60 - clock.now())
    await first.tick()
    assert {kind: len(await first.said(kind)) for kind in expected} == already  # not a second early
    clock.move(MINUTE / 60)
    assert await first.half_a_tick() == 1
    first.kill()

    second = Replica(database_url, clock)
    await second.tick()
    assert {kind: len(await second.said(kind)) for kind in expected} == already  # the dead one's lease holds
    clock.move(MINUTE)
    await second.tick()
    said = {kind: len(await second.said(kind)) for kind in expected}
    assert said == {kind: count + 1 for kind, count in already.items()}
    turn = (await second.dial(about)).turn
    await second.tick()
    assert {kind: len(await second.said(kind)) for kind in expected} == said
    assert (await second.dial(about)).turn == turn
    second.kill()


async def test_after_a_weekend_of_downtime_only_the_newest_step_of_each_track_is_said(
    replica: Replica, clock: StillClock
) -> None:
    about = await replica.introduce()
    clock.move(timedelta(days=3))
    await replica.tick()
    assert await replica.said("nudge:", "unclaimed:") == []
    assert len(await replica.said("given:")) == 1
    assert len(await replica.said("promise_broken:")) == 1
    assert (await replica.lead(about)).owner == MARCO


async def test_the_rota_goes_on_where_it_stopped_also_after_a_restart(
    database_url: str, clock: StillClock
) -> None:
    owners = []
    for number in (1, 2, 3):
        replica = Replica(database_url, clock)
        about = await replica.introduce(number)
        clock.move(timedelta(hours=1))
        await replica.tick()
        owners.append((await replica.lead(about)).owner)
        replica.kill()
    assert owners == [MARCO, AISHA, MARCO]


async def test_a_rota_that_cannot_be_asked_is_asked_again_and_then_the_manager_hears_of_it(
    replica: Replica, clock: StillClock
) -> None:
    async def slack_is_away(_now: datetime) -> tuple[Person, ...]:
        raise Retry("Slack cannot be reached")

    replica.timers._free = slack_is_away
    about = await replica.introduce()
    clock.move(timedelta(hours=1))
    for _ in range(4):
        await replica.tick()
        assert (await replica.lead(about)).owner is None
        clock.move(2 * MINUTE)
    assert await replica.said("unclaimed:") == []
    await replica.tick()
    assert len(await replica.said("unclaimed:")) == 1
    assert (await replica.dial(about)).step == "promise:warn"


async def test_an_answer_that_is_clicked_twice_is_one_note(replica: Replica, clock: StillClock) -> None:
    about = await prepare(replica, "ask")
    for click in ("one", "two"):
        await replica.engine.handle(AnswerQuestion(about, MARCO, "working"), f"click:{click}")
    assert len(await replica.said("no_news:")) == 1


async def test_a_claim_between_lease_and_strike_makes_the_strike_stale(
    replica: Replica, clock: StillClock
) -> None:
    about = await replica.introduce()
    clock.move(10 * MINUTE)
    await replica.half_a_tick()
    await replica.engine.handle(ClaimReferral(about, AISHA), "click:claim")
    clock.move(MINUTE)
    await replica.tick()
    assert await replica.said("nudge:") == []


async def test_leads_from_before_the_clock_are_wound_up_when_the_bot_starts(
    replica: Replica, clock: StillClock, database: Database
) -> None:
    about = await replica.introduce()
    with database.write() as session:  # as the migration leaves an old row
        session.connection().exec_driver_sql(
            "UPDATE referrals SET sla_said = NULL, sla_step = '', sla_turn = 0, sla_due_at = registered_at"
        )
    clock.move(timedelta(hours=2))
    await replica.tick()
    dial = await replica.dial(about)
    assert (dial.step, dial.due_at) == ("claim:remind", at(2, 12, 10))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite has one process
async def test_two_replicas_say_each_step_once(database_url: str, clock: StillClock) -> None:
    one, two = Replica(database_url, clock), Replica(database_url, clock)
    leads = [await one.introduce(number) for number in range(30)]
    for minutes, kind in ((10, "nudge:"), (15, "unclaimed:"), (60, "given:")):
        clock.move(at(2, 10) + minutes * MINUTE - clock.now())
        await asyncio.gather(one.tick(), two.tick(), one.tick(), two.tick())
        said = await one.said(kind)
        expected = leads if kind != "given:" else [f"given:{lead}" for lead in leads]
        assert len(said) == len(expected)
        assert len({key.split(":")[1] for key in said}) == len(leads)
    owners = [(await one.lead(lead)).owner for lead in leads]
    assert {owner.name: owners.count(owner) for owner in owners if owner} == {MARCO.name: 15, AISHA.name: 15}
    one.kill()
    two.kill()
