"""The OpenAPI 3.1 description of the API, made from the very models that check its requests."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from bot.api.requests import RegisterBody, StageBody
from bot.api.shapes import PartnerShape, ReceiptShape, ReferralShape

ROOT = "/api/v1"
_REF = "#/components/schemas/{model}"
_BODIES: tuple[type[BaseModel], ...] = (RegisterBody, StageBody)
_SHAPES: tuple[type[BaseModel], ...] = (PartnerShape, ReferralShape, ReceiptShape)
_SAYS = {
    "400": "The request cannot be read; `detail` says why.",
    "401": "No token, or one that is not known.",
    "403": "The token does not have the scope.",
    "404": "There is no such thing.",
    "409": "The referral cannot go there; `detail` says why.",
    "422": "Some fields are not right; `errors` names them.",
    "429": "Too many requests; Retry-After says when to come back.",
}


@cache
def document() -> dict[str, Any]:
    """The whole description."""
    _, schemas = models_json_schema(
        [*((b, "validation") for b in _BODIES), *((s, "serialization") for s in _SHAPES)],
        ref_template=_REF,
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "referral-desk",
            "version": version("referral-desk"),
            "description": "Register, look up and move referrals. Errors are RFC 9457 problems.",
        },
        "security": [{"token": []}],
        "paths": _paths(),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {**schemas["$defs"], "Problem": _problem()},
        },
    }


def _paths() -> dict[str, Any]:
    return {
        f"{ROOT}/partners": {"get": _list("partners", "PartnerShape", "Partners, page by page.", [])},
        f"{ROOT}/partners/{{id}}": {
            "parameters": [_id("P-1A2B3C4D5E")],
            "get": _one("partner", "PartnerShape", "One partner.", "400 401 403 404 429"),
        },
        f"{ROOT}/referrals": {
            "get": _list(
                "referrals",
                "ReferralShape",
                "Referrals, page by page.",
                ["partner_id", "stage"],
            ),
            "post": {
                **_write("register", "RegisterBody", "Register a referral, or merge it with the same one."),
                "responses": {
                    "200": _written("Made before; this is what became of it."),
                    "201": _written("It is registered."),
                    **_errors("400 401 403 404 422 429"),
                },
            },
        },
        f"{ROOT}/referrals/{{id}}": {
            "parameters": [_id("R-7K3M-9Q")],
            "get": _one("referral", "ReferralShape", "One referral.", "400 401 403 404 429"),
        },
        f"{ROOT}/referrals/{{id}}/stage": {
            "parameters": [_id("R-7K3M-9Q")],
            "post": {
                **_write("move", "StageBody", "Move a referral to a stage, with what that stage asks for."),
                "responses": {
                    "200": _written("As it stands now."),
                    **_errors("400 401 403 404 409 422 429"),
                },
            },
        },
    }


def _list(name: str, shape: str, says: str, more: list[str]) -> dict[str, Any]:
    limit = {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}
    page = {
        "type": "object",
        "required": ["items", "next"],
        "properties": {
            "items": {"type": "array", "items": {"$ref": _REF.format(model=shape)}},
            "next": {"type": ["string", "null"], "description": "Give it as `after`; null is the end."},
        },
    }
    return {
        "operationId": name,
        "summary": says,
        "parameters": [
            _query("after"),
            {"name": "limit", "in": "query", "required": False, "schema": limit},
            *(_query(each) for each in more),
        ],
        "responses": {"200": _answer(page, says), **_errors("400 401 403 429")},
    }


def _one(name: str, shape: str, says: str, errors: str) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": says,
        "responses": {"200": _content(shape, says), **_errors(errors)},
    }


def _write(name: str, body: str, says: str) -> dict[str, Any]:
    key = {"type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[!-~]+$"}
    about = "New for every request, the same when it is repeated: then nothing happens twice."
    schema = {"$ref": _REF.format(model=body)}
    return {
        "operationId": name,
        "summary": says,
        "parameters": [
            {"name": "Idempotency-Key", "in": "header", "required": True, "description": about, "schema": key}
        ],
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
    }


def _content(shape: str, says: str) -> dict[str, Any]:
    return _answer({"$ref": _REF.format(model=shape)}, says)


def _written(says: str) -> dict[str, Any]:
    """The referral for a token that may read it, its ID for one that may not."""
    shapes = ("ReferralShape", "ReceiptShape")
    return _answer({"anyOf": [{"$ref": _REF.format(model=each)} for each in shapes]}, says)


def _answer(schema: dict[str, Any], says: str) -> dict[str, Any]:
    return {"description": says, "content": {"application/json": {"schema": schema}}}


def _errors(statuses: str) -> dict[str, Any]:
    schema = {"application/problem+json": {"schema": {"$ref": _REF.format(model="Problem")}}}
    return {status: {"description": _SAYS[status], "content": schema} for status in statuses.split()}


def _id(example: str) -> dict[str, Any]:
    return {
        "name": "id",
        "in": "path",
        "required": True,
        "example": example,
        "schema": {"type": "string", "minLength": 1, "maxLength": 60},
    }


def _query(name: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": {"type": "string", "maxLength": 60}}


def _problem() -> dict[str, Any]:
    text, number = {"type": "string"}, {"type": "integer"}
    error = {"type": "object", "properties": {"field": text, "says": text}}
    return {
        "type": "object",
        "required": ["title", "status", "detail"],
        "properties": {
            "title": text,
            "status": number,
            "detail": text,
            "errors": {"type": "array", "items": error},
        },
    }
