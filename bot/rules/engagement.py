"""`[engagement]` of referral-desk.toml: how partners are kept."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

import templates
from bot.rules.program import Opening
from workflows.engagement_rules import LAYERS, NEWCOMER, PRESETS, EngagementRules, Layer, Sequence, Step
from workflows.strain import StrainRules
from workflows.territories import Territory

_WORDS = Path(templates.__file__).parent


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class StepTable(_Table):
    """One step of a sequence."""

    day: int = Field(ge=0, le=1000)
    does: Literal["mark", "mail", "draft", "flag"]
    template: str = Field("", pattern=r"^[a-z0-9_]*$")
    informs: bool = False

    @model_validator(mode="after")
    def _has_words(self) -> StepTable:
        folder = {"mail": "email", "draft": "draft"}.get(self.does)
        if folder and not (self.template and (_WORDS / folder / self.template).is_dir()):
            raise ValueError(f'template: there is no "{self.template}" in templates/{folder}')
        return self

    @property
    def step(self) -> Step:
        """As the workflows know it."""
        return Step(self.day, self.does, self.template, self.informs)


class TerritoryTable(_Table):
    """`[[territories]]`: where one partner is the only one; there is none without an end."""

    partner: str = Field(min_length=1)
    until: date
    regions: tuple[str, ...] = ()
    products: tuple[str, ...] = ()

    @property
    def territory(self) -> Territory:
        """As the workflows know it."""
        regions = tuple(region.upper() for region in self.regions)
        return Territory(self.partner, self.until, regions, self.products)


class EngagementTable(_Table):
    """`[engagement]`."""

    layers: tuple[Layer, ...] = tuple(sorted(LAYERS))
    sequence: Literal["combined", "checkin_60", "value_90"] = "combined"
    send_at: Opening = time(9, 30)
    send_until: Opening = time(17)
    gap_days: int = Field(3, ge=0, le=30)
    reentry_days: int = Field(90, ge=0, le=1000)
    young_days: int = Field(30, ge=0, le=365)
    contact_days: int = Field(14, ge=0, le=365)
    weekly_mails: int = Field(3, ge=1, le=100)
    silent_rounds: int = Field(2, ge=1, le=100)
    story_days: int = Field(180, ge=1, le=3650)
    top_percent: int = Field(20, ge=0, le=100)
    leads_per_rep: int = Field(25, ge=1, le=10_000)
    at_risk_percent: int = Field(20, ge=1, le=100)
    slower_percent: int = Field(50, ge=1, le=1000)
    steps: tuple[StepTable, ...] = ()
    newcomer: tuple[StepTable, ...] = ()

    @model_validator(mode="after")
    def _is_whole(self) -> EngagementTable:
        for name in ("steps", "newcomer"):
            days = [step.day for step in getattr(self, name)]
            if days != sorted(set(days)):
                raise ValueError(f"{name}: each day must be later than the one before")
            if days and all(step.does == "mark" or step.informs for step in getattr(self, name)):
                raise ValueError(f"{name}: at least one step must reach somebody (mail, draft or flag)")
        if self.send_at >= self.send_until:
            raise ValueError("send_until must be later than send_at")
        return self

    @property
    def strain(self) -> StrainRules:
        """When our people have too much to do."""
        return StrainRules(self.leads_per_rep, self.at_risk_percent, self.slower_percent)

    @property
    def rules(self) -> EngagementRules:
        """As the workflows know it."""
        own = tuple(step.step for step in self.steps)
        first = tuple(step.step for step in self.newcomer)
        return EngagementRules(
            quiet=Sequence("own", own) if own else PRESETS[self.sequence],
            newcomer=Sequence("newcomer", first) if first else NEWCOMER,
            send_at=self.send_at,
            send_until=self.send_until,
            gap_days=self.gap_days,
            reentry_days=self.reentry_days,
            young_days=self.young_days,
            contact_days=self.contact_days,
            weekly_mails=self.weekly_mails,
            silent_rounds=self.silent_rounds,
            story_days=self.story_days,
            top_percent=self.top_percent,
            layers=frozenset(self.layers),
        )
