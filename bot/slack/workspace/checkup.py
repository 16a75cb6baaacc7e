"""Whether Slack lets us do our work: the token, and every channel we are to speak in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

BROKEN_TOKEN = frozenset(
    {"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "app_uninstalled"}
)
BROKEN_CHANNEL = frozenset({"not_in_channel", "channel_not_found", "is_archived"})
INSTALL = (
    "Install the app again (api.slack.com/apps → Install App), put the new token into `SLACK_BOT_TOKEN` "
    "and restart me; `referral-desk doctor` tells when it is well."
)


def token_trouble(error: str) -> tuple[str, str]:
    """What is wrong and how to mend it, for an error about our token."""
    if error == "missing_scope":
        return "Slack does not let me do everything I need (missing_scope).", (
            "Paste manifest.yml into the app's settings and install it again; `referral-desk doctor` names "
            "what is missing."
        )
    return f"Slack does not know me any more ({error}): I can neither post nor answer.", INSTALL


def channel_trouble(name: str, error: str) -> tuple[str, str]:
    """The same for an error about a channel."""
    if error == "is_archived":
        mend = f"Unarchive {name}, or name another channel under `[slack]` in referral-desk.toml."
        return f"I cannot post in {name}: it is archived.", mend
    if error == "not_in_channel":
        return f"I cannot post in {name}: I am not a member.", f"In {name}: `/invite` me."
    mend = f"Create {name}, or `/invite` me if it is private; or name another under `[slack]`."
    return f"I cannot find {name}: it does not exist, or is private without me.", mend


def channel_error(channel: Mapping[str, Any] | None) -> str:
    """Slack's word for what is wrong with a channel object; "" when all is well."""
    if channel is None:
        return "channel_not_found"
    if channel.get("is_archived"):
        return "is_archived"
    return "" if channel.get("is_member") else "not_in_channel"


async def all_channels(client: AsyncWebClient) -> dict[str, dict[str, Any]]:
    """Every channel we can see, archived ones too, by its name with "#"; a living one wins."""
    found: dict[str, dict[str, Any]] = {}
    cursor = ""
    while True:
        page: Any = await client.conversations_list(
            types="public_channel,private_channel", limit=200, cursor=cursor
        )
        for channel in page["channels"]:
            name = f"#{channel['name']}"
            if name not in found or found[name].get("is_archived"):
                found[name] = channel
        cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
        if not cursor:
            return found


def error_of(refused: Exception) -> str:
    """Slack's word for a refusal, or what kept us from asking."""
    if isinstance(refused, SlackApiError):
        return str(refused.response.get("error", "unknown error"))
    return type(refused).__name__
