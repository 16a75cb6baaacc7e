"""The CRM's side as the running bot has it: put together from the settings, or not there at all."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.connectors.crm_desk import open_crm_desk
from bot.delivery import Delivery
from bot.engine import Engine
from bot.sandbox.slack import LocalSlack
from bot.settings import Settings
from bot.voice import Voice
from storage.database import Database
from storage.outbox import Outbox
from tests.builders import introduction, partner
from tests.conftest import StillClock
from tests.connectors.conftest import who_is
from tests.connectors.vendors.base import running
from tests.connectors.vendors.hubspot import HubSpotServer
from tests.rigs.office import RULES, settings_for
from workflows.commands import AddPartner
from workflows.model import Person


def engine_of(folder: Path, migrated_file: Path, clock: StillClock, crm: str = "") -> tuple[Engine, Settings]:
    (folder / "referral-desk.toml").write_text(RULES + crm)
    settings = settings_for(LocalSlack(), folder, {"REFERRAL_DESK_CRM_TOKEN": "first"})
    database = Database(f"sqlite:///{shutil.copy(migrated_file, folder / 'desk.db')}")
    return Engine(database, settings.program, Voice(settings.program), clock), settings


async def test_what_the_settings_name_is_spoken_with(
    tmp_path: Path, migrated_file: Path, clock: StillClock
) -> None:
    async with running(HubSpotServer()) as vendor:
        crm = f'[crm]\nvendor = "hubspot"\nurl = "{vendor.url}"\n[crm.stages]\nregistered = "s-new"\n'
        engine, settings = engine_of(tmp_path, migrated_file, clock, crm)
        async with open_crm_desk(settings, engine, clock, who_is) as desk:
            assert desk
            assert [route.path for route in desk.routes] == ["/crm"]
            await engine.handle(AddPartner(partner(), Person("a test")), "add")
            await engine.handle(introduction(), "mail:1")
            await Delivery(engine, desk.senders, clock).run_lane("crm")
        assert vendor.only.stage == "s-new"
        engine.close()


async def test_without_a_crm_nothing_is_promised_to_one(
    tmp_path: Path, migrated_file: Path, clock: StillClock
) -> None:
    engine, settings = engine_of(tmp_path, migrated_file, clock)
    async with open_crm_desk(settings, engine, clock, who_is) as desk:
        assert desk is None
        await engine.handle(AddPartner(partner(), Person("a test")), "add")
        await engine.handle(introduction(), "mail:1")
    count, _ = await engine.ask(lambda session: Outbox(session).overdue("crm", clock.now()))
    assert count == 0
    engine.close()
