"""What an owner adds to a lead: details, a mail in their own name; and the day's news in one mail."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from tests.builders import AISHA, DANA, MARCO, MONDAY, partner, referral
from workflows import details, digest, introduction
from workflows.base import Decision, PostNotice, SendEmail
from workflows.commands import Introduce, NoteDetails, SendDigest
from workflows.digest import Digest
from workflows.events import DetailsNoted, DigestSent, IntroductionWritten
from workflows.model import ExpectedValue
from workflows.pipeline import Pipeline

MINE = referral(owner=MARCO, claimed_at=MONDAY)
DRAFT = Introduce(MINE.id, "V1", MARCO, "jane@acme.example", "Hello", "Hi Jane", cc="sam@northwind.example")


def test_a_three_way_introduction_is_one_mail_for_two_and_only_the_prospects_copy_proves_it() -> None:
    decision = introduction.decide(MINE, DRAFT, MONDAY)
    jane, sam = (e for e in decision.effects if isinstance(e, SendEmail))
    assert (jane.to, sam.to) == ("jane@acme.example", "sam@northwind.example")
    assert jane.mail_key == sam.mail_key
    assert (jane.proves, sam.proves) == ("contacted", "")
    for copy in (jane, sam):
        assert (copy.from_name, copy.reply_to) == ("Marco Bianchi", "marco.bianchi@vendor.example")
        assert copy.shown_to == (("Jane Doe", "jane@acme.example"),)
        assert copy.shown_cc == (("Sam Ortega", "sam@northwind.example"),)
    assert decision.events == (
        IntroductionWritten(MINE.id, MONDAY, "Marco Bianchi", "jane@acme.example", "sam@northwind.example"),
    )
    assert [e.template for e in decision.effects if isinstance(e, PostNotice)] == ["introduced"]


def test_nobody_writes_in_the_place_of_the_owner_but_a_manager() -> None:
    assert introduction.decide(MINE, replace(DRAFT, actor=AISHA), MONDAY) == Decision(MINE)
    assert introduction.decide(MINE, replace(DRAFT, actor=DANA, may_steer=True), MONDAY).events
    assert introduction.decide(referral(), DRAFT, MONDAY) == Decision(referral())


def test_details_fill_in_what_is_new_and_leave_the_rest() -> None:
    worth = ExpectedValue(Decimal(18_000), "GBP")
    decision = details.decide(MINE, NoteDetails(MINE.id, MARCO, worth, "", "Call on Friday"), MONDAY)
    assert (decision.state.prospect.value, decision.state.next_step) == (worth, "Call on Friday")
    assert decision.state.prospect.found["value"] == "entered by Marco Bianchi"
    assert decision.events == (DetailsNoted(MINE.id, MONDAY, "Marco Bianchi", ("value", "next_step")),)
    again = details.decide(decision.state, NoteDetails(MINE.id, MARCO, worth), MONDAY)
    assert again == Decision(decision.state)
    assert details.decide(MINE, NoteDetails(MINE.id, AISHA, worth), MONDAY) == Decision(MINE)


def test_a_digest_tells_everything_that_waits_once() -> None:
    quiet, settling = referral("R-2"), referral("R-3", telling="qualified", telling_at=MONDAY)
    waiting = referral("R-1", stage="qualified", telling="qualified", told="contacted")
    state = Digest(partner(), partner().contacts[0], (waiting, quiet, settling))
    decision = digest.deciding(Pipeline()).decide(state, SendDigest("sam@northwind.example"), MONDAY)
    assert decision.state.referrals == (replace(waiting, told="qualified", telling=""),)
    (mail,) = decision.effects
    assert isinstance(mail, SendEmail)
    assert [(line["stage"], line["is_correction"]) for line in mail.context["lines"]] == [
        ("Qualified", False)
    ]
    assert decision.events == (DigestSent("P-1", MONDAY, "sam@northwind.example", ("R-1",)),)
    later = digest.deciding(Pipeline()).decide(
        decision.state, SendDigest("sam@northwind.example"), MONDAY + timedelta(days=1)
    )
    assert later == Decision(decision.state)


def test_a_digest_says_where_it_corrects_an_earlier_one() -> None:
    back = referral("R-1", stage="contacted", telling="contacted", told="qualified")
    state = Digest(partner(), partner().contacts[0], (back,))
    (mail,) = digest.deciding(Pipeline()).decide(state, SendDigest("sam@northwind.example"), MONDAY).effects
    assert isinstance(mail, SendEmail)
    assert [line["is_correction"] for line in mail.context["lines"]] == [True]
