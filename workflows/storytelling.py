"""Storytelling: after a win a manager is asked, once, whether it may be told; what they say is kept.

A deal that is no longer won is neither told nor asked about, and asked about anew when it is won again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from workflows.base import Command, Decision, Event, ShowCard, Workflow
from workflows.calendar import local_date
from workflows.engagement_messages import StoryDecided, TellStory
from workflows.events import StageMoved
from workflows.model import Partner, Referral
from workflows.pipeline import WON
from workflows.program import Program
from workflows.stories import Story


@dataclass(frozen=True, slots=True)
class Telling:
    """A referral and its story, when there is one."""

    referral: Referral
    partner: Partner
    program: Program
    story: Story | None = None


def decide(state: Telling, message: Command | Event, now: datetime) -> Decision[Telling]:
    """Ask at a win; a deal that is no longer won is told no more."""
    match message:
        case StageMoved(stage=stage) if stage == WON:
            is_wanted = state.story or state.program.engagement.has("stories")
            return _won(state, message, now) if is_wanted else Decision(state)
        case StageMoved() if state.story and state.story.permission != "refused":
            return _told(state, replace(state.story, permission="asked", decided_by=""))
        case TellStory() if state.story and state.referral.stage != WON:
            return _told(state, state.story)
        case TellStory() if state.story:
            names = (
                (state.partner.company, state.referral.title) if message.permission == "named" else ("", "")
            )
            story = replace(
                state.story,
                permission=message.permission,
                decided_by=message.actor.name,
                tags=message.tags or state.story.tags,
                partner=names[0],
                prospect=names[1],
            )
            decided = StoryDecided(state.referral.id, now, message.permission, message.actor.name)
            return replace(_told(state, story), events=(decided,))
    return Decision(state)


def _won(state: Telling, won: StageMoved, now: datetime) -> Decision[Telling]:
    """The question, or what was said of it already, by the facts as they are now."""
    referral = state.referral
    on = date.fromisoformat(won.on) if won.on else local_date(now, state.program.tz)
    began = local_date(referral.received_at, state.program.tz)
    known = state.story or Story(
        referral.id, referral.partner_id, won_on=on, days=0, country=state.partner.country
    )
    return _told(state, replace(known, won_on=on, days=max(0, (on - began).days)))


def _told(state: Telling, story: Story) -> Decision[Telling]:
    card = ShowCard(f"story:{story.referral_id}", "story", story.referral_id, "managers")
    return Decision(replace(state, story=story), effects=(card,))


WORKFLOW = Workflow("storytelling", Telling, decide, accepts=(StageMoved, TellStory))
