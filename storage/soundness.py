"""Whether the database itself is whole, and the bytes in it are those that came."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from itertools import islice

from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from storage.mail_tables import InboundRawRow, InboundRow

PAGE = 50  # mails in memory at a time


def faults(session: Session, most: int) -> list[str]:
    """What SQLite's own check finds; PostgreSQL looks after its pages itself (data checksums, amcheck)."""
    if session.get_bind().dialect.name != "sqlite":
        return []
    try:
        found = [str(row[0]) for row in session.execute(text(f"PRAGMA integrity_check({int(most)})"))]
    except DatabaseError as broken:
        return [unreadable(broken)]
    return [] if found == ["ok"] else found


def changed(session: Session) -> Iterator[int]:
    """Mails whose bytes are not those that came. What was erased, or came before we noted it, has no hash."""
    rows = session.execute(
        select(InboundRow.id, InboundRow.digest, InboundRawRow.raw)
        .join(InboundRawRow, InboundRawRow.inbound_id == InboundRow.id)
        .where(InboundRow.digest != "")
        .order_by(InboundRow.id)
        .execution_options(yield_per=PAGE)
    )
    return (row.id for row in rows if sha256(row.raw).hexdigest() != row.digest)


def unreadable(broken: DatabaseError) -> str:
    """What the database says of rows it cannot read."""
    return f"cannot be read ({broken.orig})"


def first(rows: Iterator[int], most: int) -> tuple[tuple[str, ...], int]:
    """The first few of them, and how many there are."""
    named = tuple(str(row) for row in islice(rows, most))
    return named, len(named) + sum(1 for _ in rows)
