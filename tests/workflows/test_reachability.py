"""Addresses that take no mail: marked, told, left alone, cleared."""

from __future__ import annotations

import pytest

from tests.builders import DANA, MONDAY, partner
from workflows.base import Decision, PostNotice, SendEmail, ShowCard
from workflows.commands import ClearAddress, NoteBounce
from workflows.events import AddressCleared, MailBounced
from workflows.model import Contact
from workflows.reachability import Reachability, decide, next_reachable, redirected

SAM = "sam@northwind.example"
LEE = Contact("Lee Fox", ("lee@northwind.example",), "member")
INES = Contact("Ines Duarte", ("ines@northwind.example",), "finance")


def test_a_hard_bounce_marks_the_address_and_tells_the_managers() -> None:
    bounce = NoteBounce(4, (SAM,), "x@vendor.example", ("550 no such user",))
    decision = decide(Reachability("R-1", (SAM,)), bounce, MONDAY)
    assert (decision.state.unreachable, decision.state.reason) == ((SAM,), "550 no such user")
    assert decision.events == (MailBounced("R-1", MONDAY, SAM),)
    notice, card = decision.effects
    assert isinstance(notice, PostNotice)
    assert card == ShowCard(f"address:{SAM}", "address", SAM, "managers")


@pytest.mark.parametrize("returned", [(), (LEE.emails[0], INES.emails[0])])
def test_a_bounce_silences_nobody_who_did_not_get_the_mail_it_returns(returned: tuple[str, ...]) -> None:
    """Else anybody who can write a delivery report could cut a partner off."""
    bounce = NoteBounce(4, (SAM,), "x@vendor.example", ("550 no such user",))
    decision = decide(Reachability(sent_to=returned), bounce, MONDAY)
    assert decision.state.unreachable == ()
    assert [type(effect) for effect in decision.effects] == [PostNotice]


def test_where_mail_is_forwarded_on_the_address_we_wrote_to_is_the_one_that_is_lost() -> None:
    bounce = NoteBounce(4, ("sam.home@mail.example",), "x@vendor.example", ("550 no such user",))
    assert decide(Reachability("R-1", (SAM,)), bounce, MONDAY).state.unreachable == (SAM,)


def test_only_what_is_marked_can_be_cleared() -> None:
    clear = ClearAddress(SAM, DANA)
    decision = decide(Reachability(unreachable=(SAM,)), clear, MONDAY)
    assert decision.state.cleared == SAM
    assert decision.events == (AddressCleared(f"address:{SAM}", MONDAY, DANA.name),)
    assert decide(Reachability(), clear, MONDAY) == Decision(Reachability())


def test_another_address_of_the_same_person_comes_before_another_person() -> None:
    sam = Contact("Sam Ortega", (SAM, "sam.private@mail.example"))
    full = partner(contacts=(INES, LEE, sam))
    assert next_reachable(SAM, full, {SAM}) == (sam, "sam.private@mail.example")
    assert next_reachable(SAM, full, {SAM, "sam.private@mail.example"}) == (LEE, LEE.emails[0])


def test_where_nobody_is_left_there_is_nobody() -> None:
    assert next_reachable(SAM, partner(), {SAM}) is None
    assert next_reachable(SAM, None, {SAM}) is None


def test_the_managers_hear_of_it_once_a_day_and_address() -> None:
    mail = SendEmail("claimed:R-1", "claimed", SAM, "R-1", subject_of="Fwd: payroll")
    first, again = redirected(mail, "", MONDAY), redirected(mail, "", MONDAY)
    assert first.key == again.key
    assert redirected(mail, LEE.emails[0], MONDAY).key != first.key
