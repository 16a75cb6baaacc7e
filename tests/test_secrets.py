"""No password and no token is shown in errors, `doctor`, a crash or the log, and none lies in these files."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import cli
from bot.logs import redact
from bot.settings import load_settings
from tests.rigs.office import RULES
from workflows.errors import BadInput

HERE = Path(__file__).parents[1]
SECRETS = {
    "REFERRAL_DESK_IMAP_URL": "imap://desk:imap-hunter2@127.0.0.1:1/INBOX",
    "REFERRAL_DESK_SMTP_URL": "smtp://desk:smtp-hunter2@127.0.0.1:1",
    "SLACK_BOT_TOKEN": "xoxb-bot-hunter2",
    "SLACK_APP_TOKEN": "xapp-app-hunter2",
    "SLACK_SIGNING_SECRET": "signing-hunter2",
    "SLACK_CLIENT_SECRET": "client-hunter2",
    "SLACK_API_URL": "http://127.0.0.1:1/api/",
    "REFERRAL_DESK_MAIL_ADDRESS": "referrals@vendor.example",
}
REAL = re.compile(
    r"xox[abprs]-\d{9,}-\d{9,}-\w{16,}|xapp-\d-[A-Z0-9]{9,}-\d{9,}-\w{32,}|AKIA[A-Z0-9]{16}"
    r"|gh[pousr]_\w{36}|-----BEGIN (?:[A-Z]+ )?PRIVATE KEY"
)


def said(folder: Path, *words: str, **more: str) -> str:
    """All that a command lets anybody read, the trace of a crash included."""
    rules = folder / "referral-desk.toml"
    rules.write_text(RULES)
    database = {"REFERRAL_DESK_DATABASE_URL": f"sqlite:///{folder / 'desk.db'}"}
    env = {**SECRETS, **database, "REFERRAL_DESK_CONFIG": str(rules), "COLUMNS": "200", **more}
    done = CliRunner().invoke(cli, words, env=env)
    trace = "".join(traceback.format_exception(*done.exc_info)) if done.exc_info else ""
    return f"{done.output}\n{trace}"


def test_doctor_shows_no_secret_even_where_nothing_can_be_reached(tmp_path: Path) -> None:
    words = said(tmp_path, "doctor")
    assert "SMTP" in words.upper()
    assert "hunter2" not in words


@pytest.mark.parametrize(
    "wrong",
    [
        {"REFERRAL_DESK_SMTP_URL": "smtp//desk:hunter2@mail.example"},
        {"REFERRAL_DESK_IMAP_URL": "imaps://desk:hunter2@mail.example:port/INBOX"},
        {"REFERRAL_DESK_HTTP": "nowhere"},
        {"REFERRAL_DESK_DATABASE_URL": "postgresql://desk:hunter2@127.0.0.1:1/desk"},
    ],
)
def test_a_mistake_or_a_crash_shows_no_secret(tmp_path: Path, wrong: dict[str, str]) -> None:
    words = said(tmp_path, "verify", **wrong)
    assert "Error" in words or "not right" in words
    assert "hunter2" not in words


def test_settings_that_are_printed_show_no_secret(tmp_path: Path) -> None:
    rules = tmp_path / "referral-desk.toml"
    rules.write_text(RULES)
    settings = load_settings(SECRETS, rules)
    shown = f"{settings!r} {settings} {settings.mailboxes!r} {settings.smtp!r}"
    assert "hunter2" not in shown
    with pytest.raises(BadInput) as refused:
        load_settings({**SECRETS, "REFERRAL_DESK_PUBLIC_URL": "ftp://x"}, rules)
    assert "hunter2" not in str(refused.value)


def test_the_log_shows_no_secret() -> None:
    logged = redact(
        " ".join(f"{name} {value}" for name, value in SECRETS.items() if "://" in value or "xo" in value)
    )
    assert "hunter2" not in logged


def test_no_real_secret_lies_in_these_files() -> None:
    rooms = ("bot", "inbox", "workflows", "storage", "templates", "tests", "deploy", ".ci")
    files = [*HERE.iterdir(), *(path for room in rooms for path in (HERE / room).rglob("*"))]
    kept = [path for path in files if path.is_file() and not _is_made(path)]
    assert len(kept) > 500
    found = [str(path.relative_to(HERE)) for path in kept if REAL.search(path.read_text(errors="replace"))]
    assert found == []


def _is_made(path: Path) -> bool:
    """Somebody's own settings, and what can be made again."""
    return path.name.startswith(".env") or "__pycache__" in path.parts or path.stat().st_size > 2_000_000
