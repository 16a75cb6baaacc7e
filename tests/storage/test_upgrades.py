"""Upgrading from every earlier revision loses no row: data is put in at each step of the way."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    Table,
    func,
    select,
)

from storage.base import Base
from storage.database import MIGRATIONS, Database

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def revisions() -> list[str]:
    """Oldest first."""
    return [each.revision for each in ScriptDirectory(str(MIGRATIONS)).walk_revisions()][::-1]


def fill(connection: Connection, step: int) -> list[str]:
    """One row into each table there is; gives their names."""
    metadata = MetaData()
    metadata.reflect(connection)
    filled = []
    for table in metadata.sorted_tables:
        if table.name != "alembic_version":
            connection.execute(table.insert().values(row(table, step)))
            filled.append(table.name)
    return filled


def row(table: Table, step: int) -> dict[str, Any]:
    parents = {column.name for column in table.columns if column.foreign_keys}
    return {
        column.name: value(column, step)
        for column in table.columns
        if column.name in parents or not (column.nullable or column.autoincrement is True)
    }


def value(column: Column[Any], step: int) -> Any:
    """Something that fits, and the same in parent and child."""
    kind = column.type
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, DateTime):
        return NOON
    if isinstance(kind, Date):
        return date(2026, 3, 2)
    if isinstance(kind, Integer | Numeric):
        return step
    if isinstance(kind, LargeBinary):
        return b"x"
    if isinstance(kind, String):
        return f"{step}"
    return {}


def test_every_row_survives_every_upgrade(database_url: str) -> None:
    database, expected = Database(database_url), Counter[str]()
    for step, revision in enumerate(revisions(), start=1):
        database.migrate(revision)
        with database.engine.begin() as connection:
            expected.update(fill(connection, step))
    database.migrate()
    metadata = MetaData()
    with database.engine.connect() as connection:
        metadata.reflect(connection)
        found = {
            table.name: connection.scalar(select(func.count()).select_from(table))
            for table in metadata.sorted_tables
            if table.name != "alembic_version"
        }
    database.close()
    assert found == dict(expected)


def test_the_migrations_lead_to_the_tables_that_the_code_knows(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        differences = compare_metadata(context, Base.metadata)
    assert [str(each) for each in differences] == []
