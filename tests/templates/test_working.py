"""The working behind an amount, in the partner's language: all that our rules can say, no English left."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pytest

from bot.money import documents
from bot.money.paper import pdf
from templates import render_document, render_email, tongues
from templates.working import said
from tests.builders import MARCO, eur, referral
from tests.templates.test_words import context
from tests.workflows.commission.build import CLOSED, PAYDAY, deal, entry, plan, refund
from workflows.commission.answers import Earned, EarnedLine, plan_words
from workflows.commission.batch import Payout
from workflows.commission.calculate import calculate
from workflows.commission.ledger import LedgerEntry
from workflows.commission.model import Collection, Credit, Deal, Deduction, Rate
from workflows.commission.objecting import Line
from workflows.commission.preview import Preview, Section
from workflows.commission.rules import Plan
from workflows.commission.statement import DealName, Statement, statement_lines
from workflows.money import Money, rewritten
from workflows.pipeline import Stage

OTHERS = [language for language in tongues.SPOKEN if language != "en"]
ENGLISH = re.compile(
    r"\b(the|and|you|your|will|with|together|least|share|booked|before|commission is|payout|paid|line|"
    r"closed|due|held|refunded|each|rate|stage|reply|wrong|has)\b",
    re.IGNORECASE,
)
TIERS = [{"rate": "10 %", "up_to": "10000"}, {"rate": "12.5 %", "up_to": "50000"}, {"rate": "20 %"}]
PLANS: dict[str, Plan] = {
    "percent": plan(),
    "multiplied": plan(multiplier="2", floor="250", cap="5000"),
    "floored": plan(rate="1 %", floor="900"),
    "first year": plan(base="first_year"),
    "flat": plan(kind="flat", amount="500"),
    "marginal": plan(kind="tiers", mode="marginal", tiers=TIERS, per="year"),
    "whole": plan(kind="tiers", mode="whole", tiers=TIERS, base="collected"),
    "recurring": plan(kind="recurring", rate="20 %", months=12),
    "once": plan(kind="recurring", rate="20 %", months=1),
    "bounty": plan(kind="bounty", stages={"demo_scheduled": "50.00", "proposal_sent": "100.00"}),
    "dollars": plan(currency="USD"),
}
PAID = (Collection("INV-1", eur("499"), CLOSED), Collection("INV-2", eur("499"), date(2026, 1, 20)))
DEALS: dict[str, Deal] = {
    "plain": deal("60000"),
    "taken off": deal(
        "60000", deductions=(Deduction("tax", eur("1")),), refunds=(refund("R1", "8000"),), collections=PAID
    ),
    "paid": deal("998", collections=PAID, stages=("demo_scheduled", "proposal_sent")),
    "open": deal("998", closed_on=None),
    "rated": deal("60000", rates=(Rate("EUR", "USD", Decimal("1.0850")),)),
}
SHARED = (Credit("P-1", 6000), Credit("P-2", 4000))


@lru_cache
def steps() -> frozenset[str]:
    """All lines that the rules above make of the deals above."""
    made: set[str] = set()
    for name, rules in PLANS.items():
        for facts in [DEALS["rated"]] if name == "dollars" else DEALS.values():
            for credited in ((Credit("P-1"),), SHARED):
                for line in calculate(rules, facts, credited):
                    made |= {words for share in line.shares for words in share.why}
    return frozenset(made)


@pytest.mark.parametrize("language", OTHERS)
def test_every_step_of_every_rule_is_said_in_the_readers_language(language: str) -> None:
    told = {step: said(step, language) for step in steps()}
    assert len(told) > 30
    assert {step: words for step, words in told.items() if ENGLISH.search(words)} == {}
    assert {step for step, words in told.items() if step == words and "×" not in step} == set()


@pytest.mark.parametrize("language", OTHERS)
def test_a_plan_is_promised_in_the_readers_language(language: str) -> None:
    promises = {plan_words(rules): said(plan_words(rules), language) for rules in PLANS.values()}
    assert {was: words for was, words in promises.items() if was == words or ENGLISH.search(words)} == {}


def test_the_words_of_a_language_and_its_signs() -> None:
    assert said("15 % of €30,000.00 = €4,500.00", "de") == "15\u00a0% von 30.000,00\u00a0€ = 4.500,00\u00a0€"
    assert (
        said("€1,234.57 at 1.0850 = $1,339.51", "es")
        == "1.234,57\u00a0€ al cambio 1,0850 = 1.339,51\u00a0US$"
    )
    assert said("10 % / 15 %, 60 % share", "nl") == "10% / 15%, aandeel van 60%"
    assert said("15 % of €30,000.00 = €4,500.00", "sv") == "15 % of €30,000.00 = €4,500.00"


@pytest.mark.parametrize("own", ["because you are the best", "Thanks, at most of it: 5", "Easter, 10 % off"])
def test_a_persons_own_reason_stays_word_for_word(own: str) -> None:
    assert said(own, "de") == own


@pytest.mark.parametrize(
    "amount", [Money(450000, "EUR"), Money(-75, "USD"), Money(154321, "JPY"), Money(5, "KWD")]
)
def test_an_amount_is_rewritten_to_the_same_cent(amount: Money) -> None:
    for language in OTHERS:
        assert rewritten(amount.format(), language) == amount.format(language)


def earned(total: str = "2700") -> Earned:
    whole = calculate(PLANS["percent"], DEALS["taken off"], SHARED)
    lines = tuple(EarnedLine(s.line, s.amount, s.why) for c in whole for s in c.shares if s.partner == "P-1")
    return Earned(
        eur(total),
        lines,
        ((PAYDAY, eur(total)),),
        eur("-5"),
        None,
        "standard",
        "v1",
        "",
        "15 % of the contract value",
    )


def line() -> Line:
    return Line(entry("k", "2700"), "Acme Ltd", 2)


def money_mails() -> dict[str, dict[str, Any]]:
    """Every mail about money, with what its workflow hands over."""
    about = {
        "referral": referral(),
        "title": "Acme Ltd",
        "was": eur("1"),
        "total": eur("2700"),
        "money": earned(),
    }
    about |= {"change": eur("-100"), "amount": eur("8000"), "is_paid": True, "is_won": True}
    lines = statement_lines(entries(), "in_batch", PAYDAY, {"D-1": DealName("Acme Ltd", CLOSED)})
    held = statement_lines(entries()[:1], "objected", PAYDAY, {})
    late = statement_lines(entries()[:1], "late", PAYDAY, {})
    sections = tuple(
        Section("EUR", lines, eur("2700"), fate, held, eur("9999"), late)
        for fate in ("paid", "below_minimum", "below_zero", "frozen", "too_late")
    )
    shown = Preview("P-1", PAYDAY, sections)
    payout = Payout("B:P-1:EUR", "P-1", eur("2700"), ("k",))
    sent = {"statement": Statement("P-1", "EUR", lines, eur("2700")), "payout": payout, "on": PAYDAY}
    settled = {"line": line(), "by": MARCO, "right": eur("1"), "answer": "12345", "pays_on": PAYDAY}
    bonus = LedgerEntry("b", "bonus", "P-1", eur("5"), CLOSED, CLOSED, why=("Xyzzy",))
    return {
        "money_earned": about,
        "money_changed": about,
        "money_refunded": about,
        "money_collected": about,
        "money_bonus": {"entry": bonus},
        "money_waived": {"entry": bonus, "left": eur("-3")},
        "statement": {"preview": shown, "until": PAYDAY, "account": "DE** 1234"},
        "paid": {**sent, "account": "DE** 1234"},
        "line_on_hold": {"lines": (line(), line()), "pays_on": PAYDAY, "is_ours": False, "rest": "paid"},
        "objection_settled": settled,
        "details_changed": {"account": "DE** 1", "before": "FR** 2", "hours": 72},
        "payout_returned": {"amount": eur("5"), "payday": PAYDAY, "why": "your bank did not take it"},
        "stage_closed_won": {
            "referral": referral(stage_on=CLOSED),
            "stage": Stage("closed_won", "Closed Won"),
            "is_change": False,
            "deal": None,
        }
        | {"money": earned(), "owner": MARCO},
        "stage_demo_scheduled": {
            "referral": referral(stage_on=CLOSED),
            "stage": Stage("demo_scheduled", "Demo Scheduled", asks="date"),
            "is_change": False,
        }
        | {"money": earned(), "owner": MARCO},
        "confirmation": {"promised": {referral().id: (plan_words(PLANS["marginal"]), "v1")}},
    }


def entries() -> list[LedgerEntry]:
    whys = sorted(steps() | {"€2.00 - €1.00 booked before = €1.00", "the credit is another partner's"})
    return [entry("k", "2700", deal="D-1", why=tuple(whys)), entry("c", "-5", why=("nothing is due",))]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", sorted(money_mails()))
def test_no_english_sentence_leaks_into_a_mail_about_money(name: str, language: str) -> None:
    given = {**context(), "language": language, **money_mails()[name]}
    words = render_email(name, {**given, "sheet": documents.sheet_of(given)})
    for text in (words.subject, words.text, _seen(words.html)):
        assert ENGLISH.findall(text) == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_page_and_the_paper_beside_a_statement_speak_the_same_language(language: str) -> None:
    given = {**context(), "language": language, **money_mails()["statement"]}
    sheet = documents.sheet_of(given)
    assert sheet is not None
    assert ENGLISH.findall(_seen(render_document("statement", {"sheet": sheet, "language": language}))) == []
    assert pdf(sheet).startswith(b"%PDF")


def _seen(html: str) -> str:
    """What a reader sees of a page."""
    return re.sub(
        r"<[^>]+>", " ", re.sub(r"<style>.*?</style>|<title>.*?</title>", "", html, flags=re.DOTALL)
    )
