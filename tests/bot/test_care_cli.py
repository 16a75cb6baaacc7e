"""`verify`, `backup` and `restore` on the command line."""

from __future__ import annotations

import os
import sqlite3
import threading
import tomllib
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import cli, main
from storage.database import Database
from storage.deals import Deals
from storage.partners import Partners
from storage.plans import Plans
from storage.referrals import Referrals
from tests.builders import MONDAY, other_partner, partner, referral
from tests.rigs.office import RULES
from workflows.commission.model import Credit, Deal
from workflows.commission.record import DealRecord
from workflows.commission.rules import parse_book
from workflows.money import Money

FILE = "referral-desk.db"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "referral-desk.toml").write_text(RULES)
    database = Database(f"sqlite:///{tmp_path / FILE}")
    database.migrate()
    with database.write() as session:
        Partners(session).add(partner(), MONDAY)
    database.close()
    return tmp_path


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, words)
    said = done.output + (str(done.exception) if done.exception else "")
    return done.exit_code, " ".join(said.split())


def partners() -> int:
    database = Database(f"sqlite:///{FILE}")
    with database.read() as session:
        count = Partners(session).count()
    database.close()
    return count


def add_another() -> None:
    database = Database(f"sqlite:///{FILE}")
    with database.write() as session:
        Partners(session).add(other_partner(), MONDAY)
    database.close()


def test_a_database_that_is_well_is_said_to_be(folder: Path) -> None:
    code, said = run("verify")
    assert (code, "✗" in said, "every cent of 0 ledger entries fits" in said) == (0, False, True)


def test_a_backup_taken_while_somebody_writes_is_whole_and_can_be_put_back(folder: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        connection = sqlite3.connect(folder / FILE, timeout=30, isolation_level=None)
        while not stop.wait(0.001):
            connection.execute("INSERT INTO handled (key, at) VALUES (hex(randomblob(8)), '2026-03-02')")
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    code, said = run("backup", "copy.db")
    stop.set()
    writer.join()
    assert (code, "checked" in said) == (0, True)
    add_another()
    code, said = run("restore", "copy.db")
    assert (code, partners()) == (0, 1)
    (kept,) = folder.glob(f"{FILE}.before-*")
    kept.rename(folder / FILE)
    assert partners() == 2


def test_what_the_command_writes_is_nobody_elses_to_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = os.umask(0o022)
    try:
        monkeypatch.setattr("sys.argv", ["referral-desk", "backup", "copy.db"])
        with pytest.raises(SystemExit):
            main()
    finally:
        os.umask(before)
    assert (folder / "copy.db").stat().st_mode & 0o777 == 0o600


def test_a_database_that_everybody_could_read_is_closed_to_them_but_not_to_its_group(folder: Path) -> None:
    (folder / FILE).chmod(0o644)
    opened = Database(f"sqlite:///{folder / FILE}")
    assert (opened.keep_private(), opened.keep_private()) == (True, False)
    assert (folder / FILE).stat().st_mode & 0o777 == 0o640


def test_a_backup_overwrites_nothing_and_what_is_no_backup_is_refused(folder: Path) -> None:
    (folder / "copy.db").write_text("something else")
    assert "is there already" in run("backup", "copy.db")[1]
    assert "is no backup" in run("restore", "copy.db")[1]
    assert partners() == 1


def test_neither_another_programs_file_nor_a_later_ones_nor_the_database_itself_is_put_back(
    folder: Path,
) -> None:
    run("backup", "later.db")
    for file, statement in (
        ("other.db", "CREATE TABLE alembic_version (version_num)"),
        ("later.db", "UPDATE alembic_version SET version_num = '9999'"),
    ):
        connection = sqlite3.connect(folder / file)
        connection.execute(statement)
        connection.commit()
        connection.close()
    assert "another program's" in run("restore", "other.db")[1]
    assert "A newer version of referral-desk" in run("restore", "later.db")[1]
    assert "is where the database lies" in run("restore", FILE)[1]
    assert (partners(), sorted(folder.glob(f"{FILE}.*"))) == (1, [])


def test_a_database_that_is_broken_is_replaced_and_kept_as_it_is(folder: Path) -> None:
    run("backup", "copy.db")
    (folder / FILE).write_bytes(b"no database any more" * 500)
    code, said = run("restore", "copy.db")
    (kept,) = folder.glob(f"{FILE}.before-*[0-9]")
    assert (code, partners(), kept.name in said) == (0, 1, True)
    assert kept.read_bytes().startswith(b"no database")


def test_a_database_in_use_is_not_replaced(folder: Path) -> None:
    run("backup", "copy.db")
    busy = sqlite3.connect(folder / FILE, isolation_level=None)
    busy.execute("BEGIN IMMEDIATE")
    assert "stop the bot first" in run("restore", "copy.db")[1]
    busy.execute("ROLLBACK")
    busy.close()
    assert not (folder / f"{FILE}.part").exists()


def test_with_postgresql_its_own_tools_are_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFERRAL_DESK_DATABASE_URL", "postgresql://desk@localhost/desk")
    assert "pg_dump" in run("backup", "copy.db")[1]


PLANS = """
[[commission]]
name = "standard"
valid_from = 2026-01-01
currency = "GBP"
[[commission.rules]]
kind = "percent"
rate = "10 %"

[[commission]]
name = "standard"
valid_from = 2026-04-01
currency = "GBP"
[[commission.rules]]
kind = "percent"
rate = "15 %"
"""


def test_new_rates_are_tried_on_deals_that_are_closed_and_nothing_is_booked(folder: Path) -> None:
    (folder / "referral-desk.toml").write_text(RULES + PLANS)
    plan = parse_book(tomllib.loads(PLANS)["commission"]).plans[0]
    database = Database(f"sqlite:///{FILE}")
    with database.write() as session:
        Plans(session).keep(plan, MONDAY)
        Referrals(session).of_accounts({referral().account}, MONDAY)
        Referrals(session).add(referral(mail_id=None))
        deal = Deal(referral().id, Money.of(30_000, "GBP"), date(2026, 3, 2))
        Deals(session).save(DealRecord(deal, "P-1", plan.version, (Credit("P-1"),)))
    database.close()
    code, said = run("engagement", "rates", "--since", "2026-01-01", "--on", "2026-04-01")
    assert code == 0
    assert "by the plans of 1 Apr 2026" in said
    for cell in ("Northwind Advisory", "£3,000.00", "£4,500.00", "+£1,500.00"):
        assert cell in said
    assert run("engagement", "rates", "--since", "soon")[1].endswith('"soon" is no day: write 2026-01-31.')


def test_a_dry_run_shows_both_what_the_sequences_and_what_the_rates_would_have_done(folder: Path) -> None:
    code, said = run("engagement", "--dry-run")
    assert code == 0
    assert "had these rules been in force" in said
    assert "by the plans of" in said
