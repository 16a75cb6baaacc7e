"""Sets of mails by other hands, each read once before anything was mended from it; since then they hold us.

That first reading, of mails in the proportions of the development set: `a_quarter` (110) 96.4 % right
actions, 2 wrong registrations, 97.3 % of the fields; `every_trade` (100, partners of all trades in their own
voices) 95.0 %, 2, 93.5 %; `another_quarter` (100) 97.0 %, 2, 98.2 %; `third_quarter` (50) 94.0 %, 0, 98.4 %.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from inbox.read import read
from tests.inbox.scoring import Verdict, expectation_of, judge, load_desk, load_directory

FOLDER = Path(__file__).parent.parent / "mail_sets"
SETS = sorted(folder.name for folder in FOLDER.iterdir())
BAR = 0.97  # right actions, and right fields


@cache
def verdicts(name: str) -> dict[str, Verdict]:
    folder = FOLDER / name
    ours = {"authserv_id": "mx.vendor.example", "message_id_domain": "vendor.example"}
    desk = load_desk(folder / "partners.json", address="referrals@vendor.example", **ours)
    directory, found = load_directory(folder / "partners.json"), {}
    for line in (folder / "expect.jsonl").read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        partner = directory.find(row["sender"])
        expected = expectation_of({"partner": partner and partner.id, **row})
        raw = (folder / "eml" / row["file"]).read_bytes()
        found[row["file"]] = judge(expected, read(raw, directory, desk))
    return found


@pytest.mark.parametrize("name", SETS)
def test_nobody_is_registered_wrongly(name: str) -> None:
    wrong = {file: v.wrong_registrations for file, v in verdicts(name).items() if v.wrong_registrations}
    assert wrong == {}


@pytest.mark.parametrize("name", SETS)
def test_a_set_is_read_as_its_writer_would_read_it(name: str) -> None:
    found = verdicts(name).values()
    misses = {file: v.misses for file, v in verdicts(name).items() if v.misses}
    assert sum(v.right for v in found) >= BAR * len(found), misses
    assert sum(v.fields_right for v in found) >= BAR * sum(v.fields_seen for v in found), misses
