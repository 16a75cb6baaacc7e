"""The bot's clock without Slack and mail servers: a real engine over a real database, time moved by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.engine import Engine
from bot.timers import Timers
from bot.voice import Voice
from storage.clocks import Clocks
from storage.database import Database
from storage.mail_tables import OutboxRow
from storage.referrals import Referrals
from tests.builders import AISHA, MARCO, introduction, partner, program, prospect
from tests.conftest import StillClock
from workflows.commands import AddPartner
from workflows.events import ReferralRegistered
from workflows.model import Person, Referral
from workflows.program import Program
from workflows.punctuality import Dial


@dataclass
class Replica:
    """One bot over the database; throw it away and open another, as a crash would."""

    url: str
    clock: StillClock
    rules: Program = field(default_factory=program)
    free: tuple[Person, ...] = (MARCO, AISHA)

    def __post_init__(self) -> None:
        self._database = Database(self.url)
        self._database.migrate()
        self.engine = Engine(self._database, self.rules, Voice(self.rules), self.clock)
        self.timers = Timers(self.engine, self._who_is_free, self.clock)

    async def _who_is_free(self, _now: datetime) -> tuple[Person, ...]:
        return self.free

    def kill(self) -> None:
        """Gone, with whatever it had in hand."""
        self.engine.close()

    async def introduce(self, number: int = 1) -> str:
        """A new lead of our partner's; gives its tracking ID."""
        await self.engine.handle(AddPartner(partner(), Person("a test")), "add:P-1")
        someone = prospect(email=f"jane@company{number}.example", company=f"Company {number}")
        outcome = await self.engine.handle(introduction(someone), f"mail:{number}")
        return next(e.about for e in outcome.events if isinstance(e, ReferralRegistered))

    async def tick(self) -> None:
        """Strike all that is due."""
        while await self.timers.run_once():
            pass

    async def half_a_tick(self) -> int:
        """Lease what is due, and get no further."""
        lease = timedelta(seconds=60)
        return len(await self.engine.unit(lambda s, now: Clocks(s).claim(now, lease=lease, limit=50)))

    async def said(self, *kinds: str) -> list[str]:
        """The outbox keys that begin with one of these words, in order."""
        keys = await self.engine.ask(lambda s: s.scalars(select(OutboxRow.key).order_by(OutboxRow.id)).all())
        return [key for key in keys if key.startswith(kinds)]

    async def dial(self, about: str) -> Dial:
        """How the clock of a lead stands."""
        return await self.engine.ask(lambda s: Clocks(s).get(about))

    async def lead(self, about: str) -> Referral:
        """The lead as it is stored."""
        found = await self.engine.ask(lambda s: Referrals(s).get(about))
        assert found
        return found
