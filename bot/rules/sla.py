"""`[sla]` of referral-desk.toml: what we hold ourselves to."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, model_validator

from workflows.sla import Sla

_DAY = 24 * 60
_MENTION = r"^(here|channel|S[A-Z0-9]{6,}|)$"


class SlaTable(BaseModel):
    """Minutes, hours and days of business time; 0 switches a step off."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    remind_minutes: int = Field(10, ge=0, le=_DAY)
    escalate_minutes: int = Field(15, ge=0, le=_DAY)
    assign_minutes: int = Field(60, ge=0, le=10 * _DAY)
    promise_lead_minutes: int = Field(120, ge=0, le=10 * _DAY)
    quiet_days: int = Field(5, ge=0, le=60)
    answer_days: int = Field(1, ge=1, le=20)
    confirm_target_seconds: int = Field(10, ge=1)
    confirm_alarm_seconds: int = Field(60, ge=1)
    confirm_breach_seconds: int = Field(300, ge=1)
    mention: str = Field("here", pattern=_MENTION, examples=["here"])
    away: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _climbs(self) -> SlaTable:
        steps = [m for m in (self.remind_minutes, self.escalate_minutes, self.assign_minutes) if m]
        if steps != sorted(set(steps)):
            raise ValueError("remind_, escalate_ and assign_minutes: each must be later than the one before")
        if not self.confirm_target_seconds <= self.confirm_alarm_seconds <= self.confirm_breach_seconds:
            raise ValueError("confirm_target_, _alarm_ and _breach_seconds: none smaller than the one before")
        return self

    @property
    def rules(self) -> Sla:
        """As the workflows know it."""
        return Sla(
            remind_minutes=self.remind_minutes,
            escalate_minutes=self.escalate_minutes,
            assign_minutes=self.assign_minutes,
            promise_lead_minutes=self.promise_lead_minutes,
            quiet_days=self.quiet_days,
            answer_days=self.answer_days,
            confirm_target_s=self.confirm_target_seconds,
            confirm_alarm_s=self.confirm_alarm_seconds,
            confirm_breach_s=self.confirm_breach_seconds,
            mention=self.mention,
            away=frozenset(address.strip().lower() for address in self.away),
        )
