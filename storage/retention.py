"""What is forgotten by the clock: words of mails, questions and messages that are older than we need them.

Rows, states, times and all that is about money stay, and so does the log, which a hash chain seals; only
what people wrote is taken away. What still waits for somebody is never touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from storage.conversation_tables import HandOverRow
from storage.erasure import TOMBSTONE
from storage.mail_tables import HeldMailRow, InboundRawRow, InboundRow, OutboxRow
from workflows.erasure import GONE

_SAID = ("subject", "text", "html", "title", "comment")  # words of a message
_ASKED = ("question", "subject", "name", "address")  # of a question
_HELD = ("note", "subject", "sender", "sender_name")  # of a mail that waited for a person


@dataclass(frozen=True, slots=True)
class Periods:
    """How long words are kept; None is for ever."""

    mails: timedelta | None = None
    questions: timedelta | None = None
    messages: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """What is older than its period, by its keys."""

    mails: tuple[int, ...] = ()
    questions: tuple[str, ...] = ()
    messages: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.mails or self.questions or self.messages)


class Retention:
    """Finds what is old, and forgets its words."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def due(self, now: datetime, periods: Periods, *, limit: int | None = None) -> Due:
        """What has words that are too old, at most so many of each kind."""
        return Due(
            tuple(self._keys(_mails(now - periods.mails), limit)) if periods.mails else (),
            tuple(self._keys(_questions(now - periods.questions), limit)) if periods.questions else (),
            tuple(self._keys(_messages(now - periods.messages), limit)) if periods.messages else (),
        )

    def forget(self, due: Due) -> None:
        """Take these words away; called again, it changes nothing."""
        mine = InboundRawRow.inbound_id.in_(due.mails)
        self._session.execute(update(InboundRawRow).where(mine).values(raw=TOMBSTONE))
        self._session.execute(
            update(InboundRow).where(InboundRow.id.in_(due.mails)).values(sender="", digest="")
        )
        held = select(HeldMailRow).where(HeldMailRow.mail_id.in_(due.mails))
        for mail in self._session.scalars(held):
            mail.content = {**_without(mail.content, _HELD), "prospects": [], "enclosures": [], "reasons": []}
        asked = select(HandOverRow).where(HandOverRow.key.in_(due.questions))
        for question in self._session.scalars(asked):
            gone = [GONE for _ in question.content.get("answers", ())]
            question.content = {**_without(question.content, _ASKED), "answers": gone, "knew": {}}
        said = select(OutboxRow).where(OutboxRow.id.in_(due.messages))
        for message in self._session.scalars(said):
            message.payload = _without(message.payload, _SAID) | (
                {"blocks": []} if "blocks" in message.payload else {}
            )
        self._session.flush()

    def _keys(self, query: Select[Any], limit: int | None) -> Sequence[Any]:
        return self._session.scalars(query.limit(limit)).all()


def _mails(before: datetime) -> Select[Any]:
    """Read and decided; `length` is known without reading the bytes."""
    size = func.length(InboundRawRow.raw)
    waits = select(HeldMailRow.mail_id).where(HeldMailRow.status == "open")
    return (
        select(InboundRow.id)
        .join(InboundRawRow, InboundRawRow.inbound_id == InboundRow.id)
        .where(InboundRow.kept_at < before, InboundRow.status.in_(("done", "held")))
        .where(size != len(TOMBSTONE), InboundRow.id.not_in(waits))
        .order_by(InboundRow.id)
    )


def _questions(before: datetime) -> Select[Any]:
    words = HandOverRow.content["question"].as_string()
    old = HandOverRow.status != "open", HandOverRow.opened_at < before, words != GONE
    return select(HandOverRow.key).where(*old).order_by(HandOverRow.key)


def _messages(before: datetime) -> Select[Any]:
    words = OutboxRow.payload["text"].as_string()
    old = OutboxRow.status != "pending", OutboxRow.created_at < before, words != GONE
    return select(OutboxRow.id).where(*old).order_by(OutboxRow.id)


def _without(content: dict[str, Any], words: Sequence[str]) -> dict[str, Any]:
    return {name: GONE if name in words and value else value for name, value in content.items()}
