"""What keeps us from working in a workspace: token, scopes, socket, channels, groups, people."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Settings
from bot.slack.workspace.checkup import all_channels, channel_error, channel_trouble, error_of
from bot.slack.workspace.clients import patient
from bot.slack.workspace.scopes import SCOPES
from bot.upkeep.findings import Finding, Verdict
from workflows.model import Person

NOBODY = frozenset({"users_not_found", "user_not_found", "user_not_visible"})


async def workspace_findings(
    settings: Settings, token: str, *, is_home: bool = True
) -> AsyncIterator[Finding]:
    """One workspace, in the order in which one would set it up."""
    client = patient(token, settings.environment.slack_api_url, timeout_s=15)
    try:
        who: Any = await client.auth_test()
    except (SlackApiError, OSError, TimeoutError) as refused:
        mend = "Install the app again and copy the token."
        yield _refused("slack", "the bot token does not work", refused, mend)
        return
    yield Finding("slack", "ok", f"{who.get('user')} in {who.get('team')}")
    yield _scopes(who)
    if not is_home:
        return
    if app_token := settings.environment.slack_app_token.get_secret_value():
        yield await _socket_mode(client, app_token)
    async for finding in _channels(client, settings):
        yield finding
    async for finding in _groups(client, settings):
        yield finding
    async for finding in _people(client, settings):
        yield finding


def _refused(part: str, what: str, refused: Exception, mend: str = "") -> Finding:
    """Slack said no, or was not reached at all: two things to mend."""
    if isinstance(refused, SlackApiError):
        return Finding(part, "bad", f"{what} ({error_of(refused)})", mend)
    mend = "Check DNS, firewall and proxy (HTTPS_PROXY) of this machine, and SLACK_API_URL if it is set."
    return Finding(part, "bad", f"Slack cannot be reached ({error_of(refused)})", mend)


def _scopes(who: Any) -> Finding:
    headers = {k.lower(): v for k, v in (who.headers or {}).items()}
    granted = {s.strip() for s in str(headers.get("x-oauth-scopes", "")).split(",")}
    missing = [f"{scope} (to {why})" for scope, why in SCOPES.items() if scope not in granted]
    if missing:
        mend = "Paste manifest.yml into the app's settings and install it again."
        return Finding("scopes", "bad", f"missing: {', '.join(missing)}", mend)
    return Finding("scopes", "ok", f"all {len(SCOPES)} that are needed")


async def _socket_mode(client: AsyncWebClient, app_token: str) -> Finding:
    try:
        await client.apps_connections_open(app_token=app_token)
    except (SlackApiError, OSError, TimeoutError) as refused:
        mend = "Create an app-level token with the scope connections:write and switch Socket Mode on."
        return _refused("socket mode", "the app token does not work", refused, mend)
    return Finding("socket mode", "ok", "a connection can be opened")


async def _channels(client: AsyncWebClient, settings: Settings) -> AsyncIterator[Finding]:
    names = settings.rules.slack
    routed = [route.channel for route in settings.program.routes if route.channel.startswith("#")]
    try:
        known = await all_channels(client)
    except (SlackApiError, OSError, TimeoutError) as refused:
        yield _refused("channels", "they cannot be listed", refused)
        return
    for name in dict.fromkeys([*names.channels.values(), *routed]):
        channel = known.get(name, {})
        if error := channel_error(channel or None):
            yield Finding("channel", "bad", *channel_trouble(name, error))
        elif name == names.channels["finance"] and not channel.get("is_private"):
            mend = (
                "Payout cards and files go there. Make it private, or name a private [slack] finance_channel."
            )
            yield Finding("channel", "warn", f"everybody can read {name}", mend)
        else:
            yield Finding("channel", "ok", name)


async def _groups(client: AsyncWebClient, settings: Settings) -> AsyncIterator[Finding]:
    if not settings.rules.roles.named:
        return
    try:
        page: Any = await client.usergroups_list(include_users=True)
    except (SlackApiError, OSError, TimeoutError) as refused:
        yield _refused("roles", "user groups cannot be listed", refused)
        return
    known = {name: g for g in page["usergroups"] for name in (f"@{g['handle']}", g["id"])}
    for name in settings.rules.roles.named:
        group = known.get(name)
        if group is None:
            mend = "Write its handle, such as @partner-team, or its ID under [roles]."
            yield Finding("roles", "bad", f"there is no user group {name}", mend)
        elif not group.get("users"):
            yield Finding("roles", "warn", f"{name} has no members", "Add people to it in Slack.")
        else:
            count = len(group["users"])
            yield Finding("roles", "ok", f"{name}, {count} {'member' if count == 1 else 'members'}")


async def _people(client: AsyncWebClient, settings: Settings) -> AsyncIterator[Finding]:
    """Whoever Slack does not know can press nothing here; without a manager nobody decides anything."""
    roles = settings.rules.roles
    tables = {
        "managers": (settings.program.managers, roles.manager_group),
        "reps": (settings.program.reps, roles.rep_group),
        "finance": (settings.finance, roles.finance_group),
    }
    for table, (people, group) in tables.items():
        missing = [person async for person in _unknown(client, people)]
        if not missing:
            continue
        names = ", ".join(f"{person.name} ({person.slack_id or person.email})" for person in missing)
        verdict: Verdict = (
            "bad" if table == "managers" and len(missing) == len(people) and not group else "warn"
        )
        mend = f"Correct the address or slack_id under [[{table}]]; until then they can press nothing."
        yield Finding("people", verdict, f"Slack does not know {names}", mend)


async def _unknown(client: AsyncWebClient, people: Iterable[Person]) -> AsyncIterator[Person]:
    for person in people:
        try:
            if person.slack_id:
                await client.users_info(user=person.slack_id)
            else:
                await client.users_lookupByEmail(email=person.email)
        except SlackApiError as refused:
            if error_of(refused) in NOBODY:
                yield person
        except (OSError, TimeoutError):
            return  # the findings above say so
