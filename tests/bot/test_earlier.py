"""What lay in a mailbox before the first start is kept and told, and answered only if a person wants it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.mail.earlier import Earliers
from bot.mail.mailboxes import first_look, has_looked
from inbox.imap import Earlier, ImapAccount
from storage.database import Database
from storage.earlier import EarlierMails
from storage.history import History
from storage.inbound import Inbound, NewMail
from storage.mail_tables import InboundRow
from storage.waiting import Waiting
from tests.bot.acts import MANAGERS
from tests.builders import MONDAY, program
from tests.conftest import StillClock
from tests.rigs.office import Office

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
DESK = ImapAccount("mail.vendor.example", 993, "desk@vendor.example", "")


def lying(count: int, uidvalidity: int = 1, **said: object) -> list[NewMail]:
    """Mails from long before our start."""
    return [
        NewMail(
            DESK.name,
            DESK.folder,
            uidvalidity,
            uid,
            MONDAY - 800 * DAY + uid * DAY,
            b"Subject: %d\r\n\r\nx" % uid,
            is_earlier=bool(said.get("is_earlier", True)),
        )
        for uid in range(1, count + 1)
    ]


async def look(office: Office, clock: StillClock) -> None:
    await Earliers(office.engine, program(), clock).run_once()
    await office.deliver()


def states(database: Database) -> list[tuple[str, str]]:
    with database.read() as session:
        rows = session.execute(select(InboundRow.status, InboundRow.outcome).order_by(InboundRow.id))
        return [(row.status, row.outcome) for row in rows]


async def test_what_lay_there_at_the_very_first_look_is_earlier_and_what_comes_later_never_is(
    by_socket: Office, clock: StillClock
) -> None:
    engine, before = by_socket.engine, clock.now() - DAY
    assert not await has_looked(engine, DESK)
    assert await first_look(engine, DESK, 7, 14) == Earlier(14, before)
    clock.move(90 * DAY)
    assert await has_looked(engine, DESK)
    assert await first_look(engine, DESK, 7, 99) == Earlier(14, before)
    assert await first_look(engine, DESK, 8, 99) is None
    assert [Earlier(14, before).has(14, before - age) for age in (SECOND, -SECOND)] == [True, False]
    assert not Earlier(14, before).has(15, before - 800 * DAY)


def test_a_mailbox_whose_mails_we_kept_before_first_looks_were_noted_has_nothing_earlier(
    database: Database,
) -> None:
    with database.write() as session:
        Inbound(session).keep(lying(3, is_earlier=False), MONDAY)
        assert EarlierMails(session).first_look(DESK.name, DESK.folder, 1, 3, MONDAY).upto == 0


def test_an_earlier_mail_is_kept_whole_but_neither_read_nor_waited_for(database: Database) -> None:
    with database.write() as session:
        inbound = Inbound(session)
        assert inbound.keep(lying(3), MONDAY) == 3
        assert inbound.claim(MONDAY + DAY, lease=DAY, limit=9) == ()
        assert inbound.waiting(MONDAY + DAY) == (0, None)
        assert Waiting(session).answers(MONDAY + DAY) == (0, None)
        assert inbound.cursor(DESK.name, DESK.folder, 1) == 3
        assert inbound.raws([1]) == [b"Subject: 1\r\n\r\nx"]


def test_mails_that_were_left_stay_so_when_the_server_numbers_them_anew(database: Database) -> None:
    with database.write() as session:
        Inbound(session).keep(lying(2), MONDAY)
        (place,) = EarlierMails(session).lying()
        EarlierMails(session).leave(place, 1, "left")
        Inbound(session).keep(lying(3, uidvalidity=2, is_earlier=False), MONDAY)
    assert states(database) == [
        ("done", "left"),
        ("earlier", "earlier"),
        *[("done", "left")] * 2,
        ("pending", ""),
    ]


def test_a_left_mail_that_somebody_puts_into_the_folder_again_is_read(database: Database) -> None:
    with database.write() as session:
        Inbound(session).keep(lying(1), MONDAY)
        (place,) = EarlierMails(session).lying()
        EarlierMails(session).leave(place, place.last, "left")
        Inbound(session).keep([replace(lying(1)[0], uid=9, is_earlier=False)], MONDAY)
    assert states(database) == [("done", "left"), ("pending", "")]


@pytest.mark.parametrize(
    ("what", "state", "says"),
    [
        ("read", ("pending", ""), "All 14 mails from before my first start are read as new*, as Dana Reyes"),
        ("leave", ("done", "left"), "All 14 mails from before my first start are left alone*, as Dana Reyes"),
    ],
)
async def test_one_card_tells_the_managers_of_them_and_does_what_they_decide(
    by_socket: Office, clock: StillClock, what: str, state: tuple[str, str], says: str
) -> None:
    office = by_socket
    await office.engine.unit(lambda session, now: Inbound(session).keep(lying(14), now))
    for _ in range(2):
        await look(office, clock)
    (card,) = office.posts(MANAGERS)
    assert "*14 mails from before my first start lie in desk@vendor.example, folder INBOX:*" in card.text
    assert "they came from Sunday 24 Dec 2023 to Saturday 6 Jan 2024." in card.text
    clock.move(3 * DAY)
    assert (await office.slack.click("dana", MANAGERS, card.ts, f"earlier:{what}")).acked
    await office.deliver()
    (card,) = office.posts(MANAGERS)
    assert says in card.text
    kept = await office.engine.ask(
        lambda s: s.execute(select(InboundRow.status, InboundRow.outcome)).unique().all()
    )
    assert {tuple(row) for row in kept} == {state}
    kind = {"read": "EarlierMailsRead", "leave": "EarlierMailsLeft"}[what]
    logged = await office.engine.ask(lambda s: History(s).of_kind(f"{DESK.name}/INBOX", kind))
    assert [(entry.data["by"], entry.data["count"]) for entry in logged] == [("Dana Reyes", 14)]


def test_who_wrote_an_earlier_mail_waits_since_it_was_let_in(database: Database) -> None:
    later = MONDAY + 3 * DAY
    with database.write() as session:
        Inbound(session).keep(lying(2), MONDAY)
        (place,) = EarlierMails(session).lying()
        assert EarlierMails(session).read(place, 1, later) == 1
        Inbound(session).read_again(2, later)
        assert [Inbound(session).waits_since(number) for number in (1, 2)] == [later, later]
        assert Waiting(session).answers(later - SECOND) == (0, None)
        assert Inbound(session).waiting(later) == (2, later)
        assert Inbound(session).received_at(1) == MONDAY - 799 * DAY
