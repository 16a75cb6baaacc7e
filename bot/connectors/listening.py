"""What every door for webhooks does alike: read the call, believe it only when proven, answer plainly."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import datetime
from typing import TypeVar

import structlog
from aiohttp import web

from bot.connectors.base import Forged, Hook
from workflows.errors import Retry

T = TypeVar("T")

log = structlog.get_logger()


async def hook_of(request: web.Request, now: datetime, public_url: str = "") -> Hook:
    """The call, with its address as the outside wrote it: some sign that too."""
    url = f"{public_url.rstrip('/')}{request.path_qs}" if public_url else str(request.url)
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Hook(url, headers, await request.read(), now)


async def proven(area: str, service: str, hearing: Awaitable[T]) -> T:
    """What was heard; or the answer that says why not, so that the other side calls again where it can."""
    try:
        return await hearing
    except Forged as forged:
        log.warning(f"{area}.forged", service=service, why=str(forged))
        raise web.HTTPUnauthorized(text="This is not signed as it should be.") from forged
    except Retry as later:
        log.warning(f"{area}.later", service=service, why=str(later))
        raise web.HTTPServiceUnavailable(text="Please try again later.") from later
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as odd:
        log.error(f"{area}.unreadable", service=service, error=type(odd).__name__)
        raise web.HTTPUnprocessableEntity(text="I cannot read this.") from odd
