"""The loops, and how they end."""

from __future__ import annotations

import asyncio

from bot.schedule import Loop, Schedule

TICK_S = 0.01


async def test_a_loop_finishes_its_batch_before_the_program_stops() -> None:
    stop, begun, may_end = asyncio.Event(), asyncio.Event(), asyncio.Event()
    done: list[str] = []

    async def batch() -> int:
        begun.set()
        await may_end.wait()
        done.append("batch")
        return 1

    running = asyncio.create_task(
        Schedule([Loop("slow", batch, asyncio.Event())], tick_s=TICK_S, drain_s=30).run(stop)
    )
    await begun.wait()
    stop.set()
    may_end.set()
    await asyncio.wait_for(running, 15)
    assert done == ["batch"]


async def test_a_batch_without_an_end_does_not_hold_up_the_stop() -> None:
    stop, begun = asyncio.Event(), asyncio.Event()

    async def endless() -> int:
        begun.set()
        await asyncio.Event().wait()
        return 1

    running = asyncio.create_task(
        Schedule([Loop("endless", endless, asyncio.Event())], tick_s=TICK_S, drain_s=0.05).run(stop)
    )
    await begun.wait()
    stop.set()
    await asyncio.wait_for(running, 15)


async def test_a_loop_that_fails_runs_again() -> None:
    stop, runs = asyncio.Event(), list[int]()

    async def sometimes() -> int:
        runs.append(len(runs))
        if len(runs) == 1:
            raise RuntimeError("the database is away")
        stop.set()
        return 0

    await asyncio.wait_for(
        Schedule([Loop("sometimes", sometimes, asyncio.Event())], tick_s=TICK_S).run(stop), 15
    )
    assert runs[:2] == [0, 1]
