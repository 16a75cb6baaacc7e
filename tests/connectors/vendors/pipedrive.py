"""Pipedrive's API v2 (users and fields of v1), and its webhooks v2."""

from __future__ import annotations

import base64
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from aiohttp import web
from pydantic import SecretStr

from tests.connectors.vendors.base import OWNERS, Deal, Vendor, body_of

KEYS = {
    name: f"{number:040x}" for number, name in enumerate(("tracking_id", "partner", "refunded", "demo_on"), 1)
}
STAGES = {"s-new": 11, "s-talk": 12, "s-talk-2": 13, "s-fit": 14, "s-demo": 15, "s-offer": 16, "s-odd": 99}
NAMES = {str(number): name for name, number in STAGES.items()} | {"won": "s-won", "lost": "s-lost"}
API_USER = 900


class PipedriveServer(Vendor):
    """The records, in Pipedrive's words."""

    vendor = "pipedrive"
    page = 2

    @property
    def settings(self) -> dict[str, Any]:
        return {"fields": KEYS}

    def word(self, stage: str) -> str:
        return {"s-won": "won", "s-lost": "lost"}.get(stage) or str(STAGES[stage])

    @property
    def secrets(self) -> Any:
        return super().secrets.model_copy(update={"webhook_secret": SecretStr("desk:hook-secret")})

    def token_of(self, request: web.Request) -> str:
        return request.headers.get("x-api-token", "") or super().token_of(request)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/api/v1/users/me", self.me),
            web.get("/api/v1/users", self.users),
            web.get("/api/v1/dealFields", self.fields),
            web.get("/api/v2/{kind}/search", self.search),
            web.get("/api/v2/deals", self.listed),
            web.post("/api/v2/{kind}", self.create),
            web.patch("/api/v2/deals/{id}", self.update),
        ]

    def webhook(self, *deals: str, url: str) -> tuple[dict[str, str], bytes, str]:
        (deal,) = deals
        meta = {"action": "change", "entity": "deal", "entity_id": deal, "version": "2.0", "attempt": 1}
        said = {"meta": meta, "data": {"id": int(deal), "status": "open"}, "previous": {"stage_id": 11}}
        login = base64.b64encode(b"desk:hook-secret").decode()
        return {"Authorization": f"Basic {login}"}, json.dumps(said).encode(), url

    async def me(self, _request: web.Request) -> web.Response:
        return _data({"id": API_USER, "company_name": "Vendor Ltd", "company_domain": "vendor"})

    async def users(self, _request: web.Request) -> web.Response:
        known = [*OWNERS.items(), (str(API_USER), "integration@vendor.example")]
        return _data([{"id": int(i), "email": e, "active_flag": True} for i, e in known])

    async def fields(self, _request: web.Request) -> web.Response:
        return _data([{"key": key, "name": name} for name, key in KEYS.items()])

    async def search(self, request: web.Request) -> web.Response:
        kind, term = request.match_info["kind"], request.query["term"].casefold()
        assert request.query["exact_match"] == "true"
        match kind:
            case "organizations":
                items = [
                    {"id": int(i), "name": c["name"]}
                    for i, c in self.companies.items()
                    if c["name"].casefold() == term
                ]
            case "persons":
                items = [
                    {
                        "id": int(i),
                        "name": p["name"],
                        "organization": {"id": int(p["company"])} if p["company"] else None,
                    }
                    for i, p in self.contacts.items()
                    if p["email"].casefold() == term
                ]
            case _:
                items = [{"id": int(d.id)} for d in self.deals.values() if d.tracking_id.casefold() == term]
        return _data({"items": [{"result_score": 1, "item": one} for one in items]})

    async def listed(self, request: web.Request) -> web.Response:
        asked = request.query
        found = [deal for deal in self.deals.values() if _fits(deal, asked)]
        found.sort(key=lambda deal: deal.at, reverse=asked.get("sort_direction") == "desc")
        start = int(asked.get("cursor", "0"))
        page = found[start : start + self.page] if "updated_since" in asked else found
        more = str(start + self.page) if len(page) < len(found) - start else None
        answer = {"success": True, "data": [_shape(one) for one in page]}
        return web.json_response({**answer, "additional_data": {"next_cursor": more}})

    async def create(self, request: web.Request) -> web.Response:
        kind, said = request.match_info["kind"], await body_of(request)
        if kind == "organizations":
            return _data({"id": int(self.has_company(said["name"]))}, 201)
        if kind == "persons":
            number = self.fresh()
            email, company = said["emails"][0]["value"], str(said.get("org_id", ""))
            self.contacts[number] = {"email": email, "name": said["name"], "company": company}
            return _data({"id": int(number)}, 201)
        deal = self.has_deal(owner=str(API_USER))
        return self._write(deal, said, 201)

    async def update(self, request: web.Request) -> web.Response:
        return self._write(self.deals[request.match_info["id"]], await body_of(request), 200)

    def _write(self, deal: Deal, said: dict[str, Any], status: int) -> web.Response:
        custom = said.get("custom_fields", {})
        if unknown := set(custom) - set(KEYS.values()):
            return web.json_response({"success": False, "error": f"unknown field {unknown}"}, status=400)
        changes: dict[str, Any] = {name: custom[key] for name, key in KEYS.items() if key in custom}
        if said.get("status") in ("won", "lost"):
            changes["stage"] = NAMES[said["status"]]
        elif "stage_id" in said:
            changes["stage"] = NAMES[str(said["stage_id"])]
        for theirs, ours in (
            ("org_id", "company"),
            ("person_id", "contact"),
            ("owner_id", "owner"),
            ("value", "amount"),
        ):
            if theirs in said:
                changes[ours] = str(said[theirs])
        if "won_time" in said:
            changes["closed_on"] = date.fromisoformat(said["won_time"][:10])
        changes |= {name: said[name] for name in ("title", "currency") if name in said}
        self.edit(deal.id, **changes)
        return _data({"id": int(deal.id)}, status)


def _fits(deal: Deal, asked: Any) -> bool:
    is_open = deal.stage not in ("s-won", "s-lost")
    checks = (
        ("ids", lambda v: deal.id in v.split(",")),
        ("org_id", lambda v: deal.company == v),
        ("person_id", lambda v: deal.contact == v),
        ("status", lambda v: is_open == (v == "open")),
        ("updated_since", lambda v: deal.at + timedelta(seconds=1) > datetime.fromisoformat(v)),
    )
    return all(check(asked[name]) for name, check in checks if name in asked)


def _shape(deal: Deal) -> dict[str, Any]:
    status = {"s-won": "won", "s-lost": "lost"}.get(deal.stage, "open")
    custom: dict[str, Any] = {
        KEYS["tracking_id"]: deal.tracking_id or None,
        KEYS["partner"]: deal.partner or None,
    }
    custom[KEYS["refunded"]] = {"value": deal.refunded, "currency": deal.currency} if deal.refunded else None
    custom[KEYS["demo_on"]] = str(deal.demo_on) if deal.demo_on else None
    return {
        "id": int(deal.id),
        "title": deal.title,
        "owner_id": int(deal.owner or API_USER),
        "org_id": int(deal.company) if deal.company else None,
        "person_id": int(deal.contact) if deal.contact else None,
        "stage_id": STAGES.get(deal.stage, 16),
        "status": status,
        "value": float(deal.amount or 0),
        "currency": deal.currency,
        "update_time": deal.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "won_time": f"{deal.closed_on}T12:00:00Z" if deal.closed_on and status == "won" else None,
        "lost_reason": deal.lost_reason or None,
        "is_deleted": False,
        "custom_fields": custom,
    }


def _data(said: Any, status: int = 200) -> web.Response:
    return web.json_response({"success": True, "data": said}, status=status)
