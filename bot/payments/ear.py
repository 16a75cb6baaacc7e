"""`POST /payments/stripe` and `/payments/paypal`: proven, decided in one transaction, and only then answered.

The service's own id of the event is the key, so a repetition changes nothing; while we cannot decide, it
hears no "ok" and calls again for days.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from aiohttp import web
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.connectors.listening import hook_of, proven
from bot.engine import Engine
from bot.payments.base import Notification, PaymentService, Told, Transfer
from bot.payments.registry import open_services
from bot.settings import Settings
from storage.deals import Deals
from storage.payouts import Batches
from storage.referrals import Referrals
from workflows import tracking
from workflows.base import Command
from workflows.payment_messages import HearMoney, HearStrayTransfer, HearTransfer
from workflows.payments import record_id


@asynccontextmanager
async def open_payments(
    settings: Settings, engine: Engine, clock: Clock
) -> AsyncIterator[list[web.RouteDef]]:
    """The routes of the services that the settings name."""
    table = settings.rules.payments
    services = open_services(table, settings.environment, settings.program.tz)
    try:
        yield payment_routes(engine, services, clock, with_tax=table.with_tax)
    finally:
        for service in services.values():
            await service.close()


def payment_routes(
    engine: Engine, services: Mapping[str, PaymentService], clock: Clock, *, with_tax: bool = False
) -> list[web.RouteDef]:
    """One route; a service without a secret is not heard."""

    async def take(request: web.Request) -> web.Response:
        service = services.get(request.match_info["service"])
        if service is None:
            raise web.HTTPNotFound(text="I do not hear this service.")
        hook = await hook_of(request, clock.now())
        heard = await proven("payments", service.name, service.hear(hook))
        await _follow(engine, service.name, heard, with_tax=with_tax)
        return web.Response(text="ok")

    return [web.post("/payments/{service}", take)] if services else []


async def _follow(engine: Engine, service: str, heard: Notification, *, with_tax: bool) -> None:
    news = heard.news
    if news is None or not heard.id:
        return
    command = await engine.ask(lambda session: _placed(session, service, news, with_tax=with_tax))
    if command is not None:
        await engine.handle(command, f"{service.lower()}:{heard.id}"[:300])


def _placed(session: Session, service: str, news: Told | Transfer, *, with_tax: bool) -> Command | None:
    """Whose it is, by what stands there or what was noted before; never by what looks alike."""
    if isinstance(news, Transfer):
        return _transfer(session, service, news)
    return HearMoney(
        _referral(session, service, news),
        service,
        news.kind,
        news.payment,
        news.amount,
        news.on,
        news.name,
        news.tracking_id[:60],
        with_tax,
        news.books_itself,
    )


def _referral(session: Session, service: str, told: Told) -> str:
    deals, referrals = Deals(session), Referrals(session)
    if told.tracking_id:
        about = tracking.normalise(told.tracking_id[:60]) or ""
        return about if about and referrals.get(about) else ""
    for name in (told.payment, *told.others):
        if name and (found := deals.collection_of(record_id(service, name)) or deals.collection_of(name)):
            return found
    return ""


def _transfer(session: Session, service: str, told: Transfer) -> Command | None:
    """One of ours, or one that did not arrive and may be; those of other programs are nobody's concern."""
    payout_id = Batches(session).by_reference(told.reference) if told.reference else None
    if payout_id is None:
        if told.verdict == "arrived" or (told.reference and not told.reference.startswith("RD-")):
            return None
        return HearStrayTransfer(told.name, service, told.amount, told.note[:300], told.reference[:60])
    return HearTransfer(
        payout_id,
        service,
        told.verdict,
        told.amount,
        told.on,
        told.reason,
        told.note[:300],
        told.name,
        told.account,
    )
