"""What comes to the door for Slack and is not Slack's: turned away unread, and nobody hears of it."""

from __future__ import annotations

import time
from dataclasses import replace
from urllib.parse import urlencode

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.sandbox.slack_delivery import Dispatch, signed_request
from tests.bot.acts import SALES
from tests.rigs.office import Office

pytestmark = pytest.mark.parametrize("office", ["signed HTTP"], indirect=True)
STAMP, SEAL = "X-Slack-Request-Timestamp", "X-Slack-Signature"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}


def command(office: Office, secret: str = "", *, age_s: float = 0) -> tuple[bytes, dict[str, str]]:
    """Dana's `/partner list`, as somebody signs it."""
    place = office.slack.workspace
    who, where = place.user("dana").id, place.channel(SALES).id
    fields = {
        "command": "/partner",
        "text": "list",
        "user_id": who,
        "channel_id": where,
        "trigger_id": "1.2.3",
    }
    app = replace(office.slack.app, signing_secret=secret or office.slack.signing_secret)
    body, headers = signed_request(app, Dispatch("slash_commands", fields), at=int(time.time() - age_s))
    return body if isinstance(body, bytes) else body.encode(), headers


async def answer(office: Office, body: bytes, headers: dict[str, str]) -> int:
    """How the door answers, when nothing is said or logged on the way."""
    with capture_logs() as logged:
        async with (
            aiohttp.ClientSession() as line,
            line.post(str(office.slack.request_url), data=body, headers=headers) as said,
        ):
            status = said.status
        await office.ours.underway.idle(5)
    assert logged == []
    assert [m for told in office.slack.workspace.messages.values() for m in told] == []
    return status


@pytest.mark.parametrize("stamp", ["", "abc", "inf", "1e400", "9" * 400, "-1"])
async def test_a_time_that_is_none_is_not_slacks(office: Office, stamp: str) -> None:
    body, headers = command(office)
    assert await answer(office, body, {**headers, STAMP: stamp}) == 401


async def test_another_secret_an_old_request_and_no_signature_are_not_slacks(office: Office) -> None:
    body, headers = command(office, "another")
    old, then = command(office, age_s=301)
    assert await answer(office, body, headers) == 401
    assert await answer(office, old, then) == 401
    assert await answer(office, old, FORM) == 401
    assert await answer(office, old, {**then, SEAL: "v0=é"}) == 401


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", JSON),
        (b"[]", JSON),
        (b"null", JSON),
        (b"[" * 100_000, JSON),
        (b"payload={", FORM),
        (b"\xff\xfe", FORM),
        (urlencode({"payload": "[" * 50_000}).encode(), FORM),
        (b"a=b", {"Content-Type": "text/plain; charset=bogus"}),
    ],
)
async def test_what_cannot_be_read_is_not_read(office: Office, body: bytes, kind: dict[str, str]) -> None:
    assert await answer(office, body, kind) == 401
    assert await answer(office, body, {**kind, STAMP: str(int(time.time())), SEAL: "v0=0"}) == 401
