"""Who runs units of work against the database: one thread on SQLite, a few on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from storage.database import Database
from workflows.errors import Retry

T = TypeVar("T")
Work = Callable[[Session, datetime], T]
AT_ONCE_ON_POSTGRESQL = 8
TOGETHER = 16  # units of work in one commit, some 2 ms each; a click among them must not feel it


class Writer(Protocol):
    """Runs work in a transaction; the future is done when that is committed, or undone."""

    def submit(self, work: Work[T]) -> Future[T]:
        """Have it run."""

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

    def submit(self, work: Work[T]) -> Future[T]:
        """Have it run."""
        return self._threads.submit(self._run, work)

    def aside(self, work: Callable[[Database], T]) -> Future[T]:
        """Have something run that brings its own short transactions."""
        return self._threads.submit(work, self._database)

    def close(self) -> None:
        """Finish what was submitted."""
        self._threads.shutdown()

    def _run(self, work: Work[T]) -> T:
        with self._database.write() as session:
            return work(session, self._now())


@dataclass(frozen=True, slots=True)
class _Job:
    work: Callable[..., Any]
    is_aside: bool = False
    done: Future[Any] = field(default_factory=Future)


class SharedCommits:
    """One after the other; those that wait at the same time share a durable commit.

    Each runs inside a savepoint of its own, so it is kept or undone by itself, and whoever submitted it
    hears of it only after the commit.
    """

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._put_back: list[_Job | None] = []
        self._thread = Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def submit(self, work: Work[T]) -> Future[T]:
        """Have it run."""
        job = _Job(work)
        self._queue.put(job)
        return job.done

    def aside(self, work: Callable[[Database], T]) -> Future[T]:
        """Have something run that brings its own short transactions."""
        job = _Job(work, is_aside=True)
        self._queue.put(job)
        return job.done

    def close(self) -> None:
        """Finish what was submitted."""
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while job := self._put_back.pop() if self._put_back else self._queue.get():
            if not job.done.set_running_or_notify_cancel():
                continue
            if job.is_aside or self._queue.empty():
                self._alone(job)
            else:
                self._together(job)

    def _alone(self, job: _Job) -> None:
        try:
            result = job.work(self._database) if job.is_aside else self._committed(job.work)
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
                for job in self._waiting():
                    jobs.append(job)
                    tell.append(self._attempt(connection, job))
        except Exception as broken:  # noqa: BLE001  nothing of it was kept, and everybody hears that
            why = broken if isinstance(broken, SQLAlchemyError) else Retry("the transaction was lost")
            tell = [partial(job.done.set_exception, why) for job in jobs]
        for one in tell:
            one()

    def _waiting(self) -> Iterator[_Job]:
        for _ in range(TOGETHER - 1):
            try:
                job = self._queue.get_nowait()
            except Empty:
                return
            if job is None or job.is_aside:  # to close, or what wants no transaction: once this is committed
                self._put_back.append(job)
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
