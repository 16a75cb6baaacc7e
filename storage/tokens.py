"""Tokens of programs that use the REST API: only their hash is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.api_tables import ApiRequestRow, ApiTokenRow
from storage.inserts import insert_into


@dataclass(frozen=True, slots=True)
class Token:
    """A program that may use the API, and for what."""

    id: int
    name: str
    scopes: frozenset[str]
    created_at: datetime
    revoked_at: datetime | None


class Tokens:
    """Issue, recognise, revoke."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, name: str, sha256: str, scopes: Sequence[str], now: datetime) -> None:
        """Keep a new token; several may have one name, so that they can be changed without a gap."""
        self._session.add(
            ApiTokenRow(name=name, sha256=sha256, scopes=" ".join(sorted(set(scopes))), created_at=now)
        )
        self._session.flush()

    def find(self, sha256: str) -> Token | None:
        """The token with that hash; None when there is none, or it was revoked."""
        row = self._session.scalar(select(ApiTokenRow).where(ApiTokenRow.sha256 == sha256))
        return _token(row) if row and row.revoked_at is None else None

    def listed(self) -> tuple[Token, ...]:
        """All of them, also revoked ones, oldest first."""
        return tuple(
            _token(row) for row in self._session.scalars(select(ApiTokenRow).order_by(ApiTokenRow.id))
        )

    def revoke(self, name: str, now: datetime) -> int:
        """Take back all tokens of that name; gives how many that were."""
        live = ApiTokenRow.name == name, ApiTokenRow.revoked_at.is_(None)
        gone = update(ApiTokenRow).where(*live).values(revoked_at=now).returning(ApiTokenRow.id)
        return len(self._session.scalars(gone).all())

    def is_same_request(self, key: str, sha256: str, now: datetime) -> bool:
        """Note a request by its idempotency key; False when the key came with another one before."""
        new = insert_into(self._session, ApiRequestRow).values(key=key, sha256=sha256, at=now)
        self._session.execute(new.on_conflict_do_nothing())
        return self._session.scalar(select(ApiRequestRow.sha256).where(ApiRequestRow.key == key)) == sha256


def _token(row: ApiTokenRow) -> Token:
    return Token(row.id, row.name, frozenset(row.scopes.split()), row.created_at, row.revoked_at)
