"""The way out of nudges: the page behind the link that carries a signed address.

One click (RFC 8058) is a POST by the reader's mail program; a GET, which scanners follow too, only shows a
page with a button.
"""

from __future__ import annotations

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from sqlalchemy.orm import Session

from bot.engine import Engine
from bot.http import PAGE_HEADERS
from bot.links import UNSUBSCRIBE, Links
from storage.consents import Consents
from storage.partners import Partners
from templates import render_page
from workflows.conversation_messages import AllowNudges, StopNudges

NOT_OURS = web.HTTPNotFound


def routes(engine: Engine, links: Links) -> list[web.RouteDef]:
    """The page, the click, and the way back."""

    async def show(request: web.Request) -> web.Response:
        """Nothing is changed by looking."""
        return await _page(engine, await _address(engine, links, request))

    async def stop(request: web.Request) -> web.Response:
        """No more nudges, from now on; a second click changes nothing."""
        address = await _address(engine, links, request)
        try:
            said = await request.post()
        except (ValueError, LookupError, HttpProcessingError, web.RequestPayloadError) as unreadable:
            raise web.HTTPBadRequest(text="This request cannot be read.") from unreadable
        if said.get("again"):
            await engine.handle(AllowNudges(address, "page"), f"allow:{address}:{links.clock.now()}"[:300])
        else:
            how = "one-click" if said.get("List-Unsubscribe") else "page"
            await engine.handle(StopNudges(address, how=how), f"stop:{address}:{links.clock.now()}"[:300])
        return await _page(engine, address)

    return [web.get(UNSUBSCRIBE + "{token}", show), web.post(UNSUBSCRIBE + "{token}", stop)]


async def _address(engine: Engine, links: Links, request: web.Request) -> str:
    token = request.match_info["token"][:1000]
    address = await engine.ask(lambda session: links.address_of(session, token))
    if not address:
        said = "This link is not one of ours, or it was cut off on its way."
        raise NOT_OURS(text=said, headers=PAGE_HEADERS)
    return address


async def _page(engine: Engine, address: str) -> web.Response:
    def look(session: Session) -> tuple[bool, str]:
        partner = Partners(session).speaker(address)
        return Consents(session).get(address).nudges, partner.speaks if partner else "en"

    takes_nudges, language = await engine.ask(look)
    html = render_page("unsubscribe", {"address": address, "takes_nudges": takes_nudges}, language)
    return web.Response(text=html, content_type="text/html", headers=PAGE_HEADERS)
