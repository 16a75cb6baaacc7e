"""App Home: a rep's leads by urgency, a manager's day, what finance decides, a partner's own referrals.

A home is drawn when somebody opens it, and again when something they did has been decided.
"""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

import structlog
from blockkit import Actions, Button, Divider, Header, Home, Section
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.engine import Engine
from bot.slack import blocks
from bot.slack.answers import Ask, Block, lead_on
from bot.slack.blocks import mrkdwn, plain
from bot.slack.care import care_home
from bot.slack.mails import held_card
from bot.slack.money import money_home
from bot.slack.money.payout_words import payouts_in_brief
from bot.slack.partners.partner_words import conflict_line, lead_line
from bot.slack.people import ASKED_ABOUT, MAY_SEE_MONEY, People, SlackUser
from bot.slack.report_words import home_lines
from bot.upkeep.audit_log import note_money_seen
from storage.held import HeldMails
from storage.listings import Listings, Page
from storage.partners import Partners
from templates import escape_slack
from workflows.calendar import add_business_minutes, spoken
from workflows.model import HeldMail, Referral
from workflows.program import Program

SHOWN = 5
MINE = 10
MOST_BLOCKS = 100  # of a view
MOST_HOMES = 1000  # whose homes we keep up to date
FIGURES_S = 60.0
PATIENCE_S = 120.0  # for a click to be decided; a form takes people a while
log = structlog.get_logger()


class Homes:
    """Draws homes, and draws those again whose people did something."""

    def __init__(
        self, client: AsyncWebClient, engine: Engine, people: People, program: Program, clock: Clock
    ) -> None:
        self._client, self._engine, self._people = client, engine, people
        self._program, self._clock = program, clock
        self._shown: OrderedDict[str, str] = OrderedDict()  # what each person sees, as text to compare
        self._acted: dict[str, float] = {}  # who clicked something, and until when we watch for its outcome
        self._tasks: set[asyncio.Task[None]] = set()
        self._month: tuple[float, list[Block]] | None = None  # counted over everything; it need not be exact

    async def publish(self, user_id: str, *, always: bool = False) -> None:
        """Draw the home of this person, unless they see it so already."""
        user, now = await self._people.find(user_id), self._clock.now()
        month = await self._figures(user, now) if user.role in MAY_SEE_MONEY else []
        view = await self._engine.ask(lambda session: home_view(session, user, self._program, now, month))
        drawn = json.dumps(view, sort_keys=True)
        if self._shown.get(user_id) == drawn and not always:
            return
        await self._client.views_publish(user_id=user.id, view=view)
        self._acted.pop(user_id, None)
        self._shown[user_id] = drawn
        self._shown.move_to_end(user_id)
        if len(self._shown) > MOST_HOMES:
            self._shown.popitem(last=False)

    async def opened(self, user_id: str) -> None:
        """Draw it whatever we believe they see."""
        user = await self._people.find(user_id)
        if user.partner or user.role in MAY_SEE_MONEY:
            await note_money_seen(self._engine, user_id, "payouts in App Home")
        self._month = None
        await self.publish(user_id, always=True)

    def acted(self, user_id: str) -> None:
        """Somebody did something; their home may look different soon."""
        if user_id in self._shown:
            self._acted[user_id] = asyncio.get_running_loop().time() + PATIENCE_S

    def refresh(self) -> None:
        """Something was decided: draw the homes of those who may have caused it."""
        now = asyncio.get_running_loop().time()
        self._acted = {user: until for user, until in self._acted.items() if until > now}
        for user_id in self._acted:
            task = asyncio.create_task(self._again(user_id))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def close(self) -> None:
        """Stop drawing."""
        for task in self._tasks:
            task.cancel()

    async def _figures(self, user: SlackUser, now: datetime) -> list[Block]:
        """The month in short; a home that is only drawn again shows what was counted a moment ago."""
        loop_now = asyncio.get_running_loop().time()
        if self._month is None or loop_now - self._month[0] > FIGURES_S:
            counted = await self._engine.ask(
                lambda session: home_lines(Ask(session, user, "", self._program, now))
            )
            self._month = loop_now, counted
        return self._month[1]

    async def _again(self, user_id: str) -> None:
        try:
            await self.publish(user_id)
        except (SlackApiError, OSError, TimeoutError) as refused:  # they see it anew when they open it
            log.warning("slack.home", error=type(refused).__name__)


def register(app: AsyncApp, homes: Homes) -> None:
    """Attach the listeners of this file."""

    @app.event("app_home_opened")
    async def opened(event: dict[str, Any]) -> None:
        if event.get("tab") == "home":
            await homes.opened(event["user"])

    @app.middleware
    async def notice(body: dict[str, Any], next_: Callable[[], Awaitable[None]]) -> None:
        homes.acted(_who_did(body))
        await next_()


def _who_did(body: Mapping[str, Any]) -> str:
    """Who did something that may change their home; nobody is ""."""
    event = body.get("event") or {}
    if event:
        return str(event.get("user") or "") if event.get("type") in ("message", "app_mention") else ""
    return str(body.get("user_id") or (body.get("user") or {}).get("id") or "")


def home_view(
    session: Session, user: SlackUser, program: Program, now: datetime, month: Iterable[Block] = ()
) -> dict[str, Any]:
    """What this person sees; a partner only their own, a stranger nothing but a kind word.

    `month` are the figures managers and finance see, which take longer to count than all the rest.
    """
    home, ask = Home(), Ask(session, user, "", program, now)
    cards: list[dict[str, Any]] = []
    match user.role:
        case "manager":
            _manager(home, ask, month)
        case "finance":
            cards = _finance(home, ask, month)
        case "rep":
            _rep(home, ask)
        case "partner":
            _partner(home, ask)
        case "stranger":
            way = "To work with referrals here, ask a partner manager to add you."
            text = f"Hello! I run {escape_slack(program.name)}. {ASKED_ABOUT if user.claim else way}"
            home.add_block(Section(mrkdwn(text)))
    built: dict[str, Any] = home.build()
    return {**built, "blocks": [*built["blocks"], *cards][:MOST_BLOCKS]}


def _manager(home: Home, ask: Ask, month: Iterable[Block]) -> None:
    held, listings = HeldMails(ask.session), Listings(ask.session, limit=SHOWN)
    unclaimed, contested, waiting = listings.unclaimed(), listings.contested(), held.count_open()
    lead_minutes = ask.program.sla.promise_lead_minutes
    at_risk = listings.at_risk(add_business_minutes(ask.now, lead_minutes, ask.program.hours))
    home.add_block(Header(plain(f"Good to see you, {ask.user.person.first_name}", 150)))
    summary = (
        f"*{waiting}* {_mails(waiting)} for a person · *{unclaimed.total}* unclaimed · "
        f"{_counted(at_risk.total, 'promise')} at risk · {_counted(contested.total, 'conflict')} · "
        f"{_counted(Partners(ask.session).count(), 'partner')}"
    )
    home.add_block(Section(mrkdwn(summary)))
    ways = [("Register a referral…", "/lead register"), ("Partners", "/partner list")]
    home.add_block(lead_on(*ways, ("My leads", "/lead mine")))
    for block in month:
        home.add_block(block)
    mails = [
        block for mail in held.open(limit=SHOWN) for block in (_held(mail), held_card.held_actions(mail))
    ]
    _list(home, ":inbox_tray: Mails that wait for you", mails, waiting - SHOWN)
    risky = [block for one in at_risk.rows for block in _steerable(one, ask, "risk")]
    _list(home, ":alarm_clock: Promises at risk", risky, _rest(at_risk))
    _list(home, ":memo: For you to do", *care_home.to_do(ask))
    _list(home, ":zzz: Partners to call", *care_home.gone_quiet(ask))
    free = [block for one in unclaimed.rows for block in _claimable(one, ask)]
    _list(home, ":rotating_light: Unclaimed leads", free, _rest(unclaimed), ("All of them", "/lead open"))
    disputes = [block for one in contested.rows for block in _dispute(one, ask)]
    _list(home, ":scales: Conflicts", disputes, _rest(contested), ("All of them", "/partner conflicts"))


def _finance(home: Home, ask: Ask, month: Iterable[Block]) -> list[dict[str, Any]]:
    """The head of their home; gives the cards that follow it, with the buttons they have in the channel."""
    home.add_block(Header(plain(f"Good to see you, {ask.user.person.first_name}", 150)))
    ways = [("What is owed", "/partner owed"), ("Paydays", "/partner payday")]
    ways += [("What the bank confirmed", "/partner reconcile"), ("Partners", "/partner list")]
    home.add_block(lead_on(*ways))
    for block in month:
        home.add_block(block)
    cards = [*money_home.paydays(ask), *money_home.to_check(ask)]
    if not cards:
        home.add_block(Section(plain(money_home.NOTHING, 200)))
    return [block for card in cards for block in ({"type": "divider"}, *card["blocks"])]


def _rep(home: Home, ask: Ask) -> None:
    mine = Listings(ask.session, limit=MINE).owned_by(ask.user.id)
    unclaimed = Listings(ask.session, limit=SHOWN).unclaimed()
    home.add_block(Header(plain(f"Your leads, {ask.user.person.first_name}", 150)))
    if not mine.rows and not unclaimed.rows:
        home.add_block(Section(plain("All quiet. New leads are announced in the sales channel.", 200)))
    home.add_block(lead_on(("Register a referral…", "/lead register"), ("Partners", "/partner list")))
    own = [block for one in mine.rows for block in _own(one, ask)]
    _list(home, ":dart: Yours, the most urgent first", own, _rest(mine), ("All of them", "/lead mine"))
    free = [block for one in unclaimed.rows for block in _claimable(one, ask)]
    _list(home, ":rotating_light: Free to claim", free, _rest(unclaimed), ("All of them", "/lead open"))


def _partner(home: Home, ask: Ask) -> None:
    if ask.user.partner is None:
        return
    page = Listings(ask.session, limit=MINE).of_partner(ask.user.partner.id)
    home.add_block(Header(plain("Your referrals", 150)))
    count = "1 referral" if page.total == 1 else f"{page.total} referrals"
    text = (
        f"*{count}* so far. Call me by name in our shared channel to introduce somebody, or forward a mail."
    )
    home.add_block(Section(mrkdwn(text)))
    for block in payouts_in_brief(ask, ask.user.partner):
        home.add_block(block)
    for referral in page.rows:
        home.add_block(blocks.partner_line(referral, ask.program))
    if _rest(page) > 0:
        home.add_block(lead_on(("All of them", "/partner status")))


def _list(
    home: Home, title: str, drawn: Iterable[Block], rest: int, more: tuple[str, str] | None = None
) -> None:
    rows = [*drawn]
    if not rows:
        return
    home.add_block(Divider())
    home.add_block(Section(mrkdwn(f"*{title}*")))
    for block in rows:
        home.add_block(block)
    if rest > 0:
        home.add_block(Section(mrkdwn(f"…and {rest} more.")))
        if more:
            home.add_block(lead_on(more))


def _held(mail: HeldMail) -> Section:
    cause = held_card.CAUSES.get(mail.cause, "A mail needs a person")
    sender = escape_slack(blocks.cut(mail.sender, 100))
    return Section(mrkdwn(f"{cause}\n{sender} · {escape_slack(blocks.cut(mail.subject, 120))}"))


def _claimable(referral: Referral, ask: Ask) -> tuple[Block, ...]:
    claim = _button("Claim", "referral:claim", referral).style("primary")
    buttons = Actions(
        [claim, _button("Assign…", "referral:assign", referral)], block_id=f"free:{referral.id}"
    )
    return lead_line(referral, ask.program), buttons


def _steerable(referral: Referral, ask: Ask, place: str) -> tuple[Block, ...]:
    """A lead whose promise runs out: a manager hands it to somebody who has time."""
    line = Section(mrkdwn(_urgent(referral, ask)))
    buttons = [_button("Assign…", "referral:assign", referral), _button("Open", "referral:open", referral)]
    return line, Actions([*buttons], block_id=f"{place}:{referral.id}")


def _own(referral: Referral, ask: Ask) -> tuple[Block, ...]:
    buttons = [_button("Open", "referral:open", referral), _button("Release", "referral:release", referral)]
    return Section(mrkdwn(_urgent(referral, ask))), Actions([*buttons], block_id=f"own:{referral.id}")


def _dispute(referral: Referral, ask: Ask) -> tuple[Block, ...]:
    buttons = [
        _button("Keep first", "conflict:keep", referral),
        _button("Split…", "conflict:split", referral),
        _button("Give to second…", "conflict:give", referral),
    ]
    return conflict_line(referral, ask), Actions([*buttons], block_id=f"dispute:{referral.id}")


def _urgent(referral: Referral, ask: Ask) -> str:
    """One lead with what is pressing about it."""
    title, stage = escape_slack(blocks.cut(referral.title, 120)), ask.program.pipeline.name(referral.stage)
    owner = escape_slack(blocks.cut(referral.owner.name, 60)) if referral.owner else "unclaimed"
    text = f"*{title}* `{referral.id}`\n{escape_slack(stage)} · {owner}"
    if referral.stage != "registered" or referral.promised_at is None:
        return text
    promised = escape_slack(spoken(referral.promised_at, ask.program.tz))
    sign = ":red_circle: contact was" if referral.promised_at <= ask.now else ":alarm_clock: contact is"
    return f"{text} · {sign} promised by {promised}"


def _button(label: str, action: str, referral: Referral) -> Button:
    button = Button(plain(label), action_id=action, value=referral.id)
    return button.accessibility_label(blocks.cut(f"{label.rstrip('…')}: {referral.title}", 75))


def _rest(page: Page) -> int:
    return page.total - len(page.rows)


def _counted(count: int, what: str) -> str:
    return f"*{count}* {what if count == 1 else f'{what}s'}"


def _mails(count: int) -> str:
    return "mail waits" if count == 1 else "mails wait"
