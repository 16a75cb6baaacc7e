"""Valid objects; a test states only what it is about. Invented people only."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from workflows.calendar import BusinessHours
from workflows.commands import HoldMail, RegisterReferrals, Thread
from workflows.model import Contact, Partner, Person, Prospect, Referral
from workflows.money import Money
from workflows.program import Program

MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)

DANA = Person("Dana Reyes", "dana.reyes@vendor.example", "U0DANA")
MARCO = Person("Marco Bianchi", "marco.bianchi@vendor.example", "U0MARCO")
AISHA = Person("Aisha Khan", "aisha.khan@vendor.example", "U0AISHA")


def eur(amount: str) -> Money:
    """Euros, as most books here have them."""
    return Money.of(amount, "EUR")


def program(**changes: Any) -> Program:
    """A programme in London, nine to six."""
    made = Program(
        name="Vendor Partner Programme",
        tz="Europe/London",
        country="GB",
        currency="GBP",
        hours=BusinessHours(tz="Europe/London", country="GB"),
        managers=(DANA,),
        reps=(MARCO, AISHA),
    )
    return replace(made, **changes)


def partner(partner_id: str = "P-1", **changes: Any) -> Partner:
    """Sam Ortega of Northwind Advisory."""
    made = Partner(
        id=partner_id,
        company="Northwind Advisory",
        contacts=(Contact("Sam Ortega", ("sam@northwind.example",)),),
        domains=("northwind.example",),
        manager=DANA.email,
        country="GB",
        tz="America/New_York",
    )
    return replace(made, **changes)


def other_partner() -> Partner:
    """Katrin Vogel, who knows the same people."""
    return partner(
        "P-2",
        company="Vogel & Partner",
        contacts=(Contact("Katrin Vogel", ("k.vogel@vogel-partner.example",)),),
        domains=("vogel-partner.example",),
        tz="Europe/Berlin",
    )


def prospect(**changes: Any) -> Prospect:
    """Jane Doe of Acme."""
    made = Prospect(
        name="Jane Doe", email="jane@acme.example", company="Acme Ltd", found={"email": "forwarded From"}
    )
    return replace(made, **changes)


def referral(referral_id: str = "R-0000-00", **changes: Any) -> Referral:
    """Acme, registered for Northwind on a Monday morning."""
    made = Referral(
        id=referral_id,
        partner_id="P-1",
        account="domain:acme.example",
        prospect=prospect(),
        note="Jane is expecting a call.",
        contact_email="sam@northwind.example",
        contact_name="Sam Ortega",
        received_at=MONDAY,
        registered_at=MONDAY,
        stage_at=MONDAY,
        promised_at=MONDAY,
    )
    return replace(made, **changes)


def introduction(*prospects: Prospect, **changes: Any) -> RegisterReferrals:
    """Sam introduces somebody."""
    made = RegisterReferrals(
        partner=partner(),
        contact=partner().contacts[0],
        prospects=prospects or (prospect(),),
        received_at=MONDAY,
        note="Jane is expecting a call.",
        thread=Thread("abc@mail.northwind.example", (), "Fwd: payroll"),
    )
    return replace(made, **changes)


def held(**changes: Any) -> HoldMail:
    """A mail of somebody we do not know."""
    made = HoldMail(
        mail_id=1,
        cause="unknown_sender",
        sender="mirela@bureau.example",
        sender_name="Mirela Pop",
        received_at=MONDAY,
        prospects=(prospect(),),
        note="You should talk to Jane.",
        reasons=("Nobody we know writes from this address.",),
        thread=Thread("m1@bureau.example", (), "Intro"),
        may_answer=True,
    )
    return replace(made, **changes)
