"""Slack's Block Kit as HTML: what a person would see in Slack, with every foreign letter escaped."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

from bot.sandbox.page.element_html import Surface, element_html, field_id, image_html, text_html
from bot.sandbox.page.rich_text_html import rich_text_html
from bot.sandbox.workspace import Json


def blocks_html(blocks: Sequence[Json], surface: Surface) -> Markup:
    """All blocks, top to bottom; a kind this page cannot draw is named, never dropped in silence."""
    return Markup("").join(_block(block, surface) for block in blocks)


def _block(block: Json, surface: Surface) -> Markup:
    kind = str(block.get("type", ""))
    made = _DRAW.get(kind, _unknown)(block, surface)
    return Markup('<div class="bk bk-{}">{}</div>').format(kind.replace("_", "-"), made)


def _section(block: Json, surface: Surface) -> Markup:
    text = text_html(block.get("text"), surface.reader)
    cells = Markup("").join(
        Markup('<div class="cell">{}</div>').format(text_html(cell, surface.reader))
        for cell in block.get("fields") or ()
    )
    made = Markup('<div class="words">{}{}</div>').format(
        Markup('<div class="text">{}</div>').format(text) if text else "",
        Markup('<div class="cells">{}</div>').format(cells) if cells else "",
    )
    beside = block.get("accessory")
    if not beside:
        return made
    return made + Markup('<div class="beside">{}</div>').format(element_html(beside, block, surface))


def _header(block: Json, surface: Surface) -> Markup:
    return Markup("<h4>{}</h4>").format(text_html(block.get("text"), surface.reader))


def _divider(_block: Json, _surface: Surface) -> Markup:
    return Markup("<hr>")


def _context(block: Json, surface: Surface) -> Markup:
    parts = (
        image_html(part) if part.get("type") == "image" else text_html(part, surface.reader)
        for part in block.get("elements", ())
    )
    return Markup("").join(Markup("<span>{}</span>").format(part) for part in parts)


def _actions(block: Json, surface: Surface) -> Markup:
    return Markup("").join(element_html(element, block, surface) for element in block.get("elements", ()))


def _input(block: Json, surface: Surface) -> Markup:
    element = block.get("element") or {}
    name = field_id(block, element)
    wrong = surface.errors.get(block.get("block_id", ""))
    error = Markup('<p class="wrong" id="{}-error" role="alert">{}</p>').format(name, wrong) if wrong else ""
    hint = text_html(block.get("hint"), surface.reader)
    return Markup('<label for="{}">{}{}</label>{}{}{}').format(
        name,
        text_html(block.get("label"), surface.reader),
        Markup(" <small>(optional)</small>") if block.get("optional") else "",
        element_html(element, block, surface, acts=bool(block.get("dispatch_action"))),
        Markup('<p class="hint">{}</p>').format(hint) if hint else "",
        error,
    )


def _image(block: Json, surface: Surface) -> Markup:
    title = text_html(block.get("title"), surface.reader)
    return (Markup("<p>{}</p>").format(title) if title else Markup("")) + image_html(block)


def _rich_text(block: Json, surface: Surface) -> Markup:
    return rich_text_html(block, surface.reader)


def _markdown(block: Json, _surface: Surface) -> Markup:
    return Markup('<div class="markdown">{}</div>').format(escape(block.get("text", "")))


def _table(block: Json, surface: Surface) -> Markup:
    rows = [Markup("").join(_cell(cell, surface) for cell in row) for row in block.get("rows", ())]
    return Markup("<table>{}</table>").format(
        Markup("").join(Markup("<tr>{}</tr>").format(row) for row in rows)
    )


def _cell(cell: Json, surface: Surface) -> Markup:
    if cell.get("type") == "rich_text":
        return Markup("<td>{}</td>").format(rich_text_html(cell, surface.reader))
    return Markup("<td>{}</td>").format(cell.get("text", ""))


def _unknown(block: Json, _surface: Surface) -> Markup:
    return Markup('<span class="unknown">[{}]</span>').format(block.get("type", "?"))


_DRAW: dict[str, Callable[[Json, Surface], Markup]] = {
    "section": _section,
    "header": _header,
    "divider": _divider,
    "context": _context,
    "actions": _actions,
    "context_actions": _actions,
    "input": _input,
    "image": _image,
    "rich_text": _rich_text,
    "markdown": _markdown,
    "table": _table,
}
