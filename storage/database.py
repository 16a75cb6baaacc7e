"""Opens the database: SQLite by default, PostgreSQL by URL. Sessions are synchronous (Decision 3)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from workflows.errors import BadInput

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT_S = 30
OTHERS = 0o007  # neither the owner nor the group: what is given to a group may be meant so
EXAMPLES = "sqlite:///referral-desk.db or postgresql://user:password@host/database"
SQLITE_OPTIONS = {"uri", "mode", "cache", "immutable", "nolock", "vfs", "timeout", "cached_statements"}
WAL_PAGES = 16_384  # 64 MB: where nobody calls `checkpoint()`, a commit does that work itself


class Database:
    """One database. `write()` and `read()` give a session each; nobody else commits."""

    def __init__(self, url: str) -> None:
        self.url = parse_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite(self.url) if self.is_sqlite else _postgresql(self.url)

    @property
    def immediate(self) -> Engine:
        """The same database for code that brings its own transactions: each opens like a `write()`."""
        return self.engine.execution_options(sqlite_begin="IMMEDIATE") if self.is_sqlite else self.engine

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A unit of work: committed at the end, rolled back by any exception.

        SQLite opens it with BEGIN IMMEDIATE, since a deferred one loses writes (PLATFORM.md).
        """
        options: dict[str, Any] = {"sqlite_begin": "IMMEDIATE"} if self.is_sqlite else {}
        with (
            self.engine.connect().execution_options(**options) as connection,
            Session(connection, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """The same without a session, for several that share one commit."""
        options: dict[str, Any] = {"sqlite_begin": "IMMEDIATE"} if self.is_sqlite else {}
        with self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for looking; what it changes is thrown away."""
        with self.engine.connect() as connection, Session(connection) as session:
            yield session
            session.rollback()

    def keep_private(self) -> bool:
        """Take SQLite's files out of the reach of everybody on the machine; whether they were in it."""
        path = Path(self.url.database or "") if self.is_sqlite else None
        files = [path.with_name(path.name + end) for end in ("", "-wal", "-shm")] if path else []
        opened = [file for file in files if file.is_file() and file.stat().st_mode & OTHERS]
        for file in opened:
            file.chmod(file.stat().st_mode & ~OTHERS & 0o777)
        return bool(opened)

    def checkpoint(self) -> None:
        """Bring what was committed from SQLite's log into its file; no writer waits for it (PASSIVE)."""
        with self.engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")

    def migrate(self, to: str = "head") -> None:
        """Bring the schema up to date, or to an earlier revision on the way; harmless when it is there."""
        with self.engine.connect() as connection:
            if newer := self._newer(connection):
                raise BadInput(newer)
            connection.rollback()  # SQLite switches foreign keys off only outside a transaction
            command.upgrade(self._alembic(connection), to)

    def revisions(self) -> tuple[str | None, str | None]:
        """The revision the database stands at, and the newest one we ship."""
        head = ScriptDirectory.from_config(self._alembic(None)).get_current_head()
        with self.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision(), head

    def newer(self) -> str:
        """What to do about a database that a later program has changed; "" when this one knows it."""
        with self.engine.connect() as connection:
            return self._newer(connection)

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()

    def _newer(self, connection: Connection) -> str:
        return says_newer(MigrationContext.configure(connection).get_current_revision())

    def _alembic(self, connection: Connection | None) -> Config:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        return config


def says_newer(stands_at: str | None) -> str:
    """What to do about a database at a revision of a later program; "" for one that we know."""
    scripts = ScriptDirectory(str(MIGRATIONS))
    if stands_at is None or stands_at in {one.revision for one in scripts.walk_revisions()}:
        return ""
    return (
        f"A newer version of referral-desk has changed this database: it stands at {stands_at}, this "
        f"one knows up to {scripts.get_current_head()}. Run that version, or put back an older backup."
    )


def parse_url(url: str) -> URL:
    """The URL in parts; ValueError says what is wrong, and never repeats it: it may hold a password."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as wrong:
        raise ValueError(f"that cannot be read; write {EXAMPLES}") from wrong
    if parsed.drivername != "sqlite" and parsed.get_backend_name() not in ("postgresql", "postgres"):
        raise ValueError(f"only SQLite and PostgreSQL are spoken here; write {EXAMPLES}")
    is_sqlite = parsed.get_backend_name() == "sqlite"
    if not is_sqlite and url.count("@") > 1:  # part of a password would pass for the server's name
        raise ValueError(
            "there is one @ too many: user and password are percent-encoded where they hold : / @ ? # %, "
            "such as %40 for @"
        )
    strange = sorted(name for name in parsed.query if not (is_sqlite or _is_libpqs(name)))
    strange += sorted(parsed.query.keys() - SQLITE_OPTIONS) if is_sqlite else []
    if strange:
        raise ValueError(f"nobody knows the option {', '.join(strange)}; correct it, or take it out")
    return parsed


def _is_libpqs(option: str) -> bool:
    from psycopg import ProgrammingError  # here, since who has SQLite need not wait for it
    from psycopg.conninfo import make_conninfo

    try:
        make_conninfo(**{option: ""})
    except ProgrammingError:
        return False
    return True


def _postgresql(url: URL) -> Engine:
    parsed = url.set(drivername="postgresql+psycopg")
    pool = {"pool_size": 8, "max_overflow": 8, "pool_pre_ping": True, "pool_timeout": 30}
    return create_engine(parsed, hide_parameters=True, **pool)


def _sqlite(url: URL) -> Engine:
    waits = {"timeout": BUSY_TIMEOUT_S, "check_same_thread": False}
    engine = create_engine(url, hide_parameters=True, connect_args=waits)  # what fails is logged

    @event.listens_for(engine, "connect")
    def settings(dbapi: Any, _record: Any) -> None:
        dbapi.isolation_level = None  # we say BEGIN ourselves
        safe = "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"
        for pragma in (*safe, f"wal_autocheckpoint={WAL_PAGES}"):
            dbapi.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")

    return engine
