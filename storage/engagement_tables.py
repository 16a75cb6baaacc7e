"""The tables of engagement: where partners stand, what people are asked to do, stories that may be told."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base
from storage.columns import Json, UtcDateTime
from storage.tables import PartnerRow, ReferralRow


class EnrollmentRow(Base):
    """Where a partner stands in their sequence; `nudge_at` is the next step, or the end of a lease."""

    __tablename__ = "enrollments"
    partner_id: Mapped[str] = mapped_column(ForeignKey(PartnerRow.id), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    has_referred: Mapped[bool] = mapped_column(Boolean)
    cycle: Mapped[int] = mapped_column(Integer)
    step: Mapped[int] = mapped_column(Integer)
    begin: Mapped[int] = mapped_column(Integer)
    nudge_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    turn: Mapped[int] = mapped_column(Integer)  # names the timer
    attempts: Mapped[int] = mapped_column(Integer, server_default="0")
    status: Mapped[str] = mapped_column(String(20))
    touched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    contact_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    away_until: Mapped[date | None] = mapped_column(Date)
    silent: Mapped[int] = mapped_column(Integer, server_default="0")
    waits_for: Mapped[str] = mapped_column(String(60), server_default="")
    ended: Mapped[str] = mapped_column(String(40), server_default="")
    told: Mapped[list[str] | None] = mapped_column(Json)
    __table_args__ = (
        Index(
            "ix_enrollments_due",
            "nudge_at",
            "partner_id",
            sqlite_where=text("nudge_at IS NOT NULL"),
            postgresql_where=text("nudge_at IS NOT NULL"),
        ),
        Index("ix_enrollments_status", "status", "since"),
    )


class TaskRow(Base):
    """Something a person is asked to do; `due_at` is when a snoozed one comes back, or the end of a lease."""

    __tablename__ = "tasks"
    id: Mapped[str] = mapped_column(String(120), primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    partner_id: Mapped[str] = mapped_column(ForeignKey(PartnerRow.id))
    status: Mapped[str] = mapped_column(String(20))  # open | snoozed | done | dropped
    context: Mapped[dict[str, Any]] = mapped_column(Json)
    draft: Mapped[str] = mapped_column(String(60), server_default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    turn: Mapped[int] = mapped_column(Integer)
    attempts: Mapped[int] = mapped_column(Integer, server_default="0")
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[str] = mapped_column(String(300), server_default="")
    outcome: Mapped[str] = mapped_column(Text, server_default="")
    __table_args__ = (
        Index("ix_tasks_partner", "partner_id", "status"),
        Index("ix_tasks_status", "status", "created_at"),
        Index(
            "ix_tasks_due",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
    )


class AssetRow(Base):
    """Something partners may hand on: a kept file with a title and tags."""

    __tablename__ = "assets"
    title: Mapped[str] = mapped_column(String(120), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200))  # of the file
    media_type: Mapped[str] = mapped_column(String(120))
    tags: Mapped[list[str]] = mapped_column(Json)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class StoryRow(Base):
    """A won deal, and whether it may be told."""

    __tablename__ = "stories"
    referral_id: Mapped[str] = mapped_column(ForeignKey(ReferralRow.id), primary_key=True)
    partner_id: Mapped[str] = mapped_column(String(40))
    permission: Mapped[str] = mapped_column(String(20))  # asked | named | anonymous | refused
    won_on: Mapped[date] = mapped_column(Date)
    days: Mapped[int] = mapped_column(Integer)
    country: Mapped[str] = mapped_column(String(2), server_default="")
    partner: Mapped[str] = mapped_column(String(300), server_default="")
    prospect: Mapped[str] = mapped_column(String(320), server_default="")
    tags: Mapped[list[str] | None] = mapped_column(Json)
    decided_by: Mapped[str] = mapped_column(String(300), server_default="")
    __table_args__ = (Index("ix_stories_permission", "permission", "won_on"),)
