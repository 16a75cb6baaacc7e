"""A CRM on this machine: records in memory, faults on demand; each vendor speaks them in its own words."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from base64 import b64decode
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from aiohttp import web

from bot.connectors.crm_settings import CrmSecrets, CrmTable
from tests.builders import MONDAY
from tests.connectors.vendors import published
from tests.connectors.vendors.shapes import Exchange

DOWN = 0  # a fault: the line is cut before any answer
STAGES = {
    "registered": ("s-new",),
    "contacted": ("s-talk", "s-talk-2"),
    "qualified": ("s-fit",),
    "demo_scheduled": ("s-demo",),
    "proposal_sent": ("s-offer",),
    "closed_won": ("s-won",),
    "closed_lost": ("s-lost",),
}
OWNERS = {"501": "marco.bianchi@vendor.example", "502": "aisha.khan@vendor.example"}


@dataclass
class Deal:
    """A deal as people think of it."""

    id: str
    title: str = ""
    stage: str = "s-new"
    amount: str = ""
    currency: str = "GBP"
    closed_on: date | None = None
    owner: str = ""
    company: str = ""
    contact: str = ""
    tracking_id: str = ""
    partner: str = ""
    refunded: str = ""
    demo_on: date | None = None
    lost_reason: str = ""
    at: datetime = MONDAY


@dataclass
class Vendor(ABC):
    """What tests do to a CRM, and what they look at."""

    vendor = ""
    refreshes = False  # whether its tokens are fetched
    url: str = ""
    now: datetime = MONDAY
    companies: dict[str, dict[str, str]] = field(default_factory=dict)
    contacts: dict[str, dict[str, str]] = field(default_factory=dict)
    deals: dict[str, Deal] = field(default_factory=dict)
    faults: list[tuple[str, int, dict[str, str]]] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=lambda: {"first"})
    fetched: int = 0
    number: int = 1000
    breaks_in: int = 0
    is_done: bool = False
    strays: list[str] = field(default_factory=list)

    @property
    def table(self) -> CrmTable:
        """The settings for it."""
        words = {ours: tuple(map(self.word, theirs)) for ours, theirs in STAGES.items()}
        said: dict[str, Any] = {"vendor": self.vendor, "url": self.url, "stages": words, **self.settings}
        return CrmTable.model_validate(said)

    @property
    def settings(self) -> dict[str, Any]:
        """What this vendor needs beside the stages."""
        return {}

    def word(self, stage: str) -> str:
        """What this vendor calls a stage."""
        return stage

    @property
    def secrets(self) -> CrmSecrets:
        """What lets us in: a fixed token, unless it is fetched."""
        said: dict[str, Any] = {"webhook_secret": "hook-secret"}
        if self.refreshes:
            said |= {"client_id": "desk", "client_secret": "s3cret", "refresh_token": "again"}
        else:
            said |= {"token": "first"}
        return CrmSecrets.model_validate(said)

    @abstractmethod
    def routes(self) -> list[web.RouteDef]:
        """Its API."""

    @abstractmethod
    def webhook(self, *deals: str, url: str) -> tuple[dict[str, str], bytes, str]:
        """What it would send about these deals: headers, body, and the address it calls."""

    def token_of(self, request: web.Request) -> str:
        """The token that a request carries."""
        return request.headers.get("Authorization", "").removeprefix("Bearer ")

    def refuses(self, status: int, headers: Mapping[str, str] | None = None) -> web.Response:
        """How it says no."""
        return web.json_response({"message": "not now"}, status=status, headers=headers)

    def grants(self, token: str) -> dict[str, Any]:
        """How it hands out a token."""
        return {"access_token": token, "expires_in": 1800, "token_type": "bearer"}

    def fresh(self) -> str:
        """A number nobody has."""
        self.number += 1
        return str(self.number)

    def has_company(self, name: str, domain: str = "") -> str:
        """Somebody entered a company."""
        made = self.fresh()
        self.companies[made] = {"name": name, "domain": domain}
        return made

    def has_deal(self, **said: Any) -> Deal:
        """Somebody entered a deal."""
        made = Deal(self.fresh(), at=self.now, **said)
        self.deals[made.id] = made
        return made

    def edit(self, deal: str, **changes: Any) -> Deal:
        """Somebody changed a deal, a second later than anything before."""
        self.now += timedelta(seconds=1)
        for name, value in changes.items():
            setattr(self.deals[deal], name, value)
        self.deals[deal].at = self.now
        return self.deals[deal]

    def fails(self, part: str, *statuses: int, **headers: str) -> None:
        """The next requests whose path contains `part` end like this."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.faults += [(part, status, named) for status in statuses]

    def breaks(self, number: int, *, is_done: bool) -> None:
        """The line breaks at that request from now on, before or after it was done."""
        self.breaks_in, self.is_done = number, is_done

    @property
    def only(self) -> Deal:
        """The one deal there is."""
        (found,) = self.deals.values()
        return found

    def said(self, method: str, part: str) -> int:
        """How many such requests came."""
        return sum(m == method and part in path for m, path in self.asked)


@asynccontextmanager
async def running(vendor: Vendor) -> AsyncIterator[Vendor]:
    """Listening, on a port of its own."""

    @web.middleware
    async def guard(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        vendor.asked.append((request.method, request.path))
        answered = await answer(request, handler)
        vendor.strays += await _strays(vendor, request, answered)
        return answered

    async def answer(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        for fault in vendor.faults:
            if fault[0] in request.path:
                vendor.faults.remove(fault)
                if fault[1] == DOWN and request.transport:
                    request.transport.abort()
                return vendor.refuses(fault[1] or 500, fault[2])
        if not request.path.endswith("/token") and vendor.token_of(request) not in vendor.tokens:
            return vendor.refuses(401)
        vendor.breaks_in -= 1
        if vendor.breaks_in == 0 and request.transport:
            done = await handler(request) if vendor.is_done else vendor.refuses(500)
            request.transport.abort()
            return done
        return await handler(request)

    async def token(request: web.Request) -> web.Response:
        said = dict(await request.post())
        if login := request.headers.get("Authorization", "").removeprefix("Basic "):
            said["client_id"], said["client_secret"] = b64decode(login).decode().split(":")
        if said.get("client_secret") != "s3cret" or said.get("refresh_token") != "again":
            wrong = {"error": "invalid_grant", "error_description": "expired access/refresh token"}
            return web.json_response(wrong, status=400)
        vendor.fetched += 1
        fresh = f"fetched-{vendor.fetched}"
        vendor.tokens = {fresh}
        return web.json_response(vendor.grants(fresh))

    app = web.Application(middlewares=[guard])
    app.router.add_post("/{anything:.*}/token", token)
    app.router.add_routes(vendor.routes())
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    vendor.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield vendor
    finally:
        await runner.cleanup()
    assert not vendor.strays, "\n".join(sorted(set(vendor.strays)))


async def _strays(vendor: Vendor, request: web.Request, answered: web.StreamResponse) -> list[str]:
    """Where either side did not speak as the vendor has published it."""
    if not isinstance(answered, web.Response):
        return []
    is_json = request.method in ("POST", "PUT", "PATCH") and request.content_type == "application/json"
    sent = json.loads(await request.read()) if is_json else None
    back = json.loads(answered.text or "null") if answered.content_type == "application/json" else None
    had = Exchange(request.method, request.path, request.query, sent, answered.status, back)
    return published.strays(vendor.vendor, had)


async def body_of(request: web.Request) -> dict[str, Any]:
    """The JSON of a request."""
    said: dict[str, Any] = json.loads(await request.read())
    return said
