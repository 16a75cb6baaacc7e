"""The Web API's front door: tokens, scopes, arguments and faults of /api/<method>."""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from aiohttp import web

from bot.sandbox.installation import Installation
from bot.sandbox.slack_faults import Fault, Faults
from bot.sandbox.workspace import Change, Channel, Json, Message, NoSuchThing, User, View, Workspace

TRIGGER_LIFE_S = 3.0
MOST_CALLS = 20_000  # kept for tests; a demo left open forgets the older half
_JSON_ARGUMENTS = {"blocks", "attachments", "view", "metadata", "files", "event_payload"}


class SlackError(Exception):
    """The answer is `ok: false` with this error."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.error = error
        self.more = more


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Web API, for tests to look at."""

    method: str
    args: Json
    at: float  # the workspace clock
    answer: Json
    status: int = 200


@dataclass(frozen=True, slots=True)
class Args:
    """The arguments of a call, whatever way they came."""

    values: Json

    def text(self, name: str, default: str = "") -> str:
        """A string, or the default."""
        value = self.values.get(name)
        return default if value is None else str(value)

    def need(self, name: str) -> str:
        """A string that must be there."""
        if not (value := self.text(name)):
            raise SlackError(
                "invalid_arguments", response_metadata=_complaint(f"missing required field: {name}")
            )
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A boolean in any of Slack's spellings."""
        value = self.values.get(name)
        return default if value is None else str(value).lower() in ("1", "true", "yes")

    def number(self, name: str, default: int) -> int:
        """A whole number, or the default."""
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError):
            return default

    def data(self, name: str) -> Any:
        """A JSON value, None when it was not given."""
        return self.values.get(name)


class Announcer(Protocol):
    """Who tells the app about new, changed and deleted messages."""

    def message_posted(self, message: Message) -> None:
        """A message appeared."""
        ...

    def message_changed(self, message: Message, before: Json) -> None:
        """A message was edited; `before` is its former JSON."""
        ...

    def message_deleted(self, message: Message, before: Json) -> None:
        """A message is gone."""
        ...


@dataclass(slots=True)
class Triggers:
    """trigger_ids: each opens one view, within `life_s` of the click."""

    clock: Callable[[], float]
    life_s: float = TRIGGER_LIFE_S
    _issued: dict[str, tuple[str, float]] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    def issue(self, user: User, trigger_id: str) -> str:
        """Register a new trigger_id of this person."""
        self._issued[trigger_id] = (user.id, self.clock())
        return trigger_id

    def use(self, trigger_id: str) -> str:
        """The id of the person behind the trigger; a second use or a late one is refused."""
        if trigger_id not in self._issued:
            raise SlackError("invalid_trigger_id" if trigger_id else "invalid_arguments")
        user_id, issued_at = self._issued[trigger_id]
        if trigger_id in self._used:
            raise SlackError("exchanged_trigger_id")
        if self.clock() - issued_at > self.life_s:
            raise SlackError("expired_trigger_id")
        self._used.add(trigger_id)
        return user_id


@dataclass(slots=True)
class Api:
    """What the methods work on."""

    workspace: Workspace
    app: Installation
    faults: Faults
    triggers: Triggers
    announce: Announcer
    new_socket_url: Callable[[], str]
    new_upload_url: Callable[[str], str]
    validate: Callable[[Json], Sequence[str]] | None = None  # payload -> what is wrong with it
    calls: list[Call] = field(default_factory=list)
    codes: dict[str, Installation] = field(default_factory=dict)  # OAuth codes not yet exchanged

    def need_scope(self, scope: str) -> None:
        """Refuse the call unless the app has the scope."""
        if scope not in self.app.scopes:
            raise SlackError("missing_scope", needed=scope, provided=",".join(self.app.scopes))

    def has_scope(self, scope: str) -> bool:
        """Whether the app has the scope."""
        return scope in self.app.scopes

    def channel(self, channel_id: str) -> Channel:
        """The channel of that id, if the app may know of it; private ones only as a member."""
        channel = self.workspace.channels.get(channel_id)
        if channel is None or (channel.kind != "public" and self.app.bot_user_id not in channel.members):
            raise SlackError("channel_not_found")
        return channel

    def user(self, user_id: str) -> User:
        """The user of that id."""
        if user_id not in self.workspace.users:
            raise SlackError("user_not_found")
        return self.workspace.users[user_id]

    def message(self, channel: Channel, ts: str) -> Message:
        """A message everybody in the channel sees."""
        try:
            message = self.workspace.message(channel.id, ts)
        except NoSuchThing:
            raise SlackError("message_not_found") from None
        if message.ephemeral_to is not None:
            raise SlackError("message_not_found")
        return message

    def view(self, view_id: str) -> View:
        """An open view."""
        try:
            return self.workspace.view(view_id)
        except NoSuchThing:
            raise SlackError("not_found") from None

    def check(self, payload: Json, error: str) -> None:
        """Refuse a payload in which the validator finds a fault."""
        faults = list(self.validate(payload)) if self.validate else []
        if faults:
            raise SlackError(error, response_metadata={"messages": [f"[ERROR] {fault}" for fault in faults]})

    def changed(self, change: Change) -> None:
        """Tell the feed."""
        self.workspace.changed(change)


Handler = Callable[[Api, Args], Json]
Caller = Literal["bot", "app", "anyone"]


@dataclass(frozen=True, slots=True)
class Method:
    """One Web API method; `caller` (bot, app or anyone) says whose token it takes."""

    name: str
    handler: Handler
    scope: str | None = None
    caller: Caller = "bot"


METHODS: dict[str, Method] = {}


def method(name: str, scope: str | None = None, caller: Caller = "bot") -> Callable[[Handler], Handler]:
    """Register a handler as the Web API method of that name."""

    def register(handler: Handler) -> Handler:
        METHODS[name] = Method(name, handler, scope, caller)
        return handler

    return register


async def serve_api(api: Api, request: web.Request) -> web.StreamResponse:
    """Answer one request to /api/<method>."""
    name = request.match_info["method"]
    try:
        args, token = await _read(request)
    except ValueError:
        return web.json_response({"ok": False, "error": "invalid_json"})
    status, headers, answer = 200, {}, {}
    if delay := api.faults.take("delay", name):
        await asyncio.sleep(delay.seconds)
    if limit := api.faults.take("rate_limit", name) or _pace(api, name, args):
        status, headers = 429, {"Retry-After": str(math.ceil(limit.seconds))}
        answer = {"ok": False, "error": "ratelimited"}
    elif api.faults.take("server_error", name):
        status, answer = 500, {"ok": False, "error": "internal_error"}
    else:
        answer = _run(api, name, args, token)
    if len(api.calls) >= MOST_CALLS:
        del api.calls[: MOST_CALLS // 2]
    api.calls.append(Call(name, args.values, api.workspace.clock(), answer, status))
    if api.faults.take("lose_answer", name) and request.transport:
        request.transport.abort()
    headers |= {"X-OAuth-Scopes": ",".join(api.app.scopes), "X-Slack-Req-Id": "local"}
    if (known := METHODS.get(name)) and known.scope:
        headers["X-Accepted-OAuth-Scopes"] = known.scope
    return web.json_response(answer, status=status, headers=headers)


def _pace(api: Api, name: str, args: Args) -> Fault | None:
    if name == "chat.postMessage" and api.faults.too_fast(args.text("channel"), api.workspace.clock()):
        return Fault("rate_limit", name, 1, seconds=api.faults.post_gap_s)
    return None


def _run(api: Api, name: str, args: Args, token: str) -> Json:
    try:
        if refused := api.faults.take("refuse", name):
            raise SlackError(refused.error)
        if name not in METHODS:
            raise SlackError("unknown_method", req_method=name)
        chosen = METHODS[name]
        _check_token(api, chosen, token)
        if chosen.scope:
            api.need_scope(chosen.scope)
        return {"ok": True} | chosen.handler(api, args)
    except SlackError as refusal:
        return {"ok": False, "error": refusal.error} | refusal.more


def _check_token(api: Api, chosen: Method, token: str) -> None:
    if chosen.caller == "anyone":
        return
    if not token:
        raise SlackError("not_authed")
    wanted = api.app.app_token if chosen.caller == "app" else api.app.bot_token
    if token == wanted:
        return
    raise SlackError(
        "not_allowed_token_type" if token in (api.app.app_token, api.app.bot_token) else "invalid_auth"
    )


async def _read(request: web.Request) -> tuple[Args, str]:
    values: Json = dict(request.query)
    if request.content_type == "application/json":
        sent = await request.text()
        values |= dict(json.loads(sent)) if sent else {}
    elif request.can_read_body:
        values |= {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    kind, _, credential = request.headers.get("Authorization", "").partition(" ")
    if kind == "Basic":
        values |= _client(credential)
    values = _decoded(values)
    return Args(values), str(values.pop("token", "")) or (credential.strip() if kind == "Bearer" else "")


def bearer(request: web.Request) -> str:
    """The token in a request's header."""
    return request.headers.get("Authorization", "").removeprefix("Bearer ").strip()


def _client(credential: str) -> Json:
    try:
        client_id, _, secret = base64.b64decode(credential).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return {}
    return {"client_id": client_id, "client_secret": secret}


def _decoded(values: Mapping[str, Any]) -> Json:
    made = dict(values)
    for name in _JSON_ARGUMENTS & made.keys():
        if isinstance(made[name], str):
            try:
                made[name] = json.loads(made[name])
            except ValueError:
                made[name] = made[name] or None
    return made


def _complaint(text: str) -> Json:
    return {"messages": [f"[ERROR] {text}"]}
