"""The first click finds everything ready, and nothing tells that somebody practised."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.engine import Engine
from bot.upkeep.warming import warm_up
from bot.voice import Voice
from storage.base import Base
from storage.database import Database
from tests.builders import program
from tests.conftest import StillClock


def rows(database: Database) -> dict[str, int]:
    with database.read() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


async def test_a_rehearsal_before_the_first_click_leaves_nothing_behind(
    database: Database, clock: StillClock
) -> None:
    before = rows(database)
    engine = Engine(database, program(), Voice(program()), clock)
    heard: list[str] = []
    engine.on_commit(lambda: heard.append("something to deliver"))
    await warm_up(engine, clock, "referrals@vendor.example")
    assert (rows(database), heard) == (before, [])
    engine.close()


async def test_a_database_that_fails_does_not_keep_the_desk_from_starting(clock: StillClock) -> None:
    """Health tells what is wrong; the warm-up is a courtesy."""
    empty = Database("sqlite://")  # no table in it
    engine = Engine(empty, program(), Voice(program()), clock)
    await warm_up(engine, clock, "referrals@vendor.example")
    engine.close()
