"""One open page: whose eyes look, which channel, thread and mail stand open, what is being written."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.sandbox import cast
from bot.sandbox.mail_writers import Letter
from bot.sandbox.page.mailbox import OTHERS
from bot.sandbox.workspace import Channel, Message, Workspace

HOME = "home"  # the place that is no channel
MailForm = Literal["html", "text", "source"]


@dataclass
class Draft:
    """The mail in the writing form; a new serial makes the page forget what was typed into the old one."""

    letter: Letter
    key: str
    serial: int


@dataclass
class Screen:
    """What one browser window shows. Nothing here is shared, except that all of it shows the same world."""

    viewer: str  # a Slack user id
    place: str  # a channel id, or HOME
    box: str = cast.PARTNERS[0].id
    thread: str | None = None
    mail_key: str = ""
    chosen_by_hand: bool = False  # then an arriving mail does not push itself forward
    mail_form: MailForm = "html"
    draft: Draft | None = None
    id: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    read_until: dict[tuple[str, str], str] = field(default_factory=dict)  # (user, channel) -> ts
    drawn: dict[str, str] = field(default_factory=dict)  # region -> the HTML last sent

    def copy(self) -> Screen:
        """The same view for a window that was loaded anew."""
        return replace(self, id=secrets.token_urlsafe(16), read_until=dict(self.read_until), drawn={})

    def settle(self, workspace: Workspace) -> None:
        """Close what is gone, and count what is in sight as read."""
        if self.place != HOME and self.viewer not in workspace.channels[self.place].members:
            self.place, self.thread = places(workspace, self.viewer)[0].id, None
        if self.place == HOME:
            return
        if self.thread and not workspace.thread(self.place, self.thread, self.viewer):
            self.thread = None
        messages = workspace.visible(self.place, self.viewer)
        if messages:
            self.read_until[self.viewer, self.place] = messages[-1].ts

    def unread(self, workspace: Workspace, channel: Channel) -> list[Message]:
        """What this person has not seen in that channel."""
        seen = self.read_until.get((self.viewer, channel.id), "")
        news = (
            m for m in workspace.visible(channel.id, self.viewer) if m.ts > seen and m.user != self.viewer
        )
        return [message for message in news if not message.thread_ts or message.thread_ts == message.ts]


def places(workspace: Workspace, viewer: str) -> Sequence[Channel]:
    """The channels this person is in, in the workspace's order."""
    return [
        c for c in workspace.channels.values() if viewer in c.members and c.kind != "im" and not c.archived
    ]


def direct(workspace: Workspace, viewer: str) -> Channel | None:
    """This person's conversation with the app, once there is one."""
    return next((c for c in workspace.channels.values() if c.kind == "im" and c.im_user == viewer), None)


def partner(box: str) -> cast.SamplePartner:
    """The partner of that box; the first one for the box of everybody else."""
    return next((p for p in cast.PARTNERS if p.id == box), cast.PARTNERS[0])


BOXES = (*(p.id for p in cast.PARTNERS), OTHERS)
