"""Prospects become referrals, once each."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from templates import render_slack
from tests.builders import MARCO, MONDAY, introduction, other_partner, program, prospect, referral
from workflows.base import PostNotice, SendEmail, ShowCard
from workflows.events import ReferralContested, ReferralMerged, ReferralRegistered
from workflows.model import Enclosure
from workflows.registration import Submission, decide

PROTECTED = MONDAY + timedelta(days=90)


def submission(*known: object, fresh: tuple[str, ...] = ("R-AAAA-AA", "R-BBBB-BB")) -> Submission:
    return Submission(program(), fresh, known)  # type: ignore[arg-type]


def test_a_new_prospect_is_registered_confirmed_and_announced() -> None:
    decision = decide(submission(fresh=("R-AAAA-AA",)), introduction(), MONDAY)
    (new,) = decision.state.new
    assert (new.id, new.account, new.received_at) == ("R-AAAA-AA", "domain:acme.example", MONDAY)
    assert decision.events == (ReferralRegistered("R-AAAA-AA", MONDAY, "P-1"),)
    confirmation, alert = decision.effects
    assert isinstance(confirmation, SendEmail)
    assert (confirmation.to, confirmation.reply_to_mail) == (
        "sam@northwind.example",
        "abc@mail.northwind.example",
    )
    assert alert == ShowCard("alert:R-AAAA-AA", "referral", "R-AAAA-AA", "sales")


def test_several_prospects_give_several_referrals_and_one_confirmation() -> None:
    bob = prospect(name="Bob", email="bob@globex.example", company="Globex")
    decision = decide(submission(), introduction(prospect(), bob), MONDAY)
    assert [r.title for r in decision.state.new] == ["Acme Ltd", "Globex"]
    assert [type(e).__name__ for e in decision.effects] == ["SendEmail", "ShowCard", "ShowCard"]


def test_the_same_partner_again_is_merged_and_what_was_empty_is_filled() -> None:
    known = referral("R-OLD0-00", prospect=prospect(phone=None), protected_until=PROTECTED)
    said = prospect(phone="+442079460000", name="Somebody Else")
    decision = decide(submission(known, fresh=("R-AAAA-AA",)), introduction(said), MONDAY)
    assert decision.state.new == ()
    (merged,) = decision.state.merged
    assert (merged.id, merged.prospect.phone, merged.prospect.name) == (
        "R-OLD0-00",
        "+442079460000",
        "Jane Doe",
    )
    assert [type(e) for e in decision.events] == [ReferralMerged]


def test_a_note_that_is_added_to_a_lead_stands_on_its_card_and_in_its_thread() -> None:
    known = referral("R-OLD0-00", protected_until=PROTECTED, note="Call Jane.", owner=MARCO)
    again = introduction(note="Amy Hill decides, amy@acme.example.")
    decision = decide(submission(known, fresh=("R-AAAA-AA",)), again, MONDAY)
    assert decision.state.merged[0].note == "Amy Hill decides, amy@acme.example.\n\nCall Jane."
    (noted,) = (e for e in decision.effects if isinstance(e, PostNotice))
    assert noted.in_thread_of == "alert:R-OLD0-00"
    said = render_slack(noted.template, noted.context)
    assert "Sam Ortega introduced it once more and wrote, <@U0MARCO>:" in said
    assert "> Amy Hill decides" in said


def test_files_of_a_merged_mail_are_listed_once_with_the_mail_they_came_with() -> None:
    offer, logo = Enclosure("offer.pdf", 900, "application/pdf"), Enclosure("logo.png", 20, "image/png")
    known = referral("R-OLD0-00", protected_until=PROTECTED, mail_id=1, enclosures=(logo,))
    again = introduction(mail_id=2, enclosures=(logo, offer))
    (merged,) = decide(submission(known, fresh=("R-AAAA-AA",)), again, MONDAY).state.merged
    assert merged.enclosures == (logo, replace(offer, mail_id=2))
    (twice,) = decide(submission(merged, fresh=("R-AAAA-AA",)), again, MONDAY).state.merged
    assert twice.enclosures == merged.enclosures


def test_two_people_of_one_company_in_one_mail_are_one_referral() -> None:
    joe = prospect(name="Joe", email="joe@sales.acme.example")
    decision = decide(submission(), introduction(prospect(), joe), MONDAY)
    assert [r.prospect.name for r in decision.state.new] == ["Jane Doe"]


def test_another_partner_inside_the_protection_period_is_contested_and_sales_hears_nothing() -> None:
    first = referral("R-OLD0-00", partner_id=other_partner().id, protected_until=PROTECTED)
    decision = decide(submission(first, fresh=("R-AAAA-AA",)), introduction(), MONDAY + timedelta(days=3))
    (contested,) = decision.state.contested
    assert contested.registration == "contested"
    assert decision.events == (
        ReferralContested("R-AAAA-AA", MONDAY + timedelta(days=3), "P-1", "R-OLD0-00"),
    )
    assert [e.channel for e in decision.effects if isinstance(e, ShowCard)] == ["managers"]


def test_after_the_protection_period_another_partner_may_register() -> None:
    first = referral("R-OLD0-00", partner_id=other_partner().id, protected_until=MONDAY - timedelta(days=1))
    decision = decide(submission(first, fresh=("R-AAAA-AA",)), introduction(), MONDAY)
    assert [r.id for r in decision.state.new] == ["R-AAAA-AA"]


def test_first_is_who_reached_our_server_first_whatever_was_decided_later() -> None:
    late = MONDAY + timedelta(days=2)
    first = referral("R-OLD0-00", partner_id=other_partner().id, protected_until=PROTECTED)
    decision = decide(submission(first, fresh=("R-AAAA-AA",)), introduction(received_at=MONDAY), late)
    assert decision.state.contested[0].received_at == MONDAY
    assert decision.state.contested[0].registered_at == late


@pytest.mark.parametrize("domain", ["gmail.com", "yahoo.com.mx", "hotmail.nl", "freemail.hu", "ukr.net"])
def test_a_free_mail_domain_binds_nobody_together(domain: str) -> None:
    anna, ben = f"anna@{domain}", f"ben@{domain}"
    first = referral("R-OLD0-00", account=f"mail:{anna}", prospect=prospect(email=anna))
    decision = decide(submission(first, fresh=("R-AAAA-AA",)), introduction(prospect(email=ben)), MONDAY)
    assert [r.account for r in decision.state.new] == [f"mail:{ben}"]


def test_the_protection_ends_at_its_very_moment() -> None:
    first = referral("R-OLD0-00", partner_id=other_partner().id, protected_until=PROTECTED)
    before = introduction(received_at=PROTECTED - timedelta(seconds=1))
    assert decide(submission(first, fresh=("R-AAAA-AA",)), before, PROTECTED).state.contested
    at_the_end = introduction(received_at=PROTECTED)
    assert decide(submission(first, fresh=("R-AAAA-AA",)), at_the_end, PROTECTED).state.new


def test_a_lost_lead_may_be_introduced_anew() -> None:
    lost = referral("R-OLD0-00", stage="closed_lost", protected_until=PROTECTED)
    decision = decide(submission(lost, fresh=("R-AAAA-AA",)), introduction(), MONDAY)
    assert [r.id for r in decision.state.new] == ["R-AAAA-AA"]
