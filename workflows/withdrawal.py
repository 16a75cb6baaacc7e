"""Withdrawal: a partner takes an introduction back, sees what was taken back, and can undo it for a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from workflows.base import Command, Decision, Event, PostNotice, SendEmail, ShowCard, Workflow
from workflows.conversation_messages import ReferralWithdrawn, UndoWithdrawal, WithdrawReferral
from workflows.events import ReferralReopened
from workflows.model import Referral

UNDO_FOR = timedelta(hours=24)
OVER = frozenset({"closed_won", "closed_lost", "disqualified"})


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The referral, when it was taken back, and whether somebody else has introduced the company since."""

    referral: Referral
    withdrawn_at: datetime | None = None
    is_taken: bool = False


def decide(state: Withdrawal, message: Command | Event, now: datetime) -> Decision[Withdrawal]:
    """Take it out, or put it back; whatever is closed already is for a person."""
    match message:
        case WithdrawReferral() if may_withdraw(state.referral):
            after = replace(state.referral, registration="withdrawn")
            happened = ReferralWithdrawn(
                after.id, now, after.partner_id, message.contact.name, state.referral.stage
            )
            return _done(state, after, happened, message, "withdrawn")
        case UndoWithdrawal() if undoable(state, message.received_at):
            after = replace(state.referral, registration="registered")
            back = ReferralReopened(after.id, now, message.contact.name)
            return _done(state, after, back, message, "restored")
    return Decision(state)


def may_withdraw(referral: Referral) -> bool:
    """Whether a partner's word alone takes it out."""
    return referral.registration == "registered" and referral.stage not in OVER


def undoable(state: Withdrawal, received_at: datetime) -> bool:
    """Whether it can still be put back as if nothing had happened."""
    if state.referral.registration != "withdrawn" or state.withdrawn_at is None or state.is_taken:
        return False
    return received_at <= state.withdrawn_at + UNDO_FOR


def _done(
    state: Withdrawal,
    after: Referral,
    happened: Event,
    message: WithdrawReferral | UndoWithdrawal,
    template: str,
) -> Decision[Withdrawal]:
    context: dict[str, Any] = {"referral": after, "contact": message.contact, "partner": message.partner}
    mail = SendEmail(
        key=f"{template}:{after.id}:{message.source}",
        template=template,
        to=message.contact.emails[0],
        about=after.id,
        context=context,
        language=message.language,
        reply_to_mail=message.thread.message_id,
        references=message.thread.references,
        subject_of=message.thread.subject,
        answers=message.mail_id,
    )
    card = ShowCard(f"alert:{after.id}", "referral", after.id, "sales")
    said = {
        "referral": after,
        "owner": after.owner,
        "partner": message.partner,
        "is_back": template == "restored",
    }
    notice = PostNotice(
        f"{template}:{after.id}:{message.source}:slack",
        "withdrawn",
        "sales",
        after.id,
        said,
        in_thread_of=f"alert:{after.id}",
        in_channel_too=after.owner is not None,
    )
    told = (mail,) if message.may_answer else ()
    return Decision(replace(state, referral=after), (happened,), (*told, card, notice))


WORKFLOW = Workflow("withdrawal", Withdrawal, decide, accepts=(WithdrawReferral, UndoWithdrawal))
