"""Files into channels: Slack's three steps, repeatable after a crash at each of them.

The file's ID is remembered before the step that shows it. A repetition looks in the channel for that file
first; Slack takes no metadata of ours with an upload.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.engine import Engine
from storage.files import Files
from storage.outbox import Due, SlackMessages
from workflows.errors import Dead, Retry

TIMEOUT = aiohttp.ClientTimeout(total=60)
GONE = frozenset({"file_not_found", "file_deleted"})


class Uploads:
    """One per workspace."""

    def __init__(self, client: AsyncWebClient, engine: Engine) -> None:
        self._client = client
        self._engine = engine

    async def put(self, said: Mapping[str, Any], due: Due, channel: str, thread_ts: str) -> str:
        """Channel and file ID once it stands there; raises Dead when the file is no longer kept."""
        key = f"file:{said['card']}"
        known = await self._engine.ask(lambda session: SlackMessages(session).find(key))
        if known and await self._stands(known[1], due, channel, thread_ts):
            return f"{channel}:{known[1]}"
        if known and await self._is_completed(known[1], said, channel, thread_ts):
            return f"{channel}:{known[1]}"
        file_id = await self._hand_over(said["file"], said["alt"])
        await self._engine.unit(lambda session, _now: SlackMessages(session).remember(key, channel, file_id))
        await self._complete(file_id, said, channel, thread_ts)
        return f"{channel}:{file_id}"

    async def _hand_over(self, file: Mapping[str, str], alt: str) -> str:
        """The bytes are with Slack, and nobody sees them yet."""
        content = await self._engine.ask(lambda session: Files(session).content(file["sha256"]))
        if content is None:
            raise Dead("the file is no longer kept:", theirs=file["name"])
        more = {"alt_txt": alt[:1000]} if alt else {}
        place: Any = await self._client.files_getUploadURLExternal(
            filename=file["name"], length=len(content), **more
        )
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT) as http,
            http.post(place["upload_url"], data=content) as answer,
        ):
            if answer.status != 200:
                raise Retry(f"Slack answered an upload with {answer.status}")
        return str(place["file_id"])

    async def _complete(self, file_id: str, said: Mapping[str, Any], channel: str, thread_ts: str) -> None:
        await self._client.files_completeUploadExternal(
            files=[{"id": file_id, "title": said["title"]}],
            channel_id=channel,
            initial_comment=said["text"] or None,
            thread_ts=thread_ts or None,
        )

    async def _is_completed(
        self, file_id: str, said: Mapping[str, Any], channel: str, thread_ts: str
    ) -> bool:
        """Show what was handed over before a crash; False when Slack has thrown it away by now."""
        try:
            await self._complete(file_id, said, channel, thread_ts)
        except SlackApiError as refused:
            if refused.response.get("error") in GONE:
                return False
            raise
        return True

    async def _stands(self, file_id: str, due: Due, channel: str, thread_ts: str) -> bool:
        oldest = str(due.created_at.timestamp() - 60)
        if thread_ts:
            found = await self._client.conversations_replies(
                channel=channel, ts=thread_ts, oldest=oldest, limit=200
            )
        else:
            found = await self._client.conversations_history(channel=channel, oldest=oldest, limit=200)
        messages: list[dict[str, Any]] = found.get("messages") or []
        return any(file.get("id") == file_id for message in messages for file in message.get("files", ()))
