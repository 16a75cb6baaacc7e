"""Attio's API v2: records with their values, asserted and queried, and its signed webhooks."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from aiohttp import web

from tests.connectors.vendors.base import OWNERS, Deal, Vendor, body_of

WORKSPACE, OBJECT = "14beef7a-99f7-4534-a87e-70b564330a4c", "97052eb9-e65e-443f-a297-f2d9a4a7f795"
DEFAULT = "house@vendor.example"
MEMBERS = {**OWNERS, "599": DEFAULT}
OF_DEAL = {
    "name": "title",
    "stage": "stage",
    "value": "amount",
    "owner": "owner",
    "referral_tracking_id": "tracking_id",
    "referral_partner": "partner",
    "refunded": "refunded",
    "demo_on": "demo_on",
    "lost_reason": "lost_reason",
    "closed_on": "closed_on",
    "associated_company": "company",
    "associated_people": "contact",
}


class AttioServer(Vendor):
    """The records, in Attio's words. Amounts of a workspace have one currency."""

    vendor = "attio"

    @property
    def settings(self) -> dict[str, Any]:
        names = ("refunded", "demo_on", "lost_reason", "closed_on")
        return {"fields": {name: name for name in names}, "owner": DEFAULT}

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/v2/self", self.me),
            web.get("/v2/workspace_members", self.members),
            web.get("/v2/objects/deals/attributes/{name}", self.attribute),
            web.post("/v2/objects/{kind}/records/query", self.query),
            web.get("/v2/objects/deals/records/{id}", self.get),
            web.put("/v2/objects/{kind}/records", self.put),
            web.post("/v2/objects/{kind}/records", self.put),
            web.patch("/v2/objects/deals/records/{id}", self.patch),
        ]

    def webhook(self, *deals: str, url: str) -> tuple[dict[str, str], bytes, str]:
        events = [
            {
                "event_type": "record.updated",
                "id": {
                    "workspace_id": WORKSPACE,
                    "object_id": OBJECT,
                    "record_id": deal,
                    "attribute_id": "a",
                },
                "actor": {"type": "workspace-member", "id": "501"},
            }
            for deal in deals
        ]
        body = json.dumps({"webhook_id": "b8", "events": events}).encode()
        return {"Attio-Signature": hmac.digest(b"hook-secret", body, hashlib.sha256).hex()}, body, url

    async def me(self, _request: web.Request) -> web.Response:
        return web.json_response({"active": True, "workspace_id": WORKSPACE, "workspace_name": "Vendor"})

    async def members(self, _request: web.Request) -> web.Response:
        said = [
            {"id": {"workspace_id": WORKSPACE, "workspace_member_id": i}, "email_address": e}
            for i, e in MEMBERS.items()
        ]
        return web.json_response({"data": said})

    async def attribute(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        code = "GBP" if name == "value" else None
        config = {"currency": {"default_currency_code": code, "display_type": "symbol" if code else None}}
        kind = "currency" if code else "text"
        said = {"api_slug": name, "type": kind, "is_unique": not code, "config": config}
        return web.json_response({"data": said})

    async def query(self, request: web.Request) -> web.Response:
        kind, asked = request.match_info["kind"], await body_of(request)
        records = {"companies": self._companies, "people": self._people, "deals": self._deals}[kind]()
        found = [one for one, said in records if all(_fits(said, *each) for each in asked["filter"].items())]
        return web.json_response({"data": found[asked["offset"] : asked["offset"] + asked["limit"]]})

    async def get(self, request: web.Request) -> web.Response:
        deal = self.deals.get(request.match_info["id"])
        if deal is None:
            return web.json_response({"status_code": 404, "code": "not_found"}, status=404)
        return web.json_response({"data": _record(deal.id, _deal_values(deal), deal.at)})

    async def put(self, request: web.Request) -> web.Response:
        kind, values = request.match_info["kind"], (await body_of(request))["data"]["values"]
        by = request.query.get("matching_attribute", "")
        match kind:
            case "companies":
                domain = values.get("domains", [{"domain": ""}])[0]["domain"]
                known = [i for i, c in self.companies.items() if by and c["domain"] == domain]
                return _made(known[0] if known else self.has_company(values["name"], domain), self.now)
            case "people":
                email = values["email_addresses"][0]["email_address"]
                known = [i for i, p in self.contacts.items() if p["email"] == email]
                number = known[0] if known else self.fresh()
                self.contacts[number] = {"email": email, "company": _target(values.get("company"))}
                return _made(number, self.now)
        if missing := {"name", "stage", "owner"} - set(values):
            return web.json_response({"message": f"Missing value for required {missing}"}, status=400)
        known = [d.id for d in self.deals.values() if d.tracking_id == values[by]]
        return self._write(known[0] if known else self.has_deal().id, values)

    async def patch(self, request: web.Request) -> web.Response:
        return self._write(request.match_info["id"], (await body_of(request))["data"]["values"])

    def _write(self, deal: str, values: Mapping[str, Any]) -> web.Response:
        if unknown := set(values) - set(OF_DEAL):
            return web.json_response({"message": f"Cannot find attribute {unknown}"}, status=400)
        changes: dict[str, Any] = {OF_DEAL[name]: value for name, value in values.items()}
        for name in ("company", "contact"):
            if name in changes:
                changes[name] = _target(changes[name])
        if "owner" in changes:
            changes["owner"] = next(i for i, e in MEMBERS.items() if e == changes["owner"])
        if "closed_on" in changes:
            changes["closed_on"] = date.fromisoformat(changes["closed_on"])
        self.edit(deal, **changes)
        kept = self.deals[deal]
        return _made(deal, kept.at, _deal_values(kept))

    def _companies(self) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        return [
            (
                _record(i, {"name": [_text(c["name"], self.now)]}, self.now),
                {"name": c["name"], "domains": c["domain"]},
            )
            for i, c in self.companies.items()
        ]

    def _people(self) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        return [(_record(i, {}, self.now), {"email_addresses": p["email"]}) for i, p in self.contacts.items()]

    def _deals(self) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        return [
            (
                _record(d.id, _deal_values(d), d.at),
                {
                    "referral_tracking_id": d.tracking_id,
                    "associated_company": d.company,
                    "associated_people": d.contact,
                },
            )
            for d in self.deals.values()
        ]


def _fits(said: Mapping[str, Any], name: str, wanted: Any) -> bool:
    if wanted == {"$not_empty": True}:
        return bool(said[name])
    value = wanted["target_record_id"] if isinstance(wanted, dict) else wanted
    return bool(str(said[name]).casefold() == str(value).casefold())


def _deal_values(deal: Deal) -> dict[str, Any]:
    at, said = _at(deal.at), {"active_from": _at(deal.at), "active_until": None}
    values: dict[str, Any] = {
        "name": [_text(deal.title, deal.at)],
        "stage": [{**said, "status": {"title": deal.stage}, "attribute_type": "status"}],
        "owner": [
            {
                **said,
                "referenced_actor_type": "workspace-member",
                "referenced_actor_id": deal.owner or "599",
                "attribute_type": "actor-reference",
            }
        ],
        "referral_tracking_id": [_text(deal.tracking_id, deal.at)] if deal.tracking_id else [],
        "lost_reason": [_text(deal.lost_reason, deal.at)] if deal.lost_reason else [],
    }
    if deal.amount:
        values["value"] = [
            {
                **said,
                "currency_value": float(deal.amount),
                "currency_code": deal.currency,
                "attribute_type": "currency",
            }
        ]
    if deal.refunded:
        values["refunded"] = [{**said, "value": float(deal.refunded), "attribute_type": "number"}]
    for name, on in (("demo_on", deal.demo_on), ("closed_on", deal.closed_on)):
        if on:
            values[name] = [{"active_from": at, "value": on.isoformat(), "attribute_type": "date"}]
    return values


def _text(value: str, at: datetime) -> dict[str, Any]:
    return {"active_from": _at(at), "active_until": None, "value": value, "attribute_type": "text"}


def _record(number: str, values: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    ids = {"workspace_id": WORKSPACE, "object_id": OBJECT, "record_id": number}
    return {
        "id": ids,
        "created_at": _at(at),
        "web_url": f"https://app.attio.com/v/deal/{number}",
        "values": values,
    }


def _at(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f000Z")


def _target(said: Any) -> str:
    return str(said[0]["target_record_id"]) if said else ""


def _made(number: str, at: datetime, values: Mapping[str, Any] | None = None) -> web.Response:
    return web.json_response({"data": _record(number, values or {}, at)})
