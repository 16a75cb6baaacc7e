"""What Slack would refuse in a message, view or manifest, told by three engines that do not know each other.

1. slack_schemas/block_kit.json: @slack/types 3.2.0 (MIT) as a JSON schema, with the limits of its comments.
2. slack_sdk's own models, which check themselves.
3. Rules across a whole payload, from the reference pages, which neither of the two has.
Manifests: slack_schemas/manifest.json from slackapi/manifest-schema (MIT), and rules across its parts.
"""

from __future__ import annotations

import copy
import json
import logging
import re
import warnings
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

Json = dict[str, Any]
_SCHEMAS = Path(__file__).parent / "slack_schemas"
_NO_VIEW = {"context_actions", "data_visualization", "file", "plan", "table"}
_NOT_IN = {
    "message": {"file"},
    "modal": {"card", "carousel", "markdown", "task_card"} | _NO_VIEW,
    "home": {"alert", "markdown", "task_card"} | _NO_VIEW,
}
_IDS = {
    "initial_user": r"[UW][A-Z0-9]{2,}",
    "initial_channel": r"[CG][A-Z0-9]{2,}",
    "initial_conversation": r"[CDGUW][A-Z0-9]{2,}",
}
_EVENT_SCOPES = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "reaction_added": "reactions:read",
    "link_shared": "links:read",
    "member_joined_channel": "channels:read",
    "user_change": "users:read",
}
logging.getLogger("slack_sdk.models").setLevel(logging.CRITICAL)


def payload_faults(payload: Json) -> list[str]:
    """What is wrong with a message ({text, blocks}) or a view; empty when Slack takes it."""
    surface = {"modal": "modal", "home": "home"}.get(str(payload.get("type")), "message")
    blocks = list(payload.get("blocks") or [])
    if surface == "message":
        told = [
            fault for i, block in enumerate(blocks) for fault in _schema("KnownBlock", block, f"blocks[{i}]")
        ]
    else:
        told = [
            *_schema("ModalView" if surface == "modal" else "HomeView", payload, "view"),
            *_model_of_view(payload),
        ]
    return [*told, *_model_of_blocks(blocks), *_rules(blocks, surface, payload)]


def manifest_faults(manifest: Json) -> list[str]:
    """What is wrong with an app manifest; empty when Slack takes it."""
    errors = _validator("manifest.json").iter_errors(manifest)
    told = [f"schema /{'/'.join(map(str, e.absolute_path))}: {_short(e.message)}" for e in errors]
    return [*told, *_manifest_rules(manifest)]


@cache
def _validator(file: str, definition: str | None = None) -> Draft7Validator:
    schema = json.loads((_SCHEMAS / file).read_text())
    if definition:
        schema = {"$ref": f"#/definitions/{definition}", "definitions": schema["definitions"]}
    return Draft7Validator(schema)


@cache
def _names() -> dict[str, list[str]]:
    names: dict[str, list[str]] = json.loads((_SCHEMAS / "names.json").read_text())
    return names


def _schema(definition: str, value: Json, where: str) -> Iterator[str]:
    for error in _validator("block_kit.json", definition).iter_errors(value):
        for leaf in list(error.context or [])[:3] or [error]:
            path = "/".join(map(str, leaf.absolute_path))
            yield f"schema {where}/{path}: {_short(leaf.message)}"


def _short(message: str) -> str:
    return message if len(message) <= 200 else f"{message[:80]} … {message[-100:]}"


def _model_of_view(view: Json) -> Iterator[str]:
    try:
        with warnings.catch_warnings(action="ignore"):
            View(**copy.deepcopy(view)).to_dict()
    except Exception as error:  # noqa: BLE001  (a malformed shape breaks the model anywhere)
        yield f"slack_sdk view: {type(error).__name__} {error}"


def _model_of_blocks(blocks: Sequence[Json]) -> Iterator[str]:
    for i, block in enumerate(blocks):
        try:
            with warnings.catch_warnings(action="ignore"):
                model = Block.parse(copy.deepcopy(block))
                if model is None:
                    yield f"slack_sdk blocks[{i}]: unknown type {block.get('type')!r}"
                else:
                    model.to_dict()  # runs its validators all the way down
        except SlackObjectFormationError as error:
            yield f"slack_sdk blocks[{i}]: {error}"
        except Exception as error:  # noqa: BLE001  (a malformed shape breaks the model anywhere)
            yield f"slack_sdk blocks[{i}]: {type(error).__name__} {error}"


def _rules(blocks: Sequence[Json], surface: str, payload: Json) -> Iterator[str]:
    most = 50 if surface == "message" else 100
    if len(blocks) > most:
        yield f"rule: {len(blocks)} blocks, no more than {most} on a {surface}"
    yield from _identity_rules(blocks, surface)
    if sum(len(block.get("text", "")) for block in blocks if block.get("type") == "markdown") > 12_000:
        yield "rule: more than 12,000 characters of markdown"
    if sum(block.get("type") == "table" for block in blocks) > 1:
        yield "rule: more than one table"
    if sum(bool(part.get("focus_on_load")) for part in _parts(blocks)) > 1:
        yield "rule: focus_on_load more than once"
    if surface == "modal" and any(b.get("type") == "input" for b in blocks) and not payload.get("submit"):
        yield "rule: a modal with inputs needs submit"
    if surface == "message":
        yield from _text_rules(payload)
    yield from _part_rules(blocks)


def _part_rules(blocks: Sequence[Json]) -> Iterator[str]:
    for part in _parts(blocks):
        if part.get("type") == "mrkdwn" and re.search(r"&(?!amp;|lt;|gt;)", str(part.get("text", ""))):
            yield "rule: an unescaped & in mrkdwn"
        if part.get("type") == "plain_text_input" and part.get("max_length", 0) > 3000:
            yield "rule: max_length above 3000"
        for key, pattern in _IDS.items():
            if key in part and not re.fullmatch(pattern, str(part[key])):
                yield f"rule: {key} {part[key]!r} is no id"
        if part.get("type") == "image" and not part.get("alt_text"):
            yield "rule: an image without alt_text"


def _identity_rules(blocks: Sequence[Json], surface: str) -> Iterator[str]:
    seen: set[str] = set()
    for i, block in enumerate(blocks):
        if block.get("type") in _NOT_IN[surface]:
            yield f"rule blocks[{i}]: no {block['type']} on a {surface}"
        block_id = str(block.get("block_id") or "")
        if block_id and block_id in seen:
            yield f"rule blocks[{i}]: block_id {block_id!r} twice"
        seen.add(block_id)
        ids = [part["action_id"] for part in _parts(block) if part.get("action_id")]
        for twice in sorted({one for one in ids if ids.count(one) > 1}):
            yield f"rule blocks[{i}]: action_id {twice!r} twice in one block"


def _text_rules(payload: Json) -> Iterator[str]:
    if "blocks" in payload and not payload.get("text"):
        yield "rule: blocks without a fallback text"
    if len(payload.get("text") or "") > 40_000:
        yield "rule: a text of more than 40,000 characters"


def _parts(value: Any) -> Iterator[Json]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _parts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _parts(inner)


def _manifest_rules(manifest: Json) -> Iterator[str]:
    settings, features = manifest.get("settings", {}), manifest.get("features", {})
    bot = set(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", []))
    events = settings.get("event_subscriptions", {}).get("bot_events") or []
    if not settings.get("socket_mode_enabled"):
        for key in ("event_subscriptions", "interactivity"):
            if settings.get(key) and not settings[key].get("request_url"):
                yield f"rule settings/{key}: request_url is needed without Socket Mode"
        for command in features.get("slash_commands", []):
            if not command.get("url"):
                yield f"rule {command['command']}: url is needed without Socket Mode"
    for event in events:
        if event not in _names()["events"]:
            yield f"rule: unknown event {event!r}"
        if event in _EVENT_SCOPES and _EVENT_SCOPES[event] not in bot:
            yield f"rule: event {event} needs scope {_EVENT_SCOPES[event]}"
    for scope in sorted(bot - set(_names()["scopes"])):
        yield f"rule: unknown scope {scope!r}"
    if (features.get("slash_commands") or features.get("shortcuts")) and "commands" not in bot:
        yield "rule: slash commands and shortcuts need scope commands"
