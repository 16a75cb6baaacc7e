"""Who may use the API: tokens with scopes, and no more than so many requests a minute."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Literal, get_args

from aiohttp import web
from aiolimiter import AsyncLimiter

from bot.api.problems import problem
from bot.engine import Engine
from storage.tokens import Token, Tokens

Scope = Literal["partners:read", "referrals:read", "referrals:write"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
PREFIX = "rdt_"  # so that a leaked token is recognised for what it is
SEND_IT = "Send one: Authorization: Bearer … (`referral-desk token add` makes it)."
A_MINUTE = 600
MOST_LIMITERS = 1000


def new_token() -> str:
    """A fresh token; it is shown once and kept nowhere."""
    return PREFIX + secrets.token_urlsafe(32)


def sha256(text: str) -> str:
    """What is kept of it."""
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()


@dataclass(slots=True)
class Gate:
    """Lets requests in, or says why not."""

    engine: Engine
    _limiters: dict[int, AsyncLimiter] = field(default_factory=dict)

    async def admit(self, request: web.Request, scope: Scope) -> Token:
        """The token of a request that may do this; raises the answer otherwise (RFC 6750)."""
        kind, _, given = request.headers.get("Authorization", "").partition(" ")
        token = None
        if kind.lower() == "bearer" and given:
            hashed = sha256(given.strip())
            token = await self.engine.ask(lambda session: Tokens(session).find(hashed))
        if token is None:
            says = "This token is not known, or was revoked." if given else "There is no token."
            raise problem(401, f"{says} {SEND_IT}", {"WWW-Authenticate": "Bearer"})
        if scope not in token.scopes:
            raise problem(403, f"This token does not have the scope {scope}.")
        limiter = self._limiter(token.id)
        if not limiter.has_capacity():
            raise problem(429, f"More than {A_MINUTE} requests a minute.", {"Retry-After": "10"})
        await limiter.acquire()
        return token

    def _limiter(self, token_id: int) -> AsyncLimiter:
        if len(self._limiters) > MOST_LIMITERS:
            self._limiters.clear()
        return self._limiters.setdefault(token_id, AsyncLimiter(A_MINUTE, 60))
