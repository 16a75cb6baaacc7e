"""A value without what stands beside it: the partner's own number, a role, a surname, a turnover."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from inbox.facts.phones import same_line
from tests.inbox.test_read import reading_of

ROWS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("fields_alone.json").read_text("utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['subject']}-{row['text'][-40:]!r}")
def test_each_value_is_the_prospects_alone(row: dict[str, Any]) -> None:
    headers = [("Cc", row["cc"])] if "cc" in row else ()
    mail = {"to": row["to"]} if "to" in row else {}
    reading = reading_of(row["text"], subject=row["subject"], headers=headers, **mail)
    assert reading.action == row["want"].pop("action", reading.action)
    prospect = reading.prospects[0]
    value = prospect.value
    got = {
        "name": prospect.name,
        "company": prospect.company,
        "email": prospect.email,
        "phone": prospect.phone,
        "amount": int(value.amount) if value else None,
        "currency": value.currency if value else None,
    }
    for field, wanted in row["want"].items():
        if field == "phone" and wanted and got["phone"]:
            assert same_line(str(got["phone"]), wanted)
        else:
            assert got[field] == wanted
