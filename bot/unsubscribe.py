"""The way out of nudges: the links that carry a signed address, and the page behind them.

One click (RFC 8058) is a POST by the reader's mail program; a GET, which scanners follow too, only shows a
page with a button. The key that signs is made by ourselves and shared through the database.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass

from aiohttp import web
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.engine import Engine
from storage.consents import Consents
from storage.partners import Partners
from storage.secrets import secret
from templates import render_page
from workflows.conversation_messages import AllowNudges, StopNudges

PATH = "/unsubscribe/"
SIGNED = 16  # bytes of the signature that travel
NOT_OURS = web.HTTPNotFound


@dataclass(frozen=True, slots=True)
class Links:
    """Makes links that only we can make, and reads them."""

    public_url: str  # https://desk.vendor.example; "" when nobody outside reaches our HTTP server
    mail_address: str
    clock: Clock

    def unsubscribe(self, session: Session, address: str) -> str:
        """What `List-Unsubscribe` says for a nudge to this address."""
        if not self.public_url.startswith("https://"):  # then a mail does it, without the one click
            return f"mailto:{self.mail_address}?subject=unsubscribe"
        return f"{self.public_url.rstrip('/')}{PATH}{self.token(session, address)}"

    def token(self, session: Session, address: str) -> str:
        """The signed address."""
        plain = address.lower().encode()
        return _encoded(plain) + "." + _encoded(self._signature(session, plain))

    def address_of(self, session: Session, token: str) -> str:
        """The address a token was made for; "" when we never made it."""
        said, _, signature = token.partition(".")
        try:
            plain, signed = _decoded(said), _decoded(signature)
        except (NotBase64, ValueError):
            return ""
        is_ours = hmac.compare_digest(self._signature(session, plain), signed)
        return plain.decode(errors="replace") if is_ours else ""

    def _signature(self, session: Session, plain: bytes) -> bytes:
        key = secret(session, "unsubscribe", self.clock.secret())
        return hmac.digest(key, plain, hashlib.sha256)[:SIGNED]


def routes(engine: Engine, links: Links) -> list[web.RouteDef]:
    """The page, the click, and the way back."""

    async def show(request: web.Request) -> web.Response:
        """Nothing is changed by looking."""
        return await _page(engine, await _address(engine, links, request))

    async def stop(request: web.Request) -> web.Response:
        """No more nudges, from now on; a second click changes nothing."""
        address = await _address(engine, links, request)
        said = await request.post()
        if said.get("again"):
            await engine.handle(AllowNudges(address, "page"), f"allow:{address}:{links.clock.now()}"[:300])
        else:
            how = "one-click" if said.get("List-Unsubscribe") else "page"
            await engine.handle(StopNudges(address, how=how), f"stop:{address}:{links.clock.now()}"[:300])
        return await _page(engine, address)

    return [web.get(PATH + "{token}", show), web.post(PATH + "{token}", stop)]


async def _address(engine: Engine, links: Links, request: web.Request) -> str:
    token = request.match_info["token"][:1000]
    address = await engine.unit(lambda session, _now: links.address_of(session, token))
    if not address:
        raise NOT_OURS(text="This link is not one of ours, or it was cut off on its way.")
    return address


async def _page(engine: Engine, address: str) -> web.Response:
    def look(session: Session) -> tuple[bool, str]:
        partner = next(iter(Partners(session).named_in([address])), None)
        return Consents(session).get(address).nudges, partner.language if partner else "en"

    takes_nudges, language = await engine.ask(look)
    html = render_page("unsubscribe", {"address": address, "takes_nudges": takes_nudges}, language)
    headers = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex", "Cache-Control": "no-store"}
    return web.Response(text=html, content_type="text/html", headers=headers)


def _encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def _decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
