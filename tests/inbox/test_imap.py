"""The watcher against a real Dovecot: pushes, kills, lies and poison."""

import asyncio
import imaplib
import itertools
import logging
import re
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from inbox.imap import Earlier, ImapAccount, KeptMail, MailboxProblem, Pace, Watcher, check, parse_imap_url
from inbox.wire.connection import mailbox_name
from tests.rigs.line import Line
from tests.rigs.mail import MailRig, sample_mail
from tests.rigs.scripted import serving
from tests.rigs.waiting import until

QUICK = Pace(first_s=0.01, cap_s=0.05, refused_s=600.0, timeout_s=10.0)
_numbers = itertools.count(1)


class Store:
    """What a database does for the watcher, in memory; takes each (uidvalidity, uid) once, loudly."""

    def __init__(self) -> None:
        self.mails: list[KeptMail] = []
        self.fails = 0  # refuse so many batches first
        self.after_keep: Callable[[], None] = lambda: None

    async def keep(self, mails: Sequence[KeptMail]) -> None:
        if self.fails:
            self.fails -= 1
            raise OSError("disk full")
        assert not set(self.names()) & {(mail.uidvalidity, mail.uid) for mail in mails}
        self.mails.extend(mails)
        await asyncio.to_thread(self.after_keep)

    async def cursor(self, uidvalidity: int) -> int:
        return max((mail.uid for mail in self.mails if mail.uidvalidity == uidvalidity), default=0)

    def names(self) -> list[tuple[int, int]]:
        return [(mail.uidvalidity, mail.uid) for mail in self.mails]

    def subjects(self) -> list[str]:
        found = [re.search(rb"^Subject: (.*?)\r$", mail.raw, re.M) for mail in self.mails]
        return [match[1].decode() if match else "" for match in found]


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def user() -> str:
    return f"desk{next(_numbers)}@vendor.example"


def watcher_of(account: ImapAccount, store: Store, pace: Pace = QUICK, max_bytes: int = 10**8) -> Watcher:
    return Watcher(
        account,
        store.keep,
        store.cursor,
        now=lambda: datetime.now(UTC),
        jitter=lambda: 1.0,
        pace=pace,
        max_bytes=max_bytes,
    )


@asynccontextmanager
async def running(watcher: Watcher) -> AsyncIterator[asyncio.Event]:
    stop = asyncio.Event()
    task = asyncio.create_task(watcher.run(stop))
    try:
        yield stop
    finally:
        stop.set()
        async with asyncio.timeout(5):
            await task


def flags_of(rig: MailRig, user: str, folder: str = "INBOX") -> list[bytes]:
    """One line of flags per mail, by the standard library's client."""
    with imaplib.IMAP4("127.0.0.1", rig.imap) as box:
        box.login(user, "pw")
        box.select(folder, readonly=True)
        lines = box.fetch("1:*", "(UID FLAGS)")[1] if box.search(None, "ALL")[1][0] else []
    return [line for line in lines if isinstance(line, bytes)]


async def test_a_mail_is_pushed_and_kept_within_two_seconds(rig: MailRig, store: Store, user: str) -> None:
    watcher = watcher_of(parse_imap_url(rig.imap_url(user)), store)
    async with running(watcher):
        await until(lambda: watcher.connected)
        await asyncio.to_thread(rig.deliver, user, "hello")
        await until(lambda: store.mails, within_s=2.0)
    (mail,) = store.mails
    assert (mail.account, mail.folder, mail.uid, mail.truncated) == (user, "INBOX", 1, False)
    assert sample_mail("hello", user).replace(b"\n", b"\r\n") in mail.raw
    assert abs((datetime.now(UTC) - mail.internal_date).total_seconds()) < 60


async def test_mail_that_came_while_we_were_away_is_fetched_in_order(
    rig: MailRig, store: Store, user: str
) -> None:
    subjects = [f"intro {number}" for number in range(130)]
    await asyncio.to_thread(rig.deliver, user, *subjects)
    async with running(watcher_of(parse_imap_url(rig.imap_url(user)), store)):
        await until(lambda: len(store.mails) == 130)
    assert store.subjects() == subjects


async def test_what_lay_there_before_we_first_looked_is_kept_and_left_as_it_lies(
    rig: MailRig, store: Store, user: str
) -> None:
    await asyncio.to_thread(rig.deliver, user, "from long ago")

    async def first_look(_uidvalidity: int, highest: int) -> Earlier:
        return Earlier(highest, datetime.max.replace(tzinfo=UTC))

    account = parse_imap_url(rig.imap_url(user) + "?move=Processed")
    watcher = watcher_of(account, store)
    watcher._first_look = first_look
    async with running(watcher):
        await until(lambda: store.mails)
        await asyncio.to_thread(rig.deliver, user, "of today")
        await until(lambda: len(store.mails) == 2)
    assert [mail.is_earlier for mail in store.mails] == [True, False]
    (line,) = flags_of(rig, user)
    assert b"Seen" not in line


async def test_a_mail_that_arrives_while_we_are_busy_needs_no_push(
    rig: MailRig, store: Store, user: str
) -> None:
    more = iter(["second", "third"])

    def deliver_another() -> None:
        for subject in itertools.islice(more, 1):
            rig.deliver(user, subject)

    store.after_keep = deliver_another
    rig.deliver(user, "first")
    async with running(watcher_of(parse_imap_url(rig.imap_url(user)), store)):
        await until(lambda: len(store.mails) == 3, within_s=5.0)
    assert store.subjects() == ["first", "second", "third"]


async def test_a_mail_is_marked_seen_only_after_it_was_kept(rig: MailRig, store: Store, user: str) -> None:
    before: list[bytes] = []
    store.after_keep = lambda: before.extend(flags_of(rig, user))
    rig.deliver(user, "hello")
    async with running(watcher_of(parse_imap_url(rig.imap_url(user)), store)):
        await until(lambda: rb"\Seen" in b"".join(flags_of(rig, user)))
    assert before
    assert rb"\Seen" not in b"".join(before)


async def test_kept_mail_moves_to_the_folder_of_the_url(rig: MailRig, store: Store, user: str) -> None:
    rig.deliver(user, "one", "two")
    async with running(watcher_of(parse_imap_url(rig.imap_url(user) + "?move=Processed"), store)):
        await until(lambda: len(flags_of(rig, user, "Processed")) == 2)
    assert flags_of(rig, user) == []


async def test_a_move_that_was_interrupted_is_finished_later(rig: MailRig, store: Store, user: str) -> None:
    rig.deliver(user, "one", "two")
    async with running(watcher_of(parse_imap_url(rig.imap_url(user)), store)):
        await until(lambda: len(store.mails) == 2)
    async with running(watcher_of(parse_imap_url(rig.imap_url(user) + "?move=Processed"), store)):
        await until(lambda: len(flags_of(rig, user, "Processed")) == 2)
    assert store.subjects() == ["one", "two"]


async def test_what_could_not_be_kept_is_tried_again_and_said(rig: MailRig, store: Store, user: str) -> None:
    store.fails = 3
    rig.deliver(user, "hello")
    watcher = watcher_of(parse_imap_url(rig.imap_url(user)), store)
    async with running(watcher):
        await until(lambda: watcher.last_error == "A mail could not be kept: OSError.")
        await until(lambda: store.mails)
        await until(lambda: watcher.connected and not watcher.last_error)
    assert store.subjects() == ["hello"]


async def test_a_server_killed_again_and_again_loses_nothing_and_repeats_nothing(
    store: Store, user: str
) -> None:
    subjects = [f"intro {number}" for number in range(200)]
    with MailRig(mta="none") as rig:
        watcher = watcher_of(parse_imap_url(rig.imap_url(user)), store)
        async with running(watcher):
            for start in range(0, 200, 40):
                await asyncio.to_thread(rig.deliver, user, *subjects[start : start + 40])
                await until(lambda start=start: len(store.mails) > start + 10)  # type: ignore[misc]
                rig.dovecot.kill()
                await until(lambda: not watcher.connected)
                await asyncio.to_thread(rig.dovecot.start)
            await until(lambda: len(store.mails) == 200)
            await until(lambda: watcher.connected)
    assert sorted(store.subjects()) == sorted(subjects)
    assert not any(mail.truncated for mail in store.mails)


async def test_a_server_that_is_down_at_the_start_is_waited_for(store: Store, user: str) -> None:
    with MailRig(mta="none") as rig:
        rig.deliver(user, "hello")
        rig.dovecot.kill()
        watcher = watcher_of(parse_imap_url(rig.imap_url(user)), store)
        async with running(watcher):
            await until(lambda: "cannot be reached" in watcher.last_error)
            assert not watcher.connected
            await asyncio.to_thread(rig.dovecot.start)
            await until(lambda: store.mails)
            await until(lambda: watcher.connected and not watcher.last_error)


async def test_a_new_uidvalidity_starts_from_the_beginning(store: Store, user: str) -> None:
    with MailRig(mta="none") as rig:
        rig.deliver(user, "one", "two")
        watcher = watcher_of(parse_imap_url(rig.imap_url(user)), store)
        async with running(watcher):
            await until(lambda: len(store.mails) == 2)
            first = time.time()
            await until(lambda: time.time() > first + 1.0)  # Dovecot makes UIDVALIDITY of whole seconds
            rig.dovecot.kill()
            rig.dovecot.reset_uidvalidity(user)
            await asyncio.to_thread(rig.dovecot.start)
            await until(lambda: len(store.mails) == 4)
    assert len({mail.uidvalidity for mail in store.mails}) == 2
    assert sorted(store.subjects()) == ["one", "one", "two", "two"]


async def test_a_mail_that_kills_the_connection_does_not_block_those_behind_it(
    rig: MailRig, store: Store, user: str
) -> None:
    rig.deliver(user, "one", "two", "three")
    async with Line(rig.imap) as line:
        line.cut_on = re.compile(rb"UID FETCH (?:\d+,)*2(?:,\d+)* \(UID BODY\.PEEK\[\]\)")
        account = replace(parse_imap_url(rig.imap_url(user)), port=line.port)
        async with running(watcher_of(account, store)):
            await until(lambda: len(store.mails) == 3)
    assert [(mail.uid, mail.truncated) for mail in store.mails] == [(1, False), (2, True), (3, False)]
    assert store.subjects() == ["one", "two", "three"]  # its first part could be had


async def test_of_a_mail_that_cannot_be_had_at_all_the_uid_is_kept(
    rig: MailRig, store: Store, user: str
) -> None:
    rig.deliver(user, "one", "two", "three")
    async with Line(rig.imap) as line:
        line.cut_on = re.compile(rb"UID FETCH (?:\d+,)*2(?:,\d+)* \(UID BODY")
        account = replace(parse_imap_url(rig.imap_url(user)), port=line.port)
        async with running(watcher_of(account, store)):
            await until(lambda: len(store.mails) == 3)
    assert [(mail.uid, mail.truncated, bool(mail.raw)) for mail in store.mails] == [
        (1, False, True),
        (2, True, False),
        (3, False, True),
    ]


async def test_a_mail_broken_on_the_disk_of_the_server_does_not_block_those_behind_it(
    store: Store, user: str
) -> None:
    with MailRig(mta="none") as rig:
        rig.deliver(user, "one", "two", "three")
        (second,) = (
            mail for mail in rig.dovecot.maildir(user).glob("new/*") if b"Subject: two" in mail.read_bytes()
        )
        second.write_bytes(second.read_bytes() + b"more than its name says")
        async with running(watcher_of(parse_imap_url(rig.imap_url(user)), store)):
            await until(lambda: len(store.mails) == 3)
    assert [(mail.uid, mail.truncated) for mail in store.mails] == [(1, False), (2, True), (3, False)]


async def test_of_a_huge_mail_the_first_part_is_kept_and_flagged(
    rig: MailRig, store: Store, user: str
) -> None:
    rig.deliver(user, "small", "huge " + 90 * "x" * 10, "small too")
    async with running(watcher_of(parse_imap_url(rig.imap_url(user)), store, max_bytes=2_000)):
        await until(lambda: len(store.mails) == 3)
    assert [mail.truncated for mail in store.mails] == [False, True, False]


async def test_a_line_gone_dead_is_noticed_by_the_deadline(rig: MailRig, store: Store, user: str) -> None:
    async with Line(rig.imap) as line:
        account = replace(parse_imap_url(rig.imap_url(user)), port=line.port)
        watcher = watcher_of(account, store, replace(QUICK, idle_s=0.3, timeout_s=1.0))
        async with running(watcher):
            await until(lambda: watcher.connected)
            line.dead = True
            rig.deliver(user, "hello")
            await until(lambda: "did not answer" in watcher.last_error)
            line.cut()
            line.dead = False
            await until(lambda: store.mails)


async def test_a_refused_login_is_not_hammered(rig: MailRig, store: Store, user: str) -> None:
    async with Line(rig.imap) as line:
        account = replace(parse_imap_url(rig.imap_url(user, password="guess")), port=line.port)
        watcher = watcher_of(account, store)
        async with running(watcher):
            await until(lambda: "refused the login" in watcher.last_error)
            await asyncio.sleep(0.3)  # thirty times the usual pause
            assert line.calls == 1


async def test_a_folder_may_have_any_name(rig: MailRig, store: Store, user: str) -> None:
    folder = 'Größe & "Ziel" 紹介'
    with imaplib.IMAP4("127.0.0.1", rig.imap) as box:
        box.login(user, "pw")
        box.create(mailbox_name(folder))
        box.append(mailbox_name(folder), "", "", sample_mail("hello").replace(b"\n", b"\r\n"))
    account = replace(parse_imap_url(rig.imap_url(user)), folder=folder)
    async with running(watcher_of(account, store)):
        await until(lambda: store.mails)
    assert store.mails[0].folder == folder


async def test_tls_is_checked_against_the_authority_of_the_url(rig: MailRig, store: Store, user: str) -> None:
    rig.deliver(user, "hello")
    account = parse_imap_url(rig.imap_url(user, tls=True))
    async with running(watcher_of(account, store)):
        await until(lambda: store.mails)
    await check(account)
    with pytest.raises(MailboxProblem, match=r"cannot be trusted.*cafile"):
        await check(replace(account, cafile=""))
    with pytest.raises(MailboxProblem, match="certificate file /nowhere cannot be read"):
        await check(replace(account, cafile="/nowhere"))


async def test_check_says_what_is_wrong(rig: MailRig, user: str) -> None:
    account = parse_imap_url(rig.imap_url(user))
    wrong = {
        "refused the login": replace(account, password="guess"),
        "has no folder “Referrals”": replace(account, folder="Referrals"),
        "has no folder “Done”": replace(account, move="Done"),
        "cannot be reached": replace(account, port=1),
        "does not speak TLS": replace(account, tls=True, host="localhost"),
    }
    await check(account)
    for sentence, broken in wrong.items():
        with pytest.raises(MailboxProblem, match=sentence):
            await check(broken)


async def test_check_wants_idle(user: str) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"* OK ready\r\n")
        while line := await reader.readline():
            tag, _, command = line.strip().partition(b" ")
            writer.write(b"* CAPABILITY IMAP4rev1\r\n" if command == b"CAPABILITY" else b"")
            writer.write(tag + b" OK done\r\n")

    async with serving(serve) as port:
        with pytest.raises(MailboxProblem, match="has no IDLE"):
            await check(ImapAccount("127.0.0.1", port, user, "pw", tls=False))


async def test_a_greeting_that_says_goodbye_is_a_problem_at_once(user: str) -> None:
    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"* BYE too many connections\r\n")

    async with serving(serve) as port:
        with pytest.raises(MailboxProblem, match="too many connections"):
            await check(ImapAccount("127.0.0.1", port, user, "pw", tls=False), timeout_s=5.0)


async def test_a_server_that_hangs_up_after_its_greeting_is_a_problem_at_once(user: str) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"* OK ready\r\n")
        await reader.readline()

    async with serving(serve) as port:
        with pytest.raises(MailboxProblem, match="closed the connection"):
            await check(ImapAccount("127.0.0.1", port, user, "pw", tls=False), timeout_s=5.0)


async def test_a_silent_server_does_not_hold_up_the_end(user: str, store: Store) -> None:
    async def serve(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read()

    async with serving(serve) as port:
        account = ImapAccount("127.0.0.1", port, user, "pw", tls=False)
        watcher = watcher_of(account, store, replace(QUICK, timeout_s=60.0, parting_s=0.1))
        async with running(watcher):  # which ends within five seconds
            await until(lambda: watcher.since)


async def test_neither_password_nor_mail_reach_the_log(
    rig: MailRig, store: Store, user: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    rig.deliver(user, "secret words")
    async with running(watcher_of(parse_imap_url(rig.imap_url(user)), store)):
        await until(lambda: store.mails)
    with pytest.raises(MailboxProblem):
        await check(parse_imap_url(rig.imap_url(user, password="hunter2")))
    assert "secret words" not in caplog.text
    assert "hunter2" not in caplog.text


def test_a_url_is_read_with_its_percent_signs() -> None:
    url = "imaps://desk%40vendor.example:p%3Aw%2F%40@mail.vendor.example/Refer%20rals?move=Done"
    assert parse_imap_url(url) == ImapAccount(
        "mail.vendor.example", 993, "desk@vendor.example", "p:w/@", "Refer rals", True, move="Done"
    )


def test_a_password_is_not_shown() -> None:
    assert "hunter2" not in repr(parse_imap_url("imaps://desk:hunter2@mail.vendor.example"))


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("imap://desk:pw@mail.vendor.example", "loopback only: use imaps://"),
        ("http://desk:pw@mail.vendor.example", "starts with imaps://, imap://"),
        ("imaps://mail.vendor.example", "needs user and password"),
        ("imaps://desk:pw@/INBOX", "names no host"),
        ("imaps://desk:pw@mail.vendor.example:port/INBOX", "cannot be read"),
        ("imaps://desk:pw%0d%0aX@mail.vendor.example", "control character"),
        ("imaps://desk:pw@mail.vendor.example/INBOX?mvoe=Done", "unknown option: mvoe"),
    ],
)
def test_a_wrong_url_is_explained_without_showing_it(url: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence) as caught:
        parse_imap_url(url)
    assert url not in str(caught.value)
