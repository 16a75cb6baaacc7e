"""What a partner's mail means: the turn we take, and what those hear who wait for an answer.

A sign of life, a "not now", a "stop" are told as PartnerReplied, whatever else becomes of the mail.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.conversation.learning import written_in
from bot.conversation.plain_words import UNDERSTOOD, in_plain_words
from bot.conversation.talking import Asked, Desk, Turn, consider, listen
from bot.mail.authors import contact_of, thread_of
from bot.mail.reader import Opened
from inbox.reading import Reading
from inbox.said import ask_phrases
from inbox.said.absence import only_away, says_absent
from inbox.who.names import fold
from inbox.who.successors import says_gone, successor_in
from workflows.assets import WHICH_FILE, asks_for_material
from workflows.base import Command
from workflows.commands import HoldMail
from workflows.conversation.dates import day_in
from workflows.conversation.reading import Reading as Understood
from workflows.conversation_messages import AskPerson, Meaning, NotePartnerReply, StopNudges
from workflows.model import Directory, Partner

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
UNTIL = frozenset({"not_now", "out_of_office"})  # these may say until when
_QUESTIONS = frozenset(
    "referral_status status_overview payout_query payout_dispute program_question human_request".split()
)
_CHANGES = frozenset({"update_referral", "withdraw_referral"})
_WRONG_PERSON = re.compile(
    r"""(?:not|no\ longer|wrong)\ (?:the\ )?(?:right\ |best\ )?(?:person|contact)|wrong\ person
    |\b(?:my|ask\ the)\ successor|\bmein\w*\ nachfolge\w*|\bich\ bin\ [^.!?]{0,30}nicht\ mehr\ bei\b
    |\b(?:mon|ma)\ successeure?|\bmi\ sucesora?|\bmijn\ opvolg\w+|\b(?:meu\ sucessor|minha\ sucessora)
    |\bje\ (?:ne\ suis|quitte)\ [^.!?]{0,30}(?:plus\ chez|la\ societe|l'entreprise)|\bya\ no\ estoy\ en
    |\bik\ (?:ben|werk)\ [^.!?]{0,30}niet\ meer\ bij\b|\bja\ nao\ estou\ (?:na|no|em)\b
    |not\ my\ (?:area|job|department)|(?:takes?|took|has\ taken)\ over\ (?:from\ me|my\ (?:role|job|clients))
    |i(?:'ve|\ have)?\ (?:left|moved\ on\ from|am\ leaving)\ (?:the\ )?(?:company|firm|team)
    |\bi(?:'m|\ am|\ do)?\ no\ longer\ (?:with|work|responsible|handle|look(?:ing)?\ after|in\ charge)
    |nicht\ (?:mehr\ )?(?:der\ |die\ )?(?:richtige|zustandig|ansprechpartner)|zustandig\ ist\ (?:jetzt|nun)
    |falscher?\ (?:person|ansprechpartner)|habe\ (?:die\ firma|das\ unternehmen)\ verlassen
    |(?:plus|pas)\ (?:la\ bonne\ personne|le\ bon\ interlocuteur|responsable|en\ charge)|mauvaise\ personne
    |je\ ne\ travaille\ plus|j'ai\ quitte\ (?:l'entreprise|la\ societe)
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
    turn: Turn | None = None  # None where the words were not looked at

    @property
    def only_stops(self) -> bool:
        """Whether the wish is all that the mail says, so that nobody else need look at it."""
        said = set(self.turn.understood.intents) if self.turn else set()
        return self.stops and said <= {"opt_out", "smalltalk"}


def hear_plainly(reading: Reading) -> Heard | None:
    """What a person at a partner means where that needs no thought: an introduction, or no words at all."""
    if reading.action == "register" and not ask_phrases.STOP.search(fold(reading.note)):
        return Heard("referral")
    if not reading.note.strip():
        asks_out = fold(reading.subject).strip() in ("unsubscribe", "stop")  # a mailto: List-Unsubscribe
        return Heard("stop", stops=True) if asks_out else Heard("other")
    return None


def hear(session: Session, reading: Reading, partner: Partner, desk: Desk, received_at: datetime) -> Heard:
    """What a person at a partner means; `reading` has the sender and their own words."""
    asked = Asked(partner, contact_of(reading, partner), reading.note, received_at, reading.references)
    heard = listen(session, asked)
    turn = consider(session, asked, desk, heard)
    meaning = meaning_of(turn.understood, reading.note, is_referral=reading.action == "register")
    day = day_in(reading.note, received_at.date()) if meaning in UNTIL else None
    return Heard(meaning, day.isoformat() if day else "", is_stop(turn.understood), turn)


def is_stop(understood: Understood) -> bool:
    """Whether the words are a wish to get no more nudges, not a question about one."""
    intents = set(understood.intents)
    return "opt_out" in intents and (understood.verdict == "act" or bool(intents & SURE_BESIDE))


def meaning_of(understood: Understood, words: str, *, is_referral: bool = False) -> Meaning:
    """In one word, for sequences."""
    intents = set(understood.intents)
    if is_referral:
        return "stop" if is_stop(understood) else "referral"
    if not intents & {"complaint", "human_request"} and only_away(words):
        return "out_of_office"
    if "complaint" not in intents and not is_stop(understood) and _WRONG_PERSON.search(fold(words)):
        return "wrong_person"
    found = next((meaning for intent, meaning in _MEANINGS if intent in intents), None)
    if found in ("stop", "thanks") and understood.verdict != "act" and not is_stop(understood):
        found = None  # a guess of this kind would silence somebody
    if found is None or found == "thanks":
        return "question" if intents & _QUESTIONS else (found or "other")
    return found


def beside(command: Command, reading: Reading, heard: Heard | None, mail_id: int) -> tuple[Command, ...]:
    """What a partner's mail tells us beside what it asks for: always what it means, sometimes more."""
    partner = reading.partner
    if heard is None or partner is None:
        return ()
    sender, meaning = reading.sender.address, heard.meaning
    if meaning == "referral" and isinstance(command, HoldMail):
        meaning = "other"  # it sounds like one, and nothing is registered
    successor = successor_in(reading.note, partner, sender) if meaning == "wrong_person" else ""
    language = written_in(reading.note)
    waits = isinstance(command, HoldMail)
    noted = NotePartnerReply(partner.id, sender, meaning, heard.until, mail_id, successor, language, waits)
    more: list[Command] = [noted]
    if heard.stops and not isinstance(command, StopNudges):
        more.append(stop_of(reading, partner, mail_id))
    if heard.turn and not isinstance(command, HoldMail):
        more += heard.turn.commands
    if heard.turn and isinstance(command, HoldMail):
        told = _handed_over(reading, partner, heard.turn, mail_id)
        more.append(replace(told, is_promised=command.cause != "opinion"))
    return tuple(more)


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


def for_a_person(hold: HoldMail, heard: Heard | None, answer_by: Callable[[datetime], datetime]) -> HoldMail:
    """The same, with the cause that the words give, and the time by which a person has answered."""
    if heard is None or heard.turn is None:
        return hold
    cause, intents = hold.cause, set(heard.turn.understood.intents)
    if heard.meaning in ("complaint", "wrong_person") and cause in ("question", "no_prospect", "unsure"):
        cause = heard.meaning
    elif cause == "no_prospect" and heard.meaning in ("question", "accept", "decline", "not_now"):
        cause = "question"
    elif cause == "no_prospect" and intents & _CHANGES and "submit_referral" not in intents:
        cause = "correction"  # nobody is introduced: whom to call is not what they are asked
    refs = f" ({', '.join(heard.turn.understood.refs)})" if heard.turn.understood.refs else ""
    understood = f"{UNDERSTOOD}{in_plain_words(heard.turn.understood.intents)}{refs}."
    why = WHICH_FILE if asks_for_material(hold.note) else understood
    reasons = (*hold.reasons, why) if intents or why == WHICH_FILE or not hold.reasons else hold.reasons
    return replace(hold, cause=cause, reasons=reasons, answer_by=answer_by(hold.received_at))


def _handed_over(reading: Reading, partner: Partner, turn: Turn, mail_id: int) -> AskPerson:
    return AskPerson(
        key=f"mail:{mail_id}",
        partner=partner,
        contact=contact_of(reading, partner),
        question=reading.note,
        guess=tuple(turn.understood.intents),
        refs=tuple(turn.understood.refs),
        why=turn.understood.why,
        knew=turn.context,
        mail_id=mail_id,
        thread=thread_of(reading),
        language=turn.language,
    )


def machines(
    reading: Reading, opened: Opened, directory: Directory, mail_id: int, today: date
) -> tuple[NotePartnerReply, ...]:
    """What a machine tells us of a partner: away, gone, answered by itself, or an address without mail."""
    if reading.action == "bounce":
        gone = reading.bounced if reading.bounced_for_good else ()
        known = ((address, directory.find(address)) for address in gone)
        return tuple(NotePartnerReply(p.id, a, "bounce", mail_id=mail_id) for a, p in known if p)
    partner = directory.find(reading.sender.address)
    if reading.cause != "machine" or partner is None:
        return ()
    is_away, day = says_absent(opened.words), day_in(opened.words, today)
    if says_gone(opened.words) and not (is_away and day):
        sender = reading.sender.address
        successor = successor_in(opened.words, partner, sender)
        return (NotePartnerReply(partner.id, sender, "wrong_person", "", mail_id, successor),)
    if is_away:
        until = day.isoformat() if day else ""
        return (NotePartnerReply(partner.id, reading.sender.address, "out_of_office", until, mail_id),)
    if opened.auto_submitted.startswith("auto"):
        return (NotePartnerReply(partner.id, reading.sender.address, "auto_reply", mail_id=mail_id),)
    return ()
