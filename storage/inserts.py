"""The INSERT that knows what to do where the row exists already: each database has its own."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session


def insert_into(session: Session, table: Any) -> sqlite.Insert:
    """`INSERT` with `on_conflict_…`, which both databases spell alike."""
    name = session.get_bind().dialect.name
    made: Any = postgresql.insert(table) if name == "postgresql" else sqlite.insert(table)
    insert: sqlite.Insert = made
    return insert
