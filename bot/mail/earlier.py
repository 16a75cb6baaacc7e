"""What lay in a mailbox before our first look: kept, answered by nobody, told to the managers in one card.

Who wrote it may have had their answer long ago, or none: only a person can know.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from functools import partial
from typing import Literal

import structlog
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.engine import Engine
from bot.slack.mails.earlier_card import decided_card, earlier_card
from bot.upkeep.seldom import Seldom
from storage.earlier import EarlierMails, Lying
from storage.history import History
from storage.outbox import Outbox, Promise
from workflows.operations import EarlierMailsLeft, EarlierMailsRead
from workflows.program import Program

EVERY = timedelta(seconds=20)

log = structlog.get_logger()


class Earliers:
    """Looks now and then; a card is drawn anew while there are more of them than it says."""

    def __init__(self, engine: Engine, program: Program, clock: Clock) -> None:
        self._engine, self._program, self._clock = engine, program, clock
        self._seldom = Seldom(EVERY)
        self._drawn: tuple[Lying, ...] = ()
        self.wake = asyncio.Event()

    async def run_once(self) -> int:
        """Tell of what lies there; always 0, since this is no queue."""
        if not self._seldom.is_due(self._clock.now()):
            return 0
        lying = await self._engine.ask(lambda session: EarlierMails(session).lying())
        for place in lying:
            if place not in self._drawn:
                await self._engine.unit(partial(self._tell, place))
                log.warning("mailbox.earlier_mails", mails=place.count)
        self._drawn = lying
        return 0

    def _tell(self, place: Lying, session: Session, now: datetime) -> None:
        drawn = earlier_card(place, self._program.tz, now)
        Outbox(session).add(_promise(place.place, f"{place.count}:{place.last}", drawn), now)


def decide(
    session: Session, now: datetime, what: Literal["read", "leave"], place: str, last: int, by: str
) -> int:
    """What a person decided about the mails of one folder that they were told of; gives how many."""
    mails = EarlierMails(session)
    found = next((one for one in mails.lying() if one.place == place), None)
    if found is None:
        return 0
    about = place[:60]
    if what == "read":
        count = mails.read(found, last, now)
        event: EarlierMailsRead | EarlierMailsLeft = EarlierMailsRead(about, now, by, count)
    else:
        count = mails.leave(found, last, f"left by {by}")
        event = EarlierMailsLeft(about, now, by, count)
    if count:
        History(session).append([event], key=f"earlier:{what}:{place}:{last}"[:300])
        Outbox(session).add(_promise(place, f"{what}:{last}", decided_card(count, what, by)), now)
    return count


def _promise(place: str, turn: str, drawn: dict[str, object]) -> Promise:
    card = f"earlier:{place}"[:250]
    payload = {"do": "show", "card": card, "channel": "managers", **drawn}
    return Promise(f"{card}@{turn}", "slack", card, "earlier", payload)
