"""The clocks of referrals and the runs of the calendar: on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from storage.clocks import Clocks, DueClock
from storage.database import Database
from storage.partners import Partners
from storage.referrals import Referrals
from storage.runs import Runs
from tests.builders import MONDAY, partner, referral
from workflows.almanac import Run
from workflows.punctuality import Dial, OpenCard

LEASE = timedelta(seconds=60)
R = "R-0000-00"
KINDS = ("digest",)
WHOLE = Dial(
    due_at=MONDAY,
    step="promise:warn",
    turn=7,
    unclaimed_since=MONDAY - timedelta(hours=1),
    claim_said="claim:escalate",
    warned_of=MONDAY,
    breaks=1,
    broken=MONDAY - timedelta(days=1),
    quiet_since=MONDAY,
    asked_at=MONDAY,
    answer="working",
    cards=(OpenCard(f"nudge:{R}:3", "nudge", f"alert:{R}"),),
)


def fill(database: Database, *ids: str) -> None:
    with database.write() as session:
        Partners(session).add(partner(), MONDAY)
        Referrals(session).of_accounts({"domain:acme.example"}, MONDAY)
        for one in ids or (R,):
            Referrals(session).add(referral(one))


def test_a_dial_comes_back_whole_and_a_new_referral_has_a_blank_one(database: Database) -> None:
    fill(database)
    with database.write() as session:
        assert Clocks(session).get(R) == Dial()
        Clocks(session).save(R, WHOLE)
    with database.read() as session:
        assert Clocks(session).get(R) == WHOLE


def test_saving_a_referral_leaves_its_clock_alone(database: Database) -> None:
    fill(database)
    with database.write() as session:
        Clocks(session).save(R, WHOLE)
        known = Referrals(session).get(R, lock=True)
        assert known
        Referrals(session).save(known)
        assert Clocks(session).get(R) == WHOLE


def test_a_leased_timer_is_nobody_elses_until_the_lease_runs_out(database: Database) -> None:
    fill(database)
    with database.write() as session:
        Clocks(session).save(R, WHOLE)
        assert Clocks(session).claim(MONDAY - timedelta(seconds=1), lease=LEASE, limit=9) == ()
        (due,) = Clocks(session).claim(MONDAY, lease=LEASE, limit=9)
        assert (due, due.key) == (DueClock(R, "promise:warn", 7, 1), f"clock:{R}:7")
    with database.write() as session:
        assert Clocks(session).claim(MONDAY + timedelta(seconds=59), lease=LEASE, limit=9) == ()
        (again,) = Clocks(session).claim(MONDAY + LEASE, lease=LEASE, limit=9)
        assert (again.key, again.attempts) == (due.key, 2)


def test_who_lost_the_lease_cannot_put_the_timer_off(database: Database) -> None:
    fill(database)
    with database.write() as session:
        clocks = Clocks(session)
        clocks.save(R, WHOLE)
        (first,) = clocks.claim(MONDAY, lease=LEASE, limit=9)
        (second,) = clocks.claim(MONDAY + LEASE, lease=LEASE, limit=9)
        clocks.try_later(first, MONDAY + timedelta(days=1))
        assert clocks.get(R).due_at == MONDAY + 2 * LEASE
        clocks.try_later(second, MONDAY + timedelta(hours=1))
        assert clocks.get(R).due_at == MONDAY + timedelta(hours=1)


def test_two_replicas_lease_different_timers(database: Database) -> None:
    ids = [f"R-{number:04}-00" for number in range(40)]
    fill(database, *ids)
    with database.write() as session:
        for one in ids:
            Clocks(session).save(one, WHOLE)

    def lease() -> list[str]:
        with database.write() as session:
            return [due.referral_id for due in Clocks(session).claim(MONDAY, lease=LEASE, limit=10)]

    with ThreadPoolExecutor(4) as replicas:
        taken = [one for batch in [replicas.submit(lease) for _ in range(8)] for one in batch.result()]
    assert len(taken) == len(set(taken))
    assert set(taken) <= set(ids)


def test_the_rota_remembers_whom_it_reached(database: Database) -> None:
    with database.write() as session:
        assert Clocks(session).rota_last() == ""
        assert Clocks(session).rota_last(lock=True) == ""
        Clocks(session).note_rota("aisha.khan@vendor.example")
    with database.write() as session:
        assert Clocks(session).rota_last(lock=True) == "aisha.khan@vendor.example"


def run(day: int) -> Run:
    return Run("digest", f"digest:2026-03-{day:02}", datetime(2026, 3, day, 17, tzinfo=UTC))


def test_a_run_is_planned_once_whoever_ticks_first_and_missed_ones_are_caught_up(database: Database) -> None:
    with database.write() as session:
        runs = Runs(session)
        assert runs.last("digest") is None
        assert runs.plan([run(2)], run(2).at) == 1
        assert runs.plan([run(2), run(3), run(4)], run(4).at) == 2
        assert runs.last("digest") == run(4).at
        due = runs.claim(run(4).at, lease=LEASE, limit=9, kinds=KINDS)
        assert [one.run for one in due] == [run(2), run(3), run(4)]
        assert all(runs.done(one.lease, run(4).at) for one in due)
        assert runs.claim(run(4).at, lease=LEASE, limit=9, kinds=("weekly",)) == ()
        assert runs.claim(run(4).at + LEASE, lease=LEASE, limit=9, kinds=KINDS) == ()


def test_a_run_that_died_half_way_is_run_again_and_closed_by_one(database: Database) -> None:
    with database.write() as session:
        runs = Runs(session)
        runs.plan([run(2)], run(2).at)
        (first,) = runs.claim(run(2).at, lease=LEASE, limit=9, kinds=KINDS)
        (second,) = runs.claim(run(2).at + LEASE, lease=LEASE, limit=9, kinds=KINDS)
        assert not runs.done(first.lease, run(2).at)
        assert runs.done(second.lease, run(2).at)
