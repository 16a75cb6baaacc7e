"""The tables of what other programs ask for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Id
from storage.columns import UtcDateTime


class ApiTokenRow(Base):
    """A program that may use the REST API. `scopes` stand with blanks between them."""

    __tablename__ = "api_tokens"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    sha256: Mapped[str] = mapped_column(String(64), unique=True)  # of the token, which is kept nowhere
    scopes: Mapped[str] = mapped_column(String(300))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ApiRequestRow(Base):
    """A request under an idempotency key: the same key with another body is a mistake."""

    __tablename__ = "api_requests"
    key: Mapped[str] = mapped_column(String(300), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))  # of the body
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class PageLinkRow(Base):
    """Links to a partner's page that were made before this moment no longer open it."""

    __tablename__ = "page_links"
    partner_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    revoked_at: Mapped[datetime] = mapped_column(UtcDateTime)
