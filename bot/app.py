"""The composition root: build everything from the settings, start it, drain it, stop it."""

from __future__ import annotations

import asyncio
import gc
import socket
from collections.abc import Collection
from contextlib import AsyncExitStack
from functools import partial

import structlog
from aiohttp import web
from sqlalchemy.exc import OperationalError
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_delay,
    wait_random_exponential,
)

from bot.almanac import Almanac, digests
from bot.api.access import Gate
from bot.api.inbound import inbound_routes
from bot.api.routes import Api
from bot.api.routes import routes as api_routes
from bot.care.nudges import Nudges
from bot.care.quality import quality_kind
from bot.care.reviews import review_kinds
from bot.care.runs import care_kinds
from bot.clock import Clock
from bot.connectors.crm_desk import CrmDesk, open_crm_desk
from bot.connectors.hooks import CHANNEL, Hooks
from bot.connectors.webhook import WebhookSender
from bot.conversation.promised_answers import PromisedAnswers
from bot.conversation.voters import voter_of
from bot.delivery import Delivery, MailSender, Sender
from bot.engine import Engine
from bot.http import install_pages, serve, web_app
from bot.intake import Intake
from bot.links import Links
from bot.logs import kind_of
from bot.mail.canary import Aviary
from bot.mail.earlier import Earliers
from bot.mail.floods import Floods
from bot.mail.mail_access import MailTokens
from bot.mail.mailboxes import Mailboxes, Watch, first_look
from bot.mail.reader import Reader
from bot.mail.unsubscribe import routes
from bot.mail_services.ear import open_mail_services
from bot.mail_services.registry import carrier
from bot.money.paydays import paydays
from bot.money.plan_versions import keep_plans
from bot.partner_page import page_routes
from bot.parts import PARTS, Part, version
from bot.payments.ear import open_payments
from bot.reports.runs import report_kinds
from bot.schedule import Loop, Schedule
from bot.settings import Settings
from bot.slack.leads.rota import Rota
from bot.slack_app import Slack, open_slack
from bot.timers import Timers
from bot.upkeep.alarms import Alarms
from bot.upkeep.answers import Answers
from bot.upkeep.audit_log import Notary
from bot.upkeep.duty import Duty
from bot.upkeep.kept_promises import count_promises
from bot.upkeep.retention import retention_kind
from bot.upkeep.room import Landlord
from bot.upkeep.warming import warm_up
from bot.upkeep.wellbeing import Wellbeing
from bot.voice import Voice
from inbox.imap import Earlier, Watcher
from inbox.wire.accounts import ImapAccount, with_tokens
from inbox.wire.mailers import Mailers
from storage.claims import release_leases
from storage.database import Database
from storage.trouble import may_pass, told, trouble

log = structlog.get_logger()
DATABASE_PATIENCE_S = 60.0  # at start; then whoever started us tries again


async def run(
    settings: Settings,
    *,
    stop: asyncio.Event,
    ready: asyncio.Event | None = None,
    parts: Collection[Part] = PARTS,
) -> None:
    """These parts of everything, until `stop` is set; then drain within ten seconds."""
    database = Database(settings.environment.database_url.get_secret_value())
    await _migrated(database, stop)
    _keep_private(database)
    clock = Clock()
    links = Links(settings.environment.public_url, settings.desk.address, clock)
    engine = Engine(database, settings.program, Voice(settings.program, links), clock)
    if database.is_sqlite:  # one process: whoever held a lease is dead
        await engine.unit(lambda session, now: release_leases(session, now))
    await keep_plans(engine, settings.program)
    async with AsyncExitStack() as stack:
        stack.callback(engine.close)
        reader = Reader(verify_dkim=settings.environment.verify_dkim)
        stack.callback(reader.close)
        listens = "slack" in parts
        alarms = Alarms(engine, settings.program)
        slack = await stack.enter_async_context(
            open_slack(settings, engine, clock, reader, alarms, listens=listens)
        )
        tokens = MailTokens(settings.environment, clock, engine)
        stack.push_async_callback(tokens.close)
        mailer = Mailers(with_tokens(settings.smtp, tokens), local_hostname=_hostname(), timeout_s=15)
        stack.push_async_callback(mailer.close)
        await reader.warm_up()
        await warm_up(engine, clock, settings.desk.address)
        gc.freeze()  # what is loaded stays: to look through it for garbage stopped everything for 0.15 s
        webhooks = WebhookSender(engine, clock)
        stack.push_async_callback(webhooks.close)
        engine.on_events(count_promises)
        engine.on_events(Hooks(settings.rules.webhooks).promises)
        crm = await stack.enter_async_context(open_crm_desk(settings, engine, clock, slack.colleagues.find))
        senders = {
            **_senders(settings, engine, mailer, slack),
            CHANNEL: webhooks,
            **(crm.senders if crm else {}),
        }
        behind = engine.in_background()
        delivery = Delivery(behind, senders, clock)
        aviary = Aviary(behind, reader, alarms, settings.desk, settings.program, clock, settings.rules.canary)
        voter = voter_of(settings.rules.conversation, settings.environment.voter_key.get_secret_value())
        program = settings.program
        people = *program.managers, *program.reps, *settings.finance
        limits = settings.rules.intake.limits(people)
        intake = Intake(behind, reader, settings.desk, program, aviary, voter, limits)
        engine.on_commit(delivery.wake)
        engine.on_commit(intake.wake)
        landlord = Landlord(engine, slack.client, slack.channels, clock)
        watches = _watches(settings, intake, clock, engine, tokens) if "intake" in parts else ()
        mailboxes = Mailboxes(watches, alarms, clock, program.tz)

        well = Wellbeing(engine, landlord, watches, mailer, slack, clock)
        if "http" in parts:
            over_http = slack.door if listens and slack.socket is None else None
            pages = [*_pages(settings, engine, clock, links), *install_pages(slack.app.oauth_flow)]
            pages += crm.routes if crm else []
            pages += await stack.enter_async_context(open_payments(settings, behind, clock))
            pages += await stack.enter_async_context(open_mail_services(settings, behind, clock))
            served = web_app(
                slack=over_http,
                health=well.parts,
                ready=well.ready,
                pages=pages,
                proxies=settings.environment.proxy_networks,
            )
            runner = await serve(served, *settings.listen)
            stack.push_async_callback(runner.cleanup)
        notary = Notary(behind, clock)
        timers = Timers(behind, Rota(slack.client, settings.program).free, clock)
        nudges = Nudges(behind, clock)
        answers = Answers(behind, program.sla, clock)
        promised = PromisedAnswers(behind, program, clock)
        delivery.on_sent(answers.note)
        watchdog = slack.watchdog
        floods, earliers = Floods(behind, program, clock), Earliers(behind, program, clock)
        kinds = [digests(behind, program, clock), *report_kinds(behind, program, clock)]
        kinds += care_kinds(behind, program, clock)
        kinds += [
            slack.departures.kind,
            *aviary.kinds(),
            *(review_kinds(behind, program, clock) if program.quality.reviews else ()),
            *([quality_kind(behind, program, clock)] if program.quality.weekly else []),
        ]
        kinds += [
            paydays(behind, program, clock),
            retention_kind(behind, settings.rules.retention.periods, program.tz),
        ]
        almanac = Almanac(behind, kinds, clock)
        loops: dict[Part, list[Loop]] = {
            "slack": [Loop("watchdog", watchdog.run_once, watchdog.wake)] if watchdog else [],
            "clock": [
                Loop("timers", timers.run_once, timers.wake),
                Loop("answers", answers.run_once, answers.wake),
                Loop("promised", promised.run_once, promised.wake),
                Loop("nudges", nudges.run_once, nudges.wake),
                Loop("almanac", almanac.run_once, almanac.wake),
                Loop("canary", aviary.run_once, aviary.wake),
                Loop("floods", floods.run_once, floods.wake),
                Loop("earlier", earliers.run_once, earliers.wake),
                Loop("notary", notary.run_once, notary.wake),
                Loop("rounds", slack.rounds.run_once, slack.rounds.wake),
                *(_crm_loops(crm) if crm else ()),
            ],
            "intake": [
                *(
                    Loop(f"intake.{lane}", partial(intake.run_lane, lane), wake)
                    for lane, wake in intake.wakes.items()
                ),
                Loop("mailboxes", mailboxes.run_once, mailboxes.wake),
            ],
            "delivery": [
                Loop(f"delivery.{name}", partial(delivery.run_lane, name), wake)
                for name, wake in delivery.wakes.items()
            ],
        }
        ours = [landlord.resting(loop) for part, some in loops.items() if part in parts for loop in some]
        ours.append(Loop("room", landlord.run_once, landlord.wake))
        if crm and "clock" in parts:
            await crm.ear.again()
        backend, socket_mode = database.url.get_backend_name(), bool(slack and slack.socket)
        log.info("started", version=version(), database=backend, socket_mode=socket_mode)
        if ready:
            ready.set()
        async with asyncio.TaskGroup() as tasks:
            for watch in watches:
                tasks.create_task(watch.duty.run(watch.watcher.run, stop), name=watch.duty.name)
            tasks.create_task(Schedule(ours).run(stop), name="schedule")
        log.info("stopped")


async def _migrated(database: Database, stop: asyncio.Event) -> None:
    """The database, up to date; one that is just starting, or away for a moment, is waited for."""

    def tell(state: RetryCallState) -> None:
        away = state.outcome and state.outcome.exception()
        if isinstance(away, OperationalError):
            log.warning("database.away", error=kind_of(away), why=trouble(away, database.url) or "")

    with told(database.url):
        async for attempt in AsyncRetrying(
            retry=retry_if_exception(lambda broken: may_pass(broken, database.url)),
            wait=wait_random_exponential(multiplier=0.5, max=5),
            stop=lambda state: stop.is_set() or stop_after_delay(DATABASE_PATIENCE_S)(state),
            before_sleep=tell,
            reraise=True,
        ):
            with attempt:
                await asyncio.to_thread(database.migrate)


def _keep_private(database: Database) -> None:
    """Mails and keys lie in it: whoever made it readable for everybody did so unawares."""
    try:
        if database.keep_private():
            log.warning("database.was_readable_by_everybody")
    except OSError as refused:  # it is somebody else's file
        log.error("database.readable_by_everybody", error=type(refused).__name__)


def _pages(settings: Settings, engine: Engine, clock: Clock, links: Links) -> list[web.RouteDef]:
    """What the outside may open or call: pages for partners, the API, signed webhooks."""
    api = Api(engine, settings.program, clock, Gate(engine))
    return [
        *routes(engine, links),
        *page_routes(engine, settings.program, links),
        *api_routes(api),
        *inbound_routes(api, settings.rules.sources),
    ]


def _crm_loops(crm: CrmDesk) -> tuple[Loop, ...]:
    """Reading what the CRM's webhooks name, and asking for what none has told."""
    ear = crm.ear
    return Loop("crm", ear.run_once, ear.wake), Loop("crm.poll", ear.poll_once, ear.poll_wake)


def _watches(
    settings: Settings, intake: Intake, clock: Clock, engine: Engine, tokens: MailTokens
) -> tuple[Watch, ...]:
    us = clock.replica_id()
    boxes = (with_tokens(box, tokens) for box in settings.mailboxes)
    return tuple(
        Watch(
            _watcher(box, intake, clock, engine),
            Duty(f"imap:{box.name}/{box.folder}"[:300], us, engine, shown=f"imap: {box.place}"),
        )
        for box in boxes
    )


def _watcher(account: ImapAccount, intake: Intake, clock: Clock, engine: Engine) -> Watcher:
    async def cursor(uidvalidity: int) -> int:
        return await intake.cursor(account.name, account.folder, uidvalidity)

    async def look(uidvalidity: int, highest: int) -> Earlier | None:
        return await first_look(engine, account, uidvalidity, highest)

    return Watcher(account, intake.keep, cursor, now=clock.now, jitter=clock.jitter, first_look=look)


def _senders(settings: Settings, engine: Engine, mailer: Mailers, slack: Slack) -> dict[str, Sender]:
    desk, service = settings.desk, carrier(settings.smtp.host, settings.smtp.service)
    mail = MailSender(mailer, engine, desk.address, desk.message_id_domain, service)
    return {"email": mail, "slack": slack.sender}


def _hostname() -> str:
    return socket.getfqdn() or "localhost"
