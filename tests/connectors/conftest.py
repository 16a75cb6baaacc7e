"""A desk with a CRM beside it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.connectors.base import Crm
from bot.connectors.crm import CrmSender, announce
from bot.connectors.crm_ear import CrmEar, crm_routes
from bot.connectors.registry import open_crm
from bot.delivery import Delivery, Sender
from bot.engine import Engine
from bot.http import serve, web_app
from bot.voice import Voice
from storage.crm import CHANNEL, CrmLinks
from storage.database import Database
from storage.history import History
from storage.referrals import Referrals
from tests.builders import AISHA, MARCO, introduction, other_partner, partner, program, prospect
from tests.conftest import StillClock
from tests.connectors.vendors import VENDORS
from tests.connectors.vendors.base import Vendor, running
from tests.rigs.office import Mailbag
from workflows.base import Command
from workflows.commands import AddPartner
from workflows.crm_messages import Link
from workflows.events import ReferralRegistered
from workflows.model import Person, Referral


@dataclass
class Connected:
    """A desk, its CRM, and the line between them."""

    vendor: Vendor
    crm: Crm
    engine: Engine
    delivery: Delivery
    ear: CrmEar
    clock: StillClock
    bag: Mailbag
    url: str = ""

    async def introduce(self, key: str = "mail:1", **who: Any) -> str:
        """Sam introduces somebody; gives the tracking ID."""
        outcome = await self.engine.handle(introduction(prospect(**who)), key)
        return next(e.about for e in outcome.events if isinstance(e, ReferralRegistered))

    async def do(self, command: Command, key: str) -> None:
        """Decide something, and deliver what follows."""
        await self.engine.handle(command, key)
        await self.deliver()

    async def deliver(self) -> None:
        """Send what is due."""
        while await self.delivery.run_once():
            pass

    async def listen(self) -> None:
        """Read what webhooks named, and tell what follows."""
        while await self.ear.run_once():
            pass
        await self.deliver()

    async def poll(self) -> None:
        """Ask what has changed, as the clock does."""
        await self.ear.poll_once()
        await self.listen()

    def go(self, by: timedelta) -> None:
        """Time passes, here and there."""
        self.clock.move(by)
        self.vendor.now = max(self.vendor.now, self.clock.now())

    async def call(self, *deals: str, **changes: Any) -> int:
        """The CRM calls about these deals; gives the status it hears."""
        headers, body, url = self.vendor.webhook(*deals, url=f"{self.url}/crm")
        self.clock.move(self.vendor.now - self.clock.now())
        headers |= changes.get("headers", {})
        target, said = changes.get("url", url), changes.get("body", body)
        async with (
            aiohttp.ClientSession() as session,
            session.post(target, data=said, headers=headers) as answer,
        ):
            return answer.status

    async def referral(self, about: str) -> Referral:
        """As it stands."""
        found = await self.engine.ask(lambda session: Referrals(session).get(about))
        assert found
        return found

    async def link(self, about: str) -> Link:
        """What is known of its deal."""
        return await self.engine.ask(lambda session: CrmLinks(session).get(about)) or Link()

    async def happened(self, about: str) -> list[str]:
        """The names of its events."""
        entries = await self.engine.ask(lambda session: History(session).about(about))
        return [entry.kind for entry in entries]

    def cards(self) -> list[str]:
        """What the channels read."""
        return [str(letter.get("text", "")) for letter in self.bag.letters if letter.get("do") == "show"]


@pytest.fixture(params=list(VENDORS))
async def vendor(request: pytest.FixtureRequest) -> AsyncIterator[Vendor]:
    async with running(VENDORS[request.param]()) as started:
        yield started


@pytest.fixture
async def connected(
    vendor: Vendor, migrated_file: Path, tmp_path: Path, clock: StillClock
) -> AsyncIterator[Connected]:
    """Everything but Slack, whose posts are collected like mails."""
    rules = vendor.table.rules
    assert rules
    ours = program(crm=replace(rules, other_reason="own_reasons"))
    database = Database(f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'desk.db')}")
    engine = Engine(database, ours, Voice(ours), clock)
    engine.on_events(announce)
    for one in (partner(), other_partner()):
        await engine.handle(AddPartner(one, Person("a test")), f"add:{one.id}")
    crm, bag = open_crm(vendor.table, vendor.secrets, engine, ours, clock, is_hurried=True), Mailbag()
    ear = CrmEar(engine, crm, clock, who_is, timedelta(minutes=5))
    senders: dict[str, Sender] = {
        CHANNEL: CrmSender(engine, crm, rules, ear.wake.set, vendor.table.owner),
        "slack": bag,
        "email": bag,
    }

    async def health() -> list[Any]:
        return []

    app = web_app(slack=None, health=health, pages=crm_routes(engine, crm, clock, ear, vendor.table, ""))
    runner = await serve(app, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield Connected(vendor, crm, engine, Delivery(engine, senders, clock), ear, clock, bag, url)
    await runner.cleanup()
    await crm.close()
    engine.close()


async def who_is(address: str) -> Person | None:
    """Our people in Slack."""
    return next((one for one in (MARCO, AISHA) if one.email == address), None)
