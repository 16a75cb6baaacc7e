"""Web API methods about messages: chat.*, reactions.add."""

from __future__ import annotations

import copy

from bot.sandbox.elements import with_ids
from bot.sandbox.slack_api import Api, Args, SlackError, method
from bot.sandbox.slack_shapes import message_json
from bot.sandbox.workspace import Channel, Json, Message, NoSuchThing

LONGEST_TEXT = 40_000
MOST_BLOCKS = 50


@method("chat.postMessage", "chat:write")
def _post_message(api: Api, args: Args) -> Json:
    channel = _target(api, args.text("channel"))
    _may_write(api, channel)
    message = _composed(api, args, channel, api.workspace.new_ts())
    message.metadata = _metadata(args)
    message.broadcast = bool(message.thread_ts) and args.flag("reply_broadcast")
    message.unfurl_links = args.flag("unfurl_links", default=True)
    if args.text("username"):
        api.need_scope("chat:write.customize")
        message.username = args.text("username")
    _start_thread(api, message)
    api.workspace.post(message)
    api.announce.message_posted(message)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "message": message_json(message, api.workspace, api.app, metadata=True),
    }


@method("chat.update", "chat:write")
def _update(api: Api, args: Args) -> Json:
    channel = api.channel(args.need("channel"))
    _may_write(api, channel)
    message = api.message(channel, args.need("ts"))
    if message.bot_id != api.app.bot_id:
        raise SlackError("cant_update_message")
    before = copy.deepcopy(message_json(message, api.workspace, api.app, metadata=True))
    fresh = _composed(api, args, channel, message.ts)
    message.text = fresh.text if "text" in args.values else message.text
    message.blocks = fresh.blocks if args.data("blocks") is not None else message.blocks
    message.attachments = fresh.attachments if args.data("attachments") is not None else message.attachments
    if args.data("metadata") is not None:
        message.metadata = _metadata(args)
    message.edited_ts = api.workspace.new_ts()
    api.workspace.touch(message)
    api.announce.message_changed(message, before)
    shown = message_json(message, api.workspace, api.app, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


@method("chat.delete", "chat:write")
def _delete(api: Api, args: Args) -> Json:
    channel = api.channel(args.need("channel"))
    message = api.message(channel, args.need("ts"))
    if message.bot_id != api.app.bot_id:
        raise SlackError("cant_delete_message")
    before = message_json(message, api.workspace, api.app, metadata=True)
    api.workspace.remove(message)
    api.announce.message_deleted(message, before)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.postEphemeral", "chat:write")
def _post_ephemeral(api: Api, args: Args) -> Json:
    channel = _target(api, args.text("channel"))
    _may_write(api, channel)
    user = api.user(args.need("user"))
    if user.id not in channel.members:
        raise SlackError("user_not_in_channel")
    message = _composed(api, args, channel, api.workspace.new_ts())
    message.ephemeral_to = user.id
    api.workspace.post(message)
    return {"message_ts": message.ts}


@method("chat.getPermalink")
def _get_permalink(api: Api, args: Args) -> Json:
    channel = api.channel(args.need("channel"))
    message = api.message(channel, args.need("message_ts"))
    link = f"{api.app.team_url}archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts and message.thread_ts != message.ts:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


@method("reactions.add", "reactions:write")
def _add_reaction(api: Api, args: Args) -> Json:
    message = api.message(api.channel(args.need("channel")), args.need("timestamp"))
    users = message.reactions.setdefault(args.need("name"), [])
    if api.app.bot_user_id in users:
        raise SlackError("already_reacted")
    users.append(api.app.bot_user_id)
    api.workspace.touch(message)
    return {}


def post_as_app(api: Api, channel: Channel, sent: Json, *, ephemeral_to: str | None) -> Message:
    """Post what an app answered to a command or through a response_url."""
    message = _composed(api, Args(sent), channel, api.workspace.new_ts())
    message.ephemeral_to = ephemeral_to
    _start_thread(api, message)
    api.workspace.post(message)
    if ephemeral_to is None:
        api.announce.message_posted(message)
    return message


def rewrite_as_app(api: Api, message: Message, sent: Json) -> None:
    """Replace a message by what an app sent through a response_url."""
    fresh = _composed(api, Args(sent), api.workspace.channels[message.channel], message.ts)
    before = copy.deepcopy(message_json(message, api.workspace, api.app))
    message.text, message.blocks, message.attachments = fresh.text, fresh.blocks, fresh.attachments
    message.states.clear()
    if message.ephemeral_to is None:
        message.edited_ts = api.workspace.new_ts()
        api.announce.message_changed(message, before)
    api.workspace.touch(message)


def _target(api: Api, target: str) -> Channel:
    if target.startswith(("U", "W")):
        if target not in api.workspace.users or target == api.app.bot_user_id:
            raise SlackError("channel_not_found")
        return api.workspace.direct(target, api.app.bot_user_id)
    by_name = next((c for c in api.workspace.channels.values() if c.name and f"#{c.name}" == target), None)
    return api.channel(by_name.id if by_name else target)


def _may_write(api: Api, channel: Channel) -> None:
    if channel.archived:
        raise SlackError("is_archived")
    if api.app.bot_user_id not in channel.members and not api.has_scope("chat:write.public"):
        raise SlackError("not_in_channel")


def _composed(api: Api, args: Args, channel: Channel, ts: str) -> Message:
    text, blocks, attachments = args.text("text"), args.data("blocks"), args.data("attachments")
    if not (text or blocks or attachments):
        raise SlackError("no_text")
    if len(text) > LONGEST_TEXT:
        raise SlackError("msg_too_long")
    if blocks is not None:
        _check_blocks(api, text, blocks)
    return Message(
        channel=channel.id,
        ts=ts,
        user=api.app.bot_user_id,
        text=text,
        blocks=with_ids(blocks or [], lambda: api.workspace.new_id("b")),
        attachments=attachments or [],
        thread_ts=args.text("thread_ts") or None,
        bot_id=api.app.bot_id,
    )


def _check_blocks(api: Api, text: str, blocks: object) -> None:
    if not isinstance(blocks, list) or not all(isinstance(b, dict) and b.get("type") for b in blocks):
        raise SlackError("invalid_blocks_format")
    if len(blocks) > MOST_BLOCKS:
        told = {"messages": ["[ERROR] no more than 50 items allowed [json-pointer:/blocks]"]}
        raise SlackError("invalid_blocks", response_metadata=told)
    if blocks:
        api.check({"text": text, "blocks": blocks}, "invalid_blocks")


def _metadata(args: Args) -> Json | None:
    metadata = args.data("metadata")
    if not metadata:
        return None
    if not isinstance(metadata, dict) or not metadata.get("event_type") or "event_payload" not in metadata:
        raise SlackError("invalid_metadata_format")
    return metadata


def _start_thread(api: Api, message: Message) -> None:
    if message.thread_ts is None:
        return
    try:
        parent = api.workspace.message(message.channel, message.thread_ts)
    except NoSuchThing:
        raise SlackError("thread_not_found") from None
    if parent.ephemeral_to is not None:
        raise SlackError("thread_not_found")
    message.thread_ts = parent.thread_ts = parent.thread_ts or parent.ts
    api.workspace.touch(parent)
