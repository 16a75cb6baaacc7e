"""What is kept about a deal beside its facts: who is credited, by which plan, and what it waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from workflows.commission.model import Credit, Deal
from workflows.money import Money


@dataclass(frozen=True, slots=True)
class DealRecord:
    """A deal as it is stored. `deal.id` is the tracking ID of its referral."""

    deal: Deal
    partner: str  # whose referral it is: the plan and the year's volume are theirs
    version: str  # of the plan it is computed by
    credited: tuple[Credit, ...]
    revision: int = 0  # grows with each change that is booked; names the causes that have no id of their own
    waits_for: str = ""  # "EUR/USD" while an exchange rate is missing and nothing can be booked


@dataclass(frozen=True, slots=True)
class Objection:
    """A partner says that a line looks wrong: it is not paid until somebody has answered."""

    entry_key: str
    partner: str
    by: str  # name or address of the person
    words: str
    at: datetime
    answer: str = ""
    settled_by: str = ""
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """A write-off that one person asks for and another one must agree to."""

    id: str
    partner: str
    amount: Money
    reason: str
    asked_by: str
    asked_at: datetime
    decided_by: str = ""
    status: str = "asked"  # asked | agreed | declined


@dataclass(frozen=True, slots=True)
class NotedRate:
    """An exchange rate that finance has noted; a deal freezes the newest one that is not after its close."""

    base: str
    quote: str
    on: date
    rate: str  # a decimal number: one `base` is `rate` of `quote`
