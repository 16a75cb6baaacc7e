"""A trouble is told once until it is over, by whichever replica; on both databases."""

from __future__ import annotations

from datetime import timedelta

from storage.alarms import FLAPPING, Alarm, Alarms
from storage.database import Database
from storage.outbox import Outbox, Promise
from tests.builders import MONDAY

NAME = "slack:#sales-referrals"
HOUR = timedelta(hours=1)


def test_who_notices_second_says_nothing(database: Database) -> None:
    with database.write() as session:
        first = Alarms(session).start(NAME, "archived", "unarchive it", MONDAY)
    with database.write() as session:
        assert Alarms(session).start(NAME, "archived", "unarchive it", MONDAY + HOUR) is None
        assert Alarms(session).open() == (first,)
    assert first == Alarm(NAME, "archived", "unarchive it", MONDAY, 1)


def test_it_ends_once_and_its_next_time_is_another_card(database: Database) -> None:
    with database.write() as session:
        alarms = Alarms(session)
        assert alarms.end(NAME, MONDAY) is None
        alarms.start(NAME, "archived", "unarchive it", MONDAY)
        ended = alarms.end(NAME, MONDAY + HOUR)
        assert ended
        assert (ended.ended_at, ended.card) == (MONDAY + HOUR, f"alarm:{NAME}:1")
        assert alarms.end(NAME, MONDAY + HOUR) is None
        assert alarms.open() == ()
        again = alarms.start(NAME, "archived", "unarchive it", MONDAY + HOUR + 2 * FLAPPING)
        assert again
        assert (again.turn, again.since) == (2, MONDAY + HOUR + 2 * FLAPPING)


def test_what_comes_back_at_once_uses_the_same_card(database: Database) -> None:
    with database.write() as session:
        alarms = Alarms(session)
        alarms.start(NAME, "archived", "unarchive it", MONDAY)
        alarms.end(NAME, MONDAY + HOUR)
        again = alarms.start(NAME, "not a member", "invite me", MONDAY + HOUR + FLAPPING)
    assert again == Alarm(NAME, "not a member", "invite me", MONDAY, 1)


def test_what_is_to_go_out_later_is_not_overdue_before(database: Database) -> None:
    with database.write() as session:
        outbox, later = Outbox(session), MONDAY + HOUR
        outbox.add(Promise("at once", "email", "a", "R-1", {}), MONDAY)
        outbox.add(Promise("digest", "email", "b", "R-1", {}, due_at=later), MONDAY)
        outbox.add(Promise("card", "slack", "c", "R-1", {}), MONDAY)
        assert outbox.overdue("email", MONDAY) == (1, MONDAY)
        assert outbox.overdue("email", later) == (2, MONDAY)
        (due, _card) = outbox.claim(MONDAY, lease=HOUR, limit=2)
        outbox.sent(due.lease, MONDAY, external_id="x")
        assert outbox.overdue("email", later) == (1, later)
