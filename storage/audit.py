"""The audit trail: one chain over everything in the log, each link's hash covering the one before.

The log (`events`) says what was changed and who looked at money. A notary seals what is new every few
seconds, so that deciding costs nothing; the number of a link is its key, so that two notaries cannot both
write the next one. What was erased for a person's sake is known by the entry that says so.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, String, exists, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.columns import UtcDateTime
from storage.tables import EventRow
from workflows.erasure import GONE

START = "0" * 64
BATCH = 500
SLOWEST = 1000  # a transaction that lasts while so many others write entries is not waited for longer
PATIENCE = timedelta(minutes=10)  # an entry that is older and not sealed is a finding
ERASED = "PersonErased"
MARKS = (GONE, "@erased.invalid")  # what stands where a person stood
_FACT = re.compile(r"[a-z0-9_]{0,40}|\d{4}-\d\d-\d\d.{0,40}|R-[A-Z0-9-]{4,20}")  # no name, address or number


class AuditRow(Base):
    """One link: which entry it seals, and the hash that covers it and every link before."""

    __tablename__ = "audit"
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    event_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    digest: Mapped[str] = mapped_column(String(64))  # of the entry
    frame: Mapped[str | None] = mapped_column(String(64))  # of the same without its words
    hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True, slots=True)
class Head:
    """The newest link. Noted elsewhere, it proves that nothing before it was changed or cut off."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was checked, and what does not fit, in words."""

    head: Head
    erased: int
    wrong: tuple[str, ...]
    changed: tuple[str, ...] = ()  # entries that were changed for a person's sake, and of which kind


def digest_of(row: EventRow) -> str:
    """The hash of one entry of the log, as it is stored."""
    said = [row.id, row.about, row.kind, row.at.isoformat(), row.key, row.data]
    words = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()


def frame_of(row: EventRow) -> str:
    """The hash of what stays when a person is forgotten: kind, shape, amounts, dates, stages, referrals."""
    said = [row.id, row.kind, row.at.isoformat(), _frame(row.data)]
    words = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()


def _frame(value: Any, where: str = "") -> Any:
    match value:
        case dict():
            return {key: _frame(each, key) for key, each in value.items()}
        case list():
            return [_frame(each, where) for each in value]
        case str() if where != "currency" and not _FACT.fullmatch(value):
            return "words"
    return value


class Audit:
    """Seal, look, check. Links are only ever added."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def head(self) -> Head:
        """The newest link; number 0 before the first."""
        row = self._session.scalar(select(AuditRow).order_by(AuditRow.number.desc()).limit(1))
        return Head(row.number, row.hash) if row else Head(0, START)

    def seal(self, now: datetime) -> int:
        """Seal what is new, some at a time; gives how many entries that were.

        IntegrityError means that a peer wrote the next link first: nothing is lost, it has sealed them.
        """
        newest = self._session.scalar(select(func.max(AuditRow.event_id))) or 0
        sealed = exists().where(AuditRow.event_id == EventRow.id)
        new = select(EventRow).where(EventRow.id > newest - SLOWEST, ~sealed)
        head, links = self.head(), list[dict[str, Any]]()
        for row in self._session.scalars(new.order_by(EventRow.id).limit(BATCH)):
            digest, frame = digest_of(row), frame_of(row)
            head = Head(head.number + 1, _link(head.hash, head.number + 1, row.id, digest, frame))
            link = {"number": head.number, "hash": head.hash, "frame": frame, "at": now}
            links.append({**link, "event_id": row.id, "digest": digest})
        if links:
            self._session.execute(insert(AuditRow), links)
        return len(links)

    def check(self, now: datetime, noted: Head | None = None) -> Verdict:
        """Every link and every entry; `noted` is a head that somebody wrote down at an earlier time."""
        wrong, changed, before, erased = list[str](), list[str](), Head(0, START), self._erased()
        if noted and noted.number == 0:
            noted = None
        seen = noted is None
        for link, entry in self._links():
            if link.number != before.number + 1:
                wrong.append(f"link {before.number + 1} is missing")
            if link.hash != _link(before.hash, link.number, link.event_id, link.digest, link.frame):
                wrong.append(f"link {link.number} does not follow from the one before")
            if entry is None:
                wrong.append(f"entry {link.event_id} was taken out of the log")
            elif digest_of(entry) != link.digest:
                said = f"entry {link.event_id} ({entry.kind})"
                if _is_erased(link, entry, erased):
                    changed.append(said)
                else:
                    wrong.append(f"{said} was changed after it was written")
            if noted and link.number == noted.number:
                seen = True
                if link.hash != noted.hash:
                    wrong.append(f"link {link.number} is not the one that was noted")
            before = Head(link.number, link.hash)
        if not seen and noted:
            wrong.append(f"the trail ends at {before.number}, but link {noted.number} was there")
        wrong += self._unsealed(now)
        return Verdict(before, len(erased), tuple(wrong), tuple(changed))

    def entries(self, *, about: str = "", kind: str = "", limit: int = 50) -> list[tuple[int, EventRow]]:
        """The newest sealed entries, oldest first."""
        query = select(AuditRow.number, EventRow).join(EventRow, EventRow.id == AuditRow.event_id)
        if about:
            query = query.where(EventRow.about == about)
        if kind:
            query = query.where(EventRow.kind == kind)
        rows = self._session.execute(query.order_by(AuditRow.number.desc()).limit(limit)).all()
        return [(number, entry) for number, entry in reversed(rows)]

    def digests(self, event_ids: tuple[int, ...]) -> tuple[str, ...]:
        """What these entries' hashes are now."""
        rows = self._session.scalars(select(EventRow).where(EventRow.id.in_(event_ids)))
        found = {row.id: digest_of(row) for row in rows}
        return tuple(found[each] for each in event_ids)

    def _links(self) -> Iterator[tuple[AuditRow, EventRow | None]]:
        query = select(AuditRow, EventRow).outerjoin(EventRow, EventRow.id == AuditRow.event_id)
        rows = self._session.execute(query.order_by(AuditRow.number).execution_options(yield_per=500))
        yield from ((link, entry) for link, entry in rows)

    def _erased(self) -> dict[int, str]:
        """Entries that were changed for a person's sake, with what their hash was afterwards."""
        said = select(EventRow).where(EventRow.kind == ERASED).order_by(EventRow.id)
        return {
            changed: digest
            for row in self._session.scalars(said)
            for changed, digest in zip(row.data["changed"], row.data["digests"], strict=True)
        }

    def _unsealed(self, now: datetime) -> list[str]:
        sealed = exists().where(AuditRow.event_id == EventRow.id)
        late = select(EventRow.id).where(~sealed, EventRow.at < now - PATIENCE).order_by(EventRow.id).limit(5)
        return [f"entry {each} was never sealed" for each in self._session.scalars(late)]


def _is_erased(link: AuditRow, entry: EventRow, erased: dict[int, str]) -> bool:
    """Whether an entry was changed to forget a person, and in nothing but the words about them."""
    if digest_of(entry) != erased.get(link.event_id):
        return False
    words = json.dumps([entry.about, entry.key, entry.data], ensure_ascii=False)
    return any(mark in words for mark in MARKS) and link.frame in (None, frame_of(entry))


def _link(before: str, number: int, event_id: int, digest: str, frame: str | None) -> str:
    """Links from before frames were sealed cover none."""
    covered = f"{before}:{number}:{event_id}:{digest}" + (f":{frame}" if frame else "")
    return hashlib.sha256(covered.encode()).hexdigest()
