"""Who of the rota can take a lead now: not away, still in Slack, and at work if anybody is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from workflows.calendar import is_open
from workflows.errors import Retry
from workflows.model import Person
from workflows.program import Program

_GONE = frozenset({"users_not_found", "user_not_found", "user_not_visible"})


class Rota:
    """The reps of the TOML file, in their order."""

    def __init__(self, client: AsyncWebClient, program: Program) -> None:
        self._client = client
        self._program = program

    async def free(self, now: datetime) -> tuple[Person, ...]:
        """Who can take a lead, with their Slack IDs; `Retry` while Slack does not tell."""
        away = self._program.sla.away
        here = [rep for rep in self._program.reps if not away & {rep.email.lower(), rep.slack_id.lower()}]
        found = [person for rep in here if (person := await self._in_slack(rep))]
        at_work = [rep for rep in found if is_open(now, self._program.hours_of(rep))]
        return tuple(at_work or found)

    async def _in_slack(self, rep: Person) -> Person | None:
        try:
            if rep.slack_id:
                answer: Any = await self._client.users_info(user=rep.slack_id)
            else:
                answer = await self._client.users_lookupByEmail(email=rep.email)
        except SlackApiError as refused:
            if refused.response.get("error") in _GONE:
                return None
            raise Retry(f"Slack says {refused.response.get('error')}") from refused
        except (OSError, TimeoutError) as unreachable:
            raise Retry("Slack cannot be reached") from unreachable
        user: dict[str, Any] = answer["user"]
        return None if user.get("deleted") else replace(rep, slack_id=str(user["id"]))
