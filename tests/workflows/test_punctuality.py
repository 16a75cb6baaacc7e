"""What is due next for a referral, and what is said then."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from tests.builders import AISHA, DANA, MARCO, MONDAY, partner, program, referral
from workflows.base import Decision, Event, PostNotice, SendEmail, ShowCard
from workflows.calendar import BusinessHours
from workflows.commands import AnswerQuestion, StrikeClock
from workflows.events import (
    LeadEscalated,
    NewsAsked,
    PartnerToldNoNews,
    PromiseAtRisk,
    PromiseBroken,
    ReferralClaimed,
    ReferralRegistered,
    RotaReached,
)
from workflows.model import Referral
from workflows.punctuality import Clock, decide, next_in_rota, timers
from workflows.sla import Sla

R = "R-0000-00"


def utc(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def lead(**changes: Any) -> Referral:
    """Registered on Monday 2 March at ten, promised for Tuesday at ten."""
    return referral(**{"promised_at": utc(3, 10), **changes})


def clock(now: datetime = MONDAY, *, sla: Sla | None = None, **changes: Any) -> Clock:
    """The clock of a lead that was registered just now."""
    made = Clock(lead(**changes), program(sla=sla or Sla()), partner())
    return decide(made, ReferralRegistered(R, now, "P-1"), now).state


def claimed(state: Clock, now: datetime = MONDAY, **changes: Any) -> Clock:
    taken = replace(state, referral=replace(state.referral, owner=MARCO, claimed_at=now, **changes))
    return decide(taken, ReferralClaimed(R, now, MARCO.name, MARCO.slack_id), now).state


def strike(state: Clock, now: datetime, **more: Any) -> Decision[Clock]:
    return decide(state, StrikeClock(R, state.dial.turn, **more), now)


def due(state: Clock) -> tuple[str, datetime | None]:
    return state.dial.step, state.dial.due_at


def steps(state: Clock) -> list[tuple[str, datetime]]:
    return [(timer.step, timer.at) for timer in timers(state)]


def kinds(decision: Decision[Clock]) -> list[str]:
    return [e.card if isinstance(e, ShowCard) else getattr(e, "template", "?") for e in decision.effects]


def test_a_new_lead_has_three_steps_until_somebody_must_take_it_and_a_promise() -> None:
    assert steps(clock()) == [
        ("claim:remind", utc(2, 10, 10)),
        ("claim:escalate", utc(2, 10, 15)),
        ("claim:assign", utc(2, 11)),
        ("promise:warn", utc(2, 17)),
        ("promise:break", utc(3, 10)),
    ]


def test_a_lead_of_friday_evening_waits_for_monday_morning() -> None:
    friday = utc(6, 17, 55)
    state = clock(friday, registered_at=friday, promised_at=utc(9, 17, 55))
    assert steps(state)[:3] == [
        ("claim:remind", utc(9, 9, 5)),
        ("claim:escalate", utc(9, 9, 10)),
        ("claim:assign", utc(9, 9, 55)),
    ]


def test_business_minutes_are_those_of_the_clock_on_the_wall_when_it_changes() -> None:
    friday = utc(27, 17, 55)  # the clocks go forward on Sunday 29 March: nine o'clock is 08:00 UTC
    state = clock(friday, registered_at=friday, promised_at=utc(30, 16, 55))
    assert due(state) == ("claim:remind", utc(30, 8, 5))
    autumn = utc(23, 16, 55, month=10)  # and back on 25 October: nine o'clock is 09:00 UTC again
    state = clock(autumn, registered_at=autumn, promised_at=utc(26, 17, 55, month=10))
    assert due(state) == ("claim:remind", utc(26, 9, 5, month=10))


def test_holidays_are_no_business_days() -> None:
    maundy_thursday = utc(2, 16, 55, month=4)  # Good Friday and Easter Monday are off in England
    state = clock(maundy_thursday, registered_at=maundy_thursday, promised_at=utc(7, 16, 55, month=4))
    england = replace(state.program.hours, subdivision="ENG")
    in_england = replace(state, program=replace(state.program, hours=england))
    assert steps(in_england)[0] == ("claim:remind", utc(7, 8, 5, month=4))


def test_the_warning_before_a_promise_counts_back_through_the_night_and_the_weekend() -> None:
    state = claimed(
        clock(promised_at=utc(9, 10))
    )  # Monday at ten: two business hours earlier is Friday 17:00
    assert due(state) == ("promise:warn", utc(6, 17))


def test_a_promise_shorter_than_its_warning_is_warned_of_half_way() -> None:
    state = claimed(clock(promised_at=utc(2, 11)))
    assert due(state) == ("promise:warn", utc(2, 10, 30))


def test_ten_minutes_remind_the_channel_in_the_leads_own_thread() -> None:
    decision = strike(clock(), utc(2, 10, 10))
    (card,) = decision.effects
    assert isinstance(card, ShowCard)
    assert (card.card, card.channel, card.in_thread_of, card.in_channel_too) == (
        "nudge",
        "sales",
        f"alert:{R}",
        True,
    )
    assert due(decision.state) == ("claim:escalate", utc(2, 10, 15))


def test_fifteen_minutes_escalate_to_the_manager() -> None:
    reminded = strike(clock(), utc(2, 10, 10)).state
    decision = strike(reminded, utc(2, 10, 15))
    assert decision.events == (LeadEscalated(R, utc(2, 10, 15)),)
    assert [(e.card, e.channel) for e in decision.effects if isinstance(e, ShowCard)] == [
        ("unclaimed", "managers")
    ]
    assert due(decision.state) == ("claim:assign", utc(2, 11))


def test_after_downtime_only_the_newest_due_step_of_a_track_is_said() -> None:
    decision = strike(clock(), utc(2, 10, 40))
    assert kinds(decision) == ["unclaimed"]
    assert due(decision.state) == ("claim:assign", utc(2, 11))


def test_a_track_that_is_behind_does_not_swallow_another() -> None:
    late = utc(3, 12)
    first = strike(clock(), late, rota=(AISHA,))
    assert [type(e).__name__ for e in first.events] == ["RotaReached"]
    assert due(first.state) == ("promise:warn", utc(2, 17))
    assert kinds(strike(first.state, late)) == ["promise_broken", "promise", "referral"]


def test_an_hour_hands_the_lead_to_the_next_of_the_rota() -> None:
    state = replace(clock(), rota_last=MARCO.email)
    decision = strike(state, utc(2, 11), rota=(MARCO, AISHA))
    assert decision.events == (RotaReached(R, utc(2, 11), AISHA.name, AISHA.email, AISHA.slack_id),)
    assert decision.state.rota_last == AISHA.email


def test_nobody_is_chosen_before_somebody_looked_who_is_there() -> None:
    decision = strike(clock(), utc(2, 11))
    assert (decision.events, decision.effects) == ((), ())
    assert due(decision.state) == ("claim:assign", utc(2, 11))
    assert strike(decision.state, utc(2, 11), rota=(MARCO,)).events


def test_an_empty_rota_goes_back_to_the_manager() -> None:
    decision = strike(clock(), utc(2, 11), rota=())
    assert kinds(decision) == ["unclaimed"]
    assert due(decision.state) == ("promise:warn", utc(2, 17))


@pytest.mark.parametrize(
    ("free", "last", "chosen"),
    [
        ((MARCO, AISHA, DANA), "", MARCO),
        ((MARCO, AISHA, DANA), MARCO.email, AISHA),
        ((MARCO, AISHA, DANA), DANA.email, MARCO),
        ((MARCO, DANA), MARCO.email, DANA),
        ((MARCO,), MARCO.email, MARCO),
        ((MARCO, AISHA), "left@vendor.example", MARCO),
        ((), MARCO.email, None),
    ],
)
def test_the_rota_goes_round_and_skips_who_is_away(free: Any, last: str, chosen: Any) -> None:
    assert next_in_rota((MARCO, AISHA, DANA), free, last) == chosen


def test_a_claim_stops_the_ladder_and_settles_its_cards() -> None:
    waiting = strike(strike(clock(), utc(2, 10, 10)).state, utc(2, 10, 15)).state
    taken = replace(waiting, referral=replace(waiting.referral, owner=MARCO, claimed_at=utc(2, 10, 20)))
    decision = decide(taken, ReferralClaimed(R, utc(2, 10, 20), "Marco Bianchi", "U0MARCO"), utc(2, 10, 20))
    assert kinds(decision) == ["nudge", "unclaimed"]
    assert decision.state.dial.cards == ()
    assert due(decision.state) == ("promise:warn", utc(2, 17))


def test_a_released_lead_starts_the_ladder_anew() -> None:
    taken = claimed(strike(clock(), utc(2, 10, 10)).state, utc(2, 10, 12))
    released = replace(taken, referral=replace(taken.referral, owner=None, claimed_at=None))
    state = decide(released, Event(R, utc(2, 14)), utc(2, 14)).state
    assert due(state) == ("claim:remind", utc(2, 14, 10))


def test_a_stale_strike_changes_nothing() -> None:
    state = clock()
    assert decide(state, StrikeClock(R, state.dial.turn - 1), utc(2, 10, 10)) == Decision(state)
    struck = strike(state, utc(2, 10, 10)).state
    assert decide(struck, StrikeClock(R, state.dial.turn), utc(2, 10, 20)) == Decision(struck)


def test_a_promise_about_to_break_is_told_to_the_manager_and_the_owner() -> None:
    decision = strike(claimed(clock()), utc(2, 17))
    assert decision.events == (PromiseAtRisk(R, utc(2, 17)),)
    assert kinds(decision) == ["promise", "promised"]
    assert due(decision.state) == ("promise:break", utc(3, 10))


def test_contact_keeps_the_promise_and_settles_the_card() -> None:
    warned = strike(claimed(clock()), utc(2, 17)).state
    contacted = replace(warned, referral=replace(warned.referral, stage="contacted", stage_at=utc(2, 17, 30)))
    decision = decide(contacted, Event(R, utc(2, 17, 30)), utc(2, 17, 30))
    assert kinds(decision) == ["promise"]
    assert due(decision.state) == ("news:ask", utc(9, 17, 30))


def test_a_broken_promise_is_admitted_once_with_a_new_time() -> None:
    warned = strike(claimed(clock()), utc(2, 17)).state
    decision = strike(warned, utc(3, 10))
    renewed = utc(4, 10)
    assert decision.events == (PromiseBroken(R, utc(3, 10), utc(3, 10).isoformat(), renewed.isoformat()),)
    assert decision.state.referral.promised_at == renewed
    mail = decision.effects[0]
    assert isinstance(mail, SendEmail)
    assert (mail.template, mail.to, mail.context["promised"]) == (
        "promise_broken",
        "sam@northwind.example",
        renewed,
    )
    assert due(decision.state) == ("promise:warn", utc(3, 17))


def test_the_second_break_is_for_a_person_and_ends_the_track() -> None:
    once = strike(claimed(clock()), utc(3, 10)).state
    twice = strike(once, utc(4, 10))
    assert twice.events == (PromiseBroken(R, utc(4, 10), utc(4, 10).isoformat(), ""),)
    assert kinds(twice) == ["promise"]
    assert not any(step.startswith("promise") for step, _ in steps(twice.state))


def test_a_promise_is_nearly_due_until_it_is_missed_the_second_one_too() -> None:
    state, seen = claimed(clock()), []
    for now in (utc(2, 17), utc(3, 10), utc(3, 17), utc(4, 10)):  # each promise is warned of, then missed
        state = strike(state, now).state
        seen.append(state.dial.is_kept_so_far(state.referral.promised_at))
    assert seen == [True, False, True, False]


def test_five_quiet_business_days_ask_the_owner_at_the_same_time_of_day() -> None:
    state = claimed(clock(), stage="contacted", stage_at=utc(2, 15))
    assert due(state) == ("news:ask", utc(9, 15))
    decision = strike(state, utc(9, 15))
    assert decision.events == (NewsAsked(R, utc(9, 15), "Marco Bianchi"),)
    (card,) = decision.effects
    assert isinstance(card, ShowCard)
    assert (card.card, card.in_thread_of, card.in_channel_too) == ("news", f"alert:{R}", False)
    assert due(decision.state) == ("news:note", utc(10, 15))


def test_the_owner_is_asked_in_their_own_hours() -> None:
    new_york = BusinessHours(tz="America/New_York", opens=time(9), closes=time(17), country="US")
    state = claimed(clock(), stage="contacted", stage_at=utc(2, 10))  # five in the morning there
    there = replace(state, program=replace(state.program, rep_hours=((MARCO.email, new_york),)))
    assert steps(there) == [("news:ask", utc(9, 13))]  # nine o'clock, and summer time has begun


@pytest.mark.parametrize(
    ("answer", "said"), [("working", ["no_news", "news"]), ("help", ["no_news", "help_wanted", "news"])]
)
def test_the_answer_becomes_one_truthful_note(answer: Any, said: list[str]) -> None:
    asked = strike(claimed(clock(), stage="contacted", stage_at=utc(2, 15)), utc(9, 15)).state
    decision = decide(asked, AnswerQuestion(R, MARCO, answer), utc(9, 16))
    assert decision.events == (PartnerToldNoNews(R, utc(9, 16), answer),)
    assert kinds(decision) == said
    assert due(decision.state) == ("news:ask", utc(16, 16))
    again = decide(decision.state, AnswerQuestion(R, MARCO, answer), utc(9, 16, 1))
    assert again == Decision(decision.state)


def test_no_answer_is_told_to_the_manager_and_truthfully_to_the_partner() -> None:
    asked = strike(claimed(clock(), stage="contacted", stage_at=utc(2, 15)), utc(9, 15)).state
    decision = strike(asked, utc(10, 15))
    mail, notice, card = decision.effects
    assert isinstance(mail, SendEmail)
    assert isinstance(notice, PostNotice)
    assert isinstance(card, ShowCard)
    assert (mail.context["answer"], notice.template, notice.channel) == ("none", "quiet_lead", "managers")
    assert due(decision.state) == ("news:ask", utc(17, 15))


def test_a_partner_who_wants_milestones_only_gets_no_note_that_there_is_none() -> None:
    asked = strike(claimed(clock(), stage="contacted", stage_at=utc(2, 15)), utc(9, 15)).state
    quiet = replace(asked, partner=partner(news="milestones"))
    decision = decide(quiet, AnswerQuestion(R, MARCO, "help"), utc(9, 16))
    assert (decision.events, kinds(decision)) == ((), ["help_wanted", "news"])
    assert due(decision.state) == ("news:ask", utc(16, 16))


def test_a_stage_move_answers_the_question_without_a_note() -> None:
    asked = strike(claimed(clock(), stage="contacted", stage_at=utc(2, 15)), utc(9, 15)).state
    moved = replace(asked, referral=replace(asked.referral, stage="qualified", stage_at=utc(9, 16)))
    decision = decide(moved, Event(R, utc(9, 16)), utc(9, 16))
    assert kinds(decision) == ["news"]
    assert due(decision.state) == ("news:ask", utc(16, 16))
    assert decide(decision.state, AnswerQuestion(R, MARCO, "working"), utc(9, 17)).effects == ()


@pytest.mark.parametrize(
    "over",
    [
        {"stage": "closed_won"},
        {"stage": "closed_lost"},
        {"stage": "disqualified"},
        {"registration": "contested"},
    ],
)
def test_what_is_over_or_undecided_has_no_clock(over: dict[str, Any]) -> None:
    assert due(clock(**over)) == ("", None)
    running = claimed(clock())
    ended = replace(running, referral=replace(running.referral, **over))
    assert due(decide(ended, Event(R, utc(2, 12)), utc(2, 12)).state) == ("", None)


def test_steps_can_be_switched_off() -> None:
    quiet = Sla(remind_minutes=0, escalate_minutes=0, assign_minutes=0, promise_lead_minutes=0, quiet_days=0)
    assert steps(clock(sla=quiet)) == [("promise:break", utc(3, 10))]
    assert steps(claimed(clock(sla=quiet), stage="contacted")) == []


def test_an_extra_closing_day_moves_everything() -> None:
    closed = replace(program().hours, extra_holidays=frozenset({date(2026, 3, 3)}))
    state = claimed(clock(), stage="contacted", stage_at=utc(2, 15))
    assert steps(replace(state, program=program(hours=closed))) == [("news:ask", utc(10, 15))]


def test_every_timer_has_a_name_of_its_own() -> None:
    state, names = clock(), set()
    now = MONDAY
    for _ in range(12):
        if state.dial.due_at is None:
            break
        now = max(now, state.dial.due_at)
        names.add(state.dial.turn)
        state = strike(state, now + timedelta(seconds=1), rota=()).state
    assert len(names) >= 6
