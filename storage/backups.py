"""Copies of a SQLite database, taken while it is in use, and put back. PostgreSQL has tools of its own."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import make_url

from workflows.errors import BadInput

PAGES = 2000  # copied at a time; in between the running bot may write
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
    half = target.with_name(f"{target.name}.part")
    half.unlink(missing_ok=True)
    live, copy = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True), sqlite3.connect(half)
    try:
        live.backup(copy, pages=PAGES, progress=lambda _status, left, total: tell(total - left, total))
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        live.close()
        copy.close()
    _check(half)
    _to_disk(half)
    half.rename(target)


def restore(source: Path, target: Path, *, replaced: Path) -> bool:
    """Put a backup in place of the database, which is kept as `replaced`; True when there was one.

    Only while the bot is stopped: a database that is in use is refused.
    """
    if not source.is_file():
        raise BadInput(f"{source}: there is no such file.")
    _check(source)
    was_there = target.exists()
    if was_there:
        _refuse_in_use(target)
        target.rename(replaced)
        for suffix in ("-wal", "-shm"):
            target.with_name(target.name + suffix).unlink(missing_ok=True)
    half = target.with_name(f"{target.name}.part")
    half.write_bytes(source.read_bytes())
    _to_disk(half)
    half.rename(target)
    return was_there


def _check(path: Path) -> None:
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            connection.execute("SELECT count(*) FROM alembic_version").fetchone()
        finally:
            connection.close()
    except sqlite3.DatabaseError as broken:
        raise BadInput(f"{path} is no backup of referral-desk, or it is damaged ({broken}).") from broken
    if verdict != "ok":
        raise BadInput(f"{path} is damaged: {verdict}")


def _refuse_in_use(path: Path) -> None:
    connection = sqlite3.connect(path, timeout=0.5, isolation_level=None)
    try:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError as busy:
        raise BadInput("The database is in use: stop the bot first.") from busy
    finally:
        connection.close()


def _to_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
