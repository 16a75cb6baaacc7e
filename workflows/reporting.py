"""What a report is made of: the numbers that are counted, and the figures that are told of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from workflows.money import Money
from workflows.periods import Period

ENOUGH = 30  # cases below which a rate is chance
TOO_FEW = "too few to tell"

Unit = Literal["count", "rate", "days", "hours", "money"]


@dataclass(frozen=True, slots=True)
class Reporting:
    """`[report]` of the TOML file."""

    active_days: int = 90  # a partner is active who referred somebody within so many days
    weekly: bool = True
    monthly: bool = True
    quarterly_summary: bool = False  # each partner's own, by mail
    minutes: tuple[tuple[str, int], ...] = ()  # what one action would cost a person, by its key in ACTIONS


# What we count as work that nobody had to do by hand.
ACTIONS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {  # of one, of several, which events
    "registration": (
        "referral read and registered",
        "referrals read and registered",
        ("ReferralRegistered",),
    ),
    "answer": ("partner's question answered", "partners' questions answered", ("PartnerAnswered",)),
    "correction": ("correction carried out", "corrections carried out", ("ReferralCorrected",)),
    "reminder": (
        "reminder or hand-over",
        "reminders and hand-overs",
        ("LeadEscalated", "RotaReached", "PromiseAtRisk", "NewsAsked"),
    ),
    "update": (
        "note of no news or daily digest written",
        "notes of no news and daily digests written",
        ("PartnerToldNoNews", "DigestSent"),
    ),
    "conflict": (
        "second introduction of a prospect noticed",
        "second introductions of a prospect noticed",
        ("ReferralContested",),
    ),
}


@dataclass(frozen=True, slots=True)
class Share:
    """Some of a whole."""

    part: int
    whole: int

    @property
    def is_enough(self) -> bool:
        """Whether it is told as a rate."""
        return self.whole >= ENOUGH

    @property
    def percent(self) -> int:
        """Rounded half away from zero; 0 of nothing."""
        return (200 * self.part + self.whole) // (2 * self.whole) if self.whole else 0

    @property
    def says(self) -> str:
        """ "31 % (58 of 187)"; "3 of 7, too few to tell"."""
        if self.is_enough:
            return f"{self.percent} % ({self.part} of {self.whole})"
        return f"{self.part} of {self.whole}, {TOO_FEW}" if self.whole else "none yet"


@dataclass(frozen=True, slots=True)
class PartnerNumbers:
    """One partner's part: referrals in the period; won and decided in the year up to its end."""

    partner_id: str
    company: str
    referrals: int
    closed: Share


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a partner answered to the question of a quarter."""

    partner_id: str
    company: str
    on: date
    words: str


@dataclass(frozen=True, slots=True)
class Others:
    """Deals that no partner introduced, as the CRM or a file told; None where nobody did."""

    closed: Share


@dataclass(frozen=True, slots=True)
class Headline:
    """What the five numbers are made of."""

    referrals: int
    before: int  # in the whole period before
    before_by_now: int  # in as much of it as has passed of this one
    active: Share  # of all partners
    closed: Share  # decided in the period
    closed_in_a_year: Share
    first_days: tuple[int, ...] = ()  # from joining to the first referral: who joined within a year
    still_silent: int = 0  # joined within that year and referred nobody yet
    owed: tuple[Money, ...] = ()  # one for each currency
    paid: tuple[Money, ...] = ()  # in the period


@dataclass(frozen=True, slots=True)
class Numbers:
    """Everything counted for one period. `partner_id` is "" for the whole programme."""

    period: Period
    today: date
    headline: Headline
    retained: Share = Share(0, 0)  # active before, and still
    promises: Share = Share(0, 0)  # first contacts kept, of those that fell due
    promises_running: int = 0
    conflicts: int = 0
    payout_questions: int = 0
    asked: int = 0  # partners who were asked the question of the quarter
    opinions: tuple[Opinion, ...] = ()  # what they answered, the newest first
    partners: tuple[PartnerNumbers, ...] = ()  # the busiest first
    sourced: Share = Share(0, 0)  # our partners' deals decided in a year, to set beside others'
    others: Others | None = None
    actions: Mapping[str, int] = field(default_factory=dict)  # by event
    stages: tuple[tuple[str, int], ...] = ()  # where the period's referrals stand now
    trend: tuple[tuple[Period, int, int], ...] = ()  # period, referrals, partners who made them
    partner_id: str = ""
    company: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a report. `value` is for a table; None where it must not be told."""

    key: str
    name: str
    says: str
    serves: str  # the decision it helps with
    unit: Unit
    value: float | None = None
    sample: int | None = None
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The five headline figures, and the rest on request."""

    numbers: Numbers
    headline: tuple[Figure, ...]
    rest: tuple[Figure, ...]

    @property
    def period(self) -> Period:
        """What it is about."""
        return self.numbers.period

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All of them."""
        return (*self.headline, *self.rest)

    @property
    def title(self) -> str:
        """ "Report for November 2026"; with "so far" while it lasts."""
        whose = f"{self.numbers.company}: " if self.numbers.company else ""
        so_far = "" if self.period.is_over(self.numbers.today) else " so far"
        return f"{whose}{self.period.name}{so_far}"


def median(days: tuple[int, ...]) -> int | None:
    """The middle one; of two, their mean rounded down."""
    ordered, half = sorted(days), len(days) // 2
    if not ordered:
        return None
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) // 2
