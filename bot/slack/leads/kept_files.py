"""The files that came with mails, taken out of them and put before the one person who asks for them.

They go into a direct conversation, never into a channel. A lead's files are for who works on it: its mails
came from a proven sender. A held mail's are for managers alone, who are told when nothing proves the sender.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.orm import Session

from bot.slack.actions import click_key, read_mail_id, refuse
from bot.slack.leads.enclosures import LONGEST_SENT
from bot.slack.leads.lead_desk import GONE, Leads
from bot.slack.mails.held_card import UNPROVEN
from bot.voice import Voice
from inbox.formats.enclosed import Enclosed
from storage.files import LARGEST, Files
from storage.held import HeldMails
from storage.inbound import Inbound
from storage.outbox import Promise
from workflows.base import Effect, PostNotice, UploadFile
from workflows.errors import Retry
from workflows.model import HeldMail, Referral
from workflows.stages import not_theirs

NO_FILES = "I no longer have the files that came with this mail."
TRY_AGAIN = "I could not read that mail just now. Please try again in a minute."
ONLY_MANAGERS = "Only partner managers decide about held mails."


class FileReader(Protocol):
    """Takes mails apart somewhere where it cannot hurt us."""

    async def enclosed(self, raw: bytes) -> tuple[Enclosed, ...]:
        """The files in a raw mail; `Retry` when it could not be read in time."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose files, and in which kept mails they are."""

    about: str  # the lead's tracking ID, or the key of a held mail
    title: str
    mails: tuple[int, ...]
    is_proven: bool = True

    @classmethod
    def of_lead(cls, referral: Referral) -> Wanted:
        """All that came with a lead: its own mail, and those that were merged into it."""
        mails = (referral.mail_id, *(one.mail_id for one in referral.enclosures))
        return cls(referral.id, referral.title, tuple(dict.fromkeys(mail for mail in mails if mail)))

    @classmethod
    def of_held(cls, held: HeldMail) -> Wanted:
        """What came with a mail that waits for a person."""
        title = f"mail {held.mail_id} of {held.sender or 'an unknown sender'}"
        return cls(held.key, title, (held.mail_id,), held.cause not in UNPROVEN)


@dataclass(frozen=True, slots=True)
class FileDesk:
    """Everything the listeners of this file need."""

    leads: Leads
    reader: FileReader

    async def send(self, wanted: Wanted, to: str, key: str) -> str:
        """Promise the files to a person in Slack; gives why there are none, or nothing."""
        try:
            found = await self._found(wanted)
        except Retry:
            return TRY_AGAIN
        sent = [one for one in found if 0 < len(one.content) <= LARGEST][:LONGEST_SENT]
        if not found:
            return NO_FILES
        left = [one.name for one in found if one not in sent]
        voice = Voice(self.leads.program)

        def promised(session: Session, now: datetime) -> Iterable[Promise]:
            effects = _effects(session, wanted, sent, left, to, key, now)
            made = [voice.promise(session, effect, key, now) for effect in effects]
            return [promise for promise in made if promise]

        await self.leads.engine.say(f"files:{key}"[:290], promised)
        return ""

    async def _found(self, wanted: Wanted) -> list[Enclosed]:
        """Each file once, however many mails brought it."""
        found: dict[tuple[str, bytes], Enclosed] = {}
        for mail_id in wanted.mails:
            raw = await self.leads.engine.ask(partial(_raw, mail_id))
            for one in await self.reader.enclosed(raw) if raw else ():
                found.setdefault((one.name, one.content), one)
        return list(found.values())


def register(app: AsyncApp, desk: FileDesk) -> None:
    """Attach the listeners of this file."""

    @app.action("referral:files")
    async def of_lead(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        user = await desk.leads.seller(body, ack, client)
        if user is None:
            return None
        await ack()
        referral = await desk.leads.referral(str(body["actions"][0]["value"]))
        if referral is None:
            return await refuse(client, body, GONE)
        theirs = not_theirs(referral, user.person, may_steer=user.role == "manager")
        why = theirs if referral.owner else ""  # while nobody has it, every seller may look
        why = why or await desk.send(Wanted.of_lead(referral), user.id, click_key(body))
        return await refuse(client, body, why) if why else None

    @app.action("held:files")
    async def of_held(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        user = await desk.leads.people.find(body["user"]["id"])
        await ack()
        if user.role != "manager":
            return await refuse(client, body, ONLY_MANAGERS)
        mail_id = read_mail_id(body)
        held = await desk.leads.engine.ask(lambda session: HeldMails(session).get(mail_id))
        why = await desk.send(Wanted.of_held(held), user.id, click_key(body)) if held else NO_FILES
        return await refuse(client, body, why) if why else None


def _raw(mail_id: int, session: Session) -> bytes | None:
    return Inbound(session).raw(mail_id)


def _effects(
    session: Session,
    wanted: Wanted,
    files: Sequence[Enclosed],
    left: Sequence[str],
    to: str,
    key: str,
    now: datetime,
) -> Iterable[Effect]:
    notice = f"files:{key}"[:200]
    context = {"wanted": wanted, "names": [one.name for one in files], "left": left}
    yield PostNotice(notice, "files", to, wanted.about, context)
    for number, one in enumerate(files, 1):
        kept = Files(session).keep(one.name, one.media_type, one.content, now)
        yield UploadFile(f"{notice}:{number}", kept, one.name, "", to, wanted.about, in_thread_of=notice)
