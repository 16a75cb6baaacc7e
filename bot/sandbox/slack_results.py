"""What a person sees come of a command, a submitted modal, a message."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.slack_delivery import Ack
from bot.sandbox.workspace import Json, Message, View

Outcome = Literal["closed", "errors", "updated", "pushed", "cleared", "incomplete", "failed"]


@dataclass(frozen=True, slots=True)
class SlashResult:
    """What came of a slash command; `message` is what the person then sees."""

    acked: bool
    response: Json | None
    elapsed_s: float
    error: str | None = None
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class ViewResult:
    """What came of a submit button. `errors` is block_id -> text; `view` is the modal now on top."""

    outcome: Outcome
    acked: bool
    errors: dict[str, str] = field(default_factory=dict)
    view: View | None = None
    elapsed_s: float = 0.0
    error: str | None = None


@dataclass(frozen=True, slots=True)
class SayResult:
    """A message a person wrote, and whether the app took every event about it."""

    message: Message
    acks: tuple[Ack, ...]

    @property
    def acked(self) -> bool:
        """Whether no event was left without an answer."""
        return all(ack.acked for ack in self.acks)
