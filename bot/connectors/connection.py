"""How we speak with a CRM: one httpx client, its pace, its token, and what its answers mean for a retry."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
from aiolimiter import AsyncLimiter
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from bot.connectors.crm_settings import CrmSecrets
from bot.engine import Engine
from storage.secrets import keep, kept
from workflows.errors import Dead, Retry

TIMEOUT_S = 20.0
LONGEST_WISH_S = 3600.0
BARRED_S = 900.0  # a token that is not let in: a person has to mend it, and nothing is given up meanwhile

# What Salesforce says with 403 and 400, and others with 429 and 423.
_USED_UP = ("REQUEST_LIMIT_EXCEEDED",)
_PASSING = ("UNABLE_TO_LOCK_ROW", "SERVER_UNAVAILABLE", "REQUEST_RUNNING_TOO_LONG")


class Refused(Dead):
    """The CRM understood, and says no."""

    def __init__(self, reason: str, status: int, *, theirs: str = "") -> None:
        super().__init__(reason, theirs=theirs)
        self.status = status


@dataclass(slots=True)
class Connection:
    """One CRM's API, at its pace."""

    name: str
    client: httpx.AsyncClient
    pace: AsyncLimiter

    async def ask(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        params: Mapping[str, Any] | None = None,
        none_on: tuple[int, ...] = (),
    ) -> Any:
        """What it answers; None for the statuses in `none_on` and for an empty answer."""
        async with self.pace:
            try:
                said = await self.client.request(method, path, json=body, params=params)
            except httpx.HTTPError as away:
                raise Retry(f"{self.name} cannot be reached ({type(away).__name__})") from away
        if said.status_code in none_on:
            return None
        if not said.is_success:
            raise verdict(self.name, said)
        return _json(self.name, said)

    async def close(self) -> None:
        """Give the connections back."""
        await self.client.aclose()


def verdict(name: str, said: httpx.Response) -> Exception:
    """What to do about an answer that is no yes."""
    status = said.status_code
    if status == 429:
        return Retry(f"{name} is busy", _wish_s(said))
    if any(code in said.text for code in _USED_UP):
        return Retry(f"{name} has had as many requests today as it takes", BARRED_S)
    if any(code in said.text for code in _PASSING):
        return Retry(f"{name} is busy with that record", _wish_s(said))
    if status in (401, 403):
        return Retry(f"{name} does not let us in ({status}); `referral-desk doctor` says more", BARRED_S)
    if status >= 500 or status in (408, 423):
        return Retry(f"{name} answers {status}")
    return Refused(f"{name} answers {status}:", status, theirs=complaint(said))


def _wish_s(said: httpx.Response) -> float | None:
    """How long we are asked to wait: seconds, or a moment (RFC 9110, 10.2.3); None leaves it to us."""
    wish = said.headers.get("Retry-After") or said.headers.get("X-RateLimit-Reset") or ""
    if wish.isdigit():
        return min(float(wish), LONGEST_WISH_S)
    try:
        wait = parsedate_to_datetime(wish) - parsedate_to_datetime(said.headers.get("Date", ""))
    except ValueError:
        return None
    return min(max(wait.total_seconds(), 0.0), LONGEST_WISH_S)


def complaint(said: httpx.Response) -> str:
    """What the CRM says is wrong, in its own words, cut short."""
    try:
        found = said.json()
    except ValueError:
        return said.reason_phrase
    if isinstance(found, list) and found:
        found = found[0]
    if isinstance(found, dict):
        found = found.get("message") or found.get("error_info") or found.get("error") or found
    return str(found)[:300]


def _json(name: str, said: httpx.Response) -> Any:
    if not said.content:
        return None
    try:
        return said.json()
    except ValueError as broken:
        raise Retry(f"{name} answers something that is no JSON") from broken


@dataclass(frozen=True, slots=True)
class Vault:
    """Tokens that were fetched for us, in `secrets`, under a key that only the environment has."""

    engine: Engine
    name: str
    secrets: CrmSecrets

    async def open(self) -> dict[str, str]:
        """What was kept last; nothing when there is none, or it was kept under another client secret."""
        sealed = await self.engine.ask(lambda session: kept(session, self.name))
        try:
            opened: dict[str, str] = json.loads(self._box.decrypt(sealed)) if sealed else {}
        except (CryptoError, ValueError):
            return {}
        return opened

    async def close(self, tokens: Mapping[str, str]) -> None:
        """Keep these from now on."""
        sealed = bytes(self._box.encrypt(json.dumps(dict(tokens)).encode()))
        await self.engine.unit(lambda session, _now: keep(session, self.name, sealed))

    @property
    def _box(self) -> SecretBox:
        secret = f"{self.name}:{self.secrets.client_id}:{self.secrets.client_secret.get_secret_value()}"
        return SecretBox(hashlib.sha256(secret.encode()).digest())


class FixedToken(httpx.Auth):
    """A token that lives until somebody revokes it."""

    def __init__(self, header: str, value: str) -> None:
        self._header, self._value = header, value

    def auth_flow(self, request: httpx.Request) -> Any:
        """Put it on."""
        request.headers[self._header] = self._value
        yield request


class OAuth(httpx.Auth):
    """An access token; when it is refused, a new one is fetched, once, and what was asked is asked again."""

    requires_response_body = True

    def __init__(self, token_url: str, vault: Vault, *, by_login: bool = False) -> None:
        self._token_url = token_url
        self._by_login = by_login  # the application says who it is by user and password of HTTP
        self._vault = vault
        self._tokens: dict[str, str] = {}
        self._fetching = asyncio.Lock()

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """Sign, and sign anew after a 401. What somebody else has fetched meanwhile is tried first."""
        used = self._tokens.get("access_token", "") or self._adopt(await self._vault.open())
        if used:
            answer = yield self._signed(request)
            if answer.status_code != 401:
                return
        async with self._fetching:  # one fetches for all that wait
            known = self._tokens.get("access_token", "")
            if known == used:
                known = self._adopt(await self._vault.open())
            if known in ("", used):
                fetched = yield self._fetch()
                await fetched.aread()
                await self._take(fetched)
        yield self._signed(request)

    async def _take(self, fetched: httpx.Response) -> None:
        if fetched.status_code != 200:
            why = verdict("the token's server", fetched)
            raise why if isinstance(why, Retry) else Retry("no new token for us:", BARRED_S, theirs=str(why))
        self._adopt({**self._tokens, **_strings(fetched.json())})
        await self._vault.close(self._tokens)

    def _adopt(self, tokens: Mapping[str, str]) -> str:
        if tokens.get("access_token"):
            self._tokens = dict(tokens)
        return tokens.get("access_token", "")

    def _signed(self, request: httpx.Request) -> httpx.Request:
        request.headers["Authorization"] = f"Bearer {self._tokens['access_token']}"
        return request

    def _fetch(self) -> httpx.Request:
        form = grant(self._vault.secrets, self._tokens.get("refresh_token", ""))
        if not self._by_login:
            return httpx.Request("POST", self._token_url, data=form)
        login = httpx.BasicAuth(form.pop("client_id"), form.pop("client_secret", ""))
        return next(login.auth_flow(httpx.Request("POST", self._token_url, data=form)))


def grant(secrets: CrmSecrets, latest: str, scope: str = "") -> dict[str, str]:
    """What is posted for a new token: the refresh token (the latest, where it changes with each use), else
    the application's own credentials (RFC 6749, 4.4 and 6)."""
    refresh = latest or secrets.refresh_token.get_secret_value()
    form = {"client_id": secrets.client_id, "client_secret": secrets.client_secret.get_secret_value()}
    how = {"grant_type": "refresh_token", "refresh_token": refresh} if refresh else {}
    form |= how or {"grant_type": "client_credentials"}
    return {name: value for name, value in (form | {"scope": scope}).items() if value}


def _strings(said: Any) -> dict[str, str]:
    return {name: value for name, value in said.items() if isinstance(value, str)}
