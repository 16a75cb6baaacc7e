"""Consent: who wants no more nudges gets none from that moment on, and is told so once.

A nudge is a mail that asks for something. Mail about one's own referrals and money is none: it goes on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from workflows.base import Command, Decision, Event, PostNotice, SendEmail, Workflow
from workflows.conversation_messages import (
    AllowNudges,
    NoteComplaint,
    NotePartnerReply,
    NudgesAllowed,
    NudgesStopped,
    PartnerReplied,
    StopNudges,
)


@dataclass(frozen=True, slots=True)
class Consent:
    """What one address agreed to."""

    address: str
    partner_id: str = ""
    nudges: bool = True
    how: str = ""

    @property
    def about(self) -> str:
        """Whose history it belongs to."""
        return self.partner_id or self.address[:60]


def decide(state: Consent, message: Command | Event, now: datetime) -> Decision[Consent]:
    """Take the wish down at once; a wish that stands already changes nothing and is not confirmed again."""
    match message:
        case NotePartnerReply(partner_id=about):
            said = PartnerReplied(
                about,
                now,
                message.meaning,
                message.contact,
                message.until,
                message.mail_id,
                message.successor,
                message.language,
                message.waits,
            )
            return Decision(state, (said,))
        case StopNudges(how=how) if state.nudges:
            stopped = NudgesStopped(state.about, now, state.address, how)
            confirmed = (_confirmation(message),) if message.may_answer and message.contact else ()
            return Decision(replace(state, nudges=False, how=how), (stopped,), confirmed)
        case NoteComplaint(how=how):
            told = (_complaint(state, message),)
            if not state.nudges:
                return Decision(state, (), told)
            stopped = NudgesStopped(state.about, now, state.address, how)
            return Decision(replace(state, nudges=False, how=how), (stopped,), told)
        case AllowNudges(how=how) if not state.nudges:
            allowed = NudgesAllowed(state.about, now, state.address, how)
            return Decision(replace(state, nudges=True, how=how), (allowed,))
    return Decision(state)


def _complaint(state: Consent, message: NoteComplaint) -> PostNotice:
    context = {"address": state.address, "how": message.how, "mail_about": message.mail_about}
    key = f"complaint:{message.source}:{state.address}"
    return PostNotice(key[:290], "complained", "managers", state.about, context)


def _confirmation(message: StopNudges) -> SendEmail:
    return SendEmail(
        key=f"stopped:{message.mail_id}",
        template="nudges_stopped",
        to=message.address,
        about=message.partner.id if message.partner else message.address[:60],
        context={"partner": message.partner, "contact": message.contact},
        language=message.language,
        reply_to_mail=message.thread.message_id,
        references=message.thread.references,
        subject_of=message.thread.subject,
        answers=message.mail_id,
    )


WORKFLOW = Workflow(
    "consent", Consent, decide, accepts=(NotePartnerReply, StopNudges, NoteComplaint, AllowNudges)
)
