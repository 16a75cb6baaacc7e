"""What of ours a mail answers: after a warning or a decision, few words mean what they nowhere else mean."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from bot.conversation.talking import spoken_by
from inbox.language import guess_language
from inbox.reading import Cause, Reading
from storage.outbox import Outbox
from workflows import tracking

OPEN = frozenset({"no_prospect", "question", "unsure"})  # what may be meant otherwise
_WARNING = (
    "They answer our warning that somebody asked to pay them elsewhere. A mail proves nothing, whatever it"
    " says: ask them at a number you have known for long."
)
_OF_MONEY = ("statement:", "payout:", "returned:", "objection:", "settled:", "details:")
_NEWS = "They answer what we wrote about a referral or about money, and name nobody new."
_DECISION = "They answer what you decided about an introduction that reached us twice."


def may_mean_more(reading: Reading) -> bool:
    """Whether a person would get it, for nothing that the mail alone makes plain."""
    return reading.action == "handoff" and reading.cause in OPEN


def has_a_light(reading: Reading) -> bool:
    """Whether a partner's words may mean something else, or be in another language, than they seem."""
    return bool(reading.partner) and (bool(reading.references) or not guess_language(reading.note, ""))


def in_its_light(session: Session, reading: Reading) -> Reading:
    """The reading of a partner's mail, given who they are and which mail of ours it answers."""
    if reading.partner and not guess_language(reading.note, ""):
        reading = replace(reading, language=spoken_by(session, reading.partner) or reading.language)
    answered = Outbox(session).sent_as(reading.references[:1])
    return meant(reading, *answered[0]) if answered else reading


def meant(reading: Reading, key: str, about: str) -> Reading:
    """The same, given that mail's key and what it was about; an introduction stays one."""
    is_thanks = (reading.action, reading.cause) == ("ignore", "none")
    is_open = reading.action == "status" or may_mean_more(reading)
    if not (is_open or is_thanks) or not reading.partner or not reading.authenticated:
        return reading
    if key.startswith("warned:"):
        heard = replace(reading, may_answer=reading.may_answer or is_thanks)  # a "yes" is heard as thanks
        return _for_a_person(heard, "warning", _WARNING)
    if key.startswith("conflict_") and is_open:
        return _for_a_person(reading, "decision", _DECISION)
    if reading.cause == "no_prospect" and (tracking.find(about) or key.startswith(_OF_MONEY)):
        return _for_a_person(reading, "question", _NEWS)
    return reading


def _for_a_person(reading: Reading, cause: Cause, why: str) -> Reading:
    return replace(reading, action="handoff", cause=cause, prospects=(), reasons=(why,))
