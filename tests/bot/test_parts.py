"""Which parts a process has."""

from __future__ import annotations

import pytest

from bot.parts import PARTS, parts_of
from workflows.errors import BadInput

POSTGRESQL = "postgresql://desk@localhost/desk"


def test_a_process_has_all_parts_unless_it_is_told_some() -> None:
    assert parts_of("", "sqlite:///desk.db") == PARTS
    assert parts_of("delivery, intake", POSTGRESQL) == ("intake", "delivery")


@pytest.mark.parametrize(
    ("only", "url", "said"),
    [
        ("intake,coffee", POSTGRESQL, "coffee: the parts are intake"),
        ("intake", "sqlite:///a.db", "PostgreSQL"),
    ],
)
def test_what_cannot_be_is_explained(only: str, url: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        parts_of(only, url)
