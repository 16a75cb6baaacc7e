"""The tables of conversation: what people agreed to, what was said last, what a person has to answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base
from storage.columns import Json, UtcDateTime
from storage.tables import PartnerRow


class ConsentRow(Base):
    """What an address agreed to; one that nobody wrote about takes nudges."""

    __tablename__ = "consents"
    address: Mapped[str] = mapped_column(String(320), primary_key=True)
    partner_id: Mapped[str] = mapped_column(String(40), server_default="")
    nudges: Mapped[bool] = mapped_column(Boolean)
    how: Mapped[str] = mapped_column(String(40))
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class SecretRow(Base):
    """A key we made ourselves, such as the one that signs unsubscribe links."""

    __tablename__ = "secrets"
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[bytes] = mapped_column(LargeBinary)


class TalkRow(Base):
    """What was said last between the desk and one person, in whatever channel."""

    __tablename__ = "talks"
    address: Mapped[str] = mapped_column(String(320), primary_key=True)
    refs: Mapped[list[str]] = mapped_column(Json)
    intent: Mapped[str] = mapped_column(String(40))
    options: Mapped[list[str]] = mapped_column(Json)
    pending: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class HandOverRow(Base):
    """A question that a person answers, with what we made of it and what came of it; kept for training."""

    __tablename__ = "hand_overs"
    key: Mapped[str] = mapped_column(String(120), primary_key=True)  # mail:12, slack:Ev0123
    partner_id: Mapped[str] = mapped_column(ForeignKey(PartnerRow.id), index=True)
    status: Mapped[str] = mapped_column(String(20))  # open | answered | closed
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    content: Mapped[dict[str, Any]] = mapped_column(Json)
    __table_args__ = (Index("ix_hand_overs_status", "status", "opened_at"),)
