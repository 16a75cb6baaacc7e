"""Who may talk to the page's server: a browser on this machine that shows this very page, nobody else."""

from __future__ import annotations

import hmac
from collections.abc import Callable

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

TOKEN_HEADER = "X-Demo-Token"  # noqa: S105 - the name of a header
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
MAIL_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def guard(hosts: Callable[[], frozenset[str]], token: str) -> Middleware:
    """A middleware: only our own host names (no DNS rebinding), only our own page may post (no CSRF)."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if refusal := _refusal(request, hosts(), token):
            raise web.HTTPForbidden(text=refusal, headers=_HEADERS)
        return await handler(request)

    return check


async def add_headers(_: web.Request, response: web.StreamResponse) -> None:
    """Put the strict headers on every answer; a handler may have set a policy of its own."""
    response.headers.update(_HEADERS)
    response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)


def _refusal(request: web.Request, hosts: frozenset[str], token: str) -> str:
    if request.host not in hosts:
        return "This page answers to 127.0.0.1 and localhost only."
    origin = request.headers.get("Origin")
    if origin is not None and origin.removeprefix("http://") != request.host:
        return "Another site may not talk to this page."
    site = request.headers.get("Sec-Fetch-Site", "none")
    if site not in ("same-origin", "none") and request.path != "/":
        return "Another site may not talk to this page."
    if request.method not in ("GET", "HEAD"):
        given = request.headers.get(TOKEN_HEADER, "")
        if origin is None or not hmac.compare_digest(given.encode(), token.encode()):
            return "Only the page itself may do this: reload it."
    return ""
