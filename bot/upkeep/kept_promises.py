"""Counts first contacts that came by the time promised to the partner, and those that did not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from bot.metrics import PROMISES
from storage.outbox import Promise
from storage.referrals import Referrals
from workflows.base import Event
from workflows.events import PromiseBroken, StageMoved


def count_promises(session: Session, events: Sequence[Event], _key: str) -> Iterable[Promise]:
    """Listens to every event; has nothing to say."""
    for event in events:
        if isinstance(event, PromiseBroken):
            PROMISES.labels(kept="no").inc()
        elif isinstance(event, StageMoved) and event.before == "registered":
            lead = Referrals(session).get(event.about)
            if lead and lead.promised_at and event.at <= lead.promised_at:
                PROMISES.labels(kept="yes").inc()
    return ()
