"""What all open pages look at: the workspace, the mailboxes, the timeline, and how far the visitor is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox import cast
from bot.sandbox.page.mailbox import Entry, Mail, Mailboxes
from bot.sandbox.page.timeline import Timeline
from bot.sandbox.slack import LocalSlack
from bot.sandbox.workspace import Change, Channel, Message


@dataclass
class Progress:
    """The three steps of the tour."""

    sent: bool = False
    claimed: bool = False
    heard: bool = False


@dataclass
class World:
    """One demo. `touched` is set whenever something may look different."""

    slack: LocalSlack
    mail: Mail
    mailboxes: Mailboxes = field(init=False)
    timeline: Timeline = field(default_factory=Timeline)
    progress: Progress = field(default_factory=Progress)
    used_leads: dict[str, str] = field(default_factory=dict)  # prospect's address -> who introduced them
    listeners: set[asyncio.Event] = field(default_factory=set)
    _claimed_after: int = 0  # how many mails had arrived when the card was claimed

    def __post_init__(self) -> None:
        self.mailboxes = Mailboxes(self.mail)

    def watch(self) -> Callable[[], None]:
        """Follow Slack and the mail server from now on; the answer ends it."""
        loop = asyncio.get_running_loop()
        self.mail.subscribe(lambda *_: [loop.call_soon_threadsafe(self.take_mail)].clear())
        self.take_mail()
        return self.slack.subscribe(self._slack_changed)

    def touch(self) -> None:
        """Let every open page redraw."""
        for listener in self.listeners:
            listener.set()

    def take_mail(self) -> None:
        """Put what arrived into the boxes and the timeline."""
        for entry in self.mailboxes.take_new():
            shown = entry.shown
            if self.timeline.began_with(shown.message_id):
                continue
            whose = next((p.contact.split()[0] for p in cast.PARTNERS if p.id == entry.box), entry.address)
            self.timeline.happened(
                f"“{_short(shown.subject)}” in {whose}’s mailbox",
                "mail",
                text=f"{shown.subject} {shown.text}",
                references=f"{shown.references} {_header_ids(entry)}",
            )
        self.touch()

    def claimed(self) -> None:
        """Somebody has claimed a referral: from now on a mail to a partner is the answer."""
        if not self.progress.claimed:
            self.progress.claimed = True
            self._claimed_after = len(self.mailboxes.entries)

    def opened(self, entry: Entry) -> None:
        """Somebody reads a mail."""
        entry.read = True
        after = int(entry.key) > self._claimed_after
        if self.progress.claimed and entry.way == "in" and after:
            self.progress.heard = True

    def _slack_changed(self, change: Change) -> None:
        if change.kind in ("message_posted", "message_changed") and change.ts:
            message = self.slack.workspace.message(change.channel, change.ts)
            if message.bot_id:
                self._note(message, change)
        elif change.kind == "view_opened":
            self.timeline.answered("a form opens")
        self.touch()

    def _note(self, message: Message, change: Change) -> None:
        workspace = self.slack.workspace
        channel = workspace.channels[message.channel]
        place = f"#{channel.name}" if channel.kind != "im" else "a direct message"
        what = {
            "message_changed": f"card updated in {place}",
            "message_posted": f"{_card(message, channel)} {place}",
        }[change.kind]
        if message.ephemeral_to:
            name = workspace.users[message.ephemeral_to].real_name.split()[0]
            self.timeline.answered(f"an answer only {name} sees")
        else:
            self.timeline.happened(what, "slack", text=f"{message.text} {message.blocks}")


def _card(message: Message, channel: Channel) -> str:
    if message.thread_ts:
        return "reply in a thread of"
    return "alert in" if channel.name == cast.CHANNELS[0].name else "card in"


def _header_ids(entry: Entry) -> str:
    head = entry.raw.partition(b"\r\n\r\n")[0].decode("ascii", "replace")
    return " ".join(
        line for line in head.splitlines() if line.lower().startswith(("in-reply-to:", "references:", " <"))
    )


def _short(text: str) -> str:
    return text if len(text) <= 48 else text[:47] + "…"
