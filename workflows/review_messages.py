"""What is asked about reviews, and what came of them. `key` is review:2026-Q4 or annual:2026."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from workflows.base import Command, Event
from workflows.model import Person

Verdict = Literal["", "fine", "work"]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a checklist: what to ask oneself, and what the desk knows about it."""

    key: str
    title: str
    asks: str
    knows: tuple[str, ...] = ()
    verdict: Verdict = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpenReview(Command):
    """Show the checklist."""

    key: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class JudgeItem(Command):
    """Somebody has looked at one line."""

    key: str
    item: str
    verdict: Verdict
    actor: Person


@dataclass(frozen=True, slots=True)
class SignReview(Command):
    """Somebody puts their name under the whole."""

    key: str
    actor: Person


@dataclass(frozen=True, slots=True)
class ReviewOpened(Event):
    """It is due."""


@dataclass(frozen=True, slots=True)
class ReviewSigned(Event):
    """Somebody signed; `work` are the lines that need some."""

    by: str
    work: tuple[str, ...]
