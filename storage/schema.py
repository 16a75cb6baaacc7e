"""The whole schema: every module that declares a table is named here, and METADATA knows them all."""

from __future__ import annotations

from storage import (  # noqa: F401  for the tables they declare
    alarms,
    api_tables,
    audit,
    conversation_tables,
    crm_tables,
    engagement_tables,
    installations,
    mail_tables,
    money_tables,
    payout_tables,
    plans,
    tables,
)
from storage.base import Base

METADATA = Base.metadata
