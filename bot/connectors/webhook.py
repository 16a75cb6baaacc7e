"""Hands promises of channel `webhook` to the programs that listen, signed as Standard Webhooks says.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md: the headers
webhook-id, webhook-timestamp and webhook-signature; 2xx is a yes, 410 means never again, the rest is retried.
"""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import aiohttp
from standardwebhooks import Webhook

from bot.clock import Clock
from bot.connectors.hooks import signing_secret
from bot.engine import Engine
from bot.keys import Keys
from storage.outbox import Due
from workflows.errors import Dead, Retry

TIMEOUT_S = 15.0
PATIENCE = timedelta(days=3)
LONGEST_WISH_S = 3600.0
MASTER = "webhooks"


class WebhookSender:
    """One for all hooks; the other side may be slow or away without holding up anybody else's lane."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self._keys = Keys(clock)
        self._session: aiohttp.ClientSession | None = None

    async def send(self, due: Due) -> str:
        """The webhook-id, the same at every attempt, so that the listener can tell a repetition."""
        name, body = due.payload["hook"], json.dumps(due.payload["body"], ensure_ascii=False)
        webhook_id = f"msg_{hashlib.sha256(due.key.encode()).hexdigest()[:32]}"
        headers = {"Content-Type": "application/json", **await self._signed(name, webhook_id, body)}
        try:
            async with self._client().post(
                due.payload["url"], data=body.encode(), headers=headers, allow_redirects=False
            ) as answer:
                self._judge(answer, due)
        except (aiohttp.ClientError, OSError, TimeoutError) as away:
            self._despair(due)
            raise Retry(f"the listener {name} cannot be reached ({type(away).__name__})") from away
        return webhook_id

    async def close(self) -> None:
        """Give the connections back."""
        if self._session:
            await self._session.close()

    async def _signed(self, name: str, webhook_id: str, body: str) -> dict[str, str]:
        now = self._clock.now()
        master = await self._keys.get(self._engine, MASTER)
        return {
            "webhook-id": webhook_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(signing_secret(master, name)).sign(webhook_id, now, body),
        }

    def _judge(self, answer: aiohttp.ClientResponse, due: Due) -> None:
        if 200 <= answer.status < 300:
            return
        said = f"the listener {due.payload['hook']} answers {answer.status}"
        if answer.status == 410:
            raise Dead(said)
        self._despair(due)
        wish = answer.headers.get("Retry-After", "")
        raise Retry(said, min(float(wish), LONGEST_WISH_S) if wish.isdigit() else None)

    def _despair(self, due: Due) -> None:
        if self._clock.now() - due.created_at > PATIENCE:
            raise Dead(f"the listener {due.payload['hook']} did not take it for three days")

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_S))
        return self._session
