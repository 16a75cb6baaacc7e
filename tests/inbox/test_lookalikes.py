"""A domain that a reader could take for another one."""

from __future__ import annotations

import pytest

from inbox.proof.lookalikes import is_below, taken_for


@pytest.mark.parametrize(
    "domain",
    [
        "nоrthwind.example",  # a Cyrillic letter
        "xn--nrthwind-nbh.example",  # the same, as DNS knows it
        "ոorthwiոd.example",  # Armenian ones
        "nørthwínd.example",
        "northwlnd.example",
        "n0rthw1nd.example",
        "northvvind.example",
        "norhtwind.example",
        "nortwind.example",
        "northwinds.example",
        "north-wind.example",
        "northwind.example.evil.example",
    ],
)
def test_it_is_taken_for_the_one_it_resembles(domain: str) -> None:
    assert "northwind.example" in taken_for(domain)


@pytest.mark.parametrize(
    "domain", ["northwind.example", "southwind.example", "mail.example", "x.example", ""]
)
def test_others_are_not(domain: str) -> None:
    assert "northwind.example" not in taken_for(domain)


def test_what_is_looked_up_is_bounded() -> None:
    assert len(taken_for("a" * 63 + ".example")) < 10
    assert len(taken_for("a-b0" * 15 + ".example")) < 6_000
    assert taken_for("xn--\ud800.example") is not None


def test_a_part_of_a_domain_belongs_to_it() -> None:
    assert is_below("mail.northwind.example", "northwind.example")
    assert not is_below("northwind.example.evil.example", "northwind.example")
    assert not is_below("mynorthwind.example", "northwind.example")
