"""Copies of a SQLite database, taken while it is in use, and put back. PostgreSQL has tools of its own."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import make_url

from storage.database import says_newer
from workflows.errors import BadInput

PAGES = 2000  # copied at a time; in between the running bot may write
OURS = {"alembic_version", "partners", "referrals", "outbox", "handled"}  # in every version of ours
FOR_POSTGRESQL = (
    "That is PostgreSQL's own: pg_dump --format=custom, and pg_restore into an empty database. "
    "`referral-desk migrate` and `referral-desk verify` afterwards."
)


def database_file(url: str) -> Path:
    """Where a SQLite database lies; `BadInput` with the way for PostgreSQL otherwise."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise BadInput(FOR_POSTGRESQL)
    return Path(parsed.database)


def backup(source: Path, target: Path, tell: Callable[[int, int], None]) -> None:
    """A whole and checked copy of the database as of one moment; `tell` hears pages done and in all.

    SQLite's online backup (https://www.sqlite.org/backup.html): the bot goes on working meanwhile.
    """
    if not source.is_file():
        raise BadInput(f"{source}: there is no database.")
    if not target.parent.is_dir():
        raise BadInput(f"{target.parent}: there is no such folder.")
    if target.exists():
        raise BadInput(f"{target} is there already; give the backup another name.")
    half = _half(target)
    _copy(source, half, tell)
    half.rename(target)


def restore(source: Path, target: Path, *, replaced: Path) -> bool:
    """Put a backup in place of the database, which is kept as `replaced`; True when there was one.

    Only while the bot is stopped: a database that is in use is refused. Nothing of it is touched before
    the new one lies beside it, whole and checked.
    """
    if not source.is_file():
        raise BadInput(f"{source}: there is no such file.")
    half = _half(target)
    if any(path.exists() and source.samefile(path) for path in (target, half)):
        raise BadInput(f"{source} is where the database lies, or would: name a file that `backup` wrote.")
    _refuse_strange(source)
    _copy(source, half, lambda _done, _total: None)
    was_there = target.exists()
    if was_there:
        try:
            _refuse_in_use(target)
        except BadInput:
            half.unlink()
            raise
        _move(target, replaced)
    try:
        half.rename(target)
    except OSError:
        if was_there:
            _move(replaced, target)
        raise
    return was_there


def _half(target: Path) -> Path:
    return target.with_name(f"{target.name}.part")


def _move(path: Path, to: Path) -> None:
    """A database elsewhere, with the log of one that was not closed well."""
    path.rename(to)
    for suffix in ("-wal", "-shm"):
        if (beside := path.with_name(path.name + suffix)).exists():
            beside.rename(to.with_name(to.name + suffix))


def _copy(source: Path, half: Path, tell: Callable[[int, int], None]) -> None:
    """A whole and checked copy on the disk; nothing lies there when that fails."""
    half.unlink(missing_ok=True)
    try:
        live, copy = _to_look_at(source), sqlite3.connect(half)
        try:
            live.backup(copy, pages=PAGES, progress=lambda _status, left, total: tell(total - left, total))
            copy.execute("PRAGMA journal_mode=DELETE")
        finally:
            live.close()
            copy.close()
        _check(half)
        _to_disk(half)
    except sqlite3.Error as failed:
        half.unlink(missing_ok=True)
        raise BadInput(f"{half} could not be written ({failed}); nothing has changed.") from failed
    except (OSError, BadInput):
        half.unlink(missing_ok=True)
        raise


def _to_look_at(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def _check(path: Path) -> None:
    with contextlib.closing(_to_look_at(path)) as connection:
        (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise BadInput(f"{path} is damaged: {verdict}")


def _refuse_strange(path: Path) -> None:
    """`BadInput` for what is damaged, of another program, or of a later one of ours."""
    try:
        with contextlib.closing(_to_look_at(path)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
            if not tables >= OURS:
                raise BadInput(f"{path} is no backup of referral-desk; it may be another program's.")
            stands_at = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as broken:
        raise BadInput(f"{path} is no backup of referral-desk, or it is damaged ({broken}).") from broken
    if stands_at and (newer := says_newer(stands_at[0])):
        raise BadInput(f"{path}: {newer}")


def _refuse_in_use(path: Path) -> None:
    connection = sqlite3.connect(path, timeout=0.5, isolation_level=None)
    try:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError as busy:
        raise BadInput("The database is in use: stop the bot first.") from busy
    except sqlite3.DatabaseError:
        return  # damaged, which may be why it is replaced; it is kept as it is
    finally:
        connection.close()


def _to_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
