"""Health, metrics and the door for Slack."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.http import Health, sender, serve, web_app
from workflows.errors import BadInput


async def client(*parts: Health) -> TestClient:  # type: ignore[type-arg]
    async def health() -> list[Health]:
        return list(parts)

    async def ready() -> Health:
        return next((part for part in parts if part.part == "database"), Health("database", ok=True))

    made = TestClient(TestServer(web_app(slack=None, health=health, ready=ready)))
    await made.start_server()
    return made


async def test_health_is_good_only_when_every_part_is() -> None:
    well = await client(Health("imap", ok=True), Health("smtp", ok=True))
    ill = await client(Health("imap", ok=False, detail="login refused"), Health("smtp", ok=True))
    assert (await well.get("/health")).status == 200
    answer = await ill.get("/health")
    assert answer.status == 503
    assert (await answer.json())["parts"][0] == {"part": "imap", "ok": False, "detail": "login refused"}
    assert (await ill.get("/live")).status == 200
    await well.close()
    await ill.close()


@pytest.mark.parametrize(
    ("remote", "forwarded", "who"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # no proxy of ours: anybody can write the header
        ("10.0.0.5", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.5", "6.6.6.6, 198.51.100.1, 10.0.0.7", "198.51.100.1"),
        ("10.0.0.5", "", "10.0.0.5"),
        ("::ffff:10.0.0.5", "198.51.100.1:4711, 10.0.0.7:5000", "198.51.100.1"),
        ("10.0.0.5", "[2001:db8::1]:443", "2001:db8::1"),
        ("10.0.0.5", "198.51.100.1, unknown", "unknown"),
    ],
)
def test_who_asks_through_a_proxy_of_ours_is_told_by_it_alone(remote: str, forwarded: str, who: str) -> None:
    assert sender(remote, forwarded, [ip_network("10.0.0.0/8")]) == who


async def test_a_body_that_cannot_be_unpacked_is_the_callers_mistake() -> None:
    async def read(request: web.Request) -> web.Response:
        return web.Response(body=await request.read())

    async def health() -> list[Health]:
        return []

    app = web_app(slack=None, health=health, pages=[web.post("/hook", read)])
    async with TestClient(TestServer(app)) as caller:
        said = await caller.post("/hook", data=b"no gzip", headers={"Content-Encoding": "gzip"})
        assert said.status == 400


async def test_who_sends_us_traffic_hears_only_whether_we_can_answer_it() -> None:
    deaf = await client(Health("imap", ok=False, detail="login refused"))
    lost = await client(Health("database", ok=False, detail="It does not answer."))
    assert ((await deaf.get("/ready")).status, (await deaf.get("/health")).status) == (200, 503)
    answer = await lost.get("/ready")
    assert (answer.status, (await answer.json())["parts"][0]["detail"]) == (503, "It does not answer.")
    await deaf.close()
    await lost.close()


async def test_metrics_speak_prometheus() -> None:
    served = await client()
    answer = await served.get("/metrics")
    assert "referral_desk_mails_total" in await answer.text()
    await served.close()


async def test_without_slack_over_http_there_is_no_door_for_it() -> None:
    served = await client()
    assert (await served.post("/slack/events", data=b"{}")).status == 404
    await served.close()


async def test_a_port_that_is_taken_is_named_with_its_setting() -> None:
    first = await serve(web.Application(), "127.0.0.1", 0)
    port = first.addresses[0][1]
    with pytest.raises(BadInput, match=f"REFERRAL_DESK_HTTP: nothing can listen at 127.0.0.1:{port}"):
        await serve(web.Application(), "127.0.0.1", port)
    await first.cleanup()
