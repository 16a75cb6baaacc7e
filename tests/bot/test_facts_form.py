"""What a commission is computed on, from Slack: typed, shown with its arithmetic, and only then booked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.money.bookkeeping import read_deduction
from bot.slack.form import read_form
from bot.slack.modals import Unfit
from bot.slack.money.facts_form import facts_view, read_facts, wish_of
from storage.deals import Deals
from tests.bot.acts import buttons, shown
from tests.bot.test_leads import SALES, submit
from tests.bot.test_money_in_slack import FINANCE, booked, clock, office, typed, won
from tests.builders import eur, referral
from tests.rigs.office import Office
from workflows.commission.messages import NoteDealFacts, NoteRefund
from workflows.commission.model import Credit, Deal, Deduction
from workflows.commission.record import DealRecord
from workflows.earning import Earning, refusal
from workflows.errors import BadInput

DAY = date(2026, 1, 31)

__all__ = ["clock", "office"]  # fixtures


def filled(less: str, first: str = "") -> Any:
    values = {"less": {"less": {"value": less}}, "first_year": {"first_year": {"value": first}}}
    about = '{"referral": "R-1", "currency": "EUR"}'
    return read_form({"view": {"private_metadata": about, "state": {"values": values}}})


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("tax 500", ("tax", "500")),
        ("tax=500", ("tax", "500")),
        ("Setup fee: 1,250.50", ("Setup fee", "1250.50")),
        ("discount 10  2000", ("discount 10", "2000")),
    ],
)
def test_what_comes_off_is_a_name_and_an_amount(line: str, read: tuple[str, str]) -> None:
    assert read_deduction(line, "EUR") == Deduction(read[0], eur(read[1]))


@pytest.mark.parametrize("line", ["500", "tax", "tax much", "tax 0.001"])
def test_a_line_that_says_no_amount_is_refused(line: str) -> None:
    with pytest.raises(BadInput):
        read_deduction(line, "EUR")


def test_a_slip_is_named_at_its_field() -> None:
    for form, field in ((filled("tax much"), "less"), (filled("", "a lot"), "first_year")):
        with pytest.raises(Unfit) as unfit:
            read_facts(form, "ines")
        assert unfit.value.field == field
    with pytest.raises(Unfit, match="At most 12"):
        read_facts(filled("a 1\n" * 13), "ines")


def test_the_form_shows_what_is_known_and_an_empty_list_takes_all_of_it_away() -> None:
    known = Deal("R-1", eur("30000"), first_year=eur("12000"), deductions=(Deduction("tax", eur("500")),))
    view = str(facts_view(referral(), known))
    assert "12000.00" in view
    assert "tax 500.00" in view
    assert read_facts(filled(""), "ines") == NoteDealFacts("R-1", "ines", None, ())


def test_what_was_shown_is_what_is_booked() -> None:
    about = {"referral": "R-1", "currency": "EUR", "first_year": 1_200_000, "less": [["tax", 50_000]]}
    wish = NoteDealFacts("R-1", "ines", eur("12000"), (Deduction("tax", eur("500")),))
    assert (wish_of(about, "ines"), read_facts(filled("tax 500", "12000"), "ines")) == (wish, wish)


def test_no_more_comes_off_than_the_deal_is_worth() -> None:
    record = DealRecord(Deal("R-1", eur("30000"), closed_on=DAY), "P-1", "v1", (Credit("P-1"),))
    state = Earning(referral("R-1"), record=record)
    for less, says in (("20000", ""), ("50000", "takes €50,000.00 off a deal of €30,000.00")):
        wish = NoteDealFacts("R-1", "ines", None, (Deduction("tax", eur(less)),))
        assert says in refusal(state, wish, DAY)
        assert bool(says) == bool(refusal(state, wish, DAY))


async def test_the_arithmetic_is_shown_before_anything_is_booked(office: Office) -> None:
    about = await won(office)
    assert f"/lead {about} facts" in buttons((await why(office, about)).response).values()
    assert "Money is for partner managers" in await typed(office, "marco", f"{about} facts", "/lead", SALES)
    await office.slack.slash("ines", FINANCE, "/lead", f"{about} facts")
    wrong = await submit(office, "ines", {"less": "tax much"})
    assert "not an amount" in wrong.errors["less"]
    seen = shown((await submit(office, "ines", {"less": "tax 5000\ndiscount 1000"})).view.blocks)
    assert "Off the price: tax €5,000.00, discount €1,000.00." in seen
    assert "*Northwind Advisory: -€900.00*, due Friday 13 February 2026" in seen
    assert "€3,600.00 - €4,500.00 booked before = -€900.00" in seen
    assert booked(office) == [eur("4500")]
    await office.handle(NoteRefund(about, "RF-1", eur("3000"), DAY, "dana"), "meanwhile")
    again = shown((await submit(office, "ines")).view.blocks)  # the deal has changed: it is shown anew
    assert "€3,150.00 - €4,050.00 booked before = -€900.00" in again
    done = await submit(office, "ines")
    assert "Booked for Northwind Advisory: -€900.00" in shown(done.view.blocks)
    assert booked(office) == [eur("4500"), eur("-450"), eur("-900")]
    record = office.engine._look(lambda session: Deals(session).get(about))
    assert record
    assert record.deal.deductions == (Deduction("tax", eur("5000")), Deduction("discount", eur("1000")))


async def why(office: Office, about: str) -> Any:
    return await office.slack.slash("ines", FINANCE, "/lead", f"{about} why")
