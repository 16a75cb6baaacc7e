"""`POST /bounces/sendgrid`, `/postmark`, `/ses` and `/mandrill`: what became of a mail of ours, and of whom.

The service's own id of an event is the key, so a repetition changes nothing. An account at a service may send
more than our mail: what concerns neither a mail of ours nor a partner's address is nobody's concern here.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.connectors.listening import hook_of, proven
from bot.engine import Engine
from bot.mail_services.base import MailService, Told
from bot.mail_services.registry import SERVICES, open_services
from bot.settings import Settings
from storage.outbox import Outbox
from storage.partners import Partners
from workflows.base import Command
from workflows.commands import NoteBounce
from workflows.conversation_messages import NoteComplaint, NotePartnerReply
from workflows.delivery_messages import NoteGivenUp
from workflows.model import Partner


@asynccontextmanager
async def open_mail_services(
    settings: Settings, engine: Engine, clock: Clock
) -> AsyncIterator[list[web.RouteDef]]:
    """The routes of the services that the settings name."""
    services = open_services(settings.environment)
    domain, public_url = settings.desk.message_id_domain, settings.environment.public_url
    try:
        yield bounce_routes(engine, services, clock, domain, public_url)
    finally:
        for service in services.values():
            await service.close()


def bounce_routes(
    engine: Engine, services: Mapping[str, MailService], clock: Clock, domain: str, public_url: str = ""
) -> list[web.RouteDef]:
    """A service without a secret is not heard, but told that the address is right: Mandrill asks first."""

    async def take(request: web.Request) -> web.Response:
        name = request.match_info["service"]
        if name in SERVICES and name not in services and request.method == "HEAD":
            return web.Response()
        service = services.get(name)
        if service is None:
            raise web.HTTPNotFound(text="I do not hear this service.")
        if request.method == "HEAD":
            return web.Response()
        hook = await hook_of(request, clock.now(), public_url)
        for told in await proven("bounces", service.name, service.hear(hook)):
            await _follow(engine, name, told, domain)
        return web.Response(text="ok")

    return [web.route(method, "/bounces/{service}", take) for method in ("HEAD", "POST")]


async def _follow(engine: Engine, service: str, told: Told, domain: str) -> None:
    source = f"{service}:{told.id}"[:200]
    commands = await engine.ask(lambda session: _commands(session, source, told, domain)) if told.id else ()
    if commands:
        await engine.handle(commands[0], f"bounce:{source}", also=commands[1:])


def _commands(session: Session, source: str, told: Told, domain: str) -> tuple[Command, ...]:
    ours = _ours(session, told, domain)
    people = tuple(address.lower() for address in told.recipients if address)
    known = {address: partner for address in people if (partner := _partner_of(session, address))}
    concerned = people if ours else tuple(known)
    match told.what:
        case "complained" | "unsubscribed":
            about = Outbox(session).find_sent(ours)
            how: Any = "complaint" if told.what == "complained" else "unsubscribed"
            return tuple(NoteComplaint(address, source, how, about) for address in concerned)
        case _ if not concerned:
            return ()
        case "gave_up":
            return (NoteGivenUp(concerned, ours, told.why, source),)
    is_final = told.what == "bounced"
    why, theirs = (told.why,) if told.why else (), () if ours else tuple(known)
    bounce = NoteBounce(None, concerned, ours, why, source, is_final=is_final, known=theirs)
    gone = ((address, partner.id) for address, partner in known.items() if is_final)
    return (bounce, *(NotePartnerReply(partner_id, address, "bounce") for address, partner_id in gone))


def _ours(session: Session, told: Told, domain: str) -> str:
    """The Message-ID of the mail of ours that it is about; "" when it is none."""
    outbox = Outbox(session)
    given = outbox.given([told.given]).get(told.given, "") if told.given else ""
    names = (f"{told.mark}@{domain}" if told.mark else "", told.message_id, given)
    return next((name for name in names if name and outbox.recipients_of(name)), "")


def _partner_of(session: Session, address: str) -> Partner | None:
    """Whose own address it is."""
    return Partners(session).speaker(address, trust_domains=False)
