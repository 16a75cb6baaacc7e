"""What must always hold, and what breaks it; on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, update

from storage.database import Database
from storage.inbound import Handled, Inbound, NewMail, Standing
from storage.invariants import broken, check
from storage.mail_tables import InboundRawRow, InboundRow, OutboxRow
from storage.outbox import Outbox, Promise
from storage.partners import Partners
from storage.referrals import Referrals
from storage.tables import AccountRow
from tests.builders import MONDAY, partner, referral

LATER = MONDAY + timedelta(hours=2)


def findings(database: Database) -> dict[str, tuple[str, ...]]:
    with database.read() as session:
        return {each.says: each.broken for each in broken(check(session, LATER))}


def test_an_empty_database_is_well(database: Database) -> None:
    assert findings(database) == {}


@pytest.mark.parametrize(
    ("status", "outcome", "says"),
    [
        ("done", "", "every mail that was read has an outcome"),
        ("pending", "", "no kept mail waits unread for more than an hour"),
        ("held", "held: question", "every held mail has its card"),
        ("done", "registered", "every registered mail is known as decided"),
    ],
)
def test_a_mail_nobody_accounts_for_is_found(
    database: Database, status: str, outcome: str, says: str
) -> None:
    with database.write() as session:
        Inbound(session).keep([NewMail("desk@vendor.example", "INBOX", 7, 1, MONDAY, b"x")], MONDAY)
        session.execute(update(InboundRow).values(status=status, outcome=outcome))
    assert findings(database) == {says: ("1",)}


@pytest.mark.parametrize(
    ("standing", "is_unproven", "is_lost"),
    [
        (Standing.PROVEN, False, True),
        (Standing.IGNORED, False, False),  # an ignored mail seen twice
        (None, False, True),  # from before standings were written down
        (None, True, False),
    ],
)
def test_a_mail_that_was_swallowed_by_a_worse_copy_is_found(
    database: Database, standing: Standing | None, is_unproven: bool, is_lost: bool
) -> None:
    with database.write() as session:
        for uid in (1, 2):
            forged = is_unproven or uid == 1
            new = NewMail("desk@vendor.example", "INBOX", 7, uid, MONDAY, b"x", is_unproven=forged)
            Inbound(session).keep([new], MONDAY)
        session.execute(update(InboundRow).values(status="done", outcome="ignored", fingerprint="f"))
        lost = update(InboundRow).where(InboundRow.uid == 2).values(outcome="duplicate", standing=standing)
        session.execute(lost)
        assert Handled(session).is_first("mail:f", MONDAY, by=1)
    said = "no proven mail was taken for a repetition of one that decided nothing"
    assert findings(database) == ({said: ("2",)} if is_lost else {})


def test_a_mail_without_its_bytes_is_found(database: Database) -> None:
    with database.write() as session:
        Inbound(session).keep([NewMail("desk@vendor.example", "INBOX", 7, 1, MONDAY, b"x")], MONDAY)
        session.execute(update(InboundRow).values(status="done", outcome="ignored"))
        session.execute(delete(InboundRawRow))
    assert findings(database) == {"every kept mail still has its bytes": ("1",)}


@pytest.mark.parametrize(
    ("status", "says"),
    [
        ("pending", "no promised message waits for more than an hour past its time"),
        ("dead", "no message was given up"),
        ("sent", "every sent message says when"),
    ],
)
def test_a_promise_nobody_kept_is_found(database: Database, status: str, says: str) -> None:
    with database.write() as session:
        Outbox(session).add(Promise("alert:1", "slack", "t", "R-1", {}), MONDAY)
        session.execute(update(OutboxRow).values(status=status))
    assert findings(database) == {says: ("alert:1",)}


def test_a_prospect_registered_twice_and_outside_the_log_is_found(database: Database) -> None:
    with database.write() as session:
        Partners(session).add(partner(), MONDAY)
        session.execute(insert(AccountRow).values(key=referral().account, since=MONDAY))
        until = MONDAY + timedelta(days=90)
        for each in ("R-A", "R-B"):
            Referrals(session).add(referral(id=each, protected_until=until, mail_id=None))
    assert findings(database) == {
        "no partner has one prospect registered twice": ("R-B",),
        "every referral's beginning is in the log": ("R-A", "R-B"),
    }
