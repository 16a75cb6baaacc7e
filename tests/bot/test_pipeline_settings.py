"""Stages, reasons and routes as the TOML file states them; what is wrong is named at start."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from bot.settings import load_settings
from workflows.errors import BadInput
from workflows.pipeline import REASONS, STAGES, Reason, Stage
from workflows.program import Program
from workflows.routing import Route

MANAGER = """
[[managers]]
name = "Dana Reyes"
email = "dana.reyes@vendor.example"
"""


def program(folder: Path, tables: str) -> Program:
    path = folder / "referral-desk.toml"
    path.write_text(tables + MANAGER)
    return load_settings({}, path).program


def stages(*keys: str) -> str:
    return "".join(f'[[stages]]\nkey = "{key}"\n' for key in keys)


def test_what_is_not_listed_stays_as_shipped(tmp_path: Path) -> None:
    found = program(tmp_path, "")
    assert (found.pipeline.stages, found.pipeline.reasons, found.routes) == (STAGES, REASONS, ())


def test_a_programme_has_its_own_stages_in_its_own_order(tmp_path: Path) -> None:
    found = program(
        tmp_path,
        stages("registered", "contacted")
        + '[[stages]]\nkey = "trial"\nnotify = "digest"\nasks = "date"\n'
        + stages("closed_won", "closed_lost", "disqualified"),
    )
    assert found.pipeline.stages == (
        Stage("registered", "Registered", "none"),
        Stage("contacted", "Contacted"),
        Stage("trial", "Trial", "digest", "date"),
        Stage("closed_won", "Closed Won", asks="value"),
        Stage("closed_lost", "Closed Lost", asks="reason"),
        Stage("disqualified", "Disqualified", asks="reason"),
    )


def test_reasons_and_routes_are_read(tmp_path: Path) -> None:
    found = program(
        tmp_path,
        """
[[reasons]]
key = "price"
name = "Too dear"
public = "it did not fit their budget"
about = ["closed_lost", "disqualified", "rejected"]

[[routes]]
channel = "#sales-dach"
mention = "S0123456789"
partner = "Northwind Advisory"
region = ["de", "AT"]
value_at_least = 50000
product = "payroll"
""",
    )
    ends = ("closed_lost", "disqualified", "rejected")
    assert found.pipeline.reasons == (Reason("price", "Too dear", "it did not fit their budget", ends),)
    assert found.routes == (
        Route(
            "#sales-dach", "S0123456789", ("Northwind Advisory",), ("DE", "AT"), Decimal(50_000), ("payroll",)
        ),
    )


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        (stages("registered", "contacted", "closed_won"), '"closed_lost" is missing'),
        ('[[stages]]\nkey = "Trial phase"\n', "[[stages]] 1 key"),
        ('[[stages]]\nkey = "trial"\nnotify = "shout"\n', "[[stages]] 1 notify"),
        ('[[reasons]]\nkey = "price"\nname = "Too dear"\n', '[[reasons]] "Too dear" public'),
        ('[[routes]]\nchannel = "sales"\n', "[[routes]] 1 channel"),
        ('[[routes]]\nmention = "@sales"\n', "[[routes]] 1 mention"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, tables: str, expected: str) -> None:
    with pytest.raises(BadInput) as refused:
        program(tmp_path, tables)
    assert expected in str(refused.value)
