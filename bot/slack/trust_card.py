"""What a manager sees of an address that takes no mail, and of whom a mail may be for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from blockkit import Actions, Button, Confirm, Message, Section

from bot.slack.blocks import cut, mrkdwn, plain
from storage.reach import Unreachable
from templates import escape_slack
from workflows.calendar import spoken
from workflows.model import Partner
from workflows.program import Program


def address_card(address: str, marked: Unreachable | None, program: Program) -> dict[str, Any]:
    """An address we do not write to, with the way back; or the word that it is in use again."""
    shown = escape_slack(cut(address, 200))
    message = Message(
        f"{cut(address, 200)} takes no mail" if marked else f"{cut(address, 200)} is in use again"
    )
    if marked is None:
        message.add_block(Section(mrkdwn(f":white_check_mark: I write to *{shown}* again.")))
    else:
        since = escape_slack(spoken(marked.since, program.tz))
        words = f":no_bell: I write no more to *{shown}* (since {since}), until somebody has checked it."
        message.add_block(Section(mrkdwn(words)))
        again = Button(plain("It takes mail again"), action_id="address:clear", value=cut(address, 320))
        again.confirm(
            Confirm(
                title=plain("Write there again?"),
                text=plain("Please check with the partner first, by phone or another address.", 300),
                confirm=plain("It works again"),
                deny=plain("Not yet"),
            )
        )
        message.add_block(Actions([again], block_id=f"address:{cut(address, 240)}"))
    built: dict[str, Any] = message.build()
    return {"text": escape_slack(built["text"]), "blocks": built["blocks"]}


def names(partners: Iterable[Partner]) -> str:
    """Companies, the likeliest first."""
    return ", ".join(cut(partner.company, 60) for partner in partners)
