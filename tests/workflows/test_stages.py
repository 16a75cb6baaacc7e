"""Where a lead stands, who may move it, and what the partner hears of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from templates import render_slack
from tests.builders import AISHA, DANA, MARCO, MONDAY, referral
from workflows import attribution, stages
from workflows.base import Decision, Effect, PostNotice, SendEmail, ShowCard, TakeBack, Whisper
from workflows.commands import MoveStage, NoteSent
from workflows.events import ReferralRegistered, StageMoved
from workflows.model import News, Referral
from workflows.money import Money
from workflows.pipeline import SETTLE, STAGES, Pipeline, Stage
from workflows.stages import Progress

PIPELINE = Pipeline()
DEAL = Money(3_000_000, "GBP")
DEMO, CLOSE = date(2026, 3, 12), date(2026, 3, 2)
MINE = referral(owner=MARCO, claimed_at=MONDAY, protected_until=MONDAY + timedelta(days=90))
WON: dict[str, Any] = {"deal": DEAL, "on": CLOSE, "is_confirmed": True}
LOST: dict[str, Any] = {"reason": "no_budget", "is_confirmed": True}


def move(
    lead: Referral,
    stage: str,
    at: datetime = MONDAY,
    *,
    news: News = "instant",
    pipeline: Pipeline = PIPELINE,
    actor: Any = MARCO,
    **more: Any,
) -> Decision[Progress]:
    if stage == "demo_scheduled":
        more = {"on": DEMO, **more}
    command = MoveStage(lead.id, stage, actor, channel="C1", **more)
    return stages.deciding(pipeline).decide(Progress(lead, news), command, at)


def after(lead: Referral, *moves: str, step: timedelta = SETTLE, **more: Any) -> tuple[Referral, datetime]:
    """The lead after these moves, and the moment behind the last one."""
    at = MONDAY
    for stage in moves:
        lead, at = move(lead, stage, at, **more).state.referral, at + step
    return lead, at


def mails(decision: Decision[Progress]) -> list[str]:
    return [e.template for e in decision.effects if isinstance(e, SendEmail)]


def why(effects: tuple[Effect, ...]) -> str:
    (whisper,) = effects
    assert isinstance(whisper, Whisper)
    return str(whisper.context["why"])


def test_a_move_is_on_record_and_the_partners_mail_settles_for_three_minutes() -> None:
    decision = move(MINE, "demo_scheduled")
    assert decision.events == (
        StageMoved(
            MINE.id, MONDAY, "demo_scheduled", "registered", "Marco Bianchi", is_forward=True, on="2026-03-12"
        ),
    )
    card, note, mail = decision.effects
    assert isinstance(card, ShowCard)
    assert isinstance(note, PostNotice)
    assert isinstance(mail, SendEmail)
    assert (mail.template, mail.to, mail.delay_s, mail.replaces) == (
        "stage_demo_scheduled",
        "sam@northwind.example",
        180,
        f"stage:{MINE.id}",
    )
    told = decision.state.referral
    assert (told.stage, told.stage_on, told.telling_at) == ("demo_scheduled", DEMO, MONDAY + SETTLE)


def test_a_slip_of_the_finger_within_three_minutes_is_never_told() -> None:
    slipped = move(MINE, "proposal_sent").state.referral
    back = move(slipped, "registered", MONDAY + timedelta(seconds=30))
    assert mails(back) == []
    assert TakeBack(f"stage:{MINE.id}") in back.effects
    assert (back.state.referral.telling, back.state.referral.told) == ("", "registered")


def test_two_moves_in_three_minutes_are_told_as_one() -> None:
    first = move(MINE, "contacted")
    second = move(first.state.referral, "qualified", MONDAY + timedelta(minutes=1))
    assert mails(second) == ["stage_qualified"]
    (mail,) = [e for e in second.effects if isinstance(e, SendEmail)]
    assert mail.replaces == f"stage:{MINE.id}"


def test_a_correction_reaches_a_partner_who_was_told_the_later_stage() -> None:
    lead, at = after(MINE, "contacted", "proposal_sent")
    assert mails(move(lead, "qualified", at)) == ["stage_correction"]


def test_a_correction_of_what_was_never_told_is_no_correction() -> None:
    lead, at = after(MINE, "contacted")
    slipped = move(lead, "proposal_sent", at).state.referral
    back = move(slipped, "qualified", at + timedelta(seconds=20))
    assert mails(back) == ["stage_qualified"]


def test_a_demo_on_another_day_is_news() -> None:
    lead, at = after(MINE, "demo_scheduled")
    moved = move(lead, "demo_scheduled", at, on=date(2026, 3, 13))
    (mail,) = [e for e in moved.effects if isinstance(e, SendEmail)]
    assert (mail.template, mail.context["is_change"]) == ("stage_demo_scheduled", True)
    assert move(lead, "demo_scheduled", at) == Decision(Progress(lead))


@pytest.mark.parametrize(
    ("stage", "given", "expected"),
    [
        ("demo_scheduled", {"on": None}, "needs a date"),
        ("closed_won", {}, "needs the value"),
        ("closed_won", {"deal": DEAL, "on": CLOSE}, "needs your confirmation"),
        ("closed_won", {**WON, "deal": Money(-1, "GBP")}, "needs the value"),
        ("closed_lost", {"is_confirmed": True}, "needs a reason"),
        ("closed_lost", {"is_confirmed": True, "reason": "known"}, "needs a reason"),
        ("disqualified", {"reason": "no_fit"}, "needs your confirmation"),
        ("teleported", {}, "no such stage"),
    ],
)
def test_what_a_stage_asks_for_must_be_there(stage: str, given: dict[str, Any], expected: str) -> None:
    refused = move(MINE, stage, **given)
    assert refused.state.referral == MINE
    assert refused.events == ()
    assert expected in why(refused.effects)


@pytest.mark.parametrize(
    ("stage", "on", "expected"),
    [
        ("closed_won", "2026-03-03", "3 Mar 2026 is still to come"),
        ("closed_won", "2025-03-02", "came to us on 2 Mar 2026. Is 2 Mar 2025 the right year?"),
        ("demo_scheduled", "2026-03-01", "1 Mar 2026 is over"),
        ("demo_scheduled", "2036-03-12", "Is the year right?"),
        ("trial", "2026-03-01", "came to us on 2 Mar 2026"),
    ],
)
def test_a_day_that_cannot_be_is_asked_about_before_the_partner_reads_it(
    stage: str, on: str, expected: str
) -> None:
    assert expected in slip(stage, on)


def test_a_close_long_before_the_introduction_is_a_managers_to_note_and_a_day_to_come_is_nobodys() -> None:
    assert not slip("closed_won", "2026-02-20")
    assert slip("closed_won", "2025-02-20")
    assert not slip("closed_won", "2025-02-20", may_steer=True)
    assert slip("closed_won", "2026-03-03", may_steer=True)


def test_today_is_the_programmes_own() -> None:
    late = MONDAY.replace(hour=23)
    assert not slip("closed_won", "2026-03-03", late, "Europe/Berlin")
    assert slip("closed_won", "2026-03-03", late, "Pacific/Honolulu")


def slip(stage: str, on: str, at: datetime = MONDAY, tz: str = "Europe/London", **more: Any) -> str:
    own = Pipeline((*STAGES[:3], Stage("trial", "Trial", asks="date"), *STAGES[3:]))
    command = MoveStage(MINE.id, stage, MARCO, on=date.fromisoformat(on), **more)
    return stages.wrong_day(MINE, command, own, at, tz)


def test_only_the_owner_or_a_manager_moves_a_lead() -> None:
    assert "Marco Bianchi looks after Acme Ltd" in why(move(MINE, "contacted", actor=AISHA).effects)
    assert move(MINE, "contacted", actor=DANA, may_steer=True).events
    assert "claim it first" in why(move(referral(), "contacted").effects)
    gone = referral(owner=MARCO, registration="withdrawn")
    assert "is withdrawn" in why(move(gone, "contacted").effects)


def test_won_says_the_value_and_only_a_manager_takes_it_back() -> None:
    won = move(MINE, "closed_won", **WON)
    (happened,) = won.events
    assert isinstance(happened, StageMoved)
    assert (happened.deal_minor, happened.currency, happened.on) == (3_000_000, "GBP", "2026-03-02")
    assert mails(won) == ["stage_closed_won"]
    lead = won.state.referral
    assert "Only a partner manager" in why(move(lead, "qualified", MONDAY + SETTLE).effects)
    corrected = move(lead, "qualified", MONDAY + SETTLE, actor=DANA, may_steer=True)
    assert (corrected.state.referral.deal, mails(corrected)) == (None, ["stage_correction"])


def test_a_win_by_mistake_is_taken_back_by_its_owner_while_nobody_was_told() -> None:
    slip = move(MINE, "closed_won", **WON).state.referral
    mended = move(slip, "proposal_sent", MONDAY + SETTLE / 2)
    assert (mended.state.referral.deal, mails(mended)) == (None, ["stage_proposal_sent"])
    assert "looks after" in why(move(slip, "proposal_sent", MONDAY + SETTLE / 2, actor=AISHA).effects)
    told, at = after(MINE, "closed_won", **WON)
    other = {**WON, "deal": Money(4_000_000, "GBP")}
    put_right = move(told, "closed_won", at, actor=DANA, may_steer=True, **other).state.referral
    assert "Only a partner manager" in why(move(put_right, "proposal_sent", at).effects)


def test_an_amount_the_partner_was_told_is_changed_by_a_manager_in_sight_of_finance() -> None:
    other = {**WON, "deal": Money(6_000_000, "GBP")}
    slip = move(MINE, "closed_won", **WON).state.referral
    mended = move(slip, "closed_won", MONDAY + SETTLE / 2, **other)
    assert (mended.state.referral.deal, to_finance(mended)) == (Money(6_000_000, "GBP"), [])
    told, at = after(MINE, "closed_won", **WON)
    refused = move(told, "closed_won", at, **other)
    assert (refused.state.referral, refused.events) == (told, ())
    assert "Only a partner manager" in why(refused.effects)
    assert move(told, "closed_won", at, **WON) == Decision(Progress(told))
    steered = move(told, "closed_won", at, actor=DANA, may_steer=True, **other)
    assert to_finance(steered) == [
        ":pencil2: *Dana Reyes now says £60,000.00 for Acme Ltd (`R-0000-00`); it was £30,000.00.* The "
        "commission follows: only the difference is booked, and the partner is told. `/lead R-0000-00 why`"
    ]


@pytest.mark.parametrize(
    ("stage", "given", "said"),
    [
        ("qualified", {}, "Marco Bianchi moved it from Registered to *Qualified*."),
        ("demo_scheduled", {"on": date(2027, 2, 1)}, "to *Demo Scheduled* (Monday 1 February 2027)."),
        ("closed_won", WON, "to *Closed Won* (Monday 2 March 2026)."),
    ],
)
def test_the_thread_says_what_the_rep_can_check_down_to_the_year(
    stage: str, given: dict[str, Any], said: str
) -> None:
    assert said in in_thread(move(MINE, stage, **given))


def test_a_value_that_is_put_right_is_no_move() -> None:
    slip = move(MINE, "closed_won", **WON).state.referral
    mended = move(slip, "closed_won", **{**WON, "deal": Money(4_000_000, "GBP")})
    assert in_thread(mended).startswith(
        "Marco Bianchi put *Closed Won* right: £40,000.00, Monday 2 March 2026."
    )


def in_thread(decision: Decision[Progress]) -> str:
    (note,) = [e for e in decision.effects if isinstance(e, PostNotice) and e.template == "moved"]
    return render_slack(note.template, note.context)


def to_finance(decision: Decision[Progress]) -> list[str]:
    told = (e for e in decision.effects if isinstance(e, PostNotice) and e.channel == "finance")
    return [render_slack(e.template, e.context) for e in told]


def test_a_lost_lead_is_taken_up_again_while_the_protection_lasts() -> None:
    lost, at = after(MINE, "closed_lost", **LOST)
    reopened = move(lost, "qualified", at)
    assert mails(reopened) == ["stage_reopened"]
    assert (reopened.state.referral.reason, reopened.state.referral.partner_id) == ("", "P-1")
    assert "protection" in why(move(lost, "qualified", MONDAY + timedelta(days=91)).effects)


def test_the_partner_reads_the_public_reason_and_never_ours() -> None:
    (mail,) = [e for e in move(MINE, "closed_lost", **LOST).effects if isinstance(e, SendEmail)]
    assert mail.context["public_reason"] == "there is no budget for it at the moment"


@pytest.mark.parametrize(
    ("news", "stage", "expected", "waits"),
    [
        ("digest", "qualified", [], True),
        ("milestones", "qualified", [], False),
        ("digest", "closed_won", ["stage_closed_won"], True),
        ("milestones", "closed_lost", ["stage_closed_lost"], True),
    ],
)
def test_each_partner_hears_as_much_as_they_like_and_the_end_at_once(
    news: News, stage: str, expected: list[str], waits: bool
) -> None:
    given = {"closed_won": WON, "closed_lost": LOST}.get(stage, {})
    decision = move(MINE, stage, news=news, **given)
    assert mails(decision) == expected
    assert bool(decision.state.referral.telling) == waits


def test_a_stage_can_be_quiet_for_everybody() -> None:
    quiet = Pipeline(tuple(replace(s, notify="none") if s.key == "qualified" else s for s in STAGES))
    assert mails(move(MINE, "qualified", pipeline=quiet)) == []


def test_a_stage_of_the_programmes_own_is_told_in_general_words() -> None:
    own = Pipeline((*STAGES[:3], Stage("trial", "Trial", asks="date"), *STAGES[3:]))
    assert mails(move(MINE, "trial", pipeline=own, on=DEMO)) == ["stage_moved"]


def test_a_mail_that_is_out_proves_the_contact_but_moves_nothing_back() -> None:
    decide = stages.deciding(PIPELINE).decide
    sent = NoteSent(MINE.id, "contacted", "abc@vendor.example")
    (happened,) = decide(Progress(MINE), sent, MONDAY).events
    assert isinstance(happened, StageMoved)
    assert (happened.stage, happened.evidence) == ("contacted", "abc@vendor.example")
    (released,) = decide(Progress(replace(MINE, owner=None)), sent, MONDAY).events
    assert isinstance(released, StageMoved)
    assert (released.stage, released.actor) == ("contacted", "A colleague")
    further = replace(MINE, stage="qualified")
    assert decide(Progress(further), sent, MONDAY) == Decision(Progress(further))


def test_every_step_forward_begins_the_protection_anew_up_to_a_year() -> None:
    decide = attribution.deciding(90).decide
    fresh = decide(referral(), ReferralRegistered("R-0000-00", MONDAY, "P-1"), MONDAY).state
    assert fresh.protected_until == MONDAY + timedelta(days=90)
    later = MONDAY + timedelta(days=60)
    moved = StageMoved(fresh.id, later, "qualified", "registered", "Marco", is_forward=True)
    assert decide(fresh, moved, later).state.protected_until == later + timedelta(days=90)
    assert decide(fresh, replace(moved, is_forward=False), later).state == fresh
    late = replace(fresh, protected_until=MONDAY + timedelta(days=350))
    assert decide(late, moved, MONDAY + timedelta(days=340)).state.protected_until == MONDAY + timedelta(
        days=365
    )
    assert decide(fresh, moved, MONDAY + timedelta(days=91)).state == fresh
