"""Attio: REST API v2, by an access token.

https://docs.attio.com/rest-api/. Companies and people are *asserted* by domain and address, deals by a unique
text attribute with the tracking ID, so that Attio itself makes no double. A record bears no time of its last
change, but each value says since when it holds: the latest is the record's version. Its amounts have
one currency (docs.attio.com/docs/attribute-types/attribute-types-currency): others are not written.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from bot.connectors.base import Crm, Forged, Heard, Hook, Lead
from bot.connectors.connection import Connection, FixedToken, Refused
from bot.connectors.parts import Setting, day, is_same, moment, money, plain, same_name, version_of
from workflows.crm_messages import CrmChange, OpenDeal
from workflows.pipeline import DISQUALIFIED, LOST, WON

API = "https://api.attio.com"
PACE = (20, 1.0)  # requests in seconds; Attio allows 100 reads and 25 writes
PAGE = 500
ENDS = (WON, LOST, DISQUALIFIED)


def open_attio(setting: Setting) -> Crm:
    """Attio, as the settings have it."""
    auth = FixedToken("Authorization", f"Bearer {setting.token}")
    client = setting.client(setting.table.url or API, auth)
    return Attio(Connection("Attio", client, setting.pace(*PACE)), setting)


class Attio:
    """See `Crm`."""

    name = "Attio"

    def __init__(self, connection: Connection, setting: Setting) -> None:
        self._ask = connection.ask
        self._close = connection.close
        self._setting = setting
        self._fields = setting.table.fields
        self._tracking = self._fields.tracking_id or "referral_tracking_id"
        self._partner = self._fields.partner or "referral_partner"
        self._members: dict[str, str] = {}  # ID -> address
        self._currency = ""  # of deals' amounts

    async def whose(self) -> str:
        """The workspace; Refused when the unique attribute is missing, or nobody owns new deals."""
        known = await self._ask("GET", f"/v2/objects/deals/attributes/{self._tracking}", none_on=(404,))
        if not known or not known["data"].get("is_unique"):
            raise Refused(f"create a unique text attribute “{self._tracking}” of deals", 404)
        if not self._setting.table.owner:
            raise Refused("[crm] owner: Attio wants an owner of every deal; name one by address", 404)
        me = await self._ask("GET", "/v2/self")
        name = str(me.get("workspace_name") or me.get("workspace_slug"))
        return f"{name}, amounts of deals in {await self._amounts_in()}"

    async def find_deal(self, lead: Lead) -> str:
        """By our attribute."""
        return _id((await self._records("deals", {self._tracking: lead.tracking_id}))[:1])

    async def find_company(self, lead: Lead) -> str:
        """By domain, which is unique there; else by name."""
        if lead.domain and (found := _id(await self._records("companies", {"domains": lead.domain}))):
            return found
        named = await self._records("companies", {"name": lead.company}) if lead.company else []
        same = [one for one in named if same_name(str(_value(one, "name", "value") or ""), lead)]
        return _id(same) if len(same) == 1 else ""

    async def find_contact(self, lead: Lead) -> str:
        """By address, which is unique there."""
        return _id(await self._records("people", {"email_addresses": lead.email}))

    async def open_deals(self, company: str, contact: str) -> Sequence[OpenDeal]:
        """Deals of either whose stage is no end of ours, the latest first."""
        since = self._setting.clock.now() - timedelta(days=self._setting.table.open_days)
        of = (("associated_company", "companies", company), ("associated_people", "people", contact))
        for name, kind, record in of:
            if not record:
                continue
            wanted = {name: {"target_object": kind, "target_record_id": record}}
            found = [one for one in await self._records("deals", wanted) if not self._is_over(one)]
            fresh = [one for one in found if _version(one) >= int(since.timestamp()) * 1_000_000]
            if fresh:
                fresh.sort(key=_version, reverse=True)
                return [await self._open_deal(one) for one in fresh]
        return ()

    async def add_company(self, lead: Lead) -> str:
        """Asserted by its domain, so that it is made once; made by name where there is none."""
        values: dict[str, Any] = {"name": lead.company or lead.domain}
        if not lead.domain:
            return await self._write("POST", "/v2/objects/companies/records", values)
        values["domains"] = [{"domain": lead.domain}]
        path = "/v2/objects/companies/records?matching_attribute=domains"
        return await self._write("PUT", path, values)

    async def add_contact(self, lead: Lead, company: str) -> str:
        """Asserted by their address."""
        first, last = lead.first_and_last
        full = {"first_name": first or last, "last_name": last if first else "", "full_name": lead.name}
        values: dict[str, Any] = {"email_addresses": [{"email_address": lead.email}]}
        if lead.name:
            values["name"] = [full]
        if lead.phone.startswith("+"):
            values["phone_numbers"] = [{"original_phone_number": lead.phone}]
        if company:
            values["company"] = [{"target_object": "companies", "target_record_id": company}]
        path = "/v2/objects/people/records?matching_attribute=email_addresses"
        return await self._write("PUT", path, values)

    async def save_deal(self, lead: Lead, deal: str, company: str, contact: str) -> str:
        """Update it, or assert it by the tracking ID."""
        values = self._values(lead)
        if lead.amount and lead.amount.currency == await self._amounts_in():
            values["value"] = plain(lead.amount)
        if deal:
            return await self._write("PATCH", f"/v2/objects/deals/records/{deal}", values)
        values["name"] = f"{lead.title} ({lead.partner})" if lead.partner else lead.title
        if company:
            values["associated_company"] = [{"target_object": "companies", "target_record_id": company}]
        if contact:
            values["associated_people"] = [{"target_object": "people", "target_record_id": contact}]
        path = f"/v2/objects/deals/records?matching_attribute={quote(self._tracking)}"
        return await self._write("PUT", path, values)

    async def read(self, deals: Sequence[str]) -> Sequence[CrmChange]:
        """One by one; webhooks may name records of other objects, which are no deals."""
        found = []
        for each in deals:
            path = f"/v2/objects/deals/records/{quote(each)}"
            if said := await self._ask("GET", path, none_on=(400, 404)):
                found.append(await self._change(said["data"]))
        return found

    async def changed(self, since: datetime) -> AsyncIterator[Sequence[CrmChange]]:
        """All deals that carry a tracking ID: Attio cannot be asked for what changed since."""
        start, oldest = 0, int(since.timestamp()) * 1_000_000
        while True:
            page = await self._records("deals", {self._tracking: {"$not_empty": True}}, start)
            changes = [await self._change(one) for one in page]
            yield [each for each in changes if each.version >= oldest]
            if len(page) < PAGE:
                return
            start += PAGE

    def hear(self, hook: Hook) -> Heard:
        """`Attio-Signature`: HMAC-SHA256 of the body, in hexadecimal; Attio signs no time.

        https://docs.attio.com/rest-api/guides/webhooks (Authenticating)
        """
        ours = hmac.digest(self._setting.signs, hook.body, hashlib.sha256).hex()
        if not is_same(ours, hook.headers.get("attio-signature", "")):
            raise Forged("the signature is another one")
        events = json.loads(hook.body).get("events", ())
        told = [each for each in events if str(each.get("event_type", "")).startswith("record.")]
        return Heard(tuple(dict.fromkeys(str(each["id"]["record_id"]) for each in told)))

    async def close(self) -> None:
        """Give the connections back."""
        await self._close()

    def _values(self, lead: Lead) -> dict[str, Any]:
        said: dict[str, Any] = {
            self._tracking: lead.tracking_id,
            self._partner: lead.partner,
            "stage": lead.stage,
            "owner": lead.owner_email,
            self._fields.closed_on: lead.closed_on.isoformat() if lead.closed_on else "",
        }
        return {name: value for name, value in said.items() if name and value != ""}

    async def _amounts_in(self) -> str:
        """The currency of deals' `value`, as the workspace has it."""
        if not self._currency:
            said = await self._ask("GET", "/v2/objects/deals/attributes/value", none_on=(404,)) or {}
            config = (said.get("data") or {}).get("config") or {}
            code = (config.get("currency") or {}).get("default_currency_code")
            self._currency = str(code or self._setting.currency)
        return self._currency

    async def _write(self, method: str, path: str, values: Mapping[str, Any]) -> str:
        said = await self._ask(method, path, body={"data": {"values": values}})
        return str(said["data"]["id"]["record_id"])

    async def _records(self, kind: str, wanted: Mapping[str, Any], start: int = 0) -> list[dict[str, Any]]:
        body = {"filter": wanted, "limit": PAGE, "offset": start}
        found: list[dict[str, Any]] = (
            await self._ask("POST", f"/v2/objects/{kind}/records/query", body=body)
        )["data"]
        return found

    async def _change(self, record: Mapping[str, Any]) -> CrmChange:
        stage = _stage(record)
        since = moment(_first(record, "stage")["active_from"]) if stage else None
        is_won = stage in self._words(WON)
        closed = day(_value(record, self._fields.closed_on, "value")) if self._fields.closed_on else None
        if is_won and since and not self._fields.closed_on:
            closed = self._setting.local_day(since)
        currency = _value(record, "value", "currency_code") or self._setting.currency
        return CrmChange(
            str(record["id"]["record_id"]),
            _version(record),
            stage,
            money(_value(record, "value", "currency_value"), currency),
            closed,
            await self._owner(record),
            money(_value(record, self._fields.refunded, "value", "currency_value"), currency),
            str(_value(record, self._fields.lost_reason, "value", "option") or ""),
            day(_value(record, self._fields.demo_on, "value")),
            str(_value(record, self._tracking, "value") or ""),
            str(record.get("web_url") or ""),
        )

    async def _open_deal(self, record: Mapping[str, Any]) -> OpenDeal:
        return OpenDeal(
            str(record["id"]["record_id"]),
            str(_value(record, "name", "value") or ""),
            _stage(record),
            await self._owner(record),
            str(record.get("web_url") or ""),
            str(_value(record, self._tracking, "value") or ""),
        )

    async def _owner(self, record: Mapping[str, Any]) -> str:
        member = str(_value(record, "owner", "referenced_actor_id") or "")
        if member and member not in self._members:
            for one in (await self._ask("GET", "/v2/workspace_members"))["data"]:
                email = str(one["email_address"]).lower()
                self._members[str(one["id"]["workspace_member_id"])] = email
        return self._members.get(member, "")

    def _is_over(self, record: Mapping[str, Any]) -> bool:
        return any(_stage(record) in self._words(end) for end in ENDS)

    def _words(self, stage: str) -> tuple[str, ...]:
        rules = self._setting.table.rules
        return rules.stages.get(stage, ()) if rules else ()


def _id(found: Sequence[Mapping[str, Any]]) -> str:
    return str(found[0]["id"]["record_id"]) if found else ""


def _first(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    values = record["values"].get(name) or [{}]
    first: Mapping[str, Any] = values[0]
    return first


def _value(record: Mapping[str, Any], name: str, *parts: str) -> Any:
    """The first of these parts that the attribute's value has; an option says its title."""
    said = _first(record, name) if name else {}
    found = next((said[part] for part in parts if said.get(part) is not None), None)
    return found.get("title") if isinstance(found, Mapping) else found


def _stage(record: Mapping[str, Any]) -> str:
    return str(_value(record, "stage", "status") or "")


def _version(record: Mapping[str, Any]) -> int:
    times = [each["active_from"] for values in record["values"].values() for each in values]
    return max((version_of(each) for each in times if each), default=version_of(record["created_at"]))
