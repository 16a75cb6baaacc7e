"""The demo's workspace, built from the cast or from other people."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence

from bot.sandbox import cast
from bot.sandbox.installation import Installation
from bot.sandbox.workspace import Workspace


def vendor_workspace(
    *,
    app: Installation,
    staff: Sequence[cast.Colleague] = cast.STAFF,
    channels: Sequence[cast.SampleChannel] = cast.CHANNELS,
    groups: Mapping[str, tuple[str, Sequence[str]]] = cast.GROUPS,
    clock: Callable[[], float] = time.time,
) -> Workspace:
    """A workspace with these people, groups and channels, and the bot a member of every channel."""
    workspace = Workspace(clock)
    workspace.add_user(app.bot_name, app.bot_name, id=app.bot_user_id, is_bot=True, tz="Etc/UTC")
    for one in staff:
        workspace.add_user(
            one.handle, one.name, id=_id("U", one.handle), email=one.email, tz=one.tz, title=one.title
        )
    for handle, (name, users) in groups.items():
        workspace.add_group(handle, name, users)
    for channel in channels:
        workspace.add_channel(
            channel.name,
            id=_id("C", channel.name),
            members=(*channel.members, app.bot_user_id),
            kind="private" if channel.private else "public",
            topic=channel.topic,
        )
    return workspace


def _id(prefix: str, name: str) -> str:
    letters = "".join(c for c in name.upper() if c.isascii() and c.isalnum())
    return f"{prefix}0{letters[:9]:0<9}"
