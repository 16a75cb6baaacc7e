"""Short ways to the objects that the tests of money are about."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.builders import eur
from workflows.calendar import BusinessHours
from workflows.commission.ledger import Cause, LedgerEntry
from workflows.commission.model import Deal, Refund
from workflows.commission.payday import Payday
from workflows.commission.rules import Plan, parse_plan
from workflows.money import Money

TERMS = Payday(BusinessHours("America/New_York", country="US"))
CLOSED = date(2026, 1, 10)
PAYDAY = date(2026, 2, 13)
CLOSE = Cause("close", "v1", CLOSED)


def plan(currency: str = "EUR", hold_days: int = 0, dual_credit: bool = False, **rule: Any) -> Plan:
    rules = (
        [{"kind": "percent", "rate": "15 %"} | rule] if rule.get("kind", "percent") == "percent" else [rule]
    )
    table = {"name": "standard", "valid_from": date(2026, 1, 1), "currency": currency, "rules": rules}
    return parse_plan({**table, "hold_days": hold_days, "dual_credit": dual_credit})


def deal(value: str = "30000", deal_id: str = "D-1", **more: Any) -> Deal:
    return Deal(deal_id, eur(value), **{"closed_on": CLOSED, **more})


def refund(refund_id: str, amount: str) -> Refund:
    return Refund(refund_id, eur(amount))


def entry(key: str, amount: str, currency: str = "EUR", **more: Any) -> LedgerEntry:
    kind = "accrual" if not amount.startswith("-") else "clawback"
    defaults: dict[str, Any] = {"kind": kind, "partner": "P-1", "booked_on": CLOSED, "payable_on": PAYDAY}
    return LedgerEntry(key=key, amount=Money.of(amount, currency), **{**defaults, **more})
