"""What only suggests, and what a conflict says to whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import MONDAY, introduction, other_partner, partner, program, prospect, referral
from workflows.base import PostNotice, SendEmail
from workflows.likeness import alike, plain_name
from workflows.matching import is_own_company
from workflows.model import Prospect
from workflows.registration import Submission, decide

OTHERS = (("R-1", "ACME Limited"), ("R-2", "Acme Düngemittel GmbH"), ("R-3", "Borealis AG"))
FIRST = referral("R-1", protected_until=MONDAY + timedelta(days=90))


def test_legal_forms_case_and_accents_do_not_make_a_name() -> None:
    assert plain_name("Bäckerei Möller GmbH & Co. KG") == "backerei moller"


def test_alike_is_what_differs_in_its_form_only() -> None:
    assert alike("Acme Ltd", OTHERS) == (("R-1", 100),)
    assert alike("Borealis", OTHERS) == (("R-3", 100),)


@pytest.mark.parametrize("name", ["", "A", "Zenith Foods", "?!"])
def test_nothing_is_like_it(name: str) -> None:
    assert alike(name, OTHERS) == ()


@pytest.mark.parametrize(
    ("who", "own"),
    [
        (prospect(email="jane@mail.northwind.example", company="Acme"), True),
        (prospect(email="Sam+private@northwind.example"), True),
        (Prospect(company="northwind advisory"), True),
        (prospect(), False),
        (Prospect(company="Northwind Traders"), False),
    ],
)
def test_a_partners_own_company_is_known_by_domain_address_or_exact_name(who: Prospect, own: bool) -> None:
    assert is_own_company(who, partner()) is own


def test_a_freemail_domain_is_nobodys_own() -> None:
    agency = replace(partner(), domains=("gmail.com",))
    assert not is_own_company(prospect(email="jane@gmail.com"), agency)


@pytest.mark.parametrize("wanted", [True, False])
def test_the_first_partner_hears_of_a_conflict_only_where_the_programme_wants_it(wanted: bool) -> None:
    second = introduction(partner=other_partner(), contact=other_partner().contacts[0])
    state = Submission(program(conflict_notice=wanted), ("R-2",), (FIRST,))
    told = [e for e in decide(state, second, MONDAY).effects if isinstance(e, SendEmail)]
    to_first = [mail for mail in told if mail.to == "sam@northwind.example"]
    assert [mail.template for mail in to_first] == (["conflict_notice"] if wanted else [])
    assert all(set(mail.context) == {"referral"} for mail in to_first)


def test_what_nobody_would_read_is_not_sent_and_the_managers_are_asked_to_tell() -> None:
    state = Submission(program(), ("R-2",))
    effects = decide(state, introduction(may_answer=False), MONDAY).effects
    assert not any(isinstance(effect, SendEmail) for effect in effects)
    (notice,) = [effect for effect in effects if isinstance(effect, PostNotice)]
    assert notice.template == "unconfirmed"
