"""A desk to be measured: one partner, who is Sam, over SQLite in a folder."""

from __future__ import annotations

from pathlib import Path

from bot.clock import Clock
from bot.engine import Engine
from bot.partners import add_partner
from bot.sandbox.slack import LocalSlack
from bot.settings import Settings
from bot.voice import Voice
from storage.database import Database
from tests.rigs.desk import AUTHSERV_ID, SAM
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
