"""Attribution: the partner who was first is protected for a while, and longer while the lead moves on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from workflows.base import Command, Decision, Event, Workflow
from workflows.events import ReferralRegistered, StageMoved
from workflows.model import Referral


def deciding(protection_days: int, at_most_days: int = 365) -> Workflow[Referral]:
    """The workflow for a programme that protects for this many days, counted from our receive time.

    A referral keeps the days it was promised. Each step forward begins them anew, up to `at_most_days`
    after the receive time. What has run out stays run out: another partner may have registered since.
    """

    def decide(state: Referral, message: Command | Event, now: datetime) -> Decision[Referral]:
        until = state.protected_until
        days = timedelta(days=state.protection_days or protection_days)
        most = timedelta(days=max(days.days, at_most_days))
        match message:
            case ReferralRegistered() if until is None:
                return Decision(replace(state, protected_until=state.received_at + days))
            case StageMoved(is_forward=True) if until and until > now:
                longer = max(until, min(now + days, state.received_at + most))
                return Decision(replace(state, protected_until=longer))
        return Decision(state)

    return Workflow("attribution", Referral, decide, accepts=(ReferralRegistered, StageMoved))
