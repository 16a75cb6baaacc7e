"""Reps who leave: their open leads go back to everybody, once, whether Slack told us or we found out."""

from __future__ import annotations

from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.almanac import Kind
from bot.clock import Clock
from bot.engine import Engine
from storage.partners import Partners
from storage.quality import Suspects
from workflows.almanac import Run, digest_runs
from workflows.calendar import local_date
from workflows.commands import ReleaseReferral
from workflows.model import Person
from workflows.program import Program
from workflows.quality_messages import ColleagueLeft, ContactGone

DEPARTURES = "departures"
_GONE = frozenset({"users_not_found", "user_not_found"})

log = structlog.get_logger()


class Departures:
    """Offers the leads of people who are gone again."""

    def __init__(self, client: AsyncWebClient, engine: Engine, program: Program, clock: Clock) -> None:
        self._client = client
        self._engine = engine
        self._program = program
        self._clock = clock

    @property
    def kind(self) -> Kind:
        """A look at every owner at the end of a business day, for what Slack did not tell us."""

        async def look(_run: Run) -> None:
            for owner in await self._engine.ask(lambda session: Suspects(session).owners_of_open()):
                if await self._is_gone(owner):
                    await self.left(owner, await self._name_of(owner))

        return Kind(
            DEPARTURES,
            lambda since, now: tuple(
                Run(DEPARTURES, run.key.replace("digest", DEPARTURES, 1), run.at)
                for run in digest_runs(since, now, self._program.hours)
            ),
            look,
        )

    async def left(self, slack_id: str, name: str) -> None:
        """Free their leads, one decision each, and say so once."""
        today = local_date(self._clock.now(), self._program.tz)
        leads = await self._engine.ask(lambda session: Suspects(session).open_of(slack_id))
        is_rep = any(rep.slack_id == slack_id for rep in self._program.reps)
        if not leads and not is_rep:
            return
        for lead in leads:  # in their own name: what somebody else has taken meanwhile stays theirs
            release = ReleaseReferral(lead, Person(name, "", slack_id))
            await self._engine.handle(release, f"departed:{slack_id}:{lead}:{today}")
        await self._engine.handle(ColleagueLeft(name, leads), f"departed:{slack_id}:{today}")
        log.info("rep.departed", leads=len(leads))

    async def contact_left(self, slack_id: str, name: str, address: str) -> None:
        """Note that a partner's person is gone; the weekly list asks who takes over. Removes nothing."""
        if not address:
            return
        partner = await self._engine.ask(lambda s: Partners(s).speaker(address, trust_domains=False))
        if partner:
            command = ContactGone(partner.id, address.lower(), name)
            await self._engine.handle(command, f"contact-gone:{slack_id}:{partner.id}")

    async def _name_of(self, slack_id: str) -> str:
        return await self._engine.ask(lambda session: Suspects(session).name_of(slack_id))

    async def _is_gone(self, slack_id: str) -> bool:
        try:
            answer: Any = await self._client.users_info(user=slack_id)
        except SlackApiError as refused:
            if refused.response.get("error") in _GONE:
                return True
            raise
        return bool((answer.get("user") or {}).get("deleted"))
