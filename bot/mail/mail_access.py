"""How the mailbox lets us in without a password: an access token of Google's, Microsoft's or anybody's OAuth.

`?auth=xoauth2` in a mail URL asks for it. The token comes from a refresh token, or with the application's own
credentials (Microsoft), and is renewed before it runs out. What we are handed lies sealed in the database:
Microsoft's refresh tokens change with each use, and die after ninety days.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from pydantic import SecretStr
from pydantic_settings import BaseSettings
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.connectors.connection import Vault, grant
from bot.connectors.crm_settings import CrmSecrets
from bot.engine import Engine
from inbox.wire.accounts import AccessRefused, MailboxProblem

TIMEOUT_S = 15.0
EARLY = timedelta(minutes=5)  # before the end of its life a token is no longer used
FRESH = timedelta(minutes=1)  # one that is refused so young is no better fetched again at once
GOOGLE = "https://oauth2.googleapis.com/token"
MICROSOFT = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"
# https://developers.google.com/workspace/gmail/imap/xoauth2-protocol and
# https://learn.microsoft.com/en-us/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth
OF_THE_USER = (
    "offline_access https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send"
)
OF_THE_APPLICATION = "https://outlook.office365.com/.default"


class MailAccessKeys(BaseSettings):
    """A part of the environment."""

    mail_oauth: str = ""  # google | microsoft | https://… (the address of another token endpoint)
    mail_client_id: str = ""
    mail_client_secret: SecretStr = SecretStr("")
    mail_refresh_token: SecretStr = SecretStr("")  # "" is with the application's own credentials
    mail_tenant: str = "common"  # Microsoft's name for your organisation
    mail_scope: str = ""

    def mail_grant_problems(self) -> list[str]:
        """What is missing, in sentences."""
        given = {
            "REFERRAL_DESK_MAIL_OAUTH (google, microsoft or a token endpoint)": self.mail_oauth,
            "REFERRAL_DESK_MAIL_CLIENT_ID": self.mail_client_id,
        }
        missing = [f"?auth=xoauth2 needs {name}" for name, value in given.items() if not value]
        if self.mail_oauth and self.token_url is None:
            missing.append("REFERRAL_DESK_MAIL_OAUTH is google, microsoft or an https:// address")
        if not (self.mail_refresh_token.get_secret_value() or self.mail_client_secret.get_secret_value()):
            missing.append("?auth=xoauth2 needs REFERRAL_DESK_MAIL_REFRESH_TOKEN or _MAIL_CLIENT_SECRET")
        return missing

    @property
    def token_url(self) -> str | None:
        """Where tokens are fetched; None when the setting names nothing of the kind."""
        known = {"google": GOOGLE, "microsoft": MICROSOFT.format(tenant=self.mail_tenant)}
        is_address = self.mail_oauth.startswith(("https://", "http://127.0.0.1:", "http://localhost:"))
        return known.get(self.mail_oauth, self.mail_oauth if is_address else None)

    @property
    def wanted_scope(self) -> str:
        """What is asked for; Google's refresh tokens know by themselves."""
        if self.mail_scope or self.mail_oauth != "microsoft":
            return self.mail_scope
        return OF_THE_USER if self.mail_refresh_token.get_secret_value() else OF_THE_APPLICATION


class MailTokens:
    """One access token for IMAP and SMTP; see `inbox.wire.accounts.Tokens`."""

    def __init__(
        self,
        keys: MailAccessKeys,
        clock: Clock,
        engine: Engine | None = None,
        client: httpx.AsyncClient | None = None,
    ) -> None:
        self._keys, self._clock = keys, clock
        self._secrets = CrmSecrets(
            client_id=keys.mail_client_id,
            client_secret=keys.mail_client_secret,
            refresh_token=keys.mail_refresh_token,
        )
        self._vault = Vault(engine, "mail", self._secrets) if engine else None
        self._client = client or httpx.AsyncClient(timeout=TIMEOUT_S)
        self._tokens: dict[str, str] = {}
        self._fetching = asyncio.Lock()

    async def current(self) -> str:
        """A token with some life left; AccessRefused where only a person can help."""
        async with self._fetching:
            if not self._lives(self._tokens):
                self._tokens = {**self._tokens, **await self._kept()}
            if not self._lives(self._tokens):
                await self._fetch()
            return self._tokens["access_token"]

    def refused(self, token: str) -> bool:
        """A server did not take it: the next one is fetched. True when that may help at once."""
        if token != self._tokens.get("access_token"):
            return True
        fetched_at = datetime.fromisoformat(self._tokens["fetched_at"])
        self._tokens["until"] = ""
        return self._clock.now() - fetched_at > FRESH

    async def close(self) -> None:
        """Give the connection back."""
        await self._client.aclose()

    def _lives(self, tokens: Mapping[str, str]) -> bool:
        until = tokens.get("until", "")
        return bool(until) and self._clock.now() < datetime.fromisoformat(until) - EARLY

    async def _kept(self) -> dict[str, str]:
        """What we, or another replica, were handed last; not what a server has just refused."""
        try:
            kept = await self._vault.open() if self._vault else {}
        except SQLAlchemyError:  # no tables yet: the doctor looks at a new installation
            return {}
        is_refused = bool(self._tokens) and kept.get("access_token") == self._tokens.get("access_token")
        return kept if not is_refused and kept.get("began_with") == self._began_with else {}

    @property
    def _began_with(self) -> str:
        """A new refresh token in the environment goes before what the old one had become."""
        given = self._keys.mail_refresh_token.get_secret_value()
        return f"{self._keys.token_url} {self._keys.wanted_scope} {given}"

    async def _fetch(self) -> None:
        said = await self._asked(self._tokens.get("refresh_token", ""))
        if "access_token" not in said and self._tokens.pop("refresh_token", ""):
            said = await self._asked("")  # with what the environment has
        if "access_token" not in said:
            where, why = self._keys.mail_oauth, f"{_complaint(said)} {_mending(said)}"
            raise AccessRefused(f"{where} gives no access token: {why}")
        now = self._clock.now()
        ends = now + timedelta(seconds=float(said.get("expires_in") or 3600))
        fetched = {name: said[name] for name in ("access_token", "refresh_token") if said.get(name)}
        times = {"until": ends.astimezone(UTC).isoformat(), "fetched_at": now.isoformat()}
        self._tokens = {**self._tokens, **fetched, **times, "began_with": self._began_with}
        if self._vault:
            with suppress(SQLAlchemyError):  # as above
                await self._vault.close(self._tokens)

    async def _asked(self, latest: str) -> Mapping[str, Any]:
        """What the token's server says; MailboxProblem when it does not say anything of us."""
        form = grant(self._secrets, latest, self._keys.wanted_scope)
        where = f"The token server of {self._keys.mail_oauth}"
        try:
            answer = await self._client.post(str(self._keys.token_url), data=form)
            said: Any = answer.json()
        except (httpx.HTTPError, ValueError) as away:
            raise MailboxProblem(f"{where} does not answer as it should.") from away
        if answer.status_code >= 500 or answer.status_code == 429:
            raise MailboxProblem(f"{where} answers {answer.status_code}.")
        return said if isinstance(said, dict) else {}


def _complaint(said: Mapping[str, Any]) -> str:
    """The server's own words (RFC 6749, 5.2), without what Microsoft writes below them."""
    error, words = said.get("error", ""), str(said.get("error_description", ""))
    first = " ".join(words.splitlines()[:1])[:200].rstrip(".")
    return f"{error} ({first})." if first else f"{error or 'no reason given'}."


def _mending(said: Mapping[str, Any]) -> str:
    error = said.get("error")
    if error == "invalid_grant":
        return "It has ended: authorise the mailbox again and set REFERRAL_DESK_MAIL_REFRESH_TOKEN."
    if error in ("invalid_client", "unauthorized_client"):
        return "Check REFERRAL_DESK_MAIL_CLIENT_ID and _MAIL_CLIENT_SECRET (Microsoft's secrets run out)."
    return "Check REFERRAL_DESK_MAIL_OAUTH, _MAIL_TENANT and _MAIL_SCOPE."
