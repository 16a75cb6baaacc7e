"""The demo's mail system, used by the desk's own watcher and mailer."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.sandbox.mail import LocalMail, mailbox_of, stamp
from inbox.imap import KeptMail, Pace, Watcher, check, parse_imap_url
from inbox.smtp import Mailer, parse_smtp_url
from inbox.wire.accounts import MailboxProblem
from tests.rigs.mail import sample_mail
from tests.rigs.waiting import until
from workflows.errors import Dead

DESK = "referrals@vendor.example"
ADA, BOB = "ada@partner.example", "bob@agency.example"


def local_mail(folder: Path | None = None) -> LocalMail:
    return LocalMail(DESK, now=lambda: datetime.now(UTC), folder=folder)


@asynccontextmanager
async def watching(url: str, kept: list[KeptMail], cursor: int = 0) -> AsyncIterator[Watcher]:
    async def keep(mails: Sequence[KeptMail]) -> None:
        kept.extend(mails)

    async def last(_uidvalidity: int) -> int:
        return cursor

    stop = asyncio.Event()
    watcher = Watcher(
        parse_imap_url(url),
        keep,
        last,
        now=lambda: datetime.now(UTC),
        jitter=lambda: 1.0,
        pace=Pace(first_s=0.01),
    )
    task = asyncio.create_task(watcher.run(stop))
    try:
        await until(lambda: watcher.connected)
        yield watcher
    finally:
        stop.set()
        await task


@asynccontextmanager
async def mailing(url: str) -> AsyncIterator[Mailer]:
    mailer = Mailer(parse_smtp_url(url), local_hostname="demo.vendor.example")
    try:
        yield mailer
    finally:
        await mailer.close()


async def test_a_mail_to_the_desk_is_pushed_at_once() -> None:
    kept: list[KeptMail] = []
    async with local_mail() as mail, watching(mail.imap_url, kept), mailing(mail.smtp_url) as mailer:
        await check(parse_imap_url(mail.imap_url))
        for number in range(3):
            await mailer.send(sample_mail(f"intro {number}"), ADA, "referrals+k3m9@vendor.example")
            await until(lambda: len(kept) == len(mail.mailboxes[DESK]), within_s=1.0)
    assert [mail.raw for mail in kept] == mail.mailboxes[DESK]
    assert b"Subject: intro 2\r\n" in kept[2].raw


async def test_everybody_has_a_mailbox_and_the_page_hears_of_it() -> None:
    heard: list[str] = []
    kept: list[KeptMail] = []
    async with local_mail() as mail, mailing(mail.smtp_url) as mailer:
        leave = mail.subscribe(lambda address, _raw: heard.append(address))
        await mailer.send(sample_mail("hello"), DESK, ADA)
        await mailer.send(sample_mail("hello"), DESK, BOB)
        leave()
        await mailer.send(sample_mail("again"), DESK, BOB)
        url = mail.imap_url.replace("desk:", "bob%40agency.example:")
        async with watching(url, kept):
            await until(lambda: len(kept) == 2)
    assert heard == [ADA, BOB]
    assert {address: len(mails) for address, mails in mail.mailboxes.items()} == {ADA: 1, BOB: 2}


async def test_nobody_lives_at_bounce() -> None:
    async with local_mail() as mail, mailing(mail.smtp_url) as mailer:
        with pytest.raises(Dead, match="550"):
            await mailer.send(sample_mail("hello"), DESK, "bounce@agency.example")
    assert mail.mailboxes == {}


async def test_the_password_is_asked_for() -> None:
    async with local_mail() as mail:
        with pytest.raises(MailboxProblem, match="refused the login"):
            await check(parse_imap_url(mail.imap_url.replace(":demo@", ":guess@")))


async def test_a_kept_folder_survives_a_restart_with_its_uids(tmp_path: Path) -> None:
    kept: list[KeptMail] = []
    async with local_mail(tmp_path) as mail, watching(mail.imap_url, kept), mailing(mail.smtp_url) as mailer:
        await mailer.send(sample_mail("one"), ADA, DESK)
        await mailer.send(sample_mail("answer"), DESK, ADA)
        await until(lambda: len(kept) == 1)
    before = mail.mailboxes
    async with local_mail(tmp_path) as mail, mailing(mail.smtp_url) as mailer:
        assert mail.mailboxes == before
        async with watching(mail.imap_url, kept, cursor=kept[0].uid):
            await mailer.send(sample_mail("two"), ADA, DESK)
            await until(lambda: len(kept) == 2)
    assert kept[0].uidvalidity == kept[1].uidvalidity
    assert (kept[1].uid, kept[1].raw) == (kept[0].uid + 1, mail.mailboxes[DESK][1])


NOW = datetime(2026, 6, 1, tzinfo=UTC)
MAIL = b"From: Ada <ada@partner.example>\r\n%bSubject: hi\r\n\r\nbody\r\n"


@pytest.mark.parametrize(
    ("sender", "verdict"),
    [(ADA, b"dmarc=pass"), ("eve@evil.example", b"dmarc=fail"), ("", b"dmarc=none")],
)
def test_the_provider_says_whom_it_believes(sender: str, verdict: bytes) -> None:
    stamped = stamp(MAIL % b"", sender, DESK, NOW)
    assert b"Authentication-Results: mx.sandbox.example;\r\n" in stamped
    assert verdict + b" header.from=partner.example\r\n" in stamped
    assert stamped.endswith(MAIL % b"")


def test_a_forged_verdict_is_taken_out_and_a_foreign_one_stays() -> None:
    forged = b"authentication-results: (x) mx.sandbox.example;\r\n dmarc=pass header.from=bank.example\r\n"
    foreign = b"Authentication-Results: mx.partner.example; dkim=pass\r\n"
    stamped = stamp(MAIL % (forged + foreign), "eve@evil.example", DESK, NOW)
    assert stamped.endswith(MAIL % foreign)
    assert b"bank.example" not in stamped


def test_a_token_does_not_make_another_mailbox() -> None:
    assert mailbox_of("Referrals+K3M9@Vendor.example") == DESK
