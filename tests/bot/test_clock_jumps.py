"""The wall clock jumps: an hour back, two days ahead. Nothing is said twice or stands for longer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.care.nudges import Nudges
from bot.delivery import Delivery
from bot.upkeep.seldom import Seldom
from storage.database import Database
from storage.duties import Duties
from storage.invariants import broken, check
from storage.mail_tables import OutboxRow
from storage.outbox import Due
from tests.builders import MONDAY
from tests.conftest import StillClock
from tests.rigs.ticking import Replica
from workflows.errors import Retry

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
LEADS = 5


class Outside:
    """Everybody we speak to; hears what arrives, and may be away."""

    def __init__(self) -> None:
        self.heard: Counter[str] = Counter()
        self.is_away = False

    async def send(self, due: Due) -> str:
        if self.is_away:
            raise Retry("450 later")
        self.heard[due.key] += 1
        return f"C1:{due.lease.id}"


@pytest.fixture
def replica(sqlite: Database, clock: StillClock) -> Iterator[Replica]:
    url = str(sqlite.url)
    sqlite.close()
    opened = Replica(url, clock)
    yield opened
    opened.kill()


async def all_goes(replica: Replica, outside: Outside) -> Delivery:
    delivery = Delivery(replica.engine, {"email": outside, "slack": outside}, replica.clock)
    nudges = Nudges(replica.engine, replica.clock, every_s=0)
    while await replica.timers.run_once() or await nudges.run_once() or await delivery.run_once():
        pass
    return delivery


async def waiting(replica: Replica) -> int:
    due = select(func.count()).where(OutboxRow.status == "pending", OutboxRow.due_at <= replica.clock.now())
    return await replica.engine.ask(lambda session: session.scalar(due) or 0)


async def verified(replica: Replica) -> bool:
    return await replica.engine.ask(lambda s: broken(check(s, replica.clock.now())) == ())


async def test_an_hour_back_says_nothing_twice_and_holds_up_nothing_for_longer(replica: Replica) -> None:
    outside = Outside()
    for number in range(LEADS):
        await replica.introduce(number)
    replica.clock.move(11 * MINUTE)  # the first reminders are due, and their mails are put off
    outside.is_away = True
    await all_goes(replica, outside)
    outside.is_away = False
    replica.clock.move(-HOUR)
    new = await replica.introduce(LEADS)
    for minute in range(61):
        await all_goes(replica, outside)
        if minute == 0:
            assert [key for key in outside.heard if key.startswith("alert:") and new in key]
        replica.clock.move(MINUTE)
    await all_goes(replica, outside)
    assert await waiting(replica) == 0
    assert max(outside.heard.values()) == 1
    first_words = [key for key in outside.heard if key.startswith("nudge:") and key.endswith(":1")]
    assert len(first_words) == LEADS + 1
    assert await verified(replica)


def test_what_looks_seldom_looks_again_at_once_when_the_clock_goes_back() -> None:
    seldom = Seldom(20 * MINUTE, looked_at=MONDAY)
    assert seldom.rests(MONDAY + MINUTE)
    assert not seldom.rests(MONDAY - HOUR)
    assert [seldom.is_due(at) for at in (MONDAY - HOUR, MONDAY - HOUR, MONDAY)] == [True, False, True]


def test_a_duty_whose_holder_died_in_the_future_is_taken_over_at_once(database: Database) -> None:
    lease = timedelta(seconds=20)
    with database.write() as session:
        assert Duties(session).take("imap", "a", MONDAY + timedelta(days=2), lease=lease)
        assert Duties(session).take("imap", "b", MONDAY, lease=lease)
        assert not Duties(session).take("imap", "c", MONDAY - MINUTE, lease=lease)


async def test_two_days_ahead_every_lead_gets_its_newest_step_and_no_storm(replica: Replica) -> None:
    outside = Outside()
    ids = [await replica.introduce(number) for number in range(LEADS)]
    await all_goes(replica, outside)
    before = outside.heard.total()
    replica.clock.move(timedelta(days=2))
    await all_goes(replica, outside)
    assert max(outside.heard.values()) == 1
    keys = await replica.said("nudge:", "unclaimed:", "given:", "promise")
    for about in ids:
        kinds = Counter(key.partition(":")[0] for key in keys if about in key)
        assert max(kinds.values()) == 1, kinds
    assert (
        outside.heard.total() - before <= 7 * LEADS
    )  # cards redrawn, the rep's, the manager's, the partner's
    assert await verified(replica)
