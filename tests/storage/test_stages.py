"""What the stages need of the store: everything about a lead, mails that settle, news for the digest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from storage.claims import release_leases
from storage.database import Database
from storage.outbox import Outbox, Promise
from storage.partners import Partners
from storage.referrals import Referrals
from tests.builders import MARCO, MONDAY, other_partner, partner, referral
from workflows.money import Money

SETTLED = MONDAY + timedelta(minutes=3)
LEASE = timedelta(seconds=60)


def fill(database: Database) -> None:
    with database.write() as session:
        Partners(session).add(partner(), MONDAY)
        Partners(session).add(other_partner(), MONDAY)
        Referrals(session).of_accounts({"domain:acme.example"}, MONDAY)


def mail(key: str, *, due_in: timedelta = timedelta(minutes=3), replaces: str = "stage:R-1") -> Promise:
    return Promise(key, "email", replaces or key, "R-1", {}, MONDAY + due_in, replaces)


def due(database: Database, now: datetime) -> list[str]:
    with database.write() as session:
        return [p.key for p in Outbox(session).claim(now, lease=LEASE, limit=10)]


def test_what_a_deal_was_and_what_was_told_come_back(database: Database) -> None:
    fill(database)
    whole = referral(
        owner=MARCO,
        claimed_at=MONDAY,
        stage="closed_won",
        stage_on=date(2026, 3, 12),
        deal=Money(3_000_000, "GBP"),
        reason="timing",
        next_step="Call on Friday",
        told="contacted",
        telling="closed_won 2026-03-12 3000000GBP",
        telling_at=SETTLED,
        told_owner="Marco Bianchi",
    )
    with database.write() as session:
        Referrals(session).add(whole)
    with database.read() as session:
        assert Referrals(session).get(whole.id) == whole


def test_how_much_a_partner_wants_to_hear_is_kept(database: Database) -> None:
    fill(database)
    with database.write() as session:
        partners = Partners(session)
        partner = partners.get("P-1")
        assert partner
        partners.save(replace(partner, news="digest"))
    with database.read() as session:
        told = [p.news for p in (Partners(session).get("P-1"), Partners(session).get("P-2")) if p]
    assert told == ["digest", "instant"]


def test_a_mail_that_settles_waits_and_a_newer_one_takes_its_place(database: Database) -> None:
    with database.write() as session:
        Outbox(session).add(mail("first"), MONDAY)
    assert due(database, MONDAY + timedelta(minutes=2)) == []
    with database.write() as session:
        later = MONDAY + timedelta(minutes=2)
        Outbox(session).add(mail("second", due_in=timedelta(minutes=5)), later)
    assert due(database, SETTLED) == []
    assert due(database, MONDAY + timedelta(minutes=5)) == ["second"]


def test_what_is_due_is_said_and_what_settles_can_be_taken_back(database: Database) -> None:
    with database.write() as session:
        Outbox(session).add(mail("first"), MONDAY)
        Outbox(session).add(mail("other", replaces="stage:R-2"), MONDAY)
    with database.write() as session:
        assert Outbox(session).take_back("stage:R-1", SETTLED) == 0  # due: it may be under way
        assert Outbox(session).take_back("stage:R-2", SETTLED - timedelta(seconds=1)) == 1
        assert Outbox(session).take_back("stage:R-3", MONDAY) == 0
    assert due(database, SETTLED) == ["first"]


def test_a_mail_in_delivery_is_not_taken_back(database: Database) -> None:
    with database.write() as session:
        Outbox(session).add(mail("first", due_in=timedelta()), MONDAY)
    assert due(database, MONDAY) == ["first"]
    with database.write() as session:
        assert Outbox(session).take_back("stage:R-1", MONDAY) == 0


def test_a_restart_releases_what_was_in_hand_and_leaves_what_settles(database: Database) -> None:
    with database.write() as session:
        Outbox(session).add(mail("in hand", due_in=timedelta(), replaces=""), MONDAY)
        Outbox(session).add(mail("settles"), MONDAY)
    assert due(database, MONDAY) == ["in hand"]
    restart = MONDAY + timedelta(seconds=10)
    with database.write() as session:
        release_leases(session, restart)
    assert due(database, restart) == ["in hand"]


def test_the_digest_finds_what_waits_and_has_settled(database: Database) -> None:
    fill(database)
    waiting: dict[str, Any] = {"telling": "qualified", "stage": "qualified"}
    with database.write() as session:
        referrals = Referrals(session)
        referrals.add(referral("R-1", **waiting))
        referrals.add(referral("R-2", **waiting, stage_at=SETTLED))
        referrals.add(referral("R-3", **waiting, telling_at=SETTLED))
        referrals.add(referral("R-4"))
        referrals.add(referral("R-5", **waiting, contact_email="k.vogel@vogel-partner.example"))
    with database.write() as session:
        referrals = Referrals(session)
        both = ("k.vogel@vogel-partner.example", "sam@northwind.example")
        assert referrals.contacts_with_news(until=MONDAY) == both
        assert [r.id for r in referrals.waiting_for_digest(both[1], until=MONDAY)] == ["R-1"]
        assert [r.id for r in referrals.waiting_for_digest(both[1], until=SETTLED)] == ["R-1", "R-2"]
