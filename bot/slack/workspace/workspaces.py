"""Several workspaces of ours under one app: who may install it, and whose token speaks where.

The first workspace of `[slack] workspaces` is home: our channels are there, and what we know no better is
asked there. Of any other channel or person we learn the workspace from what they click and say.
"""

from __future__ import annotations

import asyncio
import contextlib
import html
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.error import BoltError
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.installation_store.models.bot import Bot
from slack_sdk.oauth.installation_store.models.installation import Installation
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.engine import Engine
from storage.installations import InstallStates, SlackHomes, installations, states

MOST_KNOWN = 100_000
TRUSTED_S = 60.0  # another replica may have taken a new token
WHERE = ("channel", "channel_id", "user", "user_id", "users")  # what in a call names a place or a person
BUTTON = "display: inline-block; padding: .6em 1.2em; border-radius: 6px; background: #2f6f4e; color: #fff"
REASONS = {  # the rest of what stands in an address anybody could have written
    "access_denied": "You did not allow it",
    "invalid_browser": "It was begun in another browser",
    "invalid_state": "It was begun too long ago, or is finished already",
    "missing_code": "Slack did not say what was allowed",
    "invalid_code": "Slack takes its own word no longer",
}
GONE_EVENTS = frozenset({"app_uninstalled", "tokens_revoked"})

log = structlog.get_logger()


class Whose(Protocol):
    """Knows the token that speaks in a place."""

    async def token_for(self, place: str) -> str:
        """The token of the workspace where this channel or person is; "" is home."""


class Installed(AsyncInstallationStore):
    """slack_sdk's SQLAlchemy store, run on a thread that may write. Tokens lie in the database."""

    def __init__(self, engine: Engine, client_id: str) -> None:
        self._engine = engine
        self._client_id = client_id

    async def async_save(self, installation: Installation) -> None:
        """Keep it; the newest one of a workspace counts."""
        await self._engine.aside(lambda db: installations(db, self._client_id).save(installation))

    async def async_find_bot(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        is_enterprise_install: bool | None = False,
    ) -> Bot | None:
        """The bot of a workspace."""
        return await self._engine.aside(
            lambda db: installations(db, self._client_id).find_bot(
                enterprise_id=enterprise_id, team_id=team_id, is_enterprise_install=is_enterprise_install
            )
        )

    async def async_find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,
    ) -> Installation | None:
        """The installation of a workspace, by a person if one is named."""
        return await self._engine.aside(
            lambda db: installations(db, self._client_id).find_installation(
                enterprise_id=enterprise_id,
                team_id=team_id,
                user_id=user_id,
                is_enterprise_install=is_enterprise_install,
            )
        )

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Forget the bot of a workspace."""
        await self._engine.aside(
            lambda db: installations(db, self._client_id).delete_bot(
                enterprise_id=enterprise_id, team_id=team_id
            )
        )

    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Forget an installation."""
        await self._engine.aside(
            lambda db: installations(db, self._client_id).delete_installation(
                enterprise_id=enterprise_id, team_id=team_id, user_id=user_id
            )
        )


class States(AsyncOAuthStateStore):
    """The same for installations under way."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def async_issue(self, *_args: Any, **_kwargs: Any) -> str:
        """A new state."""
        await self._engine.unit(lambda session, now: InstallStates(session).forget_old(now))
        return await self._engine.aside(lambda db: states(db).issue())

    async def async_consume(self, state: str) -> bool:
        """Whether it is one of ours, and used for the first time."""
        return await self._engine.aside(lambda db: states(db).consume(state))


class Workspaces:
    """Whose token speaks where."""

    def __init__(self, engine: Engine, store: Installed, ours: Sequence[str]) -> None:
        self.ours = tuple(ours)
        self._engine, self.store = engine, store
        self._tokens: dict[str, tuple[float, str]] = {}
        self._places: dict[str, str] | None = None

    async def token_for(self, place: str) -> str:
        """The token of the workspace where this channel or person is; "" while nobody installed us there."""
        if self._places is None:
            self._places = await self._engine.ask(lambda session: SlackHomes(session).all(most=MOST_KNOWN))
        return await self.token(self._places.get(place, self.ours[0]))

    async def token(self, team_id: str) -> str:
        """The token of a workspace."""
        now = asyncio.get_running_loop().time()
        known = self._tokens.get(team_id)
        if known and now - known[0] < TRUSTED_S:
            return known[1]
        bot = await self.store.async_find_bot(enterprise_id=None, team_id=team_id)
        self._tokens[team_id] = now, str(bot.bot_token if bot else "")
        return self._tokens[team_id][1]

    async def learn(self, body: Mapping[str, Any]) -> None:
        """Note where the people and the channel of a payload are; home needs no note."""
        team_id, found = _team_of(body), _places_of(body)
        if team_id not in self.ours[1:]:
            return
        if self._places is None:
            self._places = await self._engine.ask(lambda session: SlackHomes(session).all(most=MOST_KNOWN))
        for place in found:
            if self._places.get(place) != team_id:
                self._places[place] = team_id
                await self._remember(place, team_id)

    async def _remember(self, place: str, team_id: str) -> None:
        await self._engine.unit(lambda session, _now: SlackHomes(session).remember(place, team_id))

    async def installed(self, installation: Installation) -> None:
        """A workspace installed us; raises BoltError for one that is not ours."""
        if installation.team_id not in self.ours:
            log.warning("slack.foreign_workspace", team=installation.team_id)
            raise BoltError(f"{installation.team_name or installation.team_id} is not a workspace of ours")
        self._tokens.pop(str(installation.team_id), None)

    async def gone(self, team_id: str) -> None:
        """A workspace threw us out: its tokens are of no use."""
        self._tokens.pop(team_id, None)
        await self.store.async_delete_all(enterprise_id=None, team_id=team_id)


class RoutedClient(AsyncWebClient):
    """A client that speaks with the token of the workspace where a call's channel or person is."""

    def __init__(self, whose: Whose, **options: Any) -> None:
        super().__init__(**options)
        self._whose = whose

    async def api_call(
        self,
        api_method: str,
        *,
        params: dict[str, Any] | None = None,
        json: dict[str, Any] | None = None,
        data: Any = None,
        **more: Any,
    ) -> AsyncSlackResponse:
        """The call, with the fitting token; a token that was passed on purpose is left alone."""
        given: Mapping[str, Any] = json or params or (data if isinstance(data, dict) else None) or {}
        if "token" not in given and api_method != "oauth.v2.access":
            place = next((str(given[name]) for name in WHERE if given.get(name)), "")
            if token := await self._whose.token_for(place):
                params = {**(params or {}), "token": token}
        return await super().api_call(api_method, params=params, json=json, data=data, **more)


class Door(AsyncOAuthFlow):
    """`/slack/install` and where Slack sends people back to."""

    def __init__(self, client: AsyncWebClient, settings: AsyncOAuthSettings, workspaces: Workspaces) -> None:
        super().__init__(client=client, settings=settings)
        self._workspaces = workspaces

    async def build_install_page_html(self, url: str, request: AsyncBoltRequest) -> str:  # noqa: ARG002
        """One button."""
        button = f'<a style="{BUTTON}" href="{html.escape(url)}">Add to Slack</a>'
        text = "I run the partner referral programme. Slack asks you next what I may do in your workspace."
        return _html("Referral Desk", f"<p>{text}</p><p>{button}</p>")

    async def store_installation(self, request: AsyncBoltRequest, installation: Installation) -> None:
        """Keep a workspace of ours; give back at once what any other one granted."""
        try:
            await self._workspaces.installed(installation)
        except BoltError:
            with contextlib.suppress(SlackApiError):
                await self.client.auth_revoke(token=installation.bot_token)
            raise
        await super().store_installation(request, installation)


def door(
    client: AsyncWebClient,
    engine: Engine,
    workspaces: Workspaces,
    *,
    client_id: str,
    client_secret: str,
    scopes: Sequence[str],
    redirect_uri: str = "",
) -> Door:
    """The installation flow, at the Slack that `client` speaks to."""
    settings = AsyncOAuthSettings(
        client_id=client_id,
        client_secret=client_secret,
        scopes=scopes,
        user_scopes=[],
        redirect_uri=redirect_uri or None,
        authorization_url=f"{client.base_url.removesuffix('api/')}oauth/v2/authorize",
        installation_store=workspaces.store,
        installation_store_bot_only=True,
        state_store=States(engine),
        callback_options=AsyncCallbackOptions(success=_welcome, failure=_sorry),
    )
    return Door(client, settings, workspaces)


def register(app: AsyncApp, workspaces: Workspaces) -> None:
    """Learn from every payload, and forget who threw us out."""

    @app.middleware
    async def learn(body: dict[str, Any], next_: Callable[[], Awaitable[None]]) -> None:
        await workspaces.learn(body)
        event = body.get("event") or {}
        is_ours = event.get("type") == "app_uninstalled" or (event.get("tokens") or {}).get("bot")
        if event.get("type") in GONE_EVENTS and is_ours:
            await workspaces.gone(_team_of(body))
        await next_()


async def _welcome(args: AsyncSuccessArgs) -> BoltResponse:
    name = args.installation.team_name or "your workspace"
    return _page(
        200, "Installed", f"I am in {name} now. Invite me to the channels I am to speak in: /invite me."
    )


async def _sorry(args: AsyncFailureArgs) -> BoltResponse:
    why = str(args.error) if args.error else REASONS.get(args.reason, "Slack did not go on with it")
    return _page(
        args.suggested_status_code,
        "That did not work",
        f"{why}. Go back to /slack/install and try once more.",
    )


def _page(status: int, title: str, text: str) -> BoltResponse:
    return BoltResponse(
        status=status,
        body=_html(title, f"<p>{html.escape(text)}</p>"),
        headers={"Content-Type": "text/html; charset=utf-8"},
    )


def _html(title: str, inside: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">'
        f"<title>{html.escape(title)}</title></head>"
        '<body style="font: 18px/1.5 system-ui, sans-serif; max-width: 34em; margin: 12vh auto">'
        f"<h1>{html.escape(title)}</h1>{inside}</body></html>"
    )


def _team_of(body: Mapping[str, Any]) -> str:
    team = body.get("team") or {}
    return str(body.get("team_id") or (team.get("id") if isinstance(team, dict) else team) or "")


def _places_of(body: Mapping[str, Any]) -> set[str]:
    event, user, channel = body.get("event") or {}, body.get("user") or {}, body.get("channel") or {}
    found = (
        body.get("user_id"),
        body.get("channel_id"),
        event.get("user"),
        event.get("channel"),
        user.get("id") if isinstance(user, dict) else user,
        channel.get("id") if isinstance(channel, dict) else channel,
    )
    return {str(one) for one in found if isinstance(one, str) and one}
