"""`referral-desk crm`, and what the doctor says of a CRM."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import cli
from bot.sandbox.slack import LocalSlack
from bot.upkeep.doctor import crm_findings
from storage.database import Database
from storage.outbox import Outbox
from storage.partners import Partners
from storage.referrals import Referrals
from tests.builders import MONDAY, partner, referral
from tests.connectors.vendors.base import running
from tests.connectors.vendors.hubspot import HubSpotServer
from tests.rigs.office import RULES, settings_for

CRM = '\n[crm]\nvendor = "hubspot"\n[crm.stages]\nregistered = "new"\ncontacted = ["talk", "talk-2"]\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, migrated_file: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copy(migrated_file, tmp_path / "referral-desk.db")
    (tmp_path / "referral-desk.toml").write_text(RULES + CRM)
    return tmp_path


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, words)
    return done.exit_code, done.output


def test_a_crm_that_was_connected_later_is_told_of_everything(folder: Path) -> None:
    database = Database(f"sqlite:///{folder / 'referral-desk.db'}")
    with database.write() as session:
        Partners(session).add(partner(), MONDAY)
        Referrals(session).of_accounts(["domain:acme.example"], MONDAY)
        Referrals(session).add(referral("R-0000-01"))
        Referrals(session).add(referral("R-0000-02", registration="withdrawn"))
    assert "1 are here that it does not know: `referral-desk crm backfill`" in run("crm", "status")[1]
    code, said = run("crm", "backfill")
    assert (code, "1 referrals are on their way to HubSpot" in said) == (0, True)
    with database.read() as session:
        assert Outbox(session).waiting()[0] == 1
    database.close()
    said = run("crm", "status")[1]
    assert ("1 are on their way" in said, "does not know" in said) == (True, False)
    assert "Contacted: talk, talk-2" in run("crm", "stages")[1]


def test_without_a_crm_the_command_says_what_to_set(folder: Path) -> None:
    (folder / "referral-desk.toml").write_text(RULES)
    done = CliRunner().invoke(cli, ["crm", "status"])
    assert "set vendor under [crm]" in str(done.exception)


async def test_the_doctor_asks_the_crm_itself(folder: Path) -> None:
    async with running(HubSpotServer()) as vendor:
        rules = (RULES + CRM).replace('"hubspot"\n', f'"hubspot"\nurl = "{vendor.url}"\n')
        (folder / "referral-desk.toml").write_text(rules)
        database = f"sqlite:///{folder / 'referral-desk.db'}"
        env = {"REFERRAL_DESK_DATABASE_URL": database, "REFERRAL_DESK_CRM_TOKEN": "first"}
        well, unsaid, unsigned = await crm_findings(settings_for(LocalSlack(), folder, env))
        assert (well.verdict, well.says) == ("ok", "HubSpot, portal 62515")
        assert ("Closed Won" in unsaid.says, "CRM_WEBHOOK_SECRET" in unsigned.mend) == (True, True)
        env["REFERRAL_DESK_CRM_TOKEN"] = "wrong"
        barred, *_ = await crm_findings(settings_for(LocalSlack(), folder, env))
        assert (barred.verdict, "does not let us in" in barred.says) == ("bad", True)
