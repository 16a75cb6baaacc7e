"""HubSpot: CRM v3 objects, by a private app's token or OAuth.

https://developers.hubspot.com/docs/api-reference/crm-deals-v3/guide. The tracking ID is a deal property with
unique values, so HubSpot itself refuses a second deal for one referral. Its own client library is generated
and synchronous, and knows neither our retries nor our pace; httpx says the same in a few lines.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from bot.connectors.base import Crm, Forged, Heard, Hook, Lead
from bot.connectors.connection import Connection, Refused
from bot.connectors.crm_settings import CrmTable
from bot.connectors.parts import Setting, day, is_same, moment, money, same_name, version_of
from workflows.crm_messages import CrmChange, OpenDeal

API = "https://api.hubapi.com"
PACE = (100, 10.0)  # requests in seconds; a private app may send 190 in 10 s, and others want some too
FRESH = timedelta(minutes=5)
_MILLISECONDS = re.compile(r"[0-9]{1,16}")
PAGE = 100
DEEPEST = 9_900  # a search gives no more than 10,000; the next one begins where this one ended
# How records hang together (HUBSPOT_DEFINED association types).
CONTACT_AT_COMPANY, DEAL_OF_COMPANY, DEAL_WITH_CONTACT = 279, 341, 3
# HubSpot signs the address with these decoded.
_DECODED = {"%3A": ":", "%2F": "/", "%3F": "?", "%40": "@", "%21": "!", "%24": "$", "%27": "'", "%28": "(",
            "%29": ")", "%2A": "*", "%2C": ",", "%3B": ";"}  # fmt: skip


def open_hubspot(setting: Setting) -> Crm:
    """HubSpot, as the settings have it."""
    url = setting.table.url or API
    auth = setting.auth(f"{url}/oauth/v1/token")
    return HubSpot(Connection("HubSpot", setting.client(url, auth), setting.pace(*PACE)), setting)


class HubSpot:
    """See `Crm`."""

    name = "HubSpot"

    def __init__(self, connection: Connection, setting: Setting) -> None:
        self._ask = connection.ask
        self._close = connection.close
        self._setting = setting
        self._owners: dict[str, str] = {}  # address -> ID, and back
        self._account: Mapping[str, Any] = {}

    async def whose(self) -> str:
        """The portal; Refused when the tracking ID's property is missing or not unique."""
        account = await self._details()
        field = _fields(self._setting.table)["tracking_id"]
        known = await self._ask("GET", f"/crm/v3/properties/deals/{field}", none_on=(404,))
        if not known or not known.get("hasUniqueValue"):
            raise Refused(f"create a deal property “{field}” that requires unique values", 404)
        return f"portal {account.get('portalId')}"

    async def find_deal(self, lead: Lead) -> str:
        """By our own property, whose values are unique."""
        params = {"idProperty": _fields(self._setting.table)["tracking_id"], "archived": "false"}
        found = await self._ask(
            "GET", f"/crm/v3/objects/deals/{quote(lead.tracking_id)}", params=params, none_on=(404,)
        )
        return str(found["id"]) if found else ""

    async def find_company(self, lead: Lead) -> str:
        """By domain, else by name."""
        for name, value in (("domain", lead.domain), ("name", lead.company)):
            found = (
                await self._search("companies", [(name, "EQ", value)], ["name", "domain"]) if value else []
            )
            if name == "name":
                found = [one for one in found if same_name(str(one["properties"].get("name") or ""), lead)]
            if len(found) == 1 or (found and name == "domain"):
                return str(found[0]["id"])
        return ""

    async def find_contact(self, lead: Lead) -> str:
        """By address, which is unique there; also a second address of theirs."""
        params = {"idProperty": "email"}
        found = await self._ask(
            "GET", f"/crm/v3/objects/contacts/{quote(lead.email, safe='')}", params=params, none_on=(404,)
        )
        return str(found["id"]) if found else ""

    async def open_deals(self, company: str, contact: str) -> Sequence[OpenDeal]:
        """Deals of either that are not closed."""
        since = self._setting.clock.now() - timedelta(days=self._setting.table.open_days)
        shown = ["dealname", "dealstage", "hubspot_owner_id", _fields(self._setting.table)["tracking_id"]]
        for kind, record in (("company", company), ("contact", contact)):
            if not record:
                continue
            filters = [
                (f"associations.{kind}", "EQ", record),
                ("hs_is_closed", "EQ", "false"),
                ("hs_lastmodifieddate", "GTE", str(int(since.timestamp() * 1000))),
            ]
            if found := await self._search("deals", filters, shown):
                return [await self._open_deal(one) for one in found]
        return ()

    async def add_company(self, lead: Lead) -> str:
        """A company, with its domain, by which HubSpot tells doubles."""
        properties = {"name": lead.company or lead.domain, "domain": lead.domain}
        return await self._add("companies", properties)

    async def add_contact(self, lead: Lead, company: str) -> str:
        """A person; when HubSpot knows the address after all, the one it knows."""
        first, last = lead.first_and_last
        properties = {"email": lead.email, "firstname": first, "lastname": last, "phone": lead.phone}
        try:
            return await self._add("contacts", properties, [(company, CONTACT_AT_COMPANY)])
        except Refused as known:
            if known.status != 409 or not (found := await self.find_contact(lead)):
                raise
            return found

    async def save_deal(self, lead: Lead, deal: str, company: str, contact: str) -> str:
        """Update it, or make it; a double is refused by the unique property, and the first one is it."""
        properties = await self._properties(lead)
        if deal:
            await self._ask("PATCH", f"/crm/v3/objects/deals/{deal}", body={"properties": properties})
            return deal
        properties["pipeline"] = self._setting.table.pipeline or "default"
        properties["dealname"] = f"{lead.title} ({lead.partner})" if lead.partner else lead.title
        try:
            return await self._add(
                "deals", properties, [(company, DEAL_OF_COMPANY), (contact, DEAL_WITH_CONTACT)]
            )
        except Refused:
            if not (found := await self.find_deal(lead)):
                raise
            return await self.save_deal(lead, found, company, contact)

    async def read(self, deals: Sequence[str]) -> Sequence[CrmChange]:
        """In one batch; what is gone comes back as an error beside the results (207)."""
        body = {"properties": self._shown, "inputs": [{"id": each} for each in deals]}
        found = await self._ask("POST", "/crm/v3/objects/deals/batch/read", body=body)
        return [await self._change(one) for one in found["results"]]

    async def changed(self, since: datetime) -> AsyncIterator[Sequence[CrmChange]]:
        """By search; its index lags some seconds behind, so whoever asks, asks from a little earlier."""
        filters = [(_fields(self._setting.table)["tracking_id"], "HAS_PROPERTY", "")]
        after, start = 0, int(since.timestamp() * 1000)
        while True:
            body = _search([*filters, ("hs_lastmodifieddate", "GTE", str(start))], self._shown, after)
            page = await self._ask("POST", "/crm/v3/objects/deals/search", body=body)
            changes = [await self._change(one) for one in page["results"]]
            if changes:
                yield changes
            after = int(page.get("paging", {}).get("next", {}).get("after", 0))
            if not after:
                return
            if after > DEEPEST:
                after, start = 0, changes[-1].version // 1000

    def hear(self, hook: Hook) -> Heard:
        """Signature v3: HMAC-SHA256 over method, address, body and time, at most five minutes old.

        https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation
        """
        sent_at = hook.headers.get("x-hubspot-request-timestamp", "")
        at = int(sent_at) / 1000 if _MILLISECONDS.fullmatch(sent_at) else 0
        if abs(hook.now.timestamp() - at) > FRESH.total_seconds():
            raise Forged("too old, or without a time")
        signed = b"POST" + _as_signed(hook.url).encode() + hook.body + sent_at.encode()
        ours = base64.b64encode(hmac.digest(self._setting.signs, signed, hashlib.sha256)).decode()
        if not is_same(ours, hook.headers.get("x-hubspot-signature-v3", "")):
            raise Forged("the signature is another one")
        events = json.loads(hook.body)
        told = [each for each in events if str(each.get("subscriptionType", "")).startswith("deal.")
                or each.get("objectTypeId") == "0-3"]  # fmt: skip
        return Heard(tuple(dict.fromkeys(str(each["objectId"]) for each in told)))

    async def close(self) -> None:
        """Give the connections back."""
        await self._close()

    @property
    def _shown(self) -> list[str]:
        ours = [name for name in _fields(self._setting.table).values() if name]
        return ["dealstage", "amount", "deal_currency_code", "closedate", "hubspot_owner_id", *ours]

    async def _properties(self, lead: Lead) -> dict[str, str]:
        fields = _fields(self._setting.table)
        said = {
            fields["tracking_id"]: lead.tracking_id,
            fields["partner"]: lead.partner,
            "dealstage": lead.stage,
            "hubspot_owner_id": await self._owner_id(lead.owner_email),
            "amount": str(lead.amount.major) if lead.amount else "",
            "closedate": lead.closed_on.isoformat() if lead.closed_on else "",
        }
        if lead.amount and (await self._details()).get("companyCurrency") != lead.amount.currency:
            said["deal_currency_code"] = lead.amount.currency
        return {name: value for name, value in said.items() if name and value}

    async def _add(self, kind: str, properties: Mapping[str, str], to: Sequence[tuple[str, int]] = ()) -> str:
        body = {
            "properties": {name: value for name, value in properties.items() if value},
            "associations": [
                {
                    "to": {"id": record},
                    "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": number}],
                }
                for record, number in to
                if record
            ],
        }
        return str((await self._ask("POST", f"/crm/v3/objects/{kind}", body=body))["id"])

    async def _search(
        self, kind: str, filters: Sequence[tuple[str, str, str]], shown: Sequence[str]
    ) -> list[dict[str, Any]]:
        found = await self._ask("POST", f"/crm/v3/objects/{kind}/search", body=_search(filters, shown, 0))
        results: list[dict[str, Any]] = found["results"]
        return results

    async def _change(self, record: Mapping[str, Any]) -> CrmChange:
        said, fields = record["properties"], _fields(self._setting.table)
        currency = said.get("deal_currency_code") or (await self._details()).get("companyCurrency")
        closes = said.get("closedate")
        return CrmChange(
            str(record["id"]),
            version_of(record["updatedAt"]),
            str(said.get("dealstage") or ""),
            money(said.get("amount"), currency),
            self._setting.local_day(moment(closes)) if closes and len(closes) > 10 else day(closes),
            await self._owner_email(said.get("hubspot_owner_id") or ""),
            money(said.get(fields["refunded"]), currency),
            str(said.get(fields["lost_reason"]) or ""),
            day(said.get(fields["demo_on"])),
            str(said.get(fields["tracking_id"]) or ""),
            await self._page(str(record["id"])),
        )

    async def _open_deal(self, record: Mapping[str, Any]) -> OpenDeal:
        said = record["properties"]
        owner = await self._owner_email(said.get("hubspot_owner_id") or "")
        deal, page = str(record["id"]), await self._page(str(record["id"]))
        ours = str(said.get(_fields(self._setting.table)["tracking_id"]) or "")
        return OpenDeal(deal, said.get("dealname") or "", said.get("dealstage") or "", owner, page, ours)

    async def _page(self, deal: str) -> str:
        account = await self._details()
        host = account.get("uiDomain") or "app.hubspot.com"
        return f"https://{host}/contacts/{account['portalId']}/record/0-3/{deal}"

    async def _details(self) -> Mapping[str, Any]:
        if not self._account:
            self._account = await self._ask("GET", "/account-info/v3/details")
        return self._account

    async def _owner_id(self, email: str) -> str:
        """A user's number by address; "" when HubSpot knows nobody there."""
        if email and email not in self._owners:
            found = (await self._ask("GET", "/crm/v3/owners", params={"email": email}))["results"]
            if not found:
                return ""
            self._owners[email] = str(found[0]["id"])
        return self._owners.get(email, "")

    async def _owner_email(self, owner: str) -> str:
        if owner and owner not in self._owners:
            found = await self._ask("GET", f"/crm/v3/owners/{owner}", none_on=(404,))
            self._owners[owner] = str((found or {}).get("email") or "").lower()
        return self._owners.get(owner, "")


def _fields(table: CrmTable) -> dict[str, str]:
    """The names of our properties; those of HubSpot's own where it has them."""
    ours = {"tracking_id": "referral_tracking_id", "partner": "referral_partner",
            "lost_reason": "closed_lost_reason"}  # fmt: skip
    return {name: value or ours.get(name, "") for name, value in table.fields.model_dump().items()}


def _search(filters: Sequence[tuple[str, str, str]], shown: Sequence[str], after: int) -> dict[str, Any]:
    asked = [
        {"propertyName": name, "operator": operator, **({"value": value} if value else {})}
        for name, operator, value in filters
    ]
    order = [{"propertyName": "hs_lastmodifieddate", "direction": "ASCENDING"}]
    return {
        "filterGroups": [{"filters": asked}],
        "properties": list(shown),
        "sorts": order,
        "limit": PAGE,
        "after": str(after),
    }


def _as_signed(url: str) -> str:
    for encoded, plain in _DECODED.items():
        url = url.replace(encoded, plain).replace(encoded.lower(), plain)
    return url
