"""A partner's own page: their referrals and what they are owed, for those who prefer looking to asking.

Opened by a signed link in our mails, without login or cookie; read-only, and dead after thirty days or when
revoked. It shows what a partner may see anyway: no other partner, no internal note, no reason of a loss.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from aiohttp import web
from aiolimiter import AsyncLimiter
from sqlalchemy.orm import Session

from bot.engine import Engine
from bot.http import PAGE_HEADERS
from bot.links import PAGE, Links
from bot.upkeep.audit_log import note_money_seen
from storage.money_views import MoneyViews
from storage.partners import Partners
from storage.views import Views
from templates import render_page
from workflows.calendar import local_date
from workflows.model import Partner, Referral
from workflows.program import Program

SHOWN = 300
A_MINUTE = 30  # page views from one address
MOST_ADDRESSES = 10_000


@dataclass(frozen=True, slots=True)
class Row:
    """One referral as its partner sees it."""

    title: str
    id: str
    stage: str
    since: date
    owner: str
    is_over: bool


@dataclass(slots=True)
class _Crowd:
    """Nobody looks more often than a person would; whoever guesses tokens gives up, and stops nobody else."""

    _limiters: OrderedDict[str, AsyncLimiter] = field(default_factory=OrderedDict)

    async def enter(self, who: str) -> bool:
        limiter = self._limiters.setdefault(who, AsyncLimiter(A_MINUTE, 60))
        self._limiters.move_to_end(who)
        if len(self._limiters) > MOST_ADDRESSES:
            self._limiters.popitem(last=False)
        if not limiter.has_capacity():
            return False
        await limiter.acquire()
        return True


def page_routes(engine: Engine, program: Program, links: Links) -> list[web.RouteDef]:
    """The one page."""
    crowd = _Crowd()

    async def show(request: web.Request) -> web.Response:
        token, now = request.match_info["token"][:1000], links.clock.now()
        partner_id = await engine.ask(lambda session: links.partner_of(session, token, now))
        if not await crowd.enter(partner_id or f"from {request.remote}"):
            html, later = render_page("wait", {"program": program}, "en"), {"Retry-After": "60"}
            return web.Response(text=html, content_type="text/html", status=429, headers=PAGE_HEADERS | later)
        if not partner_id:
            html = render_page("gone", {"program": program, "address": links.mail_address}, "en")
            return web.Response(text=html, content_type="text/html", status=404, headers=PAGE_HEADERS)
        await note_money_seen(engine, "the link to their own page", "payouts", partner_id)
        html = await engine.ask(lambda session: _page(session, partner_id, program, now))
        return web.Response(text=html, content_type="text/html", headers=PAGE_HEADERS)

    return [web.get(PAGE + "{token}", show)]


def _page(session: Session, partner_id: str, program: Program, now: datetime) -> str:
    partner = Partners(session).get(partner_id)
    if partner is None:
        raise web.HTTPNotFound(headers=PAGE_HEADERS)
    today = local_date(now, program.tz)
    referrals = Views(session).referrals_of(partner_id, limit=SHOWN)
    standing = MoneyViews(session).standing(partner_id, today)
    context: dict[str, Any] = {
        "program": program,
        "partner": partner,
        "manager": program.manager_of(partner),
        "rows": [_row(referral, partner, program) for referral in referrals],
        "statements": standing.statements,
        "paid": standing.paid[::-1],
        "now": now,
        "tz": partner.tz or program.tz,
    }
    return render_page("mine", context, partner.speaks)


def _row(referral: Referral, partner: Partner, program: Program) -> Row:
    moved = referral.stage_at or referral.registered_at
    stage = program.pipeline.stage(referral.stage)
    is_live = referral.registration == "registered"
    return Row(
        title=referral.title,
        id=referral.id,
        stage=program.pipeline.standing(referral),
        since=local_date(moved, partner.tz or program.tz),
        owner=referral.owner.first_name if referral.owner and is_live else "",
        is_over=not is_live or bool(stage and stage.is_final),
    )
