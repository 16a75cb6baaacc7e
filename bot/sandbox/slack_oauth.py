"""Installing the app: the page where a person presses Allow, and the exchange of the code for a token."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from urllib.parse import urlencode

from aiohttp import web

from bot.sandbox.installation import Installation
from bot.sandbox.slack_api import Api, Args, SlackError, method
from bot.sandbox.workspace import Json


def authorize(api: Api, installations: Sequence[Installation], request: web.Request) -> web.Response:
    """Press Allow at once, in the workspace that `team` names (the first one without it)."""
    wanted = request.query.get("team", installations[0].team_id)
    app = next((one for one in installations if one.team_id == wanted), None)
    if app is None or request.query.get("client_id") != app.client_id:
        return web.Response(status=400, text="invalid_client_id")
    code = uuid.uuid4().hex
    api.codes[code] = app
    answer = {"code": code, "state": request.query.get("state", "")}
    raise web.HTTPFound(f"{request.query.get('redirect_uri', '')}?{urlencode(answer)}")


@method("oauth.v2.access", caller="anyone")
def _access(api: Api, args: Args) -> Json:
    app = api.codes.pop(args.need("code"), None)
    if app is None:
        raise SlackError("invalid_code")
    if args.text("client_id") != app.client_id:
        raise SlackError("invalid_client_id")
    if args.text("client_secret") != app.client_secret:
        raise SlackError("bad_client_secret")
    return {
        "app_id": app.app_id,
        "authed_user": {"id": app.installer_id},
        "scope": ",".join(app.scopes),
        "token_type": "bot",
        "access_token": app.bot_token,
        "bot_user_id": app.bot_user_id,
        "team": {"id": app.team_id, "name": app.team_name},
        "enterprise": None,
        "is_enterprise_install": False,
    }
