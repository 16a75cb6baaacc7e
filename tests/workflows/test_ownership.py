"""Exactly one rep takes a lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from templates import render_slack
from tests.builders import AISHA, DANA, MARCO, MONDAY, referral
from workflows.base import Decision, Effect, PostNotice, SendEmail, ShowCard, Whisper
from workflows.commands import (
    AssignReferral,
    ClaimReferral,
    RejectReferral,
    ReleaseReferral,
    ReopenReferral,
)
from workflows.events import (
    ReferralClaimed,
    ReferralReassigned,
    ReferralRejected,
    ReferralReleased,
    ReferralReopened,
)
from workflows.model import Person
from workflows.ownership import decide


def test_the_first_click_takes_the_lead_and_the_partner_is_told() -> None:
    decision = decide(referral(), ClaimReferral("R-0000-00", MARCO, "C1"), MONDAY)
    assert decision.state.owner == MARCO
    assert decision.events == (ReferralClaimed("R-0000-00", MONDAY, "Marco Bianchi", "U0MARCO"),)
    card, playbook, mail = decision.effects
    assert isinstance(card, ShowCard)
    assert isinstance(playbook, ShowCard)
    assert (playbook.key, playbook.in_thread_of) == ("playbook:R-0000-00", "alert:R-0000-00")
    assert isinstance(mail, SendEmail)
    assert (mail.template, mail.to) == ("claimed", "sam@northwind.example")


def test_the_second_click_learns_who_was_faster() -> None:
    taken = referral(owner=MARCO, claimed_at=MONDAY)
    decision = decide(taken, ClaimReferral("R-0000-00", AISHA, "C1"), MONDAY + timedelta(seconds=2))
    assert decision.state == taken
    assert decision.events == ()
    (whisper,) = decision.effects
    assert isinstance(whisper, Whisper)
    assert (whisper.user, whisper.channel, whisper.context["ago"]) == ("U0AISHA", "C1", "2 s ago")


def test_the_owner_clicking_again_changes_nothing() -> None:
    taken = referral(owner=MARCO, claimed_at=MONDAY)
    assert decide(taken, ClaimReferral("R-0000-00", MARCO, "C1"), MONDAY) == Decision(taken)


def test_a_contested_referral_cannot_be_claimed() -> None:
    contested = referral(registration="contested")
    decision = decide(contested, ClaimReferral("R-0000-00", MARCO, "C1"), MONDAY)
    assert decision.state.owner is None


TAKEN = referral(owner=MARCO, claimed_at=MONDAY, told_owner=MARCO.name, version=3)


def mails(effects: tuple[Effect, ...]) -> list[str]:
    return [e.template for e in effects if isinstance(e, SendEmail)]


def notices(effects: tuple[Effect, ...], template: str) -> list[PostNotice]:
    return [e for e in effects if isinstance(e, PostNotice) and e.template == template]


def words_of(effects: tuple[Effect, ...]) -> str:
    (whisper,) = effects
    assert isinstance(whisper, Whisper)
    return str(whisper.context["why"])


def test_a_colleague_who_is_given_a_lead_is_told_and_it_is_on_record_who_gave_it() -> None:
    decision = decide(referral(), AssignReferral("R-0000-00", AISHA, DANA, "C1", may_steer=True), MONDAY)
    assert decision.state.owner == AISHA
    assert decision.events == (
        ReferralClaimed("R-0000-00", MONDAY, "Aisha Khan", "U0AISHA", actor="Dana Reyes"),
    )
    (given,) = [e for e in decision.effects if isinstance(e, PostNotice)]
    assert (given.template, given.channel) == ("given", "U0AISHA")
    assert mails(decision.effects) == ["claimed"]


def test_handing_over_keeps_the_history_and_the_partner_hears_who_it_is_now() -> None:
    decision = decide(TAKEN, AssignReferral(TAKEN.id, AISHA, MARCO, "C1"), MONDAY)
    assert decision.events == (
        ReferralReassigned(TAKEN.id, MONDAY, "Aisha Khan", "U0AISHA", "Marco Bianchi", "Marco Bianchi"),
    )
    assert mails(decision.effects) == ["new_owner"]


def test_nobody_gives_away_what_a_colleague_has_but_a_manager() -> None:
    refused = decide(TAKEN, AssignReferral(TAKEN.id, AISHA, AISHA, "C1"), MONDAY)
    assert refused.state == TAKEN
    assert "Marco Bianchi looks after Acme Ltd" in words_of(refused.effects)
    steered = decide(TAKEN, AssignReferral(TAKEN.id, AISHA, DANA, "C1", may_steer=True), MONDAY)
    assert steered.state.owner == AISHA


def test_a_released_lead_can_be_claimed_again_and_the_same_owner_is_not_announced_twice() -> None:
    released = decide(TAKEN, ReleaseReferral(TAKEN.id, MARCO, "C1"), MONDAY)
    assert (released.state.owner, released.state.claimed_at) == (None, None)
    assert released.events == (ReferralReleased(TAKEN.id, MONDAY, "Marco Bianchi", "Marco Bianchi"),)
    again = decide(released.state, ClaimReferral(TAKEN.id, MARCO, "C1"), MONDAY)
    assert (again.state.owner, mails(again.effects)) == (MARCO, [])
    other = decide(released.state, ClaimReferral(TAKEN.id, AISHA, "C1"), MONDAY)
    assert mails(other.effects) == ["new_owner"]


def test_only_the_owner_or_a_manager_releases() -> None:
    refused = decide(TAKEN, ReleaseReferral(TAKEN.id, AISHA, "C1"), MONDAY)
    assert (refused.state, refused.events) == (TAKEN, ())
    assert decide(referral(), ReleaseReferral("R-0000-00", MARCO, "C1"), MONDAY) == Decision(referral())


def test_not_for_us_turns_a_lead_down_with_a_reason_and_can_be_taken_back_under_protection() -> None:
    mine = referral(protected_until=MONDAY + timedelta(days=90))
    rejected = decide(mine, RejectReferral(mine.id, "no_fit", MARCO, "C1"), MONDAY)
    assert (rejected.state.registration, rejected.state.reason) == ("rejected", "no_fit")
    assert rejected.events == (ReferralRejected(mine.id, MONDAY, "no_fit", "Marco Bianchi"),)
    assert mails(rejected.effects) == ["rejected"]
    reopened = decide(rejected.state, ReopenReferral(mine.id, DANA, "C1"), MONDAY)
    assert (reopened.state.registration, reopened.state.protected_until) == (
        "registered",
        mine.protected_until,
    )
    assert reopened.events == (ReferralReopened(mine.id, MONDAY, "Dana Reyes"),)
    late = decide(rejected.state, ReopenReferral(mine.id, DANA, "C1"), MONDAY + timedelta(days=91))
    assert "protection" in words_of(late.effects)


def test_what_somebody_has_is_not_turned_down_over_their_head() -> None:
    refused = decide(TAKEN, RejectReferral(TAKEN.id, "no_fit", AISHA, "C1"), MONDAY)
    assert (refused.state, refused.events) == (TAKEN, ())


@pytest.mark.parametrize("stage", ["closed_won", "closed_lost", "disqualified"])
def test_a_closed_lead_is_neither_released_nor_turned_down_nor_claimed(stage: str) -> None:
    closed = replace(TAKEN, stage=stage)
    kept = decide(closed, ReleaseReferral(closed.id, MARCO, "C1"), MONDAY)
    assert (kept.state, kept.events) == (closed, ())
    assert "Hand it over if a colleague is to look after it" in words_of(kept.effects)
    ownerless = replace(closed, owner=None)
    kept = decide(ownerless, RejectReferral(closed.id, "no_fit", AISHA, "C1"), MONDAY)
    assert (kept.state, kept.events) == (ownerless, ())
    assert "is closed already" in words_of(kept.effects)
    assert decide(ownerless, ClaimReferral(closed.id, AISHA, "C1"), MONDAY).state == ownerless
    assert decide(closed, AssignReferral(closed.id, AISHA, MARCO, "C1"), MONDAY).state.owner == AISHA


def test_a_lead_that_changed_hands_behind_an_open_form_stays_where_it_is() -> None:
    give = AssignReferral(TAKEN.id, AISHA, DANA, "C1", may_steer=True, instead_of="")
    late = decide(TAKEN, give, MONDAY + timedelta(seconds=2))
    assert (late.state, late.events) == (TAKEN, ())
    assert words_of(late.effects).startswith("Marco Bianchi got Acme Ltd 2 s ago.")
    gone = replace(TAKEN, owner=None, claimed_at=None)
    late = decide(gone, replace(give, instead_of=MARCO.name), MONDAY)
    assert (late.state, "was released meanwhile" in words_of(late.effects)) == (gone, True)
    assert decide(TAKEN, replace(give, instead_of=MARCO.name), MONDAY).state.owner == AISHA


def test_whoever_loses_a_lead_to_somebody_elses_decision_is_told_and_by_whom() -> None:
    for message in (
        AssignReferral(TAKEN.id, AISHA, DANA, may_steer=True),
        ReleaseReferral(TAKEN.id, DANA, may_steer=True),
    ):
        (told,) = notices(decide(TAKEN, message, MONDAY).effects, "lost_lead")
        assert told.channel == MARCO.slack_id
        assert render_slack(told.template, told.context).startswith(":leftwards_arrow_with_hook: Dana Reyes ")
    by_themselves = decide(TAKEN, ReleaseReferral(TAKEN.id, MARCO), MONDAY)
    assert notices(by_themselves.effects, "lost_lead") == []


def test_who_gave_a_lead_is_named_once_in_its_thread() -> None:
    for actor, to, expected in (
        (MARCO, AISHA, "Marco Bianchi gave it to *Aisha Khan*."),
        (DANA, AISHA, "Dana Reyes gave it from Marco Bianchi to *Aisha Khan*."),
        (DANA, DANA, "Dana Reyes has taken it over from Marco Bianchi."),
    ):
        given = decide(TAKEN, AssignReferral(TAKEN.id, to, actor, may_steer=True), MONDAY)
        (told,) = notices(given.effects, "handed_over")
        assert render_slack(told.template, told.context) == expected


def test_an_owner_is_known_by_address_before_slack_knows_them_and_after_a_change_of_name() -> None:
    early = replace(TAKEN, owner=Person("Marco Bianchi", "marco.bianchi@vendor.example"))
    renamed = replace(MARCO, name="Marco Bianchi-Rossi")
    for lead, actor in ((early, MARCO), (TAKEN, renamed)):
        assert decide(lead, ClaimReferral(lead.id, actor, "C1"), MONDAY) == Decision(lead)
        assert decide(lead, ReleaseReferral(lead.id, actor, "C1"), MONDAY).state.owner is None
