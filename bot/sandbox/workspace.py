"""The state of a small Slack workspace: people, channels, messages, views, files, and a feed of changes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
StateValues = dict[str, dict[str, Json]]  # block_id -> action_id -> what the person entered
ChannelKind = Literal["public", "private", "im"]
ChangeKind = Literal[
    "message_posted",
    "message_changed",
    "message_deleted",
    "view_opened",
    "view_changed",
    "view_closed",
    "home_published",
    "channel_changed",
    "socket_changed",
]


@dataclass(slots=True)
class User:
    """A person or a bot; a foreign `team_id` makes them a guest of a Slack Connect channel."""

    id: str
    name: str  # the handle behind the @
    real_name: str
    email: str = ""
    tz: str = "Europe/Berlin"
    locale: str = "en-US"
    team_id: str = ""
    title: str = ""
    is_bot: bool = False
    is_admin: bool = False
    deleted: bool = False


@dataclass(slots=True)
class UserGroup:
    """A group which can be mentioned as one, such as @sales."""

    id: str
    handle: str
    name: str
    users: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Channel:
    """A public or private channel, or a direct message (`im_user` is the person in it)."""

    id: str
    name: str
    kind: ChannelKind = "public"
    members: list[str] = field(default_factory=list)
    topic: str = ""
    archived: bool = False
    is_ext_shared: bool = False
    im_user: str = ""
    created: int = 0


@dataclass(slots=True)
class Message:
    """One message; `ephemeral_to` names the only person who sees it."""

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    metadata: Json | None = None
    bot_id: str = ""
    username: str = ""
    ephemeral_to: str | None = None
    edited_ts: str | None = None
    broadcast: bool = False
    unfurl_links: bool = True
    files: list[str] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    states: dict[str, StateValues] = field(default_factory=dict)  # by the id of the person who entered it


@dataclass(slots=True)
class View:
    """A modal or an App Home as it stands before one person's eyes."""

    id: str
    user: str
    spec: Json  # what the app sent, with Slack's block ids filled in
    hash: str
    root_id: str
    previous_id: str | None = None
    state: StateValues = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)  # block_id -> what is wrong, shown under the field

    @property
    def blocks(self) -> list[Json]:
        """The blocks to show."""
        blocks: list[Json] = self.spec.get("blocks", [])
        return blocks

    @property
    def callback_id(self) -> str:
        """The app's name for this view."""
        return str(self.spec.get("callback_id", ""))


@dataclass(slots=True)
class File:
    """An uploaded file; `shared_in` fills when the upload is completed."""

    id: str
    name: str
    user: str
    length: int = 0
    title: str = ""
    content: bytes = b""
    shared_in: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Change:
    """Something that a page which shows the workspace must redraw."""

    kind: ChangeKind
    channel: str = ""
    user: str = ""  # whose screen: the reader of an ephemeral message, the owner of a view
    ts: str = ""
    view_id: str = ""


class NoSuchThing(LookupError):
    """There is no such user, channel, message or view in the workspace."""


class Workspace:
    """Everything a person could see in Slack, as plain data. Names (`dana`, `#general`) work like ids."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.users: dict[str, User] = {}
        self.groups: dict[str, UserGroup] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, list[Message]] = {}  # by channel id, oldest first
        self._by_ts: dict[tuple[str, str], Message] = {}
        self._replies: dict[tuple[str, str], list[Message]] = {}  # by channel and thread, oldest first
        self.modals: dict[str, list[View]] = {}  # by user id; the last one is on top
        self.homes: dict[str, View] = {}  # by user id
        self.files: dict[str, File] = {}
        self._listeners: list[Callable[[Change], None]] = []
        self._last_ts = 0
        self._counter = 0

    def add_user(self, name: str, real_name: str, **more: Any) -> User:
        """Let a person or bot join the workspace; `id=` fixes the id, otherwise one is made."""
        user = User(more.pop("id", None) or self.new_id("U"), name, real_name, **more)
        self.users[user.id] = user
        return user

    def add_group(self, handle: str, name: str, users: Sequence[str] = ()) -> UserGroup:
        """Make a user group of the people named."""
        group = UserGroup(self.new_id("S"), handle, name, [self.user(who).id for who in users])
        self.groups[group.id] = group
        return group

    def add_channel(self, name: str, *, members: Sequence[str] = (), **more: Any) -> Channel:
        """Make a channel with the people (and the bot, when it is named) as members."""
        ids = [self.user(who).id for who in members]
        made_id = more.pop("id", None) or self.new_id("C")
        channel = Channel(made_id, name.lstrip("#"), members=ids, created=int(self.clock()), **more)
        self.channels[channel.id] = channel
        self.messages[channel.id] = []
        return channel

    def user(self, who: str) -> User:
        """The user of that id or handle."""
        if who in self.users:
            return self.users[who]
        handle = who.removeprefix("@")
        found = next((user for user in self.users.values() if user.name == handle), None)
        if found is None:
            raise NoSuchThing(f"no user {who!r}")
        return found

    def group(self, which: str) -> UserGroup:
        """The user group of that id or handle."""
        handle = which.removeprefix("@")
        found = self.groups.get(which) or next((g for g in self.groups.values() if g.handle == handle), None)
        if found is None:
            raise NoSuchThing(f"no user group {which!r}")
        return found

    def channel(self, which: str) -> Channel:
        """The channel of that id or name, with or without the #."""
        if which in self.channels:
            return self.channels[which]
        name = which.removeprefix("#")
        found = next((c for c in self.channels.values() if c.kind != "im" and c.name == name), None)
        if found is None:
            raise NoSuchThing(f"no channel {which!r}")
        return found

    def direct(self, who: str, bot_user: str) -> Channel:
        """The direct conversation of a person with the bot; made when there is none yet."""
        user = self.user(who)
        found = next((c for c in self.channels.values() if c.kind == "im" and c.im_user == user.id), None)
        if found is None:
            found = self.add_channel("", members=(user.id, bot_user), id=self.new_id("D"), kind="im")
            found.im_user = user.id
            self.changed(Change("channel_changed", channel=found.id, user=user.id))
        return found

    def message(self, channel: str, ts: str) -> Message:
        """The message with that timestamp; an ephemeral one counts."""
        found = self._by_ts.get((self.channel(channel).id, ts))
        if found is None:
            raise NoSuchThing(f"no message {ts} in {channel}")
        return found

    def has(self, message: Message) -> bool:
        """Whether the message is still there."""
        return self._by_ts.get((message.channel, message.ts)) is message

    def visible(self, channel: str, viewer: str | None = None) -> list[Message]:
        """The messages of a channel which this person sees, oldest first; no viewer: the public ones."""
        who = self.user(viewer).id if viewer else None
        return [m for m in self.messages[self.channel(channel).id] if m.ephemeral_to in (None, who)]

    def thread(self, channel: str, ts: str, viewer: str | None = None) -> list[Message]:
        """The parent message and its replies, oldest first; without a viewer the public ones."""
        who, where = self.user(viewer).id if viewer else None, self.channel(channel).id
        parent = self._by_ts.get((where, ts))
        found = [*([parent] if parent else ()), *self._replies.get((where, ts), ())]
        return [m for m in found if m.ephemeral_to in (None, who)]

    def post(self, message: Message) -> Message:
        """Put a message into its channel."""
        self.messages[message.channel].append(message)
        self._by_ts[message.channel, message.ts] = message
        if message.thread_ts and message.thread_ts != message.ts:
            self._replies.setdefault((message.channel, message.thread_ts), []).append(message)
        reader = message.ephemeral_to or ""
        self.changed(Change("message_posted", channel=message.channel, user=reader, ts=message.ts))
        return message

    def touch(self, message: Message) -> None:
        """Tell the feed that a message looks different now."""
        reader = message.ephemeral_to or ""
        self.changed(Change("message_changed", channel=message.channel, user=reader, ts=message.ts))

    def remove(self, message: Message) -> None:
        """Take a message away."""
        self.messages[message.channel].remove(message)
        del self._by_ts[message.channel, message.ts]
        if message.thread_ts and message.thread_ts != message.ts:
            self._replies[message.channel, message.thread_ts].remove(message)
        reader = message.ephemeral_to or ""
        self.changed(Change("message_deleted", channel=message.channel, user=reader, ts=message.ts))

    def top_view(self, who: str) -> View | None:
        """The modal this person looks at."""
        stack = self.modals.get(self.user(who).id)
        return stack[-1] if stack else None

    def view(self, view_id: str) -> View:
        """The open modal or published home of that id."""
        stacks = [*self.modals.values(), list(self.homes.values())]
        found = next((view for stack in stacks for view in stack if view.id == view_id), None)
        if found is None:
            raise NoSuchThing(f"no view {view_id!r}")
        return found

    def view_changed(self, kind: ChangeKind, view: View) -> None:
        """Tell the feed about a modal or home."""
        self.changed(Change(kind, user=view.user, view_id=view.id))

    def new_ts(self) -> str:
        """A message timestamp: the clock's time in microseconds, never the same one twice."""
        self._last_ts = max(round(self.clock() * 1_000_000), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def new_id(self, prefix: str) -> str:
        """An id in Slack's manner, the next one in a row."""
        self._counter += 1
        return f"{prefix}0{self._counter:09X}"

    def changed(self, change: Change) -> None:
        """Hand a change to everybody who listens."""
        for listener in tuple(self._listeners):
            listener(change)

    def subscribe(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call `listener` with every change from now on; the answer ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @contextmanager
    def changes(self) -> Iterator[AsyncIterator[Change]]:
        """An endless stream of changes: `with workspace.changes() as feed: async for change in feed`."""
        queue: asyncio.Queue[Change] = asyncio.Queue()
        unsubscribe = self.subscribe(queue.put_nowait)
        try:
            yield _drain(queue)
        finally:
            unsubscribe()


async def _drain(queue: asyncio.Queue[Change]) -> AsyncIterator[Change]:
    while True:
        yield await queue.get()
