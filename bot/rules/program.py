"""`[program]`, `[slack]`, `[roles]` and our own people: what every programme has to say of itself."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.rules.faq import FaqTable
from workflows.calendar import BusinessHours
from workflows.money import known_currency

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Day, ...] = get_args(Day)


def _opening(said: object) -> object:
    try:
        return time.fromisoformat(said) if isinstance(said, str) else said
    except ValueError as wrong:
        raise ValueError('write a time such as "09:00"') from wrong


def _zone(said: str) -> str:
    try:
        if said:
            BusinessHours(said)
    except ValueError as wrong:
        raise ValueError(str(wrong).removeprefix("tz: ")) from wrong
    return said


def _currency(said: str) -> str:
    if not known_currency(said):
        raise ValueError('write an ISO 4217 code in capitals, such as "EUR"')
    return said


Opening = Annotated[time, BeforeValidator(_opening)]
Zone = Annotated[str, AfterValidator(_zone)]
GROUP = r"^$|^@[a-z0-9._-]+$|^S[A-Z0-9]{6,}$"  # "" | "@partner-team" | its ID


class Table(BaseModel):
    """No key that nobody knows; nothing changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ProgramTable(Table):
    """`[program]`: what the programme promises and when it works."""

    name: str = "Partner Programme"
    timezone: Zone = Field("Europe/London", min_length=1)
    country: str = Field("GB", pattern="^[A-Z]{2}$", examples=["GB"])
    subdivision: str = ""
    currency: Annotated[str, AfterValidator(_currency)] = "EUR"
    business_days: tuple[Day, ...] = DAYS[:5]
    opens: Opening = time(9)
    closes: Opening = time(18)
    first_contact_hours: int = Field(24, ge=1, le=24 * 14)
    weekend_cover: bool = False
    protection_days: int = Field(90, ge=1, le=365)
    protection_days_at_most: int = Field(365, ge=1, le=3 * 365)
    conflict_notice: bool = True
    answers_a_day: int = Field(5, ge=1, le=100)
    trust_partner_domains: bool = True
    faq: tuple[FaqTable, ...] = Field((), max_length=200)

    @model_validator(mode="after")
    def _has_a_calendar(self) -> ProgramTable:
        if not self.business_days:
            raise ValueError("business_days: name at least one day")
        BusinessHours("UTC", country=self.country, subdivision=self.subdivision)
        return self


class SlackTable(Table):
    """`[slack]`: where the bot speaks."""

    sales_channel: str = "#sales-referrals"
    managers_channel: str = "#partner-managers"
    finance_channel: str = ""  # "" is the managers' one
    workspaces: tuple[str, ...] = ()  # IDs of those that may install the app; the first is home

    @property
    def channels(self) -> dict[str, str]:
        """What our effects call a channel, and its name."""
        finance = self.finance_channel or self.managers_channel
        return {"sales": self.sales_channel, "managers": self.managers_channel, "finance": finance}


class RolesTable(Table):
    """`[roles]`: user groups of the workspace whose members play a role, beside the lists below."""

    manager_group: str = Field("", pattern=GROUP, examples=["@partner-team"])
    finance_group: str = Field("", pattern=GROUP, examples=["@partner-team"])
    rep_group: str = Field("", pattern=GROUP, examples=["@partner-team"])

    @property
    def named(self) -> tuple[str, ...]:
        """The groups that are set."""
        return tuple(g for g in (self.manager_group, self.finance_group, self.rep_group) if g)


class PersonTable(Table):
    """One of our own people."""

    name: str = Field(min_length=1)
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+$", examples=["dana.reyes@your-company.example"])
    slack_id: str = ""


class RepTable(PersonTable):
    """Somebody who takes leads; hours of their own where they differ from the programme's."""

    timezone: Zone = ""
    business_days: tuple[Day, ...] = ()
    opens: Opening | None = None
    closes: Opening | None = None
