"""What reaches the log."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

import pytest

from bot.logs import _Line, _Redaction, redact
from tests.rigs.crashing import SECRETS
from tests.rigs.program import Program


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        ("refused for jane@acme.example today", "refused for <address> today"),
        ('refused for "Jane Doe"@acme.example', "refused for <address>"),
        ("refused for j.o'hara@acme.example", "refused for <address>"),
        ("imaps://desk:hunter2@mail.example:993/INBOX", "imaps://desk:***@mail.example:993/INBOX"),
        ("token xoxb-123-abc and xapp-1-A", "token <token> and <token>"),
        ("sent {'code': '1234567890.2345678901.0a1b2c3d4e5f', 'n': 1}", "sent {'code': '***', 'n': 1}"),
        ("POST client_secret=0a1b2c3d4e5f6a7b&grant=x", "POST client_secret=***&grant=x"),
        ("OSError (errno 28, code ENOSPC), status 404", "OSError (errno 28, code ENOSPC), status 404"),
        ("R-7K3M-9Q moved", "R-7K3M-9Q moved"),
        ("refused\nDETAIL:  Key (name)=(Jane Doe) is there", "refused\nDETAIL: <row>"),
    ],
)
def test_addresses_tokens_and_passwords_are_taken_out(said: str, logged: str) -> None:
    assert redact(said) == logged


async def test_no_name_amount_address_or_password_gets_into_the_log_through_an_exception(
    own_postgresql_url: str, tmp_path: Path
) -> None:
    env = {**os.environ, "REFERRAL_DESK_DATABASE_URL": own_postgresql_url}
    crash = Program(env=env, folder=tmp_path, out=tmp_path / "log", module="tests.rigs.crashing")
    assert await crash.wait() == 1
    said = (tmp_path / "log").read_text()
    assert [secret for secret in SECRETS if secret.lower() in said.lower()] == []
    assert said.count("told by a library") == said.count("told.by_us") == 3
    assert said.count('"event": "crashed"') == 2
    for kind in ("IntegrityError of NotNullViolation (sqlstate 23502)", "ValueError", "OSError (errno 28)"):
        assert kind in said
    assert "Task exception was never retrieved" in said
    assert "in _refused_row" in said


def test_what_a_library_logs_is_a_line_like_all_others() -> None:
    record = logging.LogRecord("inbox.imap", logging.WARNING, "", 1, "refused for %s", ("j@a.example",), None)
    record.mailbox = "referrals at mail.example, INBOX"
    assert _Redaction().filter(record)
    line = json.loads(_Line().format(record))
    assert (line["event"], line["level"]) == ("refused for <address>", "warning")
    assert (line["logger"], line["mailbox"]) == ("inbox.imap", "referrals at mail.example, INBOX")
    assert line["timestamp"].endswith("Z")
