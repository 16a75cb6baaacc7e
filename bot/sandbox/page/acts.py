"""What a visitor can do: look elsewhere, act in Slack as the person chosen, write mail as a partner."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from email.errors import MessageError
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import aiosmtplib

from bot.sandbox import cast
from bot.sandbox.elements import BadEntry
from bot.sandbox.forwards import draft, lead_of
from bot.sandbox.installation import SHORTCUTS
from bot.sandbox.mail_writers import Letter, address, message_id, written
from bot.sandbox.page.mailbox import OTHERS, Entry, quoted_reply, recipients, reply_subject
from bot.sandbox.page.screen import BOXES, HOME, Draft, Screen, partner
from bot.sandbox.page.timeline import Story
from bot.sandbox.page.world import World
from bot.sandbox.slack_delivery import Ack
from bot.sandbox.workspace import NoSuchThing

Asked = Mapping[str, Any]
LONGEST = 100_000
LONGEST_MESSAGE = 12_000
NO_ANSWER = "The bot did not answer in time. In Slack the person would see a small warning sign."


class Refused(Exception):
    """This cannot be done; the text is shown to the visitor."""


class Acts:
    """One method for each thing that the page's script may ask for."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._serial = 0
        self._acts: dict[str, Callable[[Screen, Asked], Awaitable[object]]] = {
            "be": self._be,
            "look": self._look,
            "thread": self._thread,
            "box": self._box,
            "open": self._open,
            "form": self._form,
            "write": self._write,
            "draft": self._draft,
            "discard": self._discard,
            "reply": self._reply,
            "send": self._send,
            "say": self._say,
            "click": self._click,
            "submit": self._submit,
            "close-view": self._close_view,
            "options": self._options,
            "shortcut": self._shortcut,
        }

    async def do(self, screen: Screen, asked: Asked) -> object:
        """Do one thing; `Refused` says why not."""
        act = self._acts.get(_text(asked, "do"))
        if act is None:
            raise Refused("This page cannot do that.")
        try:
            return await act(screen, asked)
        except (NoSuchThing, BadEntry) as wrong:
            raise Refused(f"That is no longer there: {wrong}") from wrong
        finally:
            self._world.touch()

    def start(self, screen: Screen) -> None:
        """Put the first ready-made mail into the form."""
        self._prepare(screen, "gmail")

    async def _be(self, screen: Screen, asked: Asked) -> None:
        user = self._world.slack.workspace.user(_text(asked, "user"))
        screen.viewer, screen.thread = user.id, None
        if screen.place != HOME and user.id not in self._world.slack.workspace.channels[screen.place].members:
            channels = self._world.slack.workspace.channels.values()
            screen.place = next(c.id for c in channels if user.id in c.members and c.kind != "im")
        if screen.place == HOME:
            await self._world.slack.open_home(user.id)

    async def _look(self, screen: Screen, asked: Asked) -> None:
        place, slack = _text(asked, "place"), self._world.slack
        screen.thread = None
        if place == HOME:
            screen.place = HOME
            self._world.touch()
            await slack.open_home(screen.viewer)
        elif place == "messages":
            screen.place = slack.workspace.direct(screen.viewer, slack.app.bot_user_id).id
        else:
            screen.place = slack.workspace.channel(place).id

    async def _thread(self, screen: Screen, asked: Asked) -> None:
        screen.thread = _text(asked, "ts") or None

    async def _box(self, screen: Screen, asked: Asked) -> None:
        name = _text(asked, "box")
        if name not in BOXES:
            raise Refused("There is no such mailbox.")
        if name == screen.box and screen.draft:
            return  # what is being written stays
        screen.box, screen.chosen_by_hand = name, False
        newest = next((e for e in self._world.mailboxes.box(name) if e.way == "in"), None)
        screen.mail_key = newest.key if newest else ""
        if screen.draft and name != OTHERS and not screen.draft.letter.in_reply_to:
            self._prepare(screen, screen.draft.key)
        elif newest or name == OTHERS:
            screen.draft = None

    async def _open(self, screen: Screen, asked: Asked) -> None:
        screen.mail_key, screen.draft, screen.chosen_by_hand = _text(asked, "key"), None, True

    async def _form(self, screen: Screen, asked: Asked) -> None:
        form = _text(asked, "form")
        screen.mail_form = "text" if form == "text" else "source" if form == "source" else "html"

    async def _write(self, screen: Screen, _: Asked) -> None:
        if screen.box == OTHERS:
            screen.box = cast.PARTNERS[0].id
        self._prepare(screen, "gmail")

    async def _draft(self, screen: Screen, asked: Asked) -> None:
        self._prepare(screen, _text(asked, "key"))

    async def _discard(self, screen: Screen, _: Asked) -> None:
        screen.draft = None

    async def _reply(self, screen: Screen, asked: Asked) -> None:
        entry = self._entry(asked)
        shown, who = entry.shown, partner(entry.box)
        at = datetime.fromtimestamp(entry.at, ZoneInfo(who.tz))
        sender = (who.contact, who.email) if entry.box != OTHERS else ("", entry.address)
        references = " ".join(part for part in (shown.references, shown.message_id) if part)
        letter = Letter(
            program="gmail",
            sender=sender,
            to=shown.reply_to,
            subject=reply_subject(shown.subject),
            text=quoted_reply(
                shown, f"{at:%a, %b} {at.day}, {at.year} at {at:%I:%M %p}".replace(" at 0", " at ")
            ),
            in_reply_to=shown.message_id,
            references=references,
        )
        self._show_draft(screen, letter, "reply")

    async def _send(self, screen: Screen, asked: Asked) -> None:
        if screen.draft is None:
            raise Refused("There is no mail to send.")
        letter = replace(
            screen.draft.letter,
            to=_text(asked, "to"),
            cc=_text(asked, "cc"),
            subject=_text(asked, "subject"),
            text=_text(asked, "text").replace("\r\n", "\n"),
        )
        to = recipients(letter.to, letter.cc)
        if not to:
            raise Refused("Whom should this go to? There is no address in To.")
        token = secrets.token_hex(16)
        zone = ZoneInfo(partner(screen.box).tz)
        try:
            raw = written(letter, at=datetime.now(zone), token=token)
        except (ValueError, MessageError) as wrong:
            raise Refused(f"No mail program could send this: {wrong}") from wrong
        await self._hand_in(letter, raw, to, message_id(letter, token))
        if prospect := lead_of(letter):
            used = self._world.used_leads
            used[prospect] = used.pop(prospect, letter.sender[1])  # the newest is the last one
        screen.draft, screen.mail_key, screen.chosen_by_hand = None, "", False
        self._world.mailboxes.note_sent(letter.sender[1], raw)
        if letter.sender[1] not in {p.email for p in cast.PARTNERS}:
            screen.box = OTHERS

    async def _hand_in(self, letter: Letter, raw: bytes, to: list[str], mail_id: str) -> None:
        first = letter.sender[0].split()[0] if letter.sender[0] else letter.sender[1]
        title = f"{first} sends “{letter.subject[:60]}”"
        story = self._world.timeline.begin(title, "mail", mail_id=mail_id)
        server = urlsplit(self._world.mail.smtp_url)
        try:
            await aiosmtplib.send(
                raw,
                sender=letter.sender[1],
                recipients=to,
                hostname=server.hostname,
                port=server.port,
                local_hostname="localhost",
                start_tls=False,
                timeout=10,
            )
        except (aiosmtplib.SMTPException, OSError) as wrong:
            self._world.timeline.step(story, "the mail server refused it", "mail")
            raise Refused(f"The mail server did not take the mail: {wrong}") from wrong
        self._world.timeline.step(story, "accepted by the mail server", "mail")
        self._world.progress.sent = True

    async def _say(self, screen: Screen, asked: Asked) -> None:
        text, thread = _text(asked, "text").strip(), _text(asked, "thread") or None
        channel = self._world.slack.workspace.channel(_text(asked, "channel")).id
        if not text:
            return
        if not text.startswith("/"):
            await self._world.slack.say(screen.viewer, channel, text[:LONGEST_MESSAGE], thread)
            return
        if thread:
            raise Refused("Slack takes no slash commands in threads. Type it into the channel.")
        command, _, rest = text.partition(" ")
        if command not in self._world.slack.app.commands:
            known = " and ".join(self._world.slack.app.commands)
            raise Refused(f"{command} is not a command here. There are {known}.")
        self._begin(screen, f"types {text[:60]}", text)
        result = await self._world.slack.slash(screen.viewer, channel, command, rest.strip())
        if not result.acked:
            raise Refused(NO_ANSWER)

    async def _click(self, screen: Screen, asked: Asked) -> None:
        slack, who = self._world.slack, screen.viewer
        action_id = _text(asked, "action_id")
        value = asked.get("value")
        value = value if isinstance(value, str) and value else None
        selected, block_id = asked.get("selected"), _text(asked, "block_id") or None
        label = _text(asked, "label")[:40] or action_id
        verb = "presses" if selected is None else "chooses"
        story = self._begin(screen, f"{verb} “{label}”", value or "")
        match _text(asked, "surface"):
            case "message":
                channel, ts = _text(asked, "channel"), _text(asked, "ts")
                text = str(slack.workspace.message(channel, ts).blocks)
                self._world.timeline.about(story, text)
                ack = await slack.click(who, channel, ts, action_id, value, selected, block_id=block_id)
            case "home":
                ack = await slack.click_home(who, action_id, value, selected, block_id=block_id)
            case _:
                ack = await slack.click_in_view(who, action_id, value, selected, block_id=block_id)
        self._acked(ack, story)
        if "claim" in action_id:
            self._world.claimed()

    async def _submit(self, screen: Screen, asked: Asked) -> None:
        values = asked.get("values")
        view = self._world.slack.workspace.top_view(screen.viewer)
        title = str((view.spec.get("title") or {}).get("text", "")) if view else ""
        self._begin(screen, f"submits “{title}”", "")
        result = await self._world.slack.submit_view(
            screen.viewer, values if isinstance(values, dict) else {}
        )
        if result.outcome == "failed":
            raise Refused(
                NO_ANSWER if not result.acked else f"Slack refused the app's answer: {result.error}"
            )

    async def _close_view(self, screen: Screen, _: Asked) -> None:
        await self._world.slack.close_view(screen.viewer)

    async def _options(self, screen: Screen, asked: Asked) -> object:
        message = _text(asked, "surface") == "message"
        return await self._world.slack.load_options(
            screen.viewer,
            _text(asked, "action_id"),
            _text(asked, "typed"),
            channel=_text(asked, "channel") if message else None,
            ts=_text(asked, "ts") if message else None,
            home=_text(asked, "surface") == "home",
        )

    async def _shortcut(self, screen: Screen, asked: Asked) -> None:
        name = _text(asked, "name")
        if name not in SHORTCUTS:
            raise Refused("There is no such shortcut.")
        story = self._begin(screen, f"chooses “{SHORTCUTS[name]}”", "")
        ts = _text(asked, "ts") or None
        channel = screen.place if ts else None
        ack = await self._world.slack.shortcut(screen.viewer, name, channel, ts)
        self._acked(ack, story)

    def _begin(self, screen: Screen, does: str, text: str) -> Story:
        name = self._world.slack.workspace.users[screen.viewer].real_name.split()[0]
        return self._world.timeline.begin(f"{name} {does}", "slack", text=text)

    def _acked(self, ack: Ack, story: Story) -> None:
        if not ack.acked:
            self._world.timeline.step(story, f"no answer: {ack.error}", "slack")
            raise Refused(NO_ANSWER)

    def _prepare(self, screen: Screen, key: str) -> None:
        who = partner(screen.box)
        if key in ("blank", "reply"):
            desk = address(f"{cast.VENDOR_NAME} Referrals", cast.DESK_ADDRESS)
            letter, key = Letter("gmail", (who.contact, who.email), desk, "", ""), "blank"
        else:
            letter = draft(key, who, datetime.now(ZoneInfo(who.tz)), used=self._world.used_leads)
        self._show_draft(screen, letter, key)

    def _show_draft(self, screen: Screen, letter: Letter, key: str) -> None:
        self._serial += 1
        screen.draft = Draft(letter, key, self._serial)

    def _entry(self, asked: Asked) -> Entry:
        entry = self._world.mailboxes.entry(_text(asked, "key"))
        if entry is None:
            raise Refused("That mail is not here.")
        return entry


def _text(asked: Asked, name: str) -> str:
    value = asked.get(name, "")
    return value[:LONGEST] if isinstance(value, str) else ""
