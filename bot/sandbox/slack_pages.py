"""Cursor paging as Slack does it."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import TypeVar

from bot.sandbox.slack_api import Args, SlackError
from bot.sandbox.workspace import Json

T = TypeVar("T")


def page(items: Sequence[T], args: Args, *, default: int = 1000) -> tuple[list[T], Json]:
    """The page which `cursor` and `limit` ask for, and the response_metadata with the next cursor."""
    start = _position(args.text("cursor"))
    size = min(args.number("limit", 0) or default, 1000)
    end = start + size
    following = base64.b64encode(f"next:{end}".encode()).decode() if end < len(items) else ""
    return list(items[start:end]), {"next_cursor": following}


def _position(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor).decode().removeprefix("next:"))
    except ValueError:
        raise SlackError("invalid_cursor") from None
