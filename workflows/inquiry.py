"""A partner asks in their own words; the answer is made of their own rows, or a person gives it.

What the words ask is understood before (`workflows.conversation`, `bot.conversation.talking`); here the
answer is promised, once, and what it was about is remembered for the next words.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from workflows.answer_parts import Talk
from workflows.base import Command, Decision, Event, SendEmail, Workflow
from workflows.commands import AnswerPartner
from workflows.errors import Dead
from workflows.events import PartnerAnswered
from workflows.model import Referral

SHOWN_AT_MOST = 15
ABOUT_MONEY = frozenset({"money", "owed", "why"})


class NotTheirsError(Dead):
    """An answer would have told a partner of another partner's referral."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Which referrals are the partner's own, and what was said last to this person."""

    own: frozenset[str] = frozenset()
    talk: Talk = field(default_factory=lambda: Talk(""))


def decide(state: Inquiry, message: Command | Event, now: datetime) -> Decision[Inquiry]:
    """Answer. What is not the partner's own is never said: a person must see that mail."""
    if not isinstance(message, AnswerPartner) or not message.parts:
        return Decision(state)
    refs = tuple(dict.fromkeys(ref for part in message.parts for ref in part.refs))
    if not set(refs) <= state.own:
        raise NotTheirsError(f"an answer to {message.partner.id} speaks of somebody else's referral")
    talk = replace(message.talk, at=now) if message.talk else state.talk
    about_money = any(part.kind in ABOUT_MONEY for part in message.parts)
    happened = PartnerAnswered(message.partner.id, now, refs, message.mail_id, about_money)
    told = (_mail(message, refs),) if message.mail_id is not None else ()
    return Decision(replace(state, talk=talk), (happened,), told)


def _mail(message: AnswerPartner, refs: tuple[str, ...]) -> SendEmail:
    return SendEmail(
        key=f"answer:{message.mail_id}",
        template="answer",
        to=message.contact.emails[0],
        about=refs[0] if len(refs) == 1 else message.partner.id,
        context={"partner": message.partner, "contact": message.contact, "parts": message.parts},
        language=message.language,
        reply_to_mail=message.thread.message_id,
        references=message.thread.references,
        subject_of=message.thread.subject,
        answers=message.mail_id,
        capped="thread",
    )


def as_context(referral: Referral) -> dict[str, str]:
    """A referral as `workflows.conversation` knows it."""
    company, contact = referral.prospect.company or "", referral.prospect.name or ""
    return {"ref": referral.id, "company": company, "contact": contact, "stage": referral.stage}


WORKFLOW = Workflow("inquiry", Inquiry, decide, accepts=(AnswerPartner,))
