"""What the vendors have published of their APIs, as far as we use it: all that the tests say is held to it.

HubSpot: its OpenAPI document of CRM v3 objects (HubSpot-public-api-spec-collection, CRM/Deals v3).
Pipedrive: its OpenAPI document of API v2, by the models generated from it (pipedrive/client-nodejs).
Attio: its endpoint reference (docs.attio.com, which shows its OpenAPI document).
Salesforce: see `published_salesforce`.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.connectors.vendors import published_salesforce
from tests.connectors.vendors.shapes import (
    FLAG,
    MOMENT,
    NUMBER,
    TEXT,
    WHOLE,
    Call,
    Exchange,
    Schema,
    maybe,
    of,
    some,
    strays_of,
    thing,
    with_more,
    words,
)

H_RECORD = thing(
    "id properties createdAt updatedAt",
    id=TEXT,
    properties=words(maybe(TEXT)),
    createdAt=MOMENT,
    updatedAt=MOMENT,
    archived=FLAG,
)
H_KIND = {"enum": ["HUBSPOT_DEFINED", "USER_DEFINED", "INTEGRATOR_DEFINED"]}
H_TYPE = thing("associationCategory associationTypeId", associationCategory=H_KIND, associationTypeId=WHOLE)
H_TO = thing("to types", to=thing("id", id=TEXT), types=some(H_TYPE))
H_FILTER = thing(
    "operator propertyName",
    propertyName=TEXT,
    operator={"enum": ["EQ", "NEQ", "LT", "LTE", "GT", "GTE", "BETWEEN", "IN", "NOT_IN", "HAS_PROPERTY",
                       "NOT_HAS_PROPERTY", "CONTAINS_TOKEN", "NOT_CONTAINS_TOKEN"]},
    value=TEXT,
)  # fmt: skip
H_SEARCH = thing(
    filterGroups=some(thing("filters", filters=some(H_FILTER, maxItems=18)), maxItems=6),
    properties=some(TEXT),
    sorts={"type": "array"},
    limit={"type": "integer", "maximum": 200},
    after=TEXT,
)
H_PAGE = thing(
    "total results", total=WHOLE, results=some(H_RECORD), paging=thing(next=thing("after", after=TEXT))
)
HUBSPOT = (
    Call("POST", "/crm/v3/objects/[a-z]+/search", H_SEARCH, H_PAGE),
    Call(
        "POST",
        "/crm/v3/objects/deals/batch/read",
        thing("inputs", inputs=some(thing("id", id=TEXT), maxItems=100), properties=some(TEXT)),
        with_more(thing("status results completedAt startedAt", results=some(H_RECORD), startedAt=MOMENT)),
    ),
    Call(
        "POST",
        "/crm/v3/objects/[a-z]+",
        thing("properties", properties=words(), associations=some(H_TO)),
        H_RECORD,
    ),
    Call("PATCH", "/crm/v3/objects/deals/[^/]+", thing("properties", properties=words()), H_RECORD),
    Call("GET", "/crm/v3/objects/[a-z]+/[^/]+", back=H_RECORD),
)
P_DEAL: dict[str, Schema] = {
    **dict.fromkeys(("owner_id", "person_id", "org_id", "pipeline_id", "stage_id"), WHOLE),
    **dict.fromkeys(("title", "currency", "status", "lost_reason", "won_time", "close_time"), TEXT),
    "value": NUMBER,
    "custom_fields": words({}),
}
P_SHOWN: dict[str, Schema] = {name: maybe(kind) for name, kind in P_DEAL.items()}
P_SHOWN |= {"id": WHOLE, "update_time": MOMENT, "is_deleted": FLAG}
P_ADDED = with_more(thing("success data", success=FLAG, data=with_more(thing("id", id=WHOLE))))
P_SIDE = thing("value", value=TEXT, primary=FLAG, label=TEXT)
P_FOUND = thing("result_score item", result_score=NUMBER, item=words({}))
PIPEDRIVE = (
    Call("POST", "/api/v2/deals", of(P_DEAL, "title"), P_ADDED),
    Call("PATCH", r"/api/v2/deals/\d+", of(P_DEAL), P_ADDED),
    Call("POST", "/api/v2/organizations", thing("name", name=TEXT, owner_id=WHOLE), P_ADDED),
    Call(
        "POST",
        "/api/v2/persons",
        thing("name", name=TEXT, org_id=WHOLE, emails=some(P_SIDE), phones=some(P_SIDE)),
        P_ADDED,
    ),
    Call(
        "GET",
        "/api/v2/deals",
        back=thing(
            "success data",
            success=FLAG,
            data=some(of(P_SHOWN, "id title status stage_id")),
            additional_data=thing(next_cursor=maybe(TEXT)),
        ),
    ),
    Call(
        "GET",
        "/api/v2/[a-z]+/search",
        back=with_more(thing("data", data=thing("items", items=some(P_FOUND)))),
    ),
)
A_ID = thing("workspace_id object_id record_id", workspace_id=TEXT, object_id=TEXT, record_id=TEXT)
A_VALUE = with_more(thing("active_from attribute_type", active_from=MOMENT, attribute_type=TEXT))
A_RECORD = thing(
    "id created_at web_url values", id=A_ID, created_at=MOMENT, web_url=TEXT, values=words(some(A_VALUE))
)
A_REFERENCE = thing("target_object target_record_id", target_object=TEXT, target_record_id=TEXT)
A_DEAL = words({"anyOf": [TEXT, NUMBER, some(A_REFERENCE)]})
A_SAYS_DEAL = thing("data", data=thing("values", values=A_DEAL))
A_SAYS = thing("data", data=thing("values", values=words({})))
A_WRITTEN = thing("data", data=A_RECORD)
ATTIO = (
    Call("PUT", "/v2/objects/deals/records", A_SAYS_DEAL, A_WRITTEN),
    Call(
        "PATCH",
        "/v2/objects/deals/records/[^/]+",
        A_SAYS_DEAL,
        A_WRITTEN,
    ),
    Call(
        "(PUT|POST)",
        "/v2/objects/[a-z]+/records",
        A_SAYS,
        A_WRITTEN,
    ),
    Call("GET", "/v2/objects/deals/records/[^/]+", back=A_WRITTEN),
    Call(
        "POST",
        "/v2/objects/[a-z]+/records/query",
        thing(filter=words({}), limit={"type": "integer", "maximum": 500}, offset=WHOLE, sorts=some({})),
        thing("data", data=some(A_RECORD)),
    ),
)
KNOWN: Mapping[str, tuple[Call, ...]] = {"hubspot": HUBSPOT, "pipedrive": PIPEDRIVE, "attio": ATTIO}


def strays(vendor: str, had: Exchange) -> list[str]:
    """Where an exchange is not what the vendor has published."""
    if vendor == "salesforce":
        return published_salesforce.strays(had)
    return strays_of(KNOWN[vendor], had) or []
