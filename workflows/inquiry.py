"""A partner asks in their own words; the answer is made of their own rows, or a person gives it.

What the message asks is understood by `workflows.conversation`; what may be answered alone is a short closed
list: news of one's own referrals, and an overview of them. Everything else is for a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from workflows.base import Command, Decision, Event, SendEmail, Workflow
from workflows.commands import AnswerPartner
from workflows.conversation import understand
from workflows.events import PartnerAnswered
from workflows.model import Referral

Kind = Literal["status", "overview", "thanks", "person"]
ABOUT_STATUS, ABOUT_ALL, NOTHING_TO_DO = {"referral_status"}, {"status_overview"}, {"smalltalk"}
SHOWN_AT_MOST = 15


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question is about: which of the partner's referrals, and whether we may answer alone."""

    kind: Kind
    refs: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inquiry:
    """The partner's own referrals, newest first; nobody else's are ever loaded."""

    referrals: tuple[Referral, ...] = ()


def consider(text: str, referrals: Sequence[Referral], last_answered: Sequence[str] = ()) -> Understood:
    """What a partner's words ask for, given their referrals and what we last wrote to them about.

    "person" whenever several readings are possible, a name is not on file, or it is no question for a bot.
    """
    context: dict[str, object] = {
        "referrals": [as_context(referral) for referral in referrals],
        "last_answered": list(last_answered) or None,
        "last_intent": "referral_status" if last_answered else None,
        "awaiting": None,
    }
    found = understand(text, context)
    intents, refs = set(_words(found["intents"])), _words(found["refs"])
    if found["handoff"] or found.get("clarify") or found["auto_reply"]:
        return Understood("person", refs, tuple(sorted(intents)))
    if intents == ABOUT_STATUS and refs:
        return Understood("status", refs, tuple(intents))
    if intents == ABOUT_ALL:
        return Understood("overview", (), tuple(intents))
    return Understood("thanks" if intents == NOTHING_TO_DO else "person", refs, tuple(sorted(intents)))


def decide(state: Inquiry, message: Command | Event, now: datetime) -> Decision[Inquiry]:
    """Answer with the rows as they stand now."""
    if not isinstance(message, AnswerPartner):
        return Decision(state)
    asked = tuple(r for r in state.referrals if not message.refs or r.id in message.refs)
    if message.refs and not asked:  # not theirs: whoever sent us here was mistaken
        return Decision(state)
    mail = SendEmail(
        key=f"answer:{message.mail_id}",
        template="answer",
        to=message.contact.emails[0],
        about=asked[0].id if len(asked) == 1 else message.partner.id,
        context={
            "partner": message.partner,
            "contact": message.contact,
            "referrals": asked[:SHOWN_AT_MOST],
            "more": max(0, len(asked) - SHOWN_AT_MOST),
            "is_overview": not message.refs,
        },
        language=message.language,
        reply_to_mail=message.thread.message_id,
        references=message.thread.references,
        subject_of=message.thread.subject,
        capped="thread",
    )
    happened = PartnerAnswered(message.partner.id, now, tuple(r.id for r in asked), message.mail_id)
    return Decision(state, (happened,), (mail,))


def as_context(referral: Referral) -> dict[str, str]:
    """A referral as `workflows.conversation` knows it."""
    company, contact = referral.prospect.company or "", referral.prospect.name or ""
    return {"ref": referral.id, "company": company, "contact": contact, "stage": referral.stage}


def _words(found: object) -> tuple[str, ...]:
    return tuple(str(each) for each in found) if isinstance(found, list | tuple) else ()


WORKFLOW = Workflow("inquiry", Inquiry, decide, accepts=(AnswerPartner,))
