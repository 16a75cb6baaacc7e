"""`referral-desk hand-overs`: what people answered, one JSON object a line, for the next training."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy.orm import Session

from storage.database import Database
from storage.hand_overs import HandOvers
from workflows.conversation.classifier import INTENTS
from workflows.conversation.reading import without_names
from workflows.handover import HandOver

SETTLED = {"registered": "submit_referral"}  # how a held mail ended, where that says what it was about


def lines(database: Database) -> Iterator[str]:
    """Question, what we knew and guessed, what a person made of it; partners' words, so keep them safe."""
    with database.read() as session:
        yield from (json.dumps(as_row(one), ensure_ascii=False) for one in _all(session))


def phrases(database: Database) -> Iterator[str]:
    """What a person settled, in the form of the training script: no names, no addresses, no amounts."""
    with database.read() as session:
        rows = [as_phrase(one) for one in _all(session)]
    yield from (json.dumps(row, ensure_ascii=False) for row in rows if row)


def as_phrase(known: HandOver) -> dict[str, str] | None:
    """The masked words and what they were about; None while nobody has said so."""
    intent = known.label or (SETTLED.get(known.how, "") if known.status == "closed" else "")
    if known.status not in ("answered", "closed") or intent not in INTENTS:
        return None
    text = without_names(known.question, known.knew)
    return {"lang": known.language, "intent": intent, "text": text} if text else None


def as_row(known: HandOver) -> dict[str, object]:
    """Keys as in the sets that `workflows.conversation` is trained and measured with, and the outcome."""
    return {
        "id": known.key,
        "channel": "email" if known.mail_id is not None else "slack",
        "lang": known.language,
        "text": known.question,
        "context": dict(known.knew),
        "guess": {"intents": list(known.guess), "refs": list(known.refs), "why": known.why},
        "label": known.label or None,
        "outcome": {"status": known.status, "how": known.how, "by": known.decided_by},
        "answers": list(known.answers),
    }


def _all(session: Session) -> list[HandOver]:
    return list(HandOvers(session).all())
