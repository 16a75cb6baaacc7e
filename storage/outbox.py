"""Messages promised to the outside world, written in the transaction that decided them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, exists, func, select, update
from sqlalchemy.orm import Session

from storage.claims import Lease, Queue
from storage.mail_tables import OutboxRow, SlackMessageRow
from storage.prepared import Upsert, table
from storage.tables import ReferralRow

_OF_A_ROW = ("key", "channel", "target", "about", "payload", "created_at", "trace")
TRACE = "trace"  # of the unit of work: what its promises come of

_outbox = table(OutboxRow)
_older = _outbox.alias()
_ADD = Upsert(_outbox, _outbox.c.id)
_QUEUE = Queue(_outbox)
_FIRST_OF_TARGET = ~exists().where(
    _older.c.target == _outbox.c.target, _older.c.status == "pending", _older.c.id < _outbox.c.id
)
_CLAIM = _QUEUE.claiming(_FIRST_OF_TARGET)
_CLAIM_CHANNEL = _QUEUE.claiming(_outbox.c.channel == bindparam("lane"), _FIRST_OF_TARGET)


@dataclass(frozen=True, slots=True)
class Promise:
    """A rendered message. Rows of one `target` go out in order, one at a time."""

    key: str
    channel: str  # email | slack
    target: str
    about: str
    payload: Mapping[str, Any]
    due_at: datetime | None = None  # None is at once
    replaces: str = ""  # takes the place of what waits under this name


@dataclass(frozen=True, slots=True)
class Due:
    """A leased promise. From the second attempt on, it may have been sent before."""

    lease: Lease
    key: str
    channel: str
    target: str
    about: str
    payload: Mapping[str, Any]
    created_at: datetime
    trace: str = ""  # what it came of


class Outbox:
    """The queue of what we have said and must deliver."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, promise: Promise, now: datetime) -> None:
        """Promise a message; the key is unique, so a decision made twice speaks once."""
        if promise.replaces:
            if self._session.scalar(select(OutboxRow.id).where(OutboxRow.key == promise.key)):
                return
            self.take_back(promise.replaces, now)
        new = {
            "key": promise.key,
            "channel": promise.channel,
            "target": promise.target,
            "about": promise.about,
            "payload": dict(promise.payload),
            "replaces": promise.replaces,
            "status": "pending",
            "created_at": now,
            "meant_for": promise.due_at,
            "due_at": promise.due_at or now,
            "attempts": 0,
            "sent_at": None,
            "external_id": "",
            "error": "",
            "trace": self._session.info.get(TRACE, ""),
        }
        _ADD.run(self._session, new)

    def take_back(self, replaces: str, now: datetime, *, even_due: bool = False) -> int:
        """Do not say what waits under this name and is not due yet; gives how many rows that were.

        What is due may be under way already: it goes out, and whoever decides counts it as said. With
        `even_due` it is not tried again either.
        """
        waits = [OutboxRow.replaces == replaces, OutboxRow.status == "pending"]
        if not even_due:
            waits += [OutboxRow.due_at > now, OutboxRow.attempts == 0]
        gone = update(OutboxRow).where(*waits).values(status="superseded")
        return len(self._session.scalars(gone.returning(OutboxRow.id)).all())

    def count(self, target: str) -> int:
        """How many messages were ever promised to one target."""
        return self._session.scalar(select(func.count()).where(OutboxRow.target == target)) or 0

    def claim(self, now: datetime, *, lease: timedelta, limit: int, channel: str = "") -> Sequence[Due]:
        """Lease due promises, of one channel if it is named; of one target only the oldest, for the order."""
        claiming, only = (_CLAIM_CHANNEL, {"lane": channel}) if channel else (_CLAIM, {})
        rows = claiming.run(self._session, now, lease=lease, limit=limit, **only)
        return tuple(
            Due(lease=Lease(r.id, r.attempts), **{name: getattr(r, name) for name in _OF_A_ROW}) for r in rows
        )

    def sent(self, lease: Lease, now: datetime, *, external_id: str) -> bool:
        """Settle a delivered promise; False when the lease is no longer ours."""
        return _QUEUE.settle(
            self._session, lease, status="sent", sent_at=now, external_id=external_id, error=""
        )

    def known_as(self, lease: Lease, given_id: str, message_id: str) -> None:
        """Note what a mail service calls a mail from now on: answers and bounces will name it so."""
        ours = OutboxRow.id == lease.id
        names = {"given_id": given_id[:200], "external_id": message_id}
        self._session.execute(update(OutboxRow).where(ours).values(**names))

    def given(self, given_ids: Sequence[str]) -> dict[str, str]:
        """Our Message-IDs of the mails that a service calls so."""
        wanted = [each for each in given_ids if each]
        mine = OutboxRow.given_id.in_(wanted), OutboxRow.given_id != ""
        rows = self._session.execute(select(OutboxRow.given_id, OutboxRow.external_id).where(*mine))
        return {row.given_id: row.external_id for row in rows} if wanted else {}

    def retry(self, lease: Lease, *, due_at: datetime, error: str) -> bool:
        """Try again later."""
        return _QUEUE.settle(self._session, lease, due_at=due_at, error=error[:2000])

    def postpone(self, lease: Lease, *, due_at: datetime) -> bool:
        """Give back what was not tried: this lease does not count as an attempt."""
        return _QUEUE.settle(self._session, lease, due_at=due_at, attempts=lease.attempts - 1)

    def newest(self, due: Due) -> tuple[int, Mapping[str, Any]] | None:
        """A later drawing of the same card that waits behind this one; None when this is the last."""
        later = OutboxRow.target == due.target, OutboxRow.status == "pending", OutboxRow.id > due.lease.id
        rows = self._session.execute(
            select(OutboxRow.id, OutboxRow.payload).where(*later).order_by(OutboxRow.id.desc())
        )
        same = ((row.id, row.payload) for row in rows if row.payload.get("card") == due.payload.get("card"))
        return next(same, None)

    def overtaken(self, due: Due, newest: int) -> int:
        """Close what waits between a card and its newest drawing, which is out; gives how many that were."""
        behind = (
            OutboxRow.target == due.target,
            OutboxRow.status == "pending",
            OutboxRow.id > due.lease.id,
            OutboxRow.id <= newest,
        )
        rows = self._session.execute(select(OutboxRow.id, OutboxRow.payload).where(*behind))
        ids = [row.id for row in rows if row.payload.get("card") == due.payload.get("card")]
        if ids:
            self._session.execute(update(OutboxRow).where(OutboxRow.id.in_(ids)).values(status="superseded"))
        return len(ids)

    def dead(self, lease: Lease, *, error: str) -> bool:
        """Give up: no repetition would help."""
        return _QUEUE.settle(self._session, lease, status="dead", error=error[:2000])

    def find_sent(self, external_id: str) -> str | None:
        """What a sent message (Message-ID) was about."""
        query = select(OutboxRow.about).where(OutboxRow.external_id == external_id).limit(1)
        return self._session.scalar(query) if external_id else None

    def recipients_of(self, external_id: str) -> tuple[str, ...]:
        """To whom a sent mail went; nobody for a Message-ID that is not ours."""
        mine = OutboxRow.external_id == external_id, OutboxRow.channel == "email"
        payloads = self._session.scalars(select(OutboxRow.payload).where(*mine)) if external_id else ()
        return tuple(dict.fromkeys(str(payload["to"]).lower() for payload in payloads))

    def sent_as(self, external_ids: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """Key and subject of those of these sent messages that are ours, in the order given."""
        columns = OutboxRow.external_id, OutboxRow.key, OutboxRow.about
        query = select(*columns).where(OutboxRow.external_id.in_([each for each in external_ids if each]))
        found = {external_id: (key, about) for external_id, key, about in self._session.execute(query)}
        return tuple(found[each] for each in dict.fromkeys(external_ids) if each in found)

    def is_nudge(self, external_ids: Sequence[str]) -> bool:
        """Whether one of these sent messages asked for something unasked."""
        query = select(OutboxRow.payload).where(OutboxRow.external_id.in_([e for e in external_ids if e]))
        return any(payload.get("is_nudge") for payload in self._session.scalars(query))

    def nudged_at(self, partner_id: str, address: str, *, since: datetime) -> datetime | None:
        """When the last mail about a partner themselves went to this person, if it was a nudge."""
        theirs = OutboxRow.about == partner_id, OutboxRow.channel == "email", OutboxRow.sent_at > since
        query = select(OutboxRow.payload, OutboxRow.sent_at).where(*theirs).order_by(OutboxRow.id.desc())
        for payload, sent_at in self._session.execute(query.limit(20)):
            if payload.get("to") == address:
                return sent_at if payload.get("is_nudge") else None
        return None

    def automatic_to(self, partner_id: str, *, since: datetime) -> tuple[datetime, ...]:
        """When mails that no person wrote were promised to a partner since then, about them or a referral."""
        theirs = select(ReferralRow.id).where(ReferralRow.partner_id == partner_id)
        mine = OutboxRow.channel == "email", OutboxRow.created_at > since, OutboxRow.status != "superseded"
        by_hand = OutboxRow.payload["by_hand"].as_boolean()
        query = select(OutboxRow.created_at).where(*mine, by_hand.is_not(True))
        about = (OutboxRow.about == partner_id) | OutboxRow.about.in_(theirs)
        return tuple(self._session.scalars(query.where(about)))

    def status_of(self, key: str) -> str:
        """pending, sent, dead or superseded; "" for what was never promised."""
        return self._session.scalar(select(OutboxRow.status).where(OutboxRow.key == key)) or ""

    def waiting(self) -> tuple[int, datetime | None]:
        """How many promises wait, and since when the oldest does."""
        pending = OutboxRow.status == "pending"
        count, oldest = self._session.execute(
            select(func.count(), func.min(OutboxRow.created_at)).where(pending)
        ).one()
        return count, oldest

    def overdue(self, channel: str, now: datetime) -> tuple[int, datetime | None]:
        """How many promises should be out by now, and since when the oldest of them should."""
        meant = func.coalesce(OutboxRow.meant_for, OutboxRow.created_at)
        waits = OutboxRow.status == "pending", OutboxRow.channel == channel, meant <= now
        count, oldest = self._session.execute(select(func.count(), func.min(meant)).where(*waits)).one()
        return count, oldest

    def let_go(self, lease: Lease, *, why: str) -> bool:
        """Close what is no longer worth saying."""
        return _QUEUE.settle(self._session, lease, status="superseded", error=why[:2000])

    def count_dead(self) -> int:
        """How many promises we gave up."""
        return self._session.scalar(select(func.count()).where(OutboxRow.status == "dead")) or 0

    def given_up(self, channels: Sequence[str]) -> dict[str, int]:
        """How many of each of these channels."""
        dead = OutboxRow.status == "dead", OutboxRow.channel.in_(channels)
        query = select(OutboxRow.channel, func.count()).where(*dead).group_by(OutboxRow.channel)
        return {row[0]: row[1] for row in self._session.execute(query)}


class SlackMessages:
    """Where our messages stand in Slack, by our own key."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, key: str) -> tuple[str, str] | None:
        """Channel and ts, None while it was never posted."""
        row = self._session.get(SlackMessageRow, key)
        return (row.channel, row.ts) if row else None

    def remember(self, key: str, channel: str, ts: str) -> None:
        """Note where it stands; the last place wins."""
        self._session.merge(SlackMessageRow(key=key, channel=channel, ts=ts))
