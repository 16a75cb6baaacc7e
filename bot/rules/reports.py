"""`[report]` of referral-desk.toml: what is counted, and which reports go out by themselves."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, field_validator

from workflows.reporting import ACTIONS, Reporting


class ReportTable(BaseModel):
    """Which reports go out, and what the counted actions are worth."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    active_days: int = Field(90, ge=7, le=730)
    weekly: bool = True
    monthly: bool = True
    partner_summary: bool = False
    minutes: dict[str, int] = Field(default_factory=dict)

    @field_validator("minutes")
    @classmethod
    def _are_known(cls, minutes: dict[str, int]) -> dict[str, int]:
        if unknown := minutes.keys() - ACTIONS.keys():
            raise ValueError(f"{', '.join(sorted(unknown))}: write one of {', '.join(ACTIONS)}")
        if any(not 0 < each <= 480 for each in minutes.values()):
            raise ValueError("minutes of one action: 1 to 480")
        return minutes

    @property
    def rules(self) -> Reporting:
        """As the workflows know it."""
        return Reporting(
            active_days=self.active_days,
            weekly=self.weekly,
            monthly=self.monthly,
            quarterly_summary=self.partner_summary,
            minutes=tuple(self.minutes.items()),
        )
