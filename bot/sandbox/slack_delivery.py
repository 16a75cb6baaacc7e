"""How payloads reach the app: through its web sockets (Socket Mode) or as signed requests to its URL."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol
from urllib.parse import urlencode

import aiohttp
from aiohttp import WSMsgType, web

from bot.sandbox.installation import Installation
from bot.sandbox.slack_faults import Faults
from bot.sandbox.workspace import Json

Kind = Literal["slash_commands", "interactive", "events_api"]
_ANSWERABLE = {"view_submission", "block_suggestion"}
MOST_SOCKETS = 10


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One payload on its way to the app."""

    kind: Kind
    payload: Json
    retry_num: int = 0
    retry_reason: str = ""

    @property
    def takes_response(self) -> bool:
        """Whether Slack reads a payload out of the answer."""
        return self.kind == "slash_commands" or self.payload.get("type") in _ANSWERABLE


@dataclass(frozen=True, slots=True)
class Ack:
    """What the app did with a payload. `error` is Slack's word for it, such as operation_timeout."""

    acked: bool
    response: Json | None = None
    elapsed_s: float = 0.0
    error: str | None = None
    no_retry: bool = False


class Delivery(Protocol):
    """A way to the app."""

    async def deliver(self, dispatch: Dispatch, timeout_s: float) -> Ack:
        """Hand over one payload and wait for the app's answer."""
        ...


class SocketHub:
    """Slack's side of Socket Mode: hello, envelopes, acks, disconnects; each envelope goes to one socket."""

    def __init__(self, app: Installation, faults: Faults, on_change: Callable[[], None]) -> None:
        self._app = app
        self._faults = faults
        self._on_change = on_change
        self._tickets: set[str] = set()
        self._sockets: list[_Socket] = []
        self._turn = 0

    @property
    def count(self) -> int:
        """How many sockets are open and in use."""
        return len(self._usable())

    def new_ticket(self) -> str:
        """A ticket for one connection, as apps.connections.open gives it."""
        ticket = str(uuid.uuid4())
        self._tickets.add(ticket)
        return ticket

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Serve one web socket until it closes."""
        if request.query.get("ticket", "") not in self._tickets:
            return web.Response(status=403, text="invalid ticket")
        self._tickets.remove(request.query["ticket"])
        socket = _Socket(web.WebSocketResponse(autoping=False, timeout=1.0), request)
        await socket.ws.prepare(request)
        if len(self._sockets) >= MOST_SOCKETS:
            await socket.ws.send_json(self._farewell("too_many_websockets"))
            await socket.ws.close()
            return socket.ws
        self._sockets.append(socket)
        await socket.ws.send_json(self._hello())
        self._on_change()
        try:
            await self._serve(socket)
        finally:
            self._sockets.remove(socket)
            socket.forget()
            self._on_change()
        return socket.ws

    async def deliver(self, dispatch: Dispatch, timeout_s: float) -> Ack:
        """Send one envelope to the next socket and wait for its ack."""
        started = time.monotonic()
        usable = self._usable()
        if not usable:
            return Ack(acked=False, error="dispatch_failed")
        self._turn += 1
        socket = usable[self._turn % len(usable)]
        envelope = _envelope(dispatch)
        answer = socket.expect(envelope["envelope_id"])
        try:
            if not self._faults.silent:
                await socket.ws.send_json(envelope)
            async with asyncio.timeout(timeout_s):
                response = await answer
        except (TimeoutError, ConnectionError) as failure:
            error = "operation_timeout" if isinstance(failure, TimeoutError) else "dispatch_failed"
            return Ack(acked=False, elapsed_s=time.monotonic() - started, error=error)
        finally:
            socket.waiting.pop(envelope["envelope_id"], None)
        return Ack(acked=True, response=response, elapsed_s=time.monotonic() - started)

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask every open socket to reconnect (`warning` or `refresh_requested`); they get nothing new."""
        for socket in self._usable():
            socket.leaving = True
            await socket.ws.send_json(self._farewell(reason))
        self._on_change()

    def drop(self) -> None:
        """Cut every connection without a word."""
        for socket in tuple(self._sockets):
            socket.leaving = True
            if socket.request.transport:
                socket.request.transport.abort()
        self._on_change()

    async def close(self) -> None:
        """Close every socket in good order."""
        for socket in tuple(self._sockets):
            await socket.ws.close()

    async def _serve(self, socket: _Socket) -> None:
        async for message in socket.ws:
            muted = self._faults.silent
            if message.type == WSMsgType.PING and not (muted and not self._faults.answer_pings):
                await socket.ws.pong(message.data)
            elif message.type == WSMsgType.TEXT and not muted:
                socket.heard(json.loads(message.data))

    def _usable(self) -> list[_Socket]:
        return [socket for socket in self._sockets if not socket.leaving and not socket.ws.closed]

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._sockets),
            "debug_info": {"host": "applink-local", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._app.app_id},
        }

    def _farewell(self, reason: str) -> Json:
        return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-local"}}


class RequestUrl:
    """Slack's side of HTTP mode: one URL of the app takes everything, signed with the secret."""

    def __init__(self, app: Installation, url: str) -> None:
        self._app = app
        self._url = url

    async def deliver(self, dispatch: Dispatch, timeout_s: float) -> Ack:
        """Send one signed request and read the answer."""
        body, headers = signed_request(self._app, dispatch)
        started = time.monotonic()
        limit = aiohttp.ClientTimeout(total=timeout_s)
        try:
            async with (
                aiohttp.ClientSession(timeout=limit) as http,
                http.post(self._url, data=body, headers=headers) as answer,
            ):
                text = await answer.text()
                elapsed = time.monotonic() - started
                no_retry = answer.headers.get("X-Slack-No-Retry") == "1"
                if answer.status != 200:
                    error = "dispatch_failed" if dispatch.kind != "events_api" else "http_error"
                    return Ack(acked=False, elapsed_s=elapsed, error=error, no_retry=no_retry)
                response = _read_response(text, answer.content_type)
                return Ack(acked=True, response=response, elapsed_s=elapsed)
        except TimeoutError:
            return Ack(acked=False, elapsed_s=time.monotonic() - started, error="operation_timeout")
        except aiohttp.ClientError:
            return Ack(acked=False, elapsed_s=time.monotonic() - started, error="dispatch_failed")


def signed_request(
    app: Installation, dispatch: Dispatch, *, at: float | None = None
) -> tuple[bytes, dict[str, str]]:
    """Body and headers of a signed request (signature v0; `at` is its time in seconds)."""
    match dispatch.kind:
        case "slash_commands":
            body, kind = urlencode(dispatch.payload), "application/x-www-form-urlencoded"
        case "interactive":
            body, kind = (
                urlencode({"payload": json.dumps(dispatch.payload)}),
                "application/x-www-form-urlencoded",
            )
        case "events_api":
            body, kind = json.dumps(dispatch.payload), "application/json"
    stamp = str(int(time.time() if at is None else at))
    key, text = app.signing_secret.encode(), f"v0:{stamp}:{body}".encode()
    headers = {
        "Content-Type": kind,
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={hmac.new(key, text, hashlib.sha256).hexdigest()}",
    }
    if dispatch.retry_num:
        headers |= {
            "X-Slack-Retry-Num": str(dispatch.retry_num),
            "X-Slack-Retry-Reason": dispatch.retry_reason,
        }
    return body.encode(), headers


@dataclass(slots=True, eq=False)
class _Socket:
    ws: web.WebSocketResponse
    request: web.Request
    leaving: bool = False
    waiting: dict[str, asyncio.Future[Json | None]] = field(default_factory=dict)

    def expect(self, envelope_id: str) -> asyncio.Future[Json | None]:
        answer: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        self.waiting[envelope_id] = answer
        return answer

    def heard(self, message: Json) -> None:
        answer = self.waiting.get(message.get("envelope_id", ""))
        if answer and not answer.done():
            answer.set_result(message.get("payload") or None)

    def forget(self) -> None:
        for answer in self.waiting.values():
            if not answer.done():
                answer.set_exception(ConnectionError("the socket closed"))


def _envelope(dispatch: Dispatch) -> Json:
    made: Json = {
        "envelope_id": str(uuid.uuid4()),
        "payload": dispatch.payload,
        "type": dispatch.kind,
        "accepts_response_payload": dispatch.takes_response,
    }
    if dispatch.kind == "events_api":
        made |= {"retry_attempt": dispatch.retry_num, "retry_reason": dispatch.retry_reason}
    return made


def _read_response(text: str, content_type: str) -> Json | None:
    if not text:
        return None
    if content_type == "application/json":
        response: Json = json.loads(text)
        return response or None
    return {"text": text}
