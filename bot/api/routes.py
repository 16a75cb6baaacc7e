"""The REST API: register, look up and move referrals. Its description is served beside it (OpenAPI 3.1)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from aiohttp import web
from pydantic import BaseModel, ValidationError
from sqlalchemy.orm import Session

from bot.api.access import Gate
from bot.api.document import ROOT, document
from bot.api.problems import problem, unfit
from bot.api.requests import RegisterBody, StageBody
from bot.api.shapes import ReceiptShape, Shape, partner_shape, referral_shape
from bot.clock import Clock
from bot.engine import Engine
from storage.history import History
from storage.listings import Listings
from storage.partners import Partners
from storage.referrals import Referrals
from storage.tokens import Token, Tokens
from workflows import tracking
from workflows.base import Command
from workflows.matching import is_own_company
from workflows.model import Contact, Partner, Referral
from workflows.program import Program
from workflows.stages import refusal, wrong_day

PAGE = 50
LONGEST_KEY = 100
LONGEST_ID = 60
REFERRALS = f"{ROOT}/referrals"
Body = TypeVar("Body", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Api:
    """Everything a request needs."""

    engine: Engine
    program: Program
    clock: Clock
    gate: Gate

    async def register(self, body: RegisterBody, by: str, key: str) -> tuple[Referral, bool]:
        """Register; the referral it became or was merged into, and whether this request is the first."""
        trust = self.program.trust_partner_domains
        partner = await self.engine.ask(lambda s: _partner(s, body.partner, trust_domains=trust))
        if partner is None:
            raise problem(422, f'No partner has the ID or the address "{body.partner}".')
        if is_own_company(body.prospect.prospect, partner):
            raise problem(422, "The prospect is the partner's own company.")
        contact = partner.contact(body.partner) or next(iter(partner.contacts), None) or Contact("", ("",))
        outcome = await self._once(body.command(partner, contact, by, self.clock.now()), REFERRALS, body, key)
        entries = await self.engine.ask(lambda session: History(session).of_request(key))
        about = next((entry.about for entry in entries if tracking.normalise(entry.about)), "")
        return await self.referral(about), outcome

    async def move(self, referral_id: str, body: StageBody, by: str, key: str) -> Referral:
        """Move a referral to a stage; 409 with a sentence when it cannot go there."""
        referral = await self.referral(referral_id)
        command, now = body.command(referral.id, by), self.clock.now()
        is_known = await self.engine.ask(lambda session: History(session).of_request(key))
        stages, tz = self.program.pipeline, self.program.tz
        why = wrong_day(referral, command, stages, now, tz) or refusal(referral, command, stages, now)
        if why and not is_known:
            raise problem(409, why)
        await self._once(command, f"{REFERRALS}/{referral.id}/stage", body, key)
        return await self.referral(referral.id)

    async def referral(self, referral_id: str) -> Referral:
        """One referral; 404 when there is none."""
        known = tracking.normalise(referral_id)
        found = await self.engine.ask(lambda session: Referrals(session).get(known)) if known else None
        if found is None:
            raise problem(404, "There is no such referral.")
        return found

    async def _once(self, command: Command, path: str, body: BaseModel, key: str) -> bool:
        """Decide it under its idempotency key; 422 when the key came with another request before."""
        said = hashlib.sha256(f"POST {path}\n{body.model_dump_json()}".encode()).hexdigest()
        same = await self.engine.unit(lambda session, now: Tokens(session).is_same_request(key, said, now))
        if not same:
            raise problem(422, "This Idempotency-Key was used for another request: send a new one.")
        return not (await self.engine.handle(command, key)).is_repeated


def routes(api: Api) -> list[web.RouteDef]:
    """All of them, under /api/v1."""

    async def describe(_request: web.Request) -> web.Response:
        return web.json_response(document())

    async def partners(request: web.Request) -> web.Response:
        await api.gate.admit(request, "partners:read")
        after, limit = _asked(request, "after"), _limit(request)
        found = await api.engine.ask(lambda session: Partners(session).after(after, limit=limit))
        return _page([partner_shape(one) for one in found], limit, found[-1].id if found else "")

    async def partner(request: web.Request) -> web.Response:
        await api.gate.admit(request, "partners:read")
        wanted = request.match_info["id"]
        found = None
        if wanted.isprintable():
            found = await api.engine.ask(lambda session: Partners(session).get(wanted))
        if found is None:
            raise problem(404, "There is no such partner.")
        return _answer(partner_shape(found))

    async def referrals(request: web.Request) -> web.Response:
        await api.gate.admit(request, "referrals:read")
        after, limit = _asked(request, "after"), _limit(request)
        partner_id, stage = _asked(request, "partner_id"), _asked(request, "stage")
        found = await api.engine.ask(
            lambda session: Listings(session, limit=limit).after(after, partner_id=partner_id, stage=stage)
        )
        return _page([referral_shape(one) for one in found], limit, found[-1].id if found else "")

    async def referral(request: web.Request) -> web.Response:
        await api.gate.admit(request, "referrals:read")
        return _answer(referral_shape(await api.referral(request.match_info["id"])))

    async def register(request: web.Request) -> web.Response:
        token = await api.gate.admit(request, "referrals:write")
        body, key = await _body(request, RegisterBody), f"api:{token.id}:{_key(request)}"
        found, is_new = await api.register(body, f"API: {token.name}", key)
        return _written(found, token, status=201 if is_new else 200)

    async def move(request: web.Request) -> web.Response:
        token = await api.gate.admit(request, "referrals:write")
        body, key = await _body(request, StageBody), f"api:{token.id}:{_key(request)}"
        moved = await api.move(request.match_info["id"], body, f"API: {token.name}", key)
        return _written(moved, token)

    return [
        web.get(f"{ROOT}/openapi.json", describe),
        web.get(f"{ROOT}/partners", partners),
        web.get(f"{ROOT}/partners/{{id}}", partner),
        web.get(REFERRALS, referrals),
        web.post(REFERRALS, register),
        web.get(f"{REFERRALS}/{{id}}", referral),
        web.post(f"{REFERRALS}/{{id}}/stage", move),
        web.route("*", f"{ROOT}/{{rest:.*}}", _nothing),  # the last one: what none of them takes
    ]


async def _nothing(request: web.Request) -> web.Response:
    """An address that is none, or takes other methods; a problem like all the rest."""
    others = [r for r in request.app.router.resources() if r.canonical.startswith(ROOT)]
    found = [(await each.resolve(request))[1] for each in others]
    if methods := sorted({method for allowed in found for method in allowed} - {"*"}):
        says = ", ".join(methods)
        raise problem(405, f"This address takes {says}.", {"Allow": says})
    raise problem(404, f"There is nothing at this address: {ROOT}/openapi.json describes what there is.")


def _partner(session: Session, words: str, *, trust_domains: bool) -> Partner | None:
    partners = Partners(session)
    return partners.get(words) or partners.speaker(words, trust_domains=trust_domains)


def _key(request: web.Request) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not 0 < len(key) <= LONGEST_KEY or not key.isprintable() or not key.isascii():
        raise problem(
            400, f"Send an Idempotency-Key header of at most {LONGEST_KEY} characters, new for every request."
        )
    return key


def _asked(request: web.Request, name: str) -> str:
    given = request.query.get(name, "")
    if len(given) > LONGEST_ID or not given.isprintable():
        raise problem(400, f"{name} has at most {LONGEST_ID} characters, all of which can be printed.")
    return given


def _limit(request: web.Request) -> int:
    given = request.query.get("limit", str(PAGE))
    if not (given.isascii() and given.isdigit() and 0 < int(given) <= 200):
        raise problem(400, "limit is a number from 1 to 200.")
    return int(given)


async def _body(request: web.Request, shape: type[Body]) -> Body:
    raw = await request.read()
    try:
        return shape.model_validate(json.loads(raw))
    except ValidationError as wrong:
        raise unfit(wrong) from wrong
    except (ValueError, RecursionError) as broken:
        raise problem(400, "The body is not JSON.") from broken


def _written(referral: Referral, token: Token, *, status: int = 200) -> web.Response:
    """What was written, as far as the token may read it: its request may have met somebody else's lead."""
    may_read = "referrals:read" in token.scopes
    return _answer(referral_shape(referral) if may_read else ReceiptShape(id=referral.id), status=status)


def _answer(shape: Shape, *, status: int = 200) -> web.Response:
    return web.Response(text=shape.model_dump_json(), content_type="application/json", status=status)


def _page(shapes: Sequence[Shape], limit: int, last: str) -> web.Response:
    """Items, and where the next page begins: null when there is none."""
    items = [one.model_dump(mode="json") for one in shapes]
    return web.json_response({"items": items, "next": last if len(items) == limit else None})
