"""Installing the app in two workspaces, with Bolt's own OAuth flow and installation store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import FileInstallationStore
from slack_sdk.oauth.installation_store.models import Installation as Installed
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import LocalSlack
from tests.rigs.slack_app import over_http
from tests.sandbox.samples import Json

# slack_sdk 3.47 still sends client credentials with aiohttp's old BasicAuth; delete when it stops.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


@pytest.fixture
async def other(slack: LocalSlack) -> AsyncIterator[LocalSlack]:
    """A second workspace with the same app."""
    app = replace(
        slack.app, team_id="T0OTHER001", team_name="Other", bot_token="xoxb-other", bot_id="B0OTHER001"
    )
    async with LocalSlack(app=app) as started:
        slack.serve_also(started)
        yield started


async def code_for(slack: LocalSlack, team_id: str) -> str:
    query = {
        "client_id": slack.app.client_id,
        "team": team_id,
        "state": "s",
        "redirect_uri": "https://desk.example/done",
    }
    url = f"{slack.base_url}/oauth/v2/authorize"
    async with aiohttp.ClientSession() as http, http.get(url, params=query, allow_redirects=False) as answer:
        landed = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert (answer.status, landed["state"]) == (302, ["s"])
    return landed["code"][0]


async def install(slack: LocalSlack, team_id: str) -> Json:
    client = AsyncWebClient(base_url=slack.api_url)
    code = await code_for(slack, team_id)
    answer: Json = (
        await client.oauth_v2_access(
            client_id=slack.app.client_id, client_secret=slack.app.client_secret, code=code
        )
    ).data  # type: ignore[assignment]
    return answer


async def test_allow_gives_the_token_of_the_chosen_workspace(slack: LocalSlack, other: LocalSlack) -> None:
    assert await install(slack, "T0OTHER001") == {
        "ok": True,
        "app_id": "A0REFDESK1",
        "authed_user": {"id": "U0DANA00000"},
        "scope": ",".join(other.app.scopes),
        "token_type": "bot",
        "access_token": "xoxb-other",
        "bot_user_id": "U0REFDESK1",
        "team": {"id": "T0OTHER001", "name": "Other"},
        "enterprise": None,
        "is_enterprise_install": False,
    }


async def test_a_code_works_once_and_with_the_right_secret(slack: LocalSlack) -> None:
    client = AsyncWebClient(base_url=slack.api_url)
    code = await code_for(slack, slack.app.team_id)
    with pytest.raises(SlackApiError, match="bad_client_secret"):
        await client.oauth_v2_access(client_id=slack.app.client_id, client_secret="wrong", code=code)
    with pytest.raises(SlackApiError, match="invalid_code"):
        await client.oauth_v2_access(
            client_id=slack.app.client_id, client_secret=slack.app.client_secret, code=code
        )


async def test_one_app_serves_two_workspaces(slack: LocalSlack, other: LocalSlack, tmp_path: Path) -> None:
    store = FileInstallationStore(base_dir=str(tmp_path))
    for team_id in (slack.app.team_id, other.app.team_id):
        granted = await install(slack, team_id)
        store.save(
            Installed(
                app_id=granted["app_id"],
                team_id=granted["team"]["id"],
                user_id=granted["authed_user"]["id"],
                bot_token=granted["access_token"],
                bot_user_id=granted["bot_user_id"],
            )
        )
    settings = AsyncOAuthSettings(
        client_id=slack.app.client_id, client_secret=slack.app.client_secret, installation_store=store
    )
    app = AsyncApp(
        client=AsyncWebClient(base_url=slack.api_url),
        signing_secret=slack.signing_secret,
        oauth_settings=settings,
    )

    async def greet(ack: AsyncAck, client: AsyncWebClient, body: Json) -> None:
        await client.chat_postMessage(channel=body["channel_id"], text=f"hello {body['team_id']}")
        await ack()

    app.command("/partner")(greet)
    async with over_http(slack, app) as url:
        other.request_url = url
        await slack.slash("marco", "#general", "/partner")
        await other.slash("marco", "#general", "/partner")
    said = [[m.text for m in one.workspace.visible("#general")] for one in (slack, other)]
    assert said == [["hello T0VENDOR01"], ["hello T0OTHER001"]]
