"""Files that came with a lead's mail reach whoever works on it, in a conversation of their own."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from email.message import EmailMessage

from bot.sandbox.workspace import Message
from storage.inbound import Inbound, NewMail
from tests.bot.acts import MANAGERS, SALES, introduce
from tests.builders import MONDAY, held, introduction
from tests.conftest import StillClock
from tests.rigs.office import Office
from tests.rigs.waiting import until
from workflows.model import Enclosure

PDF, PNG = b"%PDF-1.7 an offer", b"\x89PNG a plan"


async def keep(office: Office, uid: int, *files: tuple[str, str, bytes]) -> tuple[Enclosure, ...]:
    """A mail with these files is kept; gives how they are listed."""
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Sam <sam@northwind.example>", "One for you"
    mail.set_content("Jane Doe, jane@acme.example")
    for name, media_type, content in files:
        mail.add_attachment(content, *media_type.split("/"), filename=name)
    new = NewMail("desk", "INBOX", 1, uid, MONDAY, mail.as_bytes())
    await office.engine.unit(lambda session, _now: Inbound(session).keep([new], MONDAY))
    return tuple(Enclosure(name, len(content), media_type) for name, media_type, content in files)


async def with_files(office: Office, *files: tuple[str, str, bytes]) -> str:
    """A lead whose mail brought these files, and which Marco has."""
    told = await keep(office, 1, *files)
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
    """Also those of a second mail about the same prospect; what both mails brought is sent once."""
    await with_files(office, ("offer.pdf", "application/pdf", PDF))
    more = await keep(office, 2, ("plan.png", "image/png", PNG), ("offer.pdf", "application/pdf", PDF))
    await office.handle(introduction(mail_id=2, enclosures=more), "mail:2")
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


async def test_a_manager_gets_the_files_of_a_mail_that_waits_and_nobody_else_does(
    by_socket: Office, clock: StillClock
) -> None:
    listed = await keep(by_socket, 1, ("card.pdf", "application/pdf", PDF))
    await by_socket.handle(held(enclosures=listed), "mail:1")
    card = by_socket.posts(MANAGERS)[0]
    assert "Nothing proves who sent them" in str(card.blocks)
    await by_socket.slack.click("ines", MANAGERS, card.ts, "held:files")
    await until(lambda: any("Only partner managers" in m.text for m in by_socket.whispers(MANAGERS, "ines")))
    await by_socket.slack.click("dana", MANAGERS, card.ts, "held:files")
    async with asyncio.timeout(30):
        while not given(by_socket, "dana"):
            clock.move(timedelta(seconds=5))
            await by_socket.deliver()
            await asyncio.sleep(0.01)
    assert (given(by_socket, "dana"), given(by_socket, "ines")) == ([("card.pdf", PDF)], [])
    assert any("Nothing proves who sent them" in said.text for said in direct(by_socket, "dana"))
