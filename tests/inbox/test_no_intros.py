"""Who stands in a mail and is no prospect: helpers, stand-ins, customers kept back, customers who are glad.

Each row of `no_intros.jsonl` is a mail and what may be made of it; among them as many that only look alike.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from inbox.read import read
from tests.inbox.mails import DESK, raw_mail
from tests.inbox.test_read import DIRECTORY

Row = dict[str, Any]
LINES = Path(__file__).with_name("no_intros.jsonl").read_text(encoding="utf-8").splitlines()
ROWS: list[Row] = [json.loads(line) for line in LINES]
JANET = "Janet Ostrow <janet@tellerlodges.example>"


def mail_of(row: Row) -> bytes:
    headers = [("In-Reply-To", "<ref-7@vendor.example>")] if row["kind"] == "answer" else []
    text, subject = f"{row['words']}\n\nHelen\n", row["subject"]
    if row["kind"] == "forward":
        text += (
            f"\n---------- Forwarded message ---------\nFrom: {JANET}\nDate: Thu, 19 Nov 2026 at 08:15\n"
            f"Subject: {subject}\nTo: Helen Marsh <helen@brightdesk.example>\n\n{row['said']}\n\n"
            "Janet Ostrow\nTeller Lodges\n719-555-0140\n"
        )
        subject = f"Fwd: {subject}"
    return raw_mail(text, subject=subject, headers=headers)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['about']}: {row['words'][:40]}")
def test_who_is_no_prospect_is_told_from_who_is_one(row: Row) -> None:
    reading = read(mail_of(row), DIRECTORY, DESK)
    assert reading.action in row["may"], reading.reasons
