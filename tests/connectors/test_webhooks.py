"""Webhooks out and in, over HTTP, signed as Standard Webhooks says; the listener checks with the library."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from standardwebhooks import Webhook

from bot.api.inbound import secret_name
from bot.clock import Clock
from bot.connectors.hooks import CHANNEL, event_type, signing_secret
from bot.connectors.settings import HookTable, SourceTable
from bot.connectors.webhook import MASTER, WebhookSender
from bot.delivery import Delivery
from storage.database import Database
from storage.hooks import replay
from storage.secrets import secret
from tests.api.rig import Doorstep, open_doorstep
from tests.builders import MONDAY, introduction, partner, prospect
from workflows.commands import ClaimReferral
from workflows.events import PartnerToldNoNews, ReferralRegistered
from workflows.model import Person

DANA = Person("Dana Reyes", "dana@vendor.example", "U0DANA")


@dataclass
class Listener:
    """A program that hears webhooks; `answers` are its next statuses, then it says 204."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        self.heard.append((dict(request.headers), await request.read()))
        return web.Response(status=self.answers.pop(0) if self.answers else 204)

    @property
    def types(self) -> list[str]:
        return [json.loads(body)["type"] for _, body in self.heard]


@asynccontextmanager
async def listening() -> AsyncIterator[Listener]:
    listener, app = Listener(), web.Application()
    app.router.add_post("/hook", listener.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    listener.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield listener
    await runner.cleanup()


@dataclass
class World:
    """A desk that tells, and a program that listens."""

    step: Doorstep
    listener: Listener
    delivery: Delivery

    async def secret_of(self, name: str) -> str:
        master = await self.step.engine.unit(lambda session, _: secret(session, MASTER, b"never used"))
        return signing_secret(master, name)


class Later(Clock):
    """A clock that runs ahead, so that what is to be tried again later is due."""

    def __init__(self) -> None:
        super().__init__()
        object.__setattr__(self, "_ahead", timedelta())

    def now(self) -> Any:
        return super().now() + object.__getattribute__(self, "_ahead")

    def go(self, by: timedelta) -> None:
        object.__setattr__(self, "_ahead", object.__getattribute__(self, "_ahead") + by)


@pytest.fixture
def later() -> Later:
    return Later()


@pytest.fixture
async def world(database: Database, tmp_path: Path, later: Later) -> AsyncIterator[World]:
    async with listening() as listener:
        hook = HookTable(name="zap", url=listener.url, events=("referral.*",))
        opened = open_doorstep(database, tmp_path, later, hooks=(hook,), sources=(SourceTable(name="forms"),))
        async with opened as step:
            sender = WebhookSender(step.engine, later)
            yield World(step, listener, Delivery(step.engine, {CHANNEL: sender}, later))
            await sender.close()


async def test_a_listener_hears_what_it_asked_for_signed_and_in_order(world: World) -> None:
    await world.step.engine.handle(introduction(prospect()), "mail:1")
    while await world.delivery.run_once():
        pass
    (about,) = {json.loads(body)["data"]["referral"]["id"] for _, body in world.listener.heard}
    await world.step.engine.handle(ClaimReferral(about, DANA), "claim")
    while await world.delivery.run_once():
        pass
    assert world.listener.types == ["referral.registered", "referral.claimed"]
    headers, body = world.listener.heard[-1]
    said = Webhook(await world.secret_of("zap")).verify(body, headers)
    assert said["data"]["referral"]["owner"] == {"name": DANA.name, "email": DANA.email}
    assert said["data"]["event"]["owner"] == DANA.name


async def test_what_was_not_taken_comes_again_under_the_same_id(world: World, later: Later) -> None:
    world.listener.answers = [500, 302]
    await world.step.engine.handle(introduction(prospect()), "mail:1")
    for _ in range(3):
        await world.delivery.run_once()
        later.go(timedelta(minutes=10))
    assert len({headers["webhook-id"] for headers, _ in world.listener.heard}) == 1
    assert len(world.listener.heard) == 3
    assert await world.delivery.run_once() == 0


async def test_a_listener_that_is_gone_for_good_is_left_alone_and_can_be_told_again(world: World) -> None:
    world.listener.answers = [410]
    await world.step.engine.handle(introduction(prospect()), "mail:1")
    await world.delivery.run_once()
    assert await world.delivery.run_once() == 0
    count = await world.step.engine.unit(lambda session, now: replay(session, "zap", MONDAY, now))
    await world.delivery.run_once()
    assert (count, len(world.listener.heard)) == (1, 2)


async def send(world: World, body: dict[str, Any], *, webhook_id: str = "msg_1", key: str = "") -> int:
    raw, now = json.dumps(body), Clock().now()
    key = key or await world.secret_of(secret_name("forms"))
    headers = {
        "webhook-id": webhook_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(key).sign(webhook_id, now, raw),
    }
    url = f"{world.step.url}/hooks/forms"
    async with aiohttp.ClientSession() as session, session.post(url, data=raw, headers=headers) as answer:
        return answer.status


async def test_a_signed_webhook_registers_once_and_moves(world: World) -> None:
    sam = partner().contacts[0].emails[0]
    body = {
        "type": "referral.register",
        "data": {"partner": sam, "prospect": {"company": "Globex", "email": "hank@globex.example"}},
    }
    assert [await send(world, body), await send(world, body)] == [201, 200]
    _, listed = await world.step.call("GET", "/api/v1/referrals")
    (referral,) = listed["items"]
    await world.step.engine.handle(ClaimReferral(referral["id"], DANA), "claim")
    move = {"type": "referral.stage", "data": {"id": referral["id"], "stage": "contacted"}}
    assert await send(world, move, webhook_id="msg_2") == 200
    _, after = await world.step.call("GET", f"/api/v1/referrals/{referral['id']}")
    assert after["stage"] == "contacted"


async def test_a_forged_webhook_changes_nothing(world: World) -> None:
    body = {"type": "referral.register", "data": {"partner": "x", "prospect": {"company": "Globex"}}}
    outbound = await world.secret_of("zap")
    assert await send(world, body, key=outbound) == 401
    assert await send(world, body, webhook_id="") == 401
    for signature in ("", "nonsense", "v1,!!!!", "v1"):
        headers = {"webhook-id": "m", "webhook-timestamp": "1", "webhook-signature": signature}
        url = f"{world.step.url}/hooks/forms"
        async with aiohttp.ClientSession() as session, session.post(url, json=body, headers=headers) as said:
            assert said.status == 401
    _, listed = await world.step.call("GET", "/api/v1/referrals")
    assert listed["items"] == []


def test_events_have_names_that_programs_can_filter_by() -> None:
    registered = ReferralRegistered("R-1", MONDAY, "P-1")
    assert event_type(registered) == "referral.registered"
    assert event_type(PartnerToldNoNews("R-1", MONDAY, "none")) == "partner.told_no_news"
    hook = HookTable(name="a", url="https://a.example", events=("partner.*",))
    assert [hook.wants("partner.told_no_news"), hook.wants("referral.registered")] == [True, False]


@pytest.mark.parametrize("url", ["http://a.example/hook", "ftp://a.example", "a.example"])
def test_a_hook_goes_over_https(url: str) -> None:
    with pytest.raises(ValueError, match="https://"):
        HookTable(name="a", url=url)
