"""Signed webhooks in: another program tells of a referral or a stage, as Standard Webhooks says.

`POST /hooks/NAME` with the headers webhook-id, webhook-timestamp and webhook-signature; the secret of each
`[[sources]]` is shown by `referral-desk hook secret NAME`. The webhook-id is the idempotency key.
"""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web
from pydantic import ValidationError
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from bot.api.problems import problem, unfit
from bot.api.requests import RegisterBody, StageBody
from bot.api.routes import Api
from bot.api.shapes import ReceiptShape
from bot.connectors.hooks import signing_secret
from bot.connectors.settings import SourceTable
from bot.connectors.webhook import MASTER
from bot.keys import Keys

LONGEST_KEY = 200


def secret_name(source: str) -> str:
    """What the secret of a source is made from; never that of an outbound hook of the same name."""
    return f"in:{source}"


def inbound_routes(api: Api, sources: tuple[SourceTable, ...]) -> list[web.RouteDef]:
    """The one route, for the sources that the programme names."""
    names, keys = {source.name for source in sources}, Keys(api.clock)

    async def take(request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in names:
            raise problem(404, "There is no such source.")
        raw = await request.read()
        said = _verified(await keys.get(api.engine, MASTER), name, raw, request)
        key = f"api:in:{name}:{request.headers['webhook-id']}"
        data = said.get("data")
        match said.get("type"):
            case "referral.register":
                found, is_new = await api.register(_checked(RegisterBody, data), f"webhook: {name}", key)
            case "referral.stage" if isinstance(data, dict):
                wanted = str(data.pop("id", ""))
                found, is_new = (
                    await api.move(wanted, _checked(StageBody, data), f"webhook: {name}", key),
                    False,
                )
            case _:
                raise problem(422, "type is referral.register or referral.stage, with data beside it.")
        text = ReceiptShape(id=found.id).model_dump_json()  # a source writes; nothing lets it read
        return web.Response(text=text, content_type="application/json", status=201 if is_new else 200)

    return [web.post("/hooks/{name}", take)]


def _verified(master: bytes, name: str, raw: bytes, request: web.Request) -> dict[str, Any]:
    checker = Webhook(signing_secret(master, secret_name(name)))
    webhook_id = request.headers.get("webhook-id", "")
    if not 0 < len(webhook_id) <= LONGEST_KEY or not webhook_id.isascii():
        raise problem(401, "The signature is not right: webhook-id is missing or too long.")
    try:
        checker.verify(raw, dict(request.headers), json_parse=False)
    except (WebhookVerificationError, ValueError) as forged:  # a malformed signature is a ValueError there
        raise problem(401, f"The signature is not right: {forged}.") from forged
    try:
        said = json.loads(raw)
    except (ValueError, RecursionError) as broken:
        raise problem(400, "The body is not JSON.") from broken
    if not isinstance(said, dict):
        raise problem(422, "The body is an object with type and data.")
    return said


def _checked(shape: type[Any], data: Any) -> Any:
    try:
        return shape.model_validate(data)
    except ValidationError as wrong:
        raise unfit(wrong) from wrong
