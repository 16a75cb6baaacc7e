"""What people say outside of mail."""

from __future__ import annotations

import pytest

from inbox.reading import Desk, Mailbox
from inbox.remark import addresses_in, read_remark
from tests.builders import partner
from workflows.model import Directory

DESK = Desk("referrals@vendor.example", staff=frozenset({"marco.bianchi@vendor.example"}), country="GB")
SAM, MARCO = Mailbox("Sam Ortega", "sam@northwind.example"), Mailbox("Marco", "marco.bianchi@vendor.example")
KNOWN = Directory((partner(),))


def test_one_line_is_enough() -> None:
    remark = read_remark("Jane Doe of Acme, jane@acme.example", SAM, KNOWN, DESK)
    (one,) = remark.prospects
    assert (one.name, one.email, one.company) == ("Jane Doe", "jane@acme.example", "Acme")
    assert (remark.sure, remark.partner) == (True, partner())


def test_a_colleague_who_quotes_a_partner_names_them_by_address() -> None:
    text = "> sam@northwind.example wrote:\n> please call Jane Doe at Acme, jane@acme.example"
    remark = read_remark(text, MARCO, KNOWN, DESK)
    assert remark.partner == partner()
    assert [p.email for p in remark.prospects] == ["jane@acme.example"]


@pytest.mark.parametrize(
    "text", ["", "any news?", "thanks!", "مرحبا 👩‍👩‍👧 <!channel>", "@" * 5000, "a@" * 9000]
)
def test_small_talk_and_noise_name_nobody(text: str) -> None:
    assert read_remark(text, SAM, KNOWN, DESK).prospects == ()


@pytest.mark.parametrize(
    ("text", "own"),
    [
        (
            "Talk to Ann Bo at Northwind Advisory, ann@northwind.example",
            ("ann@northwind.example", "Northwind Advisory"),
        ),
        ("You should talk to Ann Bo of Northwind Advisory.", ("Northwind Advisory",)),
        ("You should talk to Aisha Khan, aisha.khan@vendor.example", ("aisha.khan@vendor.example",)),
        ("Talk to Jane Doe at Acme, jane@acme.example, and copy ann@northwind.example", ()),
        ("You should talk to Tim Poe, I am on sam@northwind.example", ()),
    ],
)
def test_of_somebody_with_only_a_name_it_is_said_what_is_the_partners_own(
    text: str, own: tuple[str, ...]
) -> None:
    assert read_remark(text, SAM, KNOWN, DESK).own == own


def test_addresses_are_found_however_they_are_wrapped() -> None:
    text = "see <Jane@Acme.example>, (tom@birch.example). and x@localhost"
    assert addresses_in(text) == {"jane@acme.example", "tom@birch.example"}
