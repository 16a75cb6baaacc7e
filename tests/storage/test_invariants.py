"""What must always hold, and what breaks it; on both databases."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, text, update
from sqlalchemy.orm import Session

from storage.database import Database
from storage.history import History
from storage.inbound import Handled, Inbound, NewMail, Standing
from storage.invariants import broken, check
from storage.mail_tables import InboundRawRow, InboundRow, OutboxRow
from storage.outbox import Outbox, Promise
from storage.partners import Partners
from storage.referrals import Referrals
from storage.tables import AccountRow, ReferralRow
from tests.builders import MONDAY, partner, referral
from workflows.events import ReferralRegistered, StageMoved

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


def test_a_mail_whose_bytes_were_changed_is_found(database: Database) -> None:
    with database.write() as session:
        new = [NewMail("desk", "INBOX", 7, uid, MONDAY, b"x") for uid in (1, 2)]
        Inbound(session).keep(new, MONDAY)
        session.execute(update(InboundRow).values(status="done", outcome="ignored"))
        session.execute(update(InboundRawRow).where(InboundRawRow.inbound_id == 2).values(raw=b"\0"))
    assert findings(database) == {"every kept mail is, byte for byte, what came": ("2",)}


def register(session: Session, *said: str) -> None:
    """A lead from mail 1 as it is decided, and what of it stands in the outbox."""
    Partners(session).add(partner(), MONDAY)
    Inbound(session).keep([NewMail("desk", "INBOX", 7, 1, MONDAY, b"x")], MONDAY)
    session.execute(update(InboundRow).values(status="done", outcome="ignored"))
    session.execute(insert(AccountRow).values(key=referral().account, since=MONDAY))
    Referrals(session).add(referral(id="R-A", mail_id=1, promised_at=MONDAY))
    History(session).append([ReferralRegistered("R-A", MONDAY, "P-1")], key="mail:f")
    for key in said:
        Outbox(session).add(Promise(key, "slack", key, "R-A", {}), LATER)


ALERT, ANSWER = "alert:R-A@mail:f", "confirmation:1"
CARD = "everything decided about a lead has its card in the outbox"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ((ALERT, ANSWER), {}),
        ((ALERT, "quiet:sam@northwind.example:2026-03-02"), {}),
        ((ANSWER,), {CARD: ("R-A",)}),
        ((ALERT,), {"every registered mail has its answer in the outbox": ("R-A",)}),
    ],
)
def test_what_was_decided_and_is_not_in_the_outbox_is_found(
    database: Database, said: tuple[str, ...], found: dict[str, tuple[str, ...]]
) -> None:
    with database.write() as session:
        register(session, *said)
    assert findings(database) == found


def test_a_lead_that_stands_elsewhere_than_the_log_tells_is_found(database: Database) -> None:
    with database.write() as session:
        register(session, ALERT, ANSWER)
        session.execute(update(ReferralRow).values(stage="closed_won"))
    says = "every lead stands at the stage that the log tells"
    assert findings(database) == {says: ("R-A",)}
    won = StageMoved("R-A", MONDAY, "closed_won", "registered", "Marco", is_forward=True)
    with database.write() as session:
        History(session).append([won], key="crm:1")
        Outbox(session).add(Promise("alert:R-A@crm:1", "slack", "a", "R-A", {}), LATER)
    assert findings(database) == {}


def test_a_lead_that_lost_the_time_of_its_promise_is_found(database: Database) -> None:
    with database.write() as session:
        register(session, ALERT, ANSWER)
        session.execute(update(ReferralRow).values(promised_at=None))
    assert findings(database) == {
        "every new lead has the time by which its first contact is promised": ("R-A",)
    }


def test_damage_to_the_file_is_a_finding_and_keeps_no_other_check_from_looking(sqlite: Database) -> None:
    with sqlite.write() as session:
        Outbox(session).add(Promise("alert:1", "slack", "t", "R-1", {}), MONDAY)
        session.execute(update(OutboxRow).values(status="dead"))
        roots = session.execute(text("SELECT name, rootpage FROM sqlite_master"))
        root = {row[0]: row[1] for row in roots}["ix_outbox_about"]
        size = session.scalar(text("PRAGMA page_size")) or 4096
    sqlite.close()
    with Path(sqlite.url.database or "").open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\x0a" + bytes(size - 1))
    found = findings(sqlite)
    sqlite.close()
    assert set(found) == {"the database itself is whole", "no message was given up"}
    assert "ix_outbox_about" in " ".join(found["the database itself is whole"])


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
