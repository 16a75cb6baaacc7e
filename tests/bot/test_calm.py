"""What nobody waits for lets those go first who clicked."""

from __future__ import annotations

import asyncio
from datetime import datetime
from threading import Event

from sqlalchemy.orm import Session

from bot.engine import Engine
from bot.voice import Voice
from storage.database import Database
from tests.builders import program
from tests.conftest import StillClock


async def test_a_mail_is_composed_after_the_click_that_is_being_decided(
    sqlite: Database, clock: StillClock
) -> None:
    engine = Engine(sqlite, program(), Voice(program()), clock)
    go, order = Event(), []

    def decide(_session: Session, _now: datetime) -> None:
        go.wait(30)
        order.append("click")

    async def compose() -> None:
        await engine.in_background().calm()
        order.append("mail")

    click = asyncio.create_task(engine.unit(decide))
    await asyncio.sleep(0)
    mail = asyncio.create_task(compose())
    await asyncio.sleep(0)
    go.set()
    await asyncio.gather(click, mail)
    await engine.calm()  # nobody clicks: at once
    assert order == ["click", "mail"]
    engine.close()
