"""Slack's pace is kept: one message a second and channel, one redraw a moment and card; mail never waits."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.slack.workspace.pace import MOST_WAITING, Pace
from storage.database import Database
from storage.outbox import Outbox
from tests.bot.acts import SALES, introduce, introduce_many, shown
from tests.builders import AISHA, MARCO, partner
from tests.conftest import StillClock
from tests.rigs.office import Office, open_office
from workflows.commands import AddPartner, ClaimReferral, ReleaseReferral
from workflows.errors import NotYet
from workflows.model import Person

EVERY_S = 0.05


async def test_turns_of_one_channel_are_apart_and_channels_do_not_wait_for_each_other() -> None:
    pace, loop = Pace(EVERY_S), asyncio.get_running_loop()
    taken: dict[str, list[float]] = {"C1": [], "C2": []}

    async def post(channel: str) -> None:
        async with pace.turn(channel):
            taken[channel].append(loop.time())

    await asyncio.gather(*(post(channel) for channel in ("C1", "C1", "C1", "C2")))
    first, second, third = sorted(taken["C1"])
    assert min(second - first, third - second) >= EVERY_S * 0.9
    assert taken["C2"][0] - first < second - first


async def test_where_many_wait_the_next_ones_get_a_time_to_come_back() -> None:
    pace, times = Pace(60), []
    async with pace.turn("C1"):
        waiting = [asyncio.create_task(_enter(pace, "C1")) for _ in range(MOST_WAITING - 1)]
        await asyncio.sleep(0)
        for _ in range(2):
            with pytest.raises(NotYet) as turned_away:
                await _enter(pace, "C1")
            times.append(turned_away.value.after_s)
    assert times == [(MOST_WAITING + 1) * 60, (MOST_WAITING + 2) * 60]
    for task in waiting:
        task.cancel()


async def _enter(pace: Pace, name: str) -> None:
    async with pace.turn(name):
        pass


async def test_several_redraws_of_one_card_become_one_call_with_the_newest(by_socket: Office) -> None:
    about = await introduce(by_socket)
    card, engine = by_socket.posts(SALES)[0], by_socket.engine
    await engine.handle(ClaimReferral(about, MARCO), "one")
    await engine.handle(ReleaseReferral(about, MARCO), "two")
    await engine.handle(ClaimReferral(about, AISHA), "three")
    await by_socket.deliver()
    drawn = [call for call in by_socket.slack.calls_of("chat.update") if call["ts"] == card.ts]
    assert [f"{AISHA.name} has Acme Ltd" in shown(call["blocks"]) for call in drawn] == [True]
    assert (await engine.ask(lambda session: Outbox(session).waiting()))[0] == 0


async def test_a_card_that_somebody_deleted_is_posted_again(by_socket: Office) -> None:
    about = await introduce(by_socket)
    by_socket.slack.faults.refuse("chat.update", "message_not_found", times=1)
    await by_socket.handle(ClaimReferral(about, MARCO), "claim")
    assert "referral:claim" in shown(by_socket.posts(SALES)[0].blocks)  # the local one only pretends
    assert f"{MARCO.name} has Acme Ltd" in shown(by_socket.posts(SALES)[1].blocks)


async def test_a_flood_in_one_channel_holds_up_no_mail(
    sqlite: Database, tmp_path: Path, clock: StillClock
) -> None:
    async with open_office(sqlite, tmp_path, clock, every_s=60) as office:
        await office.engine.handle(AddPartner(partner(), Person("a test")), "add")
        ids = await introduce_many(office, MOST_WAITING + 2)
        slack = asyncio.create_task(office.delivery.run_lane("slack"))
        while await office.delivery.run_lane("email"):
            pass
        assert len(office.mailbag.letters) == len(ids)
        await office.slack.until(lambda: office.posts(SALES))
        assert len(office.posts(SALES)) == 1
        slack.cancel()
        office.engine.close()
