"""People as the programme knows them."""

from __future__ import annotations

import pytest

from tests.builders import DANA
from workflows.model import Person, signed_as


@pytest.mark.parametrize(
    ("clicked", "address"),
    [
        (Person("Ines", "ines.duarte@vendor.example", "U1"), "ines@vendor.example"),  # another address there
        (Person("Ines D.", "ines@home.example", "U2"), "ines@vendor.example"),  # a second account
        (Person("Ines", "", "U1"), "ines@vendor.example"),  # Slack shows no address
        (Person("Marco", "marco@vendor.example", "U9"), "marco@vendor.example"),
    ],
)
def test_one_person_signs_in_one_way(clicked: Person, address: str) -> None:
    known = (
        DANA,
        Person("Ines", "ines@vendor.example", "U1"),
        Person("Ines in finance", "ines@vendor.example", "U2"),
    )
    assert signed_as(clicked, known).email == address
    assert signed_as(clicked, known).slack_id == clicked.slack_id
