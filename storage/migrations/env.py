"""Alembic's entry: migrations run on the connection that `Database.migrate` hands over."""

from __future__ import annotations

from alembic import context

from storage.schema import METADATA


def run() -> None:
    """Run what is missing, in one transaction; foreign keys are off while SQLite rebuilds tables."""
    connection = context.config.attributes["connection"]
    on_sqlite = connection.dialect.name == "sqlite"
    if on_sqlite:  # on the driver itself: inside a transaction the pragma does nothing
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
    context.configure(connection=connection, target_metadata=METADATA, render_as_batch=on_sqlite)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
    if on_sqlite:
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        connection.rollback()
        if broken:
            raise RuntimeError(f"the migration left rows without their parents: {broken[:3]}")
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")


run()
