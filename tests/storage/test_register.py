"""Partners, referrals, held mails and what is looked up about them: on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from storage.database import Database
from storage.held import HeldMails
from storage.history import History
from storage.inbound import Inbound, NewMail
from storage.listings import Listings
from storage.partners import Partners
from storage.referrals import Referrals
from storage.views import Views
from tests.builders import MARCO, MONDAY, other_partner, partner, prospect, referral
from workflows.errors import Retry
from workflows.events import ReferralRegistered
from workflows.model import Contact, ExpectedValue, HeldMail


def fill(database: Database) -> None:
    with database.write() as session:
        Partners(session).add(partner(), MONDAY)
        Partners(session).add(other_partner(), MONDAY)
        Referrals(session).of_accounts({"domain:acme.example"}, MONDAY)


def test_a_partner_comes_back_whole(database: Database) -> None:
    fill(database)
    with database.read() as session:
        assert Partners(session).get("P-1") == partner()


def test_a_partner_is_known_by_address_and_by_company_domain_but_never_by_free_mail(
    database: Database,
) -> None:
    agency = partner(
        "P-3", company="Solo", contacts=(Contact("Solo", ("solo@gmail.com",)),), domains=("gmail.com",)
    )
    fill(database)
    with database.write() as session:
        Partners(session).add(agency, MONDAY)
    with database.read() as session:
        partners = Partners(session)
        assert [p.id for p in partners.named_in(["SAM@northwind.example"])] == ["P-1"]
        assert [p.id for p in partners.named_in(["new@vogel-partner.example"])] == ["P-2"]
        assert [p.id for p in partners.named_in(["solo@gmail.com", "stranger@gmail.com"])] == ["P-3"]
        assert partners.named_in(["stranger@gmail.com"]) == ()


def test_whose_own_address_it_is_counts_before_whose_domain_it_is_in(database: Database) -> None:
    zed = partner("P-4", contacts=(Contact("Kim", ("kim@northwind.example",)),), domains=())
    fill(database)
    with database.write() as session:
        Partners(session).add(zed, MONDAY)
    with database.read() as session:
        partners, kim, lee = Partners(session), "Kim@northwind.example", "lee@northwind.example"
        assert [p.id for p in partners.named_in([kim])] == ["P-4"]
        assert {p.id for p in partners.named_in([kim, lee])} == {"P-1", "P-4"}
        found = [partners.speaker(one, trust_domains=trust) for trust in (True, False) for one in (kim, lee)]
        assert [p.id if p else None for p in found] == ["P-4", "P-1", "P-4", None]


def test_an_address_belongs_to_one_partner_only(database: Database) -> None:
    fill(database)
    with database.write() as session, pytest.raises(ValueError, match=r"sam@northwind\.example"):
        Partners(session).add(partner("P-9", domains=()), MONDAY)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("northw", "P-1"),
        ("katrin", "P-2"),
        ("sam@northwind.example", "P-1"),
        ("vogel-partner.example", "P-2"),
        ("%", ""),
    ],
)
def test_a_partner_is_found_by_whatever_one_remembers(database: Database, words: str, found: str) -> None:
    fill(database)
    with database.read() as session:
        assert [p.id for p in Partners(session).search(words)] == ([found] if found else [])


def test_a_referral_comes_back_whole(database: Database) -> None:
    worth = ExpectedValue(Decimal("18000.50"), "GBP")
    whole = referral(prospect=prospect(value=worth), owner=MARCO, claimed_at=MONDAY, thread=("a@b", "c@d"))
    fill(database)
    with database.write() as session:
        Referrals(session).add(whole)
    with database.read() as session:
        assert Referrals(session).get(whole.id) == whole


def test_a_change_made_behind_our_back_is_noticed(database: Database) -> None:
    fill(database)
    with database.write() as session:
        Referrals(session).add(referral())
        Referrals(session).save(replace(referral(), note="first"))
    with database.write() as session, pytest.raises(Retry):
        Referrals(session).save(replace(referral(), note="second"))
    with database.read() as session:
        stored = Referrals(session).get("R-0000-00")
        assert stored is not None
        assert (stored.note, stored.version) == ("first", 1)


def test_the_picture_of_a_partner_counts_and_lists(database: Database) -> None:
    fill(database)
    with database.write() as session:
        for number, stage in enumerate(("registered", "closed_won", "closed_won", "closed_lost")):
            later = MONDAY + timedelta(hours=number)
            Referrals(session).add(referral(f"R-{number}", stage=stage, registered_at=later))
        Referrals(session).add(referral("R-9", registration="contested"))
    with database.read() as session:
        picture = Views(session).picture("P-1", latest=2)
        assert (picture.referrals, picture.won, picture.open, picture.contested) == (4, 2, 1, 1)
        assert [r.id for r in picture.latest] == ["R-3", "R-2"]
        assert Views(session).track_record("P-2").referrals == 0


def test_unclaimed_leads_are_listed_oldest_first_and_claimed_ones_belong_to_their_rep(
    database: Database,
) -> None:
    fill(database)
    with database.write() as session:
        Referrals(session).add(referral("R-2", registered_at=MONDAY + timedelta(hours=1)))
        Referrals(session).add(referral("R-1"))
        Referrals(session).add(referral("R-3", owner=MARCO, claimed_at=MONDAY))
    with database.read() as session:
        assert [r.id for r in Listings(session).unclaimed().rows] == ["R-1", "R-2"]
        assert [r.id for r in Listings(session).owned_by("U0MARCO").rows] == ["R-3"]


def test_a_held_mail_comes_back_whole_and_is_listed_while_open(database: Database) -> None:
    with database.write() as session:
        Inbound(session).keep([NewMail("a", "INBOX", 1, 1, MONDAY, b"x")], MONDAY)
        held = HeldMail(
            1, "unsure", "a@b.example", "A", "Hi", MONDAY, prospects=(prospect(),), reasons=("two",)
        )
        HeldMails(session).save(held, MONDAY)
        assert HeldMails(session).get(1) == held
        assert HeldMails(session).open() == (held,)
        HeldMails(session).save(replace(held, status="dismissed"), MONDAY)
        assert (HeldMails(session).open(), HeldMails(session).count_open()) == ((), 0)


def test_the_log_keeps_order_and_data(database: Database) -> None:
    with database.write() as session:
        History(session).append(
            [ReferralRegistered("R-1", MONDAY, "P-1"), ReferralRegistered("R-2", MONDAY, "P-1")], key="k"
        )
        (entry,) = History(session).about("R-1")
    assert (entry.kind, entry.at, entry.data["partner_id"]) == ("ReferralRegistered", MONDAY, "P-1")


def test_times_are_stored_in_utc_and_naive_ones_are_refused(database: Database) -> None:
    berlin = timezone(timedelta(hours=2))
    fill(database)
    with database.write() as session:
        Referrals(session).add(referral(received_at=datetime(2026, 3, 2, 12, 0, tzinfo=berlin)))
    with database.read() as session:
        stored = Referrals(session).get("R-0000-00")
        assert stored is not None
        assert (stored.received_at, stored.received_at.tzinfo) == (MONDAY, UTC)
    with database.write() as session, pytest.raises(Exception, match="time zone"):
        Referrals(session).add(referral("R-1", received_at=datetime(2026, 3, 2)))  # noqa: DTZ001


def test_migrating_twice_changes_nothing_and_the_schema_is_what_the_tables_say(database: Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    from storage.base import Base

    database.migrate()
    current, head = database.revisions()
    assert current == head
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
