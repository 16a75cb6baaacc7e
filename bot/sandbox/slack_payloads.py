"""What Slack sends to an app: slash commands, interactions, events; shapes as docs.slack.dev has them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence

from bot.sandbox.elements import rich_text
from bot.sandbox.installation import Installation
from bot.sandbox.slack_shapes import message_json, view_json
from bot.sandbox.workspace import Channel, Json, Message, NoSuchThing, User, View, Workspace

CHANNEL_TYPES = {"public": "channel", "private": "group", "im": "im"}
_TOKEN = re.compile(r"<(?:@[UW][A-Z0-9]+|#C[A-Z0-9]+|![a-z]+|https?://|mailto:)[^<>]*>")
_LINKED = re.compile(
    r"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<url>https?://[^\s<>|]*[^\s<>|.,;:!?)])"
    r"|(?<![\w.@-])(?P<host>(?:[a-z0-9-]+\.)+(?:com|org|net|io|de|fr|co|eu|es|it|uk|ch|at|nl|dev|ai|app))(?![\w-])"
    r"|(?<!\w)(?P<name>[@#][a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)",
)
_PIECE = re.compile(r"<(@|#|!)?([^<>|]+)(?:\|([^<>]*))?>")


def typed_text(text: str, workspace: Workspace, *, labels: bool = False) -> str:
    """What Slack makes of typed text: & < > escaped, addresses linked, @name and #name turned into ids.

    So a person's `sam@northwind.example` arrives as `<mailto:sam@northwind.example|sam@northwind.example>`,
    in messages and, with should_escape, in slash commands. `labels` adds the |name which those carry too.
    """
    made, end = [], 0
    for token in _TOKEN.finditer(text):
        made += [_typed(text[end : token.start()], workspace, labels), token[0]]
        end = token.end()
    return "".join([*made, _typed(text[end:], workspace, labels)])


def slash_command(
    app: Installation,
    user: User,
    channel: Channel,
    command: str,
    text: str,
    *,
    trigger_id: str,
    response_url: str,
) -> Json:
    """The form fields of a slash command."""
    return {
        "token": app.verification,
        "team_id": app.team_id,
        "team_domain": app.team_domain,
        "channel_id": channel.id,
        "channel_name": _channel_name(channel),
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text,
        "api_app_id": app.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def block_actions_in_message(
    app: Installation,
    workspace: Workspace,
    user: User,
    message: Message,
    actions: Sequence[Json],
    *,
    trigger_id: str,
    response_url: str,
) -> Json:
    """A click in a message; the message itself is left out when it is ephemeral, as in Slack."""
    channel = workspace.channels[message.channel]
    ephemeral = message.ephemeral_to is not None
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": ephemeral,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    made: Json = {
        "type": "block_actions",
        "user": _actor(app, user),
        "api_app_id": app.app_id,
        "token": app.verification,
        "container": container,
        "trigger_id": trigger_id,
        "team": _team(app),
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": channel.id, "name": _channel_name(channel)},
    }
    if not ephemeral:
        made["message"] = message_json(message, workspace, app, metadata=True)
    state = message.states.get(user.id, {})
    return made | {"state": {"values": state}, "response_url": response_url, "actions": list(actions)}


def block_actions_in_view(
    app: Installation, user: User, view: View, actions: Sequence[Json], *, trigger_id: str
) -> Json:
    """A click in a modal or in App Home."""
    return {
        "type": "block_actions",
        "user": _actor(app, user),
        "api_app_id": app.app_id,
        "token": app.verification,
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": trigger_id,
        "team": _team(app),
        "enterprise": None,
        "is_enterprise_install": False,
        "view": view_json(view, app),
        "actions": list(actions),
    }


def view_submission(
    app: Installation, user: User, view: View, *, trigger_id: str, response_urls: Sequence[Json] = ()
) -> Json:
    """A modal's submit button."""
    return {
        "type": "view_submission",
        "team": _team(app),
        "user": _actor(app, user),
        "api_app_id": app.app_id,
        "token": app.verification,
        "trigger_id": trigger_id,
        "view": view_json(view, app),
        "response_urls": list(response_urls),
        "is_enterprise_install": False,
        "enterprise": None,
    }


def view_closed(app: Installation, user: User, view: View, *, cleared: bool) -> Json:
    """A modal which its person closed; sent only with notify_on_close."""
    return {
        "type": "view_closed",
        "team": _team(app),
        "user": _actor(app, user),
        "api_app_id": app.app_id,
        "token": app.verification,
        "view": view_json(view, app),
        "is_cleared": cleared,
        "is_enterprise_install": False,
        "enterprise": None,
    }


def block_suggestion(
    app: Installation,
    workspace: Workspace,
    user: User,
    where: Message | View,
    *,
    block_id: str,
    action_id: str,
    typed: str,
) -> Json:
    """What a person types into an external select."""
    made: Json = {
        "type": "block_suggestion",
        "user": _actor(app, user),
        "api_app_id": app.app_id,
        "token": app.verification,
        "action_id": action_id,
        "block_id": block_id,
        "value": typed,
        "team": _team(app),
        "enterprise": None,
        "is_enterprise_install": False,
    }
    if isinstance(where, View):
        return made | {"container": {"type": "view", "view_id": where.id}, "view": view_json(where, app)}
    channel = workspace.channels[where.channel]
    container = {
        "type": "message",
        "message_ts": where.ts,
        "channel_id": channel.id,
        "is_ephemeral": where.ephemeral_to is not None,
    }
    made |= {"container": container, "channel": {"id": channel.id, "name": _channel_name(channel)}}
    return made | {"message": message_json(where, workspace, app)}


def message_shortcut(
    app: Installation,
    workspace: Workspace,
    user: User,
    message: Message,
    callback_id: str,
    *,
    action_ts: str,
    trigger_id: str,
    response_url: str,
) -> Json:
    """A shortcut from a message's menu."""
    channel = workspace.channels[message.channel]
    return {
        "type": "message_action",
        "token": app.verification,
        "action_ts": action_ts,
        "team": _team(app),
        "user": _actor(app, user),
        "channel": {"id": channel.id, "name": _channel_name(channel)},
        "is_enterprise_install": False,
        "enterprise": None,
        "callback_id": callback_id,
        "trigger_id": trigger_id,
        "response_url": response_url,
        "message_ts": message.ts,
        "message": message_json(message, workspace, app),
        "api_app_id": app.app_id,
    }


def global_shortcut(
    app: Installation, user: User, callback_id: str, *, action_ts: str, trigger_id: str
) -> Json:
    """A shortcut from the lightning menu."""
    return {
        "type": "shortcut",
        "token": app.verification,
        "action_ts": action_ts,
        "team": _team(app),
        "user": {"id": user.id, "username": user.name, "team_id": user.team_id or app.team_id},
        "is_enterprise_install": False,
        "enterprise": None,
        "callback_id": callback_id,
        "trigger_id": trigger_id,
        "api_app_id": app.app_id,
    }


def event_callback(
    app: Installation, event: Json, *, event_id: str, event_time: int, shared: bool = False
) -> Json:
    """The outer wrapping of an Events API event."""
    return {
        "token": app.verification,
        "team_id": app.team_id,
        "context_team_id": app.team_id,
        "context_enterprise_id": None,
        "api_app_id": app.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": event_time,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": app.team_id,
                "user_id": app.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{event_id}",
    }


def message_event(app: Installation, workspace: Workspace, message: Message) -> Json:
    """A `message` event about a new message."""
    channel = workspace.channels[message.channel]
    made = message_json(message, workspace, app, metadata=True)
    for derived in (
        "reply_count",
        "reply_users_count",
        "latest_reply",
        "reply_users",
        "is_locked",
        "subscribed",
    ):
        made.pop(derived, None)
    if not message.bot_id:
        made["client_msg_id"] = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{channel.id}:{message.ts}"))
        author = workspace.users[message.user]
        if author.team_id not in ("", app.team_id):
            made |= {"user_team": author.team_id, "source_team": author.team_id}
    return made | {"channel": channel.id, "event_ts": message.ts, "channel_type": CHANNEL_TYPES[channel.kind]}


def message_changed_event(channel: Channel, subtype: str, ts: str, *, now: Json | None, before: Json) -> Json:
    """A `message` event about a changed (`message_changed`) or deleted (`message_deleted`) message."""
    made: Json = {
        "type": "message",
        "subtype": subtype,
        "channel": channel.id,
        "hidden": True,
        "ts": ts,
        "event_ts": ts,
        "channel_type": CHANNEL_TYPES[channel.kind],
        "previous_message": before,
    }
    return made | ({"message": now} if now is not None else {"deleted_ts": before["ts"]})


def mention_event(app: Installation, workspace: Workspace, message: Message) -> Json:
    """An `app_mention` event about a new message."""
    made = message_event(app, workspace, message)
    del made["channel_type"]
    return made | {"type": "app_mention"}


def home_opened_event(
    app: Installation, user: User, direct: Channel, view: View | None, event_ts: str, tab: str
) -> Json:
    """An `app_home_opened` event; it carries the view once there is one."""
    made: Json = {
        "type": "app_home_opened",
        "user": user.id,
        "channel": direct.id,
        "event_ts": event_ts,
        "tab": tab,
    }
    return made | ({"view": view_json(view, app)} if view else {})


def typed_blocks(text: str, block_id: str) -> list[Json]:
    """The rich text block which Slack puts beside the text of a person's message."""
    made, end = [], 0
    for piece in _PIECE.finditer(text):
        made += [*_plain(text[end : piece.start()]), _special(piece[1], piece[2], piece[3])]
        end = piece.end()
    return [rich_text([*made, *_plain(text[end:])], block_id)]


def _typed(text: str, workspace: Workspace, labels: bool) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _LINKED.sub(lambda found: _linked(found, workspace, labels), escaped)


def _linked(found: re.Match[str], workspace: Workspace, labels: bool) -> str:
    match found.lastgroup:
        case "mail":
            return f"<mailto:{found[0]}|{found[0]}>"
        case "url":
            return f"<{found[0]}>"
        case "host":
            return f"<http://{found[0]}|{found[0]}>"
    return _reference(found[0], workspace, labels)


def _reference(found: str, workspace: Workspace, labels: bool) -> str:
    sign, name = found[0], found[1:]
    label = f"|{name}" if labels else ""
    try:
        if sign == "#":
            return f"<#{workspace.channel(name).id}|{name}>"
        return f"<@{workspace.user(name).id}{label}>"
    except NoSuchThing:
        pass
    try:
        return f"<!subteam^{workspace.group(name).id}{label}>" if sign == "@" else found
    except NoSuchThing:
        return found


def _plain(text: str) -> list[Json]:
    if not text:
        return []
    return [{"type": "text", "text": text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")}]


def _special(sign: str | None, body: str, label: str | None) -> Json:
    match sign:
        case "@":
            return {"type": "user", "user_id": body}
        case "#":
            return {"type": "channel", "channel_id": body}
        case "!" if body.startswith("subteam^"):
            return {"type": "usergroup", "usergroup_id": body.removeprefix("subteam^")}
        case "!":
            return {"type": "broadcast", "range": body}
    link: Json = {"type": "link", "url": body}
    return link | ({"text": label} if label else {})


def _actor(app: Installation, user: User) -> Json:
    return {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team_id or app.team_id}


def _team(app: Installation) -> Json:
    return {"id": app.team_id, "domain": app.team_domain}


def _channel_name(channel: Channel) -> str:
    return {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)
