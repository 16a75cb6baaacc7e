"""The doctor says what is wrong and how to mend it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.sandbox.installation import BOT_SCOPES
from bot.sandbox.slack import LocalSlack
from bot.slack.workspace.scopes import SCOPES
from bot.upkeep.doctor import examine, payment_findings
from bot.upkeep.findings import Finding
from storage.database import Database
from tests.rigs.mail import MailRig
from tests.rigs.office import RULES, settings_for


async def look(slack: LocalSlack, folder: Path, **env: str) -> dict[str, Finding]:
    database = f"sqlite:///{folder / 'desk.db'}"
    settings = settings_for(slack, folder, {"REFERRAL_DESK_DATABASE_URL": database, **env})
    return {finding.part: finding for finding in await examine(settings)}


async def test_when_all_is_well_it_says_so(tmp_path: Path) -> None:
    opened = Database(f"sqlite:///{tmp_path / 'desk.db'}")
    opened.migrate()
    opened.close()
    with MailRig(mta="aiosmtpd") as mail:
        async with LocalSlack() as slack:
            found = await look(
                slack,
                tmp_path,
                REFERRAL_DESK_IMAP_URL=mail.imap_url("referrals@vendor.example"),
                REFERRAL_DESK_SMTP_URL=f"smtp://127.0.0.1:{mail.smtp}",
                REFERRAL_DESK_AUTHSERV_ID="mx.vendor.example",
            )
    bad = {part: finding for part, finding in found.items() if finding.verdict == "bad"}
    assert bad == {}
    assert found["partners"].verdict == "warn"
    for part in ("database", "imap", "smtp", "trust", "slack", "scopes", "socket mode", "channel"):
        assert found[part].verdict == "ok", found[part]


async def test_each_fault_comes_with_its_mending(tmp_path: Path) -> None:
    with MailRig(mta="none") as mail:
        async with LocalSlack() as slack:
            channel = slack.workspace.channel("sales-referrals")
            channel.members.remove(slack.app.bot_user_id)
            wrong = mail.imap_url("referrals@vendor.example", password="wrong")
            smtp = f"smtp://127.0.0.1:{mail.smtp}"
            found = await look(slack, tmp_path, REFERRAL_DESK_IMAP_URL=wrong, REFERRAL_DESK_SMTP_URL=smtp)
    assert "migrate" in found["database"].mend
    assert (found["imap"].verdict, found["smtp"].verdict) == ("bad", "bad")
    assert "wrong" not in found["imap"].says
    assert "Authentication-Results" in found["trust"].mend


async def test_every_channel_we_post_in_is_looked_at_also_those_of_routes(tmp_path: Path) -> None:
    route = '[[routes]]\nchannel = "#sales-dach"\nregion = ["DE"]\n'
    (tmp_path / "referral-desk.toml").write_text(f"{RULES}\n{route}")
    async with LocalSlack() as slack:
        slack.workspace.channel("sales-referrals").archived = True
        managers = slack.workspace.channel("partner-managers")
        managers.members.remove(slack.app.bot_user_id)
        database = f"sqlite:///{tmp_path / 'desk.db'}"
        settings = settings_for(slack, tmp_path, {"REFERRAL_DESK_DATABASE_URL": database})
        found = [finding for finding in await examine(settings) if finding.part == "channel"]
    told = {finding.says: finding.mend for finding in found if finding.verdict == "bad"}
    assert "Unarchive #sales-referrals" in told["I cannot post in #sales-referrals: it is archived."]
    for name in ("#partner-managers", "#sales-dach"):
        says = f"I cannot find {name}: it does not exist, or is private without me."
        assert "`/invite` me if it is private" in told[says]


async def test_a_missing_scope_and_a_dead_token_are_told_apart(tmp_path: Path) -> None:
    async with LocalSlack() as slack:
        slack.faults.refuse("auth.test", "invalid_auth")
        found = await look(slack, tmp_path)
        assert "invalid_auth" in found["slack"].says
        assert "xoxb" not in found["slack"].says


async def test_slack_that_is_not_reached_is_no_matter_of_the_token(tmp_path: Path) -> None:
    async with LocalSlack() as slack:
        found = await look(slack, tmp_path, SLACK_API_URL="http://127.0.0.1:1/api/")
    assert "Slack cannot be reached" in found["slack"].says
    assert "firewall" in found["slack"].mend
    assert "token" not in found["slack"].mend


async def test_a_database_that_cannot_be_opened_says_why_and_the_rest_is_still_looked_at(
    tmp_path: Path,
) -> None:
    async with LocalSlack() as slack:
        database = f"sqlite:///{tmp_path}/nowhere/desk.db"
        found = await look(slack, tmp_path, REFERRAL_DESK_DATABASE_URL=database)
    assert f"there is no folder {tmp_path}/nowhere" in found["database"].says
    assert found["slack"].verdict == "ok"


async def test_a_manager_whom_slack_does_not_know_is_told(tmp_path: Path) -> None:
    wrong = '[[managers]]\nname = "Dana Reyes"\nemail = "dana.reyse@vendor.example"\n'
    (tmp_path / "referral-desk.toml").write_text(wrong)
    async with LocalSlack() as slack:
        found = await look(slack, tmp_path)
    assert found["people"].verdict == "bad"
    assert "Dana Reyes (dana.reyse@vendor.example)" in found["people"].says


async def test_a_port_that_another_program_has_is_told(tmp_path: Path) -> None:
    async with LocalSlack() as slack:
        other = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0)
        address = f"127.0.0.1:{other.sockets[0].getsockname()[1]}"
        found = await look(slack, tmp_path, REFERRAL_DESK_HTTP=address)
        other.close()
    assert found["http"].verdict == "bad"
    assert f"nothing can listen at {address}" in found["http"].says


async def test_user_groups_of_the_roles_are_looked_for(tmp_path: Path) -> None:
    roles = '[roles]\nmanager_group = "@partner-team"\nrep_group = "@gone"\n'
    (tmp_path / "referral-desk.toml").write_text(f"{RULES}\n{roles}")
    async with LocalSlack() as slack:
        settings = settings_for(
            slack, tmp_path, {"REFERRAL_DESK_DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}"}
        )
        found = [finding for finding in await examine(settings) if finding.part == "roles"]
    assert [finding.verdict for finding in found] == ["ok", "bad"]
    assert "@partner-team, 1 member" in found[0].says
    assert "@gone" in found[1].says


def test_the_doctor_asks_for_exactly_the_scopes_of_the_manifest() -> None:
    assert sorted(SCOPES) == sorted(BOT_SCOPES)  # tests/sandbox/test_manifest.py holds those to the manifest


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({}, [("ok", "neither Stripe nor PayPal is heard")]),
        ({"STRIPE_WEBHOOK_SECRET": "whsec_12345678 whsec_90abcdef"}, [("ok", "stripe is heard at")]),
        ({"STRIPE_WEBHOOK_SECRET": "sk_live_12345678"}, [("bad", "stripe is not a signing secret")]),
        (
            {"PAYPAL_WEBHOOK_ID": "https://hooks.example", "STRIPE_WEBHOOK_SECRET": "whsec_12345678"},
            [("ok", "stripe is heard at"), ("bad", "paypal is not the ID of a webhook")],
        ),
    ],
)
def test_the_secrets_of_payment_services_are_looked_at_and_never_shown(
    tmp_path: Path, env: dict[str, str], said: list[tuple[str, str]]
) -> None:
    told = {f"REFERRAL_DESK_{name}": secret for name, secret in env.items()}
    found = payment_findings(settings_for(LocalSlack(), tmp_path, told))
    assert [finding.verdict for finding in found] == [verdict for verdict, _words in said]
    for finding, (_verdict, words) in zip(found, said, strict=True):
        assert words in finding.says
        assert not any(secret in finding.says + finding.mend for secret in env.values())
