"""Whether everything works (`/health`), whether we can answer at all (`/ready`), and both in numbers.

Who sends us traffic asks whether we can answer it: a channel that was archived, or a mail server that is
away, is no reason to turn Slack's clicks and partners' pages away from every replica.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.engine import Engine
from bot.http import Health
from bot.logs import kind_of
from bot.mail.mailboxes import Watch
from bot.metrics import ALARMS, QUEUE, QUEUE_AGE_S, UP
from bot.slack_app import Slack
from bot.upkeep.room import Landlord
from inbox.wire.mailers import Mailers
from storage.alarms import Alarms
from storage.clocks import Clocks
from storage.inbound import Inbound
from storage.outbox import Outbox

OLDEST_ALLOWED_S = 300.0  # a queue older than this is not healthy
PATIENCE_S = 3.0  # with the database
OTHERWISE_TOLD = ("queue:", "flood")  # alarms that a queue's own line says, or that are no trouble of ours

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Wellbeing:
    """Asks every part of this process, and the database for what all share."""

    engine: Engine
    landlord: Landlord
    watches: Sequence[Watch]
    mailer: Mailers
    slack: Slack
    clock: Clock

    async def ready(self) -> Health:
        """Whether a request could be answered: nearly all of them need the database, and nothing else."""
        return await self._database(_answers) or Health("database", True)

    async def parts(self) -> list[Health]:
        """Every part; none keeps the others from being told."""
        shared: list[Health] = []
        away = await self._database(lambda session: shared.extend(self._shared(session)))
        found = [
            away or self.landlord.health,
            *(watch.health() for watch in self.watches),
            Health("smtp", self.mailer.ok, self.mailer.last_error),
            await self.slack.health(),
            *shared,
        ]
        _note(found, is_whole=away is None)
        return found

    async def _database(self, ask: Callable[[Session], object]) -> Health | None:
        """None when it answered in time."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self.engine.ask(ask)
        except (SQLAlchemyError, TimeoutError) as away:
            log.warning("database.away", error=kind_of(away))
            return Health("database", False, "It does not answer. I wait for it, and go on by myself.")
        return None

    def _shared(self, session: Session) -> list[Health]:
        now = self.clock.now()
        waiting = {
            "inbox": Inbound(session).waiting(now),
            "outbox": Outbox(session).waiting(),
            "timers": Clocks(session).waiting(now),
        }
        found = [
            Health("alarm", False, one.says)
            for one in Alarms(session).open()
            if not one.name.startswith(OTHERWISE_TOLD)
        ]
        for queue, (count, oldest) in waiting.items():
            age_s = (now - oldest).total_seconds() if oldest else 0.0
            QUEUE.labels(queue=queue).set(count)
            QUEUE_AGE_S.labels(queue=queue).set(age_s)
            says = f"{count} waiting, the oldest for {age_s:.0f} s"
            found.append(Health(queue, age_s < OLDEST_ALLOWED_S, says))
        return found


def _answers(session: Session) -> None:
    session.execute(select(1))


def _note(found: Sequence[Health], *, is_whole: bool) -> None:
    """The same as numbers. What nobody could count has none: an old one would look like news."""
    if not is_whole:
        for gauge in (QUEUE, QUEUE_AGE_S):
            gauge.clear()
    UP.clear()
    for part in {one.part for one in found} - {"alarm"}:
        UP.labels(part=part).set(all(one.ok for one in found if one.part == part))
    ALARMS.set(sum(one.part == "alarm" for one in found))
