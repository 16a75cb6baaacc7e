"""What the sequences that keep partners are told, and what they tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from workflows.base import Command, Event
from workflows.model import Person


@dataclass(frozen=True, slots=True)
class StrikeEnrollment(Command):
    """A partner's next step is due; `turn` says which timer it was."""

    about: str
    turn: int


@dataclass(frozen=True, slots=True)
class NoteContact(Command):
    """One of our people talked to a partner. `how`: called, wrote, met, …"""

    about: str
    actor: Person
    how: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FinishTask(Command):
    """Somebody has done it. `how`: done, or called when they spoke to the partner."""

    task: str
    actor: Person
    how: Literal["done", "called"] = "done"
    note: str = ""


@dataclass(frozen=True, slots=True)
class SnoozeTask(Command):
    """Not today; it comes back in the morning of that day."""

    task: str
    actor: Person
    until: date


@dataclass(frozen=True, slots=True)
class StrikeTask(Command):
    """A task that was put off comes back; `turn` says which time."""

    task: str
    turn: int


@dataclass(frozen=True, slots=True)
class SendDraft(Command):
    """Send the letter of a task, as its writer left it."""

    task: str
    actor: Person
    to: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class TellStory(Command):
    """A manager says whether a won deal may be told to other partners."""

    about: str  # the referral
    permission: Literal["named", "anonymous", "refused"]
    actor: Person
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryDecided(Event):
    """Somebody decided whether a won deal may be told. `about` is the referral."""

    permission: str
    actor: str


@dataclass(frozen=True, slots=True)
class PartnerContacted(Event):
    """People talked to each other."""

    actor: str
    how: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PartnerAtRisk(Event):
    """A partner has been quiet for long; seen by ourselves only."""

    track: str
    day: int


@dataclass(frozen=True, slots=True)
class PartnerNudged(Event):
    """A step of a sequence was taken. `day` is the step's; `story` and `tip` are what it told."""

    track: str
    cycle: int
    day: int
    does: str
    template: str
    story: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class RoundEnded(Event):
    """A sequence ended. `how`: reactivated, contact, question, not_now, paused, opted_out, flagged, …"""

    track: str
    cycle: int
    how: str


@dataclass(frozen=True, slots=True)
class TaskWanted(Event):
    """A person should do something about a partner. `task` names it for good."""

    task: str
    kind: str
    context: Mapping[str, Any] = field(default_factory=dict)
    draft: str = ""  # a letter of templates/draft/ to go over and send
    due: str = ""  # an ISO day, or a moment, before which nobody need see it


@dataclass(frozen=True, slots=True)
class TaskDropped(Event):
    """Tasks of this kind about a partner are not needed; `only` names one, or the referral it is about."""

    kind: str
    only: str = ""
