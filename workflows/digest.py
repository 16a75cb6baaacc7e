"""Digest: a partner who wants it hears the day's stage news in one mail."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from workflows.base import Command, Decision, Event, SendEmail, Workflow
from workflows.commands import SendDigest
from workflows.events import DigestSent
from workflows.model import Contact, Partner, Referral
from workflows.pipeline import Pipeline


@dataclass(frozen=True, slots=True)
class Digest:
    """What one contact has not been told yet."""

    partner: Partner
    contact: Contact
    referrals: tuple[Referral, ...]


def deciding(pipeline: Pipeline) -> Workflow[Digest]:
    """The workflow for a programme with these stages."""

    def decide(state: Digest, message: Command | Event, now: datetime) -> Decision[Digest]:
        waiting = tuple(r for r in state.referrals if r.telling and r.telling_at is None)
        if not isinstance(message, SendDigest) or not waiting:
            return Decision(state)
        told = tuple(replace(r, told=r.telling, telling="") for r in waiting)
        happened = DigestSent(state.partner.id, now, message.contact, tuple(r.id for r in told))
        mail = _mail(state, waiting, pipeline, now)
        return Decision(replace(state, referrals=told), (happened,), (mail,))

    return Workflow("digest", Digest, decide, accepts=(SendDigest,))


def _mail(state: Digest, referrals: tuple[Referral, ...], pipeline: Pipeline, now: datetime) -> SendEmail:
    address = state.contact.emails[0]
    lines = [
        {
            "referral": referral,
            "stage": pipeline.name(referral.stage),
            "on": referral.stage_on,
            "is_correction": bool(referral.told)
            and pipeline.is_correction(referral.stage, referral.told.split()[0]),
        }
        for referral in sorted(referrals, key=lambda r: (r.title.casefold(), r.id))
    ]
    return SendEmail(
        key=f"digest:{address}:{now.isoformat()}",
        template="stage_digest",
        to=address,
        about=state.partner.id,
        context={"partner": state.partner, "contact": state.contact, "lines": lines},
        language=state.partner.speaks,
    )
