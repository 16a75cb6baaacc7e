"""What a partner's mail means to those who wait for an answer: a sign of life, a "not now", a "stop"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from bot.authors import contact_of, thread_of
from bot.reader import Opened
from inbox import ask_phrases
from inbox.absence import says_absent
from inbox.names import fold
from inbox.reading import Reading
from storage.outbox import Outbox
from storage.views import Views
from workflows.base import Command
from workflows.conversation.dates import day_in
from workflows.conversation.reading import Reading as Understood
from workflows.conversation.reading import read as understand
from workflows.conversation_messages import Meaning, NotePartnerReply, StopNudges
from workflows.inquiry import as_context
from workflows.model import Directory, Partner

LONGEST = 4000  # characters of a note that are understood
SURE_BESIDE = frozenset({"complaint", "human_request", "payout_dispute"})  # a "stop" beside these is a stop
_MEANINGS: tuple[tuple[str, Meaning], ...] = (
    ("complaint", "complaint"),
    ("opt_out", "stop"),
    ("auto_reply", "auto_reply"),
    ("submit_referral", "referral"),
    ("nudge_later", "not_now"),
    ("nudge_accept", "accept"),
    ("nudge_decline", "decline"),
    ("smalltalk", "thanks"),
)
_QUESTIONS = frozenset(
    "referral_status status_overview payout_query payout_dispute program_question human_request".split()
)
_WRONG_PERSON = re.compile(
    r"""(?:not|no\ longer|wrong)\ (?:the\ )?(?:right\ |best\ )?(?:person|contact)|wrong\ person
    |not\ my\ (?:area|job|department)|(?:takes?|took|has\ taken)\ over\ (?:from\ me|my\ (?:role|job|clients))
    |(?:is|are)\ now\ (?:responsible|in\ charge)|i(?:'ve|\ have)?\ (?:left|moved\ on\ from|am\ leaving)
    |no\ longer\ (?:with|work|responsible|handle)
    |nicht\ (?:mehr\ )?(?:der\ |die\ )?(?:richtige|zustandig|ansprechpartner)|zustandig\ ist\ (?:jetzt|nun)
    |falscher?\ (?:person|ansprechpartner)|habe\ (?:die\ firma|das\ unternehmen)\ verlassen
    |(?:plus|pas)\ (?:la\ bonne\ personne|le\ bon\ interlocuteur|responsable|en\ charge)|mauvaise\ personne
    |j'ai\ quitte|je\ ne\ travaille\ plus
    |no\ soy\ (?:la\ persona|el\ responsable|la\ responsable|el\ contacto)|persona\ equivocada|ya\ no\ trabajo
    |niet\ (?:meer\ )?(?:de\ juiste\ persoon|verantwoordelijk|het\ juiste\ contact)|verkeerde\ persoon
    |werk\ (?:ik\ )?niet\ meer
    |nao\ sou\ (?:a\ pessoa|o\ responsavel|a\ responsavel|o\ contac?to)|pessoa\ errada|nao\ trabalho\ mais""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What was understood of a partner's mail."""

    meaning: Meaning = "other"
    until: str = ""  # ISO day
    stops: bool = False  # wants no more nudges, beyond doubt
    understood: Understood | None = None  # None where the words were not looked at

    @property
    def only_stops(self) -> bool:
        """Whether the wish is all that the mail says, so that nobody else need look at it."""
        said = set(self.understood.intents) if self.understood else set()
        return self.stops and said <= {"opt_out", "smalltalk"}


def hear(session: Session, reading: Reading, partner: Partner, today: date) -> Heard:
    """What a person at a partner means; `reading` has the sender and their own words."""
    if reading.action == "register" and not ask_phrases.STOP.search(fold(reading.note)):
        return Heard("referral")
    if not reading.note.strip():
        asks_out = fold(reading.subject).strip() in ("unsubscribe", "stop")  # a mailto: List-Unsubscribe
        return Heard("stop", stops=True) if asks_out else Heard("other")
    understood = understand(reading.note[:LONGEST], context_of(session, reading, partner))
    meaning = _meaning(reading, understood)
    day = day_in(reading.note, today) if meaning == "not_now" else None
    return Heard(meaning, day.isoformat() if day else "", is_stop(understood), understood)


def is_stop(understood: Understood) -> bool:
    """Whether the words are a wish to get no more nudges, not a question about one."""
    intents = set(understood.intents)
    return "opt_out" in intents and (understood.verdict == "act" or bool(intents & SURE_BESIDE))


def context_of(session: Session, reading: Reading, partner: Partner) -> dict[str, object]:
    """What the partner may mean: their referrals, and what our mail was about that they answer."""
    referrals = Views(session).referrals_of(partner.id)
    mine = {referral.id for referral in referrals}
    answered = list(Outbox(session).sent_as(reading.references))
    last = next((about for _, about in answered if about in mine), None)
    return {
        "referrals": [as_context(referral) for referral in referrals],
        "last_answered": [last] if last else None,
        "last_intent": "referral_status" if last else None,
        "awaiting": "nudge" if Outbox(session).is_nudge(reading.references) else None,
    }


def beside(command: Command, reading: Reading, heard: Heard | None, mail_id: int) -> tuple[Command, ...]:
    """What a partner's mail tells us beside what it asks for: always what it means, sometimes a "stop"."""
    partner = reading.partner
    if heard is None or partner is None:
        return ()
    noted = NotePartnerReply(partner.id, reading.sender.address, heard.meaning, heard.until, mail_id)
    if heard.stops and not isinstance(command, StopNudges):
        return (noted, stop_of(reading, partner, mail_id))
    return (noted,)


def stop_of(reading: Reading, partner: Partner, mail_id: int) -> StopNudges:
    """The wish for no more nudges, confirmed where that is safe."""
    return StopNudges(
        address=reading.sender.address,
        partner=partner,
        contact=contact_of(reading, partner),
        mail_id=mail_id,
        thread=thread_of(reading),
        language=reading.language,
        may_answer=reading.may_answer,
    )


def machines(
    reading: Reading, opened: Opened, directory: Directory, mail_id: int, today: date
) -> tuple[NotePartnerReply, ...]:
    """What a machine tells us of a partner: away, answered by itself, or an address that takes no mail."""
    if reading.action == "bounce":
        known = ((address, directory.find(address)) for address in reading.bounced)
        return tuple(NotePartnerReply(p.id, a, "bounce", mail_id=mail_id) for a, p in known if p)
    partner = directory.find(reading.sender.address)
    if reading.cause != "machine" or partner is None:
        return ()
    if says_absent(opened.words):
        day = day_in(opened.words, today)
        until = day.isoformat() if day else ""
        return (NotePartnerReply(partner.id, reading.sender.address, "out_of_office", until, mail_id),)
    if opened.auto_submitted.startswith("auto"):
        return (NotePartnerReply(partner.id, reading.sender.address, "auto_reply", mail_id=mail_id),)
    return ()


def _meaning(reading: Reading, understood: Understood) -> Meaning:
    intents = set(understood.intents)
    if reading.action == "register":
        return "stop" if is_stop(understood) else "referral"
    if not intents & {"complaint", "opt_out"} and _WRONG_PERSON.search(fold(reading.note)):
        return "wrong_person"
    found = next((meaning for intent, meaning in _MEANINGS if intent in intents), None)
    if found in ("stop", "thanks") and understood.verdict != "act" and not is_stop(understood):
        found = None  # a guess of this kind would silence somebody
    if found is None or found == "thanks":
        return "question" if intents & _QUESTIONS else (found or "other")
    return found
