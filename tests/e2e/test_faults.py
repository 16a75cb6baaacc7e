"""The plug is pulled at every step: exactly one referral, no mail lost, at most one repeated message."""

from __future__ import annotations

import signal
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.sandbox.slack import LocalSlack
from storage.mail_tables import InboundRow, OutboxRow
from storage.tables import ReferralRow
from tests.e2e.test_main_job import mails
from tests.rigs.desk import Desk, alerts, forward
from tests.rigs.dying import STEPS
from tests.rigs.mail import MailRig
from tests.rigs.office import PATIENCE_S
from tests.rigs.slack_validator import payload_faults
from tests.rigs.waiting import until


@pytest.mark.parametrize("step", STEPS)
async def test_killed_at_any_step_it_goes_on_as_if_nothing_had_been(tmp_path: Path, step: str) -> None:
    with MailRig() as mail:
        async with LocalSlack(validate=payload_faults, ack_timeout_s=PATIENCE_S) as slack:
            desk = Desk(mail, slack, tmp_path)
            await desk.add_partner()
            await desk.start(module="tests.rigs.dying", DIES_AT=step)
            await desk.send(forward())
            assert await desk.died() == -signal.SIGKILL
            await desk.start()
            await until(lambda: len(alerts(slack)) == 1, within_s=180)
            confirmations = await mails(desk, 1)
            await until(lambda: settled(desk), within_s=180)
            assert await desk.stop() == 0
            counts = Counter(m["Message-ID"] for m in confirmations)
            assert (len(counts), max(counts.values()) <= 2) == (1, True)
            assert len(alerts(slack)) == 1
            assert referrals(desk) == 1


def settled(desk: Desk) -> bool:
    """Nothing waits any more."""
    database = desk.database()
    with database.read() as session:
        waiting = [
            session.scalar(select(func.count()).where(table.status == "pending"))
            for table in (InboundRow, OutboxRow)
        ]
    database.close()
    return waiting == [0, 0]


def referrals(desk: Desk) -> int:
    """How many there are."""
    database = desk.database()
    with database.read() as session:
        count = session.scalar(select(func.count()).select_from(ReferralRow))
    database.close()
    return count or 0


def run_only(*parts: str) -> tuple[str, ...]:
    """The options of a replica that has these parts."""
    return "--only", ",".join((*parts, "http"))


async def test_when_the_replica_that_watches_the_mailbox_dies_another_takes_over(
    tmp_path: Path, own_postgresql_url: str
) -> None:
    for name in "abc":
        (tmp_path / name).mkdir()
    with MailRig() as mail:
        async with LocalSlack(validate=payload_faults, ack_timeout_s=PATIENCE_S) as slack:
            first, second, rest = (Desk(mail, slack, tmp_path / name, own_postgresql_url) for name in "abc")
            await first.add_partner()
            await first.start(*run_only("intake"))
            await first.answers()
            await second.start(*run_only("intake"))
            await rest.start(*run_only("delivery", "clock", "slack"))
            await rest.answers()
            await first.send(forward(1))
            await until(lambda: len(alerts(slack)) == 1, within_s=60)
            await first.kill()
            await first.send(forward(2))
            await until(lambda: len(alerts(slack)) == 2, within_s=90)
            await until(lambda: settled(rest), within_s=60)
            assert [await second.stop(), await rest.stop()] == [0, 0]
            assert (referrals(rest), len(await rest.mailbox())) == (2, 2)


async def test_two_processes_over_one_mailbox_and_one_postgresql_register_each_once(
    tmp_path: Path, own_postgresql_url: str
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with MailRig() as mail:
        async with LocalSlack(validate=payload_faults, ack_timeout_s=PATIENCE_S) as slack:
            first = Desk(mail, slack, tmp_path / "a", own_postgresql_url)
            second = Desk(mail, slack, tmp_path / "b", own_postgresql_url)
            await first.add_partner()
            await first.start()
            await second.start()
            await first.answers()
            await second.answers()
            for number in range(20):
                await first.send(forward(number))
            await until(lambda: len(alerts(slack)) == 20, within_s=60)
            await until(lambda: settled(first), within_s=60)
            await first.stop()
            await second.stop()
            assert referrals(first) == 20
            assert len(alerts(slack)) == 20
            assert len(await first.mailbox()) == 20
