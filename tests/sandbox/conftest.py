"""A local Slack for each test, with a clock that stands still and a validator that looks at every payload."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.installation import BOT_SCOPES, Installation
from bot.sandbox.slack import LocalSlack
from tests.rigs.slack_app import client_of, over_sockets
from tests.rigs.slack_validator import payload_faults
from tests.sandbox.recorder import Recorder

ALL_SCOPES = (
    *BOT_SCOPES,
    "channels:join",
    "files:write",
    "im:read",
    "im:write",
    "reactions:write",
    "team:read",
)


@dataclass
class Clock:
    """Seconds since the epoch, moved by hand."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app() -> Installation:
    return replace(Installation(), scopes=ALL_SCOPES)


@pytest.fixture
async def slack(app: Installation, clock: Clock) -> AsyncIterator[LocalSlack]:
    async with LocalSlack(
        app=app, clock=clock, validate=payload_faults, event_retry_s=(0.0, 0.05, 0.1)
    ) as started:
        yield started


@pytest.fixture
def client(slack: LocalSlack) -> AsyncWebClient:
    return client_of(slack)


@pytest.fixture
async def recorder(slack: LocalSlack) -> AsyncIterator[Recorder]:
    made = Recorder(slack)
    async with over_sockets(slack, made.app):
        yield made
