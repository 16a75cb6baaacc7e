"""HTTP mode: the same payloads as signed requests to the app's URL."""

from __future__ import annotations

from dataclasses import replace

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.respond.async_respond import AsyncRespond

from bot.sandbox.installation import Installation
from bot.sandbox.slack import LocalSlack
from bot.sandbox.slack_delivery import Dispatch, signed_request
from tests.rigs.slack_app import app_of, client_of, over_http
from tests.rigs.waiting import until
from tests.sandbox.conftest import Clock
from tests.sandbox.recorder import Recorder
from tests.sandbox.samples import actions, button, field, modal, section, text_input

SALES = "C0SALESREFE"


async def test_commands_clicks_events_and_modals_arrive_signed(slack: LocalSlack) -> None:
    recorder = Recorder(slack)
    async with over_http(slack, recorder.app):
        recorder.answer = {"text": "hello"}
        command = await slack.slash("marco", "#general", "/partner", "status Vogel & Partner")
        trigger = recorder.body["trigger_id"]
        recorder.answer = None
        await client_of(slack).views_open(trigger_id=trigger, view=modal(field("name", text_input())))
        recorder.answer = {"response_action": "errors", "errors": {"name": "no"}}
        submitted = await slack.submit_view("marco", {"name": "Jürgen & Söhne 🎉"})
        recorder.answer = None
        said = await slack.say("marco", "#general", "hello")
    assert [body.get("type") or body["command"] for body in recorder.bodies] == [
        "/partner",
        "view_submission",
        "event_callback",
    ]
    assert recorder.bodies[0]["text"] == "status Vogel &amp; Partner"
    assert recorder.bodies[1]["view"]["state"]["values"]["name"]["text"]["value"] == "Jürgen & Söhne 🎉"
    assert (command.response, submitted.errors, said.acked) == ({"text": "hello"}, {"name": "no"}, True)


async def test_bolt_turns_away_what_another_secret_signed(slack: LocalSlack, clock: Clock) -> None:
    forger = LocalSlack(app=replace(slack.app, signing_secret="forged"), clock=clock)
    recorder = Recorder(slack)
    async with over_http(slack, recorder.app) as url:
        forger.request_url = url
        result = await forger.slash("marco", "#general", "/partner")
    assert (result.error, recorder.bodies) == ("dispatch_failed", [])


def test_a_signature_is_the_one_of_slacks_own_example() -> None:
    """docs.slack.dev/authentication/verifying-requests-from-slack."""
    app = Installation(signing_secret="8f742231b10e8888abcd99yyyzzz85a5")
    fields = {
        "token": "xyzz0WbapA4vBCDEFasx0q6G",
        "team_id": "T1DC2JH3J",
        "team_domain": "testteamnow",
        "channel_id": "G8PSS9T3V",
        "channel_name": "foobar",
        "user_id": "U2CERLKJA",
        "user_name": "roadrunner",
        "command": "/webhook-collect",
        "text": "",
        "response_url": "https://hooks.slack.com/commands/T1DC2JH3J/397700885554/96rGlfmibIGlgcZRskXaIFfN",
        "trigger_id": "398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
    }
    _, headers = signed_request(app, Dispatch("slash_commands", fields), at=1531420618)
    signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    assert headers["X-Slack-Signature"] == signature


class Stubborn:
    """An endpoint that refuses so many times before it gives in."""

    def __init__(self, refusals: int, *, no_retry: bool = False) -> None:
        self.requests: list[tuple[str | None, str | None, str]] = []
        self.refusals = refusals
        self.no_retry = no_retry

    async def answer(self, request: web.Request) -> web.Response:
        body = await request.json()
        headers = request.headers
        retry = headers.get("X-Slack-Retry-Num"), headers.get("X-Slack-Retry-Reason")
        self.requests.append((*retry, body["event_id"]))
        if len(self.requests) <= self.refusals:
            return web.Response(status=500, headers={"X-Slack-No-Retry": "1"} if self.no_retry else {})
        return web.Response()

    async def serve(self) -> tuple[web.AppRunner, str]:
        server = web.Application()
        server.router.add_post("/slack/events", self.answer)
        runner = web.AppRunner(server, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return runner, f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"


async def test_a_refused_event_is_tried_three_times_more(slack: LocalSlack) -> None:
    endpoint = Stubborn(refusals=2)
    runner, slack.request_url = await endpoint.serve()
    said = await slack.say("marco", "#general", "hello")
    await until(lambda: len(endpoint.requests) == 3)
    await runner.cleanup()
    event_id = endpoint.requests[0][2]
    assert endpoint.requests == [
        (None, None, event_id),
        ("1", "http_error", event_id),
        ("2", "http_error", event_id),
    ]
    assert said.acked is False


async def test_an_app_can_decline_further_tries(slack: LocalSlack) -> None:
    endpoint = Stubborn(refusals=9, no_retry=True)
    runner, slack.request_url = await endpoint.serve()
    await slack.say("marco", "#general", "one")
    await slack.say("marco", "#general", "two")
    await runner.cleanup()
    assert [retry for retry, _, _ in endpoint.requests] == [None, None]


async def test_nobody_at_the_url_is_a_failed_dispatch(slack: LocalSlack) -> None:
    slack.request_url = "http://127.0.0.1:9/slack/events"
    assert (await slack.slash("marco", "#general", "/partner")).error == "dispatch_failed"


@pytest.fixture
def answering(slack: LocalSlack) -> AsyncApp:
    """An app whose buttons use their response_url in every way."""
    app = app_of(slack)

    async def replace_it(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond("replaced", replace_original=True)

    async def delete_it(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(delete_original=True)

    async def tell_all(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond("to all", response_type="in_channel")

    async def tell_often(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        for number in range(6):
            await respond(f"answer {number}")

    for name, listener in (
        ("replace", replace_it),
        ("delete", delete_it),
        ("all", tell_all),
        ("often", tell_often),
    ):
        app.action(name)(listener)
    return app


@pytest.mark.parametrize(
    ("action_id", "texts"),
    [
        ("replace", ["replaced"]),
        ("delete", []),
        ("all", ["alert", "to all"]),
        ("often", ["alert", "answer 0", "answer 1", "answer 2", "answer 3", "answer 4"]),
    ],
)
async def test_a_response_url_answers_five_times(
    slack: LocalSlack, answering: AsyncApp, action_id: str, texts: list[str]
) -> None:
    blocks = [section("x"), actions(button(action_id))]
    ts = (await client_of(slack).chat_postMessage(channel=SALES, text="alert", blocks=blocks))["ts"]
    async with over_http(slack, answering):
        await slack.click("marco", "#sales-referrals", ts, action_id)
        await slack.until(lambda: [m.text for m in slack.workspace.visible(SALES, "marco")] == texts)


async def test_a_response_url_lives_for_half_an_hour(slack: LocalSlack, clock: Clock) -> None:
    recorder = Recorder(slack)
    async with over_http(slack, recorder.app):
        await slack.slash("marco", "#general", "/partner")
        respond = AsyncRespond(response_url=recorder.body["response_url"])
        in_time = await respond("in time")
        clock.now += 30 * 60 + 1
        late = await respond("late")
    assert (in_time.status_code, late.status_code, late.body) == (
        200,
        404,
        '{"ok": false, "error": "expired_url"}',
    )


async def post_to(url: str, **body: object) -> tuple[int, str]:
    async with aiohttp.ClientSession() as http, http.post(url, json=body) as answer:
        return answer.status, await answer.text()


async def test_a_response_url_has_its_bad_days_too(slack: LocalSlack) -> None:
    recorder = Recorder(slack)
    blocks = [actions(button())]
    ts = (await client_of(slack).chat_postMessage(channel=SALES, text="alert", blocks=blocks))["ts"]
    async with over_http(slack, recorder.app):
        await slack.click("marco", "#sales-referrals", ts, "claim")
    url = recorder.body["response_url"]
    slack.faults.rate_limit("response_url")
    slack.faults.server_error("response_url")
    limited, broken = await post_to(url, text="x"), await post_to(url, text="x")
    empty = await post_to(url)
    deleted, gone = (
        await post_to(url, delete_original=True),
        await post_to(url, replace_original=True, text="x"),
    )
    assert (limited[0], broken[0], deleted) == (429, 500, (200, "ok"))
    assert (empty, gone) == (
        (400, '{"ok": false, "error": "no_text"}'),
        (400, '{"ok": false, "error": "message_not_found"}'),
    )
