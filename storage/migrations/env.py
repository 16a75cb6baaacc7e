"""Alembic's entry: migrations run on the connection that `Database.migrate` hands over."""

from __future__ import annotations

from alembic import context
from alembic.runtime.migration import MigrationContext

from storage.dangling import dangling
from storage.schema import METADATA


def run() -> None:
    """Run what is missing, in one transaction; foreign keys are off while SQLite rebuilds tables."""
    connection = context.config.attributes["connection"]
    stands_at = MigrationContext.configure(connection).get_current_revision()
    connection.rollback()
    if stands_at == context.get_revision_argument():
        return  # a row without its parent is `verify`'s to tell, not a reason to stop
    before = dangling(connection)
    connection.rollback()
    on_sqlite = connection.dialect.name == "sqlite"
    if on_sqlite:  # on the driver itself: inside a transaction the pragma does nothing
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
    context.configure(connection=connection, target_metadata=METADATA, render_as_batch=on_sqlite)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
    if on_sqlite:
        broken = [row for row in dangling(connection) if row not in before]
        connection.rollback()
        if broken:
            raise RuntimeError(f"the migration left rows without their parents: {broken[:3]}")
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")


run()
