"""Slack's buttons, menus and input fields as HTML; data-* attributes tell the page's script what to send."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from markupsafe import Markup, escape

from bot.sandbox.page.mrkdwn import Reader, emoji_text, mrkdwn_html
from bot.sandbox.workspace import Json, StateValues

_TYPES = {
    "email_text_input": "email",
    "url_text_input": "url",
    "number_input": "number",
    "datepicker": "date",
    "timepicker": "time",
    "datetimepicker": "datetime-local",
}


@dataclass(frozen=True, slots=True)
class Surface:
    """Where blocks are shown: who reads them, and what has been entered into them so far."""

    reader: Reader
    state: StateValues = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)  # block_id -> what is wrong


def text_html(text: Json | None, reader: Reader) -> Markup:
    """A text object: plain_text letter by letter, mrkdwn with its markup."""
    if not text:
        return Markup("")
    if text.get("type") == "mrkdwn":
        return mrkdwn_html(str(text.get("text", "")), reader)
    return escape(emoji_text(str(text.get("text", "")))).replace("\n", Markup("<br>"))


def element_html(element: Json, block: Json, surface: Surface, *, acts: bool = True) -> Markup:
    """One element; with `acts` a change is told at once, otherwise it waits for the submit button."""
    kind = str(element.get("type", ""))
    if kind in ("button", "workflow_button", "icon_button"):
        return _button(element, block, surface)
    if kind == "overflow":
        return _overflow(element, block, surface)
    if kind == "image":
        return image_html(element)
    entry = surface.state.get(block.get("block_id", ""), {}).get(element.get("action_id", ""), {})
    draw = _DRAW.get(kind, _unknown)
    return draw(_Field(element, block, surface, entry, acts))


def field_id(block: Json, element: Json) -> str:
    """An id for the label of a field; block ids may hold anything, this holds only letters and digits."""
    key = f"{block.get('block_id', '')}\0{element.get('action_id', '')}"
    return "f" + hashlib.sha256(key.encode()).hexdigest()[:12]


def image_html(image: Json) -> Markup:
    """The words for a picture; the page loads nothing from outside."""
    return Markup('<span class="picture" role="img" aria-label="{0}">{0}</span>').format(
        image.get("alt_text", "image")
    )


@dataclass(frozen=True, slots=True)
class _Field:
    element: Json
    block: Json
    surface: Surface
    entry: Json
    acts: bool

    def text(self, name: str) -> str:
        return str((self.element.get(name) or {}).get("text", ""))

    def attributes(self, kind: str) -> Markup:
        """Id, name, data and ARIA attributes common to every field."""
        element, block = self.element, self.block
        wrong = self.surface.errors.get(block.get("block_id", ""))
        label = (
            "" if block.get("type") == "input" else self.text("placeholder") or element.get("action_id", "")
        )
        made = [
            Markup('id="{}" data-input="{}" data-action-id="{}" data-block-id="{}"').format(
                field_id(block, element), kind, element.get("action_id", ""), block.get("block_id", "")
            )
        ]
        if self.acts:
            made.append(Markup('data-do="pick"'))
        if label:
            made.append(Markup('aria-label="{}"').format(label))
        if wrong:
            made.append(
                Markup('aria-invalid="true" aria-describedby="{}-error"').format(field_id(block, element))
            )
        if block.get("type") == "input" and not block.get("optional"):
            made.append(Markup('aria-required="true"'))
        if element.get("focus_on_load"):
            made.append(Markup("autofocus"))
        return Markup(" ").join(made)


def _button(element: Json, block: Json, surface: Surface) -> Markup:
    label = text_html(element.get("text"), surface.reader)
    style = element.get("style") if element.get("style") in ("primary", "danger") else "plain"
    data = _data(element, block)
    if url := str(element.get("url", "")):
        if not url.startswith(("http://", "https://")):
            url = "#"
        shell = Markup(
            '<a class="bk-button {}" href="{}" target="_blank" rel="noopener noreferrer" {}>{}</a>'
        )
        return shell.format(style, url, data, label)
    spoken = element.get("accessibility_label")
    aria = Markup(' aria-label="{}"').format(spoken) if spoken else ""
    return Markup('<button type="button" class="bk-button {}" {}{}>{}</button>').format(
        style, data, aria, label
    )


def _data(element: Json, block: Json) -> Markup:
    made = Markup('data-do="click" data-action-id="{}" data-block-id="{}" data-value="{}"').format(
        element.get("action_id", ""), block.get("block_id", ""), element.get("value", "")
    )
    return made + _confirm(element)


def _confirm(element: Json) -> Markup:
    question = element.get("confirm")
    if not question:
        return Markup("")
    parts = {
        name: str((question.get(name) or {}).get("text", "")) for name in ("title", "text", "confirm", "deny")
    }
    return Markup(' data-confirm="{}"').format(
        json.dumps(parts | {"style": question.get("style", "primary")})
    )


def _overflow(element: Json, block: Json, surface: Surface) -> Markup:
    items = Markup("").join(
        Markup('<button type="button" role="menuitem" {} data-selected="{}">{}</button>').format(
            _data({**element, "value": ""}, block),
            option.get("value", ""),
            text_html(option.get("text"), surface.reader),
        )
        for option in element.get("options", ())
    )
    return Markup(
        '<details class="menu"><summary aria-label="More actions">⋯</summary>'
        '<div role="menu">{}</div></details>'
    ).format(items)


def _input(one: _Field) -> Markup:
    element, kind = one.element, one.element["type"]
    value = one.entry.get("value", element.get("initial_value")) or ""
    extra = Markup("")
    if kind == "number_input":
        step = "any" if element.get("is_decimal_allowed") else "1"
        extra = Markup(' inputmode="decimal" step="{}"').format(step)
    return Markup('<input type="{}" {} value="{}" placeholder="{}"{}>').format(
        _TYPES.get(kind, "text"), one.attributes(kind), value, one.text("placeholder"), extra
    )


def _text_input(one: _Field) -> Markup:
    if not one.element.get("multiline"):
        return _input(one)
    value = one.entry.get("value", one.element.get("initial_value")) or ""
    return Markup('<textarea rows="5" {} placeholder="{}">\n{}</textarea>').format(
        one.attributes("plain_text_input"), one.text("placeholder"), value
    )


def _rich_input(one: _Field) -> Markup:
    value = one.entry.get("rich_text_value", one.element.get("initial_value")) or {}
    parts = (
        part.get("text", "") for section in value.get("elements", ()) for part in section.get("elements", ())
    )
    return Markup('<textarea rows="5" {}>\n{}</textarea>').format(
        one.attributes("rich_text_input"), "".join(parts)
    )


def _date(one: _Field) -> Markup:
    kind = one.element["type"]
    key, initial = {
        "datepicker": ("selected_date", "initial_date"),
        "timepicker": ("selected_time", "initial_time"),
        "datetimepicker": ("selected_date_time", "initial_date_time"),
    }[kind]
    value: Any = one.entry.get(key, one.element.get(initial)) or ""
    if kind == "datetimepicker" and value:
        value = datetime.strftime(one.surface.reader.local(int(value)), "%Y-%m-%dT%H:%M")
    return Markup('<input type="{}" {} value="{}">').format(_TYPES[kind], one.attributes(kind), value)


def _select(one: _Field) -> Markup:
    element = one.element
    chosen = (one.entry.get("selected_option", element.get("initial_option")) or {}).get("value")
    return _select_of(one, _options(element), chosen)


def _people(one: _Field) -> Markup:
    users = one.surface.reader.workspace.users.values()
    people = [
        _option(user.id, user.real_name or user.name)
        for user in users
        if not user.is_bot and not user.deleted
    ]
    return _select_of(one, people, one.entry.get("selected_user", one.element.get("initial_user")))


def _places(one: _Field) -> Markup:
    key = "selected_channel" if one.element["type"] == "channels_select" else "selected_conversation"
    initial = one.element.get(key.replace("selected", "initial"))
    channels = one.surface.reader.workspace.channels.values()
    places = [_option(channel.id, f"#{channel.name}") for channel in channels if channel.kind != "im"]
    return _select_of(one, places, one.entry.get(key, initial))


def _select_of(one: _Field, options: Sequence[Json], chosen: str | None) -> Markup:
    kind = one.element["type"]
    items = [_option_html(option, option.get("value") == chosen) for option in options]
    if not chosen or one.block.get("optional"):
        shell = Markup('<option value=""{}>{}</option>')
        items.insert(
            0, shell.format("" if chosen else Markup(" selected"), one.text("placeholder") or "Choose…")
        )
    data = _confirm(one.element)
    return Markup("<select {}{}>{}</select>").format(one.attributes(kind), data, Markup("").join(items))


def _external(one: _Field) -> Markup:
    chosen = one.entry.get("selected_option", one.element.get("initial_option")) or {}
    listed = field_id(one.block, one.element) + "-list"
    return Markup(
        '<input type="text" role="combobox" autocomplete="off" {} data-least="{}" list="{}" data-picked="{}" '
        'value="{}" placeholder="{}"><datalist id="{}"></datalist>'
    ).format(
        one.attributes("external_select"),
        one.element.get("min_query_length", 3),
        listed,
        chosen.get("value", ""),
        (chosen.get("text") or {}).get("text", ""),
        one.text("placeholder"),
        listed,
    )


def _radios(one: _Field) -> Markup:
    chosen = (one.entry.get("selected_option", one.element.get("initial_option")) or {}).get("value")
    return _group(one, "radio", _options(one.element), {chosen})


def _checks(one: _Field) -> Markup:
    chosen = one.entry.get("selected_options", one.element.get("initial_options")) or ()
    return _group(one, "checkbox", _options(one.element), {option.get("value") for option in chosen})


def _many_people(one: _Field) -> Markup:
    users = one.surface.reader.workspace.users.values()
    people = [_option(user.id, user.real_name or user.name) for user in users if not user.is_bot]
    return _group(one, "checkbox", people, set(one.entry.get("selected_users") or ()))


def _group(one: _Field, kind: str, options: Sequence[Json], chosen: set[str | None]) -> Markup:
    name = field_id(one.block, one.element)
    shell = Markup('<label class="choice"><input type="{}" name="{}" value="{}"{}> <span>{}{}</span></label>')
    items = Markup("").join(
        shell.format(
            kind,
            name,
            option.get("value", ""),
            Markup(" checked") if option.get("value") in chosen else "",
            text_html(option.get("text"), one.surface.reader),
            _description(option, one.surface.reader),
        )
        for option in options
    )
    return Markup('<div class="choices" role="group" {}>{}</div>').format(
        one.attributes(one.element["type"]), items
    )


def _description(option: Json, reader: Reader) -> Markup:
    made = text_html(option.get("description"), reader)
    return Markup("<small>{}</small>").format(made) if made else made


def _options(element: Json) -> list[Json]:
    groups = element.get("option_groups") or ()
    return [
        *(element.get("options") or ()),
        *(option for group in groups for option in group.get("options", ())),
    ]


def _option(value: str, text: str) -> Json:
    return {"text": {"type": "plain_text", "text": text}, "value": value}


def _option_html(option: Json, chosen: bool) -> Markup:
    picked = Markup(" selected") if chosen else ""
    label = emoji_text(str((option.get("text") or {}).get("text", "")))
    return Markup('<option value="{}"{}>{}</option>').format(option.get("value", ""), picked, label)


def _unknown(one: _Field) -> Markup:
    return Markup('<span class="unknown">[{}]</span>').format(one.element.get("type", "?"))


_DRAW: dict[str, Callable[[_Field], Markup]] = {
    "plain_text_input": _text_input,
    "email_text_input": _input,
    "url_text_input": _input,
    "number_input": _input,
    "rich_text_input": _rich_input,
    "datepicker": _date,
    "timepicker": _date,
    "datetimepicker": _date,
    "static_select": _select,
    "external_select": _external,
    "users_select": _people,
    "channels_select": _places,
    "conversations_select": _places,
    "radio_buttons": _radios,
    "checkboxes": _checks,
    "multi_static_select": _checks,
    "multi_users_select": _many_people,
}
