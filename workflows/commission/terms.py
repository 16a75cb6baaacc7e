"""What a programme pays, and on which day."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.commission.payday import Payday
from workflows.commission.rules import RuleBook


@dataclass(frozen=True, slots=True)
class Terms:
    """`[[commission]]` and `[payday]` of the TOML file."""

    book: RuleBook
    payday: Payday
