"""The card about mails that wait for their turn."""

from __future__ import annotations

from typing import Any

from blockkit import Actions, Button, Confirm, Message, Section

from bot.slack.blocks import cut, mrkdwn, plain
from storage.turns import Flood
from templates import render_slack
from workflows.calendar import spoken

EVERYBODY = "*"


def flood_card(flood: Flood | None, tz: str, *, lasted: str = "") -> dict[str, Any]:
    """Who sent how many, with what can be done about it; `lasted` when it is over."""
    until = spoken(flood.until, tz) if flood else ""
    text = render_slack("flood", {"flood": flood, "until": until, "lasted": lasted}).strip()
    card = Message(cut(text, 500)).add_block(Section(mrkdwn(text)))
    if flood:
        for sender, count in flood.most:
            card.add_block(Section(plain(f"{count:,} from {sender or 'nobody (no sender)'}", 300)))
            card.add_block(_buttons(sender, "Read them now", "Set them aside…"))
        if flood.senders > 1:
            others = flood.senders - len(flood.most)
            more = f"{others:,} more senders" if others else "All of them"
            card.add_block(Section(plain(more)))
            card.add_block(_buttons(EVERYBODY, "Read everything now", "Set everything aside…"))
    built: dict[str, Any] = card.build()
    return {"text": text, "blocks": built["blocks"]}


def _buttons(sender: str, read: str, aside: str) -> Actions:
    value = cut(sender or "-", 2000)
    rubbish = Button(plain(aside), action_id="flood:aside", value=value).confirm(
        Confirm(
            title=plain("Set these mails aside?"),
            text=plain("Nothing is done about them and nobody is answered. Their bytes stay."),
            confirm=plain("Set aside"),
            deny=plain("Not yet"),
        )
    )
    return Actions([Button(plain(read), action_id="flood:release", value=value), rubbish])
