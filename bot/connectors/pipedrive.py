"""Pipedrive: API v2, by an API token or OAuth (pipedrive.readme.io/docs/marketplace-oauth-authorization).

https://developers.pipedrive.com/docs/api/v1 (v2 stands beside it). A deal's stage is the number of its stage,
or "won" or "lost", which Pipedrive keeps apart as a status. It has no unique fields: a deal is looked for by
the tracking ID, and among the company's open ones, which no search index delays.
"""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from bot.connectors.base import Crm, Forged, Heard, Hook, Lead
from bot.connectors.connection import Connection, FixedToken, OAuth, Refused
from bot.connectors.parts import Setting, day, is_same, moment, money, plain, same_name, version_of
from workflows.crm_messages import CrmChange, OpenDeal

PACE = (8, 1.0)  # requests in seconds; the smallest plan's burst is 20 in two
PAGE = 500
TOKENS = "https://oauth.pipedrive.com/oauth/token"
ENDS = ("won", "lost")


def open_pipedrive(setting: Setting) -> Crm:
    """Pipedrive, as the settings have it; `url` is your company's own."""
    url = setting.table.url
    tokens = TOKENS if urlsplit(url).netloc.endswith(".pipedrive.com") else f"{url}/oauth/token"
    token = FixedToken("x-api-token", setting.token) if setting.token else None
    client = setting.client(url, token or OAuth(tokens, setting.vault, by_login=True))
    return Pipedrive(Connection("Pipedrive", client, setting.pace(*PACE)), setting)


class Pipedrive:
    """See `Crm`."""

    name = "Pipedrive"

    def __init__(self, connection: Connection, setting: Setting) -> None:
        self._request = connection.ask
        self._close = connection.close
        self._setting = setting
        self._fields = setting.table.fields
        self._users: dict[str, str] = {}  # address -> ID, and back

    async def whose(self) -> str:
        """The company; Refused when the fields' keys are not those of deal fields."""
        if not self._fields.tracking_id:
            raise Refused("[crm.fields] tracking_id: the key of a deal field, 40 characters long", 404)
        me = await self._ask("GET", "/api/v1/users/me")
        known = {each.get("key") for each in await self._ask("GET", "/api/v1/dealFields")}
        if missing := {key for key in self._fields.model_dump().values() if len(key) == 40} - known:
            raise Refused(f"there is no deal field {', '.join(sorted(missing))}", 404)
        return str(me.get("company_name"))

    async def find_deal(self, lead: Lead) -> str:
        """By the tracking ID, in whichever custom field; then by looking whether it is ours."""
        found = await self._search("deals", lead.tracking_id, "custom_fields")
        ids = [str(one["id"]) for one in found]
        same = [
            each for each in (await self.read(ids) if ids else ()) if each.tracking_id == lead.tracking_id
        ]
        return same[0].deal_id if same else ""

    async def find_company(self, lead: Lead) -> str:
        """That of the person, else by name; the domain is no field of Pipedrive's."""
        if lead.email:
            people = await self._search("persons", lead.email, "email")
            if at := [one["organization"]["id"] for one in people if one.get("organization")]:
                return str(at[0])
        found = await self._search("organizations", lead.company, "name") if lead.company else []
        same = [one for one in found if same_name(one["name"], lead)]
        return str(same[0]["id"]) if len(same) == 1 else ""

    async def find_contact(self, lead: Lead) -> str:
        """By address."""
        found = await self._search("persons", lead.email, "email")
        return str(found[0]["id"]) if found else ""

    async def open_deals(self, company: str, contact: str) -> Sequence[OpenDeal]:
        """Open deals of the organisation, or with the person."""
        since = self._setting.clock.now() - timedelta(days=self._setting.table.open_days)
        latest = {"status": "open", "sort_by": "update_time", "sort_direction": "desc", "limit": 50}
        for name, record in (("org_id", company), ("person_id", contact)):
            if not record:
                continue
            found = await self._ask("GET", "/api/v2/deals", params={name: record, **latest})
            fresh = [one for one in found if moment(one["update_time"]) >= since]
            if fresh:
                return [await self._open_deal(one) for one in fresh]
        return ()

    async def add_company(self, lead: Lead) -> str:
        """An organisation."""
        return await self._add("organizations", {"name": lead.company or lead.domain})

    async def add_contact(self, lead: Lead, company: str) -> str:
        """A person."""
        said: dict[str, Any] = {
            "name": lead.name or lead.email,
            "emails": [{"value": lead.email, "primary": True, "label": "work"}],
        }
        if lead.phone:
            said["phones"] = [{"value": lead.phone, "primary": True, "label": "work"}]
        return await self._add("persons", said | ({"org_id": int(company)} if company else {}))

    async def save_deal(self, lead: Lead, deal: str, company: str, contact: str) -> str:
        """Update it, or make it."""
        said = await self._said(lead)
        if deal:
            await self._ask("PATCH", f"/api/v2/deals/{deal}", body=said)
            return deal
        said["title"] = f"{lead.title} ({lead.partner})" if lead.partner else lead.title
        for name, record in (("org_id", company), ("person_id", contact)):
            if record:
                said[name] = int(record)
        return await self._add("deals", said)

    async def read(self, deals: Sequence[str]) -> Sequence[CrmChange]:
        """A hundred at a time; what is not there, or deleted, is left out."""
        ids = [each for each in deals if each.isdigit()]
        found: list[Mapping[str, Any]] = []
        for start in range(0, len(ids), 100):
            asked = {"ids": ",".join(ids[start : start + 100]), "limit": PAGE}
            found += await self._ask("GET", "/api/v2/deals", params=asked)
        return [await self._change(one) for one in found if not one.get("is_deleted")]

    async def changed(self, since: datetime) -> AsyncIterator[Sequence[CrmChange]]:
        """By `updated_since`; those without a tracking ID concern nobody."""
        asked: dict[str, Any] = {
            "updated_since": since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "sort_by": "update_time",
            "sort_direction": "asc",
            "limit": PAGE,
        }
        while True:
            page = await self._request("GET", "/api/v2/deals", params=asked)
            changes = [await self._change(one) for one in page["data"] or () if not one.get("is_deleted")]
            yield [each for each in changes if each.tracking_id]
            cursor = (page.get("additional_data") or {}).get("next_cursor")
            if not cursor:
                return
            asked["cursor"] = cursor

    def hear(self, hook: Hook) -> Heard:
        """Pipedrive knows user and password of HTTP, and no signature; `[crm] senders` narrows it further.

        https://pipedrive.readme.io/docs/guide-for-webhooks-v2 (`http_auth_user`, `http_auth_password`).
        """
        kind, _, given = hook.headers.get("authorization", "").partition(" ")
        ours = base64.b64encode(self._setting.signs).decode()
        if kind.lower() != "basic" or not is_same(ours, given.strip()):
            raise Forged("user or password are others")
        said = json.loads(hook.body)
        meta = said.get("meta") or {}
        if meta.get("entity") != "deal":
            return Heard()
        return Heard((str(meta.get("entity_id") or (said.get("data") or {}).get("id")),))

    async def close(self) -> None:
        """Give the connections back."""
        await self._close()

    async def _ask(
        self, method: str, path: str, *, body: Any = None, params: Mapping[str, Any] | None = None
    ) -> Any:
        """What stands in the envelope."""
        said = await self._request(method, path, body=body, params=params)
        return (said or {}).get("data") or []

    async def _said(self, lead: Lead) -> dict[str, Any]:
        said: dict[str, Any] = {}
        ours = {self._fields.tracking_id: lead.tracking_id, self._fields.partner: lead.partner}
        if custom := {key: value for key, value in ours.items() if key and value}:
            said["custom_fields"] = custom
        if owner := await self._user_id(lead.owner_email):
            said["owner_id"] = int(owner)
        if lead.stage in ENDS:
            said["status"] = lead.stage
        elif lead.stage:
            said |= {"status": "open", "stage_id": int(lead.stage)}
        if lead.amount:
            said |= {"value": plain(lead.amount), "currency": lead.amount.currency}
        if lead.closed_on and lead.stage in ("won", ""):
            said["won_time"] = f"{lead.closed_on}T12:00:00Z"
        return said

    async def _add(self, kind: str, said: Mapping[str, Any]) -> str:
        return str((await self._ask("POST", f"/api/v2/{kind}", body=said))["id"])

    async def _search(self, kind: str, term: str, fields: str) -> list[dict[str, Any]]:
        asked = {"term": term, "fields": fields, "exact_match": "true", "limit": 20}
        found = await self._ask("GET", f"/api/v2/{kind}/search", params=asked)
        return [each["item"] for each in (found or {}).get("items", ())] if found else []

    async def _change(self, one: Mapping[str, Any]) -> CrmChange:
        custom, currency = one.get("custom_fields") or {}, one.get("currency") or self._setting.currency
        won = one.get("won_time")
        return CrmChange(
            str(one["id"]),
            version_of(one["update_time"]),
            one["status"] if one["status"] in ENDS else str(one["stage_id"]),
            money(one.get("value") or None, currency),  # nobody has said a value: Pipedrive says 0
            self._setting.local_day(moment(won)) if won else None,
            await self._user_email(str(one.get("owner_id") or "")),
            money(_value(custom.get(self._fields.refunded)), currency),
            str(one.get("lost_reason") or ""),
            day(_value(custom.get(self._fields.demo_on))),
            str(_value(custom.get(self._fields.tracking_id)) or ""),
            self._page(str(one["id"])),
        )

    async def _open_deal(self, one: Mapping[str, Any]) -> OpenDeal:
        owner, deal = await self._user_email(str(one.get("owner_id") or "")), str(one["id"])
        ours = str(_value((one.get("custom_fields") or {}).get(self._fields.tracking_id)) or "")
        return OpenDeal(deal, one["title"], str(one["stage_id"]), owner, self._page(deal), ours)

    def _page(self, deal: str) -> str:
        return f"{self._setting.table.url}/deal/{deal}"

    async def _user_id(self, email: str) -> str:
        if email and email not in self._users:
            await self._learn_users()
        return self._users.get(email, "")

    async def _user_email(self, user: str) -> str:
        if user and user not in self._users:
            await self._learn_users()
        return self._users.get(user, "")

    async def _learn_users(self) -> None:
        for one in await self._ask("GET", "/api/v1/users"):
            number, email = str(one["id"]), str(one["email"]).lower()
            self._users |= {number: email, email: number}


def _value(said: Any) -> Any:
    """A custom field's value; amounts and days come wrapped."""
    return said.get("value") if isinstance(said, Mapping) else said
