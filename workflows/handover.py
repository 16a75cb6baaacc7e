"""A person takes over: the question with our guess waits in a thread; a manager's words answer it by mail.

What is said in the thread stays there: only the words typed into "Reply to partner" go out. Question, guess
and outcome are kept together, since they are what the next training learns from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from workflows.base import Command, Decision, Effect, Event, PostNotice, SendEmail, ShowCard, Workflow
from workflows.conversation_messages import (
    AskPerson,
    CloseHandOver,
    HandedOver,
    HandOverSettled,
    NoteReplySent,
    RemindOfQuestion,
    ReplyToPartner,
)
from workflows.events import MailSettled
from workflows.model import Contact, Referral

Status = Literal["new", "open", "answered", "closed"]


@dataclass(frozen=True, slots=True)
class HandOver:
    """One question for a person."""

    key: str
    partner_id: str = ""
    address: str = ""
    name: str = ""
    question: str = ""
    guess: tuple[str, ...] = ()  # intents
    refs: tuple[str, ...] = ()
    why: str = ""
    knew: Mapping[str, Any] = field(default_factory=dict)
    mail_id: int | None = None
    message_id: str = ""
    references: tuple[str, ...] = ()
    subject: str = ""
    language: str = "en"
    status: Status = "new"
    opened_at: datetime | None = None
    due_at: datetime | None = None  # when we promised the answer
    answers: tuple[str, ...] = ()
    label: str = ""  # what it was about, in a manager's judgement
    how: str = ""
    decided_by: str = ""

    @property
    def card(self) -> str:
        """The card whose thread it lives in: a held mail has one already."""
        return f"held:{self.mail_id}" if self.mail_id is not None else f"question:{self.key}"


@dataclass(frozen=True, slots=True)
class Handing:
    """The question, when it should be answered, and who the partner is to us."""

    handover: HandOver
    due_at: datetime | None = None
    latest: tuple[Referral, ...] = ()
    count: int = 0
    won: int = 0


def decide(state: Handing, message: Command | Event, now: datetime) -> Decision[Handing]:
    """Open it once, send what a manager writes, keep how it ended."""
    known = state.handover
    match message:
        case AskPerson() if known.status == "new":
            return _open(state, message, now)
        case ReplyToPartner(text=text, seen=seen) if known.status != "new" and text.strip():
            was_faster = seen is not None and seen != len(known.answers)
            return Decision(state) if was_faster else _reply(state, message, now)
        case NoteReplySent(number=number) if known.status != "new":
            context = {"number": number, "address": known.address}
            told = _notice(known, f"reply_sent:{known.key}:{number}", "reply_sent", context)
            return Decision(state, effects=(told,))
        case RemindOfQuestion() if known.status == "open" and known.due_at:
            return Decision(state, effects=(_reminder(known, known.due_at, now),))
        case CloseHandOver(actor=actor) if known.status == "open":
            return _settled(state, "closed", actor.name, now)
        case MailSettled(how=how, actor=name) if known.status == "open":
            return _settled(state, how, name, now)
    return Decision(state)


def _open(state: Handing, message: AskPerson, now: datetime) -> Decision[Handing]:
    opened = replace(
        state.handover,
        partner_id=message.partner.id,
        address=message.contact.emails[0],
        name=message.contact.name,
        question=message.question,
        guess=message.guess,
        refs=message.refs,
        why=message.why,
        knew=message.knew,
        mail_id=message.mail_id,
        message_id=message.thread.message_id,
        references=message.thread.references,
        subject=message.thread.subject,
        language=message.language,
        status="open",
        opened_at=now,
        due_at=state.due_at if message.is_promised else None,
    )
    context = {
        "partner": message.partner,
        "guess": message.guess,
        "latest": state.latest,
        "count": state.count,
        "won": state.won,
        "due_at": opened.due_at,
    }
    history = _notice(opened, f"history:{opened.key}", "partner_history", context)
    effects: tuple[Effect, ...] = (history,) if opened.mail_id is not None else (_card(opened), history)
    happened = HandedOver(opened.partner_id, now, opened.key, opened.guess)
    return Decision(replace(state, handover=opened), (happened,), effects)


def _reply(state: Handing, message: ReplyToPartner, now: datetime) -> Decision[Handing]:
    known, text = state.handover, message.text.strip()
    number = len(known.answers) + 1
    after = replace(
        known,
        status="answered",
        answers=(*known.answers, text),
        label=message.label or known.label,
        how="replied",
        decided_by=message.actor.name,
    )
    mail = SendEmail(
        key=f"reply:{known.key}:{number}",
        template="written",
        to=known.address,
        about=known.partner_id,
        context={
            "partner": None,
            "contact": Contact(known.name, (known.address,)),
            "subject": known.subject or "Your question",
            "text": text,
        },
        language=known.language,
        reply_to_mail=known.message_id,
        references=known.references,
        subject_of=known.subject,
        from_name=message.actor.name,
        confirms=f"{known.key}|{number}",
    )
    context = {"actor": message.actor, "text": text, "address": known.address}
    said = _notice(after, f"replied:{known.key}:{number}", "replied", context)
    happened = HandOverSettled(known.partner_id, now, known.key, "replied", message.actor.name)
    card = () if known.mail_id is not None else (_card(after),)
    return Decision(replace(state, handover=after), (happened,), (mail, said, *card))


def _settled(state: Handing, how: str, name: str, now: datetime) -> Decision[Handing]:
    after = replace(state.handover, status="closed", how=how, decided_by=name)
    happened = HandOverSettled(after.partner_id, now, after.key, how, name)
    card = () if after.mail_id is not None else (_card(after),)
    return Decision(replace(state, handover=after), (happened,), card)


def _card(known: HandOver) -> ShowCard:
    return ShowCard(known.card, "question", known.key, "managers")


def _reminder(known: HandOver, due_at: datetime, now: datetime) -> PostNotice:
    """In the thread and in the channel: what we promised is seen by whoever can keep it."""
    step = "overdue" if now >= due_at else "due"
    told = _notice(known, f"answer-{step}:{known.key}", "answer_due", {"name": known.name, "due_at": due_at})
    return replace(told, context={**told.context, "is_late": step == "overdue"}, in_channel_too=True)


def _notice(known: HandOver, key: str, template: str, context: dict[str, Any]) -> PostNotice:
    return PostNotice(key, template, "managers", known.partner_id, context, in_thread_of=known.card)


WORKFLOW = Workflow(
    "handover",
    Handing,
    decide,
    accepts=(AskPerson, ReplyToPartner, NoteReplySent, RemindOfQuestion, CloseHandOver, MailSettled),
)
