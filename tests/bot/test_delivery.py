"""A promise that nobody takes: tried for a week, then given up where people see it."""

from __future__ import annotations

import imaplib
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes

import pytest
from psycopg.errors import DiskFull
from sqlalchemy import Row, event, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from bot.delivery import TRIES, Delivery, MailSender
from inbox.smtp import Mailer, parse_smtp_url
from storage.database import Database
from storage.mail_tables import OutboxRow
from storage.outbox import Due, Outbox
from tests.bot.post import Cards
from tests.builders import introduction
from tests.conftest import StillClock
from tests.rigs.books import open_books
from tests.rigs.desk import DESK
from tests.rigs.mail import MailRig
from tests.rigs.waiting import until
from workflows.errors import Dead, Retry, Told
from workflows.model import Contact


class Greylisting:
    """Says "later" for ever."""

    async def send(self, due: Due) -> str:
        raise Retry("450 4.7.1 try again later")


class Quoting:
    """Refuses a mail by quoting what is in it, as mail servers do."""

    def __init__(self, refusal: Told) -> None:
        self.refusal = refusal

    async def send(self, due: Due) -> str:
        raise self.refusal


@pytest.mark.parametrize("kind", [Dead, Retry])
async def test_what_a_mail_server_quotes_is_for_people_and_not_for_the_log(
    sqlite: Database, clock: StillClock, kind: type[Told]
) -> None:
    books = await open_books(sqlite, clock)
    await books.handle(introduction(mail_id=None), "intro")
    refusal = kind("550 5.7.1", theirs='"Sam Ortega" may not write of Acme.')
    delivery = Delivery(books.engine, {"email": Quoting(refusal), "slack": Cards()}, clock)
    with capture_logs() as logged:
        await delivery.run_lane("email")
    assert [line["why"] for line in logged if line["event"] in ("outbox.dead", "outbox.retry")] == [
        "550 5.7.1"
    ]
    kept = await books.engine.ask(lambda session: session.scalars(select(OutboxRow.error)).all())
    assert '550 5.7.1 "Sam Ortega" may not write of Acme.' in kept
    books.engine.close()


async def status_after(database: Database, clock: StillClock, step: timedelta, tries: int) -> str:
    books = await open_books(database, clock)
    await books.handle(introduction(mail_id=None), "intro")
    delivery = Delivery(books.engine, {"email": Greylisting(), "slack": Cards()}, clock)
    query = select(OutboxRow.key).where(OutboxRow.key.startswith("confirmation:"))
    (key,) = await books.engine.ask(lambda session: session.scalars(query).all())
    for _ in range(tries):
        clock.move(step)
        await delivery.run_lane("email")
    status = await books.engine.ask(lambda session: Outbox(session).status_of(key))
    books.engine.close()
    return status


async def test_a_mail_that_is_put_off_for_a_week_is_given_up(sqlite: Database, clock: StillClock) -> None:
    assert await status_after(sqlite, clock, timedelta(hours=4), TRIES + 2) == "dead"


async def test_a_mail_that_is_greylisted_arrives_once_when_it_comes_again(
    sqlite: Database, clock: StillClock
) -> None:
    patient = Contact("Sam Ortega", ("patient@northwind.example",))
    books = await open_books(sqlite, clock)
    with MailRig() as rig:
        mailer = Mailer(parse_smtp_url(f"smtp://127.0.0.1:{rig.smtp}"), local_hostname="mx.vendor.example")
        sender = MailSender(mailer, books.engine, DESK, "vendor.example")
        delivery = Delivery(books.engine, {"email": sender, "slack": Cards()}, clock)
        await books.handle(introduction(contact=patient, mail_id=None), "intro")
        rows = []
        for wait in (timedelta(), timedelta(minutes=5), timedelta(minutes=5)):
            clock.move(wait)
            await delivery.run_lane("email")
            rows.append(await books.engine.ask(mail_to(patient)))
        await mailer.close()
        arrived = await until_arrived(rig, patient.emails[0])
    assert [(row.status, row.attempts) for row in rows] == [("pending", 1), ("sent", 2), ("sent", 2)]
    assert "450" in rows[0].error
    assert arrived == [rows[1].external_id]
    books.engine.close()


def mail_to(contact: Contact) -> Callable[[Session], Row[str, int, str, str]]:
    to = OutboxRow.payload["to"].as_string()
    query = select(OutboxRow.status, OutboxRow.attempts, OutboxRow.error, OutboxRow.external_id)
    query = query.where(OutboxRow.channel == "email", to == contact.emails[0])
    return lambda session: session.execute(query).one()


async def until_arrived(rig: MailRig, user: str) -> list[str]:
    """The Message-IDs in somebody's mailbox, once there are any."""
    found: list[str] = []

    def look() -> bool:
        with imaplib.IMAP4("127.0.0.1", rig.imap) as box:
            box.login(user, "pw")
            box.select("INBOX", readonly=True)
            numbers = box.search(None, "ALL")[1][0].split()
            raws = [box.fetch(number, "(RFC822)")[1][0][1] for number in numbers]  # type: ignore[index]
        found[:] = [str(message_from_bytes(raw)["Message-ID"]).strip("<>") for raw in raws]  # type: ignore[arg-type]
        return bool(found)

    await until(look)
    return found


async def test_what_is_out_is_noted_once_the_database_is_back_and_not_said_again(
    sqlite: Database, clock: StillClock
) -> None:
    books, said = await open_books(sqlite, clock), list[str]()

    def away(_connection: object) -> None:
        event.remove(sqlite.engine, "commit", away)
        raise OperationalError("", None, DiskFull())

    class Post:
        async def send(self, due: Due) -> str:
            said.append(due.key)
            event.listen(sqlite.engine, "commit", away)
            return due.key

    await books.handle(introduction(mail_id=None), "intro")
    await Delivery(books.engine, {"email": Post(), "slack": Cards()}, clock).run_lane("email")
    status = await books.engine.ask(lambda session: Outbox(session).status_of(said[0]))
    assert (len(said), status) == (1, "sent")
    books.engine.close()


async def test_an_old_promise_still_gets_its_tries(sqlite: Database, clock: StillClock) -> None:
    assert await status_after(sqlite, clock, timedelta(days=8), 3) == "pending"
