"""What managers see of a prospect that somebody works on in the CRM already."""

from __future__ import annotations

from typing import Any

from blockkit import Actions, Button, Confirm, Message, Section
from sqlalchemy.orm import Session

from bot.slack.blocks import cut, mrkdwn, plain
from storage.crm import CrmLinks
from storage.partners import Partners
from storage.referrals import Referrals
from templates import escape_slack
from workflows.crm_messages import Link, OpenDeal
from workflows.model import Referral
from workflows.program import Program


def draw(session: Session, referral_id: str, program: Program) -> dict[str, Any] | None:
    """The card: who works on what, and the two ways to go on."""
    referral, link = Referrals(session).get(referral_id), CrmLinks(session).get(referral_id)
    if referral is None or link is None or link.rival is None or program.crm is None:
        return None
    partner = Partners(session).get(referral.partner_id)
    crm, title = program.crm.name, cut(referral.title, 120)
    message = Message(f"{title} is in {crm} already")
    message.add_block(Section(mrkdwn(_words(referral, link, partner.company if partner else "", crm))))
    if not link.verdict:
        message.add_block(Actions(_buttons(referral), block_id=f"crm:{referral.id}"))
    built: dict[str, Any] = message.build()
    return {"text": escape_slack(built["text"]), "blocks": built["blocks"]}


def _words(referral: Referral, link: Link, company: str, crm: str) -> str:
    rival = link.rival or OpenDeal("", "")
    title, deal = escape_slack(cut(referral.title, 120)), escape_slack(cut(rival.title or rival.deal_id, 150))
    named = f"<{rival.url}|{deal}>" if rival.url.startswith("https://") and "|" not in rival.url else deal
    by = f" ({escape_slack(rival.owner_email)})" if rival.owner_email else ""
    came = f"{escape_slack(cut(company, 120))} introduced them as `{referral.id}`."
    words = f":eyes: *{title} is in the pipeline already*: {named}{by}. {came}"
    match link.verdict:
        case "follow":
            return f"{words}\n:white_check_mark: It is the same deal; from now on I follow it."
        case "new":
            return f"{words}\n:white_check_mark: It is a deal of its own; I have asked {crm} to take it."
    return f"{words}\nI have written nothing to {crm}. Is it the same deal?"


def _buttons(referral: Referral) -> list[Any]:
    sure = Confirm(
        title=plain("The same deal?"),
        text=plain("Its stages, owner and close will be the referral's, and the commission hangs on it."),
        confirm=plain("The same deal"),
        deny=plain("Not yet"),
    )
    same = Button(plain("The same deal"), action_id="crm:follow", value=referral.id).confirm(sure)
    return [same, Button(plain("A new deal"), action_id="crm:new", value=referral.id)]
