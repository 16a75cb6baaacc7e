"""response_urls: five answers within thirty minutes to the place a person acted from."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from aiohttp import web

from bot.sandbox.slack_api import Api, SlackError
from bot.sandbox.slack_api_chat import post_as_app, rewrite_as_app
from bot.sandbox.workspace import Channel, Json, Message, User

MOST_USES = 5
LIFE_S = 30 * 60


@dataclass(slots=True)
class _Url:
    channel: Channel
    user: User
    message: Message | None
    issued_at: float
    uses: int = 0


class ResponseUrls:
    """The urls given out so far, and the endpoint behind them."""

    def __init__(self, api: Api) -> None:
        self.base_url = ""  # known once the server listens
        self._api = api
        self._urls: dict[str, _Url] = {}

    def issue(self, channel: Channel, user: User, message: Message | None = None) -> str:
        """A new url for a command in this channel, or for a click in this message."""
        key = uuid.uuid4().hex
        self._urls[key] = _Url(channel, user, message, self._api.workspace.clock())
        kind = "actions" if message else "commands"
        return f"{self.base_url}/{kind}/{self._api.app.team_id}/{key}"

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer a POST to a response_url."""
        url = self._urls.get(request.match_info["key"])
        if url is None:
            return web.json_response({"ok": False, "error": "invalid_url"}, status=404)
        if self._api.workspace.clock() - url.issued_at > LIFE_S:
            return web.json_response({"ok": False, "error": "expired_url"}, status=404)
        if url.uses >= MOST_USES:
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        if fault := self._api.faults.take("rate_limit", "response_url"):
            return web.Response(status=429, headers={"Retry-After": str(int(fault.seconds))})
        if self._api.faults.take("server_error", "response_url"):
            return web.Response(status=500)
        url.uses += 1
        try:
            self._apply(url, await request.json())
        except (SlackError, ValueError) as refusal:
            error = refusal.error if isinstance(refusal, SlackError) else "invalid_payload"
            return web.json_response({"ok": False, "error": error}, status=400)
        return web.Response(text="ok")

    def _apply(self, url: _Url, sent: Json) -> None:
        shown = url.message is not None and self._api.workspace.has(url.message)
        if sent.get("delete_original") and url.message:
            if shown:
                self._api.workspace.remove(url.message)
        elif sent.get("replace_original") and url.message:
            if not shown:
                raise SlackError("message_not_found")
            rewrite_as_app(self._api, url.message, sent)
        else:
            everyone = sent.get("response_type") == "in_channel"
            post_as_app(self._api, url.channel, sent, ephemeral_to=None if everyone else url.user.id)
