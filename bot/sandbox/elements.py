"""Block Kit as Slack itself handles it: ids filled in, what a person entered, and which action that makes."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bot.sandbox.workspace import Json, StateValues

# element type -> (key of what was entered, key of what was there from the start)
_ENTRY = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", "initial_files"),
}
_SINGLE_OPTION = {"static_select", "external_select", "radio_buttons", "overflow"}
_MANY_OPTIONS = {"checkboxes", "multi_static_select", "multi_external_select"}
_ACTING = {"button", "overflow", "workflow_button", "icon_button", "feedback_buttons", *_ENTRY}
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+")


class BadEntry(ValueError):
    """A person cannot enter this: there is no such field, button or option on the screen."""


def with_ids(blocks: Sequence[Json], new_id: Callable[[], str]) -> list[Json]:
    """A copy of the blocks as Slack stores it: block ids, action ids and the defaults of text objects set."""
    stored = copy.deepcopy(list(blocks))
    for block in stored:
        block["block_id"] = block.get("block_id") or new_id()
        for text in _texts(block):
            text.setdefault(*(("emoji", True) if text["type"] == "plain_text" else ("verbatim", False)))
    for _, element in acting(stored):
        element["action_id"] = element.get("action_id") or new_id()
    return stored


def acting(blocks: Sequence[Json]) -> Iterator[tuple[Json, Json]]:
    """Every element a person can act on, with the block it stands in."""
    for block in blocks:
        inside = [block.get("accessory"), block.get("element"), *block.get("elements", ())]
        for element in inside:
            if isinstance(element, dict) and element.get("type") in _ACTING:
                yield block, element


def find(
    blocks: Sequence[Json], action_id: str, *, block_id: str | None = None, value: str | None = None
) -> tuple[Json, Json]:
    """The block and element of that action id; `block_id` or a button's `value` tell equal ones apart."""
    here = [pair for pair in acting(blocks) if pair[1].get("action_id") == action_id]
    for block, element in here:
        if block_id not in (None, block["block_id"]):
            continue
        if value is None or element["type"] != "button" or element.get("value") == value:
            return block, element
    known = sorted({element.get("action_id", "") for _, element in acting(blocks)})
    raise BadEntry(f"nothing on the screen has action_id {action_id!r}, value {value!r}; there are {known}")


def initial_state(blocks: Sequence[Json], before: StateValues | None = None) -> StateValues:
    """What the fields hold at first sight; what was entered into the same field before stays."""
    state: StateValues = {}
    for block, element in acting(blocks):
        if element["type"] not in _ENTRY:
            continue
        block_id, action_id = block["block_id"], element["action_id"]
        kept = (before or {}).get(block_id, {}).get(action_id)
        entry = kept if kept and kept["type"] == element["type"] else _first_entry(element)
        state.setdefault(block_id, {})[action_id] = copy.deepcopy(entry)
    return state


def entered(element: Json, value: Any, *, loaded: Sequence[Json] = ()) -> Json:
    """The state of a field after a person entered `value` (options by their value, dates as ISO text)."""
    kind = element["type"]
    if kind == "overflow":
        return {"type": kind, "selected_option": _option(element, value, loaded)}
    if kind not in _ENTRY:
        raise BadEntry(f"nothing can be entered into a {kind}")
    key = _ENTRY[kind][0]
    if kind in _SINGLE_OPTION:
        return {"type": kind, key: None if value is None else _option(element, value, loaded)}
    if kind in _MANY_OPTIONS:
        return {"type": kind, key: [_option(element, one, loaded) for one in _listed(value)]}
    if kind.startswith("multi_") or kind == "file_input":
        return {"type": kind, key: _listed(value)}
    if kind == "datetimepicker":
        return {"type": kind, key: None if value is None else int(value)}
    if kind == "rich_text_input" and isinstance(value, str):
        return {"type": kind, key: rich_text([{"type": "text", "text": value}])}
    return {
        "type": kind,
        key: None if value in (None, "") else value if kind == "rich_text_input" else str(value),
    }


def action(block: Json, element: Json, entry: Json | None, action_ts: str) -> Json:
    """The entry of a block_actions payload's `actions` for this element."""
    made: Json = {"action_id": element["action_id"], "block_id": block["block_id"]}
    carried = ("text", "value", "style", "placeholder", "initial_option")
    made |= {key: element[key] for key in carried if key in element and element["type"] != "overflow"}
    made |= entry or {}
    return made | {"type": element["type"], "action_ts": action_ts}


def complaint(block: Json, entry: Json) -> str | None:
    """What Slack itself says about an input block before it sends anything, or None."""
    element = block["element"]
    value = entry.get(_ENTRY[element["type"]][0])
    if value in (None, "", []):
        return None if block.get("optional") else "Please complete this required field."
    match element["type"]:
        case "plain_text_input" if len(value) < element.get("min_length", 0):
            return f"Please enter at least {element['min_length']} characters."
        case "plain_text_input" if len(value) > element.get("max_length", 3000):
            return f"Please enter no more than {element.get('max_length', 3000)} characters."
        case "email_text_input" if not _MAIL.fullmatch(value):
            return "Please enter a valid email address."
        case "url_text_input" if not _URL.fullmatch(value):
            return "Please enter a valid URL."
        case "number_input":
            return _number_complaint(element, value)
    return None


def rich_text(elements: Sequence[Json], block_id: str | None = None) -> Json:
    """A rich_text block with one section, as Slack makes it of what a person types."""
    made: Json = {"type": "rich_text"}
    if block_id:
        made["block_id"] = block_id
    return made | {"elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def _texts(value: Any) -> Iterator[Json]:
    if isinstance(value, dict):
        if value.get("type") in ("plain_text", "mrkdwn") and isinstance(value.get("text"), str):
            yield value
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _first_entry(element: Json) -> Json:
    kind = element["type"]
    key, initial = _ENTRY[kind]
    empty: Any = [] if kind.startswith("multi_") or kind in ("checkboxes", "file_input") else None
    return {"type": kind, key: element.get(initial, empty)}


def _option(element: Json, value: Any, loaded: Sequence[Json]) -> Json:
    if isinstance(value, dict):
        return value
    groups = element.get("option_groups", ())
    options = [*element.get("options", ()), *(o for group in groups for o in group["options"]), *loaded]
    for option in options:
        if option.get("value") == str(value):
            return {key: option[key] for key in ("text", "value", "description") if key in option}
    known = [option.get("value") for option in options]
    raise BadEntry(f"{element['action_id']!r} has no option {value!r}; there are {known}")


def _listed(value: Any) -> list[Any]:
    return [] if value is None else list(value) if isinstance(value, list | tuple | set) else [value]


def _number_complaint(element: Json, value: str) -> str | None:
    try:
        number = float(value)
    except ValueError:
        return "Please enter a valid number."
    if not element.get("is_decimal_allowed") and not number.is_integer():
        return "Please enter a whole number."
    low, high = element.get("min_value"), element.get("max_value")
    if low is not None and number < float(low):
        return f"Please enter a number no less than {low}."
    if high is not None and number > float(high):
        return f"Please enter a number no greater than {high}."
    return None
