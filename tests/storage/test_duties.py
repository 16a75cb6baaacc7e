"""One replica does a duty at a time; on both databases."""

from __future__ import annotations

from datetime import timedelta

from storage.database import Database
from storage.duties import Duties
from tests.builders import MONDAY

LEASE = timedelta(seconds=20)


def take(database: Database, holder: str, seconds: int = 0, name: str = "imap:a") -> bool:
    with database.write() as session:
        return Duties(session).take(name, holder, MONDAY + timedelta(seconds=seconds), lease=LEASE)


def test_who_comes_first_has_the_duty_and_may_renew_it(database: Database) -> None:
    assert [take(database, "one"), take(database, "two", 1), take(database, "one", 15)] == [True, False, True]
    assert not take(database, "two", 30)


def test_a_duty_nobody_renews_is_free_when_its_lease_ends(database: Database) -> None:
    take(database, "one")
    assert [take(database, "two", 19), take(database, "two", 20), take(database, "one", 21)] == [
        False,
        True,
        False,
    ]


def test_a_duty_that_is_left_is_free_at_once_and_others_are_untouched(database: Database) -> None:
    take(database, "one")
    take(database, "one", name="imap:b")
    with database.write() as session:
        Duties(session).leave("imap:a", "two")
    assert not take(database, "two", 1)
    with database.write() as session:
        Duties(session).leave("imap:a", "one")
    assert take(database, "two", 1)
    assert not take(database, "two", 1, name="imap:b")
