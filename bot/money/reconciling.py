"""Reconciliation's three sources: the batches that were exported, the log of the bank's words, the ledger."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import xlsxwriter
from sqlalchemy.orm import Session

from bot.money.exports import plain_cell
from storage.history import History
from storage.ledger import Ledger
from storage.partners import Partners
from storage.payouts import Batches
from workflows.calendar import local_date
from workflows.commission.reconciling import Checked, Doubt, Handed, Heard, reconcile
from workflows.money import Money

ALL = 10_000  # batches: 800 years of paydays
SUMS = ("exported", "confirmed", "came back", "open", "ledger")
HEADINGS = ("batch", "payday", "currency", *SUMS, "differences")
NAMED = ("batch", "currency", "company", "partner", "reference", "difference")


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All batches as of a day, and what partners are called."""

    as_of: date
    checked: tuple[Checked, ...]
    names: Mapping[str, str]

    @property
    def differences(self) -> int:
        """How many transfers do not fit."""
        return sum(len(each.differences) for each in self.checked)

    def sums(self) -> list[tuple[str | Money, ...]]:
        """A row for each batch and currency."""
        return [
            (
                c.batch,
                str(c.payday or ""),
                c.currency,
                *(c.exported, c.confirmed, c.came_back, c.open, c.ledger),
                str(len(c.differences) or ""),
            )
            for c in self.checked
        ]

    def named(self) -> list[tuple[str, ...]]:
        """A row for each transfer that does not fit."""
        return [
            (c.batch, c.currency, self.names.get(d.partner, d.partner), d.partner, d.reference, d.words)
            for c in self.checked
            for d in c.differences
        ]


def gather(session: Session, as_of: date, tz: str, batch: str = "") -> Reconciliation:
    """Everything as of the end of that day in the programme's zone; `batch` looks at one alone."""
    handed = list(_handed(session, as_of, tz))
    entries = Ledger(session).booked_until(as_of)
    checked = reconcile(handed, _heard(session, tz), entries, as_of, _doubts(session, tz))
    mine = tuple(each for each in checked if batch in ("", each.batch))
    who = {d.partner for each in mine for d in each.differences}
    names = {partner.id: partner.company for partner in Partners(session).of_ids(who)}
    return Reconciliation(as_of, mine, names)


def write_csv(made: Reconciliation, path: Path) -> None:
    """Both tables in one file, a blank line between them."""
    sums = [tuple(_written(cell) for cell in row) for row in made.sums()]
    rows: Sequence[Sequence[object]] = (HEADINGS, *sums, (), NAMED, *made.named())
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([_harmless(cell) for cell in row] for row in rows)


def write_xlsx(made: Reconciliation, path: Path) -> None:
    """A sheet of sums and a sheet of differences; text stays text, amounts stay numbers."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00##"})
        sums, named = book.add_worksheet("Batches"), book.add_worksheet("Differences")
        for sheet, heads in ((sums, HEADINGS), (named, NAMED)):
            sheet.write_row(0, 0, heads, bold)
            sheet.freeze_panes(1, 0)
        for n, row in enumerate(made.sums(), start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, Money):
                    sums.write_number(n, column, cell.major, money)
                else:
                    sums.write_string(n, column, cell)
        for n, words in enumerate(made.named(), start=1):
            named.write_row(n, 0, words)
        for sheet in (sums, named):
            sheet.autofit()


def _handed(session: Session, as_of: date, tz: str) -> Iterable[Handed]:
    withheld = {p for entry in History(session).all_of_kind("BatchExported") for p in entry.data["withheld"]}
    batches = Batches(session)
    for record in batches.newest(limit=ALL):
        if record.exported_at is None or local_date(record.exported_at, tz) > as_of:
            continue
        whole = batches.without_lines(record.batch.id)
        for payout in whole.batch.payouts if whole else ():
            if payout.id not in withheld:
                yield Handed(payout, record.batch.id, record.batch.payday)


def _heard(session: Session, tz: str) -> Iterable[Heard]:
    for entry in History(session).all_of_kind("PayoutConfirmed"):
        data = entry.data
        amount = Money(data["amount_minor"], data["currency"])
        yield Heard(data["payout"], data["batch"], date.fromisoformat(data["on"]), amount)
    for entry in History(session).all_of_kind("PayoutFailed"):
        yield Heard(entry.data["payout"], entry.data["batch"], local_date(entry.at, tz))


def _doubts(session: Session, tz: str) -> Iterable[Doubt]:
    for entry in History(session).all_of_kind("TransferDoubted"):
        data = entry.data
        amount = Money(data["amount_minor"], data["currency"]).format()
        what = "arrived" if data["verdict"] == "arrived" else "came back"
        yield Doubt(
            data["payout"], local_date(entry.at, tz), f"the bank said that {amount} {what}: not booked"
        )


def _written(cell: str | Money) -> str:
    return str(cell.major) if isinstance(cell, Money) else cell


def _harmless(cell: object) -> str:
    text = str(cell)
    is_number = text[:1] == "-" and text[1:].replace(".", "").isdigit()
    return text if is_number else plain_cell(text)
