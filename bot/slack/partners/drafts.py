"""The card on which a partner confirms what they told the bot: theirs alone, kept until they decide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.actions import refuse
from bot.slack.blocks import words
from bot.slack.leads.registering import Registering, draft_card, registration_of, result_card, told
from bot.slack.people import SlackUser
from inbox.remark import Remark
from storage.drafts import Draft, Drafts
from storage.outbox import Promise
from workflows.model import Partner

NOT_YOURS = "Only the people of the partner who wrote this can register it."
DROPPED = "All right, I have registered nothing."
GONE = (
    "I no longer have this one: it is answered, or older than a month. If it still counts, please write it "
    "again."
)


def register(app: AsyncApp, desk: Registering) -> None:
    """Attach the listeners of this file."""

    @app.action("draft:register")
    async def confirmed(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> Any:
        user = await desk.people.find(body["user"]["id"])
        draft = await _draft(desk, body)
        partner = await desk.partner(draft.partner_id) if draft else None
        if draft is None or partner is None:
            await ack()
            return await refuse(client, body, GONE)
        if not _may_decide(user, draft):
            await ack()
            return await refuse(client, body, NOT_YOURS)
        command = registration_of(draft, partner, _moment(draft.key, desk.clock.now()))
        outcome = await desk.engine.handle(command, key=f"slack:{draft.key}")
        lines = await desk.engine.ask(lambda session: told(session, outcome, "partner"))
        await _settle(desk, body, draft, result_card(lines))
        return await ack()

    @app.action("draft:drop")
    async def dropped(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> Any:
        user = await desk.people.find(body["user"]["id"])
        draft = await _draft(desk, body)
        if draft and not _may_decide(user, draft):
            await ack()
            return await refuse(client, body, NOT_YOURS)
        if draft:
            await _settle(desk, body, draft, {"text": DROPPED, "blocks": words(DROPPED)})
        return await ack()


async def offer(
    desk: Registering,
    event: Mapping[str, Any],
    key: str,
    user: SlackUser,
    partner: Partner,
    said: tuple[str, Remark],
) -> None:
    """Ask the partner, under their own words, whether that is to be registered."""
    note, remark = said
    card = f"draft:{event['channel']}:{event['ts']}"
    draft = Draft(card, partner.id, user.person.email, user.person.name, remark.prospects, note)
    payload = _payload(draft, event["channel"], _thread(event), draft_card(remark.prospects, card))

    def keep(session: Any, now: datetime) -> tuple[Promise, ...]:
        Drafts(session).keep(draft, now)
        return (Promise(card, "slack", card, partner.id, payload),)

    await desk.engine.say(key, keep)


async def _settle(desk: Registering, body: Mapping[str, Any], draft: Draft, drawn: dict[str, Any]) -> None:
    """Forget the draft, and put the answer in the question's place."""
    thread = str((body.get("message") or {}).get("thread_ts", ""))
    payload = _payload(draft, body["channel"]["id"], thread, drawn)

    def done(session: Any, _now: datetime) -> tuple[Promise, ...]:
        Drafts(session).drop(draft.key)
        return (Promise(f"{draft.key}@done", "slack", draft.key, draft.partner_id, payload),)

    await desk.engine.say(f"slack:{draft.key}@done", done)


def _payload(draft: Draft, channel: str, thread: str, drawn: Mapping[str, Any]) -> dict[str, Any]:
    place = {"thread_ts": thread, "in_channel_too": False} if thread else {}
    return {"do": "show", "card": draft.key, "channel": channel, **place, **drawn}


async def _draft(desk: Registering, body: Mapping[str, Any]) -> Draft | None:
    key = body["actions"][0]["value"]
    return await desk.engine.ask(lambda session: Drafts(session).get(key, desk.clock.now()))


def _may_decide(user: SlackUser, draft: Draft) -> bool:
    return bool(user.partner and user.partner.id == draft.partner_id)


def _thread(event: Mapping[str, Any]) -> str:
    """Under the partner's message; a direct conversation needs no threads."""
    if str(event["channel"]).startswith("D"):
        return str(event.get("thread_ts", ""))
    return str(event.get("thread_ts") or event["ts"])


def _moment(key: str, now: datetime) -> datetime:
    """When the partner wrote it, by Slack's clock: that decides who was first."""
    return min(now, datetime.fromtimestamp(float(key.rpartition(":")[2]), UTC))
