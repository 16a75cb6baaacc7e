"""Several workspaces of ours install the app; each is spoken to with its own token."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.delivery import Delivery
from bot.engine import Engine
from bot.http import PAGE_HEADERS, Health, install_pages, serve, web_app
from bot.sandbox.slack import LocalSlack
from bot.sandbox.workspace import User
from bot.settings import load_settings, needed_to_run
from bot.slack_app import open_slack
from bot.upkeep.alarms import Alarms
from bot.upkeep.doctor import examine
from bot.voice import Voice
from storage.database import Database
from storage.installations import STATE_LIVES_S, STATES
from tests.bot.acts import SALES, shown
from tests.builders import introduction, partner
from tests.conftest import StillClock
from tests.rigs.office import NO_PACE_S, PATIENCE_S, RULES, AtOnce, Mailbag, settings_for
from tests.rigs.slack_validator import payload_faults
from workflows.commands import AddPartner
from workflows.model import Person

# slack_sdk 3.47 still sends client credentials with aiohttp's old BasicAuth; delete when it stops.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
HOME, SECOND, STRANGE = "T0VENDOR01", "T0SECOND01", "T0STRANGE1"
MANY = f'[slack]\nworkspaces = ["{HOME}", "{SECOND}"]\n'


@dataclass
class Offices:
    """The bot before three workspaces."""

    home: LocalSlack
    second: LocalSlack
    url: str
    engine: Engine
    delivery: Delivery

    async def install(self, team_id: str) -> tuple[int, str]:
        """What somebody in a browser does who presses Add to Slack and Allow there."""
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as browser:
            async with browser.get(f"{self.url}/slack/install", params={"team": team_id}) as page:
                assert page.headers.items() >= PAGE_HEADERS.items()
                cookie = page.headers["Set-Cookie"].split(";")[0]
                link = link_in(await page.text())
            async with browser.get(link, allow_redirects=False) as allowed:
                back = allowed.headers["Location"]
            async with browser.get(back, headers={"Cookie": cookie}) as done:
                return done.status, await done.text()

    async def deliver(self) -> None:
        """Send what is due."""
        while await self.delivery.run_once():
            pass


@asynccontextmanager
async def neighbour(home: LocalSlack, team_id: str) -> AsyncIterator[LocalSlack]:
    app = replace(home.app, team_id=team_id, team_name=team_id.title(), bot_token=f"xoxb-{team_id}")
    async with LocalSlack(app=app, validate=payload_faults, ack_timeout_s=PATIENCE_S) as started:
        home.serve_also(started)
        yield started


@pytest.fixture
async def offices(sqlite: Database, tmp_path: Path, clock: StillClock) -> AsyncIterator[Offices]:
    (tmp_path / "referral-desk.toml").write_text(f"{RULES}\n{MANY}")
    async with (
        LocalSlack(validate=payload_faults, ack_timeout_s=PATIENCE_S) as home,
        neighbour(home, SECOND) as second,
        neighbour(home, STRANGE),
    ):
        env = {
            "SLACK_BOT_TOKEN": "",
            "SLACK_CLIENT_ID": home.app.client_id,
            "SLACK_CLIENT_SECRET": home.app.client_secret,
            "SLACK_REDIRECT_URI": "http://desk.example/slack/oauth_redirect",
        }
        settings = settings_for(home, tmp_path, env, over_http=True)
        engine = Engine(sqlite, settings.program, Voice(settings.program), clock)
        alarms = Alarms(engine, settings.program)
        async with open_slack(settings, engine, clock, AtOnce(), alarms, every_s=NO_PACE_S) as ours:
            door = ours.app.oauth_flow
            assert door
            app = web_app(slack=ours.door, health=_well, pages=install_pages(door))
            runner = await serve(app, "127.0.0.1", 0)
            url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            door.settings.redirect_uri = door.redirect_uri = f"{url}/slack/oauth_redirect"
            door.settings.authorize_url_generator.redirect_uri = door.redirect_uri
            for slack in (home, second):
                slack.request_url = f"{url}/slack/events"
            await engine.handle(AddPartner(partner(), Person("a test")), "add")
            delivery = Delivery(engine, {"email": Mailbag(), "slack": ours.sender}, clock)
            yield Offices(home, second, url, engine, delivery)
            await runner.cleanup()
        engine.close()


async def _well() -> list[Health]:
    return []


def link_in(page: str) -> str:
    found = re.search(r'href="(http[^"]+)"', page)
    assert found
    return html.unescape(found[1])


def berta(offices: Offices) -> User:
    """A rep of the second workspace, in a channel there."""
    place = offices.second.workspace
    made = place.add_user("berta", "Berta Berg", email="aisha.khan@vendor.example", team_id=SECOND)
    place.add_channel("berlin-sales", members=("berta", "referral-desk"))
    return made


async def test_each_workspace_installs_it_once_and_is_spoken_to_with_its_own_token(offices: Offices) -> None:
    for team_id in (HOME, SECOND):
        status, page = await offices.install(team_id)
        assert (status, "Invite me" in page) == (200, True)
    await offices.engine.handle(introduction(), "mail:1")
    await offices.deliver()
    (alert,) = offices.home.workspace.visible(SALES)
    assert offices.second.workspace.visible(SALES) == []
    berta(offices)
    result = await offices.second.slash("berta", "berlin-sales", "/lead", "mine")
    assert result.acked, result
    assert (await offices.home.click("marco", SALES, alert.ts, "referral:claim")).acked
    await offices.deliver()
    assert "Marco Bianchi has Acme Ltd" in shown(alert.blocks)


async def test_whoever_clicked_in_the_second_workspace_is_answered_there(offices: Offices) -> None:
    for team_id in (HOME, SECOND):
        await offices.install(team_id)
    people, rep = offices.second.workspace, berta(offices)
    await offices.second.open_home("berta")
    home = await offices.second.until(lambda: people.homes.get(rep.id))
    assert home
    assert "Your leads, Berta" in shown(home.blocks)
    assert rep.id not in offices.home.workspace.homes


async def test_a_strange_workspace_is_turned_away_and_its_token_given_back(offices: Offices) -> None:
    status, page = await offices.install(STRANGE)
    assert status == 500
    assert "is not a workspace of ours" in page
    await offices.install(HOME)
    await offices.engine.handle(introduction(), "mail:1")
    await offices.deliver()
    assert len(offices.home.workspace.visible(SALES)) == 1


async def test_a_state_works_once_and_only_in_the_browser_that_began(offices: Offices) -> None:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as browser:
        async with browser.get(f"{offices.url}/slack/install", params={"team": HOME}) as page:
            cookie = page.headers["Set-Cookie"].split(";")[0]
            link = link_in(await page.text())
        state = parse_qs(urlsplit(link).query)["state"][0]
        back = f"{offices.url}/slack/oauth_redirect"
        async with browser.get(back, params={"code": "x", "state": state}) as stolen:
            assert stolen.status == 400
        async with browser.get(link, allow_redirects=False) as allowed:
            landing = allowed.headers["Location"]
        statuses = []
        for _ in range(2):
            async with browser.get(landing, headers={"Cookie": cookie}) as done:
                statuses.append(done.status)
        assert statuses == [200, 401]


async def test_the_page_says_nothing_that_an_address_puts_into_its_mouth(offices: Offices) -> None:
    said = "Your account is locked, call 0800 1"
    back = f"{offices.url}/slack/oauth_redirect"
    async with aiohttp.ClientSession() as browser:
        async with browser.get(back, params={"error": said}) as page:
            assert said not in await page.text()
        async with browser.get(back, params={"error": "access_denied"}) as page:
            assert "You did not allow it" in await page.text()


async def test_installations_nobody_finishes_are_forgotten(offices: Offices, clock: StillClock) -> None:
    def begun(session: Session) -> int:
        return session.scalar(select(func.count()).select_from(STATES)) or 0

    clock.move(datetime.now(UTC) - clock.now())  # slack_sdk reads no clock of ours
    async with aiohttp.ClientSession() as browser:
        for wait in (timedelta(), timedelta(), timedelta(seconds=STATE_LIVES_S + 60)):
            clock.move(wait)
            async with browser.get(f"{offices.url}/slack/install", params={"team": HOME}) as page:
                assert page.status == 200
    assert await offices.engine.ask(begun) == 1


async def test_a_workspace_that_throws_us_out_is_forgotten(offices: Offices) -> None:
    for team_id in (HOME, SECOND):
        await offices.install(team_id)
    await offices.second.send_event({"type": "app_uninstalled"})
    berta(offices)
    result = await offices.second.slash("berta", "berlin-sales", "/lead", "mine")
    assert not (result.acked and result.response and "blocks" in result.response)
    assert (await offices.home.slash("marco", SALES, "/lead", "mine")).acked


async def test_the_doctor_looks_at_every_workspace(offices: Offices, tmp_path: Path) -> None:
    await offices.install(SECOND)
    env = {
        "REFERRAL_DESK_DATABASE_URL": f"sqlite:///{tmp_path / 'desk.db'}",
        "SLACK_CLIENT_ID": offices.home.app.client_id,
        "SLACK_CLIENT_SECRET": offices.home.app.client_secret,
    }
    settings = settings_for(offices.home, tmp_path, env, over_http=True)
    found = [finding for finding in await examine(settings) if finding.part in ("slack", "scopes")]
    assert [finding.verdict for finding in found] == ["bad", "ok", "ok"]
    assert f"nobody has installed me in {HOME}" in found[0].says
    assert "xoxb" not in str(found)


def test_the_settings_say_what_several_workspaces_need(tmp_path: Path) -> None:
    rules = tmp_path / "referral-desk.toml"
    rules.write_text(RULES)
    settings = load_settings({"SLACK_CLIENT_ID": "1.2"}, rules)
    missing = needed_to_run(settings)
    assert "SLACK_CLIENT_SECRET is not set" in missing
    assert "[slack] workspaces (the IDs of those that may install the app) is not set" in missing
    assert not any("SLACK_BOT_TOKEN" in one for one in missing)
