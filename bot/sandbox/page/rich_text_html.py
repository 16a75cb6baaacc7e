"""Slack's rich_text blocks as safe HTML."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from bot.sandbox.page.emoji import EMOJI
from bot.sandbox.page.mrkdwn import Reader, date_text, link_html, user_html
from bot.sandbox.workspace import Json

_STYLES = (
    ("code", Markup("<code>{}</code>")),
    ("bold", Markup("<strong>{}</strong>")),
    ("italic", Markup("<em>{}</em>")),
    ("strike", Markup("<s>{}</s>")),
    ("underline", Markup("<u>{}</u>")),
)
_ORDERED = Markup('<ol class="indent-{}">{}</ol>')
_BULLETS = Markup('<ul class="indent-{}">{}</ul>')


def rich_text_html(block: Json, reader: Reader) -> Markup:
    """One rich_text block: sections, lists, quotes and preformatted text."""
    return Markup("").join(_part(part, reader) for part in block.get("elements", ()))


def _part(part: Json, reader: Reader) -> Markup:
    inner = part.get("elements", ())
    match part.get("type"):
        case "rich_text_list":
            return _list(part, reader)
        case "rich_text_quote":
            return Markup("<blockquote>{}</blockquote>").format(_inline(inner, reader))
        case "rich_text_preformatted":
            return Markup("<pre>{}</pre>").format(_inline(inner, reader))
    return Markup("<p>{}</p>").format(_inline(inner, reader))


def _list(part: Json, reader: Reader) -> Markup:
    shell = _ORDERED if part.get("style") == "ordered" else _BULLETS
    items = (
        Markup("<li>{}</li>").format(_inline(i.get("elements", ()), reader)) for i in part.get("elements", ())
    )
    depth = min(int(part.get("indent", 0)), 8)
    return shell.format(depth, Markup("").join(items))


def _inline(elements: Sequence[Json], reader: Reader) -> Markup:
    return Markup("").join(_element(element, reader) for element in elements)


def _element(element: Json, reader: Reader) -> Markup:
    match element.get("type"):
        case "text":
            made = escape(element.get("text", "")).replace("\n", Markup("<br>"))
        case "link":
            url = str(element.get("url", ""))
            made = link_html(url, element.get("text") or url)
        case "user":
            made = user_html(element.get("user_id", ""), reader)
        case "channel":
            made = _mention("#", reader.channel_name(element.get("channel_id", "")))
        case "usergroup":
            made = _mention("@", reader.group_name(element.get("usergroup_id", "")))
        case "broadcast":
            made = _mention("@", element.get("range", ""))
        case "emoji":
            name = str(element.get("name", ""))
            made = escape(EMOJI.get(name, f":{name}:"))
        case "date":
            form = element.get("format", "{date_short}")
            made = Markup("<time>{}</time>").format(date_text(int(element.get("timestamp", 0)), form, reader))
        case _:
            made = escape(element.get("value", ""))
    return _styled(made, element.get("style", {}))


def _styled(made: Markup, style: Json) -> Markup:
    for name, shell in _STYLES:
        if style.get(name):
            made = shell.format(made)
    return made


def _mention(sign: str, name: str) -> Markup:
    return Markup('<span class="mention">{}{}</span>').format(sign, name)
