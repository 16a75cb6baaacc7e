"""Who of our people somebody is whom another program names by address."""

from __future__ import annotations

from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.people import MAY_CLAIM, UNKNOWN, People
from workflows.errors import Retry
from workflows.model import Person


class Colleagues:
    """Addresses to our people in Slack, who may take a lead."""

    def __init__(self, client: AsyncWebClient, people: People) -> None:
        self._client = client
        self._people = people

    async def find(self, address: str) -> Person | None:
        """The person of that address, if Slack has them and they may take a lead; Retry while it is away."""
        try:
            answer: Any = await self._client.users_lookupByEmail(email=address)
            found = await self._people.find(str(answer["user"]["id"]))
        except SlackApiError as refused:
            if refused.response.get("error") in UNKNOWN:
                return None
            raise Retry(f"Slack says {refused.response.get('error')}") from refused
        except (OSError, TimeoutError) as unreachable:
            raise Retry("Slack cannot be reached") from unreachable
        return found.person if found.role in MAY_CLAIM else None
