"""`[[groups]]` of referral-desk.toml: partners who are promised something else than everybody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pydantic import BaseModel, ConfigDict, Field, model_validator

from workflows.groups import Group, GroupRules


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GroupRulesTable(_Table):
    """`[[groups.rules]]`: one version; an earlier one stays in the file for what was promised under it."""

    valid_from: date
    protection_days: int | None = Field(None, ge=1, le=365)
    first_contact_hours: int | None = Field(None, ge=1, le=24 * 14)

    @model_validator(mode="after")
    def _says_something(self) -> GroupRulesTable:
        if self.protection_days is None and self.first_contact_hours is None:
            raise ValueError("say protection_days, first_contact_hours, or both")
        return self


class GroupTable(_Table):
    """`[[groups]]`."""

    name: str = Field(min_length=1, max_length=75)
    partners: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    rules: tuple[GroupRulesTable, ...] = ()

    @model_validator(mode="after")
    def _is_whole(self) -> GroupTable:
        if any(len(market) != 2 or not market.isalpha() for market in self.markets):
            raise ValueError('markets: two letters each, such as "DE"')
        days = [one.valid_from for one in self.rules]
        if len(set(days)) < len(days):
            raise ValueError("rules: two versions begin on the same day; change one")
        return self

    @property
    def group(self) -> Group:
        """As the workflows know it."""
        rules = tuple(
            GroupRules(one.valid_from, one.protection_days, one.first_contact_hours) for one in self.rules
        )
        return Group(self.name, self.partners, tuple(m.upper() for m in self.markets), rules)


def problems(tables: Iterable[GroupTable], named: Iterable[str]) -> list[str]:
    """Names that stand for two groups, and names of plans' groups that stand for none."""
    names = [one.name for one in tables]
    twice = sorted({name for name in names if names.count(name) > 1})
    return [
        *(f'[[groups]] two are called "{name}"; rename one' for name in twice),
        *(f'[[commission]] groups: there is no group "{name}"' for name in sorted(set(named) - set(names))),
    ]
