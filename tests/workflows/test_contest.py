"""How a manager decides between two partners."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.builders import DANA, MARCO, MONDAY, program, referral
from workflows.base import SendEmail, ShowCard, Whisper
from workflows.commands import DecideConflict
from workflows.contest import Contest, decide, holder_of, percent
from workflows.events import ConflictDecided, ReferralRegistered
from workflows.model import Share

NOON = MONDAY + timedelta(hours=2)
FIRST = referral("R-1", protected_until=MONDAY + timedelta(days=90))
SECOND = referral(
    "R-2",
    partner_id="P-2",
    contact_email="k.vogel@vogel-partner.example",
    registration="contested",
    version=1,
)
OPEN = Contest(program(), SECOND, FIRST)


def verdict(how: str, **changes: Any) -> DecideConflict:
    made = DecideConflict("R-2", how, DANA, why="Sam called us in May", channel="C1")  # type: ignore[arg-type]
    return replace(made, **changes)


def mails(decision: object) -> list[tuple[str, str]]:
    effects = decision.effects  # type: ignore[attr-defined]
    return [(e.template, e.to) for e in effects if isinstance(e, SendEmail)]


def test_keep_turns_the_second_down_kindly_and_leaves_the_first_in_peace() -> None:
    decision = decide(OPEN, verdict("keep"), NOON)
    assert decision.state.first == FIRST
    assert (decision.state.second.registration, decision.state.second.same_as) == ("rejected", "R-1")
    assert mails(decision) == [("conflict_kept", "k.vogel@vogel-partner.example")]


def test_where_the_programme_wants_it_the_first_hears_that_it_is_settled() -> None:
    state = replace(OPEN, program=program(conflict_notice=True))
    assert ("conflict_settled", "sam@northwind.example") in mails(decide(state, verdict("keep"), NOON))


def test_split_stores_the_shares_on_both_and_tells_each_only_their_own() -> None:
    decision = decide(OPEN, verdict("split", first_bps=6_000), NOON)
    shares = (Share("P-1", 6_000), Share("P-2", 4_000))
    assert decision.state.first
    assert decision.state.first.shares == shares
    assert (decision.state.second.shares, decision.state.second.registration) == (shares, "shared")
    told = {e.to: e.context["share"] for e in decision.effects if isinstance(e, SendEmail)}
    assert told == {"sam@northwind.example": "60 %", "k.vogel@vogel-partner.example": "40 %"}


def test_give_registers_the_second_with_the_alert_and_closes_the_first() -> None:
    decision = decide(OPEN, verdict("give"), NOON)
    assert decision.state.first
    assert (decision.state.first.registration, decision.state.first.same_as) == ("superseded", "R-2")
    assert decision.state.second.registration == "registered"
    assert ReferralRegistered("R-2", NOON, "P-2", DANA.name) in decision.events
    assert ShowCard("alert:R-2", "referral", "R-2", "sales") in decision.effects
    assert mails(decision) == [
        ("conflict_passed", "sam@northwind.example"),
        ("conflict_given", "k.vogel@vogel-partner.example"),
    ]


def test_who_works_on_the_lead_goes_on_working_on_it() -> None:
    worked = replace(FIRST, owner=MARCO, claimed_at=MONDAY, stage="qualified")
    second = decide(replace(OPEN, first=worked), verdict("give"), NOON).state.second
    assert (second.owner, second.stage, second.told) == (MARCO, "qualified", "qualified")


def test_a_decision_names_who_and_stands_in_both_histories() -> None:
    decision = decide(OPEN, verdict("split", first_bps=7_500), NOON)
    wanted = [
        ConflictDecided(about, NOON, "split", "R-1", "R-2", DANA.name, 7_500, "Sam called us in May")
        for about in ("R-2", "R-1")
    ]
    assert [e for e in decision.events if isinstance(e, ConflictDecided)] == wanted


@pytest.mark.parametrize("how", ["keep", "split", "give"])
@pytest.mark.parametrize("again", ["keep", "split", "give"])
def test_who_decides_second_changes_nothing(how: str, again: str) -> None:
    done = decide(OPEN, verdict(how), NOON).state
    later = decide(done, verdict(again), NOON)
    assert (later.state, later.events, later.effects) == (done, (), ())


@pytest.mark.parametrize("how", ["split", "give"])
def test_the_credit_of_a_won_lead_is_locked(how: str) -> None:
    won = replace(OPEN, first=replace(FIRST, stage="closed_won", owner=MARCO))
    decision = decide(won, verdict(how), NOON)
    (whisper,) = decision.effects
    assert decision.state == won
    assert isinstance(whisper, Whisper)
    assert "locked" in str(whisper.context["why"])


def test_where_nobody_holds_it_any_more_it_can_only_be_given() -> None:
    alone = replace(OPEN, first=None)
    assert decide(alone, verdict("keep"), NOON).state == alone
    assert decide(alone, verdict("give"), NOON).state.second.registration == "registered"


@pytest.mark.parametrize("part", [0, 10_000, -5])
def test_a_split_leaves_nobody_with_nothing(part: int) -> None:
    assert decide(OPEN, verdict("split", first_bps=part), NOON).state == OPEN


def test_no_mail_says_anything_about_the_other_side() -> None:
    for how in ("keep", "split", "give"):
        for effect in decide(OPEN, verdict(how), NOON).effects:
            if isinstance(effect, SendEmail):
                theirs = effect.context["referral"]
                assert theirs.contact_email == effect.to
                assert set(effect.context) <= {"referral", "share"}


def test_the_holder_is_who_is_alive_and_came_first() -> None:
    lost = replace(FIRST, id="R-0", stage="closed_lost", received_at=MONDAY - timedelta(days=9))
    assert holder_of((lost, SECOND, FIRST), SECOND) == FIRST
    assert holder_of((lost, SECOND), SECOND) == lost
    assert holder_of((SECOND,), SECOND) is None


def test_shares_are_spoken_in_percent() -> None:
    assert [percent(bps) for bps in (5_000, 3_350, 3_333)] == ["50 %", "33.5 %", "33.33 %"]
