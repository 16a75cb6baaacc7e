"""Referrals that a partner began in Slack: kept until they press Register, then gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from storage.referrals import prospect_from, prospect_to
from storage.tables import DraftRow
from workflows.model import Prospect

KEPT = timedelta(days=30)  # nobody confirms an introduction a month later


@dataclass(frozen=True, slots=True)
class Draft:
    """Whom a partner named, and in which words."""

    key: str
    partner_id: str
    contact_email: str
    contact_name: str
    prospects: tuple[Prospect, ...]
    note: str


class Drafts:
    """Keep, find and drop them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, draft: Draft, now: datetime) -> None:
        """Store it; old ones that nobody confirmed go."""
        self._session.execute(delete(DraftRow).where(DraftRow.at < now - KEPT))
        content: dict[str, Any] = {
            "email": draft.contact_email,
            "name": draft.contact_name,
            "prospects": [prospect_to(one) for one in draft.prospects],
            "note": draft.note,
        }
        self._session.merge(DraftRow(key=draft.key, partner_id=draft.partner_id, content=content, at=now))
        self._session.flush()

    def get(self, key: str, now: datetime) -> Draft | None:
        """One draft by its key; None when it was confirmed or dropped, or is too old."""
        row = self._session.get(DraftRow, key)
        if row is None or row.at < now - KEPT:
            return None
        said = row.content
        prospects = tuple(prospect_from(one) for one in said["prospects"])
        return Draft(row.key, row.partner_id, said["email"], said["name"], prospects, said["note"])

    def drop(self, key: str) -> None:
        """Forget it."""
        self._session.execute(delete(DraftRow).where(DraftRow.key == key))
