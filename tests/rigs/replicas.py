"""Two bots over one database, each with its own door for Slack's signed requests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

from bot.clock import Clock
from bot.delivery import Delivery
from bot.engine import Engine
from bot.http import serve, web_app
from bot.sandbox.slack import LocalSlack
from bot.sandbox.slack_delivery import Ack, Dispatch
from bot.slack_app import Slack, open_slack
from bot.upkeep.alarms import Alarms
from bot.voice import Voice
from storage.database import Database
from tests.rigs.office import NO_PACE_S, AtOnce, Mailbag, settings_for


class ManyDoors(LocalSlack):
    """A Slack whose requests go to each replica in turn, as a load balancer would send them."""

    doors: Sequence[str] = ()

    async def _send(self, dispatch: Dispatch) -> Ack:
        if not hasattr(self, "_turn"):
            self._turn = cycle(self.doors)
        self.request_url = next(self._turn)
        return await super()._send(dispatch)


@dataclass
class Replica:
    """One of them."""

    engine: Engine
    delivery: Delivery
    slack: Slack
    door: str


@asynccontextmanager
async def open_replicas(
    slack: LocalSlack, database_url: str, folder: Path, clock: Clock, count: int = 2
) -> AsyncIterator[list[Replica]]:
    """The bots, migrated and listening."""
    first = Database(database_url)
    first.migrate()
    first.close()
    settings = settings_for(slack, folder, over_http=True)
    async with AsyncExitStack() as stack:
        replicas = []
        for _ in range(count):
            engine = Engine(Database(database_url), settings.program, Voice(settings.program), clock)
            stack.callback(engine.close)
            ours = await stack.enter_async_context(
                open_slack(
                    settings, engine, clock, AtOnce(), Alarms(engine, settings.program), every_s=NO_PACE_S
                )
            )
            runner = await serve(web_app(slack=ours.door, health=_healthy), "127.0.0.1", 0)
            stack.push_async_callback(runner.cleanup)
            delivery = Delivery(engine, {"email": Mailbag(), "slack": ours.sender}, clock)
            door = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
            replicas.append(Replica(engine, delivery, ours, door))
        yield replicas


async def _healthy() -> list[Any]:
    return []
