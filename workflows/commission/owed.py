"""What finance asks: who is owed how much as of a day, how old it is, and whether every cent fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from workflows.commission.calculate import MissingRateError, calculate
from workflows.commission.ledger import LedgerEntry
from workflows.commission.model import Credit, Deal
from workflows.commission.rules import Plan
from workflows.money import Money

_Account = tuple[str, str, str, str]  # deal, line, partner, currency
AGES = (30, 60, 90)  # days after the payable date at which an amount gets older


@dataclass(frozen=True, slots=True)
class Owed:
    """One partner and currency as of a day. `aged` is what is due, by age: to 30, 60, 90 days, older."""

    partner: str
    total: Money
    not_due: Money
    due: Money
    aged: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class Booked:
    """A deal as the events tell it, with its pinned plan and its credits: what verification recomputes."""

    plan: Plan
    deal: Deal
    credited: tuple[Credit, ...]


def owed(entries: Iterable[LedgerEntry], as_of: date) -> tuple[Owed, ...]:
    """What stood in the ledger at the end of that day; later entries do not change it. Zeros are left out."""
    known = [entry for entry in entries if entry.booked_on <= as_of]
    settled = {key for entry in known for key in entry.settles}
    accounts: dict[tuple[str, str], list[LedgerEntry]] = {}
    for entry in known:
        if entry.kind != "payout" and entry.key not in settled:
            accounts.setdefault((entry.partner, entry.amount.currency), []).append(entry)
    found = (_owed(partner, currency, mine, as_of) for (partner, currency), mine in sorted(accounts.items()))
    return tuple(each for each in found if each.total or each.due)


def verify(entries: Iterable[LedgerEntry], deals: Iterable[Booked]) -> tuple[str, ...]:
    """Every cent that does not fit, in words; nothing when the ledger is what the events say it should be."""
    entries = tuple(entries)
    return (*_repeated(entries), *_payouts(entries), *_deals(entries, deals), *_gaps(entries))


def _owed(partner: str, currency: str, entries: Sequence[LedgerEntry], as_of: date) -> Owed:
    ages = [Money.zero(currency)] * (len(AGES) + 1)
    not_due = Money.zero(currency)
    for entry in entries:
        days = (as_of - entry.payable_on).days
        if days < 0:
            not_due += entry.amount
        else:
            age = sum(days > limit for limit in AGES)
            ages[age] += entry.amount
    due = Money.total(ages, currency)
    return Owed(partner, due + not_due, not_due, due, tuple(ages))


def _repeated(entries: Sequence[LedgerEntry]) -> list[str]:
    keys = Counter(entry.key for entry in entries)
    paid = Counter(key for entry in entries for key in entry.settles)
    wrong = [f"entry {key} is there {count} times" for key, count in keys.items() if count > 1]
    return wrong + [f"entry {key} was paid {count} times" for key, count in paid.items() if count > 1]


def _payouts(entries: Sequence[LedgerEntry]) -> list[str]:
    """Each payout must be the negative sum of the lines it settles, of its own partner and currency."""
    by_key, wrong = {entry.key: entry for entry in entries}, list[str]()
    for payout in (entry for entry in entries if entry.kind == "payout"):
        lines = [by_key[key] for key in payout.settles if key in by_key]
        owner = payout.partner, payout.amount.currency
        if len(lines) < len(payout.settles):
            wrong.append(f"{payout.key} pays lines that do not exist")
        elif any((line.partner, line.amount.currency) != owner for line in lines):
            wrong.append(f"{payout.key} pays lines of another partner or currency")
        elif (paid := Money.total((line.amount for line in lines), owner[1])) != -payout.amount:
            wrong.append(f"{payout.key} paid {(-payout.amount).format()}, its lines are {paid.format()}")
    return wrong


def _deals(entries: Sequence[LedgerEntry], deals: Iterable[Booked]) -> list[str]:
    """Each line of a deal must sum to what the deal earns, in the currency it was booked in."""
    ledger: dict[_Account, Money] = {}
    currencies: dict[tuple[str, str], str] = {}
    for entry in entries:
        if entry.deal:
            currencies.setdefault((entry.deal, entry.partner), entry.amount.currency)
            _add(ledger, (entry.deal, entry.line, entry.partner, entry.amount.currency), entry.amount)
    earned: dict[_Account, Money] = {}
    waiting = set[str]()
    for each in deals:
        frozen = tuple(
            _as_booked(credit, currencies.get((each.deal.id, credit.partner))) for credit in each.credited
        )
        try:
            computed = calculate(each.plan, each.deal, frozen)
        except MissingRateError:  # it is booked when the rate is known
            waiting.add(each.deal.id)
            continue
        for commission in computed:
            for share in commission.shares:
                _add(earned, (each.deal.id, share.line, share.partner, share.amount.currency), share.amount)
    accounts = sorted(account for account in ledger.keys() | earned.keys() if account[0] not in waiting)
    return [words for account in accounts if (words := _differs(account, ledger, earned))]


def _differs(account: _Account, ledger: dict[_Account, Money], earned: dict[_Account, Money]) -> str:
    deal, line, partner, currency = account
    nothing = Money.zero(currency)
    has, due = ledger.get(account, nothing), earned.get(account, nothing)
    if has == due:
        return ""
    return (
        f"deal {deal}, line {line}, {partner}: the ledger has {has.format()}, the deal earns {due.format()}"
    )


def _add(sums: dict[_Account, Money], account: _Account, amount: Money) -> None:
    sums[account] = sums.get(account, Money.zero(amount.currency)) + amount


def _as_booked(credit: Credit, currency: str | None) -> Credit:
    """The credit in the currency that its first entry froze."""
    return replace(credit, pay_in=currency) if currency else credit


def _gaps(entries: Sequence[LedgerEntry]) -> list[str]:
    """A deal's entries are numbered without holes: none was lost, none was added from the side."""
    numbers: dict[tuple[str, str, str], list[int]] = {}
    for entry in entries:
        if entry.deal:
            numbers.setdefault((entry.deal, entry.line, entry.partner), []).append(entry.sequence)
    return [
        f"deal {deal}, line {line}, {partner}: entries are numbered {sorted(found)}"
        for (deal, line, partner), found in numbers.items()
        if sorted(found) != list(range(len(found)))
    ]
