"""Answers and bounces name our mails as the mail service called them; here they get our own names back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from inbox.reading import Reading
from storage.outbox import Outbox

RENAMES = ".amazonses.com"  # the right side of Message-IDs that SES gives


def is_renamed(readings: Sequence[Reading]) -> bool:
    """Whether there is anything to look up."""
    return any(one.lower().endswith(RENAMES) for each in readings for one in _names(each))


def as_we_know_them(session: Session, readings: Sequence[Reading]) -> list[Reading]:
    """The same readings, with our Message-IDs where a service has put its own."""
    named = {one for each in readings for one in _names(each)}
    theirs = {one: one.partition("@")[0] for one in named if one.lower().endswith(RENAMES)}
    ours = Outbox(session).given(list(theirs.values())) if theirs else {}
    known = {one: ours[given] for one, given in theirs.items() if given in ours}
    return [_renamed(each, known) for each in readings]


def _names(reading: Reading) -> tuple[str, ...]:
    return (*reading.references, reading.bounced_message_id)


def _renamed(reading: Reading, ours: dict[str, str]) -> Reading:
    if not ours:
        return reading
    references = tuple(ours.get(one, one) for one in reading.references)
    bounced = ours.get(reading.bounced_message_id, reading.bounced_message_id)
    return replace(reading, references=references, bounced_message_id=bounced)
