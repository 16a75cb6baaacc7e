"""Mails per second from IMAP to committed referral and outbox rows, against the floor of the same machine.

The floor is what nobody can do without: a standard-library parse and one durable SQLite commit per mail.
"""

from __future__ import annotations

import asyncio
import smtplib
import sqlite3
import tempfile
import time
from collections import Counter
from email import message_from_bytes
from email.policy import compat32
from pathlib import Path

from sqlalchemy import func, select

from bot.clock import Clock
from bot.intake import Intake
from bot.mail.reader import WORKERS, Reader
from inbox.imap import Watcher, parse_imap_url
from storage.mail_tables import OutboxRow
from storage.tables import ReferralRow
from tests.bench.desk import open_desk
from tests.bench.samples import forwards
from tests.rigs.desk import DESK, SAM
from tests.rigs.mail import MailRig

MAILS = 400
READERS = (1, WORKERS, 4)


async def measure() -> list[tuple[str, str, str]]:
    """A row for each number of readers: our rate, the floor's, their ratio."""
    mails = forwards(MAILS)
    with MailRig(mta="none") as rig:
        with smtplib.LMTP("127.0.0.1", rig.lmtp, local_hostname="mx.bench.example") as line:
            for mail in mails:
                line.sendmail(SAM, [DESK], mail)
        return [await _row(rig, mails, workers) for workers in READERS]


async def _row(rig: MailRig, mails: list[bytes], workers: int) -> tuple[str, str, str]:
    with tempfile.TemporaryDirectory() as folder:
        floor = _floor(mails, Path(folder) / "floor.db")
        ours = await _ours(rig, Path(folder), workers)
    measured = f"{ours:.0f} mails/s, floor {floor:.0f}, ratio {ours / floor:.2f}"
    goal = "ratio ≥ 0.4" if workers == WORKERS else ""
    return f"IMAP to committed referral + outbox rows (SQLite), readers: {workers}", measured, goal


def _floor(mails: list[bytes], path: Path) -> float:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE mails (id INTEGER PRIMARY KEY, subject TEXT, raw BLOB)")
    begin = time.perf_counter()
    for mail in mails:
        parsed = message_from_bytes(mail, policy=compat32)
        parsed.get_payload(decode=True)
        connection.execute("INSERT INTO mails (subject, raw) VALUES (?, ?)", (parsed["Subject"], mail))
    passed = time.perf_counter() - begin
    connection.close()
    return len(mails) / passed


async def _ours(rig: MailRig, folder: Path, workers: int) -> float:
    clock = Clock()
    database, settings, engine = await open_desk(folder, clock)
    reader = Reader(workers)
    await reader.warm_up()
    intake = Intake(engine, reader, settings.desk, settings.program)
    account = parse_imap_url(rig.imap_url(DESK))

    async def cursor(uidvalidity: int) -> int:
        return await intake.cursor(account.name, account.folder, uidvalidity)

    watcher = Watcher(account, intake.keep, cursor, now=clock.now, jitter=clock.jitter)
    stop = asyncio.Event()
    begin = time.perf_counter()
    watching = asyncio.create_task(watcher.run(stop))
    done = 0
    while done < MAILS:
        await intake.wakes["known"].wait()
        intake.wakes["known"].clear()
        while taken := await intake.run_once():
            done += taken
    passed = time.perf_counter() - begin
    with database.read() as session:
        referrals = session.scalar(select(func.count()).select_from(ReferralRow))
        keys = Counter(key.partition(":")[0] for key in session.scalars(select(OutboxRow.key)))
    if (referrals, keys["confirmation"], keys["alert"]) != (MAILS, MAILS, MAILS):
        raise AssertionError(f"{referrals} referrals and {keys}")
    stop.set()
    await watching
    reader.close()
    engine.close()
    return MAILS / passed
