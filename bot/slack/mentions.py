"""Mentions by address (see `templates.mention`) become mentions by ID when a message is sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

_BY_ADDRESS = re.compile(r"<@([^<>|@\s]+@[^<>|\s]+)\|([^<>|]*)>")


_PASSING = frozenset(
    {"ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}
)


class Mentions:
    """Addresses to Slack IDs, asked of Slack once each."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._ids: dict[str, str] = {}

    async def resolved(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """The same message with every mention by address made one by ID, or the bare name.

        Only our own markup is looked at: the fallback text and mrkdwn, where outside text is escaped.
        """
        ids = {address: await self._id_of(address) for address in _addresses(said)}
        return _replaced(said, ids) if ids else dict(said)

    async def _id_of(self, address: str) -> str:
        if address not in self._ids:
            try:
                found = await self._client.users_lookupByEmail(email=address)
            except SlackApiError as refused:
                if refused.response.get("error") in _PASSING:
                    raise
                return ""  # nobody there by that address, or we may not look: the name must do
            self._ids[address] = str(found["user"]["id"])
        return self._ids[address]


def _texts(part: Any) -> list[str]:
    if isinstance(part, list):
        return [text for one in part for text in _texts(one)]
    if not isinstance(part, dict):
        return []
    if part.get("type") == "mrkdwn":
        return [part["text"]]
    return [text for one in part.values() for text in _texts(one)]


def _addresses(said: Mapping[str, Any]) -> set[str]:
    texts = [str(said.get("text", "")), *_texts(said.get("blocks", []))]
    return {found[1] for text in texts for found in _BY_ADDRESS.finditer(text)}


def _replaced(said: Mapping[str, Any], ids: Mapping[str, str]) -> dict[str, Any]:
    def one(text: str) -> str:
        return _BY_ADDRESS.sub(lambda m: f"<@{ids[m[1]]}>" if ids.get(m[1]) else m[2], text)

    def walk(part: Any) -> Any:
        if isinstance(part, list):
            return [walk(each) for each in part]
        if not isinstance(part, dict):
            return part
        if part.get("type") == "mrkdwn":
            return {**part, "text": one(part["text"])}
        return {name: walk(value) for name, value in part.items()}

    return {**said, "text": one(str(said.get("text", ""))), "blocks": walk(said.get("blocks", []))}
