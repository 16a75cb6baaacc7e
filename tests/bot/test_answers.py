"""How long partners wait for a first answer, and when the managers hear of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from prometheus_client import REGISTRY

from bot.delivery import Delivery
from bot.upkeep.answers import Answers
from storage.inbound import Inbound, NewMail
from storage.outbox import Due
from tests.builders import held, introduction, partner, prospect
from tests.conftest import StillClock
from tests.rigs.office import Mailbag
from tests.rigs.ticking import Replica
from workflows.commands import AddPartner
from workflows.model import Person
from workflows.sla import Sla


class Desk:
    """Intake, delivery and watch of one replica, step by step."""

    def __init__(self, replica: Replica) -> None:
        self.replica, self.engine, self.clock = replica, replica.engine, replica.clock
        self.answers = Answers(self.engine, Sla(), self.clock)
        self.delivery = Delivery(self.engine, {"email": Mailbag(), "slack": Nothing()}, self.clock)
        self.delivery.on_sent(self.answers.note)

    async def receive(self, number: int) -> None:
        """A mail reaches our mailbox now."""
        raw = b"From: sam@northwind.example\r\n\r\nhello"
        new = NewMail("desk", "INBOX", 1, number, self.clock.now(), raw)
        await self.engine.unit(lambda session, now: Inbound(session).keep([new], now))

    async def read(self, number: int) -> None:
        """The mail becomes a referral, and is done."""
        someone = prospect(email=f"jane@company{number}.example", company=f"Company {number}")
        await self.engine.handle(introduction(someone, mail_id=number), f"mail:{number}")
        await self.engine.unit(lambda session, now: self._close(Inbound(session), number))

    def _close(self, inbound: Inbound, number: int) -> None:
        for kept in inbound.claim(self.clock.now(), lease=timedelta(seconds=1), limit=9):
            if kept.id == number:
                inbound.settle(kept.lease, status="done", outcome="", message_id="", fingerprint="")

    async def deliver(self) -> None:
        while await self.delivery.run_once():
            pass

    async def notices(self) -> list[str]:
        """Look, then give the keys of what the managers were told."""
        self.clock.move(timedelta(seconds=11))
        await self.answers.run_once()
        return await self.replica.said("late-answers:")


class Nothing:
    """A Slack that takes everything."""

    async def send(self, due: Due) -> str:
        return ""


@pytest.fixture
async def desk(database_url: str, clock: StillClock) -> AsyncIterator[Desk]:
    replica = Replica(database_url, clock)
    await replica.engine.handle(AddPartner(partner(), Person("a test")), "add:P-1")
    yield Desk(replica)
    replica.kill()


def measured(level: str) -> float:
    return REGISTRY.get_sample_value("referral_desk_late_answers_total", {"level": level}) or 0.0


def counted() -> float:
    return REGISTRY.get_sample_value("referral_desk_answer_seconds_count") or 0.0


@pytest.mark.parametrize(
    ("seconds", "level", "is_told"),
    [(9, "", False), (30, "slow", False), (120, "alarm", False), (301, "breach", True)],
)
async def test_an_answer_is_measured_from_the_mail_servers_receive_time(
    desk: Desk, seconds: int, level: str, is_told: bool
) -> None:
    before, before_level = counted(), measured(level)
    await desk.receive(1)
    desk.clock.move(timedelta(seconds=seconds))
    await desk.read(1)
    await desk.deliver()
    assert counted() == before + 1
    assert measured(level) == (before_level + 1 if level else 0)
    assert bool(await desk.notices()) == is_told


async def test_who_still_waits_after_five_minutes_is_noticed_without_an_answer(desk: Desk) -> None:
    await desk.receive(1)
    desk.clock.move(timedelta(seconds=280))
    assert await desk.notices() == []
    desk.clock.move(timedelta(seconds=20))
    assert await desk.notices() == ["late-answers:2026-03-02T10"]


async def test_an_answer_that_cannot_be_sent_is_noticed_too(desk: Desk) -> None:
    await desk.receive(1)
    await desk.read(1)
    desk.clock.move(timedelta(minutes=6))
    assert len(await desk.notices()) == 1


async def test_one_trouble_is_one_notice_an_hour(desk: Desk) -> None:
    for number in (1, 2, 3):
        await desk.receive(number)
    desk.clock.move(timedelta(minutes=6))
    assert len(await desk.notices()) == 1
    desk.clock.move(timedelta(minutes=20))
    assert len(await desk.notices()) == 1
    desk.clock.move(timedelta(minutes=40))
    assert await desk.notices() == ["late-answers:2026-03-02T10", "late-answers:2026-03-02T11"]


async def test_a_mail_that_lay_with_a_person_is_measured_by_its_first_answer(desk: Desk) -> None:
    before = counted()
    await desk.receive(1)
    await desk.engine.handle(held(), "mail:held")
    await desk.deliver()
    assert counted() == before + 1  # "I have passed this on"
    desk.clock.move(timedelta(hours=3))
    await desk.read(1)  # a manager registers it by hand
    await desk.deliver()
    assert counted() == before + 1
