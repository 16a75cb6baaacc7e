"""The page's server talks to its own page only, and everything it shows is escaped."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from bot.sandbox.cast import DESK_ADDRESS, PARTNERS
from bot.sandbox.mail import LocalMail
from bot.sandbox.page.server import Page
from bot.sandbox.page.world import World
from bot.sandbox.slack import LocalSlack
from bot.sandbox.workspace import Message

EVIL = '<img src=x onerror="alert(1)">'


@dataclass
class Client:
    """A browser reduced to its requests."""

    page: Page
    world: World
    http: aiohttp.ClientSession
    html: str = ""

    @property
    def origin(self) -> str:
        return self.page.url.rstrip("/")

    async def load(self) -> str:
        async with self.http.get(self.page.url) as answer:
            self.html = await answer.text()
        return self.html

    async def act(self, **asked: Any) -> dict[str, Any]:
        async with self.http.post(self.act_url, json=asked, headers=self.good_headers) as answer:
            told: dict[str, Any] = await answer.json()
            return told

    @property
    def act_url(self) -> str:
        return f"{self.origin}/act/{_found(r'data-screen=.([^ >]+).>', self.html)}"

    @property
    def good_headers(self) -> dict[str, str]:
        token = _found(r'name="token" content="([^"]+)"', self.html)
        return {"Origin": self.origin, "X-Demo-Token": token, "Sec-Fetch-Site": "same-origin"}


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found is not None
    return found[1]


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with (
        LocalSlack() as slack,
        LocalMail(DESK_ADDRESS, now=lambda: datetime.now(UTC)) as mail,
    ):
        world = World(slack, mail)
        async with Page(world) as page, aiohttp.ClientSession() as http:
            client = Client(page, world, http)
            await client.load()
            yield client


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1.evil.example:1"])
async def test_a_foreign_host_name_is_refused_so_that_dns_rebinding_gets_nowhere(
    client: Client, host: str
) -> None:
    async with client.http.get(client.page.url, headers={"Host": host}) as answer:
        assert answer.status == 403


@pytest.mark.parametrize(
    "change",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": None},
        {"X-Demo-Token": "guess"},
        {"X-Demo-Token": None},
        {"Sec-Fetch-Site": "cross-site"},
    ],
    ids=str,
)
async def test_only_the_page_itself_may_post(client: Client, change: dict[str, str | None]) -> None:
    headers = {k: v for k, v in {**client.good_headers, **change}.items() if v is not None}
    async with client.http.post(client.act_url, json={"do": "discard"}, headers=headers) as answer:
        assert answer.status == 403
    assert await client.act(do="discard") == {"ok": True, "answer": None}


async def test_other_sites_can_neither_read_the_live_line_nor_frame_a_mail(client: Client) -> None:
    for path in ("live/x", "mail/1", "static/page.js"):
        async with client.http.get(
            client.page.url + path, headers={"Sec-Fetch-Site": "cross-site"}
        ) as answer:
            assert answer.status == 403


async def test_every_answer_carries_a_policy_without_inline_script_or_style(client: Client) -> None:
    async with client.http.get(client.page.url) as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert re.findall(r"<script(?! src=)|\son\w+=|\sstyle=|<style", client.html) == []


async def test_a_mail_is_shown_in_a_sandbox_that_loads_nothing(client: Client) -> None:
    raw = f"From: a@b.example\r\nSubject: x\r\nContent-Type: text/html\r\n\r\n{EVIL}".encode()
    await client.world.slack.open_home("marco")
    await _deliver(client, PARTNERS[0].email, raw)
    async with client.http.get(client.page.url + "mail/1") as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    html = await client.load()
    assert '<iframe id="frame-1" src="/mail/1" sandbox=""' not in html  # nothing is open yet
    await client.act(do="open", key="1")
    assert 'sandbox=""' in await _live(client, "reading")


async def test_names_subjects_and_messages_are_escaped_everywhere(client: Client) -> None:
    slack = client.world.slack
    workspace = slack.workspace
    workspace.user("marco").real_name = EVIL
    channel = workspace.channel("sales-referrals")
    channel.topic = EVIL
    message = Message(channel.id, workspace.new_ts(), workspace.user("marco").id, EVIL, username=EVIL)
    workspace.post(message)
    raw = f"From: {EVIL} <a@b.example>\r\nTo: {EVIL}\r\nSubject: {EVIL}\r\n\r\n{EVIL}".encode()
    await _deliver(client, PARTNERS[0].email, raw)
    await client.act(do="open", key="1")
    await client.act(do="form", form="source")
    html = await _live(client, "reading") + await client.load()
    assert "<img src=x" not in html
    assert "&lt;img src=x" in html


async def test_what_is_wrong_is_said_and_nothing_breaks(client: Client) -> None:
    told = [
        await client.act(do="fly"),
        await client.act(do="look", place="C-nowhere"),
        await client.act(do="click", surface="message", channel="general", ts="1.0", action_id="x"),
        await client.act(do="send", to="nobody", subject="x", text="y"),
        await client.act(do="say", channel="general", text="/nosuch thing"),
        await client.act(do="open", key="99"),
    ]
    assert [one["ok"] for one in told] == [False, False, False, False, False, True]
    assert all(one.get("error", "-") for one in told)
    async with client.http.post(client.act_url, data=b"{", headers=client.good_headers) as answer:
        assert answer.status == 400


async def test_a_sent_mail_reaches_the_desk_with_the_thread_it_answers(client: Client) -> None:
    letter = client.world.mail.mailboxes
    await client.act(do="draft", key="note")
    told = await client.act(do="send", to=DESK_ADDRESS, cc="", subject="Hello", text="A note")
    assert told["ok"]
    assert b"Subject: Hello" in letter[DESK_ADDRESS][0]
    assert client.world.progress.sent
    assert [step.what for step in client.world.timeline.stories[-1].steps] == ["accepted by the mail server"]


async def test_an_unknown_screen_is_told_to_load_the_page_anew(client: Client) -> None:
    async with client.http.get(f"{client.origin}/live/nobody") as answer:
        assert (await answer.text()).startswith("event: gone")


async def _deliver(client: Client, address: str, raw: bytes) -> None:
    mail = client.world.mail
    assert isinstance(mail, LocalMail)
    await mail.deliver("a@b.example", address, raw)


async def _live(client: Client, region: str) -> str:
    """What the live line sends for one region, now."""
    url = client.act_url.replace("/act/", "/live/")
    async with asyncio.timeout(10), client.http.get(url) as answer:
        async for line in answer.content:
            if line.startswith(b"data: "):
                told = json.loads(line.removeprefix(b"data: "))
                if told["id"] == region:
                    return str(told["html"])
    raise AssertionError(f"{region} was not sent")
