"""Attribution: the partner who was first is protected for a while."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from workflows.base import Command, Decision, Event, Workflow
from workflows.events import ReferralRegistered
from workflows.model import Referral


def deciding(protection_days: int) -> Workflow[Referral]:
    """The workflow for a programme that protects for this many days, counted from our receive time."""

    def decide(state: Referral, message: Command | Event, now: datetime) -> Decision[Referral]:
        match message:
            case ReferralRegistered() if state.protected_until is None:
                return Decision(
                    replace(state, protected_until=state.received_at + timedelta(days=protection_days))
                )
        return Decision(state)

    return Workflow("attribution", Referral, decide, accepts=(ReferralRegistered,))
