"""The line under a message that names a tracking ID: as much as the channel may hear."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.slack.blocks import cut
from bot.slack.places import Place
from storage.outbox import SlackMessages
from storage.partners import Partners
from storage.referrals import Referrals
from templates import escape_slack
from workflows.model import Referral
from workflows.program import Program

MOST = 5


def lines(session: Session, ids: tuple[str, ...], place: Place, thread: str, program: Program) -> str:
    """mrkdwn, a line each; "" where nothing may be said, or nothing is known."""
    referrals, messages = Referrals(session), SlackMessages(session)
    found = [
        referral
        for one in ids
        if (referral := referrals.get(one)) and messages.find(f"alert:{one}") != (place.id, thread)
    ]
    told = [line for one in found if (line := _line(session, one, place, program))]
    more = [f"…and {len(told) - MOST} more"] if len(told) > MOST else []
    return "\n".join([*told[:MOST], *more])


def _line(session: Session, referral: Referral, place: Place, program: Program) -> str:
    stage = escape_slack(program.pipeline.standing(referral))
    title = f"*{escape_slack(cut(referral.title, 120))}*"
    match place.kind:
        case "sales" | "managers":
            return _whole(session, referral, title, stage)
        case "internal" if _stands_there(session, referral, place):
            return _whole(session, referral, title, stage)
        case "internal":
            return f"`{referral.id}` · {stage}{_owner(referral)}"
        case "shared" if place.partner and place.partner.id == referral.partner_id:
            owner = referral.owner.first_name if referral.owner else ""
            who = f" · {escape_slack(owner)} looks after it" if owner else ""
            return f"`{referral.id}` {title} · {stage}{' · being assigned' if referral.is_free else who}"
    return ""


def _whole(session: Session, referral: Referral, title: str, stage: str) -> str:
    partner = Partners(session).get(referral.partner_id)
    company = escape_slack(cut(partner.company, 100)) if partner else "a former partner"
    return f"`{referral.id}` {title} · {stage}{_owner(referral)} · from {company}"


def _stands_there(session: Session, referral: Referral, place: Place) -> bool:
    """Whether the lead itself was announced in this channel, as a route may say."""
    alert = SlackMessages(session).find(f"alert:{referral.id}")
    return alert is not None and alert[0] == place.id


def _owner(referral: Referral) -> str:
    if referral.owner:
        return f" · {escape_slack(cut(referral.owner.name, 80))}"
    return " · nobody has it yet" if referral.is_free else ""
