"""Rows whose parent row is missing. PostgreSQL allows none; in a SQLite file a damage can leave some."""

from __future__ import annotations

from sqlalchemy import Connection


def dangling(connection: Connection) -> list[str]:
    """Each as "inbound_raw 12, without its inbound"."""
    if connection.dialect.name != "sqlite":
        return []
    rows = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    return [f"{table} {row}, without its {parent}" for table, row, parent, _key in rows]
