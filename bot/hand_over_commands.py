"""`referral-desk hand-overs`: what people answered, one JSON object a line, for the next training."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy.orm import Session

from storage.database import Database
from storage.hand_overs import HandOvers
from workflows.handover import HandOver


def lines(database: Database) -> Iterator[str]:
    """Question, what we knew and guessed, what a person made of it; partners' words, so keep them safe."""
    with database.read() as session:
        yield from (json.dumps(as_row(one), ensure_ascii=False) for one in _all(session))


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
