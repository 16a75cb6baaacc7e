"""Holding: a mail we must not act on alone waits for a person, with the guess and one-click answers.

Nothing is registered here by itself. The sender hears from us only where `may_answer` says that the
answer cannot reach a machine, a mailing list or somebody whose address was forged.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from workflows.base import (
    Command,
    Decision,
    Effect,
    Event,
    PostNotice,
    ReadAgain,
    SendEmail,
    ShowCard,
    Workflow,
)
from workflows.commands import (
    ApprovePartner,
    CorrectReferral,
    DeclineSender,
    DismissMail,
    HoldMail,
    RegisterReferrals,
    ReplaceMail,
    SetAsideMail,
)
from workflows.conversation_messages import ReplyToPartner
from workflows.events import MailHeld, MailSettled
from workflows.model import Contact, HeldMail, Partner, Person, Referral

# The mail that answers the sender, by cause; a cause that is not here is answered by a person only.
ANSWERS = {
    "unknown_sender": "unknown_sender",
    "no_prospect": "who_is_it",
    "unsure": "passed_on",
    "question": "passed_on",
    "encrypted": "encrypted",
    "which_referral": "which_one",
    "correction": "nothing_changed",
    "complaint": "personally",
    "warning": "warning_answered",
    "decision": "passed_on",
    "wrong_person": "who_else",
}


def decide(state: HeldMail, message: Command | Event, now: datetime) -> Decision[HeldMail]:
    """Open a card, or close it with what a person decided; a decided mail stays decided."""
    match message:
        case HoldMail():
            return _hold(state, message, now)
        case SetAsideMail():
            return _set_aside(state, message, now)
        case ApprovePartner(partner=partner, actor=actor) if state.status == "open":
            done = _settle(state, "approved", actor, f"{actor.name} approved {partner.company}", now)
            effects = (*done.effects, ReadAgain(state.mail_id))
            return Decision(replace(done.state, partner_id=partner.id), done.events, effects)
        case RegisterReferrals(actor=name) if state.status == "open":
            return _settle(state, "registered", Person(name), f"{name} registered it by hand", now)
        case DeclineSender(actor=actor) if state.status == "open":
            done = _settle(state, "declined", actor, f"{actor.name} declined {state.sender}", now)
            return Decision(done.state, done.events, (*done.effects, *_declined(state)))
        case CorrectReferral(about=about, actor=name) if state.status == "open" and name:
            return _settle(state, "answered", Person(name), f"{name} said that it is {about}", now)
        case ReplyToPartner(actor=actor) if state.status == "open":
            return _settle(state, "answered", actor, f"{actor.name} replied to {state.sender}", now)
        case ReplaceMail(by=better) if state.status == "open":
            said = f"The same mail came again, better proven: mail {better} is what I go by"
            return _settle(state, "dismissed", Person("The desk"), said, now)
        case DismissMail(actor=actor) if state.status == "open":
            return _settle(state, "dismissed", actor, f"{actor.name} decided that nothing is to be done", now)
    return Decision(state)


def _hold(state: HeldMail, message: HoldMail, now: datetime) -> Decision[HeldMail]:
    held = replace(
        state,
        cause=message.cause,
        partner_id=message.partner.id if message.partner else "",
        prospects=message.prospects,
        note=message.note,
        reasons=message.reasons,
        language=message.language,
        may_answer=message.may_answer,
        status="open",
        guesses=message.guesses,
        choices=message.choices,
        enclosures=message.enclosures,
    )
    effects: tuple[Effect, ...] = (_card(held),)
    template = ANSWERS.get(message.cause)
    if template and message.may_answer:
        effects = (*effects, _answer(held, template, message))
    effects = (*effects, *(_told(held, lead) for lead in message.leads))
    if message.warned:
        effects = (*effects, *_warning(held, message, message.warned))
    return Decision(held, (MailHeld(held.key, now, message.cause),), effects)


def _answer(held: HeldMail, template: str, message: HoldMail) -> SendEmail:
    return SendEmail(
        key=f"answer:{held.mail_id}",
        template=template,
        to=message.sender,
        about=held.key,
        context={
            "name": message.sender_name,
            "partner": message.partner,
            "prospects": message.prospects,
            "choices": message.choices,
            "answer_by": message.answer_by,
        },
        language=message.language,
        reply_to_mail=message.thread.message_id,
        references=message.thread.references,
        subject_of=message.thread.subject,
        answers=held.mail_id,
        capped="address",
    )


def _told(held: HeldMail, lead: Referral) -> PostNotice:
    """The rep reads under the lead what somebody of that company wrote to us."""
    context = {"owner": lead.owner, "name": held.sender_name, "sender": held.sender, "note": held.note}
    return PostNotice(
        f"prospect:{held.mail_id}:{lead.id}",
        "prospect_wrote",
        "sales",
        lead.id,
        context,
        in_thread_of=f"alert:{lead.id}",
        in_channel_too=True,
    )


def _warning(held: HeldMail, message: HoldMail, contact: Contact) -> tuple[Effect, ...]:
    """What finance sees, and what the partner reads at the address we know, whoever it was that wrote."""
    told = PostNotice(
        f"elsewhere:{held.mail_id}", "pay_elsewhere", "finance", held.key, {"partner": message.partner}
    )
    if not contact.emails[0]:
        return (told,)
    mail = SendEmail(
        key=f"warned:{held.mail_id}",
        template="pay_elsewhere",
        to=contact.emails[0],
        about=held.key,
        context={"partner": message.partner, "contact": contact},
        language=_known(message.partner) or message.language,
        capped="address",
    )
    return (told, mail)


def _known(partner: Partner | None) -> str:
    """The language a partner is known to speak; "en" may stand there because nobody knows."""
    return partner.speaks if partner and (partner.writes_in or partner.language != "en") else ""


def _declined(held: HeldMail) -> tuple[SendEmail, ...]:
    """A kind answer, where it reaches the person who wrote and nobody else."""
    if not held.may_answer:
        return ()
    mail = SendEmail(
        key=f"declined:{held.mail_id}",
        template="declined",
        to=held.sender,
        about=held.key,
        context={"name": held.sender_name, "partner": None},
        language=held.language,
        reply_to_mail=held.message_id,
        references=held.references,
        subject_of=held.subject,
        capped="thread",
    )
    return (mail,)


def _set_aside(state: HeldMail, message: SetAsideMail, now: datetime) -> Decision[HeldMail]:
    held = replace(state, cause="unreadable", reasons=(message.why,), status="open")
    return Decision(held, (MailHeld(held.key, now, held.cause),), (_card(held),))


def _settle(state: HeldMail, status: str, actor: Person, outcome: str, now: datetime) -> Decision[HeldMail]:
    done = replace(state, status=status, decided_by=actor.name, outcome=outcome)  # type: ignore[arg-type]
    return Decision(done, (MailSettled(state.key, now, status, actor.name),), (_card(done),))


def _card(held: HeldMail) -> ShowCard:
    return ShowCard(held.key, "held", str(held.mail_id), "managers")


WORKFLOW = Workflow(
    "holding",
    HeldMail,
    decide,
    accepts=(
        HoldMail,
        SetAsideMail,
        ApprovePartner,
        RegisterReferrals,
        CorrectReferral,
        DismissMail,
        ReplaceMail,
        DeclineSender,
        ReplyToPartner,
    ),
)
