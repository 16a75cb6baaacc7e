"""Every mail we can send, with what its workflow hands over: for tests of all of them, and for pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import templates
from bot.money import documents
from bot.reports.charts import charts
from templates import Words, render_email
from tests.builders import MARCO, MONDAY, prospect, referral
from tests.templates.test_nudges import context as of_nudges
from tests.templates.test_working import money_mails
from workflows.answer_parts import MoneyLine, Part
from workflows.base import FileRef
from workflows.figures import report
from workflows.model import ExpectedValue, Partner
from workflows.money import Money
from workflows.periods import Period, in_a_row
from workflows.pipeline import STAGES
from workflows.report_messages import Picture
from workflows.reporting import Headline, Numbers, Opinion, PartnerNumbers, Reporting, Share

FOLDER = Path(templates.__file__).parent / "email"
# What is written in capitals for a reason: IDs, currencies, banks.
STOP_WORDS = re.compile(r"\bR-[0-9A-Z-]+|https?://\S+")
PAGE = "https://desk.vendor.example/p/abc"
SOON = MONDAY + timedelta(hours=8)


def names() -> tuple[str, ...]:
    """The mails that have a subject of their own."""
    return tuple(sorted(folder.parent.name for folder in FOLDER.glob("*/subject.txt.j2")))


def letter(name: str, *, language: str = "en", with_pictures: bool = False) -> Words:
    """One of them."""
    given: dict[str, Any] = {**_everything(with_pictures=with_pictures), **money_mails().get(name, {})}
    if name == "terms_change":
        given |= {"new": "15 % of the contract value", "old": "10 % of the contract value"}
    if name == "stage_digest":
        lead = given["referral"]
        given["lines"] = [{"referral": lead, "stage": "Qualified", "on": None, "is_correction": False}]
    given |= {"language": language}
    return render_email(name, {**given, "sheet": documents.sheet_of(given)})


def letters() -> Iterator[tuple[str, Words]]:
    """All of them, in English."""
    for name in names():
        yield name, letter(name)


def numbers(whose: Partner | None = None) -> Numbers:
    """A quarter with something in every figure."""
    quarter = Period("quarter", date(2026, 1, 1), date(2026, 3, 31))
    head = Headline(
        referrals=187,
        before=151,
        before_by_now=151,
        active=Share(41, 63),
        closed=Share(58, 187),
        closed_in_a_year=Share(160, 510),
        first_days=(3, 5, 9),
        still_silent=4,
        owed=(Money.of("12500", "EUR"), Money.of("900", "GBP")),
        paid=(Money.of("31000", "EUR"),),
    )
    return Numbers(
        quarter,
        date(2026, 4, 2),
        head,
        retained=Share(33, 40),
        promises=Share(170, 176),
        conflicts=3,
        payout_questions=2,
        asked=41,
        opinions=(Opinion("P-1", "Northwind Advisory", MONDAY.date(), "Shorter forms, please."),),
        partners=(PartnerNumbers("P-1", "Northwind Advisory", 41, Share(9, 33)),),
        sourced=Share(160, 510),
        actions={"ReferralRegistered": 187, "PartnerAnswered": 60},
        stages=(("Registered", 12), ("Demo Scheduled", 30), ("Closed Won", 58)),
        trend=tuple((p, 20 * n + 11, 5 * n + 6) for n, p in enumerate(in_a_row(quarter, 9))),
        partner_id=whose.id if whose else "",
        company=whose.company if whose else "",
    )


def _everything(*, with_pictures: bool) -> dict[str, Any]:
    """What any of them may ask for, so that each finds its own in it."""
    lead = referral(
        prospect=prospect(value=ExpectedValue(Money.of("18000", "GBP").major, "GBP")),
        owner=MARCO,
        claimed_at=MONDAY,
        promised_at=SOON,
        stage_at=MONDAY,
        next_step="A demo for their finance team",
    )
    other = referral("R-7K3M-9Q", prospect=prospect(name="Max Power", company="Globex"), owner=MARCO)
    line = MoneyLine(
        "Acme Ltd", lead.id, Money.of("4500", "GBP"), "due", date(2026, 4, 15), ("15 % of £30,000.00",)
    )
    return {
        **of_nudges(),
        "page_url": PAGE,
        "referral": lead,
        "referrals": (lead, other),
        "first": lead,
        "other": other,
        "new": (lead,),
        "merged": (other,),
        "note": "She is back on Monday.",
        "contested": (),
        "owner": MARCO,
        "rep": MARCO,
        "stage": STAGES[3],
        "was": STAGES[4],
        "is_change": False,
        "deal": None,
        "public_reason": "the timing did not work out",
        "name": "Sam Ortega",
        "prospects": (prospect(),),
        "choices": ("R-0000-00  Acme Ltd", "R-7K3M-9Q  Globex"),
        "answer_by": SOON,
        "promised_at": SOON,
        "parts": (
            Part("overview", (lead, other)),
            Part("owed", lines=(line,), totals=(line.amount,)),
            Part("program"),
        ),
        "changes": (SimpleNamespace(label="Name", before="Jane Doe", after="Jane Dough"),),
        "is_undo": False,
        "news": ((lead, STAGES[3]), (other, STAGES[5])),
        "alarm": SimpleNamespace(says="Slack takes nothing from me.", mend="Look at its status page."),
        "subject": "A word",
        "text": "Sam, shall we talk on Thursday?\n\nDana",
        "prospect": prospect(),
        "report": report(replace(numbers(), partner_id=""), Reporting(minutes=(("registration", 6),))),
        "pictures": _pictures() if with_pictures else (),
        "share": "50 %",
        "answer": "working",
        "missed": MONDAY - timedelta(hours=4),
        "promised": SOON,
        "reason_key": "no_budget",
        "address": "sam@northwind.example",
    }


def _pictures() -> tuple[Picture, ...]:
    return tuple(
        Picture(FileRef(str(place), one.name, "image/png", cid=f"{one.name}@report"), one.title, one.alt)
        for place, one in enumerate(charts(numbers()))
    )
