"""When a kept mail is read: at once, or, where too many came from one hand, when its turn has come.

Each sender has so many turns an hour, and all whom we do not know have so many together. Who only claims to
be a sender has turns apart from theirs: a few under each address that we know, since many a partner's domain
proves nothing, and beyond these among those whom we do not know. So no flood of strangers holds up such a
partner, and whoever forges one uses up no more than these few. A mail beyond gets the turn an hour after the
one that is so many before it: the order stays, and time releases it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, func, select, update
from sqlalchemy.orm import Session

from storage.mail_tables import InboundRow
from storage.prepared import among, table
from storage.tables import ContactAddressRow

HOUR = timedelta(hours=1)
NAMED = 5  # senders that a flood names
UNPROVEN = 20  # mails an hour under an address that we know, which take no turns of strangers

_inbound, _addresses = table(InboundRow), table(ContactAddressRow)
_SENDERS = (
    select(_inbound.c.free_at)
    .where(
        _inbound.c.sender == bindparam("sender"),
        _inbound.c.is_unproven == bindparam("unproven"),
        _inbound.c.free_at.is_not(None),
    )
    .order_by(_inbound.c.free_at.desc())
    .offset(bindparam("before"))
    .limit(1)
)
_STRANGERS = (
    select(_inbound.c.free_at)
    .where(_inbound.c.is_stranger, _inbound.c.free_at.is_not(None))
    .order_by(_inbound.c.free_at.desc())
    .offset(bindparam("before"))
    .limit(1)
)
_KNOWN = select(_addresses.c.address).where(_addresses.c.address.in_(among("senders")))


@dataclass(frozen=True, slots=True)
class Limits:
    """How many mails an hour are read; 0 is as many as come."""

    of_one: int = 0  # sender
    of_strangers: int = 0  # together
    ours: frozenset[str] = frozenset()  # our own people are no strangers
    of_unproven: int = UNPROVEN  # of one known address, before they count among strangers


@dataclass(frozen=True, slots=True)
class Turn:
    """When a mail may be read, and whether it counts among those of strangers."""

    free_at: datetime
    counts: bool


@dataclass(frozen=True, slots=True)
class Flood:
    """Mails that wait for their turn."""

    count: int
    senders: int
    most: tuple[tuple[str, int], ...]  # who sent the most of them
    until: datetime  # the last one's turn


class Turns:
    """Gives turns to new mails, and says what waits for one."""

    def __init__(self, session: Session, limits: Limits) -> None:
        self._session = session
        self._limits = limits

    def strangers(self, senders: Collection[str]) -> frozenset[str]:
        """Those whose address is nobody's whom we know; nobody where strangers are not counted."""
        if not self._limits.of_strangers:
            return frozenset()
        unknown = set(senders) - self._limits.ours
        return frozenset(unknown - set(self._session.scalars(_KNOWN, {"senders": list(unknown)})))

    def next(self, sender: str, now: datetime, *, is_stranger: bool, is_unproven: bool) -> Turn:
        """From when on a mail of this sender that came just now may be read.

        What waits for its own sender's turn takes none of the strangers': one bomb is no flood of many.
        """
        turn = now
        if self._limits.of_one:
            given = {"sender": sender, "unproven": is_unproven, "before": self._limits.of_one - 1}
            turn = _an_hour_after(self._session.scalar(_SENDERS, given), now)
        if turn > now or not (is_stranger or self._is_one_of_many(sender, now, is_unproven=is_unproven)):
            return Turn(turn, counts=False)
        shared: dict[str, int] = {"before": self._limits.of_strangers - 1}
        return Turn(_an_hour_after(self._session.scalar(_STRANGERS, shared), now), counts=True)

    def _is_one_of_many(self, sender: str, now: datetime, *, is_unproven: bool) -> bool:
        """Whether too many came unproven under an address that we know to believe that all are theirs."""
        if not (is_unproven and self._limits.of_strangers):
            return False
        given = {"sender": sender, "unproven": True, "before": self._limits.of_unproven - 1}
        return _an_hour_after(self._session.scalar(_SENDERS, given), now) > now


class Waiting:
    """Mails that wait for their turn: counted, read at once, or set aside by a person."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def flood(self, now: datetime) -> Flood | None:
        """Who wrote how many of them; None when none waits."""
        rows = self._session.execute(
            select(InboundRow.sender, func.count(), func.max(InboundRow.free_at))
            .where(*_waits(now))
            .group_by(InboundRow.sender)
        ).all()
        if not rows:
            return None
        most = sorted(((sender, count) for sender, count, _ in rows), key=lambda one: (-one[1], one[0]))
        count, until = sum(each for _, each in most), max(last for _, _, last in rows if last)
        return Flood(count, len(most), tuple(most[:NAMED]), until)

    def release(self, now: datetime, sender: str | None = None) -> int:
        """Let them be read now, those of one sender or all; gives how many."""
        free = update(InboundRow).where(*_waits(now), *_of(sender)).values(due_at=now, free_at=now)
        return len(self._session.scalars(free.returning(InboundRow.id)).all())

    def set_aside(self, now: datetime, why: str, sender: str | None = None) -> int:
        """Do nothing about them; their bytes stay, and each can be read again. Gives how many."""
        done = {"status": "done", "outcome": "dropped", "error": why[:2000]}
        aside = update(InboundRow).where(*_waits(now), *_of(sender)).values(**done)
        return len(self._session.scalars(aside.returning(InboundRow.id)).all())


def _an_hour_after(turn: datetime | None, now: datetime) -> datetime:
    return now if turn is None else max(now, turn + HOUR)


def _waits(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return InboundRow.status == "pending", InboundRow.free_at > now


def _of(sender: str | None) -> tuple[ColumnElement[bool], ...]:
    return () if sender is None else (InboundRow.sender == sender,)
