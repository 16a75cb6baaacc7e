"""A local Slack: Web API, Socket Mode and signed HTTP over one small workspace, on loopback.

The real Bolt app runs against it unchanged, with SLACK_API_URL set to `api_url`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Self, TypeVar

from aiohttp import web

from bot.sandbox import slack_api_conversations, slack_api_files, slack_api_people
from bot.sandbox.installation import Installation
from bot.sandbox.slack_api import MOST_CALLS, TRIGGER_LIFE_S, Api, Call, Triggers, bearer, serve_api
from bot.sandbox.slack_delivery import Ack, Delivery, Dispatch, RequestUrl, SocketHub
from bot.sandbox.slack_events import RETRY_S, Events
from bot.sandbox.slack_faults import Faults
from bot.sandbox.slack_oauth import authorize
from bot.sandbox.slack_person import SLACKBOT, Acting
from bot.sandbox.slack_response_urls import ResponseUrls
from bot.sandbox.vendor import vendor_workspace
from bot.sandbox.workspace import Change, Json, Workspace

_METHOD_FILES = (slack_api_conversations, slack_api_files, slack_api_people)  # imported to be registered
T = TypeVar("T")
LARGEST_UPLOAD = 50 * 1024 * 1024


class LocalSlack(Acting):
    """`async with LocalSlack() as slack:` starts the server; everything a person can do is a method of it.

    `request_url` switches from Socket Mode to signed HTTP; `validate` gets every message ({text, blocks}) and
    view and names its faults; `ack_timeout_s`, `trigger_life_s` and `event_retry_s` are Slack's own times
    unless a test has others.
    """

    def __init__(
        self,
        workspace: Workspace | None = None,
        app: Installation | None = None,
        *,
        port: int = 0,
        clock: Callable[[], float] = time.time,
        request_url: str | None = None,
        validate: Callable[[Json], Sequence[str]] | None = None,
        ack_timeout_s: float = 3.0,
        trigger_life_s: float = TRIGGER_LIFE_S,
        event_retry_s: Sequence[float] = RETRY_S,
        echo: bool = True,
    ) -> None:
        self.app = app or Installation()
        self.workspace = workspace or vendor_workspace(app=self.app, clock=clock)
        self.faults = Faults()
        self.request_url = request_url
        self.ack_timeout_s = ack_timeout_s
        self.sockets = SocketHub(self.app, self.faults, self._sockets_changed)
        self.faults.cut = self.sockets.drop
        self.deliveries: list[Dispatch] = []
        self._events = Events(
            self.workspace, self.app, self.faults, self._send, retry_s=event_retry_s, echo=echo
        )
        self._api = Api(
            workspace=self.workspace,
            app=self.app,
            faults=self.faults,
            triggers=Triggers(self.workspace.clock, trigger_life_s),
            announce=self._events,
            new_socket_url=self._socket_url,
            new_upload_url=lambda file_id: f"{self.base_url}/upload/{file_id}",
            validate=validate,
        )
        self._urls = ResponseUrls(self._api)
        self._options: dict[tuple[str, str], list[Json]] = {}
        self._neighbours: list[LocalSlack] = []
        self._port = port
        self._runner: web.AppRunner | None = None
        self._ensure_bots()

    @property
    def base_url(self) -> str:
        """Where the server listens."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def api_url(self) -> str:
        """The Web API's base url, for SLACK_API_URL."""
        return f"{self.base_url}/api/"

    @property
    def bot_token(self) -> str:
        """The bot token that is let in."""
        return self.app.bot_token

    @property
    def app_token(self) -> str:
        """The app-level token that opens sockets."""
        return self.app.app_token

    @property
    def signing_secret(self) -> str:
        """What requests to the app are signed with."""
        return self.app.signing_secret

    @property
    def calls(self) -> list[Call]:
        """Every Web API call so far."""
        return self._api.calls

    def calls_of(self, method: str) -> list[Json]:
        """The arguments of every call of one method."""
        return [call.args for call in self.calls if call.method == method]

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen."""
        server = web.Application(client_max_size=LARGEST_UPLOAD)
        server.router.add_route("*", "/api/{method}", self._serve_api)
        server.router.add_get("/oauth/v2/authorize", self._authorize)
        server.router.add_get("/link", self.sockets.connect)
        server.router.add_post("/upload/{file}", self._take_upload)
        server.router.add_post(r"/{kind:commands|actions}/{team}/{key}", self._urls.serve)
        self._runner = web.AppRunner(server, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self._urls.base_url = self.base_url

    async def stop(self) -> None:
        """Stop listening; sockets are closed, retries given up."""
        await self._events.close()
        await self.sockets.close()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def connected(self, sockets: int = 1, *, timeout_s: float = 10.0) -> None:
        """Wait until the app has at least so many sockets open."""
        await self.until(lambda: self.sockets.count >= sockets, timeout_s=timeout_s)

    async def until(self, condition: Callable[[], T], *, timeout_s: float = 10.0) -> T:
        """Wait until something in the workspace is so, and give what the condition gave."""
        async with asyncio.timeout(timeout_s):
            with self.changes() as feed:
                while not (found := condition()):
                    await anext(feed)
        return found

    def changes(self) -> AbstractContextManager[AsyncIterator[Change]]:
        """The feed of changes: `with slack.changes() as feed: async for change in feed`."""
        return self.workspace.changes()

    def subscribe(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call `listener` with every change; the answer ends it."""
        return self.workspace.subscribe(listener)

    async def send_event(self, event: Json) -> Ack:
        """Deliver any other event (`tokens_revoked`, `user_change` …) to the app."""
        return await self._events.send(event)

    @property
    def _loaded(self) -> dict[tuple[str, str], list[Json]]:
        return self._options

    async def _send(self, dispatch: Dispatch) -> Ack:
        if len(self.deliveries) >= MOST_CALLS:
            del self.deliveries[: MOST_CALLS // 2]
        self.deliveries.append(dispatch)
        way: Delivery = RequestUrl(self.app, self.request_url) if self.request_url else self.sockets
        return await way.deliver(dispatch, self.ack_timeout_s)

    def serve_also(self, neighbour: LocalSlack) -> None:
        """Answer for another workspace too, told by its bot token: an app in both has one base url."""
        self._neighbours.append(neighbour)

    async def _serve_api(self, request: web.Request) -> web.StreamResponse:
        token = bearer(request)
        there = next((one for one in self._neighbours if one.bot_token == token), self)
        return await serve_api(there._api, request)

    async def _authorize(self, request: web.Request) -> web.Response:
        return authorize(self._api, [self.app, *(one.app for one in self._neighbours)], request)

    async def _take_upload(self, request: web.Request) -> web.Response:
        file = self.workspace.files.get(request.match_info["file"])
        if file is None:
            return web.Response(status=404, text="no such upload")
        file.content = await request.read()
        return web.Response(text=f"OK - {len(file.content)}")

    def _socket_url(self) -> str:
        return f"ws://127.0.0.1:{self._port}/link?ticket={self.sockets.new_ticket()}&app_id={self.app.app_id}"

    def _sockets_changed(self) -> None:
        self.workspace.changed(Change("socket_changed"))

    def _ensure_bots(self) -> None:
        if self.app.bot_user_id not in self.workspace.users:
            self.workspace.add_user(
                self.app.bot_name, self.app.bot_name, id=self.app.bot_user_id, is_bot=True
            )
        if SLACKBOT not in self.workspace.users:
            self.workspace.add_user("slackbot", "Slackbot", id=SLACKBOT, is_bot=True)
