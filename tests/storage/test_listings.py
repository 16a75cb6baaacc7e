"""Long lists by the page, partners that change, drafts that wait."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from storage.database import Database
from storage.drafts import KEPT, Draft, Drafts
from storage.listings import Listings
from storage.partners import Partners
from storage.referrals import Referrals
from tests.builders import MARCO, MONDAY, other_partner, partner, prospect, referral
from workflows.model import Contact, Pause


@pytest.fixture
def filled(database: Database) -> Database:
    """Two partners; twelve leads that nobody has, one of Marco's, one contested."""
    with database.write() as session:
        Partners(session).add(partner(), MONDAY)
        Partners(session).add(other_partner(), MONDAY)
        referrals = Referrals(session)
        referrals.of_accounts(["domain:acme.example"], MONDAY)
        for number in range(12):
            at = MONDAY + timedelta(minutes=number)
            referrals.add(referral(f"R-{number:02}", registered_at=at, promised_at=at))
        referrals.add(referral("R-MINE", owner=MARCO, stage="contacted"))
        referrals.add(referral("R-TWO", partner_id="P-2", registration="contested"))
    return database


def test_a_page_knows_where_it_stands(filled: Database) -> None:
    with filled.read() as session:
        first = Listings(session, limit=5).unclaimed()
        last = Listings(session, limit=5).unclaimed(10)
        beyond = Listings(session, limit=5).unclaimed(999)
    assert ([r.id for r in first.rows], first.end, first.total) == ([f"R-{n:02}" for n in range(5)], 5, 12)
    assert ([r.id for r in last.rows], last.end) == (["R-10", "R-11"], 12)
    assert [r.id for r in beyond.rows] == ["R-11"]


def test_paging_partners_meets_two_of_the_same_name(database: Database) -> None:
    with database.write() as session:
        for number in range(5):
            name = "Twin Ltd" if number in (1, 2, 3) else f"{'A' if number == 0 else 'Z'} Ltd"
            Partners(session).add(partner(f"P-{number}", company=name, contacts=(), domains=()), MONDAY)
    seen, last = [], None
    with database.read() as session:
        while page := Partners(session).page(after=last, limit=2):
            seen += [one.id for one in page]
            last = page[-1]
    assert seen == [f"P-{number}" for number in range(5)]


def test_each_list_holds_its_own(filled: Database) -> None:
    with filled.read() as session:
        listings = Listings(session, limit=20)
        assert [r.id for r in listings.owned_by(MARCO.slack_id).rows] == ["R-MINE"]
        assert [r.id for r in listings.contested().rows] == ["R-TWO"]
        assert listings.of_partner("P-1").total == 13
        at_risk = listings.at_risk(MONDAY + timedelta(minutes=3))
    assert [r.id for r in at_risk.rows] == ["R-00", "R-01", "R-02", "R-03"]


def test_a_changed_partner_is_read_back_as_it_was_saved(database: Database) -> None:
    pause = Pause("Dana Reyes", MONDAY, date(2026, 3, 12), "holiday")
    changed = partner(
        company="Northwind Group",
        contacts=(Contact("Sue Park", ("sue@northwind.example", "s@northwind.example"), "finance"),),
        domains=("northwind.example", "nw.example"),
        news="digest",
        pause=pause,
    )
    with database.write() as session:
        Partners(session).add(partner(), MONDAY)
        Partners(session).save(changed)
    with database.read() as session:
        found = Partners(session).get("P-1")
        assert found
        assert (found.company, found.contacts, set(found.domains), found.news, found.pause) == (
            changed.company,
            changed.contacts,
            set(changed.domains),
            changed.news,
            pause,
        )
        assert Partners(session).named_in(["sam@gone.example"]) == ()
        assert [p.id for p in Partners(session).search("sue")] == ["P-1"]


def test_nobody_gets_an_address_of_another_partner(filled: Database) -> None:
    wrong = partner(contacts=(Contact("Katrin", ("k.vogel@vogel-partner.example",)),))
    with filled.read() as session:
        assert Partners(session).taken_from_others(wrong) == ("k.vogel@vogel-partner.example",)
    with filled.write() as session, pytest.raises(ValueError, match="already belongs"):
        Partners(session).save(wrong)


def test_an_address_that_bounced_stays_marked_through_an_edit(database: Database) -> None:
    with database.write() as session:
        Partners(session).add(partner(), MONDAY)
        Partners(session).note_bounce("sam@northwind.example", MONDAY)
        more = (*partner().contacts, Contact("Sue Park", ("sue@northwind.example",), "member"))
        Partners(session).save(partner(contacts=more))
    with database.read() as session:
        from storage.tables import ContactAddressRow

        row = session.get(ContactAddressRow, "sam@northwind.example")
        assert row
        assert row.bounced_at == MONDAY


def test_a_draft_is_kept_until_it_is_dropped_or_too_old(filled: Database) -> None:
    draft = Draft("draft:C1:1.2", "P-1", "sam@northwind.example", "Sam Ortega", (prospect(),), "Call her.")
    with filled.write() as session:
        Drafts(session).keep(draft, MONDAY)
        assert Drafts(session).get(draft.key, MONDAY + KEPT) == draft
        assert Drafts(session).get(draft.key, MONDAY + KEPT + timedelta(seconds=1)) is None
        Drafts(session).keep(Draft("draft:C1:9.9", "P-1", "", "", (), ""), MONDAY + KEPT + timedelta(days=1))
        session.expire_all()
        assert Drafts(session).get(draft.key, MONDAY) is None
        Drafts(session).drop("draft:C1:9.9")
        session.expire_all()
        assert Drafts(session).get("draft:C1:9.9", MONDAY) is None


def test_a_partner_of_exactly_this_name_is_found_among_many_that_contain_it(database: Database) -> None:
    with database.write() as session:
        for number, company in enumerate(("Acme Labs", "The Acme", "acmé", "Acme")):
            Partners(session).add(partner(id=f"P-{number}", company=company, contacts=(), domains=()), MONDAY)
    with database.read() as session:
        partners = Partners(session)
        assert {p.company for p in partners.called("ACME")} == {"acmé", "Acme"}
        assert [p.company for p in partners.called("acme labs")] == ["Acme Labs"]
        assert partners.called("Lab") == ()
        assert len(partners.search("acme")) == 4
