"""Money: what people and systems ask for, and what happened. Amounts in events are minor units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from workflows.base import Command, Event
from workflows.commission.model import Deduction
from workflows.money import Money


@dataclass(frozen=True, slots=True)
class NoteCollection(Command):
    """A customer has paid an invoice, net of tax. `collection_id` is the outside's own name for it."""

    about: str
    collection_id: str
    amount: Money
    received_on: date
    actor: str
    period: date | None = None  # the first day it pays for, if not the day it came


@dataclass(frozen=True, slots=True)
class NoteRefund(Command):
    """Money went back to a customer, net of tax. `refund_id` is the outside's own name for it."""

    about: str
    refund_id: str
    amount: Money
    on: date
    actor: str
    collection: str = ""  # the invoice it belongs to, when it is known


@dataclass(frozen=True, slots=True)
class NoteDealFacts(Command):
    """What is taken off the price before any rate applies, and what the first year alone is worth."""

    about: str
    actor: str
    first_year: Money | None = None
    deductions: tuple[Deduction, ...] | None = None  # None leaves them as they are


@dataclass(frozen=True, slots=True)
class BookDeal(Command):
    """Book what a deal earns, now that what it waited for is known."""

    about: str


@dataclass(frozen=True, slots=True)
class GiveBonus(Command):
    """An amount on top, by hand."""

    partner_id: str
    bonus_id: str
    amount: Money
    reason: str
    actor: str


@dataclass(frozen=True, slots=True)
class AskWaiver(Command):
    """Ask that a partner's debt, or a part of it, be written off."""

    partner_id: str
    waiver_id: str
    amount: Money
    reason: str
    actor: str


@dataclass(frozen=True, slots=True)
class DecideWaiver(Command):
    """The second person's word on a write-off."""

    waiver_id: str
    agreed: bool
    actor: str


@dataclass(frozen=True, slots=True)
class PlanPinned(Event):
    """The commission plan that this referral was promised."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class CommissionBooked(Event):
    """Entries were added to the ledger: key, kind, partner, minor units, currency, payable day of each."""

    cause: str
    version: str
    entries: tuple[Mapping[str, object], ...]
    actor: str = ""


@dataclass(frozen=True, slots=True)
class CommissionWaits(Event):
    """A commission cannot be computed before this exchange rate ("EUR/USD") is known."""

    pair: str
    on: str  # ISO day


@dataclass(frozen=True, slots=True)
class CollectionNoted(Event):
    """A customer's payment came in."""

    collection_id: str
    minor: int
    currency: str
    on: str
    period: str
    actor: str


@dataclass(frozen=True, slots=True)
class RefundNoted(Event):
    """Money went back to a customer."""

    refund_id: str
    minor: int
    currency: str
    on: str
    collection: str
    actor: str


@dataclass(frozen=True, slots=True)
class DealFactsNoted(Event):
    """What is taken off the price, and the first year's value. None: not said."""

    first_year_minor: int | None
    deductions: tuple[tuple[str, int], ...]
    currency: str
    actor: str


@dataclass(frozen=True, slots=True)
class ExchangeRateNoted(Event):
    """An exchange rate of a day is known; `about` is the pair."""

    rate: str
    on: str
    actor: str


@dataclass(frozen=True, slots=True)
class WaiverAsked(Event):
    """Somebody asked for a write-off; `about` is the partner."""

    waiver_id: str
    minor: int
    currency: str
    reason: str
    actor: str


@dataclass(frozen=True, slots=True)
class WaiverDecided(Event):
    """The second person has spoken."""

    waiver_id: str
    agreed: bool
    actor: str
