"""A promise that nobody takes: tried for a week, then given up where people see it."""

from __future__ import annotations

import math
from datetime import timedelta

from sqlalchemy import select

from bot.delivery import TRIES, Delivery
from storage.database import Database
from storage.mail_tables import OutboxRow
from storage.outbox import Due, Outbox
from tests.bot.post import Cards
from tests.builders import introduction
from tests.conftest import StillClock
from tests.rigs.books import open_books
from workflows.errors import Retry


class Greylisting:
    """Says "later" to whom it does not know yet; by default for ever."""

    def __init__(self, times: float = math.inf) -> None:
        self.times = times
        self.taken: list[str] = []

    async def send(self, due: Due) -> str:
        self.times -= 1
        if self.times >= 0:
            raise Retry("450 4.7.1 try again later")
        self.taken.append(due.key)
        return due.key


async def status_after(
    database: Database, clock: StillClock, step: timedelta, tries: int, server: Greylisting | None = None
) -> str:
    books = await open_books(database, clock)
    await books.handle(introduction(mail_id=None), "intro")
    delivery = Delivery(books.engine, {"email": server or Greylisting(), "slack": Cards()}, clock)
    query = select(OutboxRow.key).where(OutboxRow.key.startswith("confirmation:"))
    (key,) = await books.engine.ask(lambda session: session.scalars(query).all())
    for _ in range(tries):
        clock.move(step)
        await delivery.run_lane("email")
    status = await books.engine.ask(lambda session: Outbox(session).status_of(key))
    books.engine.close()
    return status


async def test_a_mail_that_is_put_off_for_a_week_is_given_up(sqlite: Database, clock: StillClock) -> None:
    assert await status_after(sqlite, clock, timedelta(hours=4), TRIES + 2) == "dead"


async def test_a_mail_that_is_greylisted_first_goes_out_once_when_it_comes_again(
    sqlite: Database, clock: StillClock
) -> None:
    server = Greylisting(times=2)
    assert await status_after(sqlite, clock, timedelta(minutes=5), 5, server) == "sent"
    assert len(server.taken) == 1


async def test_an_old_promise_still_gets_its_tries(sqlite: Database, clock: StillClock) -> None:
    assert await status_after(sqlite, clock, timedelta(days=8), 3) == "pending"
