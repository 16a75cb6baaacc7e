"""Web API methods about the app, its team and people: auth, api, apps, team, bots, users, usergroups."""

from __future__ import annotations

from bot.sandbox.slack_api import Api, Args, SlackError, method
from bot.sandbox.slack_pages import page
from bot.sandbox.slack_shapes import bot_json, group_json, user_json
from bot.sandbox.workspace import Json


@method("api.test", caller="anyone")
def _api_test(_: Api, args: Args) -> Json:
    if args.text("error"):
        raise SlackError(args.text("error"), args=args.values)
    return {"args": args.values}


@method("auth.test")
def _auth_test(api: Api, _: Args) -> Json:
    app = api.app
    return {
        "url": app.team_url,
        "team": app.team_name,
        "user": app.bot_name,
        "team_id": app.team_id,
        "user_id": app.bot_user_id,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


@method("apps.connections.open", caller="app")
def _open_connection(api: Api, _: Args) -> Json:
    return {"url": api.new_socket_url()}


@method("team.info", "team:read")
def _team_info(api: Api, _: Args) -> Json:
    app = api.app
    team = {
        "id": app.team_id,
        "name": app.team_name,
        "url": app.team_url,
        "domain": app.team_domain,
        "email_domain": "vendor.example",
        "icon": {"image_default": True},
        "avatar_base_url": f"{app.team_url}avatars/",
        "is_verified": False,
    }
    return {"team": team}


@method("bots.info", "users:read")
def _bots_info(api: Api, args: Args) -> Json:
    if args.text("bot", api.app.bot_id) != api.app.bot_id:
        raise SlackError("bot_not_found")
    return {"bot": bot_json(api.app)}


@method("users.info", "users:read")
def _users_info(api: Api, args: Args) -> Json:
    user = api.user(args.need("user"))
    email = api.has_scope("users:read.email")
    return {"user": user_json(user, api.app, email=email, locale=args.flag("include_locale"))}


@method("users.list", "users:read")
def _users_list(api: Api, args: Args) -> Json:
    email, locale = api.has_scope("users:read.email"), args.flag("include_locale")
    members = [user_json(u, api.app, email=email, locale=locale) for u in api.workspace.users.values()]
    shown, metadata = page(members, args)
    return {"members": shown, "cache_ts": int(api.workspace.clock()), "response_metadata": metadata}


@method("users.lookupByEmail", "users:read.email")
def _lookup_by_email(api: Api, args: Args) -> Json:
    wanted = args.need("email").lower()
    people = (u for u in api.workspace.users.values() if u.email.lower() == wanted and not u.deleted)
    user = next(people, None)
    if user is None:
        raise SlackError("users_not_found")
    return {"user": user_json(user, api.app, email=True)}


@method("usergroups.list", "usergroups:read")
def _groups_list(api: Api, args: Args) -> Json:
    users = args.flag("include_users")
    return {
        "usergroups": [group_json(group, api.app, users=users) for group in api.workspace.groups.values()]
    }


@method("usergroups.users.list", "usergroups:read")
def _group_users(api: Api, args: Args) -> Json:
    group = api.workspace.groups.get(args.need("usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}
