"""The trail over the log: nothing is changed, taken out or cut off unseen; on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from storage.audit import Audit, AuditRow, Head, Verdict
from storage.database import Database
from storage.history import History
from storage.tables import EventRow
from tests.builders import MONDAY
from workflows.operations import MoneySeen, PersonErased

LATER = MONDAY + timedelta(hours=1)


def look(database: Database, number: int = 1) -> None:
    with database.write() as session:
        seen = [MoneySeen("P-1", MONDAY, f"Ines {n}", "payouts") for n in range(number)]
        History(session).append(seen, key="seen")


def seal(database: Database) -> int:
    with database.write() as session:
        return Audit(session).seal(MONDAY)


def check(database: Database, noted: Head | None = None) -> Verdict:
    with database.read() as session:
        return Audit(session).check(LATER, noted)


def test_what_is_sealed_holds_and_is_sealed_once(database: Database) -> None:
    look(database, 3)
    assert (seal(database), seal(database)) == (3, 0)
    look(database)
    assert seal(database) == 1
    found = check(database)
    assert (found.head.number, found.wrong) == (4, ())


def test_an_entry_that_was_changed_or_taken_out_is_named(database: Database) -> None:
    look(database, 3)
    seal(database)
    with database.write() as session:
        session.execute(update(EventRow).where(EventRow.id == 2).values(data={"by": "nobody", "what": ""}))
        session.execute(delete(EventRow).where(EventRow.id == 3))
    assert check(database).wrong == (
        "entry 2 (MoneySeen) was changed after it was written",
        "entry 3 was taken out of the log",
    )


def test_a_link_that_was_made_to_fit_breaks_the_next_one(database: Database) -> None:
    look(database, 3)
    seal(database)
    with database.write() as session:
        session.execute(update(AuditRow).where(AuditRow.number == 2).values(digest="0" * 64, hash="f" * 64))
    wrong = check(database).wrong
    assert "link 2 does not follow from the one before" in wrong
    assert "link 3 does not follow from the one before" in wrong


def test_a_tail_that_was_cut_off_is_seen_with_a_head_noted_before(database: Database) -> None:
    look(database, 3)
    seal(database)
    noted = check(database).head
    with database.write() as session:
        session.execute(delete(AuditRow).where(AuditRow.number == 3))
        session.execute(delete(EventRow).where(EventRow.id == 3))
    assert check(database).wrong == ()
    assert check(database, noted).wrong == ("the trail ends at 2, but link 3 was there",)


def test_an_entry_nobody_seals_is_a_finding(database: Database) -> None:
    look(database)
    assert check(database).wrong == ("entry 1 was never sealed",)


def test_what_was_changed_to_forget_a_person_is_known_and_no_more_than_that(database: Database) -> None:
    look(database)
    seal(database)
    with database.write() as session:
        session.execute(update(EventRow).values(data={"by": "[erased]", "what": "payouts"}))
        digests = Audit(session).digests((1,))
        erased = PersonErased("person:x", MONDAY, "request", 1, 0, (1,), digests)
        History(session).append([erased], key="erased")
    seal(database)
    assert check(database).wrong == ()
    with database.write() as session:
        forged = {"by": "somebody else", "what": "payouts"}
        session.execute(update(EventRow).where(EventRow.id == 1).values(data=forged))
    assert check(database).wrong == ("entry 1 (MoneySeen) was changed after it was written",)


def test_who_says_that_a_person_was_forgotten_changes_no_amount_and_hides_no_other_word(
    database: Database,
) -> None:
    said = {"by": "Marco Bianchi", "what": "1_000", "deal": {"minor": 100_000, "currency": "GBP"}}
    changes: list[dict[str, object]] = [
        {"by": "[erased]", "deal": {"minor": 999_000, "currency": "GBP"}},
        {"by": "[erased]", "deal": {"minor": 100_000, "currency": "KWD"}},
        {"by": "[erased]", "what": "payouts"},
        {"by": "Aisha Khan"},
        {"by": "[erased]"},
    ]
    look(database, len(changes))
    with database.write() as session:
        session.execute(update(EventRow).values(data=said))
    seal(database)
    with database.write() as session:
        for number, change in enumerate(changes, 1):
            session.execute(update(EventRow).where(EventRow.id == number).values(data={**said, **change}))
        ids = tuple(range(1, len(changes) + 1))
        forged = PersonErased("person:x", MONDAY, "request", 1, 0, ids, Audit(session).digests(ids))
        History(session).append([forged], key="erased")
    seal(database)
    found = check(database)
    named = [f"entry {number} (MoneySeen) was changed after it was written" for number in (1, 2, 3, 4)]
    assert (found.wrong, found.changed) == (tuple(named), ("entry 5 (MoneySeen)",))


def test_two_notaries_write_one_chain(database: Database) -> None:
    def work(number: int) -> int:
        sealed = 0
        for _ in range(10):
            look(database, number)
            with suppress(IntegrityError):  # the other one was faster
                sealed += seal(database)
        return sealed

    with ThreadPoolExecutor(2) as both:
        list(both.map(work, (1, 2)))
    while seal(database):
        pass
    found = check(database)
    assert (found.head.number, found.wrong) == (30, ())
