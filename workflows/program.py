"""The programme's rules, as the TOML file states them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from workflows.calendar import BusinessHours, add_business_minutes, business_minutes_between, promise
from workflows.commission.payday import Payday
from workflows.commission.terms import Terms
from workflows.crm_rules import CrmRules
from workflows.engagement_rules import EngagementRules
from workflows.faq import Faq
from workflows.groups import Group, promised
from workflows.model import Partner, Person
from workflows.pipeline import Pipeline
from workflows.quality_terms import Quality
from workflows.reporting import Reporting
from workflows.routing import Route
from workflows.sla import Sla
from workflows.strain import StrainRules
from workflows.territories import Territory


@dataclass(frozen=True, slots=True)
class Program:
    """One partner programme: who runs it, when it works, what it promises."""

    name: str
    tz: str
    country: str
    currency: str
    hours: BusinessHours
    promised_hours: int = 24
    weekend_cover: bool = False
    protection_days: int = 90
    trust_partner_domains: bool = True
    sla: Sla = field(default_factory=Sla)
    territories: tuple[Territory, ...] = ()
    groups: tuple[Group, ...] = ()  # partners who are promised something else
    strain: StrainRules = field(default_factory=StrainRules)
    engagement: EngagementRules = field(default_factory=EngagementRules)
    rep_hours: tuple[tuple[str, BusinessHours], ...] = ()  # by address or Slack ID
    managers: tuple[Person, ...] = ()
    reps: tuple[Person, ...] = ()
    pipeline: Pipeline = field(default_factory=Pipeline)
    routes: tuple[Route, ...] = ()
    protection_days_at_most: int = 365
    conflict_notice: bool = False  # whether the first partner hears that another introduction came
    quality: Quality = field(default_factory=Quality)
    reporting: Reporting = field(default_factory=Reporting)
    crm: CrmRules | None = None  # the CRM we follow; None: the desk itself is the register
    terms: Terms | None = None  # what partners are paid; None: nothing is said about money
    faq: tuple[Faq, ...] = ()
    answers_a_day: int = 5  # automatic ones in a thread, and to an address about nothing new

    @property
    def payout_terms(self) -> Payday:
        """When partners are paid, and from which amount on."""
        return self.terms.payday if self.terms else Payday(self.hours)

    def promised_to(self, partner: Partner, on: date) -> Program:
        """The same programme with what this partner's groups are promised that day."""
        own = promised(self.groups, partner, on)
        return replace(
            self,
            protection_days=own.protection_days or self.protection_days,
            promised_hours=own.first_contact_hours or self.promised_hours,
        )

    def manager_of(self, partner: Partner | None) -> Person:
        """The partner's manager, else the first one: somebody always answers."""
        wanted = partner.manager.lower() if partner else ""
        return next((m for m in self.managers if m.email.lower() == wanted), self.managers[0])

    def hours_of(self, rep: Person) -> BusinessHours:
        """When a rep works: their own hours where they are set, else the programme's."""
        names = {rep.email, rep.slack_id} - {""}
        return next((hours for name, hours in self.rep_hours if name in names), self.hours)

    def first_contact_by(self, start: datetime) -> datetime:
        """What we print as "we'll reach out by …"; a mail after hours counts from the next opening."""
        is_open = business_minutes_between(start - timedelta(minutes=1), start, self.hours)
        start = start if is_open else add_business_minutes(start, 0, self.hours)
        return promise(
            start, self.hours, promised_hours=self.promised_hours, weekend_cover=self.weekend_cover
        )

    def answer_by(self, asked_at: datetime) -> datetime:
        """When a person has answered what we hand over to them: after one working day of ours."""
        minutes = (self.hours.closes.hour - self.hours.opens.hour) * 60 + self.hours.closes.minute
        return add_business_minutes(asked_at, minutes - self.hours.opens.minute, self.hours)

    def protected_until(self, start: datetime) -> datetime:
        """End of the protection period that begins now."""
        return start + timedelta(days=self.protection_days)
