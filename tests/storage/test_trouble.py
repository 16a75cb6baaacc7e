"""A database that cannot be used says why, and what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import SQLAlchemyError

from storage.dangling import dangling
from storage.database import Database
from storage.trouble import may_pass, told, trouble
from workflows.errors import BadInput


def broken(url: str) -> tuple[Database, SQLAlchemyError]:
    database = Database(url)
    with pytest.raises(SQLAlchemyError) as away:
        database.migrate()
    database.close()
    return database, away.value


def says(url: str) -> str:
    database, away = broken(url)
    return trouble(away, database.url) or ""


def test_a_folder_that_is_not_there_is_named_and_not_waited_for(tmp_path: Path) -> None:
    database, away = broken(f"sqlite:///{tmp_path}/nowhere/desk.db")
    assert f"there is no folder {tmp_path}/nowhere" in str(trouble(away, database.url))
    assert not may_pass(away, database.url)


def test_a_folder_and_a_file_that_are_no_database_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "referral-desk.toml").write_text("[program]\n" * 100)
    assert "it is a folder" in says(f"sqlite:///{tmp_path}")
    assert "is no SQLite database" in says(f"sqlite:///{tmp_path}/referral-desk.toml")


def test_a_server_that_is_away_is_told_in_its_words_without_the_password_and_waited_for() -> None:
    database, away = broken("postgresql://desk:geheim@127.0.0.1:1/desk")
    words = str(trouble(away, database.url))
    assert "refused" in words
    assert "geheim" not in words
    assert may_pass(away, database.url)


def test_a_mistake_of_ours_is_not_blamed_on_the_database(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/desk.db")
    with (
        pytest.raises(SQLAlchemyError, match="no such table"),
        told(database.url),
        database.read() as session,
    ):
        session.execute(text("SELECT * FROM nowhere"))
    database.close()


def test_foreign_keys_are_off_while_tables_are_rebuilt(tmp_path: Path) -> None:
    database, seen = Database(f"sqlite:///{tmp_path}/desk.db"), []

    @event.listens_for(database.engine, "before_cursor_execute")
    def look(connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.split()[1:2] == ["TABLE"]:
            driver: Any = connection.connection.driver_connection
            seen.append(driver.execute("PRAGMA foreign_keys").fetchone()[0])

    database.migrate()
    database.close()
    assert set(seen) == {0}


def test_a_row_without_its_parent_stops_no_start_and_is_named(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/desk.db")
    database.migrate()
    with sqlite3.connect(tmp_path / "desk.db") as damage:
        damage.execute(
            "INSERT INTO contact_addresses (address, contact_id, position) VALUES ('a@b.example', 7, 0)"
        )
    damage.close()
    database.migrate()
    with database.read() as session:
        assert dangling(session.connection()) == ["contact_addresses 1, without its contacts"]
    database.close()


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/desk.db")
    with database.transaction() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('9999')")
    with pytest.raises(BadInput, match="A newer version of referral-desk"):
        database.migrate()
    assert "9999" in database.newer()
    database.close()
