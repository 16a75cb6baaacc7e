"""`token` and `hook` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.api.access import sha256
from bot.cli.main import cli
from storage.database import Database
from storage.tokens import Tokens
from tests.rigs.office import RULES

HOOKS = """
[[webhooks]]
name = "zap"
url = "https://zap.example/hook"

[[sources]]
name = "forms"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "referral-desk.toml").write_text(RULES + HOOKS)
    return tmp_path


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, words)
    return done.exit_code, done.output


def test_a_token_is_shown_once_kept_as_a_hash_and_revoked(folder: Path) -> None:
    code, said = run("token", "add", "zapier", "--scope", "referrals:read")
    token = said.split()[-1]
    database = Database(f"sqlite:///{folder / 'referral-desk.db'}")
    with database.read() as session:
        found = Tokens(session).find(sha256(token))
    assert found
    assert (code, found.name, found.scopes) == (0, "zapier", frozenset({"referrals:read"}))
    assert token.encode() not in (folder / "referral-desk.db").read_bytes()
    assert "zapier" in run("token", "list")[1]
    assert run("token", "revoke", "zapier")[0] == 0
    with database.read() as session:
        assert Tokens(session).find(sha256(token)) is None
    database.close()


def test_hooks_and_sources_have_each_their_own_secret(folder: Path) -> None:
    secrets = [run("hook", "secret", name)[1].strip() for name in ("zap", "forms", "zap")]
    assert secrets[0] == secrets[2] != secrets[1]
    assert all(secret.startswith("whsec_") for secret in secrets)
    _, listed = run("hook", "list")
    assert "zap.example" in listed
    assert "/hooks/forms" in listed
