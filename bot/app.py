"""The composition root: build everything from the settings, start it, drain it, stop it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import cast

import structlog
from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import OperationalError
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_delay, wait_random_exponential

from bot.alarms import Alarms
from bot.almanac import Almanac, digests
from bot.answers import Answers
from bot.api.access import Gate
from bot.api.inbound import inbound_routes
from bot.api.routes import Api
from bot.api.routes import routes as api_routes
from bot.canary import Aviary
from bot.care_runs import care_kinds
from bot.clock import Clock
from bot.connectors.hooks import CHANNEL, Hooks
from bot.connectors.webhook import WebhookSender
from bot.delivery import Delivery, MailSender, Sender
from bot.duty import Duty
from bot.engine import Engine
from bot.exporting import Exporter
from bot.http import Health, install_pages, serve, web_app
from bot.intake import Intake
from bot.links import Links
from bot.metrics import QUEUE, QUEUE_AGE_S
from bot.nudges import Nudges
from bot.partner_page import page_routes
from bot.parts import PARTS, Part
from bot.paydays import paydays
from bot.plan_versions import keep_plans
from bot.quality import quality_kind
from bot.reader import Reader
from bot.report_runs import report_kinds
from bot.reviews import review_kinds
from bot.schedule import Loop, Schedule
from bot.settings import Settings
from bot.slack import (
    actions,
    clients,
    commands,
    conflicts,
    drafts,
    handovers,
    heartbeat,
    home,
    leads,
    messages,
    modals,
    partner_forms,
    quality,
    registering,
    reviews,
    tasks,
    trust,
    waivers,
    workspaces,
)
from bot.slack import paydays as payday_cards
from bot.slack.commands import Clerk
from bot.slack.departures import Departures
from bot.slack.free_answers import FreeAnswers
from bot.slack.lead_desk import Leads
from bot.slack.people import Channels, Groups, People
from bot.slack.places import Places
from bot.slack.registering import Registering, RemarkReader
from bot.slack.rota import Rota
from bot.slack.rounds import Rounds
from bot.slack.scopes import SCOPES
from bot.slack.sender import SlackSender
from bot.slack.watchdog import Socket, Watchdog
from bot.slack.workspaces import Door, Installed, Workspaces
from bot.talking import Desk as Talking
from bot.timers import Timers
from bot.unsubscribe import routes
from bot.voice import Voice
from bot.voters import voter_of
from inbox.accounts import ImapAccount
from inbox.imap import Watcher
from inbox.smtp import Mailer
from storage.claims import release_leases
from storage.clocks import Clocks
from storage.database import Database
from storage.inbound import Inbound
from storage.outbox import Outbox
from workflows.calendar import spoken

log = structlog.get_logger()
OLDEST_ALLOWED_S = 300.0  # a queue older than this is not healthy
SLACK_PATIENCE_S = 60.0
DATABASE_PATIENCE_S = 60.0  # at start; then whoever started us tries again


@dataclass(slots=True)
class Slack:
    """Our side of Slack: listeners and sender."""

    app: AsyncApp
    client: AsyncWebClient
    sender: SlackSender
    rounds: Rounds
    departures: Departures
    socket: AsyncSocketModeHandler | None = None
    watchdog: Watchdog | None = None

    async def is_connected(self) -> bool:
        """Whether clicks reach us; over HTTP they do as long as we listen."""
        return self.socket is None or bool(self.socket.client and await self.socket.client.is_connected())

    async def health(self) -> Health:
        """Whether we hear Slack and it hears us."""
        says = self.sender.last_error or (self.watchdog.says if self.watchdog else "")
        return Health("slack", await self.is_connected() and not self.sender.last_error, says)


@dataclass(frozen=True, slots=True)
class Watch:
    """A mailbox and who watches it: one replica at a time, the others stand by."""

    watcher: Watcher
    duty: Duty

    def health(self) -> Health:
        """Standing by is well."""
        if not self.duty.is_ours:
            return Health("imap", True, "another replica watches, or is about to")
        return Health("imap", self.watcher.connected, self.watcher.last_error)


async def run(
    settings: Settings,
    *,
    stop: asyncio.Event,
    ready: asyncio.Event | None = None,
    parts: Collection[Part] = PARTS,
) -> None:
    """These parts of everything, until `stop` is set; then drain within ten seconds."""
    database = Database(settings.environment.database_url.get_secret_value())
    await _migrated(database)
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
        mailer = Mailer(settings.smtp, local_hostname=_hostname(), timeout_s=15)
        stack.push_async_callback(mailer.close)
        await reader.warm_up()
        await asyncio.to_thread(_warm_up, settings, clock)
        webhooks = WebhookSender(engine, clock)
        stack.push_async_callback(webhooks.close)
        engine.on_events(Hooks(settings.rules.webhooks).promises)
        senders = {**_senders(settings, engine, mailer, slack), CHANNEL: webhooks}
        delivery = Delivery(engine, senders, clock)
        aviary = Aviary(engine, reader, alarms, settings.desk, settings.program, clock, settings.rules.canary)
        voter = voter_of(settings.rules.conversation)
        intake = Intake(engine, reader, settings.desk, settings.program, aviary, voter)
        engine.on_commit(delivery.wake)
        engine.on_commit(intake.wake.set)
        watches = _watches(settings, intake, clock, engine) if "intake" in parts else ()

        async def health() -> list[Health]:
            return await _health(engine, watches, mailer, slack, alarms, clock)

        if "http" in parts:
            over_http = slack.app if listens and slack.socket is None else None
            pages = [*_pages(settings, engine, clock, links), *install_pages(slack.app.oauth_flow)]
            served = web_app(slack=over_http, health=health, pages=pages)
            runner = await serve(served, *settings.listen)
            stack.push_async_callback(runner.cleanup)
        timers = Timers(engine, Rota(slack.client, settings.program).free, clock)
        nudges = Nudges(engine, clock)
        answers = Answers(engine, settings.program.sla, clock)
        delivery.on_sent(answers.note)
        watchdog = slack.watchdog
        program = settings.program
        kinds = [digests(engine, program, clock), *report_kinds(engine, program, clock)]
        kinds += care_kinds(engine, program, clock)
        kinds += [
            slack.departures.kind,
            *aviary.kinds(),
            *(review_kinds(engine, program, clock) if program.quality.reviews else ()),
            *([quality_kind(engine, program, clock)] if program.quality.weekly else []),
        ]
        kinds.append(paydays(engine, program, clock))
        almanac = Almanac(engine, kinds, clock)
        loops: dict[Part, list[Loop]] = {
            "slack": [Loop("watchdog", watchdog.run_once, watchdog.wake)] if watchdog else [],
            "clock": [
                Loop("timers", timers.run_once, timers.wake),
                Loop("answers", answers.run_once, answers.wake),
                Loop("nudges", nudges.run_once, nudges.wake),
                Loop("almanac", almanac.run_once, almanac.wake),
                Loop("canary", aviary.run_once, aviary.wake),
                Loop("rounds", slack.rounds.run_once, slack.rounds.wake),
            ],
            "intake": [Loop("intake", intake.run_once, intake.wake)],
            "delivery": [
                Loop(f"delivery.{name}", partial(delivery.run_lane, name), wake)
                for name, wake in delivery.wakes.items()
            ],
        }
        ours = [loop for part, some in loops.items() if part in parts for loop in some]
        log.info(
            "started", database=database.url.get_backend_name(), socket_mode=bool(slack and slack.socket)
        )
        if ready:
            ready.set()
        async with asyncio.TaskGroup() as tasks:
            for watch in watches:
                tasks.create_task(watch.duty.run(watch.watcher.run, stop), name=watch.duty.name)
            tasks.create_task(Schedule(ours).run(stop), name="schedule")
        log.info("stopped")


async def _migrated(database: Database) -> None:
    """The database, up to date; one that is just starting, or away for a moment, is waited for."""
    async for attempt in AsyncRetrying(
        retry=retry_if_exception_type(OperationalError),
        wait=wait_random_exponential(multiplier=0.5, max=5),
        stop=stop_after_delay(DATABASE_PATIENCE_S),
        before_sleep=lambda _state: log.warning("database.away"),
        reraise=True,
    ):
        with attempt:
            await asyncio.to_thread(database.migrate)


def _pages(settings: Settings, engine: Engine, clock: Clock, links: Links) -> list[web.RouteDef]:
    """What the outside may open or call: pages for partners, the API, signed webhooks."""
    api = Api(engine, settings.program, clock, Gate(engine))
    return [
        *routes(engine, links),
        *page_routes(engine, settings.program, links),
        *api_routes(api),
        *inbound_routes(api, settings.rules.sources),
    ]


def _watches(settings: Settings, intake: Intake, clock: Clock, engine: Engine) -> tuple[Watch, ...]:
    us = clock.replica_id()
    return tuple(
        Watch(_watcher(box, intake, clock), Duty(f"imap:{box.name}/{box.folder}"[:300], us, engine))
        for box in settings.mailboxes
    )


def _watcher(account: ImapAccount, intake: Intake, clock: Clock) -> Watcher:
    async def cursor(uidvalidity: int) -> int:
        return await intake.cursor(account.name, account.folder, uidvalidity)

    return Watcher(account, intake.keep, cursor, now=clock.now, jitter=clock.jitter)


def _senders(settings: Settings, engine: Engine, mailer: Mailer, slack: Slack) -> dict[str, Sender]:
    mail = MailSender(mailer, engine, settings.desk.address, settings.desk.message_id_domain)
    return {"email": mail, "slack": slack.sender}


@asynccontextmanager
async def open_slack(
    settings: Settings,
    engine: Engine,
    clock: Clock,
    reader: RemarkReader,
    alarms: Alarms,
    *,
    listens: bool = True,
    every_s: float = 1.0,
) -> AsyncIterator[Slack]:
    """Listeners attached, and the socket on its way up where there is an app token and we shall listen."""
    environment = settings.environment
    token, url = environment.slack_bot_token.get_secret_value(), environment.slack_api_url
    many = _many(settings, engine)
    client = clients.patient(token, url, whose=many)
    app = AsyncApp(
        client=AsyncWebClient(base_url=url, retry_handlers=client.retry_handlers) if many else client,
        signing_secret=environment.slack_signing_secret.get_secret_value() or None,
        oauth_flow=_door(settings, engine, many) if many else None,
    )
    if many:
        workspaces.register(app, many)
    channels = Channels(client, settings.rules.slack.channels)
    roles, program = settings.rules.roles, settings.program
    sender = SlackSender(
        clients.once(token, url, whose=many), engine, channels, alarms, clock, every_s=every_s
    )
    rounds = Rounds(client, channels, _spoken_in(settings), alarms, engine, program, clock)
    departures = Departures(client, engine, program, clock)
    slack = Slack(app, client, sender, rounds, departures)
    groups = Groups(roles.manager_group, roles.finance_group, roles.rep_group)
    people = People(client, engine, program, settings.finance, groups, many.ours if many else ())
    desk = Registering(engine, people, program, clock, settings.desk, reader)
    clerk = Clerk(desk, Leads(engine, people, program, clock))
    actions.register(app, engine, people, settings.program)
    heartbeat.register(app, engine, people)
    leads.register(app, engine, people, settings.program, clock)
    modals.register(app, engine, people, clock)
    conflicts.register(app, engine, people, settings.program)
    trust.register(app, engine, people)
    waivers.register(app, engine, people, program, clock)
    quality.register(app, engine, people, program, clock, departures)
    reviews.register(app, engine, people)
    handovers.register(app, engine, people)
    tasks.register(app, engine, people, program, clock)
    partner_forms.register(app, engine, people, program, clock)
    registering.register(app, desk)
    drafts.register(app, desk)
    exporter = Exporter(engine, program, settings.rules.payouts)
    payday_cards.register(app, payday_cards.Cashier(engine, people, program, exporter, clock))
    commands.register(app, clerk)
    free = FreeAnswers(desk, Talking(program), voter_of(settings.rules.conversation))
    messages.register(
        app, messages.Ear(clerk, Places(client, channels, people), slack.sender.note, free.answer)
    )
    homes = home.Homes(client, engine, people, program, clock)
    home.register(app, homes)
    engine.on_commit(homes.refresh)
    connecting: asyncio.Task[None] | None = None
    app_token = environment.slack_app_token.get_secret_value()
    if app_token and listens:
        slack.socket = AsyncSocketModeHandler(app, app_token)
        slack.watchdog = Watchdog(cast(Socket, slack.socket.client), alarms)
        sender.on_posted(slack.watchdog.posted)
        connecting = asyncio.create_task(_connect(slack.socket, clock))
    try:
        yield slack
    finally:
        homes.close()
        if connecting:
            connecting.cancel()
        if slack.socket:
            await slack.socket.close_async()


def _many(settings: Settings, engine: Engine) -> Workspaces | None:
    """Several workspaces, where the settings name them."""
    if not settings.workspaces:
        return None
    store = Installed(engine, settings.environment.slack_client_id)
    return Workspaces(engine, store, settings.workspaces)


def _door(settings: Settings, engine: Engine, many: Workspaces) -> Door:
    environment = settings.environment
    return workspaces.door(
        clients.patient("", environment.slack_api_url),
        engine,
        many,
        client_id=environment.slack_client_id,
        client_secret=environment.slack_client_secret.get_secret_value(),
        scopes=tuple(SCOPES),
        redirect_uri=environment.slack_redirect_uri,
    )


def _spoken_in(settings: Settings) -> dict[str, str]:
    """Every channel we post in, by what we call it."""
    routed = [route.channel for route in settings.program.routes if route.channel]
    return {**settings.rules.slack.channels, **{name: name for name in routed}}


async def _connect(socket_mode: AsyncSocketModeHandler, clock: Clock) -> None:
    """Slack may be away when we start; the mailbox need not wait for it."""
    wait_s = 1.0
    while True:
        try:
            await socket_mode.connect_async()
            return
        except Exception as away:  # noqa: BLE001  any reason is answered the same: try again
            log.warning("slack.unreachable", error=type(away).__name__)
        await asyncio.sleep(wait_s * (1 + clock.jitter()))
        wait_s = min(SLACK_PATIENCE_S, wait_s * 2)


async def _health(
    engine: Engine, watches: Sequence[Watch], mailer: Mailer, slack: Slack, alarms: Alarms, clock: Clock
) -> list[Health]:
    parts = [
        *(watch.health() for watch in watches),
        Health("smtp", mailer.ok, mailer.last_error),
        await slack.health(),
        *(
            Health("alarm", False, one.says)
            for one in await alarms.open()
            if not one.name.startswith("queue:")
        ),
    ]
    waiting = {
        "inbox": await engine.ask(lambda session: Inbound(session).waiting()),
        "outbox": await engine.ask(lambda session: Outbox(session).waiting()),
        "timers": await engine.ask(lambda session: Clocks(session).waiting(clock.now())),
    }
    for queue, (count, oldest) in waiting.items():
        age_s = (clock.now() - oldest).total_seconds() if oldest else 0.0
        QUEUE.labels(queue=queue).set(count)
        QUEUE_AGE_S.labels(queue=queue).set(age_s)
        parts.append(
            Health(queue, age_s < OLDEST_ALLOWED_S, f"{count} waiting, the oldest for {age_s:.0f} s")
        )
    return parts


def _warm_up(settings: Settings, clock: Clock) -> None:
    """Load the holidays and Babel's tables, which the first mail would otherwise wait for."""
    spoken(settings.program.first_contact_by(clock.now()), settings.program.tz)


def _hostname() -> str:
    return socket.getfqdn() or "localhost"
