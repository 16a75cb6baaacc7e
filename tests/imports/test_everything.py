"""Everything can be taken along, and nothing in it is a formula."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import pytest

from bot.imports.everything import LEFT_OUT, cell, export
from storage.database import Database
from storage.history import History
from storage.partners import Partners
from storage.referrals import Referrals
from tests.builders import MONDAY, partner, referral
from workflows.errors import BadInput
from workflows.events import ReferralRegistered


def fill(database: Database) -> None:
    with database.write() as session:
        Partners(session).add(partner(company='=HYPERLINK("http://x")'), MONDAY)
        Referrals(session).of_accounts({"domain:acme.example"}, MONDAY)
        Referrals(session).add(referral(note="two\nlines, <b>"))
        History(session).append([ReferralRegistered("R-0000-00", MONDAY, "P-1")], key="k")


def ignore(_name: str, _rows: int) -> None:
    """Nothing to show."""


def test_a_zip_holds_every_table_the_log_and_what_the_columns_are(database: Database, tmp_path: Path) -> None:
    fill(database)
    export(database, tmp_path / "all.zip", ignore)
    with zipfile.ZipFile(tmp_path / "all.zip") as packed:
        referrals = list(csv.DictReader(packed.read("referrals.csv").decode().splitlines(keepends=True)))
        partners = list(csv.DictReader(packed.read("partners.csv").decode().splitlines(keepends=True)))
        (event,) = [json.loads(line) for line in packed.read("events.jsonl").splitlines()]
        words, names = packed.read("README.md").decode(), packed.namelist()
    assert (referrals[0]["note"], partners[0]["company"]) == ("two\nlines, <b>", '\'=HYPERLINK("http://x")')
    assert (event["kind"], event["data"]["partner_id"]) == ("ReferralRegistered", "P-1")
    assert "`received_at`" in words
    assert not {f"{table}.csv" for table in LEFT_OUT} & set(names)
    assert not [name for name in names if name.startswith(("slack_bots", "slack_install", "slack_oauth"))]


def test_a_folder_is_never_written_over(database: Database, tmp_path: Path) -> None:
    export(database, tmp_path / "all", ignore)
    assert (tmp_path / "all" / "partners.csv").exists()
    with pytest.raises(BadInput, match="there already"):
        export(database, tmp_path / "all", ignore)


@pytest.mark.parametrize("said", ["=1+1", "+1", "-1", "@x", " =1"])
def test_what_a_person_wrote_never_becomes_a_formula(said: str) -> None:
    assert cell(said) == f"'{said}"
    assert cell(f"\t{said}") == f"'\t'{said}"
    assert cell({"note": f"x;{said}"}) == f'{{"note": "x;\'{said}"}}'


def test_numbers_stay_numbers() -> None:
    assert cell(-5) == -5
