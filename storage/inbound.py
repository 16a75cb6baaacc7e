"""Mail we keep before we read it, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from hashlib import sha256

from sqlalchemy import bindparam, case, func, insert, or_, select, update
from sqlalchemy.orm import Session

from storage.claims import Lease, Queue
from storage.earlier import EARLIER, LEFT, EarlierMails
from storage.mail_tables import InboundRawRow, InboundRow
from storage.prepared import Upsert, table
from storage.tables import HandledRow
from storage.turns import Limits, Turns

NO_LIMITS = Limits()

_inbound = table(InboundRow)
_KEEP = Upsert(_inbound, _inbound.c.id)
_KEEP_RAW = insert(table(InboundRawRow))
_QUEUE = Queue(_inbound)
_IS_SLOW = or_(_inbound.c.attempts > 0, _inbound.c.is_unproven, _inbound.c.is_stranger)
_CLAIM = {"": _QUEUE.claiming(), "known": _QUEUE.claiming(~_IS_SLOW), "others": _QUEUE.claiming(_IS_SLOW)}
LANES = ("known", "others")
_RECEIVED_AT = select(_inbound.c.received_at).where(_inbound.c.id == bindparam("id"))
_WAITS_SINCE = select(func.coalesce(_inbound.c.let_in_at, _inbound.c.received_at)).where(
    _inbound.c.id == bindparam("id")
)
_OTHER_CONTENT = (
    select(_inbound.c.id)
    .where(
        _inbound.c.message_id == bindparam("message_id"),
        _inbound.c.id != bindparam("this"),
        _inbound.c.fingerprint != bindparam("fingerprint"),
        _inbound.c.fingerprint != "",
    )
    .limit(1)
)
_HANDLE = Upsert(table(HandledRow), table(HandledRow).c.key)


class Standing(IntEnum):
    """What a mail counts for against a copy of it: what decided nothing gives way to what is proven."""

    IGNORED = 0
    UNPROVEN = 1  # decided, but anybody may have sent it
    PROVEN = 2


STANDING = func.coalesce(
    InboundRow.standing,
    case(  # of mails from before it was written down
        (InboundRow.outcome == "ignored", Standing.IGNORED),
        (InboundRow.outcome == "held: not_authenticated", Standing.UNPROVEN),
        else_=Standing.PROVEN,
    ),
)


@dataclass(frozen=True, slots=True)
class NewMail:
    """A mail as the mailbox gave it."""

    account: str
    folder: str
    uidvalidity: int
    uid: int
    received_at: datetime
    raw: bytes
    is_whole: bool = True
    sender: str = ""  # as its header claims
    is_unproven: bool = False  # our mail server could have vouched for the sender, and does not
    is_earlier: bool = False  # it lay there before we first looked
    digest: str = field(init=False)  # of the bytes

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", sha256(self.raw).hexdigest())


@dataclass(frozen=True, slots=True)
class Kept:
    """A leased mail, without its bytes."""

    lease: Lease
    received_at: datetime
    size: int  # bytes
    is_whole: bool
    error: str  # of the attempt before

    @property
    def id(self) -> int:
        """The number people use for `replay`."""
        return self.lease.id


class Inbound:
    """The queue of kept mails."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, mails: Sequence[NewMail], now: datetime, limits: Limits = NO_LIMITS) -> int:
        """Store mails that are not stored yet; gives how many were new. Safe to call twice."""
        turns = Turns(self._session, limits)
        strangers = turns.strangers({mail.sender for mail in mails})
        again = EarlierMails(self._session).again(mails)
        return sum(
            self._keep_one(mail, now, turns, mail.sender in strangers, mail.digest in again) for mail in mails
        )

    def cursor(self, account: str, folder: str, uidvalidity: int) -> int:
        """The highest UID we keep, 0 when there is none."""
        box = (
            InboundRow.account == account,
            InboundRow.folder == folder,
            InboundRow.uidvalidity == uidvalidity,
        )
        return self._session.scalar(select(func.coalesce(func.max(InboundRow.uid), 0)).where(*box)) or 0

    def claim(self, now: datetime, *, lease: timedelta, limit: int, lane: str = "") -> tuple[Kept, ...]:
        """Lease mails that wait to be read, of one lane if it is named.

        What strangers send, what nobody vouches for and what made trouble before holds up none of the rest.
        """
        rows = _CLAIM[lane].run(self._session, now, lease=lease, limit=limit)
        sizes = self._sizes([row.id for row in rows])
        return tuple(
            Kept(Lease(row.id, row.attempts), row.received_at, sizes[row.id], row.is_whole, row.error)
            for row in rows
        )

    def settle(
        self,
        lease: Lease,
        standing: Standing | None = None,
        /,
        *,
        status: str,
        outcome: str,
        message_id: str,
        fingerprint: str,
    ) -> bool:
        """Close a leased mail; False when the lease is no longer ours, and then nothing may be kept."""
        values = {"status": status, "outcome": outcome, "message_id": message_id, "fingerprint": fingerprint}
        return _QUEUE.settle(self._session, lease, **values, standing=standing, error="")

    def retry(self, lease: Lease, *, due_at: datetime, error: str) -> None:
        """Put a leased mail back, for later."""
        _QUEUE.settle(self._session, lease, due_at=due_at, error=error[:2000])

    def read_again(self, mail_id: int, now: datetime) -> bool:
        """Make a kept mail due now, whatever became of it; False when there is no such mail."""
        was_earlier = InboundRow.outcome.in_((EARLIER, LEFT))
        changes = {
            "free_at": case((was_earlier | (InboundRow.free_at > now), now), else_=InboundRow.free_at),
            "let_in_at": case((was_earlier, now), else_=InboundRow.let_in_at),
            "outcome": case((was_earlier, ""), else_=InboundRow.outcome),
        }
        again = update(InboundRow).where(InboundRow.id == mail_id)
        again = again.values(status="pending", due_at=now, attempts=0, error="", **changes)
        return self._session.scalar(again.returning(InboundRow.id)) is not None

    def raws(self, mail_ids: Sequence[int]) -> list[bytes]:
        """The bytes of some mails, in the order asked for."""
        wanted = InboundRawRow.inbound_id.in_(mail_ids)
        found = dict(
            self._session.execute(select(InboundRawRow.inbound_id, InboundRawRow.raw).where(wanted)).all()
        )
        return [found[mail_id] for mail_id in mail_ids]

    def raw(self, mail_id: int) -> bytes | None:
        """The bytes of one mail."""
        return self._session.scalar(select(InboundRawRow.raw).where(InboundRawRow.inbound_id == mail_id))

    def received_at(self, mail_id: int) -> datetime | None:
        """When the mail server took it."""
        return self._session.scalar(_RECEIVED_AT, {"id": mail_id})

    def waits_since(self, mail_id: int) -> datetime | None:
        """Since when its sender waits: an earlier one, since a person let it be read."""
        since: datetime | None = self._session.scalar(_WAITS_SINCE, {"id": mail_id})
        return since

    def called(self, message_ids: Sequence[str]) -> tuple[int, ...]:
        """The mails that were read under these Message-IDs."""
        wanted = InboundRow.message_id.in_([one for one in message_ids if one])
        return tuple(self._session.scalars(select(InboundRow.id).where(wanted).order_by(InboundRow.id)))

    def other_content(self, message_id: str, mail_id: int, fingerprint: str) -> int | None:
        """Another mail under the same Message-ID that says something else; None when there is none."""
        this = {"message_id": message_id, "this": mail_id, "fingerprint": fingerprint}
        return self._session.scalar(_OTHER_CONTENT, this) if message_id else None

    def waiting(self, now: datetime) -> tuple[int, datetime | None]:
        """How many mails could be read by now, and since when the oldest could."""
        since = func.coalesce(InboundRow.free_at, InboundRow.kept_at)
        pending = InboundRow.status == "pending", since <= now
        count, oldest = self._session.execute(select(func.count(), func.min(since)).where(*pending)).one()
        return count, oldest

    def _keep_one(
        self, mail: NewMail, now: datetime, turns: Turns, is_stranger: bool, is_again: bool
    ) -> bool:
        takes_turn = not (mail.is_earlier or is_again)
        turn = turns.next(mail.sender, now, is_stranger=is_stranger, is_unproven=mail.is_unproven)
        status, outcome = ("done", LEFT) if is_again else (EARLIER, EARLIER)
        new = {
            "account": mail.account,
            "folder": mail.folder,
            "uidvalidity": mail.uidvalidity,
            "uid": mail.uid,
            "received_at": mail.received_at,
            "kept_at": now,
            "message_id": "",
            "fingerprint": "",
            "status": "pending" if takes_turn else status,
            "outcome": "" if takes_turn else outcome,
            "error": "",
            "is_whole": mail.is_whole,
            "due_at": turn.free_at if takes_turn else now,
            "attempts": 0,
            "sender": mail.sender,
            "free_at": turn.free_at if takes_turn else None,
            "is_stranger": turn.counts and takes_turn,
            "is_unproven": mail.is_unproven,
            "digest": mail.digest,
            "let_in_at": None,
        }
        mail_id = _KEEP.run(self._session, new)
        if mail_id is None:
            return False
        self._session.execute(_KEEP_RAW, {"inbound_id": mail_id, "raw": mail.raw})
        return True

    def _sizes(self, ids: Sequence[int]) -> dict[int, int]:
        size = func.length(InboundRawRow.raw)  # the database knows it without reading the bytes
        query = select(InboundRawRow.inbound_id, size).where(InboundRawRow.inbound_id.in_(ids))
        return dict(self._session.execute(query).all()) if ids else {}


class Handled:
    """Keys of messages that were decided."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def is_first(self, key: str, now: datetime, *, by: int | None = None) -> bool:
        """Note the key; False when it was noted before, except by the same kept mail read again.

        A peer that is deciding the same key right now is waited for (unique index).
        """
        if _HANDLE.run(self._session, {"key": key, "by": by, "at": now}) is not None:
            return True
        return (
            by is not None and self._session.scalar(select(HandledRow.by).where(HandledRow.key == key)) == by
        )

    def take_over(self, key: str, now: datetime, *, by: int, standing: Standing) -> int | None:
        """Let a kept mail stand in the place of a copy that stands worse; gives that one, None if none does.

        A peer with another copy that does so right now is waited for, and may stand as well as we do.
        """
        holder = select(HandledRow.by, STANDING).join(InboundRow, InboundRow.id == HandledRow.by)
        row = self._session.execute(holder.where(HandledRow.key == key)).one_or_none()
        if row is None or row[0] is None or row[1] >= standing:
            return None
        taken = update(HandledRow).where(HandledRow.key == key, HandledRow.by == row[0])
        if self._session.scalar(taken.values(by=by, at=now).returning(HandledRow.by)) is None:
            return self.take_over(key, now, by=by, standing=standing)
        return row[0]
