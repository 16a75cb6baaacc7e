"""A mailbox that cannot be read is told like any other trouble of ours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.mail.mailboxes import Mailboxes, Watch
from bot.upkeep.duty import Duty
from inbox.imap import KeptMail, Watcher, parse_imap_url
from tests.conftest import StillClock
from tests.rigs.office import Office

MINUTE = timedelta(minutes=1)
URL = "imaps://desk%40vendor.example:secret@mail.vendor.example"


def watch(office: Office, clock: StillClock) -> Watch:
    """One that runs here, without a server."""

    async def keep(_mails: Sequence[KeptMail]) -> None: ...

    async def cursor(_uidvalidity: int) -> int:
        return 0

    watcher = Watcher(parse_imap_url(URL), keep, cursor, now=clock.now, jitter=lambda: 1.0)
    watcher.since = clock.now()
    made = Watch(watcher, Duty("imap:desk@vendor.example/INBOX", "a", office.engine))
    made.duty.is_ours = True
    return made


async def says(office: Office) -> list[str]:
    return [alarm.says for alarm in await office.alarms.open()]


async def test_a_mailbox_that_stays_deaf_is_told_with_the_reason_until_it_is_heard_again(
    by_socket: Office, clock: StillClock
) -> None:
    one = watch(by_socket, clock)
    one.watcher.last_error = "The mail server refused the login of this user."
    mailboxes = Mailboxes([one], by_socket.alarms, clock, "Europe/London")
    clock.move(MINUTE)
    await mailboxes.run_once()
    assert await says(by_socket) == []
    clock.move(MINUTE)
    await mailboxes.run_once()
    (alarm,) = await by_socket.alarms.open()
    assert alarm.says == "I cannot read desk@vendor.example, folder INBOX; it began Monday 2 Mar, 10:00."
    assert alarm.mend.startswith("The mail server refused the login of this user. Nothing is lost")
    one.watcher.connected = True
    clock.move(MINUTE)
    await mailboxes.run_once()
    assert await says(by_socket) == []


async def test_who_only_stands_by_says_nothing_and_a_mailbox_that_is_gone_is_no_trouble(
    by_socket: Office, clock: StillClock
) -> None:
    one = watch(by_socket, clock)
    one.duty.is_ours = False
    await by_socket.alarms.start("mailbox:imap:old@vendor.example/INBOX", "I cannot read it.", "")
    clock.move(9 * MINUTE)
    await Mailboxes([one], by_socket.alarms, clock, "Europe/London").run_once()
    assert await says(by_socket) == []
