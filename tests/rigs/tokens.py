"""A token server as Google and Microsoft run one: access tokens that the rig's Dovecot believes (JWT)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

import httpx
from aiohttp import web

from bot.http import serve
from tests.rigs.dovecot import TOKEN_KEY


def access_token(user: str, lives_s: int = 3600) -> str:
    """What opens this mailbox, for a while."""
    now = int(datetime.now(UTC).timestamp())
    said = {"email": user, "iat": now - 10, "nbf": now - 10, "exp": now + lives_s, "sub": user}
    signed = f"{_part({'alg': 'HS256', 'typ': 'JWT'})}.{_part(said)}"
    mark = hmac.new(TOKEN_KEY, signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(mark).decode().rstrip('=')}"


def is_token_of(user: str, token: str) -> bool:
    """Whether a server may believe it."""
    signed, _, mark = token.rpartition(".")
    right = hmac.new(TOKEN_KEY, signed.encode(), hashlib.sha256).digest()
    if not hmac.compare_digest(base64.urlsafe_b64encode(right).decode().rstrip("="), mark):
        return False
    said = json.loads(base64.urlsafe_b64decode(signed.partition(".")[2] + "=="))
    return bool(said["email"] == user and said["exp"] > datetime.now(UTC).timestamp())


def _part(said: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")


@dataclass
class TokenServer:
    """What it was asked, and what it says: tokens for `user`, or an error."""

    user: str = "desk@vendor.example"
    asked: list[dict[str, str]] = field(default_factory=list)
    good: set[str] = field(default_factory=lambda: {"refresh-0"})  # refresh tokens that count
    rotates: bool = False
    status: int = 200
    lives_s: int = 3600

    def answer(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        self.asked.append(form)
        if self.status != 200:
            return self.status, {}
        if form["client_secret"] != "client-secret":
            return 401, {"error": "invalid_client", "error_description": "AADSTS7000215: Invalid secret."}
        if form["grant_type"] == "refresh_token" and form["refresh_token"] not in self.good:
            said = "Token has been expired or revoked."
            return 400, {"error": "invalid_grant", "error_description": f"{said}\nTrace ID: 0"}
        said_token = {"access_token": access_token(self.user, self.lives_s), "expires_in": self.lives_s}
        if self.rotates:
            self.good = {f"refresh-{len(self.asked)}"}
            return 200, {**said_token, "refresh_token": f"refresh-{len(self.asked)}"}
        return 200, {**said_token, "token_type": "Bearer"}

    def client(self) -> httpx.AsyncClient:
        """For what need not be spoken over a wire."""

        def handle(request: httpx.Request) -> httpx.Response:
            status, said = self.answer(dict(parse_qsl(request.content.decode())))
            return httpx.Response(status, json=said)

        return httpx.AsyncClient(transport=httpx.MockTransport(handle))

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        """Its address."""

        async def token(request: web.Request) -> web.Response:
            status, said = self.answer({k: str(v) for k, v in (await request.post()).items()})
            return web.json_response(said, status=status)

        app = web.Application()
        app.add_routes([web.post("/token", token)])
        runner = await serve(app, "127.0.0.1", 0)
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/token"
        await runner.cleanup()
