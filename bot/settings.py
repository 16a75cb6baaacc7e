"""Environment and referral-desk.toml become one frozen Settings; every bad key is named at once, at start."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import (
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import SettingsConfigDict

from bot.connectors.crm_settings import CrmSecrets, CrmTable
from bot.connectors.crm_settings import problems as crm_problems
from bot.connectors.settings import HookTable, SourceTable
from bot.conversation.voters import VoterTable
from bot.mail_access import MailAccessKeys
from bot.mail_services.registry import SERVICES
from bot.mail_services.settings import MailServiceKeys
from bot.money.commissions import read_terms
from bot.payments.settings import PaymentKeys, PaymentsTable
from bot.retention import RetentionTable
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
    managers: tuple[PersonTable, ...] = Field(min_length=1)
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


class Environment(PaymentKeys, MailServiceKeys, MailAccessKeys):
    """The environment: addresses and secrets."""

    model_config = SettingsConfigDict(env_prefix="REFERRAL_DESK_", frozen=True, extra="ignore")

    database_url: SecretStr = SecretStr("sqlite:///referral-desk.db")
    imap_url: SecretStr = SecretStr("")
    smtp_url: SecretStr = SecretStr("")
    mail_address: str = ""
    authserv_id: str = ""
    message_id_domain: str = ""
    verify_dkim: bool = False  # look signers up in DNS where our own mail server says nothing
    http: str = "127.0.0.1:8080"
    traces: bool = False  # OpenTelemetry spans; where to says OTEL_EXPORTER_OTLP_ENDPOINT
    public_url: str = Field("", pattern=r"^$|^https?://[^\s]+$")  # where the outside reaches our HTTP server
    config: Path = Path("referral-desk.toml")
    slack_bot_token: SecretStr = Field(SecretStr(""), validation_alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr = Field(SecretStr(""), validation_alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr = Field(SecretStr(""), validation_alias="SLACK_SIGNING_SECRET")
    slack_client_id: str = Field("", validation_alias="SLACK_CLIENT_ID")
    slack_client_secret: SecretStr = Field(SecretStr(""), validation_alias="SLACK_CLIENT_SECRET")
    slack_redirect_uri: str = Field("", validation_alias="SLACK_REDIRECT_URI")
    slack_api_url: str = Field("https://slack.com/api/", validation_alias="SLACK_API_URL")

    voter_key: SecretStr = SecretStr("")  # of a language model's service, where [conversation] names one
    crm_token: SecretStr = SecretStr("")  # a fixed one; or, to fetch one by OAuth, the next three
    crm_client_id: str = ""
    crm_client_secret: SecretStr = SecretStr("")
    crm_refresh_token: SecretStr = SecretStr("")
    crm_webhook_secret: SecretStr = SecretStr("")

    @property
    def wants_tokens(self) -> bool:
        """Whether a mail server lets us in by access token."""
        urls = f"{self.imap_url.get_secret_value()} {self.smtp_url.get_secret_value()}".split()
        return any("auth=xoauth2" in url.partition("?")[2] for url in urls)

    @model_validator(mode="after")
    def _is_whole(self) -> Environment:
        if ":" not in self.http or not self.http.rpartition(":")[2].isdigit():
            raise ValueError('REFERRAL_DESK_HTTP: write host and port, such as "127.0.0.1:8080"')
        return self


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


def load_settings(env: Mapping[str, str] | None = None, config: Path | None = None) -> Settings:
    """Read both; `BadInput` names every key that is wrong, with what to write instead."""
    env = os.environ if env is None else env
    problems: list[str] = []
    environment = _environment(env, problems)
    if environment:
        problems += _mail_problems(environment)
    rules = _rules(config or (environment.config if environment else Path("referral-desk.toml")), problems)
    terms = _terms(rules, problems) if rules else None
    program = _program(rules, terms, problems) if rules else None
    if problems or not (environment and rules and program and terms):
        raise BadInput("The settings are not right:\n" + "\n".join(f"  - {p}" for p in problems))
    return Settings(environment=environment, rules=rules, program=program, terms=terms)


def load_environment(env: Mapping[str, str] | None = None) -> Environment:
    """The environment alone, for commands that need no rules."""
    problems: list[str] = []
    environment = _environment(os.environ if env is None else env, problems)
    if environment is None:
        raise BadInput("The environment is not right:\n" + "\n".join(f"  - {p}" for p in problems))
    return environment


def _environment(env: Mapping[str, str], problems: list[str]) -> Environment | None:
    names = {
        f.validation_alias or f"REFERRAL_DESK_{n.upper()}": n for n, f in Environment.model_fields.items()
    }
    given: dict[str, Any] = {}
    for name, field in names.items():
        if env.get(str(name), ""):
            given[str(name) if str(name).startswith("SLACK_") else field] = env[str(name)]
    try:
        return Environment.model_validate(given)
    except ValidationError as wrong:
        problems.extend(_sentences(wrong, "environment"))
        return None


def _mail_problems(environment: Environment) -> list[str]:
    found = []
    for name, urls, parse in (
        ("REFERRAL_DESK_IMAP_URL", environment.imap_url.get_secret_value().split(), parse_imap_url),
        ("REFERRAL_DESK_SMTP_URL", [environment.smtp_url.get_secret_value()], parse_smtp_url),
    ):
        try:
            for url in filter(None, urls):
                account = parse(url)
                if (service := getattr(account, "service", "")) not in ("", *SERVICES):
                    raise ValueError(f"?service= is one of {', '.join(SERVICES)}, not {service}")
        except ValueError as wrong:
            found.append(f"{name}: {wrong}")
    if not found and environment.wants_tokens:
        found += environment.mail_grant_problems()
    return found


def _terms(rules: Rules, problems: list[str]) -> Terms | None:
    try:
        groups = tuple(one.group for one in rules.groups)
        terms = read_terms(rules.commission, rules.payday, rules.program.timezone, groups)
        problems.extend(group_problems(rules.groups, (n for p in terms.book.plans for n in p.groups)))
        return terms
    except RuleError as wrong:
        problems.append(str(wrong))
    return None


def needed_to_run(settings: Settings) -> list[str]:
    """What must be set before the bot can work, beyond what has a default."""
    environment = settings.environment
    required = {
        "REFERRAL_DESK_IMAP_URL": environment.imap_url.get_secret_value(),
        "REFERRAL_DESK_SMTP_URL": environment.smtp_url.get_secret_value(),
        "REFERRAL_DESK_MAIL_ADDRESS": environment.mail_address,
        **_slack_access(settings),
        "SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)": (
            environment.slack_app_token.get_secret_value()
            or environment.slack_signing_secret.get_secret_value()
        ),
    }
    return [f"{name} is not set" for name, value in required.items() if not value]


def _slack_access(settings: Settings) -> dict[str, str]:
    """One workspace needs a token; several need what lets them install the app."""
    environment = settings.environment
    if not environment.slack_client_id:
        return {"SLACK_BOT_TOKEN": environment.slack_bot_token.get_secret_value()}
    return {
        "SLACK_CLIENT_SECRET": environment.slack_client_secret.get_secret_value(),
        "[slack] workspaces (the IDs of those that may install the app)": ",".join(settings.workspaces),
    }


def _rules(path: Path, problems: list[str]) -> Rules | None:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        problems.append(f"{path}: there is no such file; `referral-desk init` writes one to start from")
        return None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        problems.append(f"{path}: {broken}")
        return None
    try:
        return Rules.model_validate(tables)
    except ValidationError as wrong:
        problems.extend(_sentences(wrong, str(path)))
        return None


def _sentences(wrong: ValidationError, where: str) -> list[str]:
    """pydantic's findings without the values: a value may be a secret."""
    return [
        f"{where}: {'.'.join(map(str, e['loc'])) or 'settings'}: {e['msg']}"
        for e in wrong.errors(include_input=False)
    ]


def _program(rules: Rules, terms: Terms | None, problems: list[str]) -> Program | None:
    table = rules.program
    try:
        hours = BusinessHours(
            tz=table.timezone,
            days=frozenset(DAYS.index(day) for day in table.business_days),
            opens=table.opens,
            closes=table.closes,
            country=table.country,
            subdivision=table.subdivision,
        )
    except ValueError as wrong:
        problems.append(f"[program] {wrong}")
        return None
    pipeline = pipeline_of(rules.stages, rules.reasons)
    if wrong_stages := pipeline_problems(pipeline):
        problems.extend(f"[[stages]] {problem}" for problem in wrong_stages)
        return None
    if wrong_words := crm_problems(rules.crm, pipeline):
        problems.extend(wrong_words)
        return None
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
        rep_hours=_rep_hours(rules, hours, problems),
        terms=terms,
        crm=rules.crm.rules,
        managers=_people(rules.managers),
        reps=_people(rules.reps),
    )


def _rep_hours(
    rules: Rules, hours: BusinessHours, problems: list[str]
) -> tuple[tuple[str, BusinessHours], ...]:
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
        try:
            if given:
                found.append((rep.email.lower(), replace(hours, **given)))
        except ValueError as wrong:
            problems.append(f"[[reps]] {rep.name}: {wrong}")
    return tuple(found)


def _people(tables: tuple[PersonTable, ...]) -> tuple[Person, ...]:
    return tuple(Person(p.name, p.email.lower(), p.slack_id) for p in tables)
