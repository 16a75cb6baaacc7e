"""What partners forward though nobody wants anything of us: offers, applications, articles."""

from __future__ import annotations

import pytest

from inbox.circle import Circle
from inbox.levels import Level
from inbox.material import Material
from inbox.message import parse
from inbox.passed_on import is_no_inquiry
from inbox.reading import Desk, Mailbox
from workflows.model import Directory

WRITER = "jane@doughworks.example"


def material(cover: str, words: str, *, subject: str = "Hello", author: str = WRITER) -> Material:
    level = Level(Mailbox("Jane Dough", author), (), (), subject, words, "", "forwarded")
    circle = Circle(Desk("referrals@vendor.example"), Directory(()), Mailbox("Sam"), None)
    return Material(cover, "", ((level,),), parse(b"Subject: x\r\n\r\nx"), circle, "en")


@pytest.mark.parametrize(
    ("cover", "words"),
    [
        ("Not for us.", "We provide fifty qualified appointments a month. When can we talk?"),
        ("", "Our agency can grow your traffic in ninety days."),
        ("Falls Sie so etwas brauchen.", "Wir bieten Ihnen neue Kunden zum Festpreis."),
        ("", "Nous proposons un audit gratuit de votre site."),
        ("", "Ofrecemos reformas de oficinas en toda la provincia."),
        ("Nice lad!", "I would like to apply for a job as a driver. My CV is attached."),
        ("", "Hiermit bewerbe ich mich, mein Lebenslauf liegt bei."),
        ("Lesenswert!", "Reportage aus einer Backstube."),
        ("Leuk stuk", "Reportage over de bakkerij van Piet."),
    ],
)
def test_what_is_sold_applied_for_or_published_refers_nobody(cover: str, words: str) -> None:
    assert is_no_inquiry(material(cover, words))


def test_a_mail_of_a_press_desk_refers_nobody() -> None:
    assert is_no_inquiry(material("", "By Miriam Oaks. Everything changed.", author="editor@gazette.example"))
    assert not is_no_inquiry(material("", "By the way, everything changed."))


@pytest.mark.parametrize(
    ("cover", "words"),
    [
        ("", "We help people move house, and need somebody to do our payroll."),
        ("A new lead: Jane.", "We offer catering for weddings."),
        ("See below", "Could you introduce me to the people who do your rotas?"),
        ("Please call her, good article by the way.", "We are looking for a supplier."),
        ("", "Wir bieten Pflege in drei Orten und suchen eine Software."),
        ("", ""),
    ],
)
def test_who_says_what_they_want_is_a_prospect_whatever_they_sell(cover: str, words: str) -> None:
    assert not is_no_inquiry(material(cover, words))
