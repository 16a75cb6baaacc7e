"""Errors as RFC 9457 says: application/problem+json with a sentence that tells what to do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus

from aiohttp import web
from pydantic import ValidationError


class Problem(web.HTTPException):
    """An answer that says what is wrong."""

    def __init__(self, status: int, body: Mapping[str, object], headers: Mapping[str, str]) -> None:
        self.status_code = status
        super().__init__(
            text=json.dumps(body, ensure_ascii=False),
            content_type="application/problem+json",
            headers=headers,
        )


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None, **more: object) -> Problem:
    """The answer to raise."""
    title = HTTPStatus(status).phrase
    return Problem(status, {"title": title, "status": status, "detail": detail, **more}, headers or {})


def unfit(wrong: ValidationError) -> Problem:
    """422, with every field that is wrong; never with the value, which may be a secret."""
    errors = [
        {"field": ".".join(map(str, e["loc"])) or "body", "says": e["msg"]}
        for e in wrong.errors(include_input=False, include_url=False)
    ]
    return problem(422, "Some fields are not right.", errors=errors)
