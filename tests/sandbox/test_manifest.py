"""The manifest: Slack takes it, and every scope and event in it is used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.sandbox.installation import BOT_EVENTS, BOT_SCOPES, COMMANDS, SHORTCUTS
from bot.sandbox.slack_api import METHODS
from tests.rigs.slack_validator import manifest_faults

MANIFEST: dict[str, Any] = yaml.safe_load((Path(__file__).parents[2] / "manifest.yml").read_text())
# What the product calls and hears, with the scope that docs.slack.dev asks for.
USED = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "conversations.list": "channels:read",
    "conversations.info": "channels:read",
    "conversations.members": "channels:read",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.delete": "chat:write",
    "/partner": "commands",
    "/lead": "commands",
    "files.getUploadURLExternal": "files:write",
    "files.completeUploadExternal": "files:write",
    "message.groups": "groups:history",
    "conversations.list of private channels": "groups:read",
    "message.im": "im:history",
    "usergroups.list": "usergroups:read",
    "usergroups.users.list": "usergroups:read",
    "users.info": "users:read",
    "users.list": "users:read",
    "user_change": "users:read",
    "users.lookupByEmail": "users:read.email",
}
WITHOUT_SCOPE = {"app_home_opened", "app_uninstalled", "tokens_revoked"}


def test_slack_takes_the_manifest() -> None:
    assert manifest_faults(MANIFEST) == []


def test_every_scope_is_used_and_every_use_has_its_scope() -> None:
    assert sorted(MANIFEST["oauth_config"]["scopes"]["bot"]) == sorted(set(USED.values()))


def test_every_event_is_one_the_product_knows() -> None:
    events = set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])
    assert events == {use for use in USED if use in BOT_EVENTS} | WITHOUT_SCOPE


def test_the_local_slack_installs_what_the_manifest_says() -> None:
    features, settings = MANIFEST["features"], MANIFEST["settings"]
    assert sorted(MANIFEST["oauth_config"]["scopes"]["bot"]) == sorted(BOT_SCOPES)
    assert sorted(settings["event_subscriptions"]["bot_events"]) == sorted(BOT_EVENTS)
    assert [command["command"] for command in features["slash_commands"]] == list(COMMANDS)
    assert {one["callback_id"]: one["name"] for one in features["shortcuts"]} == SHORTCUTS


def test_the_local_slack_asks_for_the_scopes_of_the_reference() -> None:
    asked = {name: METHODS[name].scope for name in USED if name in METHODS and METHODS[name].scope}
    assert asked == {name: USED[name] for name in asked}


def test_commands_are_escaped() -> None:
    assert all(command["should_escape"] for command in MANIFEST["features"]["slash_commands"])


def test_the_product_names_the_bot_of_the_manifest() -> None:
    assert MANIFEST["features"]["bot_user"]["display_name"] == "referral-desk"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda m: m["oauth_config"]["scopes"]["bot"].append("chat:wrote"), "unknown scope"),
        (lambda m: m["oauth_config"]["scopes"]["bot"].remove("im:history"), "needs scope im:history"),
        (lambda m: m["oauth_config"]["scopes"]["bot"].remove("commands"), "need scope commands"),
        (lambda m: m["features"]["slash_commands"][0].update(command="partner"), "partner"),
        (lambda m: m["display_information"].update(name="x" * 36), "too long"),
        (lambda m: m["settings"]["event_subscriptions"]["bot_events"].append("mesage.im"), "mesage.im"),
        (lambda m: m["settings"].update(socket_mode_enabled=False), "request_url is needed"),
        (lambda m: m.update(foo=1), "foo"),
    ],
)
def test_a_broken_manifest_is_told(change: Any, told: str) -> None:
    broken = yaml.safe_load(yaml.safe_dump(MANIFEST))
    change(broken)
    assert told in "\n".join(manifest_faults(broken))
