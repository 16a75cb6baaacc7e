"""What a person hears whose click or command came to nothing: why, and what to do now.

Said directly, not through the outbox: the database may be what failed. A click is never half done: what it
decides is kept whole before Slack is answered, or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from blockkit import Actions, Button, Message, Section
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.slack.blocks import mrkdwn, plain
from bot.slack.workspace.checkup import error_of
from bot.slack.workspace.clients import aside
from storage.room import ran_out
from templates import escape_slack
from workflows.errors import Retry

EXPIRED = frozenset({"expired_trigger_id", "trigger_expired"})
OPEN_ALREADY = frozenset({"exchanged_trigger_id", "trigger_exchanged"})  # Slack told us of one click twice
TOO_LATE = (
    ":hourglass: I was too slow: Slack lets me open a form only within three seconds. Nothing has changed."
)
NO_ROOM = (
    ":warning: I could not keep that: my disk is full. Nothing has changed, and the partner managers know. "
    "Please do it again in a while."
)
NOT_KEPT = ":warning: I could not keep that just now. Nothing has changed; please do it again in a moment."
BROKEN = (
    ":warning: That did not work, through no fault of yours. Please try once more; if it fails again, tell "
    "whoever looks after me."
)
AGAIN = "Open it now"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Asker:
    """Who did something, and where they look at."""

    user: str
    channel: str


def register(app: AsyncApp) -> None:
    """Attach what hears of every failure of a listener."""

    @app.error
    async def failed(error: Exception, body: dict[str, Any], client: AsyncWebClient) -> None:
        kind = error_of(error) if isinstance(error, SlackApiError) else type(error).__name__
        if kind in EXPIRED | OPEN_ALREADY:
            log.warning("slack.too_late", error=kind, what=what_of(body))
        else:
            log.error("slack.listener_failed", error=kind, what=what_of(body), exc_info=error)
        asker = asker_of(body)
        if asker is None or kind in OPEN_ALREADY:
            return
        try:
            await tell(client, asker, words_for(error, kind, body), again(body) if kind in EXPIRED else None)
        except (SlackApiError, OSError, TimeoutError) as away:
            log.warning("slack.unreachable", error=type(away).__name__)


def words_for(error: Exception, kind: str, body: Mapping[str, Any]) -> str:
    """One sentence or two."""
    if kind in EXPIRED:
        return f"{TOO_LATE} {_how(body)}"
    if ran_out(error):
        return NO_ROOM
    return NOT_KEPT if isinstance(error, SQLAlchemyError | Retry) else BROKEN


def asker_of(body: Mapping[str, Any]) -> Asker | None:
    """None where no person waits for anything: a notice of Slack, or people talking to each other."""
    event = body.get("event") or {}
    if event:
        is_to_us = event.get("type") == "app_mention" or event.get("channel_type") == "im"
        return Asker(event["user"], event["channel"]) if is_to_us and event.get("user") else None
    user = str(body.get("user_id") or (body.get("user") or {}).get("id") or "")
    channel = str(body.get("channel_id") or (body.get("channel") or {}).get("id") or user)
    return Asker(user, channel) if user and body.get("type") != "block_suggestion" else None


def again(body: Mapping[str, Any]) -> Button | None:
    """The same button once more, with three new seconds; None for what was not a button."""
    actions = body.get("actions") or [{}]
    pressed: Mapping[str, Any] = actions[0]
    if pressed.get("type") != "button":
        return None
    return Button(plain(AGAIN), action_id=pressed["action_id"], value=pressed.get("value")).style("primary")


async def tell(client: AsyncWebClient, asker: Asker, text: str, button: Button | None) -> None:
    """So that only they see it; in their own messages where they are not in a channel."""
    message = Message(text=text).add_block(Section(mrkdwn(text)))
    if button:
        message.add_block(Actions([button]))
    await aside(client, asker.channel, asker.user, text=text, blocks=message.build()["blocks"])


def what_of(body: Mapping[str, Any]) -> str:
    """What was done, by the names we gave it."""
    actions = body.get("actions") or [{}]
    named = (
        body.get("command"),
        actions[0].get("action_id"),
        body.get("callback_id"),
        (body.get("view") or {}).get("callback_id"),
        (body.get("event") or {}).get("type"),
    )
    return str(next((name for name in named if name), body.get("type", "")))


def _how(body: Mapping[str, Any]) -> str:
    if command := body.get("command"):
        typed = f"{command} {body.get('text') or ''}".strip()
        return f"Please type it again: `{escape_slack(typed).replace('`', '´')}`"
    return "Here it is again:" if again(body) else "Please choose it again."
