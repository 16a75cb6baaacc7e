"""The card about mails that lay in a mailbox before our first look."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from blockkit import Actions, Button, Confirm, Message, Section

from bot.slack.blocks import cut, mrkdwn, plain, words
from storage.earlier import Lying
from templates import render_slack
from workflows.calendar import local_date, spoken_day

PARTED = "\n"  # between the folder and the last mail it speaks of, in a button's value


def earlier_card(lying: Lying, tz: str, now: datetime) -> dict[str, Any]:
    """How many, from when to when, and what can be done about them."""
    today = local_date(now, tz)
    days = [spoken_day(local_date(at, tz), "en", today) for at in (lying.oldest, lying.newest)]
    text = render_slack("earlier", {"lying": lying, "days": days, "what": "", "count": 0, "by": ""}).strip()
    value = f"{lying.place}{PARTED}{lying.last}"
    read = Button(plain("Read them as new…"), action_id="earlier:read", value=value).confirm(
        Confirm(
            title=plain("Read them as new?"),
            text=plain("Introductions are registered, by the day they came, and partners get answers."),
            confirm=plain("Read them"),
            deny=plain("Not yet"),
        )
    )
    leave = Button(plain("Leave them"), action_id="earlier:leave", value=value)
    card = Message(cut(text, 500)).add_block(Section(mrkdwn(text))).add_block(Actions([read, leave]))
    built: dict[str, Any] = card.build()
    return {"text": text, "blocks": built["blocks"]}


def decided_card(count: int, what: str, by: str) -> dict[str, Any]:
    """What became of them."""
    said: dict[str, Any] = {"lying": None, "days": [], "what": what, "count": count, "by": by}
    text = render_slack("earlier", said).strip()
    return {"text": text, "blocks": words(text)}
