"""`[[stages]]`, `[[reasons]]` and `[[routes]]` of referral-desk.toml: where leads go, what is told."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from workflows.pipeline import REASONS, STAGES, Notify, Pipeline, Reason, Stage, asks_of
from workflows.routing import Route

_KEY = r"^[a-z][a-z0-9_]{0,39}$"
_MENTION = r"^(here|channel|S[A-Z0-9]{6,}|)$"
OneOrMore = Annotated[tuple[str, ...], BeforeValidator(lambda v: (v,) if isinstance(v, str) else v)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class StageTable(_Table):
    """One stage; the order of the tables is the order of the stages."""

    key: str = Field(pattern=_KEY, examples=["demo_scheduled"])
    name: str = Field("", max_length=60)
    notify: Notify | None = None
    asks: Literal["", "date"] = ""

    @property
    def stage(self) -> Stage:
        """As the workflows know it; what the shipped list asks for is asked for here too."""
        shipped = next((one for one in STAGES if one.key == self.key), None)
        known = shipped or Stage(self.key, self.key.replace("_", " ").title())
        asks = asks_of(self.key, self.asks or known.asks)
        return Stage(self.key, self.name or known.name, self.notify or known.notify, asks)


class ReasonTable(_Table):
    """Why a lead ends, for us and in public words."""

    key: str = Field(pattern=_KEY, examples=["demo_scheduled"])
    name: str = Field(min_length=1, max_length=70)
    public: str = Field(min_length=1, max_length=300)
    about: tuple[Literal["closed_lost", "disqualified", "rejected"], ...] = ("closed_lost",)


class RouteTable(_Table):
    """Leads that meet all conditions go to `channel`."""

    channel: str = Field("", pattern=r"^(#[^\s#]{1,79}|C[A-Z0-9]{6,}|)$", examples=["#sales-dach"])
    mention: str = Field("", pattern=_MENTION, examples=["here"])
    partner: OneOrMore = ()
    region: OneOrMore = ()
    value_at_least: Decimal | None = Field(None, gt=0)
    product: OneOrMore = ()

    @property
    def route(self) -> Route:
        """As the workflows know it."""
        regions = tuple(region.upper() for region in self.region)
        return Route(self.channel, self.mention, self.partner, regions, self.value_at_least, self.product)


def pipeline_of(listed: tuple[StageTable, ...], why: tuple[ReasonTable, ...]) -> Pipeline:
    """The programme's stages and reasons; a list that is empty stays as shipped."""
    stages = tuple(table.stage for table in listed) or STAGES
    reasons = tuple(Reason(r.key, r.name, r.public, r.about) for r in why) or REASONS
    return Pipeline(stages, reasons)
