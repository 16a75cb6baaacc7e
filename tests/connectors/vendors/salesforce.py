"""Salesforce's REST API with as much SOQL as the connector speaks, and its outbound messages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from aiohttp import web

from tests.connectors.vendors.base import OWNERS, Deal, Vendor, body_of
from tests.connectors.vendors.published_salesforce import ALWAYS, must_be_outbound

ROOT = "/services/data/v62.0"
ORG = "00D5e000000TestEAA"
EMPTY: Mapping[str, Any] = {"array": [], "boolean": False, "integer": 0, "object": {}, "string": ""}
OF_DEAL = {
    "StageName": "stage",
    "Amount": "amount",
    "CurrencyIsoCode": "currency",
    "CloseDate": "closed_on",
    "OwnerId": "owner",
    "AccountId": "company",
    "ContactId": "contact",
    "Referral_Tracking_ID__c": "tracking_id",
    "Referral_Partner__c": "partner",
    "Refunded__c": "refunded",
    "Demo_Date__c": "demo_on",
    "Loss_Reason__c": "lost_reason",
    "Name": "title",
}
SHOWS_DUPLICATES = "Sforce-Duplicate-Rule-Header"
_CLAUSE = re.compile(r"(\S+) (=|!=|>=|LIKE|IN) ('(?:[^'\\]|\\.)*'|\(.*?\)|\S+)")
_BEFORE_ORDER = re.compile(r" (?:ORDER BY|LIMIT) .*")
_SAYS = {
    401: ("INVALID_SESSION_ID", "Session expired or invalid"),
    403: ("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."),
    503: ("SERVER_UNAVAILABLE", "Server too busy"),
}


class SalesforceServer(Vendor):
    """The records, in Salesforce's words. IDs have eighteen characters."""

    vendor = "salesforce"
    refreshes = True
    page = 40
    warns_of_duplicates = False  # by a rule that lets people save after a warning

    def __post_init__(self) -> None:
        self._locators: dict[str, str] = {}

    @property
    def settings(self) -> dict[str, Any]:
        fields = {"refunded": "Refunded__c", "demo_on": "Demo_Date__c", "lost_reason": "Loss_Reason__c"}
        return {"account": ORG, "fields": fields}

    def refuses(self, status: int, headers: Mapping[str, str] | None = None) -> web.Response:
        return _wrong(*_SAYS.get(status, ("UNKNOWN_EXCEPTION", "not now")), status, headers)

    def grants(self, token: str) -> dict[str, Any]:
        """It does not say how long a token lives."""
        return {
            "access_token": token,
            "instance_url": self.url,
            "id": f"https://login.salesforce.com/id/{ORG}/0055e000000TestEAA",
            "token_type": "Bearer",
            "issued_at": str(int(self.now.timestamp() * 1000)),
            "signature": "c2lnbmVk",
        }

    def fresh(self) -> str:
        return f"0065e00000{super().fresh():>05}EAA"

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get(f"{ROOT}/query", self.query),
            web.get(f"{ROOT}/query/{{more}}", self.query),
            web.get(f"{ROOT}/sobjects/Opportunity/describe", self.describe),
            web.post(f"{ROOT}/sobjects/{{kind}}", self.create),
            web.patch(f"{ROOT}/sobjects/Opportunity/{{id}}", self.update),
        ]

    def webhook(self, *deals: str, url: str) -> tuple[dict[str, str], bytes, str]:
        notes = "".join(
            f"<Notification><Id>04l{deal[3:]}</Id><sObject xsi:type='sf:Opportunity' "
            f"xmlns:sf='urn:sobject.enterprise.soap.sforce.com'><sf:Id>{deal}</sf:Id></sObject></Notification>"
            for deal in deals
        )
        body = (
            '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv='
            '"http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            "<soapenv:Body><notifications xmlns='http://soap.sforce.com/2005/09/outbound'>"
            f"<OrganizationId>{ORG}</OrganizationId><ActionId>04k5e000000TestEAA</ActionId>"
            f"<SessionId xsi:nil='true'/><EnterpriseUrl>{self.url}/services/Soap/c/62.0</EnterpriseUrl>"
            f"<PartnerUrl>{self.url}/services/Soap/u/62.0</PartnerUrl>{notes}"
            "</notifications></soapenv:Body></soapenv:Envelope>"
        )
        must_be_outbound(body)
        headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'}
        return headers, body.encode(), f"{url}?key=hook-secret"

    async def describe(self, _request: web.Request) -> web.Response:
        return web.json_response(_described())

    async def query(self, request: web.Request) -> web.Response:
        locator, _, start = request.match_info.get("more", "").partition("-")
        asked = self._locators[locator] if locator else request.query["q"]
        found, begin = self._found(asked), int(start or 0)
        page: dict[str, Any] = {"totalSize": len(found), "done": len(found) <= begin + self.page}
        if not page["done"]:
            locator = f"01g5e{len(self._locators):010}EAA"
            self._locators[locator] = asked
            page["nextRecordsUrl"] = f"{ROOT}/query/{locator}-{begin + self.page}"
        return web.json_response({**page, "records": found[begin : begin + self.page]})

    async def create(self, request: web.Request) -> web.Response:
        kind, said = request.match_info["kind"], await body_of(request)
        if kind == "Account":
            return _made(self.has_company(said["Name"], said.get("Website", "")))
        if kind == "Contact":
            if self.warns_of_duplicates and "allowSave=true" not in request.headers.get(SHOWS_DUPLICATES, ""):
                return _wrong("DUPLICATES_DETECTED", "Use one of these records?")
            number = self.fresh()
            self.contacts[number] = {"email": said["Email"], "company": said.get("AccountId", ""), **said}
            return _made(number)
        if missing := {"Name", "StageName", "CloseDate"} - set(said):
            return _wrong("REQUIRED_FIELD_MISSING", f"Required fields are missing: {sorted(missing)}")
        if any(d.tracking_id == said["Referral_Tracking_ID__c"] for d in self.deals.values()):
            return _wrong("DUPLICATE_VALUE", "duplicate value found: Referral_Tracking_ID__c")
        deal = self.has_deal(owner="501-api")
        return self._write(deal, said) or _made(deal.id)

    async def update(self, request: web.Request) -> web.Response:
        said, deal = await body_of(request), self.deals.get(request.match_info["id"])
        if deal is None:
            return _wrong("NOT_FOUND", "The requested resource does not exist", 404)
        if "ContactId" in said:
            return _wrong("INVALID_FIELD_FOR_INSERT_UPDATE", "ContactId cannot be updated")
        return self._write(deal, said) or web.Response(status=204)

    def _write(self, deal: Deal, said: Mapping[str, Any]) -> web.Response | None:
        if unknown := set(said) - set(OF_DEAL):
            return _wrong("INVALID_FIELD", f"No such column {unknown} on Opportunity")
        changes = {OF_DEAL[name]: value for name, value in said.items()}
        if "owner" in changes:
            changes["owner"] = next(each for each in OWNERS if _user(each) == changes["owner"])
        if "closed_on" in changes:
            changes["closed_on"] = date.fromisoformat(changes["closed_on"])
        self.edit(deal.id, **changes)
        return None

    def _found(self, query: str) -> list[dict[str, Any]]:
        head, _, where = _BEFORE_ORDER.sub("", query).partition(" WHERE ")
        shown, _, kind = head.removeprefix("SELECT ").rpartition(" FROM ")
        rows = [one for one in self._rows(kind) if all(_holds(one, self, *c) for c in _CLAUSE.findall(where))]
        if "ORDER BY SystemModstamp" in query:
            rows.sort(key=lambda one: one["SystemModstamp"])
        return [_shown(one, kind, shown.split(", ")) for one in rows]

    def _rows(self, kind: str) -> list[dict[str, Any]]:
        match kind:
            case "Organization":
                return [{"Id": ORG, "Name": "Vendor Ltd"}]
            case "User":
                return [{"Id": _user(i), "Email": e, "IsActive": True} for i, e in OWNERS.items()]
            case "Account":
                return [
                    {"Id": i, "Name": c["name"], "Website": c["domain"]} for i, c in self.companies.items()
                ]
            case "Contact":
                return [{"Id": number, "Email": c["email"]} for number, c in self.contacts.items()]
        return [_row(deal) for deal in self.deals.values()]


def _row(deal: Deal) -> dict[str, Any]:
    said: dict[str, Any] = {name: getattr(deal, ours) or None for name, ours in OF_DEAL.items()}
    moment = deal.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000")
    owner = OWNERS.get(deal.owner, "integration@vendor.example")
    return {
        **said,
        "Id": deal.id,
        "OwnerId": _user(deal.owner),
        "Amount": float(deal.amount) if deal.amount else None,
        "CloseDate": str(deal.closed_on) if deal.closed_on else None,
        "Demo_Date__c": str(deal.demo_on) if deal.demo_on else None,
        "SystemModstamp": moment,
        "LastModifiedDate": moment,
        "IsClosed": deal.stage in ("s-won", "s-lost"),
        "Owner": {"Email": owner},
    }


def _user(number: str) -> str:
    return f"0055e00000{number:>05}EAA"


def _holds(row: Mapping[str, Any], server: SalesforceServer, name: str, how: str, wanted: str) -> bool:
    value = row.get(name)
    match how:
        case "IN" if wanted.startswith("(SELECT"):
            contact = re.search(r"ContactId = '(\w+)'", wanted)
            return bool(contact and row["ContactId"] == contact[1])
        case "IN":
            return value in re.findall(r"'(\w+)'", wanted)
        case "LIKE":
            return wanted.strip("'%") in str(value)
        case "!=":
            return value is not None
        case ">=":
            return datetime.fromisoformat(str(value)) >= datetime.fromisoformat(wanted)
    plain = re.sub(r"\\(.)", r"\1", wanted[1:-1]) if wanted.startswith("'") else wanted
    return str(value).casefold() == plain.casefold()


def _made(number: str) -> web.Response:
    return web.json_response({"id": number, "success": True, "errors": []}, status=201)


def _wrong(code: str, says: str, status: int = 400, headers: Mapping[str, str] | None = None) -> web.Response:
    return web.json_response([{"message": says, "errorCode": code}], status=status, headers=headers)


def _shown(row: Mapping[str, Any], kind: str, fields: Sequence[str]) -> dict[str, Any]:
    """A record as a query tells it: the fields that were asked for, and what it is."""
    url = f"{ROOT}/sobjects/{kind}/{row['Id']}"
    said: dict[str, Any] = {"attributes": {"type": kind, "url": url}}
    for name in fields:
        related, dot, field = name.partition(".")
        if dot:  # the one relation there is
            of = {"attributes": {"type": "User", "url": f"{ROOT}/sobjects/User/{row['OwnerId']}"}}
            said[related] = {**of, field: row[related][field]}
        else:
            said[name] = row[name]
    return said


def _described() -> dict[str, Any]:
    fields = [
        {**_plain("field"), "name": name, "externalId": "ID__c" in name, "unique": "ID__c" in name}
        for name in OF_DEAL
    ]
    return {**_plain("describe"), "name": "Opportunity", "fields": fields, "urls": {}}


def _plain(what: str) -> dict[str, Any]:
    """Everything that is always told, with nothing in it."""
    return {name: EMPTY[kind] for name, kind in ALWAYS[what].items()}
