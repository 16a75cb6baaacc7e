"""What a bank or payment service says became of the transfers: a CSV of references and results."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from typing import Literal

from bot.money.amounts import currency_of, values
from workflows.commission.payout_messages import FailReason
from workflows.errors import BadInput
from workflows.money import Money

ARRIVED = frozenset(
    {"ok", "paid", "settled", "success", "succeeded", "completed", "accepted", "acsc", "accc", "booked"}
)
CAME_BACK = frozenset({"failed", "rejected", "returned", "denied", "refused", "rjct", "blocked", "error"})
# Neither: the money may still arrive, so to pay it again now might pay it twice.
UNDER_WAY = frozenset({"unclaimed", "pending", "processing", "held", "on hold", "onhold", "acsp", "pdng"})
REASONS: dict[str, FailReason] = {
    "ac04": "closed", "ac07": "closed", "closed": "closed",
    "ac01": "wrong_details", "ac02": "wrong_details", "rc01": "wrong_details", "be04": "wrong_details",
    "ac06": "refused", "ag01": "refused", "ms03": "refused", "refused": "refused",
}  # fmt: skip
NAMES = {
    "reference": (
        "reference",
        "end to end id",
        "endtoendid",
        "end-to-end id",
        "reference id",
        "customer reference",
    ),
    "status": ("status", "result", "transaction status", "state"),
    "reason": ("reason", "reason code", "error", "note"),
    "amount": ("amount", "transaction amount", "transfer amount", "paid amount", "instructed amount"),
    "currency": ("currency", "ccy", "currency code", "transaction currency"),
}


@dataclass(frozen=True, slots=True)
class Result:
    """One transfer's fate. `row` is where it stood in the file."""

    row: int
    reference: str
    verdict: Literal["arrived", "came_back", "waits"]
    reason: FailReason = "other"
    note: str = ""
    amount: str = ""  # as the bank wrote it; "" where it says none
    currency: str = ""

    def said_of(self, sent: Money) -> Money | None:
        """The amount that the bank names for a transfer of `sent`; None where it names none.

        "1.234" is a thousand or a fraction: of two readings it is the one that was sent. BadInput where
        there is none at all.
        """
        if not self.amount:
            return None if self.currency in ("", sent.currency) else Money(sent.minor, self.currency)
        try:
            written, code = currency_of(self.amount, self.currency, sent.currency)
            # banks write debits below zero
            found = [(Money.of(abs(each), code), abs(each)) for each in values(written, code)]
        except BadInput as wrong:
            raise BadInput(f"Row {self.row}: {wrong.reason}") from wrong
        readings = [
            money for money, exactly in found if money.major == exactly
        ]  # banks write debits below zero
        if not readings:
            raise BadInput(f"Row {self.row}: {code} has no amount as fine as {self.amount}.")
        return sent if sent in readings else readings[0]


def read_results(text: str) -> tuple[Result, ...]:
    """Every row; BadInput names the first one that cannot be read, and nothing is done then."""
    dialect = csv.Sniffer().sniff(text.partition("\n")[0] + "\n", delimiters=",;\t") if text.strip() else None
    if dialect is None:
        raise BadInput("The file is empty.")
    rows = list(csv.DictReader(StringIO(text.lstrip("\ufeff")), dialect=dialect))
    if not rows:
        raise BadInput("The file has a heading and no rows.")
    columns = {name: _column(rows[0], known) for name, known in NAMES.items()}
    if not columns["reference"] or not columns["status"]:
        raise BadInput("The file needs the columns reference and status; a reason is welcome.")
    found = [_result(number, row, columns) for number, row in enumerate(rows, start=2)]
    first: dict[str, Result] = {}
    for result in found:
        before = first.setdefault(result.reference, result)
        if (before.verdict, before.amount) != (result.verdict, result.amount):
            raise BadInput(f"Rows {before.row} and {result.row} say different things of {result.reference}.")
    return tuple(first.values())


def _column(row: dict[str, str], known: tuple[str, ...]) -> str:
    return next((name for name in row if (name or "").strip().casefold() in known), "")


def _result(number: int, row: dict[str, str], columns: dict[str, str]) -> Result:
    cells = {name: (row.get(column) or "").strip() if column else "" for name, column in columns.items()}
    reference, status, note = (
        cells["reference"].lstrip("'").upper(),
        cells["status"].casefold(),
        cells["reason"],
    )
    money = cells["amount"].lstrip("'"), cells["currency"].upper()
    if not reference:
        raise BadInput(f"Row {number} has no reference.")
    if status in ARRIVED:
        return Result(number, reference, "arrived", "other", "", *money)
    if status in CAME_BACK:
        reason = REASONS.get(note.casefold()[:4], "other")
        return Result(number, reference, "came_back", reason, note, *money)
    if status in UNDER_WAY:
        return Result(number, reference, "waits", "other", status, *money)
    raise BadInput(f'Row {number}: I do not know the status "{status}"; write paid or failed.')
