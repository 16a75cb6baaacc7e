"""A database with as many referrals as a bench asks for, made once: filling it takes minutes."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from sqlalchemy import text

from storage.database import Database
from storage.partners import Partners
from storage.tables import AccountRow, ReferralRow
from tests.bench.samples import stored_row
from tests.builders import MONDAY, partner

REPS = 200
EACH = 100  # referrals of a partner
KNOWN = "R-7K3M-9Q"  # one with a real tracking ID


def filled(stored: int) -> Path:
    """The file; migrated ever after. Copy it before you write."""
    kept = Path(tempfile.gettempdir()) / f"referral-desk-bench-{stored}-{os.getuid()}.db"
    if not kept.exists():
        growing = kept.with_suffix(".growing")
        growing.unlink(missing_ok=True)
        database = Database(f"sqlite:///{growing}")
        database.migrate()
        _fill(database, stored)
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()
        growing.rename(kept)
    database = Database(f"sqlite:///{kept}")
    database.migrate()
    database.close()
    return kept


def _fill(database: Database, stored: int) -> None:
    """A partner for every hundred; eight in a hundred leads are open, one in a thousand is unclaimed."""
    with database.write() as session:
        session.connection().exec_driver_sql("PRAGMA cache_size = -2000000")  # 2 GB
        Partners(session).add(partner(), MONDAY)
        session.add(AccountRow(key="domain:old0.example", since=MONDAY))
        session.flush()
        session.add(ReferralRow(**(stored_row() | {"id": KNOWN})))
        session.flush()
        numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {stored})"
        indexes = ReferralRow.metadata.tables["referrals"].indexes
        for index in indexes:  # sorted once at the end, which is many times quicker than row by row
            index.drop(session.connection())
        copies = {
            "partners": (
                stored // EACH,
                {"id": "'P-B' || i", "company": "'Company ' || i", "folded": "'company ' || i"},
            ),
            "accounts": (stored, {"key": "'domain:old' || i || '.example'"}),
            "referrals": (stored, _referral(stored // EACH)),
        }
        for table, (count, changed) in copies.items():
            columns = [c.name for c in ReferralRow.metadata.tables[table].columns]
            picked = ", ".join(changed.get(name, f't."{name}"') for name in columns)
            names = ", ".join(f'"{name}"' for name in columns)
            session.execute(
                text(
                    f"INSERT INTO {table} ({names}) {numbers} SELECT {picked} FROM n, "
                    f"(SELECT * FROM {table} LIMIT 1) t WHERE i <= {count}"
                )
            )
        for index in indexes:
            index.create(session.connection())
        session.execute(text("ANALYZE"))


_OPEN, _FREE, _LATE = f"(i / {REPS}) % 100 < 8", "i % 1000 = 7", "i % 5000 = 3"
_THEN = "strftime('%Y-%m-%d %H:%M:%S.000000', t.received_at, '-' || i || ' minutes')"


def _referral(partners: int) -> dict[str, str]:
    return REFERRAL | {"partner_id": f"'P-B' || (1 + i % {partners})"}


REFERRAL = {
    "id": "'R-B' || i",
    "account": "'domain:old' || i || '.example'",
    "title": "'Old ' || i",
    "received_at": _THEN,
    "registered_at": _THEN,
    "claimed_at": _THEN,
    "stage_at": _THEN,
    "promised_at": _THEN,
    "owner_name": f"CASE WHEN {_FREE} THEN NULL ELSE 'Rep ' || (i % {REPS}) END",
    "owner_email": f"CASE WHEN {_FREE} THEN NULL ELSE 'rep' || (i % {REPS}) || '@vendor.example' END",
    "owner_slack_id": f"CASE WHEN {_FREE} THEN NULL WHEN i % {REPS} = 0 THEN 'U0MARCO0000' "
    f"ELSE 'U0REP' || (i % {REPS}) END",
    "stage": f"CASE WHEN {_FREE} OR {_LATE} THEN 'registered' WHEN {_OPEN} THEN 'contacted' "
    "WHEN i % 3 = 0 THEN 'closed_won' ELSE 'closed_lost' END",
    "registration": "CASE WHEN i % 10000 = 11 THEN 'contested' ELSE 'registered' END",
}
