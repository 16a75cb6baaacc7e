"""A mail bomb is kept whole, waits for its turn and holds up nobody else; the managers get one card."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.intake import Intake
from bot.mail.floods import Floods
from bot.mail.reader import Reader
from inbox.formats.written_by import written_by
from inbox.imap import KeptMail
from inbox.reading import Desk
from storage.database import Database
from storage.history import History
from storage.inbound import Inbound, NewMail
from storage.mail_tables import InboundRow
from storage.turns import Flood, Limits, Waiting
from tests.bot.acts import MANAGERS, shown
from tests.builders import MONDAY, program
from tests.conftest import StillClock
from tests.rigs.desk import AUTHSERV_ID, DESK, forward
from tests.rigs.office import Office

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
BOMB = "bomb@rubbish.example"
TWO_OF_EACH = Limits(of_one=2, of_strangers=3, ours=frozenset({"dana.reyes@vendor.example"}))


def mails(sender: str, count: int, first: int = 1) -> list[NewMail]:
    return [
        NewMail("desk", "INBOX", 1, first + n, MONDAY, b"Subject: x\r\n\r\nx", sender=sender)
        for n in range(count)
    ]


def keep(database: Database, clock: StillClock, new: list[NewMail], limits: Limits = TWO_OF_EACH) -> None:
    with database.write() as session:
        assert Inbound(session).keep(new, clock.now(), limits) == len(new)


def free(database: Database, clock: StillClock) -> list[int]:
    """The UIDs of what can be read now, and takes it."""
    with database.write() as session:
        leased = Inbound(session).claim(clock.now(), lease=10 * HOUR, limit=100)
        uids = select(InboundRow.uid).where(InboundRow.id.in_([mail.id for mail in leased]))
        return sorted(session.scalars(uids))


def test_a_flood_is_kept_whole_and_has_its_turns_in_order_while_others_go_on(
    database: Database, clock: StillClock
) -> None:
    keep(database, clock, mails(BOMB, 5))
    keep(database, clock, mails("sam@northwind.example", 1, first=6))
    assert free(database, clock) == [1, 2, 6]
    with database.read() as session:
        flood = Waiting(session).flood(clock.now())
        assert flood == Flood(3, 1, ((BOMB, 3),), clock.now() + 2 * HOUR)
        assert Inbound(session).waiting(clock.now())[0] == 3
    clock.move(HOUR)
    assert free(database, clock) == [3, 4]
    keep(database, clock, mails(BOMB, 1, first=7))
    clock.move(HOUR)
    assert free(database, clock) == [5, 7]
    with database.read() as session:
        assert Waiting(session).flood(clock.now()) is None


def test_strangers_share_their_turns_and_our_own_people_and_partners_do_not(
    database: Database, clock: StillClock
) -> None:
    for number in range(5):
        keep(database, clock, mails(f"who{number}@rubbish.example", 1, first=number))
    keep(database, clock, mails("dana.reyes@vendor.example", 1, first=10))
    assert free(database, clock) == [0, 1, 2, 10]
    clock.move(HOUR)
    assert free(database, clock) == [3, 4]


def test_who_forges_a_partner_uses_up_turns_of_their_own(database: Database, clock: StillClock) -> None:
    sam = "sam@northwind.example"
    forged = [replace(mail, is_unproven=True) for mail in mails(sam, 5)]
    keep(database, clock, forged, Limits(of_one=2))
    keep(database, clock, mails(sam, 2, first=6), Limits(of_one=2))
    assert free(database, clock) == [1, 2, 6, 7]


def test_who_forges_many_mails_of_a_partner_shares_the_turns_of_strangers(
    database: Database, clock: StillClock
) -> None:
    ours, few = "dana.reyes@vendor.example", replace(TWO_OF_EACH, of_strangers=1, of_unproven=1)
    forged = [
        replace(mail, is_unproven=True) for mail in (*mails(ours, 2), *mails("who@x.example", 2, first=3))
    ]
    keep(database, clock, forged, few)
    keep(database, clock, mails(ours, 1, first=5), few)
    assert free(database, clock) == [1, 2, 5]


def test_a_flood_of_strangers_holds_up_no_partner_whose_domain_proves_nothing(
    sqlite: Database, clock: StillClock
) -> None:
    for number in range(5):
        keep(sqlite, clock, mails(f"who{number}@rubbish.example", 1, first=number))
    small = [replace(mail, is_unproven=True) for mail in mails("dana.reyes@vendor.example", 2, first=10)]
    keep(sqlite, clock, small)
    assert free(sqlite, clock) == [0, 1, 2, 10, 11]
    sqlite.close()


async def test_mail_that_our_server_vouches_for_gets_through_while_somebody_forges_its_sender(
    by_socket: Office, clock: StillClock, reader: Reader
) -> None:
    desk = Desk(DESK, AUTHSERV_ID, "vendor.example", frozenset(), "GB")
    intake = Intake(by_socket.engine, reader, desk, program(), limits=TWO_OF_EACH)
    raws = [*(forward(n, dmarc="fail") for n in range(6)), forward(6)]
    await intake.keep([KeptMail("desk", "INBOX", 1, n, MONDAY, raw) for n, raw in enumerate(raws)])
    waits = select(InboundRow.uid).where(InboundRow.free_at > clock.now())
    assert sorted(await by_socket.engine.ask(lambda s: s.scalars(waits).all())) == [2, 3, 4, 5]


def test_without_limits_everything_is_read_at_once(database: Database, clock: StillClock) -> None:
    keep(database, clock, mails(BOMB, 40), Limits())
    assert len(free(database, clock)) == 40


@pytest.mark.parametrize("what", ["release", "set_aside"])
def test_a_person_may_decide_about_one_sender_alone(database: Database, clock: StillClock, what: str) -> None:
    keep(database, clock, mails(BOMB, 4), Limits(of_one=1))
    keep(database, clock, mails("list@rubbish.example", 4, first=5), Limits(of_one=1))
    assert free(database, clock) == [1, 5]
    with database.write() as session:
        if what == "release":
            assert Waiting(session).release(clock.now(), BOMB) == 3
        else:
            assert Waiting(session).set_aside(clock.now(), "rubbish", BOMB) == 3
        left = Waiting(session).flood(clock.now())
        assert left
        assert left.most == (("list@rubbish.example", 3),)
    assert free(database, clock) == ([2, 3, 4] if what == "release" else [])


@pytest.mark.parametrize(
    ("head", "sender"),
    [
        (b"From: Sam Ortega <Sam@Northwind.example>\r\nTo: x@y.example", "sam@northwind.example"),
        (b"To: x@y.example\r\nfrom: sam@northwind.example", "sam@northwind.example"),
        (b'From: "Ortega, Sam"\r\n <sam@northwind.example>', "sam@northwind.example"),
        (b"From: a@b.example <real@northwind.example>", "real@northwind.example"),
        (b"Subject: nobody\r\n\r\nFrom: sam@northwind.example", ""),
        (b"\xff\xfe\x00", ""),
        (b"", ""),
    ],
)
def test_the_claimed_sender_is_found_before_anything_is_read(head: bytes, sender: str) -> None:
    assert written_by(head) == sender


async def test_one_card_tells_the_managers_follows_the_numbers_and_lets_them_decide(
    by_socket: Office, clock: StillClock, reader: Reader
) -> None:
    office, floods = by_socket, Floods(by_socket.engine, program(), clock)
    desk = Desk(DESK, AUTHSERV_ID, "vendor.example", frozenset(), "GB")
    intake = Intake(office.engine, reader, desk, program(), limits=TWO_OF_EACH)
    raw = f"From: Bomb <{BOMB}>\r\nSubject: x\r\n\r\nx".encode()
    await intake.keep([KeptMail("desk", "INBOX", 1, n, MONDAY, raw) for n in range(1, 6)])
    for _ in range(3):
        await floods.run_once()
        await office.deliver()
        clock.move(10 * SECOND)
    (card,) = office.posts(MANAGERS)
    assert "3 mails wait for their turn" in card.text
    assert BOMB in shown(card.blocks)
    assert await waiting(office, clock) == 3
    assert (await office.slack.click("dana", MANAGERS, card.ts, "flood:release")).acked
    assert await waiting(office, clock) == 0
    clock.move(10 * SECOND)
    await floods.run_once()
    await office.deliver()
    (card,) = office.posts(MANAGERS)
    assert card.text.startswith(":white_check_mark: *Every mail has had its turn again*")
    logged = await office.engine.ask(lambda s: History(s).of_kind("flood", "FloodReleased"))
    assert [entry.data["count"] for entry in logged] == [3]


async def waiting(office: Office, clock: StillClock) -> int:
    flood = await office.engine.ask(lambda session: Waiting(session).flood(clock.now()))
    return flood.count if flood else 0
