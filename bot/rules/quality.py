"""`[quality]` and `[canary]` of referral-desk.toml: what rests too long, and the weekly test of ourselves."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, field_validator

from workflows.quality_terms import STALE_DAYS, Quality


class QualityTable(BaseModel):
    """Days are calendar days; 0 days switch a stage off."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    weekly: bool = True
    reviews: bool = True
    stale_days: dict[str, int] = Field(default_factory=lambda: dict(STALE_DAYS))
    leave_days: int = Field(30, ge=1, le=365)

    @field_validator("stale_days")
    @classmethod
    def _are_days(cls, days: dict[str, int]) -> dict[str, int]:
        if any(not 0 <= each <= 365 for each in days.values()):
            raise ValueError("days in a stage: 0 to 365")
        return days

    @property
    def rules(self) -> Quality:
        """As the workflows know it; stages that are not named keep their default."""
        days = {**STALE_DAYS, **self.stale_days}
        stale = tuple((stage, count) for stage, count in days.items() if count)
        return Quality(self.weekly, stale, self.leave_days, self.reviews)


class CanaryTable(BaseModel):
    """`[canary]`: off until somebody wants a mail a week in the desk's own mailbox."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    enabled: bool = False
    patience_minutes: int = Field(30, ge=5, le=24 * 60)
