"""What an answer to a partner is made of, and what is remembered of it for their next words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from workflows.model import Referral
from workflows.money import Money

PartKind = Literal[
    "news",  # of some referrals
    "overview",  # of all of them
    "money",  # of one referral
    "owed",  # of all of them
    "why",  # the arithmetic of an amount
    "what_if",
    "program",
    "fact",  # of the programme, `said` names which
    "faq",  # what managers have written, in `said`
    "which",  # a question back: which of these?
    "unknown",  # a name that is not on file
    "later",  # nudges wait until a day
    "declined",
    "accepted",
    "preference",
    "language",  # which one they want from now on
    "languages",  # they want one that we do not write
    "receipt",  # what a receipt of ours proves
    "no_receipt",  # one that we never wrote
    "welcome_back",  # nudges may come again
]
LineState = Literal["paid", "due", "held", "checked"]

REMEMBERED = timedelta(days=14)  # what we last answered about
CHOICE_OPEN = timedelta(days=3)  # our own "which one?"


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One amount, where it stands, and the working behind it."""

    title: str
    ref: str
    amount: Money
    state: LineState
    on: date | None = None  # when it was, or will be, paid
    why: tuple[str, ...] = ()
    least: Money | None = None  # the smallest payout, where all that is due by then does not reach it


@dataclass(frozen=True, slots=True)
class Part:
    """One thing an answer says."""

    kind: PartKind
    referrals: tuple[Referral, ...] = ()
    more: int = 0  # how many more there are than are shown
    lines: tuple[MoneyLine, ...] = ()
    totals: tuple[Money, ...] = ()  # one for each currency; they are never netted
    paid: MoneyLine | None = None  # the last payout
    value: Money | None = None  # what-if
    on: date | None = None
    ref: str = ""  # what a receipt names
    facts: tuple[str, ...] = ()  # of the programme: a plan's promises, a currency
    said: str = ""  # the partner's word, such as a name that is not on file, or a preference

    @property
    def refs(self) -> tuple[str, ...]:
        """The tracking IDs it speaks of."""
        named = (*(r.id for r in self.referrals), *(line.ref for line in self.lines))
        return tuple(dict.fromkeys(ref for ref in named if ref))


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said last between the desk and one person, in whatever channel; it fades."""

    address: str
    refs: tuple[str, ...] = ()
    intent: str = ""
    options: tuple[str, ...] = ()  # what we offered, in the order of the numbers
    pending: str = ""  # what they wanted to know when we asked back
    at: datetime | None = None

    def as_of(self, now: datetime) -> Talk:
        """What still counts."""
        age = now - self.at if self.at else REMEMBERED
        if age >= REMEMBERED:
            return Talk(self.address)
        if age >= CHOICE_OPEN:
            return Talk(self.address, self.refs, self.intent, at=self.at)
        return self
