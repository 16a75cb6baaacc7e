"""Who runs units of work against the database: one thread on SQLite, a few on PostgreSQL.

What nobody waits for, timers and mails by the thousand, stands behind what somebody does: a click is
answered at once also while the desk catches up after a night.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import count
from queue import Empty, PriorityQueue
from threading import Thread
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.upkeep.checkpoints import Checkpoints
from storage.database import Database
from workflows.errors import Retry

T = TypeVar("T")
Work = Callable[[Session, datetime], T]
AT_ONCE_ON_POSTGRESQL = 8
BEHIND_ON_POSTGRESQL = 4
AHEAD, BEHIND, LAST = range(3)
TOGETHER = {AHEAD: 2, BEHIND: 16}  # units of work in one commit, some 10 ms each


class Writer(Protocol):
    """Runs work in a transaction; the future is done when that is committed, or undone."""

    def submit(self, work: Work[T], *, behind: bool = False) -> Future[T]:
        """Have it run; `behind` what somebody waits for."""

    def aside(self, work: Callable[[Database], T]) -> Future[T]:
        """Have something run that brings its own short transactions."""

    def close(self) -> None:
        """Finish what was submitted."""


def writer_for(database: Database, now: Callable[[], datetime]) -> Writer:
    """The way that suits the kind of database."""
    return SharedCommits(database, now) if database.is_sqlite else OwnCommits(database, now)


class OwnCommits:
    """Some at once, each in a transaction of its own."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._threads = ThreadPoolExecutor(AT_ONCE_ON_POSTGRESQL, "writer")
        self._behind = ThreadPoolExecutor(BEHIND_ON_POSTGRESQL, "writer-behind")

    def submit(self, work: Work[T], *, behind: bool = False) -> Future[T]:
        """Have it run; `behind` on threads that take nothing from what somebody waits for."""
        return (self._behind if behind else self._threads).submit(self._run, work)

    def aside(self, work: Callable[[Database], T]) -> Future[T]:
        """Have something run that brings its own short transactions."""
        return self._threads.submit(work, self._database)

    def close(self) -> None:
        """Finish what was submitted."""
        self._behind.shutdown()
        self._threads.shutdown()

    def _run(self, work: Work[T]) -> T:
        with self._database.write() as session:
            return work(session, self._now())


@dataclass(frozen=True, slots=True, order=True)
class _Job:
    rank: int
    number: int
    work: Callable[..., Any] = field(compare=False)
    is_aside: bool = field(default=False, compare=False)
    done: Future[Any] = field(default_factory=Future, compare=False)


class SharedCommits:
    """One after the other; those that wait at the same time share a durable commit.

    Each runs inside a savepoint of its own, so it is kept or undone by itself, and whoever submitted it
    hears of it only after the commit.
    """

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._queue: PriorityQueue[_Job] = PriorityQueue()
        self._numbers = count()
        self._checkpoints = Checkpoints(database)
        self._thread = Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def submit(self, work: Work[T], *, behind: bool = False) -> Future[T]:
        """Have it run, before all that is `behind`."""
        return self._put(BEHIND if behind else AHEAD, work)

    def aside(self, work: Callable[[Database], T]) -> Future[T]:
        """Have something run that brings its own short transactions."""
        return self._put(AHEAD, work, is_aside=True)

    def close(self) -> None:
        """Finish what was submitted."""
        self._put(LAST, _nothing)
        self._thread.join()
        self._checkpoints.close()

    def _put(self, rank: int, work: Callable[..., Any], *, is_aside: bool = False) -> Future[Any]:
        job = _Job(rank, next(self._numbers), work, is_aside)
        self._queue.put(job)
        return job.done

    def _run(self) -> None:
        while (job := self._queue.get()).rank != LAST:
            if not job.done.set_running_or_notify_cancel():
                continue
            if job.is_aside or self._queue.empty():
                self._alone(job)
            else:
                self._together(job)

    def _alone(self, job: _Job) -> None:
        try:
            result = job.work(self._database) if job.is_aside else self._committed(job.work)
            self._checkpoints.note()
        except Exception as broken:  # noqa: BLE001
            job.done.set_exception(broken)
        else:
            job.done.set_result(result)

    def _committed(self, work: Work[T]) -> T:
        with self._database.write() as session:
            return work(session, self._now())

    def _together(self, first: _Job) -> None:
        jobs, tell = [first], []
        try:
            with self._database.transaction() as connection:
                tell.append(self._attempt(connection, first))
                for job in self._waiting(first.rank):
                    jobs.append(job)
                    tell.append(self._attempt(connection, job))
            self._checkpoints.note()
        except Exception as broken:  # noqa: BLE001  nothing of it was kept, and everybody hears that
            why = broken if isinstance(broken, SQLAlchemyError) else Retry("the transaction was lost")
            tell = [partial(job.done.set_exception, why) for job in jobs]
        for one in tell:
            one()

    def _waiting(self, rank: int) -> Iterator[_Job]:
        """What may join in: never what has to wait less or more, or wants no transaction."""
        for _ in range(TOGETHER[rank] - 1):
            try:
                job = self._queue.get_nowait()
            except Empty:
                return
            if job.rank != rank or job.is_aside:
                self._queue.put(job)  # where it was
                return
            if job.done.set_running_or_notify_cancel():
                yield job

    def _attempt(self, connection: Connection, job: _Job) -> Callable[[], None]:
        """Run one in its savepoint; gives how to tell what came of it."""
        try:
            with (
                Session(
                    connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
                ) as session,
                session.begin(),
            ):
                return partial(job.done.set_result, job.work(session, self._now()))
        except Exception as broken:
            if not connection.connection.driver_connection.in_transaction:  # type: ignore[union-attr]
                raise  # SQLite gave up more than the savepoint: the disk is full, or fails
            return partial(job.done.set_exception, broken)


def _nothing() -> None:
    """The last job."""
