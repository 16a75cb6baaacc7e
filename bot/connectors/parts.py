"""What the connectors share: what they are opened with, and how days, moments and amounts are written."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import httpx
from aiolimiter import AsyncLimiter

from bot.clock import Clock
from bot.connectors.base import Forged, Lead
from bot.connectors.connection import TIMEOUT_S, FixedToken, OAuth, Vault
from bot.connectors.crm_settings import CrmSecrets, CrmTable
from workflows.model import FREE_MAIL, domain_of
from workflows.money import Money, known_currency


@dataclass(frozen=True, slots=True)
class Setting:
    """What a CRM is opened with."""

    table: CrmTable
    secrets: CrmSecrets
    vault: Vault
    tz: str
    clock: Clock
    currency: str  # what amounts are in, where the CRM does not say
    is_hurried: bool = False  # True: as if the CRM had no limits of its own

    def auth(self, token_url: str) -> httpx.Auth:
        """The fixed token where there is one, else tokens that are fetched there."""
        if self.token:
            return FixedToken("Authorization", f"Bearer {self.token}")
        return OAuth(token_url, self.vault)

    def pace(self, requests: int, seconds: float) -> AsyncLimiter:
        """How often it may be asked."""
        return AsyncLimiter(1_000_000 if self.is_hurried else requests, seconds)

    def client(self, url: str, auth: httpx.Auth) -> httpx.AsyncClient:
        """A client for this address."""
        return httpx.AsyncClient(
            base_url=url, auth=auth, timeout=TIMEOUT_S, headers={"User-Agent": "referral-desk"}
        )

    @property
    def token(self) -> str:
        """The fixed token; "" where tokens are fetched."""
        return self.secrets.token.get_secret_value()

    @property
    def signs(self) -> bytes:
        """What webhooks are signed with; Forged when nobody said."""
        secret = self.secrets.webhook_secret.get_secret_value()
        if not secret:
            raise Forged("REFERRAL_DESK_CRM_WEBHOOK_SECRET is not set")
        return secret.encode()

    def local_day(self, moment: datetime) -> date:
        """The day on our programme's clock."""
        return moment.astimezone(ZoneInfo(self.tz)).date()


def moment(text: str) -> datetime:
    """An ISO 8601 moment; without a zone it is UTC. ValueError when it is none."""
    found = datetime.fromisoformat(text.replace(" ", "T"))
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def version_of(text: str) -> int:
    """A moment as a version: microseconds since 1970."""
    since = moment(text) - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def day(value: Any) -> date | None:
    """A day as CRMs write it, with or without a time behind it; None for everything else."""
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


def money(amount: Any, currency: Any) -> Money | None:
    """An amount in major units; None when it is none, or nobody says in which currency."""
    code = str(currency or "").upper()
    if amount in (None, "") or not known_currency(code):
        return None
    try:
        exact = Decimal(str(amount))
    except InvalidOperation:
        return None
    return Money.of(exact, code) if exact.is_finite() and abs(exact) < 10**15 else None


def plain(amount: Money) -> float | int:
    """In major units, for JSON; exact up to nine quadrillion."""
    return int(amount.major) if amount.major == int(amount.major) else float(amount.major)


def company_domain(text: str) -> str:
    """The domain of an address or a website, unless it is a free-mail one."""
    domain = domain_of(text) or (urlsplit(text if "//" in text else f"//{text}").hostname or "")
    domain = domain.removeprefix("www.")
    return "" if domain in FREE_MAIL else domain


def same_name(found: str, lead: Lead) -> bool:
    """Whether that is the company's name, but for capitals and blanks."""
    return bool(lead.company) and " ".join(found.casefold().split()) == " ".join(
        lead.company.casefold().split()
    )


def is_same(ours: str, theirs: str) -> bool:
    """Compares what must not be guessed."""
    return hmac.compare_digest(ours.encode(), theirs.encode())
