"""The demo's one web page: drawn here, kept live over server-sent events, on loopback only."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import secrets
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from aiohttp import web

from bot.sandbox.page.acts import Acts, Refused
from bot.sandbox.page.guard import MAIL_POLICY, add_headers, guard
from bot.sandbox.page.regions import Regions, digest
from bot.sandbox.page.screen import Screen
from bot.sandbox.page.world import World

log = logging.getLogger(__name__)
_STATIC = Path(__file__).parent / "static"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_MOST_SCREENS = 50
_GATHER_S = 0.015  # changes that come together are drawn together
_HEARTBEAT_S = 15.0
_LARGEST_POST = 1_000_000


class Page:
    """`async with Page(world, port) as page:` serves it at `page.url`."""

    def __init__(self, world: World, port: int = 0) -> None:
        self._world = world
        self._port = port
        self._token = secrets.token_urlsafe(24)
        self._regions = Regions(world)
        self._acts = Acts(world)
        self._screens: dict[str, Screen] = {}
        self._closing = False
        self._runner: web.AppRunner | None = None
        self._unwatch: Callable[[], None] | None = None
        files = {path.name: path.read_bytes() for path in sorted(_STATIC.iterdir())}
        self._files = files
        self._version = hashlib.sha256(b"".join(files.values())).hexdigest()[:10]

    @property
    def url(self) -> str:
        """The address to open."""
        return f"http://127.0.0.1:{self._port}/"

    async def __aenter__(self) -> Page:
        self._unwatch = self._world.watch()
        app = web.Application(middlewares=[guard(self._hosts, self._token)], client_max_size=_LARGEST_POST)
        app.on_response_prepare.append(add_headers)
        app.router.add_get("/", self._show)
        app.router.add_get("/live/{screen}", self._live)
        app.router.add_post("/act/{screen}", self._act)
        app.router.add_get("/mail/{key}", self._mail)
        app.router.add_get("/static/{version}/{name}", self._file)
        app.router.add_get("/static/{name}", self._file)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing = True
        self._world.touch()
        if self._unwatch:
            self._unwatch()
        if self._runner:
            await self._runner.cleanup()

    def _hosts(self) -> frozenset[str]:
        return frozenset((f"127.0.0.1:{self._port}", f"localhost:{self._port}"))

    async def _show(self, request: web.Request) -> web.Response:
        screen = self._new_screen(request.query.get("again", ""))
        html = self._regions.page(screen, token=self._token, version=self._version)
        screen.drawn = {name: digest(made) for name, made in self._regions.draw(screen).items()}
        return web.Response(text=html, content_type="text/html")

    def _new_screen(self, again: str) -> Screen:
        old = self._screens.get(again)
        if old:
            screen = old.copy()
        else:
            workspace = self._world.slack.workspace
            first = next(iter(c for c in workspace.channels.values() if c.kind != "im"))
            reps = [m for m in first.members if not workspace.users[m].is_bot]
            screen = Screen(viewer=reps[min(1, len(reps) - 1)], place=first.id)
            self._acts.start(screen)
        self._screens[screen.id] = screen
        while len(self._screens) > _MOST_SCREENS:
            self._screens.pop(next(iter(self._screens)))
        return screen

    async def _live(self, request: web.Request) -> web.StreamResponse:
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
        await stream.prepare(request)
        screen = self._screens.get(request.match_info["screen"])
        if screen is None:
            await stream.write(b"event: gone\ndata: {}\n\n")
            return stream
        changed = asyncio.Event()
        self._world.listeners.add(changed)
        try:
            await self._keep_live(stream, screen, changed)
        except ConnectionError:
            log.debug("a page was closed")
        finally:
            self._world.listeners.discard(changed)
        return stream

    async def _keep_live(self, stream: web.StreamResponse, screen: Screen, changed: asyncio.Event) -> None:
        while not self._closing:
            changed.clear()
            for name, html in self._fresh(screen):
                await stream.write(
                    f"event: region\ndata: {json.dumps({'id': name, 'html': html})}\n\n".encode()
                )
            try:
                async with asyncio.timeout(_HEARTBEAT_S):
                    await changed.wait()
                await asyncio.sleep(_GATHER_S)
            except TimeoutError:
                await stream.write(b": still here\n\n")

    def _fresh(self, screen: Screen) -> list[tuple[str, str]]:
        """The regions that look different from what this screen was last sent."""
        self._push_forward(screen)
        made = []
        for name, html in self._regions.draw(screen).items():
            if screen.drawn.get(name) != (short := digest(html)):
                screen.drawn[name] = short
                made.append((name, str(html)))
        return made

    def _push_forward(self, screen: Screen) -> None:
        """Nothing is open and nothing is being written: show the first answer that comes."""
        if screen.draft is None and not screen.chosen_by_hand and not screen.mail_key:
            box = self._world.mailboxes.box(screen.box)
            sent = next((i for i, entry in enumerate(box) if entry.way == "out"), len(box))
            newest = next((entry for entry in box[:sent] if entry.way == "in"), None)
            screen.mail_key = newest.key if newest else ""

    async def _act(self, request: web.Request) -> web.Response:
        screen = self._screens.get(request.match_info["screen"])
        if screen is None:
            return web.json_response({"ok": False, "gone": True, "error": "This page is old: reload it."})
        try:
            asked = await request.json()
        except ValueError:
            return web.json_response({"ok": False, "error": "That was no request of this page."}, status=400)
        try:
            answer = await self._acts.do(screen, asked if isinstance(asked, dict) else {})
        except Refused as refusal:
            return web.json_response({"ok": False, "error": str(refusal)})
        return web.json_response({"ok": True, "answer": answer})

    async def _mail(self, request: web.Request) -> web.Response:
        entry = self._world.mailboxes.entry(request.match_info["key"])
        if entry is None:
            raise web.HTTPNotFound(text="no such mail")
        headers = {"Content-Security-Policy": MAIL_POLICY}
        return web.Response(text=entry.shown.html, content_type="text/html", charset="utf-8", headers=headers)

    async def _file(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in self._files:
            raise web.HTTPNotFound(text="no such file")
        kind = _TYPES[Path(name).suffix]
        return web.Response(body=self._files[name], content_type=kind, charset="utf-8")
