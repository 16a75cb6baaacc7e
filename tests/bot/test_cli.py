"""The command line teaches, answers and never shows a traceback for a person's mistake."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from importlib.metadata import version as installed
from pathlib import Path

import pytest
from typer.main import get_command

from bot.cli.main import cli, demo
from bot.cli.panels import PANELS
from tests.rigs.desk import SAM, forward
from tests.rigs.program import Program, run
from tests.rigs.waiting import until
from workflows.errors import BadInput

DESK = {
    "REFERRAL_DESK_MAIL_ADDRESS": "referrals@vendor.example",
    "REFERRAL_DESK_AUTHSERV_ID": "mx.vendor.example",
}


def desk(folder: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    surroundings = {"PATH": os.environ["PATH"], "COLUMNS": "200", "HOME": str(folder)}
    return run(*arguments, env={**surroundings, **env}, folder=folder)


def test_help_teaches_the_way(tmp_path: Path) -> None:
    said = desk(tmp_path, "--help").stdout
    for word in ("demo", "init", "doctor", "run", "explain", "replay", "partner"):
        assert word in said


def test_help_begins_with_what_somebody_new_needs_and_every_command_has_its_heading(tmp_path: Path) -> None:
    said = desk(tmp_path, "--help").stdout
    places = [said.index(f" {panel} ─") for panel in PANELS]
    assert places == sorted(places)
    listed = [name for names in PANELS.values() for name in names]
    assert sorted(listed) == sorted(get_command(cli).commands)  # type: ignore[attr-defined]


def test_a_beginner_is_led_from_one_step_to_the_next(tmp_path: Path) -> None:
    lost = desk(tmp_path, "run")
    assert (lost.returncode, "referral-desk init" in lost.stderr, "Traceback" in lost.stderr) == (
        2,
        True,
        False,
    )
    assert "referral-desk doctor" in desk(tmp_path, "init").stdout
    (tmp_path / ".env").unlink()
    missing = desk(tmp_path, "run")
    assert "REFERRAL_DESK_IMAP_URL is not set" in missing.stderr


def test_a_partner_is_added_once_and_listed(tmp_path: Path) -> None:
    desk(tmp_path, "init")
    (tmp_path / ".env").unlink()
    add = ("partner", "add", "Northwind Advisory", "--name", "Sam Ortega", "--email", SAM)
    assert "is a partner" in desk(tmp_path, *add).stdout
    again = desk(tmp_path, *add)
    assert (again.returncode, "belongs to Northwind Advisory" in again.stderr) == (2, True)
    assert SAM in desk(tmp_path, "partner", "list").stdout


def test_brackets_in_a_name_are_brackets(tmp_path: Path) -> None:
    desk(tmp_path, "init")
    (tmp_path / ".env").unlink()
    add = ("partner", "add", "Acme [/oops] Ltd", "--name", "[bold]Sam", "--email", SAM)
    assert "Acme [/oops] Ltd is a partner" in desk(tmp_path, *add).stdout
    listed = desk(tmp_path, "partner", "list").stdout
    assert "Acme [/oops] Ltd" in listed
    assert "[bold]Sam" in listed


@pytest.fixture
def partners(tmp_path: Path) -> Path:
    path = tmp_path / "partners.json"
    known = {
        "id": "p1",
        "name": "Sam Ortega",
        "company": "Northwind",
        "emails": [SAM],
        "domains": [],
        "manager": "",
    }
    path.write_text(json.dumps([known]))
    return path


def test_explain_prints_one_object_per_file(tmp_path: Path, partners: Path) -> None:
    (tmp_path / "intro.eml").write_bytes(forward())
    (tmp_path / "forged.eml").write_bytes(forward(2, dmarc="fail"))
    (tmp_path / "twice.eml").write_bytes(forward())
    files = ("intro.eml", "forged.eml", "twice.eml")
    done = desk(tmp_path, "explain", *files, "--partners", str(partners), "--jsonl", **DESK)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(r["file"], r["action"]) for r in rows] == [
        ("intro.eml", "register"), ("forged.eml", "handoff"), ("twice.eml", "duplicate"),
    ]  # fmt: skip
    assert set(rows[0]) == {"file", "action", "partner", "referrals", "note", "reasons"}
    assert rows[0]["referrals"][0]["email"] == "jane@company1.example"
    assert rows[0]["partner"] == "p1"


def test_explain_tells_a_person_why(tmp_path: Path, partners: Path) -> None:
    (tmp_path / "intro.eml").write_bytes(forward())
    said = desk(tmp_path, "explain", "intro.eml", "--partners", str(partners), **DESK).stdout
    assert "register" in said
    assert "Jane Doe <jane@company1.example>" in said


def test_explain_names_what_is_wrong_with_a_partners_file(tmp_path: Path) -> None:
    (tmp_path / "intro.eml").write_bytes(forward())
    (tmp_path / "bad.json").write_text('{"not": "a list"}')
    said = desk(tmp_path, "explain", "intro.eml", "--partners", "bad.json")
    assert (said.returncode, "not a list of partners" in said.stderr, "Traceback" in said.stderr) == (
        2,
        True,
        False,
    )


def test_replaying_what_does_not_exist_is_said_plainly(tmp_path: Path) -> None:
    said = desk(tmp_path, "replay", "7")
    assert (said.returncode, "There is no kept mail 7." in said.stderr) == (2, True)


def test_it_says_which_release_it_is(tmp_path: Path) -> None:
    assert desk(tmp_path, "--version").stdout == f"referral-desk {installed('referral-desk')}\n"


def test_without_its_extra_the_demo_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bot.sandbox.demo", None)
    with pytest.raises(BadInput, match="make demo"):
        demo()


async def test_who_is_stopped_while_the_database_is_away_stops_and_had_said_why(tmp_path: Path) -> None:
    (tmp_path / "referral-desk.toml").write_text('[[managers]]\nname = "D"\nemail = "d@vendor.example"\n')
    env = {
        "REFERRAL_DESK_DATABASE_URL": "postgresql://desk:pw@127.0.0.1:1/desk",
        "REFERRAL_DESK_IMAP_URL": "imap://u:p@127.0.0.1:1/INBOX",
        "REFERRAL_DESK_SMTP_URL": "smtp://127.0.0.1:1",
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
    }
    out = tmp_path / "log"
    program = Program("run", env={"PATH": os.environ["PATH"], **DESK, **env}, folder=tmp_path, out=out)
    await until(lambda: out.is_file() and "database.away" in out.read_text(), 60)
    program.send_signal(signal.SIGTERM)
    assert await program.wait() == 0
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert "refused" in lines[0]["why"]
    assert lines[-1]["event"] == "stopped"
    assert not any(line["level"] == "critical" for line in lines)


def test_a_file_that_cannot_be_read_is_a_line_among_the_others(tmp_path: Path, partners: Path) -> None:
    (tmp_path / "intro.eml").write_bytes(forward())
    done = desk(tmp_path, "explain", "gone.eml", "intro.eml", "--partners", str(partners), "--jsonl", **DESK)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(r["file"], r["action"]) for r in rows] == [("gone.eml", "handoff"), ("intro.eml", "register")]
    assert "cannot be read: No such file" in rows[0]["reasons"][0]


def test_the_list_of_partners_names_who_acts_for_them_now(tmp_path: Path) -> None:
    manager = '[[managers]]\nname = "{0}"\nemail = "{0}@vendor.example"\n'
    (tmp_path / "referral-desk.toml").write_text(manager.format("dana") + manager.format("jonas"))
    desk(tmp_path, "partner", "add", "Northwind", "--name", "Sam", "--email", SAM)
    (tmp_path / "referral-desk.toml").write_text(manager.format("jonas"))
    said = desk(tmp_path, "partner", "list").stdout
    assert "jonas@vendor.example" in said
    assert "dana" not in said


def test_a_backup_into_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    (tmp_path / "referral-desk.db").touch()
    done = desk(tmp_path, "backup", f"{tmp_path}/nowhere/x.db")
    assert done.returncode == 2
    assert "there is no such folder" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_a_database_that_is_away_ends_a_command_with_a_sentence(tmp_path: Path) -> None:
    url = {"REFERRAL_DESK_DATABASE_URL": "postgresql://desk:geheim@127.0.0.1:1/desk"}
    done = desk(tmp_path, "outbox", "list", **url)
    assert done.returncode == 2
    assert done.stderr.startswith("REFERRAL_DESK_DATABASE_URL: the server cannot be reached")
    assert "Traceback" not in done.stderr
    assert "geheim" not in done.stderr
