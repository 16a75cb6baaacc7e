"""An answer to the question of a quarter: a person reads it, and the report has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.conversation.hearing import Heard
from inbox.reading import Reading
from storage.outbox import Outbox
from workflows.base import Command
from workflows.care_messages import NoteView
from workflows.commands import AnswerPartner, HoldMail, IgnoreMail
from workflows.conversation_messages import Meaning

CAUSE = "opinion"
RUN = "feedback:"
LONGEST = 1000
_OTHERWISE: frozenset[Meaning] = frozenset(
    ("auto_reply", "out_of_office", "bounce", "referral", "stop", "not_now", "wrong_person")
)
_UNSURE = frozenset({"no_prospect", "unsure", "question"})


def opinion_of(session: Session, reading: Reading, heard: Heard, mail_id: int) -> NoteView | None:
    """What a proven partner says to the question they answer; None when they answer something else."""
    partner, words = reading.partner, " ".join(reading.note.split())
    if partner is None or not words or heard.meaning in _OTHERWISE:
        return None
    answered = next(iter(Outbox(session).sent_as(tuple(reversed(reading.references)))), None)
    run = answered[0].removesuffix(f":{partner.id}") if answered else ""
    if not (answered and run.startswith(RUN) and answered[1] == partner.id):
        return None
    return NoteView(partner.id, run, reading.sender.address, words[:LONGEST], mail_id)


def for_the_managers(command: Command, words: str, hold: Callable[[], HoldMail]) -> Command:
    """The same command; a card with the words instead where it would say nothing, or answer no question."""
    is_asking = "?" in words
    match command:
        case HoldMail(cause=cause) if cause in _UNSURE and not is_asking:
            return replace(command, cause=CAUSE, answer_by=None)
        case IgnoreMail():
            return replace(hold(), cause=CAUSE)
        case AnswerPartner() if not is_asking:
            return replace(hold(), cause=CAUSE)
    return command
