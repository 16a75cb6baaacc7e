"""Queues are looked into and mended by hand, and every touch stands in the log; the past can be asked."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import cast

import pytest
from rich.table import Table
from sqlalchemy import select
from typer.testing import CliRunner

from bot.cli.main import cli
from bot.cli.shell import Terminal
from storage.history import History
from storage.inbound import Inbound, NewMail
from storage.mail_tables import OutboxRow
from storage.outbox import Outbox
from tests.builders import MARCO, MONDAY, held
from tests.conftest import StillClock
from tests.rigs.office import RULES
from tests.rigs.ticking import Replica
from workflows.commands import ClaimReferral
from workflows.errors import BadInput

Run = Callable[..., str]
RAW = b"From: =?utf-8?q?J=C3=B6rg?= <joerg@acme.example>\r\nSubject: An odd\r\n one\r\n\r\nhello"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'desk.db'}"


@pytest.fixture
def replica(url: str, clock: StillClock) -> Replica:
    return Replica(url, clock)


@pytest.fixture
def run(url: str, tmp_path: Path) -> Run:
    """Type a command; gives what it prints, or raises what it complains about. Nothing of it runs on."""
    rules = tmp_path / "referral-desk.toml"
    rules.write_text(RULES)
    env = {"REFERRAL_DESK_DATABASE_URL": url, "REFERRAL_DESK_CONFIG": str(rules), "COLUMNS": "200"}

    def typed(*words: str) -> str:
        before = set(threading.enumerate())
        with ThreadPoolExecutor(1) as apart:  # it brings an event loop of its own
            done = apart.submit(CliRunner().invoke, cli, [*words], env=env).result()
        if done.exception:
            raise done.exception
        assert set(threading.enumerate()) <= before
        return done.output

    return typed


async def kept(replica: Replica) -> int:
    mail = NewMail("desk", "INBOX", 1, 1, MONDAY, RAW)
    await replica.engine.unit(lambda session, now: Inbound(session).keep([mail], now))
    return 1


def number_of(listed: str, words: str) -> str:
    line = next(line for line in listed.splitlines() if words in line)
    found = re.search(r"\d+", line)
    assert found
    return found[0]


async def test_what_waits_is_listed_shown_dropped_and_never_silently(replica: Replica, run: Run) -> None:
    about = await replica.introduce()
    listed = run("outbox", "list")
    assert "sam@northwind.example" in listed
    number = number_of(listed, "sam@northwind.example")
    shown = run("outbox", "show", number)
    assert f"About:       {about}" in shown
    assert "thank you for introducing" in shown
    assert "will not go out" in run("outbox", "drop", number, "--why", "sent by hand")
    assert "sam@northwind.example" not in run("outbox", "list")
    assert "sent by hand" in run("outbox", "list", "--status", "dropped")
    with pytest.raises(BadInput, match="is dropped"):
        run("outbox", "retry", number)
    log = await replica.engine.ask(lambda session: History(session).about(about))
    assert [entry.data["why"] for entry in log if entry.kind == "MessageDropped"] == ["sent by hand"]
    replica.kill()


async def test_what_was_given_up_goes_out_after_all(replica: Replica, run: Run, clock: StillClock) -> None:
    await replica.introduce()
    lease = timedelta(minutes=1)
    (due, *_) = await replica.engine.unit(
        lambda s, now: Outbox(s).claim(now, lease=lease, limit=9, channel="email")
    )
    await replica.engine.unit(lambda s, now: Outbox(s).dead(due.lease, error="550 no such user"))
    assert "550 no such user" in run("outbox", "list", "--status", "dead")
    run("outbox", "retry", str(due.lease.id))
    clock.move(timedelta(days=365 * 30))  # the command line reads the real clock
    again = await replica.engine.unit(
        lambda s, now: Outbox(s).claim(now, lease=lease, limit=9, channel="email")
    )
    assert (due.lease.id, 2) in [(one.lease.id, one.lease.attempts) for one in again]
    replica.kill()


async def test_a_mail_set_aside_is_shown_read_again_or_dropped(replica: Replica, run: Run) -> None:
    mail_id = await kept(replica)
    lease = timedelta(minutes=1)
    (mine,) = await replica.engine.unit(lambda s, now: Inbound(s).claim(now, lease=lease, limit=1))
    set_aside = {"status": "quarantined", "outcome": "quarantined", "message_id": "", "fingerprint": ""}
    await replica.engine.unit(lambda s, _now: Inbound(s).settle(mine.lease, **set_aside))
    listed = run("quarantine", "list")
    assert "Jörg <joerg@acme.example>" in listed
    assert "An odd one" in listed
    assert "Subject:     An odd one" in run("quarantine", "show", str(mail_id))
    run("quarantine", "retry", str(mail_id))
    assert "An odd one" in run("inbox", "list")
    assert "bytes stay" in run("inbox", "drop", str(mail_id), "--why", "an advertisement")
    assert "1 done" in run("quarantine", "list")
    with pytest.raises(BadInput, match="done already"):
        run("inbox", "drop", str(mail_id), "--why", "again")
    replica.kill()


def test_what_a_stranger_wrote_is_shown_as_it_stands_and_steers_no_terminal() -> None:
    shown, table = Terminal(file=io.StringIO(), width=80), Table("From", "Subject")
    table.add_row("Eve [/y] [red]", "Hi \x1b]0;owned\x07there")
    shown.print(table)
    shown.print("\x1b[2J :bomb: gone")
    text = cast(io.StringIO, shown.file).getvalue()
    assert "Eve [/y] [red]" in text
    assert ":bomb: gone" in text
    assert "\x1b" not in text
    assert "\x07" not in text


async def test_dropping_a_held_mail_settles_its_card_too(replica: Replica, run: Run) -> None:
    mail_id = await kept(replica)
    await replica.engine.handle(held(), "mail:held")
    run("quarantine", "drop", str(mail_id), "--why", "a test")
    cards = await replica.said(f"held:{mail_id}")
    assert len(cards) == 2
    newest = select(OutboxRow.payload).where(OutboxRow.key == cards[-1])
    drawn = await replica.engine.ask(lambda session: session.scalar(newest))
    assert "the command line (a test)" in str(drawn)
    replica.kill()


async def test_the_past_is_told_as_it_was_known_then(replica: Replica, run: Run, clock: StillClock) -> None:
    about = await replica.introduce()
    lease = timedelta(minutes=1)
    for due in await replica.engine.unit(lambda s, now: Outbox(s).claim(now, lease=lease, limit=9)):
        await replica.engine.unit(lambda s, now, one=due: Outbox(s).sent(one.lease, now, external_id="x"))  # type: ignore[misc]
    clock.move(timedelta(days=2))
    await replica.engine.handle(ClaimReferral(about, MARCO), "claim")
    assert (
        run("history", about, "--at", "2026-03-01").strip() == f"{about} was not known by 2026-03-01 23:59."
    )
    then = run("history", about.lower(), "--at", "2026-03-03")
    assert "It was registered, at Registered; nobody had it." in then
    assert "email to sam@northwind.example: " in then
    assert "Marco" not in then
    today = run("history", about, "--at", "2026-03-04T23:00")
    assert "Marco Bianchi looked after it" in today
    assert "Decided by then, but not out:" in today
    with pytest.raises(BadInput, match="write 2026-03-03"):
        run("history", about, "--at", "yesterday")
    with pytest.raises(BadInput, match="There is no referral"):
        run("history", "R-0000-00")
    replica.kill()


async def test_a_file_is_taken_out_of_a_kept_mail_and_never_written_over_another(
    replica: Replica, run: Run, tmp_path: Path
) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Sam <sam@northwind.example>", "Jane"
    mail.set_content("Jane Doe, jane@acme.example")
    mail.add_attachment(b"%PDF an offer", "application", "pdf", filename="../../offer.pdf")
    new = NewMail("desk", "INBOX", 1, 1, MONDAY, mail.as_bytes())
    await replica.engine.unit(lambda session, now: Inbound(session).keep([new], now))
    assert "offer.pdf (PDF, 13 bytes)" in run("inbox", "show", "1")
    assert "application/pdf" in run("inbox", "attachment", "1")
    assert "13 bytes" in run("inbox", "attachment", "1", "offer.pdf", "-o", str(tmp_path))
    assert (tmp_path / "offer.pdf").read_bytes() == b"%PDF an offer"
    with pytest.raises(BadInput, match="there already"):
        run("inbox", "attachment", "1", "1", "-o", str(tmp_path))
    with pytest.raises(BadInput, match=r"There are: offer\.pdf"):
        run("inbox", "attachment", "1", "../../offer.pdf")
    replica.kill()
