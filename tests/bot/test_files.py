"""Files on their way: attached to a mail, shown in its HTML, and put into a Slack channel once."""

from __future__ import annotations

import imaplib
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest

from bot.delivery import MailSender
from bot.voice import Voice
from inbox.smtp import Mailer, parse_smtp_url
from storage.files import Files
from storage.outbox import Outbox
from tests.builders import DANA, partner, program, referral
from tests.conftest import StillClock
from tests.rigs.mail import MailRig
from tests.rigs.office import Office
from workflows.base import FileRef, PostNotice, SendEmail, UploadFile
from workflows.errors import Dead

MANAGERS = "partner-managers"
SAM = "sam@northwind.example"
WRITTEN = {"partner": partner(), "contact": partner().contacts[0], "subject": "Hello", "text": "Hello Sam"}
PDF, PNG = b"%PDF-1.7 a statement", b"\x89PNG a chart"


async def keep(office: Office, name: str, media_type: str, content: bytes, cid: str = "") -> FileRef:
    return await office.engine.unit(
        lambda session, now: Files(session).keep(name, media_type, content, now, cid=cid)
    )


async def promise(office: Office, *effects: Any) -> None:
    voice = Voice(program())

    def work(session: Any, now: Any) -> list[Any]:
        return [voice.promise(session, effect, "a test", now) for effect in effects]

    await office.engine.say(f"say:{effects[0].key}", work)


def sending(office: Office, port: int) -> tuple[MailSender, Mailer]:
    mailer = Mailer(parse_smtp_url(f"smtp://127.0.0.1:{port}"), local_hostname="desk.example", timeout_s=15)
    return MailSender(mailer, office.engine, "referrals@vendor.example", "vendor.example"), mailer


def received(rig: MailRig) -> list[bytes]:
    with imaplib.IMAP4("127.0.0.1", rig.imap) as box:
        box.login(SAM, "pw")
        box.select("INBOX", readonly=True)
        numbers = box.search(None, "ALL")[1][0].split()
        return [box.fetch(number, "(BODY.PEEK[])")[1][0][1] for number in numbers]  # type: ignore[index,misc]


def upload(file: FileRef, **changes: Any) -> UploadFile:
    said: dict[str, Any] = {"title": "Payouts of 13 February", "alt": "A table", "comment": "For you"}
    return UploadFile("upload:1", file, channel="managers", about="payday:2026-02-13", **(said | changes))


async def test_a_mail_carries_its_files_and_its_pictures(by_socket: Office) -> None:
    files = (
        await keep(by_socket, "statement.pdf", "application/pdf", PDF),
        await keep(by_socket, "chart.png", "image/png", PNG, cid="chart@desk"),
    )
    mail = SendEmail("m:1", "written", SAM, "P-1", WRITTEN, files=files)
    await promise(by_socket, mail)
    (due,) = await by_socket.engine.unit(
        lambda session, now: Outbox(session).claim(now, lease=timedelta(minutes=1), limit=9)
    )
    assert "PDF" not in str(due.payload)  # by hash
    with MailRig(mta="aiosmtpd") as rig:
        sender, mailer = sending(by_socket, rig.smtp)
        await sender.send(due)
        await sender.send(due)
        await mailer.close()
        first, second = received(rig)
    message = message_from_bytes(first, policy=default)
    assert [(part.get_filename(), part.get_content()) for part in message.iter_attachments()] == [
        ("statement.pdf", PDF)
    ]
    (picture,) = [part for part in message.walk() if part["Content-ID"] == "<chart@desk>"]
    assert (picture.get_content_disposition(), picture.get_content()) == ("inline", PNG)
    assert first.partition(b"\r\nFrom:")[2] == second.partition(b"\r\nFrom:")[2]  # a repetition is the same


async def test_a_file_that_is_gone_gives_the_mail_to_a_person(by_socket: Office) -> None:
    lost = FileRef("0" * 64, "statement.pdf", "application/pdf")
    mail = SendEmail("m:2", "written", SAM, "P-1", WRITTEN, files=(lost,))
    await promise(by_socket, mail)
    (due,) = await by_socket.engine.unit(
        lambda session, now: Outbox(session).claim(now, lease=timedelta(minutes=1), limit=9)
    )
    sender, _ = sending(by_socket, 1)
    with pytest.raises(Dead, match="the file is no longer kept"):
        await sender.send(due)


async def test_a_file_stands_in_the_channel_once(by_socket: Office) -> None:
    file = await keep(by_socket, "payouts.csv", "text/csv", b"a;b\n")
    await promise(by_socket, upload(file))
    await by_socket.deliver()
    (post,) = by_socket.posts(MANAGERS)
    (shown,) = (by_socket.slack.workspace.files[one] for one in post.files)
    assert (post.text, shown.name, shown.title, shown.content) == (
        "For you", "payouts.csv", "Payouts of 13 February", b"a;b\n",
    )  # fmt: skip


@pytest.mark.parametrize("step", ["files.getUploadURLExternal", "files.completeUploadExternal"])
@pytest.mark.parametrize("fault", ["lose_answer", "server_error"])
async def test_a_crash_at_any_step_of_an_upload_shows_it_once(
    by_socket: Office, clock: StillClock, step: str, fault: str
) -> None:
    getattr(by_socket.slack.faults, fault)(step)
    file = await keep(by_socket, "payouts.csv", "text/csv", b"a;b\n")
    await promise(by_socket, upload(file))
    await by_socket.deliver()
    clock.move(timedelta(minutes=20))
    await by_socket.deliver()
    assert [len(post.files) for post in by_socket.posts(MANAGERS)] == [1]


async def test_an_upload_that_slack_has_forgotten_begins_anew(by_socket: Office, clock: StillClock) -> None:
    by_socket.slack.faults.server_error("files.completeUploadExternal")
    file = await keep(by_socket, "payouts.csv", "text/csv", b"a;b\n")
    await promise(by_socket, upload(file))
    await by_socket.deliver()
    by_socket.slack.workspace.files.clear()
    clock.move(timedelta(minutes=20))
    await by_socket.deliver()
    assert [len(post.files) for post in by_socket.posts(MANAGERS)] == [1]


async def test_a_file_stands_under_the_card_it_belongs_to(by_socket: Office) -> None:
    notice = PostNotice("card:1", "given", "managers", "R-1", {"referral": referral(), "actor": DANA})
    await promise(by_socket, notice)
    file = await keep(by_socket, "payouts.csv", "text/csv", b"a;b\n")
    await promise(by_socket, upload(file, in_thread_of="card:1"))
    await by_socket.deliver()
    (card,) = by_socket.posts(MANAGERS)
    assert [len(reply.files) for reply in by_socket.thread(MANAGERS, card)] == [1]
