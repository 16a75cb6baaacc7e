"""Slack's bad moments cost nobody an answer: every client that may ask again does."""

from __future__ import annotations

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.slack.workspace import clients
from tests.bot.acts import SALES, introduce
from tests.rigs.office import Office


@pytest.mark.parametrize("fault", ["rate_limit", "server_error"])
async def test_a_question_gets_its_answer_at_the_second_try(by_socket: Office, fault: str) -> None:
    slack = by_socket.slack
    client = clients.patient(slack.bot_token, slack.api_url)
    getattr(slack.faults, fault)("users.info")
    answer = await client.users_info(user=slack.workspace.user("marco").id)
    assert answer["user"]["real_name"] == "Marco Bianchi"
    assert len(slack.calls_of("users.info")) == 2


async def test_a_rate_limited_post_is_the_outboxs_to_repeat(by_socket: Office) -> None:
    by_socket.slack.faults.rate_limit("chat.postMessage", retry_after=0)
    await introduce(by_socket)
    while not by_socket.posts(SALES):
        await by_socket.deliver()
    assert len(by_socket.posts(SALES)) == 1


async def test_whoever_is_not_in_the_channel_reads_in_their_own_messages_why_not(by_socket: Office) -> None:
    place = by_socket.slack.workspace
    ines, sales = place.user("ines"), place.channel(SALES)
    assert ines.id not in sales.members
    client = clients.patient(by_socket.slack.bot_token, by_socket.slack.api_url)
    await clients.aside(client, sales.id, ines.id, text="Only our sales team works on leads.")
    (told,) = place.messages[place.direct("ines", by_socket.slack.app.bot_user_id).id]
    assert told.text == "Only our sales team works on leads."
    await clients.aside(client, sales.id, place.user("marco").id, text="Only you see this.")
    assert [m.text for m in by_socket.whispers(SALES, "marco")] == ["Only you see this."]


def test_every_client_has_the_patience_its_use_allows() -> None:
    told = {
        "patient": clients.patient("x", "https://slack.example/api/").retry_handlers,
        "answer_url": clients.answer_url("https://slack.example/x").retry_handlers,
        "once": clients.once("x", "https://slack.example/api/").retry_handlers,
    }
    names = {name: [type(one).__name__ for one in handlers] for name, handlers in told.items()}
    everything = [
        "AsyncConnectionErrorRetryHandler",
        "AsyncRateLimitErrorRetryHandler",
        "AsyncServerErrorRetryHandler",
    ]
    assert names == {"patient": everything, "answer_url": everything, "once": []}


async def test_the_next_call_takes_the_same_connection() -> None:
    ports = []

    async def answer(request: web.Request) -> web.Response:
        ports.append(request.transport.get_extra_info("peername") if request.transport else None)
        return web.json_response({"ok": True})

    app = web.Application()
    app.router.add_post("/api/auth.test", answer)
    async with TestServer(app) as server, clients.line() as line:
        client = clients.patient("xoxb-1", str(server.make_url("/api/")), session=line)
        await client.auth_test()
        await client.auth_test()
    assert (len(ports), len(set(ports))) == (2, 1)
