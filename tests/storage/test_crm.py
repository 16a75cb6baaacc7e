"""What is shared with the CRM, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from storage.crm import CrmHints, CrmLinks, CrmMarks, backfill
from storage.database import Database
from storage.outbox import Outbox
from storage.partners import Partners
from storage.referrals import Referrals
from tests.builders import MONDAY, partner, referral
from workflows.crm_messages import CrmChange, Link, OpenDeal
from workflows.money import Money

LEASE = timedelta(minutes=2)
LINK = Link(
    company="1",
    deal="7",
    heard=CrmChange("7", 2**53, "s-won", Money(3_000_000, "KWD"), date(2026, 6, 1), "m@vendor.example"),
    waits="owner",
    refunded=Money(5, "KWD"),
    rival=OpenDeal("9", "Acme “renewal” 🙂"),
    pushed="x",
)


def registered(database: Database) -> None:
    with database.write() as session:
        Partners(session).add(partner(), MONDAY)
        Referrals(session).of_accounts(["domain:acme.example"], MONDAY)
        for number in range(5):
            Referrals(session).add(referral(f"R-0000-0{number}"))


def test_a_link_comes_back_as_it_was_and_is_found_by_its_deal(database: Database) -> None:
    registered(database)
    with database.write() as session:
        CrmLinks(session).save("R-0000-00", LINK)
        CrmLinks(session).save("R-0000-01", replace(LINK, deal="", waits=""))
    with database.read() as session:
        links = CrmLinks(session)
        assert links.get("R-0000-00") == LINK
        assert links.of_deals(["7", "8", ""]) == {"7": ("R-0000-00", LINK)}
        assert (links.waiting(), links.count()) == (("R-0000-00",), (1, 1))


def test_a_hint_is_read_once_and_again_only_when_it_is_told_meanwhile(database: Database) -> None:
    with database.write() as session:
        CrmHints(session).note(["7", "8", "7"], MONDAY)
        CrmHints(session).note(["7"], MONDAY)
        leased = CrmHints(session).claim(MONDAY, lease=LEASE, limit=10)
    assert leased == {"7": 2, "8": 1}
    with database.write() as session:
        assert CrmHints(session).claim(MONDAY, lease=LEASE, limit=10) == {}
        CrmHints(session).note(["7"], MONDAY)  # while it is being read
        CrmHints(session).done(leased)
    with database.write() as session:
        assert CrmHints(session).claim(MONDAY, lease=LEASE, limit=10) == {"7": 3}
        assert CrmHints(session).claim(MONDAY + LEASE, lease=LEASE, limit=10) == {"7": 3}


def test_the_mark_only_moves_on(database: Database) -> None:
    with database.write() as session:
        CrmMarks(session).move("a", MONDAY)
        CrmMarks(session).move("a", MONDAY - LEASE)
        assert CrmMarks(session).get("a") == MONDAY
        assert CrmMarks(session).get("b") is None


def test_a_backfill_promises_every_registered_referral_once(database: Database) -> None:
    registered(database)
    with database.write() as session:
        first, after = backfill(session, after="", limit=3, key="b", now=MONDAY)
        second, end = backfill(session, after=after, limit=3, key="b", now=MONDAY)
        backfill(session, after="", limit=10, key="b", now=MONDAY)
        assert (first, after, second, end) == (3, "R-0000-02", 2, "")
        assert Outbox(session).waiting()[0] == 5
