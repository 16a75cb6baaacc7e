"""How fast Slack hears back under fifty clicks a second, with a million referrals stored."""

from __future__ import annotations

import asyncio
import gc
import os
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from statistics import quantiles

from bot.clock import Clock
from bot.sandbox.slack import LocalSlack
from tests.bench.filled import REPS, filled
from tests.builders import introduction, prospect
from tests.rigs.desk import Desk
from tests.rigs.mail import MailRig
from tests.rigs.replicas import open_replicas
from workflows.events import ReferralRegistered

STORED = 1_000_000
CLICKS = 500
PER_SECOND = 50
QUESTIONS = 100
SALES = "sales-referrals"
GOAL = "p99 < 100 ms"


async def measure() -> list[tuple[str, str, str]]:
    """Acks as Slack sees them over Socket Mode: the program as it is run, Slack and Postfix outside of it."""
    with tempfile.TemporaryDirectory() as folder, MailRig() as mail:
        file = Path(folder) / "desk.db"
        await asyncio.to_thread(shutil.copy, filled(STORED), file)
        await asyncio.to_thread(os.sync)  # a gigabyte on its way to the disk makes every commit wait
        async with LocalSlack() as slack:
            for number in range(1, REPS):
                slack.workspace.add_user(f"rep{number}", f"Rep {number}", id=f"U0REP{number}")
            desk = Desk(mail, slack, Path(folder), f"sqlite:///{file}")
            await _introduce(desk)
            try:
                await desk.start()
                await desk.answers()
                gc.collect()
                gc.freeze()  # the pauses of whoever measures, a third of a second, are not the desk's
                claims = await _claims(slack)
                asked = {
                    line: await _asked(slack, line)
                    for line in ("/partner status", "/lead mine", "/lead open")
                }
                homes = {who: await _homes(slack, who) for who in ("dana", "marco")}
            finally:
                await desk.stop()
    rows = [
        (f"Ack of a claim, {PER_SECOND} a second, {STORED:,} referrals stored", _percentiles(claims), GOAL)
    ]
    rows += [
        (f"Answer to {line}, {STORED:,} referrals", _percentiles(took), GOAL) for line, took in asked.items()
    ]
    rows += [
        (f"App Home of {who}, {STORED:,} referrals", _percentiles(took), "") for who, took in homes.items()
    ]
    return rows


async def _introduce(desk: Desk) -> None:
    """New leads with their cards, posted faster than the program would, which keeps to Slack's pace."""
    slack = desk.slack
    async with open_replicas(slack, desk.database_url, desk.folder, Clock(), count=1) as (first,):
        slack.request_url = first.door
        for number in range(CLICKS):
            who = prospect(email=f"jane@fresh{number}.example", company=f"Fresh {number}")
            outcome = await first.engine.handle(introduction(who), f"bench:{number}")
            assert isinstance(outcome.events[0], ReferralRegistered)
        while await first.delivery.run_once():
            pass
        slack.request_url = None


async def _claims(slack: LocalSlack) -> list[float]:
    """Fifty people a second click, whether or not the one before has been answered."""

    async def click(ts: str) -> float:
        ack = await slack.click("marco", SALES, ts, "referral:claim")
        assert ack.acked, ack
        return ack.elapsed_s

    cards = [m.ts for m in slack.workspace.visible(SALES) if m.thread_ts in (None, m.ts)]
    return await _steadily([partial(click, ts) for ts in cards[:CLICKS]])


async def _steadily(asks: list[Callable[[], Awaitable[float]]]) -> list[float]:
    loop, under_way = asyncio.get_running_loop(), []
    began = loop.time()
    for number, ask in enumerate(asks):
        await asyncio.sleep(max(0.0, began + number / PER_SECOND - loop.time()))
        under_way.append(asyncio.ensure_future(ask()))
    return [await one for one in under_way]


async def _asked(slack: LocalSlack, line: str) -> list[float]:
    command, _, words = line.partition(" ")

    async def ask(number: int) -> float:
        typed = f"{words} company {number}" if words == "status" else words
        return (await slack.slash("dana" if words != "mine" else "marco", SALES, command, typed)).elapsed_s

    return await _steadily([partial(ask, number) for number in range(QUESTIONS)])


async def _homes(slack: LocalSlack, who: str) -> list[float]:
    """From opening to what is shown."""
    place, took = slack.workspace, []
    person, loop = place.user(who).id, asyncio.get_running_loop()
    for _ in range(20):
        place.homes.pop(person, None)
        began = loop.time()
        await slack.open_home(who)
        await slack.until(lambda: person in place.homes)
        took.append(loop.time() - began)
    return took


def _percentiles(took: list[float]) -> str:
    found = quantiles(took, n=100)
    return f"p50 {1000 * found[49]:.0f} ms, p99 {1000 * found[98]:.0f} ms ({len(took)})"
