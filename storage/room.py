"""Whether the database has room for more; found out by writing, since quotas and limits are of many kinds."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from hashlib import shake_256

from psycopg.errors import DiskFull
from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from storage.mail_tables import FileRow

NEEDED = 256_000  # bytes; room for a mail and all that follows from it
FILLING = shake_256(b"room").digest(NEEDED)  # PostgreSQL would press zeros into next to nothing
NAME = "room"  # no hash looks like this


def ran_out(broken: BaseException | None) -> bool:
    """Whether this failed because the disk is full.

    SQLite then gives up the whole transaction, so what is raised may be about a savepoint that is gone.
    """
    while broken is not None:
        original = getattr(broken, "orig", broken)
        if isinstance(original, DiskFull):
            return True
        if isinstance(original, sqlite3.Error) and _code(original) == sqlite3.SQLITE_FULL:
            return True
        broken = broken.__cause__ or broken.__context__
    return False


class Room:
    """Take as much as we need and give it back, each in a commit of its own."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def take(self, now: datetime) -> None:
        """Fails like everything else while there is none."""
        self.give()
        values = {"name": NAME, "media_type": "text/plain", "size": NEEDED, "kept_at": now}
        self._session.execute(insert(FileRow).values(sha256=NAME, content=FILLING, **values))

    def give(self) -> None:
        """Harmless when nothing was taken."""
        self._session.execute(delete(FileRow).where(FileRow.sha256 == NAME))


def _code(broken: sqlite3.Error) -> int:
    return int(getattr(broken, "sqlite_errorcode", 0) or 0)
