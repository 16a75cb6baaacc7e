"""Reviews: every quarter the workflow, every year the process; a checklist that a person signs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from workflows.base import Command, Decision, Event, ShowCard, Workflow
from workflows.review_messages import Item, JudgeItem, OpenReview, ReviewOpened, ReviewSigned, SignReview


@dataclass(frozen=True, slots=True)
class Review:
    """One checklist; no items means that it was never opened."""

    key: str
    items: tuple[Item, ...] = ()
    opened_at: datetime | None = None
    signed_by: str = ""
    signed_at: datetime | None = None

    @property
    def left(self) -> int:
        """How many lines nobody has looked at."""
        return sum(not item.verdict for item in self.items)


def decide(state: Review, message: Command | Event, now: datetime) -> Decision[Review]:
    """Open it once; lines may be judged anew until somebody signs, which takes all of them."""
    if state.signed_by:
        return Decision(state)
    match message:
        case OpenReview(items=items) if not state.items and items:
            opened = replace(state, items=items, opened_at=now)
            return Decision(opened, (ReviewOpened(state.key, now),), (_card(state),))
        case JudgeItem(item=key, verdict=verdict, actor=actor):
            judged = tuple(
                replace(item, verdict=verdict, by=actor.name, at=now) if item.key == key else item
                for item in state.items
            )
            return Decision(replace(state, items=judged), effects=(_card(state),))
        case SignReview(actor=actor) if state.items and not state.left:
            work = tuple(item.title for item in state.items if item.verdict == "work")
            signed = replace(state, signed_by=actor.name, signed_at=now)
            return Decision(signed, (ReviewSigned(state.key, now, actor.name, work),), (_card(state),))
    return Decision(state)


def _card(state: Review) -> ShowCard:
    return ShowCard(state.key, "review", state.key, "managers")


WORKFLOW = Workflow("review", Review, decide, accepts=(OpenReview, JudgeItem, SignReview))
