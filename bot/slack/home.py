"""App Home: a rep's leads by urgency, a manager's day, a partner's own referrals."""

from __future__ import annotations

from typing import Any

from blockkit import Actions, Button, Divider, Header, Home, Section
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.orm import Session

from bot.engine import Engine
from bot.slack import blocks
from bot.slack.people import People, SlackUser
from storage.held import HeldMails
from storage.views import Views
from templates import escape_slack
from workflows.model import HeldMail, Referral
from workflows.program import Program

SHOWN = 10


def register(app: AsyncApp, engine: Engine, people: People, program: Program) -> None:
    """Attach the listeners of this file."""

    @app.event("app_home_opened")
    async def opened(event: dict[str, Any], client: AsyncWebClient) -> None:
        if event.get("tab") == "home":
            user = await people.find(event["user"])
            view = await engine.ask(lambda session: home_view(session, user, program))
            await client.views_publish(user_id=user.id, view=view)


def home_view(session: Session, user: SlackUser, program: Program) -> dict[str, Any]:
    """What this person sees; a partner only their own, a stranger nothing but a kind word."""
    home = Home()
    match user.role:
        case "manager":
            _manager(home, session, user, program)
        case "rep" | "finance":
            _rep(home, session, user, program)
        case "partner":
            _partner(home, session, user, program)
        case "stranger":
            text = (
                f"Hello! I run {escape_slack(program.name)}. "
                "To work with referrals here, ask a partner manager to add you."
            )
            home.add_block(Section(blocks.mrkdwn(text)))
    built: dict[str, Any] = home.build()
    return built


def _manager(home: Home, session: Session, user: SlackUser, program: Program) -> None:
    held, unclaimed, contested = (
        HeldMails(session),
        Views(session).unclaimed(limit=SHOWN),
        Views(session).contested(limit=SHOWN),
    )
    home.add_block(Header(blocks.plain(f"Good to see you, {user.person.first_name}", 150)))
    waiting = held.count_open()
    summary = (
        f"*{len(unclaimed)}* unclaimed · *{waiting}* mails wait for a person · *{len(contested)}* conflicts"
    )
    home.add_block(Section(blocks.mrkdwn(summary)))
    _list(
        home,
        ":inbox_tray: Mails that wait for you",
        [_held(mail) for mail in held.open(limit=SHOWN)],
    )
    _list(home, ":rotating_light: Unclaimed leads", [b for r in unclaimed for b in _claimable(r, program)])
    _list(home, ":scales: Conflicts", [blocks.referral_line(r, program) for r in contested])


def _rep(home: Home, session: Session, user: SlackUser, program: Program) -> None:
    mine, unclaimed = Views(session).owned_by(user.id, limit=SHOWN), Views(session).unclaimed(limit=SHOWN)
    home.add_block(Header(blocks.plain(f"Your leads, {user.person.first_name}", 150)))
    if not mine and not unclaimed:
        home.add_block(Section(blocks.plain("All quiet. New leads are announced in the sales channel.", 200)))
    _list(home, ":dart: Yours, the nearest promise first", [blocks.referral_line(r, program) for r in mine])
    _list(home, ":rotating_light: Free to claim", [b for r in unclaimed for b in _claimable(r, program)])


def _partner(home: Home, session: Session, user: SlackUser, program: Program) -> None:
    if user.partner is None:
        return
    picture = Views(session).picture(user.partner.id, latest=SHOWN)
    home.add_block(Header(blocks.plain("Your referrals", 150)))
    home.add_block(
        Section(
            blocks.mrkdwn(f"*{picture.referrals}* referrals · *{picture.open}* open · *{picture.won}* won")
        )
    )
    for referral in picture.latest:
        home.add_block(blocks.partner_line(referral, program))


def _list(home: Home, title: str, drawn: list[Any]) -> None:
    if not drawn:
        return
    home.add_block(Divider())
    home.add_block(Section(blocks.mrkdwn(f"*{title}*")))
    for block in drawn:
        home.add_block(block)


def _held(mail: HeldMail) -> Section:
    cause = blocks.CAUSES.get(mail.cause, "A mail needs a person")
    text = f"{cause}\n{escape_slack(mail.sender)} · {escape_slack(blocks.cut(mail.subject, 120))}"
    return Section(blocks.mrkdwn(text))


def _claimable(referral: Referral, program: Program) -> tuple[Any, ...]:
    button = Button(blocks.plain("Claim"), action_id="referral:claim", value=referral.id, style="primary")
    return blocks.referral_line(referral, program), Actions([button], block_id=f"home:{referral.id}")
