"""How fast Slack hears back under fifty clicks a second, with a million referrals stored."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from statistics import quantiles

from sqlalchemy import text

from bot.clock import Clock
from bot.sandbox.slack import LocalSlack
from storage.database import Database
from storage.partners import Partners
from storage.tables import AccountRow, ReferralRow
from tests.bench.samples import stored_row
from tests.builders import MONDAY, introduction, partner, prospect
from tests.rigs.desk import Desk
from tests.rigs.mail import MailRig
from tests.rigs.replicas import open_replicas
from workflows.events import ReferralRegistered

STORED = 1_000_000
PARTNERS = 10_000
REPS = 200
CLICKS = 500
PER_SECOND = 50
QUESTIONS = 100
SALES = "sales-referrals"
GOAL = "p99 < 100 ms"


async def measure() -> list[tuple[str, str, str]]:
    """Acks as Slack sees them over Socket Mode: the program as it is run, Slack and Postfix outside of it."""
    with tempfile.TemporaryDirectory() as folder, MailRig() as mail:
        file = Path(folder) / "desk.db"
        await asyncio.to_thread(shutil.copy, filled(), file)
        async with LocalSlack() as slack:
            for number in range(1, REPS):
                slack.workspace.add_user(f"rep{number}", f"Rep {number}", id=f"U0REP{number}")
            desk = Desk(mail, slack, Path(folder), f"sqlite:///{file}")
            await _introduce(desk)
            try:
                await desk.start()
                await desk.answers()
                claims = await _claims(slack)
                asked = {
                    line: await _asked(slack, line)
                    for line in ("/partner status", "/lead mine", "/lead open")
                }
                homes = {who: await _homes(slack, who) for who in ("dana", "marco")}
            finally:
                await desk.stop()
    rows = [
        (f"Ack of a claim, {PER_SECOND} a second, {STORED:,} referrals stored", _percentiles(claims), GOAL)
    ]
    rows += [
        (f"Answer to {line}, {STORED:,} referrals", _percentiles(took), GOAL) for line, took in asked.items()
    ]
    rows += [
        (f"App Home of {who}, {STORED:,} referrals", _percentiles(took), "") for who, took in homes.items()
    ]
    return rows


def filled() -> Path:
    """A database with a million referrals; made once, since that takes a while, and migrated ever after."""
    kept = Path(tempfile.gettempdir()) / f"referral-desk-bench-{STORED}-{os.getuid()}.db"
    if not kept.exists():
        growing = kept.with_suffix(".growing")
        growing.unlink(missing_ok=True)
        database = Database(f"sqlite:///{growing}")
        database.migrate()
        _fill(database)
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()
        growing.rename(kept)
    database = Database(f"sqlite:///{kept}")
    database.migrate()
    database.close()
    return kept


async def _introduce(desk: Desk) -> None:
    """New leads with their cards, posted faster than the program would, which keeps to Slack's pace."""
    slack = desk.slack
    async with open_replicas(slack, desk.database_url, desk.folder, Clock(), count=1) as (first,):
        slack.request_url = first.door
        for number in range(CLICKS):
            who = prospect(email=f"jane@fresh{number}.example", company=f"Fresh {number}")
            outcome = await first.engine.handle(introduction(who), f"bench:{number}")
            assert isinstance(outcome.events[0], ReferralRegistered)
        while await first.delivery.run_once():
            pass
        slack.request_url = None


async def _claims(slack: LocalSlack) -> list[float]:
    """Fifty people a second click, whether or not the one before has been answered."""

    async def click(ts: str) -> float:
        ack = await slack.click("marco", SALES, ts, "referral:claim")
        assert ack.acked, ack
        return ack.elapsed_s

    cards = [m.ts for m in slack.workspace.visible(SALES) if m.thread_ts in (None, m.ts)]
    return await _steadily([partial(click, ts) for ts in cards[:CLICKS]])


async def _steadily(asks: list[Callable[[], Awaitable[float]]]) -> list[float]:
    loop, under_way = asyncio.get_running_loop(), []
    began = loop.time()
    for number, ask in enumerate(asks):
        await asyncio.sleep(max(0.0, began + number / PER_SECOND - loop.time()))
        under_way.append(asyncio.ensure_future(ask()))
    return [await one for one in under_way]


async def _asked(slack: LocalSlack, line: str) -> list[float]:
    command, _, words = line.partition(" ")

    async def ask(number: int) -> float:
        typed = f"{words} company {number}" if words == "status" else words
        return (await slack.slash("dana" if words != "mine" else "marco", SALES, command, typed)).elapsed_s

    return await _steadily([partial(ask, number) for number in range(QUESTIONS)])


async def _homes(slack: LocalSlack, who: str) -> list[float]:
    """From opening to what is shown."""
    place, took = slack.workspace, []
    person, loop = place.user(who).id, asyncio.get_running_loop()
    for _ in range(20):
        place.homes.pop(person, None)
        began = loop.time()
        await slack.open_home(who)
        await slack.until(lambda: person in place.homes)
        took.append(loop.time() - began)
    return took


def _percentiles(took: list[float]) -> str:
    found = quantiles(took, n=100)
    return f"p50 {1000 * found[49]:.0f} ms, p99 {1000 * found[98]:.0f} ms ({len(took)})"


def _fill(database: Database) -> None:
    """10,000 partners, 200 reps; eight in a hundred leads are open, one in a thousand is unclaimed."""
    with database.write() as session:
        Partners(session).add(partner(), MONDAY)
        session.add(AccountRow(key="domain:old0.example", since=MONDAY))
        session.flush()
        session.add(ReferralRow(**stored_row()))
        session.flush()
        numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {STORED})"
        copies = {
            "partners": (
                PARTNERS,
                {"id": "'P-B' || i", "company": "'Company ' || i", "folded": "'company ' || i"},
            ),
            "accounts": (STORED, {"key": "'domain:old' || i || '.example'"}),
            "referrals": (STORED, REFERRAL),
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
        session.execute(text("ANALYZE"))


_OPEN, _FREE, _LATE = f"(i / {REPS}) % 100 < 8", "i % 1000 = 7", "i % 5000 = 3"
_THEN = "strftime('%Y-%m-%d %H:%M:%S.000000', t.received_at, '-' || i || ' minutes')"
REFERRAL = {
    "id": "'R-B' || i",
    "partner_id": f"'P-B' || (1 + i % {PARTNERS})",
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
