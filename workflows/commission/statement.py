"""What a partner reads about money: numbered lines that add up, and the working behind each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workflows.calendar import short_date
from workflows.commission.batch import Batch, Lines, LineState, Payout
from workflows.commission.ledger import LedgerEntry
from workflows.money import Money

KINDS = {"accrual": "Commission", "adjustment": "Correction", "clawback": "Refund after payment"}
KINDS |= {"bonus": "Bonus", "waiver": "Written off", "payout": "Paid"}
_RATE = re.compile(r"(?P<rate>[\d.]+ %)(?P<share> share)? of ")


@dataclass(frozen=True, slots=True)
class DealName:
    """What a partner calls a deal, and the day it was won; None for one that is not won (any more)."""

    title: str
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line as partners want it: deal, status, date closed, rate, amount, payout due, and why."""

    number: int  # what "line 2 looks wrong" means
    key: str
    title: str  # the deal's name, or what kind of line it is
    kind: str
    state: LineState
    booked_on: date
    closed_on: date  # the day the deal was won; of a line without a deal the day it was booked
    rate: str
    amount: Money
    due_on: date
    why: tuple[str, ...]
    deal: str = ""  # its tracking ID, "" for a bonus and the like


@dataclass(frozen=True, slots=True)
class Statement:
    """One partner's lines in one currency; `total` is their sum, to the cent."""

    partner: str
    currency: str
    lines: tuple[StatementLine, ...]
    total: Money

    def line(self, number: int) -> StatementLine | None:
        """The line that a reply names by its number."""
        return next((line for line in self.lines if line.number == number), None)


def payout_statement(
    payout: Payout, batch: Batch, entries: Iterable[LedgerEntry], deals: Mapping[str, DealName]
) -> Statement:
    """What one payout pays: its total is the transfer. `deals` names them by their id."""
    wanted = set(payout.lines)
    chosen = [entry for entry in entries if entry.key in wanted]
    state: LineState = "paid" if payout.status == "confirmed" else "in_batch"
    lines = statement_lines(chosen, state, batch.payday, deals)
    return Statement(payout.partner, payout.amount.currency, lines, payout.amount)


def statement_lines(
    entries: Sequence[LedgerEntry], state: LineState, due_on: date, deals: Mapping[str, DealName]
) -> tuple[StatementLine, ...]:
    """Numbered lines of these entries, all in one state and due on one day."""
    return tuple(_line(n, e, state, due_on, deals) for n, e in enumerate(_ordered(entries), start=1))


def open_statements(
    partner: str, lines: Lines, today: date, deals: Mapping[str, DealName]
) -> tuple[Statement, ...]:
    """All that a partner has coming, one statement for each currency: what /partner payouts prints."""
    accounts: dict[str, list[LedgerEntry]] = {}
    for entry in lines.entries:
        if entry.partner == partner and lines.state(entry, today) != "paid":
            accounts.setdefault(entry.amount.currency, []).append(entry)
    return tuple(
        _statement(partner, currency, mine, lines, today, deals)
        for currency, mine in sorted(accounts.items())
    )


def as_text(statement: Statement, language: str = "en") -> str:
    """The statement in plain text, its working under each line and the sum spelled out."""
    written = [_written(line, language) for line in statement.lines]
    amounts = " + ".join(line.amount.format(language) for line in statement.lines).replace("+ -", "- ")
    total = statement.total.format(language)
    summed = f"{amounts} = {total}" if len(statement.lines) > 1 else total
    return "\n".join((*written, f"Total: {summed}"))


def _statement(
    partner: str,
    currency: str,
    entries: Sequence[LedgerEntry],
    lines: Lines,
    today: date,
    deals: Mapping[str, DealName],
) -> Statement:
    written = tuple(
        _line(n, entry, lines.state(entry, today), entry.payable_on, deals)
        for n, entry in enumerate(_ordered(entries), start=1)
    )
    return Statement(partner, currency, written, Money.total((line.amount for line in written), currency))


def _ordered(entries: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    """Oldest first, in one order for ever, so that a number keeps meaning the same line."""
    return sorted(entries, key=lambda entry: (entry.booked_on, entry.deal, entry.sequence, entry.key))


def _line(
    number: int, entry: LedgerEntry, state: LineState, due_on: date, deals: Mapping[str, DealName]
) -> StatementLine:
    deal = deals.get(entry.deal, DealName(entry.deal))
    return StatementLine(
        number=number,
        key=entry.key,
        title=deal.title or KINDS[entry.kind],
        kind=KINDS[entry.kind],
        state=state,
        booked_on=entry.booked_on,
        closed_on=deal.closed_on or entry.booked_on,
        rate=_rates(entry.why),
        amount=entry.amount,
        due_on=due_on,
        why=entry.why,
        deal=entry.deal,
    )


def _rates(why: Sequence[str]) -> str:
    """The percentages of the working, each once: "10 % / 15 %, 60 % share"."""
    found = [match for words in why if (match := _RATE.match(words))]
    rates = dict.fromkeys(match["rate"] for match in found if not match["share"])
    shares = dict.fromkeys(f"{match['rate']} share" for match in found if match["share"])
    return ", ".join(part for part in (" / ".join(rates), *shares) if part)


def _written(line: StatementLine, language: str) -> str:
    due = short_date(line.due_on, language)
    closed = short_date(line.booked_on, language)
    head = f"{line.number}. {line.title}: {line.kind.lower()} of {closed}, {line.amount.format(language)}"
    state = {"paid": f"paid {due}", "objected": "on hold until we have answered you"}.get(
        line.state, f"due {due}"
    )
    return "\n".join((f"{head}, {state}", *(f"   {words}" for words in line.why)))
