"""Ownership: exactly one rep takes a lead; everyone else learns who."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from workflows.base import Command, Decision, Event, SendEmail, ShowCard, Whisper, Workflow
from workflows.commands import ClaimReferral
from workflows.events import ReferralClaimed
from workflows.model import Referral


def decide(state: Referral, message: Command | Event, now: datetime) -> Decision[Referral]:
    """Give the lead to the first who asks; a repeated click of the owner changes nothing."""
    match message:
        case ClaimReferral(actor=actor) if state.owner is None and state.registration == "registered":
            return _claimed(replace(state, owner=actor, claimed_at=now), now)
        case ClaimReferral(actor=actor, channel=channel) if state.owner != actor:
            return Decision(state, effects=(_too_late(state, actor.slack_id, channel, now),))
    return Decision(state)


def _claimed(state: Referral, now: datetime) -> Decision[Referral]:
    if state.owner is None:
        raise ValueError("a claimed referral has an owner")
    happened = ReferralClaimed(state.id, now, state.owner.name, state.owner.slack_id)
    tell = SendEmail(
        key=f"claimed:{state.id}:{state.version}",
        template="claimed",
        to=state.contact_email,
        about=state.id,
        context={"referral": state, "owner": state.owner},
        language=state.language,
        reply_to_mail=state.thread[-1] if state.thread else "",
        references=state.thread[:-1],
        subject_of=state.subject,
    )
    return Decision(state, (happened,), (ShowCard(f"alert:{state.id}", "referral", state.id, "sales"), tell))


def _too_late(state: Referral, user: str, channel: str, now: datetime) -> Whisper:
    ago = _ago(now - state.claimed_at) if state.claimed_at else ""
    context = {"referral": state, "ago": ago}
    return Whisper(f"taken:{state.id}:{user}:{now.isoformat()}", "taken", channel, user, state.id, context)


def _ago(passed: timedelta) -> str:
    seconds = max(0, int(passed.total_seconds()))
    if seconds < 120:
        return f"{seconds} s ago"
    return f"{seconds // 60} min ago" if seconds < 7200 else f"{seconds // 3600} h ago"


WORKFLOW = Workflow("ownership", Referral, decide, accepts=(ClaimReferral,))
