"""HubSpot's CRM v3, as its published description has it: objects, search, batch read, owners, account."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from aiohttp import web

from tests.connectors.vendors.base import OWNERS, Deal, Vendor, body_of

KINDS = ("companies", "contacts", "deals")
OF_DEAL = {
    "dealname": "title",
    "dealstage": "stage",
    "amount": "amount",
    "deal_currency_code": "currency",
    "closedate": "closed_on",
    "hubspot_owner_id": "owner",
    "referral_tracking_id": "tracking_id",
    "referral_partner": "partner",
    "refunded_amount": "refunded",
    "demo_date": "demo_on",
    "closed_lost_reason": "lost_reason",
}
READ_ONLY = {"pipeline"}


class HubSpotServer(Vendor):
    """The records, in HubSpot's words."""

    vendor = "hubspot"
    refreshes = True

    @property
    def settings(self) -> dict[str, Any]:
        return {"fields": {"refunded": "refunded_amount", "demo_on": "demo_date"}}

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/account-info/v3/details", self.details),
            web.get("/crm/v3/properties/deals/{name}", self.property),
            web.get("/crm/v3/owners", self.owners),
            web.get("/crm/v3/owners/{id}", self.owner),
            web.post("/crm/v3/objects/deals/batch/read", self.batch),
            web.post("/crm/v3/objects/{kind}/search", self.search),
            web.get("/crm/v3/objects/{kind}/{id}", self.get),
            web.patch("/crm/v3/objects/deals/{id}", self.update),
            web.post("/crm/v3/objects/{kind}", self.create),
        ]

    def webhook(self, *deals: str, url: str) -> tuple[dict[str, str], bytes, str]:
        events = [
            {
                "eventId": number,
                "subscriptionId": 12345,
                "portalId": 62515,
                "appId": 54321,
                "occurredAt": int(self.now.timestamp() * 1000),
                "subscriptionType": "deal.propertyChange",
                "attemptNumber": 0,
                "objectId": int(deal),
                "propertyName": "dealstage",
                "propertyValue": self.deals[deal].stage,
                "changeSource": "CRM_UI",
            }
            for number, deal in enumerate(deals, 1)
        ]
        body, sent_at = json.dumps(events).encode(), str(int(self.now.timestamp() * 1000))
        signed = b"POST" + url.encode() + body + sent_at.encode()
        signature = base64.b64encode(hmac.digest(b"hook-secret", signed, hashlib.sha256)).decode()
        return {"X-HubSpot-Signature-v3": signature, "X-HubSpot-Request-Timestamp": sent_at}, body, url

    async def details(self, _request: web.Request) -> web.Response:
        return web.json_response({"portalId": 62515, "companyCurrency": "GBP", "uiDomain": "app.hubspot.com"})

    async def property(self, request: web.Request) -> web.Response:
        return web.json_response({"name": request.match_info["name"], "hasUniqueValue": True})

    async def owners(self, request: web.Request) -> web.Response:
        wanted = request.query.get("email", "")
        found = [{"id": i, "email": e} for i, e in OWNERS.items() if not wanted or e == wanted]
        return web.json_response({"results": found})

    async def owner(self, request: web.Request) -> web.Response:
        known = OWNERS.get(request.match_info["id"])
        return web.json_response(
            {"id": request.match_info["id"], "email": known}, status=200 if known else 404
        )

    async def get(self, request: web.Request) -> web.Response:
        kind, wanted, by = (
            request.match_info["kind"],
            request.match_info["id"],
            request.query.get("idProperty"),
        )
        for number, said in self._all(kind).items():
            if wanted == (said.get(by or "") if by else number):
                return web.json_response(_record(number, said, self._at(kind, number)))
        return web.json_response({"status": "error", "category": "OBJECT_NOT_FOUND"}, status=404)

    async def search(self, request: web.Request) -> web.Response:
        kind, asked = request.match_info["kind"], await body_of(request)
        (group,) = asked["filterGroups"]
        found = [
            _record(number, said, self._at(kind, number))
            for number, said in self._all(kind).items()
            if all(self._fits(kind, number, said, each) for each in group["filters"])
        ]
        found.sort(key=lambda one: one["updatedAt"])
        start, limit = int(asked["after"]), asked["limit"]
        page = {"total": len(found), "results": found[start : start + limit]}
        if len(found) > start + limit:
            page["paging"] = {"next": {"after": str(start + limit)}}
        return web.json_response(page)

    async def batch(self, request: web.Request) -> web.Response:
        wanted = [each["id"] for each in (await body_of(request))["inputs"]]
        known = self._all("deals")
        found = [_record(n, known[n], self._at("deals", n)) for n in wanted if n in known]
        missing = [n for n in wanted if n not in known]
        moment = _moment(self.now)
        page: dict[str, Any] = {
            "status": "COMPLETE",
            "startedAt": moment,
            "completedAt": moment,
            "results": found,
        }
        if missing:
            page |= {
                "numErrors": 1,
                "errors": [{"category": "OBJECT_NOT_FOUND", "context": {"ids": missing}}],
            }
        return web.json_response(page, status=207 if missing else 200)

    async def create(self, request: web.Request) -> web.Response:
        kind, asked = request.match_info["kind"], await body_of(request)
        said, to = asked["properties"], {each["to"]["id"] for each in asked["associations"]}
        if kind == "contacts" and any(one["email"] == said["email"] for one in self.contacts.values()):
            return web.json_response(
                {"message": "Contact already exists", "category": "CONFLICT"}, status=409
            )
        if kind == "companies":
            number = self.has_company(said["name"], said.get("domain", ""))
            return web.json_response(_record(number, said, self.now), status=201)
        if kind == "contacts":
            number = self.fresh()
            self.contacts[number] = {**said, "company": next(iter(to), "")}
            return web.json_response(_record(number, said, self.now), status=201)
        if any(d.tracking_id == said["referral_tracking_id"] for d in self.deals.values()):
            return web.json_response(
                {"message": "duplicate value", "category": "VALIDATION_ERROR"}, status=400
            )
        company = next(iter(to & set(self.companies)), "")
        deal = self.has_deal(company=company, contact=next(iter(to & set(self.contacts)), ""))
        return self._write(deal.id, said, 201)

    async def update(self, request: web.Request) -> web.Response:
        return self._write(request.match_info["id"], (await body_of(request))["properties"], 200)

    def _write(self, deal: str, said: Mapping[str, str], status: int) -> web.Response:
        if unknown := set(said) - set(OF_DEAL) - READ_ONLY:
            return web.json_response({"message": f"Property {unknown} does not exist"}, status=400)
        changes: dict[str, Any] = {OF_DEAL[name]: value for name, value in said.items() if name in OF_DEAL}
        if "closed_on" in changes:
            changes["closed_on"] = date.fromisoformat(changes["closed_on"])
        self.edit(deal, **changes)
        kept = self.deals[deal]
        return web.json_response(_record(deal, _properties(kept), kept.at), status=status)

    def _all(self, kind: str) -> dict[str, dict[str, Any]]:
        if kind == "deals":
            return {number: _properties(deal) for number, deal in self.deals.items()}
        return dict(self.companies if kind == "companies" else self.contacts)

    def _at(self, kind: str, number: str) -> datetime:
        return self.deals[number].at if kind == "deals" else self.now

    def _fits(self, kind: str, number: str, said: Mapping[str, Any], asked: Mapping[str, str]) -> bool:
        name, value = asked["propertyName"], asked.get("value", "")
        match name.partition("."), asked["operator"]:
            case ("associations", _, record), "EQ":
                return bool(getattr(self.deals[number], record) == value)
            case ("hs_is_closed", _, _), "EQ":
                return (said["dealstage"] in ("s-won", "s-lost")) == (value == "true")
            case ("hs_lastmodifieddate", _, _), "GTE":
                return self._at(kind, number).timestamp() * 1000 >= int(value)
            case _, "HAS_PROPERTY":
                return bool(said.get(name))
            case _, "EQ":
                return bool(said.get(name) == value)
        raise AssertionError(asked)


def _properties(deal: Deal) -> dict[str, Any]:
    said: dict[str, Any] = {name: getattr(deal, ours) or None for name, ours in OF_DEAL.items()}
    said["closedate"] = f"{deal.closed_on}T00:00:00Z" if deal.closed_on else None
    said["demo_date"] = str(deal.demo_on) if deal.demo_on else None
    return said


def _record(number: str, said: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    moment = _moment(at)
    return {
        "id": number,
        "properties": dict(said),
        "createdAt": moment,
        "updatedAt": moment,
        "archived": False,
    }


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
