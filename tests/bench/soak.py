"""An hour of work, and whether the program grows by it. Not part of `make bench`: name it, and wait."""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

from bot.sandbox.slack import LocalSlack
from tests.rigs.desk import Desk, forward
from tests.rigs.mail import MailRig

MINUTES = int(os.environ.get("SOAK_MINUTES", "60"))
SALES = "sales-referrals"
PAUSE_S = 1.0


async def measure() -> list[tuple[str, str, str]]:
    """One row: memory of the program after a tenth of the time, and in the last tenth."""
    with tempfile.TemporaryDirectory() as folder, MailRig() as mail:
        async with LocalSlack() as slack:
            desk = Desk(mail, slack, Path(folder))
            await desk.add_partner()
            await desk.start()
            await desk.answers()
            done, grown = await _work(desk, slack)
            await desk.stop()
    tenth = max(1, len(grown) // 10)
    early, late = mean(grown[tenth : 2 * tenth]), mean(grown[-tenth:])
    shown = (
        f"{early:.0f} MB, then {late:.0f} MB (×{late / early:.2f}), {done} mails, clicks and questions each"
    )
    return [(f"Memory of the program over {MINUTES} minutes of work", shown, "flat")]


async def _work(desk: Desk, slack: LocalSlack) -> tuple[int, list[float]]:
    end, done, grown = time.monotonic() + 60 * MINUTES, 0, list[float]()
    while time.monotonic() < end:
        await desk.send(forward(done))
        await slack.slash("dana", SALES, "/partner", "status Northwind")
        cards = [m for m in slack.workspace.visible(SALES) if m.thread_ts in (None, m.ts)]
        if done < len(cards):
            await slack.click("marco", SALES, cards[done].ts, "referral:claim")
        done += 1
        grown.append(_memory_mb(desk.pids))
        await asyncio.sleep(PAUSE_S)
    return done, grown


def _memory_mb(pids: Sequence[int]) -> float:
    pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids)
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
