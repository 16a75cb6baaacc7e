"""A programme's commission plans: parsed from TOML tables, never changed, pinned by a version hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

from workflows.commission.model import Base, Saying, decimal
from workflows.commission.registry import KINDS
from workflows.commission.table import RuleError, Table
from workflows.groups import Group, groups_of
from workflows.model import Partner
from workflows.money import BPS, Money

BASES = ("contract_value", "first_year", "collected")
_BASES_IN_WORDS = {
    "contract_value": "the contract value",
    "first_year": "the first year's value",
    "collected": "what the customer pays",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a plan. `settings` belong to the kind; the rest is the same for all kinds."""

    line: str
    kind: str
    settings: Any
    base: Base
    multiplier_bps: int = BPS
    floor: Money | None = None
    cap: Money | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One immutable version of what partners are paid; for everybody when it names nobody.

    `currency` is that of its amounts: a deal in another one is converted first. "" works in the deal's own.
    """

    name: str
    valid_from: date
    rules: tuple[Rule, ...]
    currency: str = ""
    partners: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    hold_days: int = 0
    dual_credit: bool = False
    source: str = field(default="", compare=False, repr=False)  # JSON that `parse_plan` reads back

    @property
    def version(self) -> str:
        """A short hash of what the plan says; the same rules always have the same one."""
        said = json.dumps(_canonical(self), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(said.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All versions of all plans, old ones included."""

    plans: tuple[Plan, ...] = ()
    groups: tuple[Group, ...] = ()

    def current(self, partner: Partner, on: date) -> Plan | None:
        """The plan for a referral that this partner registers that day.

        Their own comes before their group's, that before their market's, and that before everybody's.
        """
        groups = {group.name for group in groups_of(self.groups, partner, on)}
        begun = ((_closeness(p, partner, groups, on), p) for p in self.plans if p.valid_from <= on)
        fitting = [(closeness, p.valid_from, p) for closeness, p in begun if closeness is not None]
        return max(fitting, key=lambda fit: fit[:2], default=(0, on, None))[2]

    def version(self, version: str) -> Plan | None:
        """The plan that was pinned, however old."""
        return next((plan for plan in self.plans if plan.version == version), None)

    def edited(self, kept: Sequence[Plan]) -> tuple[tuple[Plan, Plan], ...]:
        """What was kept and what the file says now, where a plan was edited in place.

        Referrals keep the version they were promised; the new one is for those registered from now on.
        """
        written = {(plan.name, plan.valid_from): plan for plan in self.plans}
        pairs = ((old, written.get((old.name, old.valid_from))) for old in kept)
        return tuple((old, new) for old, new in pairs if new and new.version != old.version)


def parse_book(
    tables: Sequence[Mapping[str, object]], path: str = "commission", groups: tuple[Group, ...] = ()
) -> RuleBook:
    """The plans of a TOML file's [[commission]] tables; raises RuleError, which names the key."""
    plans = tuple(parse_plan(table, f"{path}[{n}]") for n, table in enumerate(tables))
    seen: dict[tuple[object, ...], str] = {}
    for n, plan in enumerate(plans):
        for who in _audience(plan):
            key = who, plan.valid_from
            if key in seen:
                raise RuleError(
                    f"{path}[{n}].valid_from: {seen[key]} is for {who} from the same day; change one"
                )
            seen[key] = f'"{plan.name}"'
    return RuleBook(plans, groups)


def parse_plan(data: Mapping[str, object], path: str = "commission") -> Plan:
    """One plan from its TOML table, or from the JSON of `Plan.source`."""
    table = Table(data, path)
    table.currency = table.code("currency")
    plan = Plan(
        name=table.text("name"),
        valid_from=table.day("valid_from"),
        rules=tuple(_read_rule(each) for each in table.tables("rules")),
        currency=table.currency,
        partners=table.names("partners"),
        groups=table.names("groups"),
        markets=tuple(market.upper() for market in table.names("markets")),
        hold_days=table.whole("hold_days", 0, most=1000),
        dual_credit=table.flag("dual_credit"),
        source=json.dumps(_plain(data), sort_keys=True),
    )
    table.done()
    lines = [rule.line for rule in plan.rules]
    if len(set(lines)) < len(lines):
        raise table.wrong("rules", 'two rules have the same name; give each its own line = "…"')
    return plan


def _read_rule(table: Table) -> Rule:
    kind = KINDS[table.choice("kind", tuple(KINDS))]
    rule = Rule(
        line=table.text("line", kind.name),
        kind=kind.name,
        settings=kind.read(table),
        base=cast(Base, table.choice("base", BASES, kind.default_base)),
        multiplier_bps=table.factor("multiplier", BPS),
        floor=table.money("floor"),
        cap=table.money("cap"),
    )
    table.done()
    if rule.floor and rule.cap and rule.floor > rule.cap:
        raise table.wrong("floor", "is above the cap; lower it or raise the cap")
    if rule.floor and not kind.uses_value:
        raise table.wrong("floor", f"a {kind.name} rule pays fixed amounts; leave the floor out")
    if kind.default_base == "collected" and rule.base != "collected":
        raise table.wrong(
            "base", f'a {kind.name} rule pays on what was collected; write "collected" or leave it out'
        )
    return rule


def in_words(plan: Plan, language: str = "en") -> tuple[str, ...]:
    """What a plan pays, a sentence for each rule: "15 % of the contract value, at most €5,000.00"."""
    return tuple(_rule_in_words(rule, language) for rule in plan.rules)


def _rule_in_words(rule: Rule, language: str) -> str:
    said = [KINDS[rule.kind].say(rule.settings, Saying(_BASES_IN_WORDS[rule.base], language))]
    if rule.multiplier_bps != BPS:
        said.append(f"times {decimal(Fraction(rule.multiplier_bps, BPS))}")
    if rule.floor:
        said.append(f"at least {rule.floor.format(language)}")
    if rule.cap:
        said.append(f"at most {rule.cap.format(language)}")
    return ", ".join(said)


def _audience(plan: Plan) -> tuple[str, ...]:
    """Whom a plan is for, in words."""
    named = *(f'group "{name}"' for name in plan.groups), *(f"market {code}" for code in plan.markets)
    return (*plan.partners, *named) or ("everybody",)


def _closeness(plan: Plan, partner: Partner, groups: set[str], on: date) -> int | None:
    """How closely a plan is about a partner; None when it is about others."""
    if Group("", plan.partners).has(partner, on):
        return 3
    if groups & set(plan.groups):
        return 2
    if partner.belongs(on)[1] in plan.markets:
        return 1
    return None if plan.partners or plan.groups or plan.markets else 0


def _canonical(value: object) -> object:
    """Plain data for the hash. Defaults are left out, so that a new kind of setting changes no old hash."""
    match value:
        case Money():
            return [value.minor, value.currency]
        case date():
            return value.isoformat()
        case tuple():
            return [_canonical(each) for each in value]
    if not is_dataclass(value):
        return value
    said = {f.name: getattr(value, f.name) for f in fields(value) if f.compare}
    defaults = {f.name: f.default for f in fields(value) if f.default is not MISSING}
    return {k: _canonical(v) for k, v in said.items() if k not in defaults or v != defaults[k]}


def _plain(value: object) -> object:
    """TOML data as JSON can hold it."""
    match value:
        case Mapping():
            return {str(key): _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case date() | Decimal():
            return str(value)
    return value
