"""Who takes no mail, how often somebody was answered, and what a decided conflict leaves in the tables."""

from __future__ import annotations

from datetime import timedelta

from storage.database import Database
from storage.history import History
from storage.inbound import Inbound, NewMail
from storage.outbox import Outbox, Promise
from storage.partners import Partners
from storage.reach import Reach
from storage.referrals import Referrals
from tests.builders import MONDAY, other_partner, partner, referral
from workflows.events import ReferralCorrected
from workflows.model import Enclosure, Share

SAM = "sam@northwind.example"


def test_an_address_is_marked_once_and_cleared(database: Database) -> None:
    with database.write() as session:
        Reach(session).mark(SAM.upper(), MONDAY, "550 no such user")
        Reach(session).mark(SAM, MONDAY + timedelta(days=1), "another reason")
    with database.write() as session:
        reach = Reach(session)
        marked = reach.get(SAM)
        assert marked
        assert (marked.since, marked.reason) == (MONDAY, "550 no such user")
        assert reach.unreachable([SAM, "lee@northwind.example"]) == {SAM}
        assert (reach.clear(SAM), reach.clear(SAM)) == (True, False)
        assert reach.unreachable([SAM]) == frozenset()


def test_answers_are_counted_by_thread_for_a_day(database: Database) -> None:
    with database.write() as session:
        reach = Reach(session)
        for minutes in range(3):
            reach.note_answer(SAM, "thread-1", MONDAY + timedelta(minutes=minutes))
        reach.note_answer(SAM, "thread-2", MONDAY)
        assert reach.answers(SAM, MONDAY + timedelta(minutes=5), thread="thread-1") == 3
        assert reach.answers(SAM, MONDAY + timedelta(hours=24, minutes=1), thread="thread-1") == 1
        assert reach.answers("lee@northwind.example", MONDAY, thread="thread-1") == 0


def test_shares_files_and_the_other_id_come_back_as_they_were(database: Database) -> None:
    made = referral(
        "R-1",
        registration="shared",
        same_as="R-2",
        shares=(Share("P-1", 6_250), Share("P-2", 3_750)),
        enclosures=(Enclosure("offer.pdf", 120_000),),
    )
    with database.write() as session:
        Partners(session).add(partner(), MONDAY)
        Referrals(session).of_accounts({made.account}, MONDAY)
        Referrals(session).add(made)
    with database.read() as session:
        assert Referrals(session).get("R-1") == made


def test_corrections_come_back_from_the_log_in_order(database: Database) -> None:
    events = [
        ReferralCorrected("R-1", MONDAY, "P-1", f"corrected:R-1:{n}", {"name": "a"}, {"name": "b"}, "x")
        for n in range(3)
    ]
    with database.write() as session:
        History(session).append(events, key="k")
    with database.read() as session:
        found = History(session).of_kind("R-1", "ReferralCorrected")
        assert [entry.data["correction"] for entry in found] == [event.correction for event in events]
        assert History(session).of_kind("R-1", "ReferralMerged") == ()


def test_sent_mails_are_found_by_their_message_ids_in_the_order_asked(database: Database) -> None:
    with database.write() as session:
        for key in ("one", "two"):
            Outbox(session).add(Promise(key, "email", key, f"about-{key}", {}), MONDAY)
        for due in Outbox(session).claim(MONDAY, lease=timedelta(minutes=1), limit=9):
            Outbox(session).sent(due.lease, MONDAY, external_id=f"{due.key}@vendor.example")
        asked = ("two@vendor.example", "never@vendor.example", "", "one@vendor.example")
        assert Outbox(session).sent_as(asked) == (("two", "about-two"), ("one", "about-one"))


def test_another_mail_under_the_same_message_id_is_noticed_only_when_it_says_something_else(
    database: Database,
) -> None:
    with database.write() as session:
        inbound = Inbound(session)
        inbound.keep([NewMail("desk", "INBOX", 1, n, MONDAY, b"x") for n in (1, 2)], MONDAY)
        first, second = inbound.claim(MONDAY, lease=timedelta(minutes=1), limit=9)
        inbound.settle(first.lease, status="done", outcome="", message_id="a@b.example", fingerprint="one")
        assert inbound.other_content("a@b.example", second.id, "one") is None
        assert inbound.other_content("a@b.example", second.id, "two") == first.id
        assert inbound.other_content("", second.id, "two") is None


def test_partners_are_found_by_the_name_a_colleague_writes(database: Database) -> None:
    with database.write() as session:
        for one in (partner(), other_partner()):
            Partners(session).add(one, MONDAY)
    with database.read() as session:
        named = Partners(session).mentioned_in("This one is from VOGEL & PARTNER, please register it.")
        assert [one.id for one in named] == ["P-2"]
        assert Partners(session).mentioned_in("From Northwind, perhaps?") == ()
