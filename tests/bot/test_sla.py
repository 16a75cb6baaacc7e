"""`[sla]` and the reps' own hours, as the TOML file states them."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from bot.settings import Settings, load_settings
from tests.builders import AISHA, MARCO
from workflows.calendar import BusinessHours
from workflows.errors import BadInput
from workflows.model import Person
from workflows.sla import Sla

TEAM = """
[[managers]]
name = "Dana Reyes"
email = "dana.reyes@vendor.example"

[[reps]]
name = "Marco Bianchi"
email = "Marco.Bianchi@vendor.example"
timezone = "Europe/Rome"
closes = "17:30"
business_days = ["mon", "tue", "wed", "thu"]

[[reps]]
name = "Aisha Khan"
email = "aisha.khan@vendor.example"
"""


def settings(tmp_path: Path, text: str = "") -> Settings:
    path = tmp_path / "referral-desk.toml"
    path.write_text(text + TEAM)
    return load_settings({}, path)


def test_without_a_word_the_clock_runs_as_promised(tmp_path: Path) -> None:
    assert settings(tmp_path).program.sla == Sla()


def test_every_step_can_be_set(tmp_path: Path) -> None:
    text = """
[sla]
remind_minutes = 5
escalate_minutes = 0
assign_minutes = 30
mention = "S0SALES123"
away = ["Marco.Bianchi@vendor.example"]
"""
    expected = Sla(
        remind_minutes=5,
        escalate_minutes=0,
        assign_minutes=30,
        mention="S0SALES123",
        away=frozenset({"marco.bianchi@vendor.example"}),
    )
    assert settings(tmp_path, text).program.sla == expected


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("remind_minutes = 20", "each must be later than the one before"),
        ("remind_minutes = -1", "remind_minutes"),
        ("confirm_breach_seconds = 30", "none smaller than the one before"),
        ('mention = "@sales"', r"\[sla\] mention"),
        ("remind = 5", r'\[sla\] remind: not known; did you mean "remind_minutes"'),
    ],
)
def test_what_makes_no_sense_is_named(tmp_path: Path, wrong: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        settings(tmp_path, f"[sla]\n{wrong}\n")


def test_a_reps_own_hours_stand_beside_the_programmes(tmp_path: Path) -> None:
    program = settings(tmp_path).program
    in_rome = BusinessHours("Europe/Rome", frozenset({0, 1, 2, 3}), time(9), time(17, 30), country="GB")
    assert program.hours_of(Person(MARCO.name, MARCO.email)) == in_rome
    assert program.hours_of(AISHA) == program.hours


def test_a_reps_unknown_time_zone_is_named(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(TEAM.replace("Europe/Rome", "Middle/Earth"))
    with pytest.raises(BadInput, match="Marco Bianchi"):
        load_settings({}, path)
