"""Ordinary mails of 5 to 50 kB: what partners forward, with the HTML half that real mails have."""

from __future__ import annotations

import base64
import random

from tests.rigs.desk import AUTHSERV_ID, DESK, SAM

WORDS = (
    "payroll rota shifts spreadsheet month supplier contract office team people growing system paid wrong "
    "Easter call week manager warehouse Bristol branch hours holiday question price demo budget decision"
).split()


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
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(15, 60))).capitalize() + "."


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
