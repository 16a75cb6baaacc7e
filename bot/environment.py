"""The environment: addresses and secrets. Every variable that is wrong is named at once, none is shown."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import SettingsConfigDict
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from bot.complaints import of_environment, variable
from bot.mail.mail_access import MailAccessKeys
from bot.mail_services.registry import SERVICES
from bot.mail_services.settings import MailServiceKeys
from bot.networks import Network, read_networks
from bot.payments.settings import PaymentKeys
from inbox.smtp import envelope_address
from inbox.wire.accounts import parse_imap_url, parse_smtp_url
from storage.database import parse_url
from workflows.errors import BadInput

PREFIX = "REFERRAL_DESK_"
MISTYPED = 85  # percent
COMMENT = re.compile(r"(?:^|\s)#(?:\s|$)")  # python-dotenv takes it off; kubectl and docker do not
HIGHEST_PORT = 65_535


def _secret(check: Callable[[str], object]) -> AfterValidator:
    """Look at a secret that is set; `check` raises ValueError without showing it."""

    def checked(given: SecretStr) -> SecretStr:
        if value := given.get_secret_value():
            check(value)
        return given

    return AfterValidator(checked)


def _token(start: str) -> AfterValidator:
    def check(value: str) -> None:
        if not re.fullmatch(rf"(?:xoxe\.)?{start}\S+", value):
            raise ValueError(f"that is not such a token: one begins with {start} and holds no blanks")

    return _secret(check)


def _imap(value: str) -> None:
    for url in value.split():
        parse_imap_url(url)


def _smtp(value: str) -> None:
    if (service := parse_smtp_url(value).service) not in ("", *SERVICES):
        raise ValueError(f"?service= is one of {', '.join(SERVICES)}, not {service}")


def _address(value: str) -> str:
    try:
        if value:
            envelope_address(value)
    except ValueError as wrong:
        raise ValueError("write the bare address, such as referrals@your-company.example") from wrong
    return value


def _listens(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not (host and port.isascii() and port.isdigit() and int(port) <= HIGHEST_PORT):
        raise ValueError(f"write host and port (at most {HIGHEST_PORT}), such as 127.0.0.1:8080")
    return value


def _web(value: str) -> str:
    if value and not re.fullmatch(r"https?://[^\s/]\S*", value):
        raise ValueError("write the whole address, such as https://desk.your-company.example")
    return value


def _each(value: str) -> list[str]:
    return value.replace(",", " ").split()


def _networks(value: str) -> str:
    try:
        read_networks(_each(value))
    except ValueError as wrong:
        raise ValueError("write networks such as 10.0.0.0/8, with blanks between them") from wrong
    return value


WebAddress = Annotated[str, AfterValidator(_web)]
BotToken = Annotated[SecretStr, _token("xoxb-")]
AppToken = Annotated[SecretStr, _token("xapp-")]


class Environment(PaymentKeys, MailServiceKeys, MailAccessKeys):
    """The environment: addresses and secrets."""

    model_config = SettingsConfigDict(env_prefix="REFERRAL_DESK_", frozen=True, extra="ignore")

    database_url: Annotated[SecretStr, _secret(parse_url)] = SecretStr("sqlite:///referral-desk.db")
    imap_url: Annotated[SecretStr, _secret(_imap)] = SecretStr("")
    smtp_url: Annotated[SecretStr, _secret(_smtp)] = SecretStr("")
    mail_address: Annotated[str, AfterValidator(_address)] = ""
    authserv_id: str = ""
    message_id_domain: str = ""
    verify_dkim: bool = False  # look signers up in DNS where our own mail server says nothing
    http: Annotated[str, AfterValidator(_listens)] = "127.0.0.1:8080"
    traces: bool = False  # OpenTelemetry spans; where to says OTEL_EXPORTER_OTLP_ENDPOINT
    public_url: WebAddress = ""  # where the outside reaches our HTTP server
    proxies: Annotated[str, AfterValidator(_networks)] = ""  # before us; their X-Forwarded-For is believed
    config: Path = Path("referral-desk.toml")
    slack_bot_token: BotToken = Field(SecretStr(""), validation_alias="SLACK_BOT_TOKEN")
    slack_app_token: AppToken = Field(SecretStr(""), validation_alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr = Field(SecretStr(""), validation_alias="SLACK_SIGNING_SECRET")
    slack_client_id: str = Field("", validation_alias="SLACK_CLIENT_ID")
    slack_client_secret: SecretStr = Field(SecretStr(""), validation_alias="SLACK_CLIENT_SECRET")
    slack_redirect_uri: WebAddress = Field("", validation_alias="SLACK_REDIRECT_URI")
    slack_api_url: WebAddress = Field("https://slack.com/api/", validation_alias="SLACK_API_URL")

    voter_key: SecretStr = SecretStr("")  # of a language model's service, where [conversation] names one
    crm_token: SecretStr = SecretStr("")  # a fixed one; or, to fetch one by OAuth, the next three
    crm_client_id: str = ""
    crm_client_secret: SecretStr = SecretStr("")
    crm_refresh_token: SecretStr = SecretStr("")
    crm_webhook_secret: SecretStr = SecretStr("")

    @property
    def given(self) -> dict[str, str]:
        """Each variable by its name, "" where it is not set; for looking only."""
        said = {name: getattr(self, field) for name, field in _fields().items()}
        return {n: v.get_secret_value() if isinstance(v, SecretStr) else str(v) for n, v in said.items()}

    @property
    def proxy_networks(self) -> tuple[Network, ...]:
        """Whose X-Forwarded-For is believed."""
        return read_networks(_each(self.proxies))

    @property
    def wants_tokens(self) -> bool:
        """Whether a mail server lets us in by access token."""
        urls = f"{self.imap_url.get_secret_value()} {self.smtp_url.get_secret_value()}".split()
        return any("auth=xoauth2" in url.partition("?")[2] for url in urls)


def read_environment(env: Mapping[str, str], problems: list[str]) -> Environment | None:
    """The environment, checked; what is wrong is added to `problems`."""
    fields = _fields()
    given = {name: value.strip() for name, value in env.items() if name in fields and value.strip()}
    found = [
        f"{name}: a comment needs a line of its own; some programs take it for the value"
        for name, value in given.items()
        if COMMENT.search(value)
    ]
    found += _mistyped(env, fields, given)
    named = {name if name.startswith("SLACK_") else fields[name]: value for name, value in given.items()}
    try:
        environment = Environment.model_validate(named)
        if environment.wants_tokens:
            found += environment.mail_grant_problems()
    except ValidationError as wrong:
        environment = None
        found += [said for said in of_environment(wrong) if not said.startswith(tuple(_names(found)))]
    problems += found
    return environment


def load_environment(env: Mapping[str, str] | None = None) -> Environment:
    """The environment alone, for commands that need no rules."""
    problems: list[str] = []
    environment = read_environment(os.environ if env is None else env, problems)
    if environment is None or problems:
        raise BadInput("The environment is not right:\n" + "\n".join(f"  - {p}" for p in problems))
    return environment


def _names(sentences: list[str]) -> list[str]:
    """The variables that they are about."""
    return [f"{one.partition(':')[0]}:" for one in sentences]


def _mistyped(env: Mapping[str, str], known: Collection[str], given: Collection[str]) -> list[str]:
    """Names that mean nothing and look like one that is not set. Kubernetes adds others with our prefix."""
    unset = [name.removeprefix(PREFIX) for name in known if name.startswith(PREFIX) and name not in given]
    strange = [name for name in env if name.startswith(PREFIX) and name not in known]
    pairs = ((name, extractOne(name.removeprefix(PREFIX), unset, scorer=ratio)) for name in strange)
    meant = {name: found[0] for name, found in pairs if found and found[1] >= MISTYPED}
    return [f"{name}: not known; did you mean {PREFIX}{end}?" for name, end in meant.items()]


def _fields() -> dict[str, str]:
    """What each variable is called here."""
    return {variable(str(f.validation_alias or name)): name for name, f in Environment.model_fields.items()}
