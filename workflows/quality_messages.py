"""What is asked about findings in the data, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.base import Command, Event
from workflows.model import Person


@dataclass(frozen=True, slots=True)
class TellFindings(Command):
    """Show the managers what wants a look. `key` names the run, such as quality:2026-W48."""

    key: str
    count: int


@dataclass(frozen=True, slots=True)
class LeaveFinding(Command):
    """It is fine as it is: do not show it for a while."""

    key: str
    card: str
    actor: Person


@dataclass(frozen=True, slots=True)
class AskOwner(Command):
    """Ask the owner of a lead that rests how it goes."""

    key: str
    card: str
    owner: Person
    actor: Person


@dataclass(frozen=True, slots=True)
class JoinLeads(Command):
    """Two leads of one partner are the same: `about` goes on under `same_as`."""

    key: str
    card: str
    about: str
    same_as: str
    actor: Person


@dataclass(frozen=True, slots=True)
class MendContact(Command):
    """Somebody has left a partner: they are no longer a contact, and a successor may be one."""

    key: str
    card: str
    actor: Person


@dataclass(frozen=True, slots=True)
class ColleagueLeft(Command):
    """A rep is gone from Slack; `freed` are the leads that go back to everybody."""

    name: str
    freed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContactGone(Command):
    """A partner's person is gone from Slack, whose address we still write to."""

    about: str
    address: str
    name: str


@dataclass(frozen=True, slots=True)
class ContactDeparted(Event):
    """A partner's person is gone from Slack; the weekly list asks who has taken over."""

    contact: str
    name: str


@dataclass(frozen=True, slots=True)
class FindingDecided(Event):
    """A person decided about a finding: left, asked or fixed."""

    how: str
    actor: str


@dataclass(frozen=True, slots=True)
class LeadsJoined(Event):
    """A lead turned out to be the same as another one of the partner's."""

    same_as: str
    actor: str


@dataclass(frozen=True, slots=True)
class RepDeparted(Event):
    """A rep is gone; their leads were offered again."""

    freed: tuple[str, ...]
