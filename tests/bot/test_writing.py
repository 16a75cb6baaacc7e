"""Units of work that share a commit are each kept or undone by themselves."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.writing import AHEAD, TOGETHER, SharedCommits
from storage.database import Database
from storage.inbound import Handled
from tests.builders import MONDAY
from workflows.errors import Retry


@pytest.fixture
def writer(sqlite: Database) -> Iterator[SharedCommits]:
    made = SharedCommits(sqlite, lambda: MONDAY)
    yield made
    made.close()
    sqlite.close()


def note(key: str, then: Callable[[Session], object] = lambda _: None) -> Callable[[Session, datetime], str]:
    """Work that notes a key, and then does something more."""

    def work(session: Session, now: datetime) -> str:
        Handled(session).is_first(key, now)
        then(session)
        return key

    return work


def noted(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(text("SELECT key FROM handled ORDER BY key")))


def fail(_: Session) -> None:
    raise ValueError("no")


def lose_everything(session: Session) -> None:
    """What SQLite does by itself when the disk is full."""
    session.execute(text("ROLLBACK"))
    raise ValueError("the disk is full")


class Held:
    """Keeps the writer busy, so that what is submitted meanwhile shares the next commit."""

    def __init__(self, writer: SharedCommits, key: str = "a") -> None:
        self.entered, self.go = Event(), Event()
        self.done = writer.submit(note(key, self._wait))
        assert self.entered.wait(30)

    def _wait(self, _: Session) -> None:
        self.entered.set()
        assert self.go.wait(30)

    def release(self) -> None:
        self.go.set()
        self.done.result(30)


def test_what_fails_is_undone_and_its_neighbours_are_kept(sqlite: Database, writer: SharedCommits) -> None:
    held = Held(writer)
    good, bad, last = (writer.submit(note(*one)) for one in (("b",), ("c", fail), ("d",)))
    held.release()
    assert (good.result(30), last.result(30)) == ("b", "d")
    with pytest.raises(ValueError, match="no"):
        bad.result(30)
    assert noted(sqlite) == ["a", "b", "d"]


def test_nobody_hears_of_anything_before_it_is_committed(sqlite: Database, writer: SharedCommits) -> None:
    held = Held(writer)
    entered, go = Event(), Event()

    def wait(_: Session) -> None:
        entered.set()
        assert go.wait(30)

    first, second = writer.submit(note("b")), writer.submit(note("c", wait))
    held.release()
    assert entered.wait(30)
    assert (first.done(), noted(sqlite)) == (False, ["a"])
    go.set()
    assert [first.result(30), second.result(30)] == ["b", "c"]
    assert noted(sqlite) == ["a", "b", "c"]


def test_when_the_whole_transaction_is_lost_everybody_in_it_hears_so(
    sqlite: Database, writer: SharedCommits
) -> None:
    held = Held(writer)
    lost = [writer.submit(note("b")), writer.submit(note("c", lose_everything))]
    held.release()
    for one in lost:
        with pytest.raises((Retry, OperationalError)):
            one.result(30)
    assert noted(sqlite) == ["a"]
    assert writer.submit(note("d")).result(30) == "d"


def test_what_brings_its_own_transactions_runs_between_the_groups(
    sqlite: Database, writer: SharedCommits
) -> None:
    held = Held(writer)
    before, after = writer.submit(note("b")), writer.submit(note("d"))
    seen = writer.aside(noted)
    last = writer.submit(note("e"))
    held.release()
    assert seen.result(30) == ["a", "b", "d"]
    assert [one.result(30) for one in (before, after, last)] == ["b", "d", "e"]
    assert noted(sqlite) == ["a", "b", "d", "e"]


def test_work_that_was_cancelled_is_not_done_and_more_than_a_group_gets_through(
    sqlite: Database, writer: SharedCommits
) -> None:
    held = Held(writer)
    many = [writer.submit(note(f"n{number:02}")) for number in range(3 * TOGETHER[AHEAD])]
    assert many[5].cancel()
    held.release()
    kept = [one.result(30) for one in many if not one.cancelled()]
    assert len(kept) == 3 * TOGETHER[AHEAD] - 1
    assert noted(sqlite) == ["a", *kept]


def test_what_somebody_waits_for_goes_before_what_nobody_waits_for(
    sqlite: Database, writer: SharedCommits
) -> None:
    held, order = Held(writer), list[str]()

    def told(key: str) -> Callable[[Session, datetime], str]:
        return note(key, lambda _: order.append(key))

    behind = [writer.submit(told(key), behind=True) for key in ("b1", "b2")]
    ahead = writer.submit(told("click"))
    held.release()
    assert [one.result(30) for one in (*behind, ahead)] == ["b1", "b2", "click"]
    assert order == ["click", "b1", "b2"]


def test_what_was_committed_reaches_the_file_without_a_commit_doing_it(
    sqlite: Database, writer: SharedCommits
) -> None:
    file = Path(str(sqlite.url.database))
    with closing(sqlite3.connect(f"file:{file}?immutable=1", uri=True)) as without_the_log:
        before = without_the_log.execute("SELECT count(*) FROM handled").fetchone()
    writer.submit(note("a")).result(30)
    end = time.monotonic() + 15
    after = before
    while after == before and time.monotonic() < end:
        with closing(sqlite3.connect(f"file:{file}?immutable=1", uri=True)) as without_the_log:
            after = without_the_log.execute("SELECT count(*) FROM handled").fetchone()
    assert (before, after) == ((0,), (1,))
