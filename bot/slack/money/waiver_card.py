"""What finance sees of a write-off that waits for the second person."""

from __future__ import annotations

from typing import Any

from blockkit import Actions, Button, Confirm, Message, Section
from sqlalchemy.orm import Session

from bot.slack.blocks import cut, mrkdwn, plain
from storage.objections import Waivers
from storage.partners import Partners
from templates import escape_slack


def draw(session: Session, waiver_id: str) -> dict[str, Any] | None:
    """The card: who asks for what, and what became of it."""
    waiver = Waivers(session).get(waiver_id)
    partner = Partners(session).get(waiver.partner) if waiver else None
    if waiver is None or partner is None:
        return None
    company, amount = escape_slack(cut(partner.company, 120)), waiver.amount.format()
    message = Message(f"Write off {amount} of {cut(partner.company, 120)}?")
    words = f":scales: *Write off {amount} of {company}?*\n{escape_slack(cut(waiver.reason, 600))}"
    words += f"\nAsked for by {_name(waiver.asked_by)}."
    if waiver.status != "asked":
        words += f" {waiver.status.capitalize()} by {_name(waiver.decided_by)}."
    message.add_block(Section(mrkdwn(words)))
    if waiver.status == "asked":
        sure = Confirm(
            title=plain("Write it off?"),
            text=plain(f"{amount} will not be taken off the payouts of {cut(partner.company, 100)}."),
            confirm=plain("Write it off"),
            deny=plain("Not yet"),
        )
        agree = (
            Button(plain("Agree"), action_id="waiver:agree", value=waiver.id).style("primary").confirm(sure)
        )
        decline = Button(plain("Decline"), action_id="waiver:decline", value=waiver.id)
        message.add_block(Actions([agree, decline], block_id=f"waiver:{waiver.id}"))
    built: dict[str, Any] = message.build()
    return {"text": escape_slack(built["text"]), "blocks": built["blocks"]}


def _name(signed: str) -> str:
    """Who it was, without the address behind the name."""
    return escape_slack(signed.partition(" <")[0])
