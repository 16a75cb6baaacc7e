"""From CRM to referral: webhooks say that a deal has changed, polling finds what no webhook told.

`POST /crm` takes the CRM's webhooks, checked by its own scheme. What they name is a row before the CRM hears
"ok"; reading the deal is another matter, and may take as long as the CRM is away.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

import structlog
from aiohttp import web
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.connectors.base import Crm, Heard, Hook
from bot.connectors.crm_settings import CrmTable
from bot.connectors.listening import hook_of, proven
from bot.engine import Engine
from storage.crm import CrmHints, CrmLinks, CrmMarks
from storage.referrals import Referrals
from workflows import tracking
from workflows.crm import is_news
from workflows.crm_messages import CrmChange, HearCrm, Link, TryCrmAgain
from workflows.errors import Dead, Retry
from workflows.model import Person

BATCH = 50
LEASE = timedelta(seconds=120)
MARK = "crm:changes"
OVERLAP = timedelta(minutes=5)  # a CRM's index may lag behind; what is read twice changes nothing

log = structlog.get_logger()
WhoIs = Callable[[str], Awaitable[Person | None]]  # an address to one of our people, with their Slack ID


class CrmEar:
    """Reads what has changed and tells the workflows; two loops, both harmless to run in every replica."""

    def __init__(self, engine: Engine, crm: Crm, clock: Clock, who_is: WhoIs, every: timedelta) -> None:
        self._engine = engine
        self._crm = crm
        self._clock = clock
        self._who_is = who_is
        self._every = every
        self.wake = asyncio.Event()
        self.poll_wake = asyncio.Event()
        self._not_before = clock.now()

    async def run_once(self) -> int:
        """Read the deals that webhooks named."""
        told = await self._engine.unit(
            lambda session, now: CrmHints(session).claim(now, lease=LEASE, limit=BATCH)
        )
        if not told:
            return 0
        try:
            await self.hear(await self._crm.read(list(told)))
        except (Retry, Dead) as later:  # the lease runs out, and they are read again
            log.warning("crm.away", deals=len(told), error=later.reason)
            return 0
        await self._engine.unit(lambda session, _now: CrmHints(session).done(told))
        return len(told)

    async def poll_once(self) -> int:
        """Read what has changed since anybody did so; a deal that we come to know is read anyway."""
        now = self._clock.now()
        if now < self._not_before:
            return 0
        since = await self._engine.ask(lambda session: CrmMarks(session).get(MARK))
        self._not_before = (since if since and since + self._every > now else now) + self._every
        if since and since + self._every > now:  # another replica has
            return 0
        try:
            async for page in self._crm.changed((since or now - self._every) - OVERLAP):
                await self.hear(page)
        except (Retry, Dead) as away:
            log.warning("crm.away", error=away.reason)
            return 0
        await self._engine.unit(lambda session, _now: CrmMarks(session).move(MARK, now))
        return 0

    async def again(self) -> int:
        """Follow what could not be followed before, where it can be now; gives how many were tried."""
        waiting = await self._engine.ask(lambda session: CrmLinks(session).waiting())
        mark = self._clock.now().isoformat()
        for about in waiting:
            await self._engine.handle(TryCrmAgain(about), f"crm-again:{about}:{mark}")
        return len(waiting)

    async def hear(self, changes: Sequence[CrmChange]) -> None:
        """Tell the workflows what is news to us of the deals that are a referral's."""
        ids = [change.deal_id for change in changes]
        known = await self._engine.ask(lambda session: CrmLinks(session).of_deals(ids))
        for change in sorted(changes, key=lambda each: each.version):
            about, link = known.get(change.deal_id) or await self._claimed(change)
            if about and is_news(link, change):
                await self._tell(about, link, change)

    async def _claimed(self, change: CrmChange) -> tuple[str, Link]:
        """The referral whose tracking ID somebody wrote on a deal, unless it has another deal."""
        about = tracking.normalise(change.tracking_id) or ""
        return await self._engine.ask(lambda session: _free(session, about)) if about else ("", Link())

    async def _tell(self, about: str, link: Link, change: CrmChange) -> None:
        owner = await self._who_is(change.owner_email) if change.owner_email else None
        mark = hashlib.sha256(repr((link.heard, change)).encode()).hexdigest()[:24]
        await self._engine.handle(HearCrm(about, change, owner), f"crm:{change.deal_id}:{mark}"[:300])


def _free(session: Session, about: str) -> tuple[str, Link]:
    """A referral that has no deal yet."""
    referral, link = Referrals(session).get(about), CrmLinks(session).get(about) or Link()
    return ("", link) if referral is None or link.deal else (about, link)


def crm_routes(
    engine: Engine, crm: Crm, clock: Clock, ear: CrmEar, table: CrmTable, public_url: str
) -> list[web.RouteDef]:
    """Where the CRM's webhooks go."""

    async def hearing(hook: Hook) -> Heard:
        return crm.hear(hook)

    async def take(request: web.Request) -> web.Response:
        if not table.may_call(request.remote or ""):
            raise web.HTTPForbidden(text="Not from there.")
        heard = await proven("crm", table.vendor, hearing(await hook_of(request, clock.now(), public_url)))
        await engine.unit(lambda session, now: CrmHints(session).note(heard.deals, now))
        ear.wake.set()
        return web.Response(text=heard.answer, content_type=heard.content_type)

    return [web.post("/crm", take)]


async def nobody(_address: str) -> Person | None:
    """For commands that run without Slack."""
    return None
