"""The sample partners of the demo, taken into a fresh database the way the command line takes partners in."""

from __future__ import annotations

from collections.abc import Iterable

from bot.partners import add_partner
from bot.sandbox.cast import STAFF, SamplePartner
from bot.settings import Settings
from storage.database import Database

_COUNTRY = {"America/New_York": "US", "Europe/Berlin": "DE", "Europe/Paris": "FR"}


async def seed(settings: Settings, partners: Iterable[SamplePartner]) -> None:
    """Migrate the database of these settings and add the partners, in their order."""
    addresses = {one.handle: one.email for one in STAFF}
    database = Database(settings.environment.database_url.get_secret_value())
    try:
        database.migrate()
        for one in partners:
            await add_partner(
                database,
                settings.program,
                company=one.company,
                name=one.contact,
                emails=[one.email],
                domains=[one.domain],
                manager=addresses[one.manager],
                tz=one.tz,
                language=one.language,
                country=_COUNTRY.get(one.tz, ""),
            )
    finally:
        database.close()
