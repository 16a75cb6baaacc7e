"""Web API methods about channels: conversations.*."""

from __future__ import annotations

from bot.sandbox.slack_api import Api, Args, SlackError, method
from bot.sandbox.slack_pages import page
from bot.sandbox.slack_shapes import channel_json, message_json
from bot.sandbox.workspace import Change, Channel, Json, Message

_READ = {"public": "channels:read", "private": "groups:read", "im": "im:read"}
_HISTORY = {"public": "channels:history", "private": "groups:history", "im": "im:history"}
_KINDS = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}


@method("conversations.list")
def _list(api: Api, args: Args) -> Json:
    kinds = [_KINDS.get(kind.strip()) for kind in args.text("types", "public_channel").split(",")]
    if None in kinds:
        raise SlackError("invalid_types")
    for kind in kinds:
        api.need_scope(_READ.get(str(kind), "mpim:read"))
    known = [c for c in api.workspace.channels.values() if c.kind in kinds and _seen(api, c)]
    if args.flag("exclude_archived"):
        known = [channel for channel in known if not channel.archived]
    shown, metadata = page(known, args, default=100)
    return {
        "channels": [channel_json(c, api.workspace, api.app) for c in shown],
        "response_metadata": metadata,
    }


@method("conversations.info")
def _info(api: Api, args: Args) -> Json:
    return {"channel": channel_json(_readable(api, args), api.workspace, api.app)}


@method("conversations.members")
def _members(api: Api, args: Args) -> Json:
    shown, metadata = page(_readable(api, args).members, args, default=100)
    return {"members": shown, "response_metadata": metadata}


@method("conversations.open", "im:write")
def _open(api: Api, args: Args) -> Json:
    if args.text("channel"):
        return {"channel": {"id": api.channel(args.text("channel")).id}}
    people = [who for who in args.need("users").split(",") if who]
    if len(people) != 1:
        raise SlackError("not_enough_users" if not people else "method_not_supported_for_channel_type")
    existed = any(c.kind == "im" and c.im_user == people[0] for c in api.workspace.channels.values())
    channel = api.workspace.direct(api.user(people[0]).id, api.app.bot_user_id)
    shown = channel_json(channel, api.workspace, api.app) if args.flag("return_im") else {"id": channel.id}
    return {"channel": shown} | ({"no_op": True, "already_open": True} if existed else {})


@method("conversations.join", "channels:join")
def _join(api: Api, args: Args) -> Json:
    channel = api.channel(args.need("channel"))
    if channel.kind != "public":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    already = api.app.bot_user_id in channel.members
    if not already:
        channel.members.append(api.app.bot_user_id)
        api.changed(Change("channel_changed", channel=channel.id))
    told: Json = {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    return {"channel": channel_json(channel, api.workspace, api.app)} | (told if already else {})


@method("conversations.history")
def _history(api: Api, args: Args) -> Json:
    channel = _with_history(api, args)
    told = [m for m in api.workspace.visible(channel.id) if m.thread_ts in (None, m.ts) or m.broadcast]
    return _messages(api, args, list(reversed(_between(told, args))))


@method("conversations.replies")
def _replies(api: Api, args: Args) -> Json:
    channel = _with_history(api, args)
    ts = args.need("ts")
    thread = api.workspace.thread(channel.id, ts)
    if not thread:
        raise SlackError("thread_not_found")
    parent = [message for message in thread if message.ts == ts]
    return _messages(api, args, [*parent, *(m for m in _between(thread, args) if m.ts != ts)])


def _messages(api: Api, args: Args, messages: list[Message]) -> Json:
    shown, metadata = page(messages, args, default=100)
    full = args.flag("include_all_metadata")
    made: Json = {
        "messages": [message_json(m, api.workspace, api.app, metadata=full) for m in shown],
        "has_more": bool(metadata["next_cursor"]),
    }
    return made | ({"response_metadata": metadata} if metadata["next_cursor"] else {})


def _between(messages: list[Message], args: Args) -> list[Message]:
    oldest, latest, inclusive = args.text("oldest"), args.text("latest"), args.flag("inclusive")

    def inside(message: Message) -> bool:
        at = float(message.ts)
        after = not oldest or at > float(oldest) or (inclusive and message.ts == oldest)
        return after and (not latest or at < float(latest) or (inclusive and message.ts == latest))

    return [message for message in messages if inside(message)]


def _readable(api: Api, args: Args) -> Channel:
    channel = api.channel(args.need("channel"))
    api.need_scope(_READ[channel.kind])
    return channel


def _with_history(api: Api, args: Args) -> Channel:
    channel = api.channel(args.need("channel"))
    api.need_scope(_HISTORY[channel.kind])
    if api.app.bot_user_id not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _seen(api: Api, channel: Channel) -> bool:
    return channel.kind == "public" or api.app.bot_user_id in channel.members
