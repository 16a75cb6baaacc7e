"""Whom we may still write to: addresses that take no mail, and answers given by the day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from storage.mail_tables import AnswerRow, UnreachableRow
from storage.prepared import Upsert, among, table
from storage.tables import ContactAddressRow

DAY = timedelta(days=1)

_answers, _unreachable = table(AnswerRow), table(UnreachableRow)
_UNREACHABLE = select(_unreachable.c.address).where(_unreachable.c.address.in_(among("addresses")))
_ANSWERS = (
    select(func.count())
    .select_from(_answers)
    .where(
        _answers.c.address == bindparam("address"),
        _answers.c.thread == bindparam("thread"),
        _answers.c.at > bindparam("since"),
    )
)
_FORGET = delete(_answers).where(
    _answers.c.address == bindparam("address"), _answers.c.at <= bindparam("until")
)
_NOTE = insert(_answers)
_MARK = Upsert(_unreachable, _unreachable.c.address)


@dataclass(frozen=True, slots=True)
class Unreachable:
    """An address that takes no mail, since when, and what its mail server said."""

    address: str
    since: datetime
    reason: str


class Reach:
    """Marks and clears addresses, counts answers."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def mark(self, address: str, now: datetime, reason: str) -> None:
        """Write to this address no more; the first reason stays."""
        _MARK.run(self._session, {"address": address.lower()[:320], "since": now, "reason": reason[:2000]})

    def clear(self, address: str) -> bool:
        """Write to it again; False when it was not marked."""
        key = address.lower()
        contact = update(ContactAddressRow).where(ContactAddressRow.address == key).values(bounced_at=None)
        self._session.execute(contact)
        gone = delete(UnreachableRow).where(UnreachableRow.address == key).returning(UnreachableRow.address)
        return self._session.scalar(gone) is not None

    def get(self, address: str) -> Unreachable | None:
        """What is known about a marked address."""
        row = self._session.get(UnreachableRow, address.lower(), populate_existing=True)
        return Unreachable(row.address, row.since, row.reason) if row else None

    def unreachable(self, addresses: Collection[str]) -> frozenset[str]:
        """Those of these addresses that take no mail."""
        return frozenset(self._session.scalars(_UNREACHABLE, {"addresses": [a.lower() for a in addresses]}))

    def answers(self, address: str, now: datetime, *, thread: str) -> int:
        """How many automatic answers an address got within a day under this name of a thread."""
        mine = {"address": address.lower()[:320], "thread": thread[:500], "since": now - DAY}
        return self._session.scalar(_ANSWERS, mine) or 0

    def note_answer(self, address: str, thread: str, now: datetime) -> None:
        """Count one more; what is older than a day is forgotten."""
        to = address.lower()[:320]
        self._session.execute(_FORGET, {"address": to, "until": now - DAY})
        self._session.execute(_NOTE, {"address": to, "thread": thread[:500], "at": now})
