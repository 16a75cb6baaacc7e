"""What a correction changes, and how it is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from tests.builders import MARCO, MONDAY, partner, program, prospect, referral
from workflows.base import PostNotice, SendEmail, ShowCard
from workflows.commands import CorrectReferral, Thread, UndoCorrection
from workflows.correction import Change, Correcting, decide, named_at
from workflows.events import ReferralContested, ReferralCorrected, ReferralMerged, ReferralRegistered
from workflows.model import ExpectedValue, Prospect, Referral

LATER = MONDAY + timedelta(hours=3)
PROTECTED = MONDAY + timedelta(days=90)
OURS = referral("R-1", protected_until=PROTECTED, version=4)


def says(said: Prospect, *fields: str, **changes: Any) -> CorrectReferral:
    made = CorrectReferral(
        about="R-1",
        partner=partner(),
        contact=partner().contacts[0],
        said=said,
        fields=fields,
        received_at=LATER,
        mail_id=7,
        thread=Thread("fix@mail.northwind.example", ("abc@mail.northwind.example",), "Re: payroll"),
    )
    return replace(made, **changes)


def takes_back(**changes: Any) -> UndoCorrection:
    made = UndoCorrection("R-1", "corrected:R-1:4", partner(), partner().contacts[0], LATER, 8)
    return replace(made, **changes)


def state(ours: Referral = OURS, *others: Referral, **changes: Any) -> Correcting:
    return replace(Correcting(program(), ours, others), **changes)


def corrected(**changes: Any) -> ReferralCorrected:
    made = ReferralCorrected(
        "R-1",
        MONDAY,
        "P-1",
        "corrected:R-1:4",
        {"name": "Jane Doe"},
        {"name": "Jane Dough"},
        OURS.account,
        mail_id=7,
    )
    return replace(made, **changes)


def test_a_prospect_counts_since_the_words_that_named_it_and_not_since_those_of_another() -> None:
    now_bob = referral("R-1", account="domain:borealis.example")
    other = corrected(account="domain:placeholder.example", at=LATER)
    back = corrected(account="domain:borealis.example", at=LATER + timedelta(hours=1))
    again = replace(other, at=LATER + timedelta(hours=2))
    assert named_at(now_bob, ()) == MONDAY
    assert named_at(now_bob, (corrected(account=now_bob.account),)) == MONDAY  # only a name was wrong
    assert named_at(now_bob, (other,)) == LATER
    assert named_at(now_bob, (back, again)) == MONDAY  # what was undone names nothing
    assert named_at(now_bob, (other, back, again)) == LATER


def test_only_what_is_said_changes_and_the_old_value_stays_in_the_history() -> None:
    decision = decide(state(), says(Prospect(name="Jane Dough", phone="+4420"), "name"), LATER)
    found = {"email": "forwarded From", "name": "correction"}
    now = replace(OURS, prospect=prospect(name="Jane Dough", found=found))
    assert decision.state.referral == now
    assert decision.events == (replace(corrected(), at=LATER),)


def test_the_partner_sees_old_and_new_in_their_thread_and_the_card_is_redrawn() -> None:
    decision = decide(state(), says(Prospect(name="Jane Dough"), "name"), LATER)
    alert, note, mail = decision.effects
    assert alert == ShowCard("alert:R-1", "referral", "R-1", "sales")
    assert isinstance(note, PostNotice)
    assert note.in_thread_of == "alert:R-1"
    assert isinstance(mail, SendEmail)
    assert mail.context["changes"] == (Change("name", "Name", "Jane Doe", "Jane Dough"),)
    assert (mail.key, mail.to, mail.reply_to_mail, mail.capped) == (
        "corrected:R-1:4",
        "sam@northwind.example",
        "fix@mail.northwind.example",
        "thread",
    )


def test_saying_what_stands_there_already_changes_nothing_and_is_answered() -> None:
    decision = decide(state(), says(Prospect(name="Jane Doe"), "name"), LATER)
    (mail,) = decision.effects
    assert (decision.state, decision.events) == (state(), ())
    assert isinstance(mail, SendEmail)
    assert mail.context["changes"] == ()


def test_a_value_goes_to_the_history_and_back_without_losing_a_digit() -> None:
    before = replace(OURS, prospect=prospect(value=ExpectedValue(Decimal("12500.50"), "GBP")))
    first = decide(state(before), says(Prospect(value=ExpectedValue(Decimal(18000))), "value"), LATER)
    (event,) = first.events
    assert isinstance(event, ReferralCorrected)
    assert (event.before, event.after) == ({"value": "12500.50 GBP"}, {"value": "18000"})
    undone = decide(replace(first.state, past=(event,)), takes_back(), LATER)
    assert undone.state.referral.prospect.value == ExpectedValue(Decimal("12500.50"), "GBP")


def test_undo_restores_within_a_day_and_only_once() -> None:
    now = replace(OURS, prospect=prospect(name="Jane Dough"), version=5)
    past = (corrected(),)
    undone = decide(state(now, past=past), takes_back(received_at=MONDAY + timedelta(hours=24)), LATER)
    assert undone.state.referral.prospect.name == "Jane Doe"
    (event,) = undone.events
    assert isinstance(event, ReferralCorrected)
    assert event.undoes == "corrected:R-1:4"
    again = decide(replace(undone.state, past=(*past, event)), takes_back(), LATER)
    assert (again.events, again.effects) == ((), ())


def test_undo_after_a_day_changes_nothing() -> None:
    now = state(replace(OURS, prospect=prospect(name="Jane Dough")), past=(corrected(),))
    late = takes_back(received_at=MONDAY + timedelta(hours=24, seconds=1))
    assert decide(now, late, LATER).state == now


def test_undo_leaves_alone_what_was_corrected_again_since() -> None:
    now = state(replace(OURS, prospect=prospect(name="Joan Dough")), past=(corrected(),))
    assert decide(now, takes_back(), LATER).state.referral.prospect.name == "Joan Dough"


def test_another_address_of_the_same_company_keeps_the_account() -> None:
    decision = decide(state(), says(Prospect(email="jane.dough@acme.example"), "email"), LATER)
    assert decision.state.referral.account == OURS.account
    assert len(decision.events) == 1


def test_another_company_is_another_account() -> None:
    decision = decide(state(), says(Prospect(email="jane@borealis.example"), "email"), LATER)
    after = decision.state.referral
    assert (after.account, after.registration) == ("domain:borealis.example", "registered")
    assert after.protected_until == PROTECTED


def test_a_correction_onto_ones_own_referral_merges_the_two() -> None:
    own = referral("R-2", account="domain:borealis.example", protected_until=PROTECTED)
    decision = decide(state(OURS, own), says(Prospect(email="jane@borealis.example"), "email"), LATER)
    after = decision.state.referral
    assert (after.registration, after.same_as) == ("duplicate", "R-2")
    assert [type(event) for event in decision.events] == [ReferralCorrected, ReferralMerged]


def test_a_correction_onto_somebody_elses_protected_prospect_is_contested_and_comes_second() -> None:
    """Also when the corrected referral itself is older: on this account the correction is what came."""
    rival = referral("R-9", partner_id="P-2", account="domain:borealis.example", protected_until=PROTECTED)
    rival = replace(rival, received_at=MONDAY + timedelta(hours=1))
    decision = decide(state(OURS, rival), says(Prospect(email="jane@borealis.example"), "email"), LATER)
    assert decision.state.referral.registration == "contested"
    assert decision.events[1:] == (ReferralContested("R-1", LATER, "P-1", "R-9"),)
    assert ShowCard("conflict:R-1", "conflict", "R-1", "managers") in decision.effects


def test_a_contested_referral_corrected_onto_a_free_company_is_registered() -> None:
    second = replace(OURS, registration="contested", protected_until=None)
    decision = decide(state(second), says(Prospect(email="jane@borealis.example"), "email"), LATER)
    assert decision.state.referral.registration == "registered"
    assert decision.events[1:] == (ReferralRegistered("R-1", LATER, "P-1"),)


def test_who_ran_into_the_old_company_is_shown_to_the_managers_again() -> None:
    waiting = referral("R-5", partner_id="P-2", registration="contested")
    decision = decide(state(OURS, waiting), says(Prospect(email="jane@borealis.example"), "email"), LATER)
    assert ShowCard("conflict:R-5", "conflict", "R-5", "managers") in decision.effects


def test_undoing_a_merge_gives_the_referral_back() -> None:
    own = referral("R-2", account="domain:borealis.example", protected_until=PROTECTED)
    merged = decide(state(OURS, own), says(Prospect(email="jane@borealis.example"), "email"), LATER)
    past = tuple(e for e in merged.events if isinstance(e, ReferralCorrected))
    undone = decide(replace(merged.state, past=past), takes_back(), LATER)
    after = undone.state.referral
    assert (after.registration, after.same_as, after.account) == ("registered", "", OURS.account)


def test_what_is_closed_is_not_changed_by_a_mail() -> None:
    for closed in (replace(OURS, stage="closed_won", owner=MARCO), replace(OURS, registration="rejected")):
        decision = decide(state(closed), says(Prospect(name="Jane Dough"), "name"), LATER)
        assert (decision.state, decision.effects) == (state(closed), ())


def test_where_nobody_would_read_it_nothing_is_answered() -> None:
    decision = decide(state(), says(Prospect(name="Jane Dough"), "name", may_answer=False), LATER)
    assert not any(isinstance(effect, SendEmail) for effect in decision.effects)
