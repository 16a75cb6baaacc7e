"""Mails that lay in a mailbox before we first looked: kept, answered by nobody until a person says so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, literal_column, select, update
from sqlalchemy.orm import Session

from storage.inserts import insert_into
from storage.mail_tables import InboundRow, MailboxRow

EARLIER = "earlier"  # status and outcome of one that waits for a person's word
LEFT = "left"  # outcome of one that a person left alone


@dataclass(frozen=True, slots=True)
class FirstLook:
    """Our first look into a folder."""

    uidvalidity: int
    upto: int  # the highest UID that lay there; 0 where nothing is earlier
    at: datetime


@dataclass(frozen=True, slots=True)
class Lying:
    """Earlier mails of one folder that wait for a person's word."""

    account: str
    folder: str
    count: int
    oldest: datetime
    newest: datetime
    last: int  # number of the last one

    @property
    def place(self) -> str:
        """Names the folder."""
        return f"{self.account}/{self.folder}"


class EarlierMails:
    """What lay there, and what a person decides about it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def first_look(
        self, account: str, folder: str, uidvalidity: int, highest: int, now: datetime
    ) -> FirstLook:
        """Note our first look into a folder; every later one gives what that one found.

        A folder whose mails we kept before first looks were noted has nothing earlier.
        """
        mine = {"account": account, "folder": folder}
        known = select(InboundRow.id).filter_by(**mine).limit(1)
        found = {"uidvalidity": uidvalidity, "upto": 0 if self._session.scalar(known) else highest, "at": now}
        new = insert_into(self._session, MailboxRow).values(**mine, **found).on_conflict_do_nothing()
        self._session.execute(new)
        row = self._session.scalars(select(MailboxRow).filter_by(**mine)).one()
        return FirstLook(row.uidvalidity, row.upto, row.at)

    def has_looked(self, account: str, folder: str) -> bool:
        """Whether we ever looked into a folder."""
        mine = {"account": account, "folder": folder}
        noted, kept = select(MailboxRow.at).filter_by(**mine), select(InboundRow.id).filter_by(**mine)
        return any(self._session.scalar(each.limit(1)) is not None for each in (noted, kept))

    def again(self, mails: Collection[Any]) -> frozenset[str]:
        """Digests of mails that we know as earlier ones, come anew under another UIDVALIDITY."""
        wanted = InboundRow.digest.in_({mail.digest for mail in mails}), _IS_EARLIER
        found = self._session.execute(
            select(InboundRow.account, InboundRow.folder, InboundRow.uidvalidity, InboundRow.digest).where(
                *wanted
            )
        )
        known = {(row.account, row.folder, row.digest): row.uidvalidity for row in found}
        return frozenset(
            mail.digest
            for mail in mails
            if known.get((mail.account, mail.folder, mail.digest), mail.uidvalidity) != mail.uidvalidity
        )

    def lying(self) -> tuple[Lying, ...]:
        """What waits for a person's word, by folder."""
        rows = self._session.execute(
            select(
                InboundRow.account,
                InboundRow.folder,
                func.count(),
                func.min(InboundRow.received_at),
                func.max(InboundRow.received_at),
                func.max(InboundRow.id),
            )
            .where(_IS_EARLIER, InboundRow.status == EARLIER)
            .group_by(InboundRow.account, InboundRow.folder)
            .order_by(func.min(InboundRow.id))
        )
        return tuple(Lying(*row) for row in rows)

    def read(self, place: Lying, last: int, now: datetime) -> int:
        """Let them be read now, up to the `last` one that the person was told of; gives how many."""
        read = {"status": "pending", "outcome": "", "due_at": now, "free_at": now, "let_in_at": now}
        return self._change(place, last, read)

    def leave(self, place: Lying, last: int, why: str) -> int:
        """Do nothing about them, up to the `last` one; each can still be read. Gives how many."""
        return self._change(place, last, {"status": "done", "outcome": LEFT, "error": why[:2000]})

    def _change(self, place: Lying, last: int, values: dict[str, Any]) -> int:
        these = (
            _IS_EARLIER,
            InboundRow.status == EARLIER,
            InboundRow.account == place.account,
            InboundRow.folder == place.folder,
            InboundRow.id <= last,
        )
        done = update(InboundRow).where(*these).values(**values)
        return len(self._session.scalars(done.returning(InboundRow.id)).all())


# As the index says it: SQLite uses a partial one only for the same words.
_IS_EARLIER = InboundRow.outcome.in_([literal_column(f"'{each}'") for each in (EARLIER, LEFT)])
