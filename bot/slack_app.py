"""Our side of Slack, put together: clients, listeners, sender, and the socket on its way up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from typing import Protocol, cast

import structlog
from aiohttp import ClientSession
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock
from bot.conversation.talking import Desk as Talking
from bot.conversation.voters import voter_of
from bot.engine import Engine
from bot.http import Health, SlackDoor
from bot.money.exporting import Exporter
from bot.settings import Settings
from bot.slack import actions, commands, home, messages, modals
from bot.slack.care import quality, reviews, tasks
from bot.slack.commands import Clerk
from bot.slack.leads import conflicts, crm, heartbeat, kept_files, lead_actions, registering
from bot.slack.leads.departures import Departures
from bot.slack.leads.kept_files import FileReader
from bot.slack.leads.lead_desk import Leads
from bot.slack.leads.registering import Registering, RemarkReader
from bot.slack.mails import earlier, floods
from bot.slack.money import paydays as payday_cards
from bot.slack.money import waivers
from bot.slack.partners import drafts, handovers, partner_forms, trust
from bot.slack.partners.free_answers import FreeAnswers
from bot.slack.people import Channels, Groups, People
from bot.slack.places import Places
from bot.slack.sender import SlackSender
from bot.slack.workspace import clients, sorry, workspaces
from bot.slack.workspace.colleagues import Colleagues
from bot.slack.workspace.rounds import Rounds
from bot.slack.workspace.scopes import SCOPES
from bot.slack.workspace.underway import Underway
from bot.slack.workspace.watchdog import ALARM as SOCKET
from bot.slack.workspace.watchdog import Socket, Watchdog
from bot.slack.workspace.workspaces import Door, Installed, Workspaces
from bot.upkeep.alarms import Alarms

log = structlog.get_logger()
SLACK_PATIENCE_S = 60.0
FINISH_S = 5.0  # of the ten seconds a stop may take


class Apart(RemarkReader, FileReader, Protocol):
    """Reads for us in processes of its own."""


@dataclass(slots=True)
class Slack:
    """Our side of Slack: listeners and sender."""

    app: AsyncApp
    client: AsyncWebClient
    channels: Channels
    sender: SlackSender
    rounds: Rounds
    departures: Departures
    underway: Underway
    colleagues: Colleagues
    door: SlackDoor | None = None  # for Slack's requests, where it makes any
    socket: AsyncSocketModeHandler | None = None
    watchdog: Watchdog | None = None

    async def is_connected(self) -> bool:
        """Whether clicks reach us; over HTTP they do as long as we listen."""
        return self.socket is None or bool(self.socket.client and await self.socket.client.is_connected())

    async def health(self) -> Health:
        """Whether we hear Slack and it hears us."""
        says = self.sender.last_error or (self.watchdog.says if self.watchdog else "")
        return Health("slack", await self.is_connected() and not self.sender.last_error, says)


@asynccontextmanager
async def open_slack(
    settings: Settings,
    engine: Engine,
    clock: Clock,
    reader: Apart,
    alarms: Alarms,
    *,
    listens: bool = True,
    every_s: float = 1.0,
) -> AsyncIterator[Slack]:
    """Listeners attached, and the socket on its way up where there is an app token and we shall listen."""
    async with clients.line() as line:
        slack, homes = _attached(settings, engine, clock, reader, alarms, line, every_s=every_s)
        with closing(homes):
            async with _hearing(settings, slack, alarms, clock, listens=listens):
                yield slack


@asynccontextmanager
async def _hearing(
    settings: Settings, slack: Slack, alarms: Alarms, clock: Clock, *, listens: bool
) -> AsyncIterator[None]:
    """Over the socket where there is an app token; at the end what is under way is finished."""
    connecting: asyncio.Task[None] | None = None
    app_token = settings.environment.slack_app_token.get_secret_value()
    if app_token and listens:
        slack.socket = AsyncSocketModeHandler(slack.app, app_token)
        slack.watchdog = Watchdog(cast(Socket, slack.socket.client), alarms)
        slack.sender.on_posted(slack.watchdog.posted)
        connecting = asyncio.create_task(_connect(slack.socket, clock))
    elif not app_token:
        await alarms.end(SOCKET, is_gone=True)
    try:
        yield
    finally:
        if connecting:
            connecting.cancel()
        if slack.socket:
            await slack.socket.close_async()
        if not await slack.underway.idle(FINISH_S):
            log.warning("slack.unfinished")


def _attached(
    settings: Settings,
    engine: Engine,
    clock: Clock,
    reader: Apart,
    alarms: Alarms,
    line: ClientSession,
    *,
    every_s: float,
) -> tuple[Slack, home.Homes]:
    """Everybody who listens, with what each needs."""
    environment = settings.environment
    secret = environment.slack_signing_secret.get_secret_value()
    token, url = environment.slack_bot_token.get_secret_value(), environment.slack_api_url
    many = _many(settings, engine)
    client = clients.patient(token, url, whose=many, session=line)
    app = AsyncApp(
        name="referral-desk",  # else Bolt goes through the whole stack for one, a tenth of a second
        client=AsyncWebClient(base_url=url, retry_handlers=client.retry_handlers, session=line)
        if many
        else client,
        signing_secret=secret or None,
        oauth_flow=_door(settings, engine, many) if many else None,
    )
    sorry.register(app)
    if many:
        workspaces.register(app, many)
    channels = Channels(client, settings.rules.slack.channels)
    roles, program = settings.rules.roles, settings.program
    sender = SlackSender(
        clients.once(token, url, whose=many, session=line),
        engine.in_background(),
        channels,
        alarms,
        clock,
        every_s=every_s,
    )
    rounds = Rounds(client, channels, _spoken_in(settings), alarms, engine, program, clock)
    departures = Departures(client, engine.in_background(), program, clock)
    groups = Groups(roles.manager_group, roles.finance_group, roles.rep_group)
    people = People(client, engine, program, settings.finance, groups, many.ours if many else ())
    slack = Slack(
        app, client, channels, sender, rounds, departures, Underway(app), Colleagues(client, people)
    )
    slack.door = SlackDoor(app, SignatureVerifier(secret)) if secret else None
    desk = Registering(engine, people, program, clock, settings.desk, reader)
    clerk = Clerk(desk, Leads(engine, people, program, clock))
    actions.register(app, engine, people, settings.program, clock)
    heartbeat.register(app, engine, people)
    lead_actions.register(app, engine, people, settings.program, clock)
    modals.register(app, engine, people, clock)
    conflicts.register(app, engine, people, settings.program)
    trust.register(app, engine, people)
    waivers.register(app, engine, people, program, clock)
    crm.register(app, engine, people)
    floods.register(app, engine, people)
    earlier.register(app, engine, people)
    quality.register(app, engine, people, program, clock, departures)
    reviews.register(app, engine, people)
    handovers.register(app, engine, people)
    tasks.register(app, engine, people, program, clock)
    partner_forms.register(app, engine, people, program, clock)
    registering.register(app, desk)
    kept_files.register(app, kept_files.FileDesk(Leads(engine, people, program, clock), reader))
    drafts.register(app, desk)
    exporter = Exporter(engine, program, settings.rules.payouts)
    payday_cards.register(app, payday_cards.Cashier(engine, people, program, exporter, clock))
    commands.register(app, clerk)
    free = FreeAnswers(
        desk,
        Talking(program),
        voter_of(settings.rules.conversation, environment.voter_key.get_secret_value()),
    )
    messages.register(app, messages.Ear(clerk, Places(client, channels, people), slack.sender.note, free))
    homes = home.Homes(client, engine, people, program, clock)
    home.register(app, homes)
    engine.on_commit(homes.refresh)
    return slack, homes


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
