"""What we hold ourselves to, as `[sla]` of the TOML file states it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sla:
    """Minutes, hours and days are business time; 0 switches a step off."""

    remind_minutes: int = 10  # unclaimed: the channel is reminded
    escalate_minutes: int = 15  # unclaimed: the manager is told
    assign_minutes: int = 60  # unclaimed: the next rep of the rota gets it
    promise_lead_minutes: int = 120  # before the printed promise: the manager is told
    quiet_days: int = 5  # without a stage change: the rep is asked
    answer_days: int = 1  # without an answer: the manager is told
    confirm_target_s: int = 10  # real seconds, from the mail server's receive time
    confirm_alarm_s: int = 60
    confirm_breach_s: int = 300
    mention: str = "here"  # called about unclaimed leads: here, channel, a user group's ID, "" for nobody
    away: frozenset[str] = frozenset()  # addresses of reps whom the rota skips
