"""Every listener there is: a forged request never reaches it, and a stranger's signed one decides nothing.

The listeners are read off the app, so a new one is tested without being named here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from sqlalchemy import func, select

from bot.sandbox import slack_payloads as payloads
from bot.sandbox.slack_delivery import Dispatch, signed_request
from bot.sandbox.workspace import Message, User, View
from bot.slack.leads.lead_forms import PICK
from storage.tables import EventRow
from tests.bot.acts import SALES, heard, introduce
from tests.rigs.office import Office

STRANGER = "jonas"  # a colleague with no role in the programme
ABOUT = {
    "about": "R-0000-00",
    "channel": "",
    "mail": 1,
    "partner": "P-1",
    "shown": 1,
    "referral": "R-0000-00",
}


class Heard:
    """Notes which listeners ran, beside running them."""

    def __init__(self, app: AsyncApp) -> None:
        self.listeners = list(app._async_listeners)
        self.ran: list[int] = []
        for number, listener in enumerate(self.listeners):
            listener.ack_function = self._noted(number, listener.ack_function)

    def _noted(self, number: int, run: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def noted(**given: Any) -> Any:
            self.ran.append(number)
            return await run(**given)

        return noted

    def what(self, number: int) -> tuple[str, str]:
        """Kind and name of what a listener listens to, as Bolt was told."""
        matcher: Any = self.listeners[number].matchers[0]
        (matches,) = [cell.cell_contents for cell in matcher.func.__closure__]
        kind = matches.__qualname__.split(".")[0]
        cells = [cell.cell_contents for cell in matches.__closure__]
        (told,) = [one for one in cells if isinstance(one, str | re.Pattern)]
        return kind, told if isinstance(told, str) else example_of(told)


def example_of(pattern: re.Pattern[str]) -> str:
    """A word that fits: the first of alternatives, and something behind an open end."""
    text = re.sub(r"\((?:\?:)?([^|()]*)\|[^()]*\)", r"\1", pattern.pattern)
    word = text.removeprefix("^").removesuffix("$") + ("" if text.endswith("$") else "0")
    assert pattern.match(word), f"write an example for {pattern.pattern}"
    return word


def payload_for(office: Office, kind: str, name: str, user: User, card: Message) -> Dispatch:
    app, place, trigger = office.slack.app, office.slack.workspace, "1.2.3"
    channel = place.channel(SALES)
    title = {"type": "plain_text", "text": "x"}
    form = {"type": "modal", "callback_id": name, "title": title, "private_metadata": json.dumps(ABOUT)}
    view = View("V1", user.id, {**form, "blocks": []}, "hash", "V1")
    match kind:
        case "action":
            option = {"text": {"type": "plain_text", "text": "x"}, "value": "R-0000-00|contacted"}
            action = {
                "type": "button",
                "action_id": name,
                "block_id": "b",
                "value": "1" if name.startswith("held:") else "R-0000-00",
                "selected_option": option,
                "action_ts": "1.0",
            }
            made = payloads.block_actions_in_message(
                app,
                place,
                user,
                card,
                [action],
                trigger_id=trigger,
                response_url=f"{office.slack.base_url}/x",
            )
            if name == PICK:
                made = payloads.block_actions_in_view(app, user, view, [action], trigger_id=trigger)
            return Dispatch("interactive", made)
        case "view" | "view_submission":
            return Dispatch("interactive", payloads.view_submission(app, user, view, trigger_id=trigger))
        case "options" | "block_suggestion":
            made = payloads.block_suggestion(
                app, place, user, view, block_id="b", action_id=name, typed="north"
            )
            return Dispatch("interactive", made)
        case "command":
            made = payloads.slash_command(
                app, user, channel, name, "list", trigger_id=trigger, response_url="https://x.example"
            )
            return Dispatch("slash_commands", made)
        case "shortcut":
            common = {"action_ts": "1.0", "trigger_id": trigger}
            made = payloads.global_shortcut(app, user, name, **common)
            if name.endswith("message"):
                url = "https://x.example"
                made = payloads.message_shortcut(app, place, user, card, name, response_url=url, **common)
            return Dispatch("interactive", made)
        case "event":
            said = Message(channel.id, "9.9", user.id, "hello R-7K3M-9Q")
            event = {**payloads.message_event(app, place, said), "type": name, "tab": "home", "tokens": {}}
            return Dispatch(
                "events_api", payloads.event_callback(app, event, event_id=f"Ev{name}", event_time=1)
            )
    raise AssertionError(f"Bolt listens to a {kind} now; teach this test to send one")


async def post(office: Office, dispatch: Dispatch, secret: str = "") -> int:
    app = office.slack.app
    signer = app if not secret else type(app)(signing_secret=secret)
    body, headers = signed_request(signer, dispatch)
    assert office.slack.request_url
    async with (
        aiohttp.ClientSession() as http,
        http.post(office.slack.request_url, data=body, headers=headers) as answer,
    ):
        return answer.status


async def decided(office: Office) -> int:
    return await office.engine.ask(lambda s: s.scalar(select(func.count()).select_from(EventRow)) or 0)


@pytest.mark.parametrize("office", ["signed HTTP"], indirect=True)
async def test_every_listener_refuses_what_is_forged_and_decides_nothing_for_a_stranger(
    office: Office,
) -> None:
    await introduce(office)
    (card,) = office.posts(SALES)
    user = office.slack.workspace.user(STRANGER)
    heard_by = Heard(office.ours.app)
    before = await decided(office)
    office.mailbag.letters.clear()
    for number in range(len(heard_by.listeners)):
        kind, name = heard_by.what(number)
        dispatch = payload_for(office, kind, name, user, card)
        assert await post(office, dispatch, "a secret of somebody else's") == 401, (kind, name)
        assert heard_by.ran == [], (kind, name)
        assert await post(office, dispatch) == 200, (kind, name)
        await heard()
        assert heard_by.ran == [number], (kind, name)
        heard_by.ran.clear()
    await office.deliver()
    assert len(heard_by.listeners) >= 40
    assert await decided(office) == before
    alarms = [letter["subject"] for letter in office.mailbag.letters]  # one event says that we are thrown out
    assert len(alarms) == 1
    assert "app_uninstalled" in alarms[0]
