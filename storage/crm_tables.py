"""The tables of what we share with the programme's CRM."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base
from storage.columns import Json, UtcDateTime


class CrmLinkRow(Base):
    """A referral's records in the CRM, and what we last heard of them."""

    __tablename__ = "crm_links"
    referral_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    deal_id: Mapped[str] = mapped_column(String(80), index=True)  # "" while it has none
    waits: Mapped[str] = mapped_column(String(20), index=True)  # "" when the CRM's last word was followed
    link: Mapped[dict[str, Any]] = mapped_column(Json)


class CrmHintRow(Base):
    """A deal has changed in the CRM; it is read there once, however often we were told."""

    __tablename__ = "crm_hints"
    deal_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    told: Mapped[int] = mapped_column(Integer)  # how often: the fence of whoever reads it
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    attempts: Mapped[int] = mapped_column(Integer)


class CrmMarkRow(Base):
    """How far the CRM's changes have been read."""

    __tablename__ = "crm_marks"
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
