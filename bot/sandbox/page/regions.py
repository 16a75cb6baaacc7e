"""The page in pieces: each region is drawn by one template from the world and one screen."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.sandbox import cast
from bot.sandbox.forwards import READY
from bot.sandbox.installation import SHORTCUTS
from bot.sandbox.page.blockkit_html import blocks_html
from bot.sandbox.page.colours import hue
from bot.sandbox.page.element_html import Surface, text_html
from bot.sandbox.page.hints import HINTS
from bot.sandbox.page.mailbox import OTHERS
from bot.sandbox.page.mrkdwn import Reader, mrkdwn_html
from bot.sandbox.page.screen import BOXES, HOME, Screen, direct, partner, places
from bot.sandbox.page.world import World
from bot.sandbox.workspace import Channel, Json, Message, View

REGIONS = (
    "steps",
    "sidebar",
    "channel",
    "thread",
    "modal",
    "boxes",
    "mails",
    "reading",
    "compose",
    "timeline",
)
_HERE = Path(__file__).parent


class Regions:
    """Draws every region of one screen as HTML."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._templates = Environment(
            loader=FileSystemLoader(_HERE / "html"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(hue=hue, initials=initials, clock=clock)

    def page(self, screen: Screen, **more: Any) -> str:
        """The whole document."""
        return self._templates.get_template("page.html.j2").render(
            regions=self.draw(screen), screen=screen, **more
        )

    def draw(self, screen: Screen) -> dict[str, Markup]:
        """Every region as it should look now."""
        screen.settle(self._world.slack.workspace)
        about = {"screen": screen, "world": self._world, "HOME": HOME, "OTHERS": OTHERS}
        about |= {**self._slack(screen), **self._mail(screen)}
        return {name: self._region(name, about) for name in REGIONS}

    def _region(self, name: str, about: Mapping[str, Any]) -> Markup:
        return Markup(self._templates.get_template(f"{name}.html.j2").render(about))  # noqa: S704 - autoescaped

    def _slack(self, screen: Screen) -> dict[str, Any]:
        workspace = self._world.slack.workspace
        reader = Reader(workspace, screen.viewer)
        channel = workspace.channels.get(screen.place)
        top = workspace.top_view(screen.viewer)
        home = workspace.homes.get(screen.viewer)
        return {
            "workspace": workspace,
            "staff": [workspace.users[u] for u in _people(self._world)],
            "viewer": workspace.users[screen.viewer],
            "places": [(c, screen.unread(workspace, c)) for c in places(workspace, screen.viewer)],
            "direct": direct(workspace, screen.viewer),
            "direct_unread": self._direct_unread(screen),
            "app_name": self._world.slack.app.bot_name,
            "channel": channel,
            "messages": self._messages(screen, channel, reader) if channel else [],
            "thread": self._thread(screen, channel, reader) if channel and screen.thread else [],
            "home": blocks_html(home.blocks, Surface(reader, home.state)) if home else None,
            "modal": _modal(top, reader) if top else None,
            "hints": HINTS,
            "shortcuts": SHORTCUTS,
            "connected": self._world.slack.sockets.count > 0 or bool(self._world.slack.request_url),
        }

    def _direct_unread(self, screen: Screen) -> int:
        workspace = self._world.slack.workspace
        channel = direct(workspace, screen.viewer)
        return len(screen.unread(workspace, channel)) if channel else 0

    def _messages(self, screen: Screen, channel: Channel, reader: Reader) -> list[Json]:
        workspace = self._world.slack.workspace
        visible = workspace.visible(channel.id, screen.viewer)
        tops = [m for m in visible if m.thread_ts in (None, m.ts) or m.broadcast]
        replies: dict[str, list[Message]] = {}
        for message in visible:
            if message.thread_ts and message.thread_ts != message.ts:
                replies.setdefault(message.thread_ts, []).append(message)
        return [self._message(m, reader, replies.get(m.ts, [])) for m in tops[-200:]]

    def _thread(self, screen: Screen, channel: Channel, reader: Reader) -> list[Json]:
        workspace = self._world.slack.workspace
        thread = workspace.thread(channel.id, screen.thread or "", screen.viewer)
        return [self._message(m, reader, []) for m in thread]

    def _message(self, message: Message, reader: Reader, replies: list[Message]) -> Json:
        author = reader.workspace.users.get(message.user)
        is_app = bool(message.bot_id) or bool(author and author.is_bot)
        surface = Surface(reader, message.states.get(reader.user_id, {}))
        at = reader.local(float(message.ts))
        return {
            "ts": message.ts,
            "channel": message.channel,
            "author": message.username or (author.real_name if author else message.user),
            "author_id": message.user,
            "is_app": is_app,
            "time": f"{at:%H:%M}",
            "stamp": f"{at:%A %d %B %Y, %H:%M:%S}",
            "body": blocks_html(message.blocks, surface)
            if message.blocks
            else mrkdwn_html(message.text, reader),
            "attachments": [_attachment(one, surface) for one in message.attachments],
            "edited": message.edited_ts is not None and not is_app,
            "ephemeral": message.ephemeral_to is not None,
            "replies": len(replies),
            "last_reply": f"{reader.local(float(replies[-1].ts)):%H:%M}" if replies else "",
            "repliers": list(dict.fromkeys(r.user for r in replies))[:3],
            "reactions": message.reactions,
        }

    def _mail(self, screen: Screen) -> dict[str, Any]:
        boxes = self._world.mailboxes
        open_mail = boxes.entry(screen.mail_key)
        if open_mail and screen.draft is None:
            self._world.opened(open_mail)
        return {
            "boxes": [
                (name, partner(name) if name != OTHERS else None, boxes.unread(name)) for name in BOXES
            ],
            "others_used": any(entry.box == OTHERS for entry in boxes.entries),
            "mails": boxes.box(screen.box),
            "open_mail": open_mail,
            "ready": READY,
            "partner": partner(screen.box),
            "desk": cast.DESK_ADDRESS,
        }


def initials(name: str) -> str:
    """Two letters for a round picture."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def clock(at: float) -> str:
    """A moment for the eye, to the second, in the zone of the machine."""
    return f"{datetime.fromtimestamp(at, UTC).astimezone():%H:%M:%S}"


def _people(world: World) -> list[str]:
    return [u.id for u in world.slack.workspace.users.values() if not u.is_bot and not u.deleted]


def _modal(view: View, reader: Reader) -> Json:
    surface = Surface(reader, view.state, view.errors)
    return {
        "id": view.id,
        "title": text_html(view.spec.get("title"), reader),
        "submit": text_html(view.spec.get("submit"), reader),
        "close": text_html(view.spec.get("close"), reader) or escape("Cancel"),
        "body": blocks_html(view.blocks, surface),
        "depth": len(reader.workspace.modals.get(view.user, [])),
    }


def _attachment(one: Json, surface: Surface) -> Markup:
    if blocks := one.get("blocks"):
        return blocks_html(blocks, surface)
    return mrkdwn_html(str(one.get("text") or one.get("fallback") or ""), surface.reader)


def digest(html: str) -> str:
    """A short name for what was drawn, to tell whether it changed."""
    return hashlib.sha256(html.encode()).hexdigest()[:16]
