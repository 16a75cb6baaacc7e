"""What the care of a programme asks for and tells: calls, opinions, changes of rules, material, strain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workflows.base import Command, Event, FileRef
from workflows.commands import Thread
from workflows.model import Contact


@dataclass(frozen=True, slots=True)
class WantTask(Command):
    """The calendar asks a person to do something about a partner; `task` names it for good."""

    about: str
    task: str
    kind: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AskForView(Command):
    """One question a quarter, to one partner; `run` such as feedback:2026-Q3 names it."""

    about: str
    run: str


@dataclass(frozen=True, slots=True)
class NoteView(Command):
    """A partner answered the question of `run`. `tell`: no card of a held mail shows it already."""

    about: str
    run: str
    contact: str  # the address
    words: str
    mail_id: int
    tell: bool = False


@dataclass(frozen=True, slots=True)
class AnnounceTerms(Command):
    """What a partner earns will change on a day that is still to come."""

    about: str
    version: str  # of the new plan
    valid_from: str  # ISO day
    new: str  # both plans in words
    old: str


@dataclass(frozen=True, slots=True)
class LearnLanguage(Command):
    """A partner has written in another language than we thought, again and again."""

    about: str
    language: str


@dataclass(frozen=True, slots=True)
class AnnounceRules(Command):
    """What a partner is promised will change on a day still to come: each as it is, and as it will be."""

    about: str
    valid_from: str  # ISO day
    protection_days: tuple[int, int]
    first_contact_hours: tuple[int, int]
    plan: tuple[str, str] = ("", "")  # in words, where a move to another group brings another one
    moved: str = ""  # names the form that moved them; "" while it is the group's rules that change


@dataclass(frozen=True, slots=True)
class SendMaterial(Command):
    """A partner asked for something of the archive, by mail or in Slack: there `asked` names the words."""

    about: str
    mail_id: int | None
    contact: Contact
    titles: tuple[str, ...]
    files: tuple[FileRef, ...]
    thread: Thread
    language: str = "en"
    asked: str = ""
    conversation: str = ""  # a direct one, where the files are shown; "" sends them by mail


@dataclass(frozen=True, slots=True)
class SayStrain(Command):
    """We are about to promise more than we can keep; said once a week for each `key`."""

    key: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartnerScreened(Event):
    """Somebody vouched for a new partner: what they checked, and why they said yes."""

    actor: str
    checks: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class TermsAnnounced(Event):
    """A partner was told of new terms before they take effect."""

    version: str
    valid_from: str


@dataclass(frozen=True, slots=True)
class ViewAsked(Event):
    """A partner was asked for their opinion."""

    run: str


@dataclass(frozen=True, slots=True)
class ViewGiven(Event):
    """A partner answered the question of a quarter, in these words."""

    run: str
    contact: str
    words: str
    mail_id: int


@dataclass(frozen=True, slots=True)
class MaterialSent(Event):
    """A partner got material they had asked for."""

    titles: tuple[str, ...]
    mail_id: int | None
