"""A desk to be measured: one partner, who is Sam, over SQLite in a folder."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.clock import Clock
from bot.engine import Engine
from bot.partners import add_partner
from bot.sandbox.slack import LocalSlack
from bot.settings import Settings
from bot.voice import Voice
from storage.database import Database
from tests.rigs.desk import AUTHSERV_ID, SAM, Desk
from tests.rigs.mail import MailRig
from tests.rigs.office import settings_for


async def open_desk(folder: Path, clock: Clock) -> tuple[Database, Settings, Engine]:
    """Migrated, with Sam as a partner; the engine closes the database."""
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    database.migrate()
    settings = settings_for(LocalSlack(), folder, {"REFERRAL_DESK_AUTHSERV_ID": AUTHSERV_ID})
    await add_partner(
        database,
        settings.program,
        company="Northwind",
        name="Sam",
        emails=[SAM],
        domains=["northwind.example"],
    )
    return database, settings, Engine(database, settings.program, Voice(settings.program), clock)


@asynccontextmanager
async def running_desk() -> AsyncIterator[tuple[Desk, LocalSlack]]:
    """The program as it is run, with Sam as a partner, Postfix, Dovecot and Slack outside of it."""
    with tempfile.TemporaryDirectory() as folder, MailRig() as mail:
        async with LocalSlack() as slack:
            desk = Desk(mail, slack, Path(folder))
            await desk.add_partner()
            await desk.start()
            await desk.answers()
            yield desk, slack
            await desk.stop()
