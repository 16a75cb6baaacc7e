"""The dry run: what a sequence would have done to a time that has passed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.builders import partner, program
from workflows.engagement_rules import CHECKIN_60, EngagementRules
from workflows.rehearsal import Past, counted, rehearse

JOINED = datetime(2026, 1, 5, 10, tzinfo=UTC)
DAY = timedelta(days=1)
HERE = partner(tz="", country="")


def test_the_same_past_under_two_sequences_can_be_compared() -> None:
    past = Past(HERE, JOINED, (JOINED + 10 * DAY,))
    until = JOINED + 130 * DAY
    combined = counted(rehearse(past, program(), JOINED, until))
    assert combined == {
        (0, "mail", "welcome"): 1,
        (3, "mail", "how_to_refer"): 1,
        (60, "mark", ""): 1,
        (90, "mail", "nudge_value"): 1,
        (95, "mail", "nudge_tip"): 1,
        (100, "draft", "outreach"): 1,
        (107, "flag", ""): 1,
    }
    other = replace(program(), engagement=EngagementRules(quiet=CHECKIN_60))
    assert {key[2] for key in counted(rehearse(past, other, JOINED, until))} >= {"nudge_checkin"}


def test_who_refers_in_time_would_have_heard_nothing() -> None:
    sent = tuple(JOINED + days * DAY for days in (1, 40, 80, 120))
    assert {
        t.template for t in rehearse(Past(HERE, JOINED, sent), program(), JOINED, JOINED + 125 * DAY)
    } <= {"welcome"}


def test_only_the_days_asked_for_are_shown() -> None:
    past = Past(HERE, JOINED)
    assert [t.day for t in rehearse(past, program(), JOINED + 40 * DAY, JOINED + 100 * DAY)] == [60, 75]
