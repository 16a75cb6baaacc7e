"""What is asked of the canary, and what happened to it. `key` names the week, such as canary:2026-W48."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.base import Command, Event


@dataclass(frozen=True, slots=True)
class SendCanary(Command):
    """Refer somebody to ourselves."""

    key: str
    token: str
    to: str


@dataclass(frozen=True, slots=True)
class NoteCanary(Command):
    """Its mail is back. `why` says what was wrong with it; "" when all went well."""

    key: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class CanarySent(Event):
    """It is on its way."""


@dataclass(frozen=True, slots=True)
class CanaryCameHome(Event):
    """The whole way works."""
