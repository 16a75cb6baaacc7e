"""What the bot may do in a workspace, and why."""

from __future__ import annotations

# What the bot does with each scope; manifest.yml asks for exactly these.
SCOPES = {
    "app_mentions:read": "answer who calls the bot by name",
    "channels:history": "hear tracking IDs, and not post an alert twice after a crash",
    "channels:read": "find the sales channel, and see which channels are shared with a partner",
    "chat:write": "post alerts and answers",
    "commands": "/partner, /lead and the shortcuts",
    "files:write": "put payout files and charts into the private channel",
    "groups:history": "hear and look the same way in private channels",
    "groups:read": "find the private managers' channel",
    "im:history": "hear who writes to the bot directly",
    "usergroups:read": "know who is a manager or a rep by user group",
    "users:read": "know who clicked",
    "users:read.email": "match people to managers, reps and partners",
}
