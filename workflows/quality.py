"""Data quality: what wants a look is listed once a week, and one tap mends it or leaves it alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from workflows.base import Command, Decision, Effect, Event, PostNotice, ShowCard, Workflow
from workflows.engagement_messages import TaskDropped
from workflows.quality_messages import (
    AskOwner,
    ColleagueLeft,
    ContactDeparted,
    ContactGone,
    FindingDecided,
    JoinLeads,
    LeaveFinding,
    MendContact,
    RepDeparted,
    TellFindings,
)
from workflows.quality_terms import Finding, Status


@dataclass(frozen=True, slots=True)
class Care:
    """The finding a message is about; None for the list as a whole."""

    finding: Finding | None = None
    leave_days: int = 30


def decide(state: Care, message: Command | Event, now: datetime) -> Decision[Care]:
    """Show the list, or note what a person decided about one finding of it."""
    match message, state.finding:
        case TellFindings(key=key, count=count), _ if count:
            return Decision(state, effects=(_card(key),))
        case ColleagueLeft(name=name, freed=freed), _:
            gone = RepDeparted(f"rep:{name}"[:60], now, freed)
            said = PostNotice(
                f"departed:{name}:{now.isoformat()}",
                "departed",
                "managers",
                gone.about,
                {"name": name, "freed": freed},
            )
            return Decision(state, (gone,), (said,))
        case ContactGone(about=about, address=address, name=name), _:
            return Decision(state, (ContactDeparted(about, now, address, name),))
        case LeaveFinding(), Finding(status="open" | "asked"):
            return _decided(state, message.card, "left", message.actor.name, now)
        case AskOwner(), Finding(status="open") as found:
            asked = PostNotice(
                f"asked:{found.key}:{now.isoformat()}",
                "stale_lead",
                message.owner.slack_id,
                found.about,
                {"finding": found, "actor": message.actor},
            )
            return _decided(state, message.card, "asked", message.actor.name, now, asked)
        case MendContact(), Finding(status="open" | "asked") as found:
            done = _decided(state, message.card, "fixed", message.actor.name, now)
            return replace(done, events=(*done.events, TaskDropped(found.about, now, "successor")))
        case JoinLeads(), Finding(status="open" | "asked"):
            return _decided(state, message.card, "fixed", message.actor.name, now)
    return Decision(state)


def _decided(state: Care, card: str, how: Status, by: str, now: datetime, *more: Effect) -> Decision[Care]:
    found = state.finding
    if found is None:
        raise ValueError("there is no finding to decide about")
    until = now + timedelta(days=state.leave_days) if how == "left" else None
    after = replace(found, status=how, decided_by=by, hidden_until=until)
    happened = FindingDecided(found.about, now, f"{found.kind}: {how}", by)
    return Decision(replace(state, finding=after), (happened,), (*more, *([_card(card)] if card else [])))


def _card(key: str) -> ShowCard:
    return ShowCard(key, "quality", key, "managers")


WORKFLOW = Workflow(
    "quality",
    Care,
    decide,
    accepts=(TellFindings, LeaveFinding, AskOwner, JoinLeads, MendContact, ColleagueLeft, ContactGone),
)
