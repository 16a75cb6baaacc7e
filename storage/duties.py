"""Duties: what one replica does at a time, such as watching a mailbox. Who goes silent is replaced."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, or_
from sqlalchemy.orm import Session

from storage.inserts import insert_into
from storage.tables import DutyRow

MOST_LEASES = 10  # no replica's clock is that far ahead of another's


class Duties:
    """Take, renew and leave a duty; each is one statement, so N replicas may try at once."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def take(self, name: str, holder: str, now: datetime, *, lease: timedelta) -> bool:
        """Make the duty ours until `now + lease`, or renew it; False while somebody else has it."""
        ours = {"holder": holder, "until": now + lease}
        new = insert_into(self._session, DutyRow).values(name=name, **ours)
        taken = new.on_conflict_do_update(
            index_elements=[DutyRow.name],
            set_=ours,
            where=or_(
                DutyRow.holder == holder,
                DutyRow.until <= now,
                DutyRow.until > now + MOST_LEASES * lease,  # by a clock that was wrong
            ),
        )
        return self._session.scalar(taken.returning(DutyRow.name)) is not None

    def leave(self, name: str, holder: str) -> None:
        """Give the duty back before the lease ends; nothing happens when it is not ours."""
        mine = DutyRow.name == name, DutyRow.holder == holder
        self._session.execute(delete(DutyRow).where(*mine))
