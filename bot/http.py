"""Our HTTP server: Slack's signed requests, health, readiness, metrics."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot.networks import Network, bare, is_within
from workflows.errors import BadInput

LARGEST_REQUEST = 1_000_000
PAGE_HEADERS = {  # of every page a person opens: kept nowhere, framed by nobody, and no script runs in it
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}


@dataclass(frozen=True, slots=True)
class Health:
    """One part of the whole: does it work, and if not, what is wrong."""

    part: str
    ok: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SlackDoor:
    """Who answers Slack's requests, and how we know that they are Slack's."""

    app: AsyncApp
    verifier: SignatureVerifier


async def _waits_for_nothing() -> Health:
    return Health("http", True)


def web_app(
    *,
    slack: SlackDoor | None,
    health: Callable[[], Awaitable[list[Health]]],
    ready: Callable[[], Awaitable[Health]] = _waits_for_nothing,
    pages: Iterable[web.RouteDef] = (),
    proxies: Sequence[Network] = (),
) -> web.Application:
    """The server's routes; `slack` only when Slack talks to us over HTTP; `pages` are for partners."""
    app = web.Application(client_max_size=LARGEST_REQUEST, middlewares=[_through(proxies)])

    async def healthy(_request: web.Request) -> web.Response:
        """200 when every part works, 503 with what is wrong otherwise."""
        parts = await health()
        ok = all(part.ok for part in parts)
        body: dict[str, Any] = {"ok": ok, "parts": [asdict(part) for part in parts]}
        return web.json_response(body, status=200 if ok else 503)

    async def answers(_request: web.Request) -> web.Response:
        """200 when we can answer what is asked, 503 with the reason otherwise, for whoever sends traffic."""
        part = await ready()
        body: dict[str, Any] = {"ok": part.ok, "parts": [asdict(part)]}
        return web.json_response(body, status=200 if part.ok else 503)

    async def alive(_request: web.Request) -> web.Response:
        """200 as long as the process answers."""
        return web.json_response({"ok": True})

    async def metrics(_request: web.Request) -> web.Response:
        """Counters as they stand, and gauges as of now."""
        await health()
        return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app.router.add_get("/health", healthy)
    app.router.add_get("/ready", answers)
    app.router.add_get("/live", alive)
    app.router.add_get("/metrics", metrics)
    app.router.add_routes(pages)
    if slack is not None:
        app.router.add_post("/slack/events", _slack_endpoint(slack))
    return app


def sender(remote: str, forwarded: str, proxies: Sequence[Network]) -> str:
    """Who asks: the nearest address in X-Forwarded-For that is no proxy of ours; only those are believed."""
    seen = remote
    for further in reversed(forwarded.split(",")):
        if not is_within(seen, proxies) or not further.strip():
            break
        seen = bare(further)
    return seen


def _through(proxies: Sequence[Network]) -> Middleware:
    @web.middleware
    async def through(request: web.Request, handler: Handler) -> web.StreamResponse:
        forwarded = ",".join(request.headers.getall("X-Forwarded-For", []))
        try:
            return await handler(request.clone(remote=sender(request.remote or "", forwarded, proxies)))
        except web.RequestPayloadError as broken:  # "Content-Encoding: gzip", and it is none
            raise web.HTTPBadRequest(text="The body is not what its headers say.") from broken

    return through


def install_pages(door: AsyncOAuthFlow | None) -> list[web.RouteDef]:
    """Where workspaces install the app; none in single-workspace mode."""
    if door is None:
        return []
    return [
        web.get(door.install_path, _bolt_page(door.handle_installation)),
        web.get(door.redirect_uri_path, _bolt_page(door.handle_callback)),
    ]


def _bolt_page(
    handle: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]],
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def page(request: web.Request) -> web.StreamResponse:
        """For a person's browser, not for Slack."""
        answer = await to_aiohttp_response(await handle(await to_bolt_request(request)))
        answer.headers.update(PAGE_HEADERS)
        return answer

    return page


def _slack_endpoint(slack: SlackDoor) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def endpoint(request: web.Request) -> web.StreamResponse:
        """Nothing of a request is read, nor anybody in it answered, before we know that Slack wrote it."""
        if not _is_slacks(slack.verifier, request, await request.read()):
            raise web.HTTPUnauthorized(text="This is not signed as it should be.")
        return await to_aiohttp_response(await slack.app.async_dispatch(await to_bolt_request(request)))

    return endpoint


def _is_slacks(verifier: SignatureVerifier, request: web.Request, body: bytes) -> bool:
    try:
        return verifier.is_valid_request(body, request.headers)
    except (ValueError, TypeError, OverflowError):  # a time that is no number, letters that are none
        return False


async def serve(app: web.Application, host: str, port: int) -> web.AppRunner:
    """Listen; the caller cleans the runner up. `BadInput` where nobody can listen."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as refused:
        await runner.cleanup()
        errno = refused.errno or 0
        why = os.strerror(errno) if errno > 0 else refused.strerror  # a name that nobody knows has none
        raise BadInput(
            f"REFERRAL_DESK_HTTP: nothing can listen at {host}:{port} ({why}). Is the bot running already? "
            "Else write another address."
        ) from refused
    return runner
