"""The card of a day's mails that were given up for now: one for all of them, brought up to date."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from blockkit import Message, Section
from sqlalchemy.orm import Session

from bot.slack.blocks import cut, mrkdwn
from storage.history import Entry, History
from templates import render_slack
from workflows.calendar import spoken_day

SHOWN = 12


def draw(session: Session, about: str) -> dict[str, Any] | None:
    """The newest of that day first, each address once."""
    day = date.fromisoformat(about)
    begins = datetime.combine(day, time(), UTC)
    found: dict[str, Entry] = {}
    for entry in History(session).since("DeliveryGivenUp", begins):
        if entry.at < begins + timedelta(days=1):
            found.setdefault(entry.data["recipient"], entry)
    if not found:
        return None
    lines = [
        {"address": address, "about": entry.about, "why": cut(entry.data["why"], 120)}
        for address, entry in list(found.items())[:SHOWN]
    ]
    said = {"day": spoken_day(day), "lines": lines, "more": len(found) - len(lines)}
    text = render_slack("given_up", said).strip()
    built: dict[str, Any] = Message(cut(text, 500)).add_block(Section(mrkdwn(text))).build()
    return {"text": text, "blocks": built["blocks"]}
