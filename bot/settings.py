"""Environment and referral-desk.toml become one frozen Settings; every bad key is named at once, at start."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, Field, ValidationError

from bot.complaints import of_tables
from bot.connectors.crm_settings import CrmSecrets, CrmTable
from bot.connectors.crm_settings import problems as crm_problems
from bot.connectors.settings import HookTable, SourceTable
from bot.conversation.voters import VoterTable
from bot.environment import Environment, read_environment
from bot.money.commissions import read_terms, term_problems
from bot.payments.settings import PaymentsTable
from bot.rules.engagement import EngagementTable, TerritoryTable
from bot.rules.groups import GroupTable
from bot.rules.groups import problems as group_problems
from bot.rules.intake import IntakeTable
from bot.rules.payouts import PayoutsTable
from bot.rules.pipeline import ReasonTable, RouteTable, StageTable, pipeline_of
from bot.rules.program import DAYS, PersonTable, ProgramTable, RepTable, RolesTable, SlackTable, Table
from bot.rules.quality import CanaryTable, QualityTable
from bot.rules.reports import ReportTable
from bot.rules.sla import SlaTable
from bot.upkeep.retention import RetentionTable
from inbox.reading import Desk
from inbox.smtp import SmtpAccount, parse_smtp_url
from inbox.wire.accounts import ImapAccount, parse_imap_url
from workflows.calendar import BusinessHours
from workflows.commission.table import RuleError
from workflows.commission.terms import Terms
from workflows.errors import BadInput
from workflows.model import Person
from workflows.pipeline import problems as pipeline_problems
from workflows.program import Program

CONFIG = "referral-desk.toml"


class Rules(Table):
    """referral-desk.toml."""

    program: ProgramTable = ProgramTable()
    slack: SlackTable = SlackTable()
    sla: SlaTable = SlaTable()
    conversation: VoterTable = VoterTable()
    report: ReportTable = ReportTable()
    quality: QualityTable = QualityTable()
    engagement: EngagementTable = EngagementTable()
    canary: CanaryTable = CanaryTable()
    intake: IntakeTable = IntakeTable()
    retention: RetentionTable = RetentionTable()
    territories: tuple[TerritoryTable, ...] = ()
    groups: tuple[GroupTable, ...] = ()
    roles: RolesTable = RolesTable()
    managers: tuple[PersonTable, ...] = ()
    reps: tuple[RepTable, ...] = ()
    stages: tuple[StageTable, ...] = ()
    reasons: tuple[ReasonTable, ...] = ()
    routes: tuple[RouteTable, ...] = ()
    finance: tuple[PersonTable, ...] = ()
    commission: tuple[dict[str, Any], ...] = ()  # read by workflows.commission.rules
    payday: dict[str, Any] = Field(default_factory=dict)
    webhooks: tuple[HookTable, ...] = ()
    sources: tuple[SourceTable, ...] = ()
    payouts: PayoutsTable = PayoutsTable()
    crm: CrmTable = CrmTable()
    payments: PaymentsTable = PaymentsTable()


class Settings(Table):
    """Everything the bot was told, checked."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    environment: Environment
    rules: Rules
    program: Program
    terms: Terms

    @property
    def desk(self) -> Desk:
        """Ourselves, as the reader of mail must know us."""
        mail = self.environment.mail_address.lower()
        people = (*self.program.managers, *self.program.reps)
        return Desk(
            address=mail,
            authserv_id=self.environment.authserv_id,
            message_id_domain=self.environment.message_id_domain or mail.rpartition("@")[2],
            staff=frozenset(p.email.lower() for p in people),
            country=self.program.country,
        )

    @property
    def workspaces(self) -> tuple[str, ...]:
        """The workspaces that install the app themselves; none is one workspace, with SLACK_BOT_TOKEN."""
        return self.rules.slack.workspaces if self.environment.slack_client_id else ()

    @property
    def finance(self) -> tuple[Person, ...]:
        """Who may see money."""
        return _people(self.rules.finance)

    @property
    def crm_secrets(self) -> CrmSecrets:
        """What lets us into the CRM."""
        said = self.environment
        return CrmSecrets(
            token=said.crm_token,
            client_id=said.crm_client_id,
            client_secret=said.crm_client_secret,
            refresh_token=said.crm_refresh_token,
            webhook_secret=said.crm_webhook_secret,
        )

    @property
    def mailboxes(self) -> tuple[ImapAccount, ...]:
        """The mailboxes we read; several stand in one setting with blanks between them."""
        return tuple(parse_imap_url(url) for url in self.environment.imap_url.get_secret_value().split())

    @property
    def smtp(self) -> SmtpAccount:
        """The server that takes our mail."""
        return parse_smtp_url(self.environment.smtp_url.get_secret_value())

    @property
    def listen(self) -> tuple[str, int]:
        """Host and port of our HTTP server."""
        host, _, port = self.environment.http.rpartition(":")
        return host.strip("[]"), int(port)


def load_settings(
    env: Mapping[str, str] | None = None, config: Path | None = None, *, to_run: bool = False
) -> Settings:
    """Read both; `BadInput` names every key that is wrong, with what to write instead.

    `to_run` asks for what has no default as well.
    """
    env = os.environ if env is None else env
    problems: list[str] = []
    environment = read_environment(env, problems)
    tables = _tables(config or Path(env.get("REFERRAL_DESK_CONFIG") or CONFIG), problems)
    rules = _rules(tables, problems) if tables is not None else None
    terms = _terms(tables, rules, problems) if tables is not None else None
    program = _program(rules, terms, problems) if rules else None
    missing = _missing(env, rules) if to_run else []
    if problems or missing or not (environment and rules and program and terms):
        raise BadInput(_told(problems, missing))
    return Settings(environment=environment, rules=rules, program=program, terms=terms)


def _told(problems: list[str], missing: list[str]) -> str:
    wrong = [f"  - {problem}" for problem in dict.fromkeys(problems)]
    lacks = [f"  - {one}" for one in missing]
    return "\n".join(
        [
            *(["The settings are not right:", *wrong] if wrong else []),
            *(["The bot cannot start:", *lacks, "`referral-desk doctor` helps."] if lacks else []),
        ]
    )


def _tables(path: Path, problems: list[str]) -> dict[str, Any] | None:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        problems.append(f"{path}: there is no such file; `referral-desk init` writes one to start from")
    except OSError as closed:
        problems.append(f"{path}: this cannot be read ({os.strerror(closed.errno or 0)})")
    except UnicodeDecodeError:
        problems.append(f"{path}: save it as UTF-8")
    except tomllib.TOMLDecodeError as broken:
        problems.append(f"{path}: {broken}")
    return None


def _rules(tables: Mapping[str, Any], problems: list[str]) -> Rules | None:
    if not tables.get("managers"):
        problems.append("[[managers]]: name at least one, with name and email; they decide what is held")
    try:
        return Rules.model_validate(tables)
    except ValidationError as wrong:
        problems.extend(of_tables(wrong, tables, Rules))
        return None


def _terms(tables: Mapping[str, Any], rules: Rules | None, problems: list[str]) -> Terms | None:
    """Looked at even where other tables are wrong, so that whoever mends those hears of these at once."""
    plans, payday = tables.get("commission", []), tables.get("payday", {})
    if rules is None:
        plans = [plan for plan in plans if isinstance(plan, dict)] if isinstance(plans, list) else []
        problems += term_problems(plans, payday if isinstance(payday, dict) else {}, "UTC")
        return None
    if wrong := term_problems(plans, payday, rules.program.timezone):
        problems += wrong
        return None
    try:
        terms = read_terms(plans, payday, rules.program.timezone, tuple(one.group for one in rules.groups))
    except RuleError as wrong_book:
        problems.append(str(wrong_book))
        return None
    problems += group_problems(rules.groups, (n for plan in terms.book.plans for n in plan.groups))
    return terms


def needed_to_run(settings: Settings) -> list[str]:
    """What must be set before the bot can work, beyond what has a default."""
    return _missing(settings.environment.given, settings.rules)


def _missing(given: Mapping[str, str], rules: Rules | None) -> list[str]:
    """One workspace needs a token; several need what lets them install the app."""
    needed = ["REFERRAL_DESK_IMAP_URL", "REFERRAL_DESK_SMTP_URL", "REFERRAL_DESK_MAIL_ADDRESS"]
    needed.append("SLACK_CLIENT_SECRET" if given.get("SLACK_CLIENT_ID") else "SLACK_BOT_TOKEN")
    lacks = [name for name in needed if not given.get(name)]
    if given.get("SLACK_CLIENT_ID") and rules and not rules.slack.workspaces:
        lacks.append("[slack] workspaces (the IDs of those that may install the app)")
    if not (given.get("SLACK_APP_TOKEN") or given.get("SLACK_SIGNING_SECRET")):
        lacks.append("SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)")
    return [f"{name} is not set" for name in lacks]


def _program(rules: Rules, terms: Terms | None, problems: list[str]) -> Program | None:
    table = rules.program
    hours = BusinessHours(
        tz=table.timezone,
        days=frozenset(DAYS.index(day) for day in table.business_days),
        opens=table.opens,
        closes=table.closes,
        country=table.country,
        subdivision=table.subdivision,
    )
    pipeline = pipeline_of(rules.stages, rules.reasons)
    wrong_stages = pipeline_problems(pipeline)
    problems.extend(f"[[stages]] {problem}" for problem in wrong_stages)
    problems.extend(() if wrong_stages else crm_problems(rules.crm, pipeline))
    return Program(
        name=table.name,
        tz=table.timezone,
        country=table.country,
        currency=table.currency,
        hours=hours,
        promised_hours=table.first_contact_hours,
        weekend_cover=table.weekend_cover,
        protection_days=table.protection_days,
        protection_days_at_most=table.protection_days_at_most,
        conflict_notice=table.conflict_notice,
        answers_a_day=table.answers_a_day,
        pipeline=pipeline,
        routes=tuple(route.route for route in rules.routes),
        trust_partner_domains=table.trust_partner_domains,
        faq=tuple(one.entry for one in table.faq),
        sla=rules.sla.rules,
        reporting=rules.report.rules,
        quality=rules.quality.rules,
        engagement=rules.engagement.rules,
        strain=rules.engagement.strain,
        territories=tuple(one.territory for one in rules.territories),
        groups=tuple(one.group for one in rules.groups),
        rep_hours=_rep_hours(rules, hours),
        terms=terms,
        crm=rules.crm.rules,
        managers=_people(rules.managers),
        reps=_people(rules.reps),
    )


def _rep_hours(rules: Rules, hours: BusinessHours) -> tuple[tuple[str, BusinessHours], ...]:
    """Hours of those reps who have their own."""
    found = []
    for rep in rules.reps:
        own = {
            "tz": rep.timezone,
            "days": frozenset(DAYS.index(day) for day in rep.business_days),
            "opens": rep.opens,
            "closes": rep.closes,
        }
        given: dict[str, Any] = {name: value for name, value in own.items() if value not in ("", None, set())}
        if given:
            found.append((rep.email.lower(), replace(hours, **given)))
    return tuple(found)


def _people(tables: tuple[PersonTable, ...]) -> tuple[Person, ...]:
    return tuple(Person(p.name, p.email.lower(), p.slack_id) for p in tables)
