"""The whole way, on real mail: a forwarded intro becomes a claimed referral."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from email.message import Message
from pathlib import Path

import pytest

from bot.sandbox.slack import LocalSlack
from tests.rigs.desk import SAM, Desk, alerts, forward
from tests.rigs.mail import MailRig
from tests.rigs.office import PATIENCE_S
from tests.rigs.slack_validator import payload_faults
from tests.rigs.waiting import until

SALES, MANAGERS = "sales-referrals", "partner-managers"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    with MailRig() as mail:
        async with LocalSlack(validate=payload_faults, ack_timeout_s=PATIENCE_S) as slack:
            made = Desk(mail, slack, tmp_path)
            await made.add_partner()
            (tmp_path / "desk.db").chmod(0o644)
            await made.start()
            await made.answers()
            yield made
            await made.kill()


async def mails(desk: Desk, count: int) -> list[Message]:
    """The partner's mails, once there are so many."""
    async with asyncio.timeout(120):
        while len(found := await desk.mailbox()) < count:
            await asyncio.sleep(0.05)
    return found


def text_of(mail: Message) -> str:
    part = mail.get_payload(0)
    assert isinstance(part, Message)
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()


async def test_a_forward_becomes_an_alert_a_claim_and_two_mails(desk: Desk) -> None:
    await desk.send(forward())
    await until(lambda: alerts(desk.slack))
    (alert,) = alerts(desk.slack)
    await desk.slack.click("marco", SALES, str(alert["ts"]), "referral:claim")
    confirmation, claimed = await mails(desk, 2)
    for mail in (confirmation, claimed):
        assert mail["From"] == "Dana Reyes <referrals@vendor.example>"
        assert mail["In-Reply-To"] == "<intro1@mail.northwind.example>"
        assert mail["Subject"] == "Re: Fwd: Payroll at company 1"
        assert mail["Auto-Submitted"] == "auto-replied"
    assert "Company 1 Ltd" in text_of(confirmation)
    assert "Need to discuss this referral? Contact your partner manager: Dana Reyes" in text_of(confirmation)
    assert "Marco from our sales team has taken it" in text_of(claimed)
    await until(lambda: "Marco Bianchi has Company 1 Ltd" in str(alerts(desk.slack)[0]["text"]))


async def test_a_stranger_and_a_forger_reach_a_person_and_nothing_is_registered(desk: Desk) -> None:
    await desk.send(forward(1, sender="mirela@bureau.example"), "mirela@bureau.example")
    await desk.send(forward(2, dmarc="fail"))
    await until(lambda: len(alerts(desk.slack, MANAGERS)) == 2)
    said = " | ".join(str(a["text"]) for a in alerts(desk.slack, MANAGERS))
    assert "Somebody new wrote to the desk" in said
    assert "This mail may be forged" in said
    assert alerts(desk.slack) == []
    assert len(await desk.mailbox("mirela@bureau.example")) == 1  # the friendly answer
    assert await desk.mailbox() == []  # whoever is impersonated hears nothing


async def test_the_same_mail_twice_is_one_referral(desk: Desk) -> None:
    await desk.send(forward())
    await desk.send(forward())
    await desk.send(forward(2))
    await until(lambda: len(alerts(desk.slack)) == 2)
    assert len(await mails(desk, 2)) == 2


async def test_mail_and_slack_may_be_away_and_it_catches_up(desk: Desk) -> None:
    desk.slack.faults.server_error("chat.postMessage", times=2)
    desk.slack.faults.rate_limit("chat.postMessage", times=1, retry_after=1)
    await desk.send(forward(1))
    await until(lambda: len(alerts(desk.slack)) == 1, within_s=30)
    desk.mail.dovecot.kill()
    await unhealthy(desk, "imap")
    desk.mail.dovecot.start()
    await desk.send(forward(2))
    await until(lambda: len(alerts(desk.slack)) == 2, within_s=30)
    await desk.answers()


async def unhealthy(desk: Desk, part: str) -> None:
    """Wait until health says that this part does not work."""
    async with asyncio.timeout(120):
        while True:
            parts = (await desk.health()).get("parts")
            if isinstance(parts, list) and any(p["part"] == part and not p["ok"] for p in parts):
                return
            await asyncio.sleep(0.05)


async def test_it_stops_when_asked_and_goes_on_where_it_was(desk: Desk) -> None:
    assert await desk.stop() == 0
    await desk.send(forward())
    await desk.start()
    await until(lambda: alerts(desk.slack), within_s=30)
    assert len(await mails(desk, 1)) == 1


async def test_a_database_that_everybody_could_read_is_closed_to_them_at_the_start(desk: Desk) -> None:
    assert (desk.folder / "desk.db").stat().st_mode & 0o777 == 0o640


async def test_no_secret_and_no_address_reaches_the_log(desk: Desk) -> None:
    await desk.send(forward())
    await until(lambda: alerts(desk.slack))
    await desk.stop()
    log = desk.last_words()
    for secret in (desk.slack.bot_token, desk.slack.app_token, ":pw@", SAM, "jane@", "Jane"):
        assert secret not in log
