"""The CRM's side of the running bot, put together; nothing at all where no CRM is named."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from aiohttp import web

from bot.clock import Clock
from bot.connectors.base import Crm
from bot.connectors.crm import CrmSender, announce
from bot.connectors.crm_ear import CrmEar, WhoIs, crm_routes
from bot.connectors.registry import open_crm
from bot.engine import Engine
from bot.settings import Settings
from storage.crm import CHANNEL


@dataclass(frozen=True, slots=True)
class CrmDesk:
    """Speaks with the CRM, and listens."""

    crm: Crm
    sender: CrmSender
    ear: CrmEar
    routes: list[web.RouteDef]

    @property
    def senders(self) -> dict[str, CrmSender]:
        """Who keeps promises of channel `crm`."""
        return {CHANNEL: self.sender}


@asynccontextmanager
async def open_crm_desk(
    settings: Settings, engine: Engine, clock: Clock, who_is: WhoIs
) -> AsyncIterator[CrmDesk | None]:
    """The CRM of the settings; from now on every event it should hear of is promised to it."""
    rules, table = settings.program.crm, settings.rules.crm
    if rules is None:
        yield None
        return
    behind = engine.in_background()  # a CRM can wait a moment for a click
    crm = open_crm(table, settings.crm_secrets, behind, settings.program, clock)
    ear = CrmEar(behind, crm, clock, who_is, timedelta(minutes=table.poll_minutes))
    engine.on_events(announce)
    wake: Callable[[], None] = ear.wake.set
    routes = crm_routes(engine, crm, clock, ear, table, settings.environment.public_url)
    try:
        yield CrmDesk(crm, CrmSender(behind, crm, rules, wake, table.owner), ear, routes)
    finally:
        await crm.close()
