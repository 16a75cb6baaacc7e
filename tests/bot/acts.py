"""What tests of Slack's side do again and again."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from bot.sandbox.workspace import Message, View
from storage.teams import SlackTeams
from tests.builders import introduction, prospect
from tests.rigs.office import Office
from workflows.events import ReferralRegistered

SALES, MANAGERS = "sales-referrals", "partner-managers"
SHARED = "northwind-and-us"


async def introduce(office: Office, key: str = "mail:1", **changes: Any) -> str:
    """Sam introduces Jane Doe of Acme; gives the tracking ID."""
    outcome = await office.handle(introduction(**changes), key)
    return next(e.about for e in outcome.events if isinstance(e, ReferralRegistered))


async def introduce_many(office: Office, count: int, **changes: Any) -> list[str]:
    """So many prospects of different companies."""
    ids = []
    for number in range(count):
        who = prospect(email=f"jane@acme{number:03}.example", company=f"Acme {number:03}")
        outcome = await office.engine.handle(introduction(who, **changes), f"many:{number}")
        ids += [e.about for e in outcome.events if isinstance(e, ReferralRegistered)]
    return ids


def connect(office: Office) -> None:
    """Sam of Northwind and Dana share a channel (Slack Connect), with the bot in it."""
    place = office.slack.workspace
    place.add_user("sam", "Sam Ortega", email="sam@northwind.example", team_id="T0NORTHWND")
    place.add_channel(SHARED, members=("sam", "dana", "marco", "referral-desk"), is_ext_shared=True)
    known_workspace(office, "T0NORTHWND", "P-1")


def known_workspace(office: Office, team: str, partner_id: str) -> None:
    """A manager has said that this Slack workspace is that partner's."""
    with office.engine._database.write() as session:
        SlackTeams(session).allow(team, partner_id, office.engine._clock.now())


def shown(blocks: object) -> str:
    """Everything a person could read, and the ids of what they could click."""
    return json.dumps(blocks, ensure_ascii=False)


async def settled(office: Office) -> None:
    """Until what people wrote has been decided and said."""
    await heard()
    await office.deliver()


async def heard() -> None:
    """Until what people did has been decided: Bolt hears events behind Slack's back."""
    ours = "run_ack_function_asynchronously"
    while tasks := [t for t in asyncio.all_tasks() if ours in getattr(t.get_coro(), "__qualname__", "")]:
        await asyncio.wait(tasks)


async def say(office: Office, user: str, channel: str, text: str, **more: Any) -> Message:
    """Write something, and wait until the bot has answered or decided not to."""
    said = await office.slack.say(user, channel, text, **more)
    await settled(office)
    return said.message


async def top_view(office: Office, user: str) -> View:
    """The form this person looks at, once there is one."""
    await office.slack.until(lambda: office.slack.workspace.top_view(user))
    view = office.slack.workspace.top_view(user)
    assert view is not None
    return view


def buttons(blocks: object) -> dict[str, str]:
    """Labels and values of all buttons."""
    found: dict[str, str] = {}

    def walk(part: object) -> None:
        if isinstance(part, list):
            for each in part:
                walk(each)
        elif isinstance(part, dict):
            if part.get("type") == "button":
                found[part["text"]["text"]] = part.get("value", "")
            for each in part.values():
                walk(each)

    walk(blocks)
    return found
