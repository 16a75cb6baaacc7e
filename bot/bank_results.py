"""What a bank or payment service says became of the transfers: a CSV of references and results."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from typing import Literal

from workflows.commission.payout_messages import FailReason
from workflows.errors import BadInput

ARRIVED = frozenset(
    {"ok", "paid", "settled", "success", "succeeded", "completed", "accepted", "acsc", "accc", "booked"}
)
CAME_BACK = frozenset(
    {"failed", "rejected", "returned", "denied", "refused", "rjct", "blocked", "unclaimed", "error"}
)
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
}


@dataclass(frozen=True, slots=True)
class Result:
    """One transfer's fate. `row` is where it stood in the file."""

    row: int
    reference: str
    verdict: Literal["arrived", "came_back"]
    reason: FailReason = "other"
    note: str = ""


def read_results(text: str) -> tuple[Result, ...]:
    """Every row of the file; BadInput names the first one that cannot be read, and nothing is done then."""
    dialect = csv.Sniffer().sniff(text.partition("\n")[0] + "\n", delimiters=",;\t") if text.strip() else None
    if dialect is None:
        raise BadInput("The file is empty.")
    rows = list(csv.DictReader(StringIO(text.lstrip("\ufeff")), dialect=dialect))
    if not rows:
        raise BadInput("The file has a heading and no rows.")
    columns = {name: _column(rows[0], known) for name, known in NAMES.items()}
    if not columns["reference"] or not columns["status"]:
        raise BadInput("The file needs the columns reference and status; a reason is welcome.")
    return tuple(_result(number, row, columns) for number, row in enumerate(rows, start=2))


def _column(row: dict[str, str], known: tuple[str, ...]) -> str:
    return next((name for name in row if (name or "").strip().casefold() in known), "")


def _result(number: int, row: dict[str, str], columns: dict[str, str]) -> Result:
    reference = (row.get(columns["reference"]) or "").strip().lstrip("'").upper()
    status = (row.get(columns["status"]) or "").strip().casefold()
    note = (row.get(columns["reason"]) or "").strip() if columns["reason"] else ""
    if not reference:
        raise BadInput(f"Row {number} has no reference.")
    if status in ARRIVED:
        return Result(number, reference, "arrived")
    if status in CAME_BACK:
        return Result(number, reference, "came_back", REASONS.get(note.casefold()[:4], "other"), note)
    raise BadInput(f'Row {number}: I do not know the status "{status}"; write paid or failed.')
