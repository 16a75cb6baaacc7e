"""An hour of work, and whether the program grows by it. Not part of `make bench`: name it, and wait."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path
from statistics import mean

from bot.sandbox.slack import LocalSlack
from tests.bench.desk import running_desk
from tests.rigs.desk import Desk, forward

MINUTES = int(os.environ.get("SOAK_MINUTES", "60"))
SALES = "sales-referrals"
PAUSE_S = 1.0


async def measure() -> list[tuple[str, str, str]]:
    """One row: memory of the program after a tenth of the time, and in the last tenth."""
    async with running_desk() as (desk, slack):
        done, grown = await _work(desk, slack)
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
        grown.append(_memory_mb(desk.pid))
        await asyncio.sleep(PAUSE_S)
    return done, grown


def _memory_mb(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
