"""Mails that wait for a person."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from storage.mail_tables import HeldMailRow
from storage.prepared import table
from storage.referrals import prospect_from, prospect_to
from workflows.model import Enclosure, HeldMail

_held = table(HeldMailRow)
_BY_MAIL = select(_held.c.content).where(_held.c.mail_id == bindparam("mail_id"))
_LOCKED = _BY_MAIL.with_for_update()


class HeldMails:
    """Load, save and list them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, mail_id: int, *, lock: bool = False) -> HeldMail | None:
        """One held mail; with `lock` nobody else decides about it until we commit."""
        content = self._session.scalar(_LOCKED if lock else _BY_MAIL, {"mail_id": mail_id})
        return _from(content) if content else None

    def save(self, held: HeldMail, now: datetime) -> None:
        """Store it; a mail held again gets a new time."""
        row = self._session.get(HeldMailRow, held.mail_id)
        if row is None:
            self._session.add(
                HeldMailRow(mail_id=held.mail_id, status=held.status, held_at=now, content=_to(held))
            )
        else:
            row.status, row.content = held.status, _to(held)
        self._session.flush()

    def open(self, *, limit: int = 20) -> tuple[HeldMail, ...]:
        """The oldest that wait."""
        query = (
            select(HeldMailRow).where(HeldMailRow.status == "open").order_by(HeldMailRow.held_at).limit(limit)
        )
        return tuple(_from(row.content) for row in self._session.scalars(query))

    def count_open(self) -> int:
        """How many wait."""
        return self._session.scalar(select(func.count()).where(HeldMailRow.status == "open")) or 0


def _to(held: HeldMail) -> dict[str, Any]:
    return {
        **asdict(held),
        "received_at": held.received_at.isoformat(),
        "prospects": [prospect_to(p) for p in held.prospects],
    }


def _from(data: dict[str, Any]) -> HeldMail:
    return HeldMail(
        **{
            **data,
            "received_at": datetime.fromisoformat(data["received_at"]),
            "prospects": tuple(prospect_from(p) for p in data["prospects"]),
            "reasons": tuple(data["reasons"]),
            "references": tuple(data["references"]),
            "guesses": tuple(data.get("guesses", ())),
            "choices": tuple(data.get("choices", ())),
            "enclosures": tuple(Enclosure(**one) for one in data.get("enclosures", ())),
        }
    )
