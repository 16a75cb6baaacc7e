"""The API of a running desk, over real HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from bot.api.access import SCOPES, Gate, new_token, sha256
from bot.api.inbound import inbound_routes
from bot.api.routes import Api, routes
from bot.clock import Clock
from bot.connectors.hooks import Hooks
from bot.connectors.settings import HookTable, SourceTable
from bot.engine import Engine
from bot.http import serve, web_app
from bot.sandbox.slack import LocalSlack
from bot.voice import Voice
from storage.database import Database
from storage.tokens import Tokens
from tests.builders import other_partner, partner
from tests.rigs.office import settings_for
from workflows.commands import AddPartner
from workflows.model import Person


@dataclass
class Doorstep:
    """The desk from outside: where it listens, and a token."""

    url: str
    engine: Engine
    token: str
    api: Api

    async def call(
        self, method: str, path: str, body: Any = None, *, token: str | None = None, **headers: str
    ) -> tuple[int, Any]:
        """Status and JSON of one request."""
        given = {"Authorization": f"Bearer {self.token if token is None else token}"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        async with (
            aiohttp.ClientSession() as session,
            session.request(method, f"{self.url}{path}", json=body, headers=given) as answer,
        ):
            return answer.status, await answer.json(content_type=None)

    async def issue(self, *scopes: str) -> str:
        """Another token, with these scopes."""
        token = new_token()
        await self.engine.unit(lambda session, now: Tokens(session).add("zap", sha256(token), scopes, now))
        return token


@asynccontextmanager
async def open_doorstep(
    database: Database,
    folder: Path,
    clock: Clock,
    *,
    hooks: Sequence[HookTable] = (),
    sources: Sequence[SourceTable] = (),
) -> AsyncIterator[Doorstep]:
    """Listening, with two partners."""
    program = settings_for(LocalSlack(), folder).program
    engine = Engine(database, program, Voice(program), clock)
    engine.on_events(Hooks(hooks).promises)
    for one in (partner(), other_partner()):
        await engine.handle(AddPartner(one, Person("a test")), f"add:{one.id}")
    api = Api(engine, program, clock, Gate(engine))

    async def health() -> list[Any]:
        return []

    app = web_app(slack=None, health=health, pages=[*routes(api), *inbound_routes(api, tuple(sources))])
    runner = await serve(app, "127.0.0.1", 0)
    step = Doorstep(f"http://127.0.0.1:{runner.addresses[0][1]}", engine, "", api)
    step.token = await step.issue(*SCOPES)
    yield step
    await runner.cleanup()
    engine.close()
