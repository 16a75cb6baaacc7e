"""What is peculiar to one CRM."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import httpx
import pytest

from bot.connectors.base import Forged, Hook, Lead
from bot.connectors.connection import Refused, verdict
from bot.connectors.crm_settings import CrmSecrets, CrmTable
from bot.connectors.parts import company_domain, day, money, version_of
from bot.connectors.registry import open_crm
from tests.builders import MARCO, program
from tests.connectors.conftest import Connected
from tests.connectors.vendors import published_salesforce
from tests.connectors.vendors.published_salesforce import must_be_outbound
from tests.connectors.vendors.salesforce import SalesforceServer
from tests.connectors.vendors.shapes import Exchange
from workflows.commands import ClaimReferral, MoveStage
from workflows.errors import Retry
from workflows.money import Money

only = pytest.mark.parametrize


@only("vendor", ["salesforce"], indirect=True)
async def test_a_quote_in_a_name_is_no_query(connected: Connected) -> None:
    for name in ("O'Brien \\ Sons", "x' OR Name != '"):
        company = connected.vendor.has_company(name)
        lead = Lead("R-1", name, "Northwind", company=name)
        assert await connected.crm.find_company(lead) == company
        assert await connected.crm.find_company(replace(lead, company="' OR Name != 'y")) == ""


@only("vendor", ["salesforce"], indirect=True)
async def test_an_outbound_message_must_be_ours_and_plain(connected: Connected) -> None:
    headers, body, url = connected.vendor.webhook("0065e0000001001EAA", url="https://desk.example/crm")
    now = connected.vendor.now
    heard = connected.crm.hear(Hook(url, headers, body, now))
    assert (heard.deals, "<Ack>true</Ack>" in heard.answer) == (("0065e0000001001EAA",), True)
    entities = body.replace(b"<soapenv:Envelope", b'<!DOCTYPE x [<!ENTITY a "b">]><soapenv:Envelope', 1)
    for wrong in (entities, body.replace(b"00D5e", b"00D9z"), b"<broken"):
        with pytest.raises(Forged):
            connected.crm.hear(Hook(url, headers, wrong, now))
    must_be_outbound(heard.answer)


@only("vendor", ["salesforce"], indirect=True)
async def test_a_duplicate_rule_that_only_warns_stops_nothing(connected: Connected) -> None:
    assert isinstance(connected.vendor, SalesforceServer)
    connected.vendor.warns_of_duplicates = True
    about = await connected.introduce()
    await connected.deliver()
    assert (connected.vendor.only.tracking_id, len(connected.vendor.contacts)) == (about, 1)


def test_what_salesforce_has_not_published_is_a_stray() -> None:
    """Fields, operations and answers that it does not know."""
    inner = "SELECT Deal FROM Contact WHERE Email = 'FROM x'"
    query = f"SELECT Id, Sum FROM Opportunity WHERE Nmae = 'x' AND Id IN ({inner})"
    page = {"totalSize": 1, "done": False, "records": [{"attributes": {"type": "Contact"}, "Email": 7}]}
    path = "/services/data/v62.0/query"
    found = published_salesforce.strays(Exchange("GET", path, {"q": query}, None, 200, page))
    assert [each for each in found if "has no field" in each] == [
        "Contact has no field Deal: SELECT Deal FROM Contact WHERE Email = ''",
        f"Opportunity has no field Sum: {query}",
        f"Opportunity has no field Nmae: {query}",
    ]
    assert "'nextRecordsUrl' is a required property" in found[0]
    assert "7 is not" in found[-1]
    for method, sent, back, status in (
        ("GET", None, {}, 200),
        ("POST", {"Amount": "100"}, {"id": "0065e00000TestAEAA", "success": True, "errors": []}, 201),
        ("POST", {}, {"message": "no"}, 400),
    ):
        kind = "/services/data/v62.0/sobjects/Opportunity"
        assert published_salesforce.strays(Exchange(method, kind, {}, sent, status, back))


@only("vendor", ["hubspot"], indirect=True)
async def test_an_old_signature_is_refused(connected: Connected) -> None:
    deal = connected.vendor.has_deal()
    headers, body, url = connected.vendor.webhook(deal.id, url="https://desk.example/crm")
    lower = {name.lower(): value for name, value in headers.items()}
    later = datetime.fromtimestamp(connected.vendor.now.timestamp() + 301, UTC)
    with pytest.raises(Forged, match="too old"):
        connected.crm.hear(Hook(url, lower, body, later))
    for odd in ("²", "9" * 5_000, ""):
        said = {**lower, "x-hubspot-request-timestamp": odd}
        with pytest.raises(Forged, match="without a time"):
            connected.crm.hear(Hook(url, said, body, connected.vendor.now))


@only("vendor", ["hubspot"], indirect=True)
async def test_webhooks_may_be_taken_from_some_networks_only(connected: Connected) -> None:
    table = CrmTable(vendor="pipedrive", senders=("203.0.113.0/24", "2001:db8::/32"))
    assert not table.may_call("unix:")
    assert [table.may_call(each) for each in ("203.0.113.9", "2001:db8::1", "127.0.0.1")] == [
        True,
        True,
        False,
    ]
    assert connected.vendor.table.may_call("127.0.0.1")
    with pytest.raises(ValueError, match="nowhere"):
        CrmTable(vendor="pipedrive", senders=("nowhere",))


@only("vendor", ["pipedrive"], indirect=True)
async def test_pipedrive_may_be_entered_by_oauth(connected: Connected) -> None:
    """The application says who it is by user and password of HTTP, and nowhere else."""
    vendor, engine = connected.vendor, connected.engine
    said = {"client_id": "desk", "client_secret": "s3cret", "refresh_token": "again"}
    crm = open_crm(vendor.table, CrmSecrets.model_validate(said), engine, program(), connected.clock)
    vendor.tokens = {"another"}
    assert await crm.whose() == "Vendor Ltd"
    assert vendor.fetched == 1
    assert vendor.tokens == {"fetched-1"}
    await crm.close()


@only("vendor", ["attio"], indirect=True)
async def test_attio_is_told_no_amount_in_another_currency_than_it_has(connected: Connected) -> None:
    """Nor is anything asked, or booked again, because it cannot say one."""
    about = await connected.introduce()
    await connected.deliver()
    await connected.do(ClaimReferral(about, MARCO), "claim")
    dollars = Money(1_250_050, "USD")
    won = MoveStage(about, "closed_won", MARCO, on=date(2026, 6, 1), deal=dollars, is_confirmed=True)
    await connected.do(won, "won")
    deal = connected.vendor.only
    assert (deal.stage, deal.amount) == ("s-won", "")
    connected.vendor.edit(deal.id, title="Acme, signed")
    await connected.call(deal.id)
    await connected.listen()
    assert (await connected.referral(about)).deal == dollars
    assert (await connected.link(about)).waits == ""
    assert not [card for card in connected.cards() if "cannot follow" in card]


@only(
    ("status", "headers", "after_s"),
    [
        (429, {"Retry-After": "7"}, 7.0),
        (429, {"X-RateLimit-Reset": "2"}, 2.0),
        (429, {"Retry-After": "Mon, 02 Mar 2026 10:00:09 GMT", "Date": "Mon, 02 Mar 2026 10:00:00 GMT"}, 9.0),
        (429, {"Retry-After": "soon"}, None),
        (429, {}, None),
        (503, {}, None),
        (403, {}, 900.0),
    ],
)
def test_what_an_answer_means_for_the_next_try(
    status: int, headers: dict[str, str], after_s: float | None
) -> None:
    why = verdict("It", httpx.Response(status, headers=headers))
    assert isinstance(why, Retry)
    assert why.after_s == after_s


@only(
    ("status", "code", "says"),
    [
        (403, "REQUEST_LIMIT_EXCEEDED", "as many requests today"),
        (400, "UNABLE_TO_LOCK_ROW", "busy with that record"),
        (403, "INSUFFICIENT_ACCESS", "does not let us in"),
    ],
)
def test_what_salesforce_says_of_a_moment_is_tried_again(status: int, code: str, says: str) -> None:
    why = verdict("It", httpx.Response(status, json=[{"errorCode": code, "message": "no"}]))
    assert isinstance(why, Retry)
    assert says in str(why)


def test_a_no_is_said_in_the_words_of_the_crm() -> None:
    says = [{"errorCode": "X", "message": "bad value for OwnerId"}]
    why = verdict("It", httpx.Response(400, json=says))
    assert isinstance(why, Refused)
    assert "bad value for OwnerId" in str(why)


def test_days_moments_and_amounts_are_read_as_they_are_written() -> None:
    assert version_of("2026-03-02T10:00:00.000001Z") == version_of("2026-03-02T10:00:00+00:00") + 1
    assert version_of("2026-03-02T11:00:00.000000900+01:00") == version_of("2026-03-02 10:00:00")
    assert money("1234567.891", "KWD") == Money(1_234_567_891, "KWD")
    assert (money("", "EUR"), money("x", "EUR"), money(5, ""), money("NaN", "EUR")) == (None,) * 4
    assert (day("2026-06-01T23:00:00Z"), day(""), day("soon")) == (day("2026-06-01"), None, None)
    assert (company_domain("a@acme.example"), company_domain("https://www.acme.example/x")) == (
        "acme.example",
    ) * 2
    assert not company_domain("a@gmail.com")
