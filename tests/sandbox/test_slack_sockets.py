"""Socket Mode: frames as Slack sends them, and what the official client makes of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.installation import Installation
from bot.sandbox.slack import LocalSlack
from tests.rigs.slack_app import over_sockets
from tests.sandbox.conftest import Clock
from tests.sandbox.recorder import Recorder

Json = dict[str, Any]


@asynccontextmanager
async def raw_socket(slack: LocalSlack) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """A socket without any client library, after the hello."""
    opened = await AsyncWebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.app_token)
    async with aiohttp.ClientSession() as http, http.ws_connect(opened["url"]) as socket:
        yield socket


@pytest.fixture
async def hasty(app: Installation, clock: Clock) -> AsyncIterator[LocalSlack]:
    """A Slack that waits a fifth of a second for an ack."""
    async with LocalSlack(app=app, clock=clock, ack_timeout_s=0.2, event_retry_s=(0.0, 0.02, 0.02)) as slack:
        yield slack


async def test_a_socket_is_greeted(slack: LocalSlack) -> None:
    async with raw_socket(slack) as socket:
        assert await socket.receive_json() == {
            "type": "hello",
            "num_connections": 1,
            "debug_info": {"host": "applink-local", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": "A0REFDESK1"},
        }


async def test_a_command_waits_in_an_envelope_for_its_ack(slack: LocalSlack) -> None:
    async with raw_socket(slack) as socket:
        await socket.receive_json()
        command = asyncio.create_task(slack.slash("marco", "#general", "/partner", "help"))
        envelope = await socket.receive_json()
        await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "ask me"}})
        result = await command
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    assert envelope["payload"]["text"] == "help"
    assert (result.acked, result.response) == (True, {"text": "ask me"})


async def test_an_unanswered_event_comes_again_with_the_same_id(hasty: LocalSlack) -> None:
    async with raw_socket(hasty) as socket:
        await socket.receive_json()
        said = await hasty.say("marco", "#general", "hello")
        frames = [await socket.receive_json() for _ in range(4)]
        await socket.send_json({"envelope_id": frames[-1]["envelope_id"]})
    assert said.acked is False
    assert {frame["payload"]["event_id"] for frame in frames} == {frames[0]["payload"]["event_id"]}
    assert [(frame["retry_attempt"], frame["retry_reason"]) for frame in frames] == [
        (0, ""),
        (1, "http_timeout"),
        (2, "http_timeout"),
        (3, "http_timeout"),
    ]


async def test_an_unanswered_command_fails_before_the_persons_eyes(hasty: LocalSlack) -> None:
    async with raw_socket(hasty) as socket:
        await socket.receive_json()
        result = await hasty.slash("marco", "#general", "/partner", "help")
    assert (result.acked, result.error) == (False, "operation_timeout")
    assert result.message is not None
    assert result.message.text == "/partner failed with the error “operation_timeout”"


async def test_without_a_socket_nothing_can_be_delivered(slack: LocalSlack) -> None:
    assert (await slack.slash("marco", "#general", "/partner")).error == "dispatch_failed"


async def test_a_ticket_lets_in_once(slack: LocalSlack) -> None:
    opened = await AsyncWebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.app_token)
    async with aiohttp.ClientSession() as http:
        async with http.ws_connect(opened["url"]):
            pass
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await http.ws_connect(opened["url"])


async def test_the_eleventh_socket_is_sent_away(slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as http:
        client, sockets = AsyncWebClient(base_url=slack.api_url), []
        for _ in range(11):
            url = (await client.apps_connections_open(app_token=slack.app_token))["url"]
            sockets.append(await http.ws_connect(url))
        first_words = [(await socket.receive_json()) for socket in sockets]
        for socket in sockets:
            await socket.close()
    assert [word["type"] for word in first_words] == ["hello"] * 10 + ["disconnect"]
    assert first_words[-1]["reason"] == "too_many_websockets"


async def test_each_envelope_goes_to_one_socket_in_turn(slack: LocalSlack) -> None:
    one, two = Recorder(slack), Recorder(slack)
    async with over_sockets(slack, one.app), over_sockets(slack, two.app):
        for _ in range(4):
            await slack.slash("marco", "#general", "/partner")
    assert (len(one.bodies), len(two.bodies)) == (2, 2)


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_a_refresh_loses_nothing(slack: LocalSlack, recorder: Recorder, reason: str) -> None:
    await slack.sockets.refresh(reason)
    await slack.connected()
    result = await slack.slash("marco", "#general", "/partner")
    assert (result.acked, len(slack.calls_of("apps.connections.open"))) == (True, 2)


async def test_a_cut_connection_is_opened_again(slack: LocalSlack) -> None:
    recorder = Recorder(slack)
    async with over_sockets(slack, recorder.app, ping_interval=0.2):
        slack.faults.drop_sockets()
        await slack.connected()
        assert (await slack.slash("marco", "#general", "/partner")).acked


async def test_a_dead_socket_is_noticed_by_its_missing_pongs(hasty: LocalSlack) -> None:
    recorder = Recorder(hasty)
    async with over_sockets(hasty, recorder.app, ping_interval=0.2):
        hasty.faults.silence()
        assert (await hasty.slash("marco", "#general", "/partner")).error in (
            "operation_timeout",
            "dispatch_failed",
        )
        await hasty.until(lambda: len(hasty.calls_of("apps.connections.open")) > 1)
        hasty.faults.clear()
        await hasty.connected()
    assert recorder.bodies == []


async def test_a_socket_may_look_alive_and_be_deaf(hasty: LocalSlack) -> None:
    recorder = Recorder(hasty)
    async with over_sockets(hasty, recorder.app, ping_interval=0.1) as handler:
        hasty.faults.silence(answer_pings=True)
        results = [await hasty.slash("marco", "#general", "/partner") for _ in range(3)]
        connected = await handler.client.is_connected()
    assert ([result.error for result in results], connected) == (["operation_timeout"] * 3, True)


async def test_events_can_come_twice(slack: LocalSlack, recorder: Recorder) -> None:
    slack.faults.duplicate_events()
    await slack.say("marco", "#general", "R-7K3M-9Q?")
    assert len(recorder.bodies) == 2
    assert recorder.bodies[0] == recorder.bodies[1]


async def test_the_app_hears_of_its_own_messages_and_bolt_ignores_them(
    slack: LocalSlack, recorder: Recorder
) -> None:
    await recorder.app.client.chat_postMessage(channel="#general", text="mine")
    await slack.until(lambda: slack.deliveries)
    assert slack.deliveries[0].payload["event"]["bot_id"] == "B0REFDESK1"
    assert recorder.bodies == []


async def test_the_page_can_follow_every_change(slack: LocalSlack, recorder: Recorder) -> None:
    seen: list[str] = []
    unsubscribe = slack.subscribe(lambda change: seen.append(change.kind))
    sent = await recorder.app.client.chat_postMessage(channel="#general", text="one")
    await recorder.app.client.chat_update(channel=sent["channel"], ts=sent["ts"], text="two")
    await recorder.app.client.chat_delete(channel=sent["channel"], ts=sent["ts"])
    unsubscribe()
    await slack.say("marco", "#general", "unseen")
    assert seen == ["message_posted", "message_changed", "message_deleted"]
