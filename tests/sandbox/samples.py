"""Small valid pieces of Block Kit for the tests of the local Slack."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(value: str) -> Json:
    return {"text": plain(value.title()), "value": value}


def button(action_id: str = "claim", value: str = "R-1", text: str = "Claim") -> Json:
    return {"type": "button", "text": plain(text), "action_id": action_id, "value": value}


def actions(*elements: Json, block_id: str = "buttons") -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def field(block_id: str, element: Json, **more: Any) -> Json:
    return {"type": "input", "block_id": block_id, "label": plain(block_id), "element": element, **more}


def text_input(action_id: str = "text", **more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": action_id, **more}


def select(action_id: str, *values: str) -> Json:
    return {"type": "static_select", "action_id": action_id, "options": [option(one) for one in values]}


def modal(*blocks: Json, **more: Any) -> Json:
    made = {"type": "modal", "callback_id": "register", "title": plain("Register"), "submit": plain("Save")}
    return made | {"blocks": list(blocks), **more}


def home(*blocks: Json) -> Json:
    return {"type": "home", "callback_id": "home", "blocks": list(blocks)}
