"""How a published shape is written down: JSON Schema, in few words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jsonschema import Draft202012Validator

Schema = Mapping[str, Any]
TEXT, NUMBER, WHOLE, FLAG = ({"type": each} for each in ("string", "number", "integer", "boolean"))
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}"}


def thing(required: str = "", **fields: Schema) -> Schema:
    """An object with these fields, and no others."""
    told = {"properties": fields, "required": required.split()}
    return {"type": "object", "additionalProperties": False, **told}


def with_more(shape: Schema) -> Schema:
    """The same where there may be others."""
    return {**shape, "additionalProperties": True}


def of(fields: Mapping[str, Schema], required: str = "") -> Schema:
    """The same, by name."""
    return {**thing(required), "properties": fields}


def some(items: Schema, **more: int) -> Schema:
    return {"type": "array", "items": items, **more}


def words(values: Schema = TEXT) -> Schema:
    return {"type": "object", "additionalProperties": values}


def maybe(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


@dataclass(frozen=True, slots=True)
class Call:
    """One operation: what is sent, and what comes back when it went well."""

    method: str
    path: str  # a pattern of the whole path
    sent: Schema | None = None
    back: Schema | None = None
    wrong: Schema | None = None  # what comes back when it did not go well


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer; the bodies are None where they are no JSON."""

    method: str
    path: str
    query: Mapping[str, str]
    sent: Any
    status: int
    back: Any


def strays_of(calls: Sequence[Call], had: Exchange) -> list[str] | None:
    """Where an exchange is not as published; None for an operation that is not among these."""
    fits = (c for c in calls if re.fullmatch(c.method, had.method) and re.fullmatch(c.path, had.path))
    call = next(fits, None)
    if call is None:
        return None
    answer = call.back if had.status < 300 else call.wrong
    said = [("sent", call.sent, had.sent), (f"answered {had.status}", answer, had.back)]
    return [
        f"{had.method} {had.path}: {what} at {where}"
        for what, schema, value in said
        if schema is not None and value is not None
        for where in misfits(schema, value)
    ]


def misfits(schema: Schema, value: Any) -> Iterator[str]:
    """Where a value is not of that shape."""
    for error in Draft202012Validator(schema).iter_errors(value):
        yield f"{error.json_path}: {error.message}"
