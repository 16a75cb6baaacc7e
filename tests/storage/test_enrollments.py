"""Enrollments, tasks and stories: on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import text

from storage.database import Database
from storage.engagement_tables import EnrollmentRow
from storage.enrollments import DueEnrollment, Enrollments
from storage.outbox import Outbox, Promise
from storage.partners import Partners
from storage.referrals import Referrals
from storage.standing import Standing
from storage.stories import Stories
from storage.tasks import DueTask, Tasks
from tests.builders import MONDAY, partner, referral
from workflows.engagement_rounds import Enrollment
from workflows.stories import Story
from workflows.tasks import Task

LEASE = timedelta(seconds=60)
DAY = timedelta(days=1)
WHOLE = Enrollment(
    "P-1", MONDAY, True, 3, 2, 1, MONDAY, 9, "nudged", MONDAY, MONDAY, date(2026, 4, 1), 1, "an absence",
    "contact", ("R-1", "status"),
)  # fmt: skip


def fill(database: Database, *ids: str) -> None:
    with database.write() as session:
        for one in ids or ("P-1",):
            Partners(session).add(partner(one, contacts=(), domains=()), MONDAY)


def test_an_enrollment_comes_back_whole(database: Database) -> None:
    fill(database)
    with database.write() as session:
        assert Enrollments(session).get("P-1") is None
        Enrollments(session).save(WHOLE)
    with database.read() as session:
        assert Enrollments(session).get("P-1") == WHOLE
        assert Enrollments(session).standing("nudged") == ((WHOLE,), 1)
        assert list(Enrollments(session).all()) == [WHOLE]


def test_a_leased_step_is_nobody_elses_until_the_lease_runs_out(database: Database) -> None:
    fill(database)
    with database.write() as session:
        enrollments = Enrollments(session)
        enrollments.save(WHOLE)
        assert enrollments.claim(MONDAY - LEASE, lease=LEASE, limit=9) == ()
        (due,) = enrollments.claim(MONDAY, lease=LEASE, limit=9)
        assert (due, due.key) == (DueEnrollment("P-1", 9, 1), "enrollment:P-1:9")
        assert enrollments.claim(MONDAY, lease=LEASE, limit=9) == ()
        (again,) = enrollments.claim(MONDAY + LEASE, lease=LEASE, limit=9)
        enrollments.try_later(due, MONDAY + DAY)  # who lost the lease changes nothing
        assert enrollments.waiting(MONDAY + 2 * LEASE) == (1, MONDAY + 2 * LEASE)
        enrollments.try_later(again, MONDAY + DAY)
        assert enrollments.waiting(MONDAY + 2 * LEASE) == (0, None)


def test_two_replicas_lease_different_steps_and_all_due_ones_are_listed(database: Database) -> None:
    ids = [f"P-{number:03}" for number in range(40)]
    fill(database, *ids)
    with database.write() as session:
        for one in ids:
            Enrollments(session).save(Enrollment(one, MONDAY, nudge_at=MONDAY))
        assert list(Enrollments(session).due(MONDAY)) == ids
        assert list(Enrollments(session).due(MONDAY - DAY)) == []

    def lease() -> list[str]:
        with database.write() as session:
            return [due.partner_id for due in Enrollments(session).claim(MONDAY, lease=LEASE, limit=10)]

    with ThreadPoolExecutor(4) as replicas:
        taken = [one for batch in [replicas.submit(lease) for _ in range(6)] for one in batch.result()]
    assert len(taken) == len(set(taken))


def test_a_task_comes_back_whole_is_listed_and_leased(database: Database) -> None:
    fill(database)
    task = Task("outreach:P-1:1", "outreach", "P-1", MONDAY, context={"since": "x"}, draft="outreach")
    later = Task("remind:P-1:2", "remind", "P-1", MONDAY, "snoozed", due_at=MONDAY)
    with database.write() as session:
        tasks = Tasks(session)
        tasks.save(task)
        tasks.save(later)
        assert tasks.get(task.id) == task
        assert tasks.open() == ((task,), 1)
        assert tasks.open_about("P-1") == (task, later)
        assert tasks.open_about("P-1", "remind") == (later,)
        assert tasks.claim(MONDAY, lease=LEASE, limit=9) == (DueTask("remind:P-1:2", 0, 1),)
        assert tasks.claim(MONDAY, lease=LEASE, limit=9) == ()


def test_only_stories_that_may_be_told_are_found(database: Database) -> None:
    fill(database)
    story = Story("R-1", "P-1", date(2026, 2, 1), 34, "anonymous", "GB", tags=("payroll",))
    with database.write() as session:
        Referrals(session).of_accounts({"domain:acme.example"}, MONDAY)
        for one in ("R-1", "R-2", "R-3"):
            Referrals(session).add(referral(one, stage="closed_won"))
        Referrals(session).add(referral("R-4", stage="closed_lost"))
        for told in (
            story,
            replace(story, referral_id="R-4"),
            Story("R-2", "P-1", date(2026, 2, 1), 3),
            Story("R-3", "P-1", date(2025, 2, 1), 3, "named"),
        ):
            Stories(session).save(told)
        assert Stories(session).get("R-1") == story
        assert Stories(session).told_since(date(2026, 1, 1)) == (story,)


def test_what_stands_between_a_partner_and_us_is_seen(database: Database) -> None:
    fill(database)
    with database.write() as session:
        Referrals(session).of_accounts({"domain:acme.example"}, MONDAY)
        Referrals(session).add(referral("R-1"))
        Referrals(session).add(referral("R-2", registration="contested"))
        standing = Standing(session)
        assert standing.disputes("P-1") == 1
        assert standing.promise_broken("P-1", MONDAY + DAY)
        assert not standing.promise_broken("P-1", MONDAY - DAY)
        assert standing.youngest_open("P-1") == MONDAY
        assert not standing.payout_overdue("P-1", MONDAY.date())


def test_automatic_mails_to_a_partner_are_counted_whatever_they_are_about(database: Database) -> None:
    fill(database)
    with database.write() as session:
        Referrals(session).of_accounts({"domain:acme.example"}, MONDAY)
        Referrals(session).add(referral("R-1"))
        outbox = Outbox(session)
        for key, about, payload in (
            ("confirmation:R-1", "R-1", {"to": "sam"}),
            ("nudge:P-1", "P-1", {"to": "sam"}),
            ("letter:P-1", "P-1", {"to": "sam", "by_hand": True}),
            ("other", "P-2", {"to": "katrin"}),
        ):
            outbox.add(Promise(key, "email", key, about, payload), MONDAY)
        assert len(outbox.automatic_to("P-1", since=MONDAY - DAY)) == 2
        assert outbox.automatic_to("P-1", since=MONDAY) == ()


def test_a_nudge_that_is_due_but_not_out_can_still_be_taken_back(database: Database) -> None:
    with database.write() as session:
        outbox = Outbox(session)
        outbox.add(Promise("nudge:1", "email", "t", "P-1", {}, replaces="nudge:P-1"), MONDAY)
        assert outbox.take_back("nudge:P-1", MONDAY) == 0
        (due,) = outbox.claim(MONDAY, lease=LEASE, limit=1)
        assert outbox.take_back("nudge:P-1", MONDAY, even_due=True) == 1
        assert not outbox.retry(due.lease, due_at=MONDAY, error="the server was away")
        assert outbox.claim(MONDAY + DAY, lease=LEASE, limit=1) == ()


def test_partners_from_before_are_enrolled_by_the_migration(database: Database) -> None:
    """The statement of the migration, on rows that are there already."""
    from alembic.script import ScriptDirectory

    fill(database, "P-1", "P-2")
    with database.write() as session:
        Referrals(session).of_accounts({"domain:acme.example"}, MONDAY)
        Referrals(session).add(referral("R-1", registered_at=MONDAY + DAY))
        scripts = ScriptDirectory.from_config(database._alembic(None)).walk_revisions()
        module = next(s.module for s in scripts if hasattr(s.module, "ENROL"))
        session.execute(text(module.ENROL))
        rows = {row.partner_id: row for row in session.query(EnrollmentRow)}
        assert {key: (row.since, row.has_referred, row.turn) for key, row in rows.items()} == {
            "P-1": (MONDAY + DAY, True, 0),
            "P-2": (MONDAY, False, 0),
        }
