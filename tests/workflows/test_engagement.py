"""Sequences, rule by rule: when a touch falls, what holds it, and what ends a round."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from templates import render_slack
from tests.builders import partner, program
from workflows.base import Decision, Event, PostNotice, SendEmail, TakeBack
from workflows.conversation_messages import Meaning, NudgesAllowed, NudgesStopped, PartnerReplied
from workflows.engagement import decide
from workflows.engagement_messages import (
    PartnerAtRisk,
    PartnerContacted,
    PartnerNudged,
    RoundEnded,
    StrikeEnrollment,
    TaskWanted,
)
from workflows.engagement_rounds import Circumstances, Engagement, Enrollment
from workflows.engagement_rules import CHECKIN_60, COMBINED, VALUE_90, EngagementRules
from workflows.events import PartnerJoined, PartnerPaused, PartnerResumed, ReferralRegistered
from workflows.stories import Story

DAY = timedelta(days=1)
SINCE = datetime(2026, 3, 2, 14, tzinfo=UTC)  # so that day 90 is Sunday 31 May 2026
SAM = partner().contacts[0]
FREE = Circumstances(contact=SAM, tip="status")
STORY = Story("R-9999-99", "P-9", date(2026, 4, 1), 34, "anonymous", "DE", tags=("payroll",))


def at(month: int, day: int, hour: int = 9, minute: int = 30) -> datetime:
    """A moment on London's summer clock."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=1)


def quiet(found: Circumstances = FREE, rules: EngagementRules | None = None, **changes: Any) -> Engagement:
    """Sam, who lives in London here, has referred somebody on 2 March and nobody since."""
    made = Enrollment("P-1", SINCE, has_referred=True, turn=1, nudge_at=SINCE)
    home = partner(tz="", country="")
    rules = rules or EngagementRules()
    return Engagement(home, replace(made, **changes), program(engagement=rules), found)


def strike(state: Engagement, now: datetime) -> Decision[Engagement]:
    return decide(state, StrikeEnrollment("P-1", state.enrollment.turn), now)


def mails(decision: Decision[Engagement]) -> list[str]:
    return [effect.template for effect in decision.effects if isinstance(effect, SendEmail)]


def run(state: Engagement, until: datetime, **found: Any) -> list[tuple[str, str]]:
    """Let the timer run; gives each touch with its moment."""
    told = []
    while (due := state.enrollment.nudge_at) and due <= until:
        decision = strike(replace(state, now_is=replace(state.now_is, **found)), due)
        assert decision.state.enrollment.turn > state.enrollment.turn
        for event in decision.events:
            if isinstance(event, PartnerAtRisk | PartnerNudged):
                name = event.template if isinstance(event, PartnerNudged) else "mark"
                told.append((name or "flag", event.at.strftime("%a %d %b %H:%M")))
        state = decision.state
    return told


def test_the_combined_sequence_takes_its_five_steps_on_business_mornings() -> None:
    assert run(quiet(), at(6, 30)) == [
        ("mark", "Fri 01 May 08:30"),
        ("nudge_value", "Mon 01 Jun 08:30"),  # day 90 is Sunday 31 May
        ("nudge_tip", "Fri 05 Jun 08:30"),
        ("outreach", "Wed 10 Jun 08:30"),
        ("flag", "Wed 17 Jun 08:30"),
    ]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (
            EngagementRules(quiet=CHECKIN_60),
            [
                ("nudge_checkin", "Fri 01 May 08:30"),
                ("nudge_checkin_again", "Fri 08 May 08:30"),
                ("flag", "Fri 15 May 08:30"),
            ],
        ),
        (
            EngagementRules(quiet=VALUE_90),
            [
                ("nudge_value", "Mon 01 Jun 08:30"),
                ("nudge_tip", "Fri 05 Jun 08:30"),
                ("outreach", "Wed 10 Jun 08:30"),
            ],
        ),
    ],
)
def test_the_presets_take_theirs(rules: EngagementRules, expected: list[tuple[str, str]]) -> None:
    assert run(quiet(rules=rules), at(6, 30)) == expected


def test_the_mail_goes_at_half_past_nine_of_the_partners_own_clock() -> None:
    state = quiet(step=1)
    there = replace(state, partner=partner(tz="America/New_York", country="US"))
    decision = strike(there, datetime(2026, 6, 1, 8, 30, tzinfo=UTC))
    assert mails(decision) == []
    assert decision.state.enrollment.nudge_at == datetime(2026, 6, 1, 13, 30, tzinfo=UTC)


def test_a_holiday_of_the_partners_country_is_no_business_day() -> None:
    memorial_day = datetime(2026, 5, 25, 13, 30, tzinfo=UTC)
    state = replace(
        quiet(step=1, since=SINCE - 6 * DAY), partner=partner(tz="America/New_York", country="US")
    )
    assert strike(state, memorial_day).state.enrollment.nudge_at == memorial_day + DAY


def test_two_touches_are_three_business_days_apart() -> None:
    late = quiet(step=2, touched_at=at(6, 4))  # the value mail had to wait until Thursday
    assert strike(late, at(6, 5)).state.enrollment.nudge_at == at(6, 9)
    assert mails(strike(late, at(6, 9))) == ["nudge_tip"]


def test_after_downtime_only_the_newest_due_step_is_taken() -> None:
    decision = strike(quiet(), at(6, 11, 15))
    assert mails(decision) == []
    (nudged, task) = decision.events
    assert isinstance(nudged, PartnerNudged)
    assert isinstance(task, TaskWanted)
    assert (nudged.day, nudged.does) == (100, "draft")


def test_nothing_is_sent_at_night_also_after_downtime() -> None:
    assert mails(strike(quiet(step=1), at(6, 1, 16, 59))) == ["nudge_value_plain"]
    decision = strike(quiet(step=1), at(6, 1, 22))
    assert mails(decision) == []
    assert decision.state.enrollment.nudge_at == at(6, 2)


HOLDS: dict[str, tuple[Circumstances, datetime]] = {
    "an open dispute": (replace(FREE, disputes=1), at(6, 2)),
    "an overdue payout": (replace(FREE, payout_overdue=True), at(6, 2)),
    "a broken promise": (replace(FREE, promise_broken=True), at(6, 2)),
    "a young referral": (replace(FREE, youngest_open=at(5, 4)), at(6, 3)),
    "the week's other mails": (replace(FREE, room_at=at(6, 4, 12)), at(6, 4, 12)),
}


@pytest.mark.parametrize("why", HOLDS)
def test_a_touch_waits_while_something_holds_it(why: str) -> None:
    found, again = HOLDS[why]
    decision = strike(quiet(found, step=1), at(6, 1))
    assert mails(decision) == []
    assert (decision.state.enrollment.waits_for, decision.state.enrollment.nudge_at) == (why, again)
    assert mails(strike(replace(decision.state, now_is=FREE), again)) == ["nudge_value_plain"]


@pytest.mark.parametrize(
    ("changes", "why", "again"),
    [
        ({"away_until": date(2026, 6, 15)}, "their absence", at(6, 15)),
        ({"contact_at": at(5, 25)}, "a talk between people", at(6, 8)),
    ],
)
def test_an_absence_and_a_talk_hold_it_as_well(changes: dict[str, Any], why: str, again: datetime) -> None:
    held = strike(quiet(step=1, **changes), at(6, 1)).state.enrollment
    assert (held.waits_for, held.nudge_at) == (why, again)


def test_the_clock_runs_on_while_sending_waits() -> None:
    found = replace(FREE, disputes=1)
    state = strike(quiet(found, step=1), at(6, 1)).state
    decision = strike(replace(state, now_is=FREE), at(6, 12))
    assert [e.day for e in decision.events if isinstance(e, PartnerNudged)] == [100]


def test_the_mark_is_our_own_affair_and_waits_for_nothing() -> None:
    decision = strike(quiet(replace(FREE, disputes=1)), at(5, 1))
    assert decision.events == (PartnerAtRisk("P-1", at(5, 1), "combined", 60),)
    assert decision.effects == ()


def test_a_touch_is_named_by_round_and_step_and_a_late_timer_takes_nothing() -> None:
    state = quiet(step=1, cycle=3)
    decision = strike(state, at(6, 1))
    (mail,) = [e for e in decision.effects if isinstance(e, SendEmail)]
    assert (mail.key, mail.is_nudge) == ("nudge:P-1:3:90:q", True)
    late = StrikeEnrollment("P-1", state.enrollment.turn)
    assert decide(decision.state, late, at(6, 1)) == Decision(decision.state)


def test_day_90_tells_a_story_where_there_is_one_and_each_only_once() -> None:
    decision = strike(quiet(replace(FREE, story=STORY), step=1), at(6, 1))
    (mail,) = [e for e in decision.effects if isinstance(e, SendEmail)]
    assert (mail.template, mail.context["story"]) == ("nudge_value", STORY)
    assert decision.state.enrollment.told == ("R-9999-99",)


def test_a_partner_who_knows_every_trick_gets_no_tip() -> None:
    decision = strike(quiet(replace(FREE, tip=None), step=2, touched_at=at(6, 1)), at(6, 5))
    assert (decision.events, decision.effects) == ((), ())
    assert decision.state.enrollment.nudge_at == at(6, 10)


def test_a_new_referral_ends_the_round_and_starts_the_clock_anew() -> None:
    state = quiet(step=2, touched_at=at(6, 1), status="nudged")
    decision = decide(state, ReferralRegistered("R-1", at(6, 3), "P-1"), at(6, 3))
    e = decision.state.enrollment
    assert decision.events[0] == RoundEnded("P-1", at(6, 3), "combined", 1, "reactivated")
    assert (e.since, e.cycle, e.step, e.status, e.touched_at) == (at(6, 3), 2, 0, "active", at(6, 1))
    assert TakeBack("nudge:P-1", even_due=True) in decision.effects


def test_a_referral_outside_a_round_only_starts_the_clock_anew() -> None:
    decision = decide(quiet(), ReferralRegistered("R-1", at(4, 3), "P-1"), at(4, 3))
    assert decision.events == ()
    assert (decision.state.enrollment.since, decision.state.enrollment.cycle) == (at(4, 3), 1)


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_a_talk_ends_the_round_at_any_step_and_nobody_is_touched_for_ninety_days(step: int) -> None:
    state = quiet(step=step, touched_at=at(6, 1))
    decision = decide(state, PartnerContacted("P-1", at(6, 11), "Dana", "called"), at(6, 11))
    assert decision.events[0] == RoundEnded("P-1", at(6, 11), "combined", 1, "contact")
    later = run(replace(decision.state, now_is=FREE), at(6, 11) + 100 * DAY)
    assert later[:2] == [("mark", "Mon 10 Aug 08:30"), ("nudge_value", "Wed 09 Sep 08:30")]


def test_the_ninety_days_hold_for_a_sequence_that_begins_earlier_too() -> None:
    state = quiet(rules=EngagementRules(quiet=CHECKIN_60), step=1, touched_at=at(5, 1))
    after = decide(state, ReferralRegistered("R-1", at(5, 5), "P-1"), at(5, 5)).state
    assert after.enrollment.nudge_at == at(8, 3)  # 90 days after 5 May, a Monday


@pytest.mark.parametrize("meaning", ["question", "thanks", "accept", "decline"])
def test_an_answer_of_a_person_ends_the_round_and_is_seen_in_slack(meaning: Meaning) -> None:
    state = quiet(step=2, touched_at=at(6, 1))
    decision = decide(state, PartnerReplied("P-1", at(6, 3), meaning, SAM.emails[0], mail_id=7), at(6, 3))
    assert decision.events[0] == RoundEnded("P-1", at(6, 3), "combined", 1, meaning)
    (notice,) = [e for e in decision.effects if isinstance(e, PostNotice)]
    assert (notice.key, notice.context["meaning"], notice.context["has_ended"]) == (
        "reply:P-1:7",
        meaning,
        True,
    )
    assert notice.context["resumes"] == at(9, 1)  # ninety days on; the mark before it is for ourselves


def reply(meaning: Meaning, until: str = "") -> PartnerReplied:
    return PartnerReplied("P-1", at(6, 3), meaning, SAM.emails[0], until, mail_id=7)


def answered(meaning: Meaning, until: str = "") -> Decision[Engagement]:
    return decide(quiet(step=2, touched_at=at(6, 1), nudge_at=at(6, 5)), reply(meaning, until), at(6, 3))


def test_not_now_waits_for_the_day_they_named_and_a_person_is_reminded_of_it() -> None:
    decision = answered("not_now", "2026-11-02")
    assert decision.state.enrollment.status == "paused"
    assert decision.state.enrollment.nudge_at == datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    (task,) = [e for e in decision.events if isinstance(e, TaskWanted)]
    assert (task.kind, task.due) == ("remind", "2026-11-02")


def test_not_now_for_a_week_still_means_ninety_days_without_a_nudge() -> None:
    decision = answered("not_now", "2026-06-10")
    assert decision.state.enrollment.nudge_at == at(9, 1)


def test_not_now_without_a_day_waits_ninety() -> None:
    assert answered("not_now").state.enrollment.nudge_at == at(9, 1)


def test_the_wrong_person_asks_a_person_for_the_right_one() -> None:
    decision = answered("wrong_person")
    assert decision.state.enrollment.status == "departed"
    assert [e.kind for e in decision.events if isinstance(e, TaskWanted)] == ["successor"]


def test_a_complaint_goes_to_a_person_at_once_and_nothing_goes_out_until_they_have_talked() -> None:
    decision = answered("complaint")
    assert [e.kind for e in decision.events if isinstance(e, TaskWanted)] == ["complaint"]
    assert mails(decision) == []
    assert (decision.state.enrollment.status, decision.state.enrollment.nudge_at) == ("complained", None)
    again = decide(decision.state, ReferralRegistered("R-1", at(6, 9), "P-1"), at(6, 9)).state
    assert again.enrollment.nudge_at is None
    talked = decide(again, PartnerContacted("P-1", at(6, 10), "Dana", "called"), at(6, 10)).state
    assert (talked.enrollment.status, talked.enrollment.nudge_at is not None) == ("active", True)


@pytest.mark.parametrize("stop", [reply("stop"), NudgesStopped("P-1", at(6, 3), SAM.emails[0], "one-click")])
def test_a_stop_ends_all_nudges_until_they_are_welcome_again(stop: Event) -> None:
    state = quiet(step=2, touched_at=at(6, 1), nudge_at=at(6, 5))
    stopped = decide(state, stop, at(6, 3)).state
    assert (stopped.enrollment.status, stopped.enrollment.nudge_at) == ("opted_out", None)
    for later in (
        ReferralRegistered("R-1", at(6, 9), "P-1"),
        PartnerContacted("P-1", at(6, 9), "Dana", "called"),
        PartnerPaused("P-1", at(6, 9), "Dana", "2026-07-01", ""),
        PartnerResumed("P-1", at(6, 9), "Dana"),
    ):
        stopped = decide(stopped, later, at(6, 9)).state
        assert (stopped.enrollment.status, stopped.enrollment.nudge_at) == ("opted_out", None)
    allowed = decide(stopped, NudgesAllowed("P-1", at(7, 1), SAM.emails[0], "mail"), at(7, 1)).state
    assert (allowed.enrollment.status, allowed.enrollment.nudge_at is not None) == ("active", True)


def test_an_automatic_reply_changes_nothing_and_is_seen() -> None:
    state = quiet(step=2, touched_at=at(6, 1), nudge_at=at(6, 5))
    decision = decide(state, reply("auto_reply"), at(6, 3))
    assert decision.state == state
    assert [e.template for e in decision.effects if isinstance(e, PostNotice)] == ["nudge_reply"]


@pytest.mark.parametrize(("waits", "said"), [(True, "the mail itself waits"), (False, "nothing in it waits")])
def test_managers_are_told_that_a_mail_waits_only_where_it_does(waits: bool, said: str) -> None:
    state = quiet(step=2, touched_at=at(6, 1), nudge_at=at(6, 5))
    effects = decide(state, replace(reply("other"), waits=waits), at(6, 3)).effects
    (notice,) = (e for e in effects if isinstance(e, PostNotice))
    assert said in render_slack(notice.template, notice.context)


def test_an_out_of_office_waits_until_they_are_back() -> None:
    away = answered("out_of_office", "2026-06-22").state
    held = strike(replace(away, now_is=FREE), at(6, 5)).state.enrollment
    assert (held.waits_for, held.nudge_at) == ("their absence", at(6, 22))


def test_a_bounce_ends_the_round() -> None:
    assert answered("bounce").state.enrollment.status == "departed"


def test_an_answer_we_are_not_sure_of_goes_to_a_person_with_the_guess() -> None:
    state = quiet(step=2, touched_at=at(6, 1), nudge_at=at(6, 5))
    decision = decide(state, replace(reply("other"), mail_id=None), at(6, 3))
    (task,) = [e for e in decision.events if isinstance(e, TaskWanted)]
    assert (task.kind, task.context["meaning"]) == ("unsure", "other")
    by_mail = answered("other")  # a mail is held, with the guess on its card
    assert [e for e in by_mail.events if isinstance(e, TaskWanted)] == []
    assert by_mail.state.enrollment.ended == "other"


def test_a_pause_ends_the_round_and_holds_until_its_day() -> None:
    state = quiet(step=2, touched_at=at(6, 1))
    decision = decide(state, PartnerPaused("P-1", at(6, 3), "Dana", "2026-10-12", ""), at(6, 3))
    assert decision.state.enrollment.nudge_at == at(10, 12)
    endless = decide(state, PartnerPaused("P-1", at(6, 3), "Dana", "", ""), at(6, 3)).state
    assert endless.enrollment.nudge_at is None
    assert decide(endless, PartnerResumed("P-1", at(7, 1), "Dana"), at(7, 1)).state.enrollment.nudge_at


def test_who_never_answers_is_left_in_peace_after_two_rounds() -> None:
    told = run(quiet(), SINCE + 900 * DAY)
    assert [name for name, _ in told].count("nudge_value") == 2
    assert [name for name, _ in told].count("flag") == 2


def test_nobody_reachable_makes_a_task_and_no_mail() -> None:
    decision = strike(quiet(replace(FREE, contact=None), step=1), at(6, 1))
    assert [e.kind for e in decision.events if isinstance(e, TaskWanted)] == ["successor"]
    assert (mails(decision), decision.state.enrollment.status) == ([], "departed")


def test_a_newcomer_is_welcomed_taught_and_asked_on_a_track_of_their_own() -> None:
    state = replace(quiet(), enrollment=Enrollment("P-1", at(6, 4, 14)))
    joined = decide(state, PartnerJoined("P-1", at(6, 4, 14), "Dana"), at(6, 4, 14)).state
    assert run(joined, at(9, 30)) == [
        ("welcome", "Thu 04 Jun 13:30"),
        ("how_to_refer", "Tue 09 Jun 08:30"),  # three business days later
        ("nudge_first", "Mon 06 Jul 08:30"),
        ("outreach_first", "Mon 03 Aug 08:30"),
        ("flag", "Tue 18 Aug 08:30"),
    ]


def test_a_welcome_at_night_waits_for_the_morning() -> None:
    state = replace(quiet(), enrollment=Enrollment("P-1", at(6, 5, 23)))
    joined = decide(state, PartnerJoined("P-1", at(6, 5, 23), "Dana"), at(6, 5, 23)).state
    assert joined.enrollment.nudge_at == at(6, 8)


def test_a_thank_you_for_the_welcome_does_not_stop_what_informs() -> None:
    state = replace(quiet(), enrollment=Enrollment("P-1", at(6, 4, 14)))
    joined = decide(state, PartnerJoined("P-1", at(6, 4, 14), "Dana"), at(6, 4, 14)).state
    welcomed = strike(joined, at(6, 4, 14)).state
    thanked = decide(welcomed, reply("thanks"), at(6, 5)).state
    assert [name for name, _ in run(thanked, at(6, 12))] == ["how_to_refer"]


def test_the_first_referral_moves_a_newcomer_to_the_other_track() -> None:
    state = replace(quiet(), enrollment=Enrollment("P-1", at(6, 4), step=3, touched_at=at(7, 6), turn=4))
    after = decide(state, ReferralRegistered("R-1", at(7, 8), "P-1"), at(7, 8))
    e = after.state.enrollment
    assert (e.has_referred, e.since, e.step) == (True, at(7, 8), 0)
    assert after.events[0] == RoundEnded("P-1", at(7, 8), "newcomer", 1, "reactivated")


def test_a_newcomer_who_talks_and_then_refers_waits_ninety_days_and_no_longer() -> None:
    state = replace(quiet(), enrollment=Enrollment("P-1", at(6, 4), step=3, touched_at=at(7, 6), turn=4))
    talked = decide(state, PartnerContacted("P-1", at(7, 8), "Dana", "called"), at(7, 8)).state
    referred = decide(talked, ReferralRegistered("R-1", at(7, 9), "P-1"), at(7, 9)).state
    assert [name for name, _ in run(replace(referred, now_is=FREE), at(7, 9) + 92 * DAY)] == [
        "mark",
        "nudge_value",
    ]


def test_partners_from_before_the_sequences_are_not_flooded_on_the_day_of_the_update() -> None:
    old = quiet(turn=0, since=SINCE - 700 * DAY, nudge_at=SINCE)
    told = run(old, SINCE + 45 * DAY)
    assert [name for name, _ in told] == ["mark", "nudge_value", "nudge_tip", "outreach"]
    assert told[1][1] == "Wed 01 Apr 08:30"


def test_a_layer_that_is_off_sends_nothing() -> None:
    rules = EngagementRules(layers=frozenset())
    assert mails(strike(quiet(rules=rules, step=1), at(6, 1))) == []


def test_every_step_of_the_default_is_in_the_order_of_its_days() -> None:
    assert [step.day for step in COMBINED.steps] == [60, 90, 95, 100, 107]
    assert EngagementRules().send_at == time(9, 30)
