"""What is asked about reports, and what happened to them."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.base import Command, Event, FileRef
from workflows.model import Partner, Person
from workflows.reporting import Report


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart that is kept, and what somebody reads who cannot see it."""

    file: FileRef
    title: str
    alt: str


@dataclass(frozen=True, slots=True)
class PublishReport(Command):
    """Tell the managers, in Slack and by mail. `key` names the run, such as weekly:2026-W47."""

    key: str
    report: Report
    pictures: tuple[Picture, ...]
    to: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class SendSummary(Command):
    """Send a partner their own quarter."""

    key: str
    partner: Partner
    report: Report
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class ReportPublished(Event):
    """A report went to these managers."""

    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SummarySent(Event):
    """A partner was sent their own numbers. `period` is 2026-Q4."""

    period: str
