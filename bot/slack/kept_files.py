"""The files that came with a lead's mail, taken out of it and put before the one person who asks for them.

They go into a direct conversation, never into a channel. Only the mail of a partner whose sender was proven
becomes a lead: what came with any other mail is handed out on the command line alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.orm import Session

from bot.slack.actions import click_key, refuse
from bot.slack.enclosures import LONGEST_SENT
from bot.slack.lead_desk import GONE, Leads
from bot.voice import Voice
from inbox.enclosed import Enclosed
from storage.files import LARGEST, Files
from storage.inbound import Inbound
from storage.outbox import Promise
from workflows.base import Effect, PostNotice, UploadFile
from workflows.errors import Retry
from workflows.model import Referral
from workflows.stages import not_theirs

NO_FILES = "I no longer have the files that came with this lead's mail."
TRY_AGAIN = "I could not read that mail just now. Please try again in a minute."


class FileReader(Protocol):
    """Takes mails apart somewhere where it cannot hurt us."""

    async def enclosed(self, raw: bytes) -> tuple[Enclosed, ...]:
        """The files in a raw mail; `Retry` when it could not be read in time."""


@dataclass(frozen=True, slots=True)
class FileDesk:
    """Everything the listener of this file needs."""

    leads: Leads
    reader: FileReader

    async def send(self, referral: Referral, to: str, key: str) -> str:
        """Promise the files to a person in Slack; gives why there are none, or nothing."""
        mail_id = referral.mail_id
        raw = await self.leads.engine.ask(lambda s: Inbound(s).raw(mail_id)) if mail_id else None
        try:
            found = await self.reader.enclosed(raw) if raw else ()
        except Retry:
            return TRY_AGAIN
        sent = [one for one in found if 0 < len(one.content) <= LARGEST][:LONGEST_SENT]
        if not found:
            return NO_FILES
        left = [one.name for one in found if one not in sent]
        voice = Voice(self.leads.program)

        def promised(session: Session, now: datetime) -> Iterable[Promise]:
            effects = _effects(session, referral, sent, left, to, key, now)
            made = [voice.promise(session, effect, key, now) for effect in effects]
            return [promise for promise in made if promise]

        await self.leads.engine.say(f"files:{key}"[:290], promised)
        return ""


def register(app: AsyncApp, desk: FileDesk) -> None:
    """Attach the listener of this file."""

    @app.action("referral:files")
    async def send(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        user = await desk.leads.seller(body, ack, client)
        if user is None:
            return None
        await ack()
        referral = await desk.leads.referral(str(body["actions"][0]["value"]))
        if referral is None:
            return await refuse(client, body, GONE)
        theirs = not_theirs(referral, user.person, may_steer=user.role == "manager")
        why = theirs if referral.owner else ""  # while nobody has it, every seller may look
        why = why or await desk.send(referral, user.id, click_key(body))
        return await refuse(client, body, why) if why else None


def _effects(
    session: Session,
    referral: Referral,
    files: Sequence[Enclosed],
    left: Sequence[str],
    to: str,
    key: str,
    now: datetime,
) -> Iterable[Effect]:
    notice = f"files:{key}"[:200]
    context = {"referral": referral, "names": [one.name for one in files], "left": left}
    yield PostNotice(notice, "lead_files", to, referral.id, context)
    for number, one in enumerate(files, 1):
        kept = Files(session).keep(one.name, one.media_type, one.content, now)
        yield UploadFile(f"{notice}:{number}", kept, one.name, "", to, referral.id, in_thread_of=notice)
