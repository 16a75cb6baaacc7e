"""The same words, asked by a rep, by finance and by a manager: everybody reads what is theirs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy.orm import Session

from bot.slack import plain_questions
from bot.slack.answers import Ask, Open, Show
from bot.slack.home import home_view
from bot.slack.leads import lead_words
from bot.slack.money import money_home
from bot.slack.partners import partner_words
from bot.slack.people import Role, SlackUser
from storage.database import Database
from storage.ledger import Ledger
from storage.partners import Partners
from storage.payout_details import PayoutAccounts
from storage.payouts import Batches
from storage.referrals import Referrals
from tests.bot.acts import buttons, shown
from tests.builders import AISHA, DANA, MARCO, MONDAY, other_partner, partner, program, referral
from tests.rigs.earning import line
from workflows.calendar import BusinessHours
from workflows.commission.accounts import PayoutAccount
from workflows.commission.batch import Batch, Payout
from workflows.commission.details import PayoutDetails
from workflows.commission.payday import Payday
from workflows.commission.payout_record import BatchRecord
from workflows.commission.rules import parse_book
from workflows.commission.terms import Terms
from workflows.model import Person

PLAN = {
    "name": "standard",
    "valid_from": date(2020, 1, 1),
    "currency": "EUR",
    "rules": [{"kind": "percent", "rate": "15 %"}],
}
PROGRAM = program(terms=Terms(parse_book([PLAN]), Payday(BusinessHours("Europe/London"))))
WHO: dict[Role, Person] = {"manager": DANA, "finance": Person("Ines Duarte"), "rep": MARCO}


@pytest.fixture
def desk(sqlite: Database) -> Iterator[Session]:
    with sqlite.write() as session:
        for one in (partner(), other_partner()):
            Partners(session).add(one, MONDAY)
        Referrals(session).lock_accounts(["domain:acme.example"], MONDAY)
        Referrals(session).add(referral(owner=AISHA))
        yield session


def asks(session: Session, role: Role, line: str) -> Show | Open:
    name, _, typed = line.partition(" ")
    vocabulary = {"/partner": partner_words.VOCABULARY, "/lead": lead_words.VOCABULARY}[name]
    answer = vocabulary.answer(session, SlackUser("U1", WHO[role], role), typed, PROGRAM, MONDAY)
    assert isinstance(answer, Show | Open)
    return answer


def reads(session: Session, role: Role, line: str) -> str:
    answer = asks(session, role, line)
    assert isinstance(answer, Show)
    return shown(answer.blocks)


def test_what_a_partner_is_paid_is_shown_to_those_alone_who_may_see_money(desk: Session) -> None:
    line = "/partner status Northwind Advisory"
    assert "15 %" in reads(desk, "manager", line)
    assert "15 %" in reads(desk, "finance", line)
    told = reads(desk, "rep", line)
    assert "15 %" not in told
    assert "protected for 90 days" in told


def test_help_and_buttons_name_nothing_that_is_only_refused(desk: Session) -> None:
    for role in WHO:
        partners, leads = reads(desk, role, "/partner help"), reads(desk, role, "/lead help")
        for told in (
            partners,
            reads(desk, role, "/partner list"),
            reads(desk, role, "/partner status nobody"),
        ):
            assert ("/partner add" in told) is (role == "manager")
        assert ("/partner payday" in partners) is (role != "rep")
        assert ("/lead mine" in leads) is (role != "finance")
        assert (" why`" in leads) is (role != "rep")


def test_a_lead_that_somebody_else_looks_after_offers_a_rep_no_more_than_to_open_it(desk: Session) -> None:
    lead = "/lead R-0000-00"
    assert "Release" in reads(desk, "manager", lead)
    told = buttons(json.loads(reads(desk, "rep", lead)))
    assert "Open" in told
    assert "Release" not in told


def test_a_partner_is_found_by_whom_they_introduced(desk: Session) -> None:
    for words in ("acme", "jane@acme.example", "acme.example"):
        assert "Northwind Advisory" in reads(desk, "rep", f"/partner status {words}")


def test_only_the_picture_takes_a_prospect_for_its_partner(desk: Session) -> None:
    told = reads(desk, "manager", "/partner resume acme")
    assert "These introduced somebody of that name" in told


def test_a_slip_in_a_partners_name_is_guessed(desk: Session) -> None:
    for slip, meant in (("northwnd", "Northwind"), ("nrthwind", "Northwind"), ("vogl", "Vogel")):
        told = reads(desk, "rep", f"/partner status {slip}")
        assert "Did you mean" in told
        assert meant in told


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("my leads", ("/lead", "mine")),
        ("Show me my open leads, please!", ("/lead", "mine")),
        ("unclaimed leads?", ("/lead", "open")),
        ("any news on Acme?", ("/lead", "R-0000-00")),
        ("who owns acme ltd?", ("/lead", "R-0000-00")),
        ("thanks, any news on Acme?", ("/lead", "R-0000-00")),
        ("how much commission for Acme?", ("/lead", "R-0000-00 why")),
        ("how is Northwind doing?", ("/partner", "status P-1")),
        ("when is Vogel & Partner paid?", ("/partner", "payouts P-2")),
        ("how are we doing this month?", ("/partner", "report this month")),
        ("how did we do last quarter", ("/partner", "report last quarter")),
        ("what do we owe?", ("/partner", "owed")),
        ("what is the meaning of all this?", None),
    ],
)
def test_plain_words_of_our_own_people_become_the_command_they_mean(
    desk: Session, said: str, line: tuple[str, str] | None
) -> None:
    asked = Ask(desk, SlackUser("U1", MARCO, "rep"), said, PROGRAM, MONDAY)
    assert plain_questions.answer(asked) == line


def test_where_words_name_a_lead_and_a_partner_it_is_asked_which(desk: Session) -> None:
    asked = Ask(desk, SlackUser("U1", MARCO, "rep"), "is Acme from Northwind?", PROGRAM, MONDAY)
    answer = plain_questions.answer(asked)
    assert isinstance(answer, Show)
    assert {"Show", "Status"} <= set(buttons(answer.blocks))


def test_the_home_of_finance_shows_paydays_and_what_waits_for_a_second_person(desk: Session) -> None:
    ines = SlackUser("U1", WHO["finance"], "finance")
    home = home_view(desk, ines, PROGRAM, MONDAY)
    assert money_home.NOTHING in shown(home)
    assert "/partner owed" in shown(home)
    entry = line("a", "4500")
    Ledger(desk).add([entry], MONDAY)
    payout = Payout("payday:2026-03-13:P-1", "P-1", entry.amount, (entry.key,))
    batch = Batch("payday:2026-03-13", date(2026, 3, 13), (payout,))
    Batches(desk).save(None, BatchRecord(batch, is_open_to_approval=True), MONDAY)
    account = PayoutAccount("sepa", "Northwind Advisory", "DE75512108001245126199")
    PayoutAccounts(desk).add(PayoutDetails("P-1", 1, "f", MONDAY, "Dana Reyes"), account)
    home = home_view(desk, ines, PROGRAM, MONDAY)
    assert {"Approve", "Checked…"} <= set(buttons(home["blocks"]))
    assert entry.amount.format() in shown(home)
    assert "Free to claim" not in shown(home)
