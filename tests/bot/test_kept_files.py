"""Files that came with a lead's mail reach whoever works on it, in a conversation of their own."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from email.message import EmailMessage

from bot.sandbox.workspace import Message
from storage.inbound import Inbound, NewMail
from tests.bot.acts import SALES, introduce
from tests.builders import MONDAY
from tests.conftest import StillClock
from tests.rigs.office import Office
from tests.rigs.waiting import until
from workflows.model import Enclosure

PDF, PNG = b"%PDF-1.7 an offer", b"\x89PNG a plan"


async def with_files(office: Office, *files: tuple[str, str, bytes]) -> str:
    """A lead whose mail brought these files, and which Marco has."""
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Sam <sam@northwind.example>", "One for you"
    mail.set_content("Jane Doe, jane@acme.example")
    for name, media_type, content in files:
        mail.add_attachment(content, *media_type.split("/"), filename=name)
    new = NewMail("desk", "INBOX", 1, 1, MONDAY, mail.as_bytes())
    await office.engine.unit(lambda session, _now: Inbound(session).keep([new], MONDAY))
    told = tuple(Enclosure(name, len(content), media_type) for name, media_type, content in files)
    tracking_id = await introduce(office, mail_id=1, enclosures=told)
    await office.slack.click("marco", SALES, office.posts(SALES)[0].ts, "referral:claim")
    await office.deliver()
    return tracking_id


async def ask_for_files(office: Office, who: str) -> str:
    await office.slack.click(who, SALES, office.posts(SALES)[0].ts, "referral:open")
    view = await office.slack.until(lambda: office.slack.workspace.top_view(who))
    assert view
    await office.slack.click_in_view(who, "referral:files")
    return str(view.blocks)


def direct(office: Office, who: str) -> list[Message]:
    """What the bot has said to this person alone."""
    place = office.slack.workspace
    rooms = [c.id for c in place.channels.values() if c.kind == "im" and c.im_user == place.user(who).id]
    return [message for room in rooms for message in place.messages[room]]


def given(office: Office, who: str) -> list[tuple[str, bytes]]:
    """The files among it."""
    files = office.slack.workspace.files
    return [(files[f].name, files[f].content) for m in direct(office, who) for f in m.files]


async def test_the_owner_gets_the_files_and_no_channel_does(office: Office, clock: StillClock) -> None:
    await with_files(office, ("offer.pdf", "application/pdf", PDF), ("plan.png", "image/png", PNG))
    assert "offer.pdf (PDF, 17 bytes), plan.png (PNG image, 11 bytes)" in str(office.posts(SALES)[0].blocks)
    shown = await ask_for_files(office, "marco")
    assert "offer.pdf (PDF, 17 bytes)" in shown
    async with asyncio.timeout(30):
        while len(given(office, "marco")) < 2:
            clock.move(timedelta(seconds=5))
            await office.deliver()
            await asyncio.sleep(0.01)
    assert given(office, "marco") == [("offer.pdf", PDF), ("plan.png", PNG)]
    assert not any(message.files for message in office.posts(SALES))


async def test_another_seller_is_told_who_has_the_lead(office: Office) -> None:
    await with_files(office, ("offer.pdf", "application/pdf", PDF))
    await ask_for_files(office, "aisha")
    await until(lambda: any("Marco Bianchi looks after" in said.text for said in direct(office, "aisha")))
    assert given(office, "aisha") == []
