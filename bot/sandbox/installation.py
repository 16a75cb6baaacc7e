"""Who the app is in the workspace: its ids, tokens, scopes, and what the manifest subscribes it to."""

from __future__ import annotations

from dataclasses import dataclass, field

# The same sets stand in manifest.yml; a test holds them together.
BOT_SCOPES = (
    "app_mentions:read",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "usergroups:read",
    "users:read",
    "users:read.email",
)
BOT_EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "message.channels",
    "message.groups",
    "message.im",
    "tokens_revoked",
    "user_change",
)
COMMANDS = ("/partner", "/lead")
MESSAGE_SHORTCUT = "referral:from_message"
GLOBAL_SHORTCUT = "referral:register"
SHORTCUTS = {MESSAGE_SHORTCUT: "Turn into a referral", GLOBAL_SHORTCUT: "Register a referral"}


@dataclass(frozen=True, slots=True)
class Installation:
    """One app in one workspace."""

    team_id: str = "T0VENDOR01"
    team_name: str = "Vendor"
    team_domain: str = "vendor"
    team_url: str = "https://vendor.slack.example/"
    app_id: str = "A0REFDESK1"
    bot_id: str = "B0REFDESK1"
    bot_user_id: str = "U0REFDESK1"
    bot_name: str = "referral-desk"
    bot_token: str = field(default="xoxb-local-bot", repr=False)
    app_token: str = field(default="xapp-local-app", repr=False)
    signing_secret: str = field(default="local-signing-secret", repr=False)
    installer_id: str = "U0DANA00000"
    client_id: str = "1111111111.2222222222"
    client_secret: str = field(default="local-client-secret", repr=False)
    verification: str = field(default="local-verification", repr=False)  # the deprecated token in payloads
    scopes: tuple[str, ...] = BOT_SCOPES
    events: tuple[str, ...] = BOT_EVENTS
    commands: tuple[str, ...] = COMMANDS
