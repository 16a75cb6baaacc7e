"""Workspace objects in the JSON shapes of Slack's Web API."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.sandbox.installation import Installation
from bot.sandbox.workspace import Channel, File, Json, Message, User, UserGroup, View, Workspace

_COLOURS = ("9f69e7", "4bbe2e", "e7392d", "3c989f", "674b1b", "e96699", "e0a729", "684b6c")


def user_json(user: User, app: Installation, *, email: bool, locale: bool = False) -> Json:
    """A user object; the mail address only for an app that may read it."""
    zone = ZoneInfo(user.tz)
    now = datetime.now(UTC).astimezone(zone)
    offset = now.utcoffset()
    profile: Json = {
        "title": user.title,
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.name,
        "display_name_normalized": user.name,
        "status_text": "",
        "status_emoji": "",
        "first_name": user.real_name.partition(" ")[0],
        "last_name": user.real_name.partition(" ")[2],
        "team": user.team_id or app.team_id,
    }
    if email and user.email:
        profile["email"] = user.email
    if user.is_bot:
        profile |= {"api_app_id": app.app_id, "bot_id": app.bot_id}
    made: Json = {
        "id": user.id,
        "team_id": user.team_id or app.team_id,
        "name": user.name,
        "deleted": user.deleted,
        "color": _COLOURS[hashlib.sha256(user.id.encode()).digest()[0] % len(_COLOURS)],
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_label": now.tzname() or user.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": profile,
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": 0,
        "is_email_confirmed": not user.is_bot,
    }
    if user.team_id not in ("", app.team_id):
        made["is_stranger"] = True
    if locale:
        made["locale"] = user.locale
    return made


def group_json(group: UserGroup, app: Installation, *, users: bool) -> Json:
    """A user group object."""
    made: Json = {
        "id": group.id,
        "team_id": app.team_id,
        "is_usergroup": True,
        "name": group.name,
        "description": "",
        "handle": group.handle,
        "is_external": False,
        "date_create": 0,
        "date_update": 0,
        "date_delete": 0,
        "auto_type": None,
        "created_by": app.bot_user_id,
        "updated_by": app.bot_user_id,
        "deleted_by": None,
        "prefs": {"channels": [], "groups": []},
        "user_count": len(group.users),
    }
    return made | ({"users": list(group.users)} if users else {})


def channel_json(channel: Channel, workspace: Workspace, app: Installation) -> Json:
    """A conversation object."""
    if channel.kind == "im":
        return {
            "id": channel.id,
            "created": channel.created,
            "is_archived": channel.archived,
            "is_im": True,
            "is_org_shared": False,
            "context_team_id": app.team_id,
            "user": channel.im_user,
            "is_user_deleted": False,
            "priority": 0,
        }
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": channel.kind == "public",
        "is_group": False,
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.kind == "private",
        "created": channel.created,
        "is_archived": channel.archived,
        "is_general": channel.name == "general",
        "unlinked": 0,
        "name_normalized": channel.name,
        "is_shared": channel.is_ext_shared,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "is_ext_shared": channel.is_ext_shared,
        "context_team_id": app.team_id,
        "shared_team_ids": _teams(channel, workspace, app),
        "creator": channel.members[0] if channel.members else "",
        "is_member": app.bot_user_id in channel.members,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(channel.members),
    }


def _teams(channel: Channel, workspace: Workspace, app: Installation) -> list[str]:
    teams = (workspace.users[member].team_id for member in channel.members)
    return list(dict.fromkeys([app.team_id, *(team for team in teams if team)]))


def message_json(
    message: Message, workspace: Workspace, app: Installation, *, metadata: bool = False
) -> Json:
    """A message object as history, replies and interaction payloads carry it."""
    author = workspace.users[message.user]
    made: Json = {
        "user": message.user,
        "type": "message",
        "ts": message.ts,
        "text": message.text,
        "team": author.team_id or app.team_id,
    }
    if message.bot_id:
        made |= {"bot_id": message.bot_id, "app_id": app.app_id, "bot_profile": bot_json(app, profile=True)}
    if message.username:
        made |= {"username": message.username, "subtype": "bot_message"}
    if message.blocks:
        made["blocks"] = message.blocks
    if message.attachments:
        made["attachments"] = message.attachments
    if message.edited_ts:
        made["edited"] = {"user": message.user, "ts": message.edited_ts}
    if message.thread_ts:
        made |= _thread_json(message, workspace)
    if message.broadcast:
        made["subtype"] = "thread_broadcast"
    if message.files:
        made |= {"files": [file_json(workspace.files[one], app) for one in message.files], "upload": False}
    if message.reactions:
        made["reactions"] = [
            {"name": name, "users": list(users), "count": len(users)}
            for name, users in message.reactions.items()
        ]
    if metadata and message.metadata:
        made["metadata"] = message.metadata
    return made


def view_json(view: View, app: Installation) -> Json:
    """A view object as views.* answers and interaction payloads carry it."""
    spec = view.spec
    modal = spec["type"] == "modal"
    return {
        "id": view.id,
        "team_id": app.team_id,
        "type": spec["type"],
        "blocks": view.blocks,
        "private_metadata": spec.get("private_metadata", ""),
        "callback_id": spec.get("callback_id", ""),
        "state": {"values": view.state},
        "hash": view.hash,
        "title": spec.get("title") if modal else {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": bool(spec.get("clear_on_close", False)),
        "notify_on_close": bool(spec.get("notify_on_close", False)),
        "close": spec.get("close"),
        "submit": spec.get("submit"),
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": app.app_id,
        "external_id": spec.get("external_id", ""),
        "app_installed_team_id": app.team_id,
        "bot_id": app.bot_id,
    }


def bot_json(app: Installation, *, profile: bool = False) -> Json:
    """The app as a bot object, or as the profile which its messages carry."""
    made: Json = {
        "id": app.bot_id,
        "deleted": False,
        "name": app.bot_name,
        "updated": 0,
        "app_id": app.app_id,
        "icons": {},
    }
    return made | ({"team_id": app.team_id} if profile else {"user_id": app.bot_user_id})


def file_json(file: File, app: Installation) -> Json:
    """A file object."""
    kind = file.name.rpartition(".")[2].lower() or "text"
    return {
        "id": file.id,
        "created": 0,
        "timestamp": 0,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": {"csv": "text/csv", "pdf": "application/pdf"}.get(kind, "text/plain"),
        "filetype": kind,
        "pretty_type": kind.upper(),
        "user": file.user,
        "size": file.length,
        "is_external": False,
        "is_public": True,
        "url_private": f"{app.team_url}files/{file.id}/{file.name}",
        "channels": list(file.shared_in),
        "groups": [],
        "ims": [],
    }


def _thread_json(message: Message, workspace: Workspace) -> Json:
    thread_ts = message.thread_ts or message.ts
    thread = workspace.thread(message.channel, thread_ts)
    if message.ts != thread_ts:
        made: Json = {"thread_ts": thread_ts}
        return made | ({"parent_user_id": thread[0].user} if thread and thread[0].ts == thread_ts else {})
    replies = thread[1:]
    users = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": thread_ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "latest_reply": replies[-1].ts if replies else message.ts,
        "reply_users": users,
        "is_locked": False,
        "subscribed": False,
    }
