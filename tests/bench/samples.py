"""Ordinary mails of 5 to 50 kB: what partners forward, with the HTML half that real mails have."""

from __future__ import annotations

import base64
import random
from typing import Any

from tests.builders import MONDAY
from tests.rigs.desk import AUTHSERV_ID, DESK, SAM

SENTENCES = (
    "We still do the hours on a spreadsheet, and last month eleven people were paid wrong.",
    "There are sixty of us on shifts now, in three branches and a warehouse.",
    "The supplier we have is fine for the office but not for people who clock in from a van.",
    "You mentioned a system you had seen that does the rota and the payroll in one go?",
    "My colleague in accounts would want to see it as well, she has strong opinions.",
    "Mornings are best, as I am with customers in the afternoon.",
    "Thanks again for dinner, the children are still talking about the dog.",
    "I have copied the figures you asked for below, do shout if anything looks odd.",
    "The contract with the old people runs out at some point, I would have to look.",
    "It was good to see you at the fair, even if the coffee was a disgrace.",
    "We looked at two others and were not convinced, one could not do overtime at all.",
    "If it can talk to the till we would be very interested indeed.",
    "No hurry from our side, but I would rather not go through another summer like the last.",
    "Let me know what you think and who I should speak to.",
    "The new site opens with about twenty staff, most of them part time.",
    "Our IT is one man and a van, so please nothing that needs a server.",
)


def forwards(count: int, *, seed: int = 7) -> list[bytes]:
    """`count` different forwards by Sam, each about another company; the same ones for the same seed."""
    chance = random.Random(seed)
    return [_forward(number, chance) for number in range(count)]


def _forward(number: int, chance: random.Random) -> bytes:
    prose = "\n\n".join(_paragraph(chance) for _ in range(chance.randint(6, 40)))
    text = (
        f"Hi, one for you. Jane at Company {number} is expecting a call.\n\nSam\n\n"
        "---------- Forwarded message ---------\n"
        f"From: Jane Doe{number} <jane@company{number}.example>\n"
        "Date: Mon, Mar 2, 2026 at 8:41 AM\n"
        f"Subject: Payroll at company {number}\n"
        f"To: Sam Ortega <{SAM}>\n\n\n"
        f"Hi Sam,\n\n{prose}\n\nJane Doe{number}\nCompany {number} Ltd\n"
    )
    html = "".join(
        f"<div><span style='font-family:Arial'>{line}</span></div>\n" for line in _escaped(text).split("\n")
    )
    head = (
        f"Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from=northwind.example\r\n"
        f"From: Sam Ortega <{SAM}>\r\nTo: Referrals <{DESK}>\r\n"
        "Date: Mon, 02 Mar 2026 09:00:00 +0000\r\n"
        f"Message-ID: <bench{number}@mail.northwind.example>\r\n"
        f"Subject: Fwd: Payroll at company {number}\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="=_b"\r\n\r\n'
    )
    parts = "".join(
        f'--=_b\r\nContent-Type: text/{kind}; charset="UTF-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        f"{base64.encodebytes(content.encode()).decode()}\r\n"
        for kind, content in (("plain", text), ("html", html))
    )
    return f"{head}{parts}--=_b--\r\n".encode()


def _paragraph(chance: random.Random) -> str:
    return " ".join(chance.choice(SENTENCES) for _ in range(chance.randint(2, 6)))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def stored_row() -> dict[str, Any]:
    """A referral as it lies in its table; the others are copied from it."""
    return {
        "id": "R-B0",
        "partner_id": "P-1",
        "account": "domain:old0.example",
        "prospect": {"name": "Jane", "email": "jane@old.example", "found": {}},
        "title": "Old",
        "note": "Jane runs operations and is expecting a call.",
        "contact_email": "sam@northwind.example",
        "contact_name": "Sam",
        "received_at": MONDAY,
        "registered_at": MONDAY,
        "registration": "registered",
        "owner_name": "Marco Bianchi",
        "owner_email": "marco.bianchi@vendor.example",
        "owner_slack_id": "U0MARCO0000",
        "claimed_at": MONDAY,
        "stage": "closed_won",
        "stage_at": MONDAY,
        "protected_until": MONDAY,
        "promised_at": MONDAY,
        "language": "en",
        "thread": [],
        "subject": "",
        "version": 0,
    }
