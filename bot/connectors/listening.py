"""What every door for webhooks does alike: read the call, believe it only when proven, answer plainly."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx
import structlog
from aiohttp import web

from bot.connectors.base import Forged, Hook
from workflows.errors import Retry

T = TypeVar("T")
CERTIFICATE_S = 10.0  # to wait for one
LARGEST_CERTIFICATE = 50_000

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
        log.warning(f"{area}.later", service=service, why=later.reason)
        raise web.HTTPServiceUnavailable(text="Please try again later.") from later
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as odd:
        log.error(f"{area}.unreadable", service=service, error=type(odd).__name__)
        raise web.HTTPUnprocessableEntity(text="I cannot read this.") from odd


def text(said: Any, *path: str) -> str:
    """What stands at that place; "" when nothing does."""
    for name in path:
        said = said.get(name) if isinstance(said, Mapping) else None
    return "" if said is None or isinstance(said, Mapping | list) else str(said)


async def fetched(client: httpx.AsyncClient, url: str, is_theirs: Callable[[str], bool]) -> bytes:
    """What a call refers to, from the service's own hosts and nowhere else: a forger may name any address.

    Forged when it names another one, Retry when it cannot be had now.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" or not is_theirs(parts.netloc):
        raise Forged("it names an address that is not the service's own")
    try:
        answer = await client.get(url, follow_redirects=False)
        answer.raise_for_status()
    except httpx.HTTPError as away:
        raise Retry(f"{parts.netloc} cannot be reached") from away
    return answer.content[:LARGEST_CERTIFICATE]
