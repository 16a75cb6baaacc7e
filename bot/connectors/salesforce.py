"""Salesforce: REST API and SOQL, by a connected app (refresh token, or client credentials).

https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/. The tracking ID is a unique
external ID of the opportunity. Salesforce has no webhooks; of what there is instead, an *outbound message*
needs no code and is sent again for a day. It bears no signature, so its address carries a secret, the
organisation's ID is checked, and what it says is never believed, only read
(https://developer.salesforce.com/docs/platform/api/guide/sforce-api-om-outboundmessaging-wsdl.html).
(Change data capture would be a connection held open for ever; a signed Apex call is code of yours to keep.)
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

from bot.connectors.base import Crm, Forged, Heard, Hook, Lead
from bot.connectors.connection import Connection, Refused
from bot.connectors.parts import Setting, company_domain, day, is_same, money, plain, same_name, version_of
from workflows.crm_messages import CrmChange, OpenDeal

API = "/services/data/v62.0"
PACE = (20, 1.0)  # requests in seconds; the day's limit is the account's, and answers 403 when it is used up
# A duplicate rule that only warns people would stop a program. We have looked by address and by name; what a
# rule blocks stays blocked, and a person hears of it (api-rest/guide/headers-duplicaterules).
SAVES_PAST_WARNINGS = {"Sforce-Duplicate-Rule-Header": "allowSave=true"}
CLOSES_IN = timedelta(days=90)  # an opportunity must have a close date, also while nobody knows one
ACK = (
    '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope '
    'xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><notificationsResponse '
    'xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse>'
    "</soapenv:Body></soapenv:Envelope>"
)
_OUT = "{http://soap.sforce.com/2005/09/outbound}"
_ID = re.compile(r"[A-Za-z0-9]{15,18}")


def open_salesforce(setting: Setting) -> Crm:
    """Salesforce, as the settings have it; `url` is your My Domain."""
    url = setting.table.url
    auth = setting.auth(f"{url}/services/oauth2/token")
    client = setting.client(url, auth)
    client.headers.update(SAVES_PAST_WARNINGS)
    return Salesforce(Connection("Salesforce", client, setting.pace(*PACE)), setting)


class Salesforce:
    """See `Crm`."""

    name = "Salesforce"

    def __init__(self, connection: Connection, setting: Setting) -> None:
        self._ask = connection.ask
        self._close = connection.close
        self._setting = setting
        said = setting.table.fields
        self._tracking = said.tracking_id or "Referral_Tracking_ID__c"
        self._partner = said.partner or "Referral_Partner__c"
        self._owners: dict[str, str] = {}
        self._columns: Mapping[str, Mapping[str, Any]] = {}

    async def whose(self) -> str:
        """The organisation; Refused when the external ID is missing or not unique."""
        known = (await self._described()).get(self._tracking, {})
        if not (known.get("externalId") and known.get("unique")):
            raise Refused(f"create a text field {self._tracking} of Opportunity: external ID, unique", 404)
        (found,) = await self._query("SELECT Id, Name FROM Organization")
        if self._setting.table.account and found["Id"][:15] != self._setting.table.account[:15]:
            raise Refused(f"[crm] account names another organisation than {found['Id']}", 404)
        return f"{found['Name']} ({found['Id']})"

    async def find_deal(self, lead: Lead) -> str:
        """By our external ID."""
        where = f"{self._tracking} = {_text(lead.tracking_id)}"
        return _only(await self._query(_soql("Id", "Opportunity", where)))

    async def find_company(self, lead: Lead) -> str:
        """By website, else by name."""
        if lead.domain:
            like = _text(f"%{_liked(lead.domain)}%")
            found = await self._query(
                _soql("Id, Website", "Account", f"Website LIKE {like}", "ORDER BY CreatedDate LIMIT 50")
            )
            same = [one for one in found if company_domain(one.get("Website") or "") == lead.domain]
            if same:
                return str(same[0]["Id"])
        if not lead.company:
            return ""
        found = await self._query(_soql("Id, Name", "Account", f"Name = {_text(lead.company)}", "LIMIT 3"))
        return _only([one for one in found if same_name(one["Name"], lead)])

    async def find_contact(self, lead: Lead) -> str:
        """By address; of several the first."""
        where = f"Email = {_text(lead.email)}"
        return _only(await self._query(_soql("Id", "Contact", where, "ORDER BY CreatedDate LIMIT 1")))

    async def open_deals(self, company: str, contact: str) -> Sequence[OpenDeal]:
        """Opportunities of the account, or with the contact in a role, that are not closed."""
        of = []
        if company:
            of.append(f"AccountId = {_text(company)}")
        if contact:
            roles = _soql("OpportunityId", "OpportunityContactRole", f"ContactId = {_text(contact)}")
            of.append(f"Id IN ({roles})")
        since = self._setting.clock.now() - timedelta(days=self._setting.table.open_days)
        for each in of:  # a subquery may not stand beside an OR
            where = f"{each} AND IsClosed = false AND LastModifiedDate >= {_moment(since)}"
            shown = f"Id, Name, StageName, Owner.Email, {self._tracking}"
            rest = "ORDER BY LastModifiedDate DESC LIMIT 5"
            if found := await self._query(_soql(shown, "Opportunity", where, rest)):
                return [self._open_deal(one) for one in found]
        return ()

    async def add_company(self, lead: Lead) -> str:
        """An account."""
        said = {"Name": lead.company or lead.domain, "Website": lead.domain}
        return await self._add("Account", said)

    async def add_contact(self, lead: Lead, company: str) -> str:
        """A person; Salesforce wants a last name of everybody."""
        first, last = lead.first_and_last
        said = {"FirstName": first, "LastName": last or lead.email, "Email": lead.email, "Phone": lead.phone}
        return await self._add("Contact", {**said, "AccountId": company})

    async def save_deal(self, lead: Lead, deal: str, company: str, contact: str) -> str:
        """Update it, or make it; a double is refused by the unique field, and the first one is it."""
        said = await self._said(lead)
        if deal:
            await self._ask("PATCH", f"{API}/sobjects/Opportunity/{deal}", body=said)
            return deal
        closes = self._setting.local_day(self._setting.clock.now() + CLOSES_IN)
        title = f"{lead.title} ({lead.partner})" if lead.partner else lead.title
        new = {
            "Name": title[:120],
            "CloseDate": closes.isoformat(),
            "AccountId": company,
            "ContactId": contact,
        }
        try:
            return await self._add("Opportunity", {**new, **said})
        except Refused:
            if not (found := await self.find_deal(lead)):
                raise
            return await self.save_deal(lead, found, company, contact)

    async def read(self, deals: Sequence[str]) -> Sequence[CrmChange]:
        """With one query."""
        ids = ", ".join(_text(each) for each in deals if _ID.fullmatch(each))
        return await self._changes(f"Id IN ({ids})") if ids else ()

    async def changed(self, since: datetime) -> AsyncIterator[Sequence[CrmChange]]:
        """By the moment of the last change, which Salesforce keeps for every row."""
        where = f"{self._tracking} != null AND SystemModstamp >= {_moment(since)}"
        query = _soql(await self._shown(), "Opportunity", where, "ORDER BY SystemModstamp, Id")
        page = await self._ask("GET", f"{API}/query", params={"q": query})
        while True:
            yield [self._change(one) for one in page["records"]]
            if page["done"]:
                return
            page = await self._ask("GET", page["nextRecordsUrl"])

    def hear(self, hook: Hook) -> Heard:
        """An outbound message: the secret of its address, our organisation's ID, and which opportunities."""
        given = parse_qs(urlsplit(hook.url).query).get("key", [""])[0]
        if not is_same(self._setting.signs.decode(), given):
            raise Forged("the address does not carry the secret")
        if b"<!" in hook.body:  # a document type: entities are where XML bites
            raise Forged("a document type has no business here")
        try:
            root = ElementTree.fromstring(hook.body)  # noqa: S314  no document type, so no entities
        except ElementTree.ParseError as broken:
            raise Forged("no outbound message") from broken
        account = self._setting.table.account[:15]
        if account and (root.findtext(f".//{_OUT}OrganizationId") or "")[:15] != account:
            raise Forged("another organisation's")
        objects = root.iterfind(f".//{_OUT}Notification/{_OUT}sObject")
        ids = [part.text or "" for each in objects for part in each if part.tag.endswith("}Id")]
        return Heard(tuple(dict.fromkeys(filter(_ID.fullmatch, ids))), ACK, "text/xml")

    async def close(self) -> None:
        """Give the connections back."""
        await self._close()

    async def _said(self, lead: Lead) -> dict[str, Any]:
        said: dict[str, Any] = {
            self._tracking: lead.tracking_id,
            self._partner: lead.partner,
            "StageName": lead.stage,
            "OwnerId": await self._owner_id(lead.owner_email),
            "Amount": plain(lead.amount) if lead.amount else "",
            "CloseDate": lead.closed_on.isoformat() if lead.closed_on else "",
        }
        if lead.amount and "CurrencyIsoCode" in await self._described():
            said["CurrencyIsoCode"] = lead.amount.currency
        return {name: value for name, value in said.items() if value != ""}

    async def _add(self, kind: str, said: Mapping[str, Any]) -> str:
        body = {name: value for name, value in said.items() if value != ""}
        return str((await self._ask("POST", f"{API}/sobjects/{kind}", body=body))["id"])

    async def _query(self, query: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await self._ask("GET", f"{API}/query", params={"q": query}))["records"]
        return found

    async def _changes(self, where: str) -> list[CrmChange]:
        query = _soql(await self._shown(), "Opportunity", where)
        return [self._change(one) for one in await self._query(query)]

    async def _shown(self) -> str:
        said, known = self._setting.table.fields, await self._described()
        ours = [self._tracking, said.refunded, said.demo_on, said.lost_reason]
        currency = ["CurrencyIsoCode"] if "CurrencyIsoCode" in known else []
        shown = ["Id", "SystemModstamp", "StageName", "Amount", "CloseDate", "Owner.Email", *currency, *ours]
        return ", ".join(filter(None, shown))

    def _change(self, one: Mapping[str, Any]) -> CrmChange:
        said = self._setting.table.fields
        currency = one.get("CurrencyIsoCode") or self._setting.currency
        return CrmChange(
            str(one["Id"]),
            version_of(one["SystemModstamp"]),
            str(one.get("StageName") or ""),
            money(one.get("Amount"), currency),
            day(one.get("CloseDate")),
            str((one.get("Owner") or {}).get("Email") or "").lower(),
            money(one.get(said.refunded), currency),
            str(one.get(said.lost_reason) or ""),
            day(one.get(said.demo_on)),
            str(one.get(self._tracking) or ""),
            self._page(str(one["Id"])),
        )

    def _open_deal(self, one: Mapping[str, Any]) -> OpenDeal:
        owner = str((one.get("Owner") or {}).get("Email") or "").lower()
        deal, ours = str(one["Id"]), str(one.get(self._tracking) or "")
        return OpenDeal(deal, one["Name"], one["StageName"], owner, self._page(deal), ours)

    def _page(self, deal: str) -> str:
        return f"{self._setting.table.url}/lightning/r/Opportunity/{deal}/view"

    async def _described(self) -> Mapping[str, Mapping[str, Any]]:
        """The fields of an opportunity; with several currencies it has one more."""
        if not self._columns:
            said = await self._ask("GET", f"{API}/sobjects/Opportunity/describe")
            self._columns = {each["name"]: each for each in said["fields"]}
        return self._columns

    async def _owner_id(self, email: str) -> str:
        if email and email not in self._owners:
            where = f"Email = {_text(email)} AND IsActive = true"
            if not (found := _only(await self._query(_soql("Id", "User", where, "LIMIT 1")))):
                return ""
            self._owners[email] = found
        return self._owners.get(email, "")


def _soql(shown: str, kind: str, where: str, rest: str = "") -> str:
    """A query; whatever came from outside stands in `where` as a `_text`."""
    return " ".join(("SELECT", shown, "FROM", kind, "WHERE", where, rest)).strip()


def _only(found: Sequence[Mapping[str, Any]]) -> str:
    return str(found[0]["Id"]) if len(found) == 1 else ""


def _text(value: str) -> str:
    """A literal of SOQL."""
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", " ").replace("\r", " ") + "'"


def _liked(value: str) -> str:
    return value.replace("%", "").replace("_", "\\_")


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
