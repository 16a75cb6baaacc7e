"""What Salesforce has published of its APIs, as far as we use it; every request and answer is held to it.

`salesforce_v59.json` names its sources: the OpenAPI document that Salesforce generates of its sObjects REST
API, and the JSON Schema its own command line has for `describe`. The rest is of its guides under
developer.salesforce.com/docs/platform: queries and their pages (api-rest/guide/dome-query), errors
(api-rest/guide/errorcodes), outbound messages (api/guide/sforce-api-om-outboundmessaging-wsdl); and of
help.salesforce.com: tokens (remoteaccess_oauth_refresh_token_flow).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import xmlschema

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
    misfits,
    of,
    some,
    strays_of,
    thing,
    with_more,
    words,
)

_TYPES: Mapping[str, Schema] = {
    "array": {"type": "array"},
    "boolean": FLAG,
    "date": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    "date-time": MOMENT,
    "integer": WHOLE,
    "number": NUMBER,
    "object": {"type": "object"},
    "string": TEXT,
}
_PUBLISHED = json.loads(Path(__file__).with_name("salesforce_v59.json").read_text(encoding="utf-8"))
_DATA = r"/services/data/v\d+\.0"
_OURS = re.compile(r"\w+__c|CurrencyIsoCode")  # an organisation adds them
_ID = {"type": "string", "pattern": "^[a-zA-Z0-9]{18}$"}
_RELATED = {"Owner": "User"}
_SOQL = re.compile(r"SELECT (.+?) FROM (\w+)(?: WHERE (.+?))?(?: ORDER BY (.+?))?(?: LIMIT \d+)?")
_STRING = re.compile(r"'(?:[^'\\]|\\.)*'")
_SUBQUERY = re.compile(r"\((SELECT .+?)\)")


def _fields(said: Mapping[str, str]) -> dict[str, Schema]:
    return {name: _TYPES[kind] for kind, names in said.items() for name in names.split()}


OBJECTS = {name: _fields(said) for name, said in _PUBLISHED["objects"].items()}
ALWAYS = {  # what is always told, and of which kind it is
    what: {
        name: kind
        for kind, names in _PUBLISHED[what].items()
        for name in names.split()
        if name in names_of.split()
    }
    for what, names_of in _PUBLISHED["always"].items()
}
_DETAILS = some(thing(extendedErrorCode=TEXT))
_ERRORS = some(
    thing(
        "message errorCode", message=TEXT, errorCode=TEXT, fields=some(TEXT), extendedErrorDetails=_DETAILS
    ),
    minItems=1,
)
_NOTES = some(thing(message=TEXT, statusCode=TEXT, fields=some(TEXT), extendedErrorDetails=_DETAILS))
_SAVED = thing("id success errors", id=_ID, success=FLAG, errors=_NOTES, warnings=_NOTES, infos=_NOTES)
_FIELD = of(
    {name: maybe(kind) for name, kind in _fields(_PUBLISHED["field"]).items()}, _PUBLISHED["always"]["field"]
)
_DESCRIBED = of(
    {**_fields(_PUBLISHED["describe"]), "fields": some(_FIELD), "urls": words()},
    _PUBLISHED["always"]["describe"],
)
_ATTRIBUTES = thing(
    "type", type=TEXT, url={"type": "string", "pattern": rf"^{_DATA}/sobjects/\w+/[a-zA-Z0-9]{{18}}$"}
)
_PAGE = {
    **thing(
        "totalSize done records",
        totalSize=WHOLE,
        done=FLAG,
        nextRecordsUrl={"type": "string", "pattern": rf"^{_DATA}/query/01g[a-zA-Z0-9]{{15}}-\d+$"},
        records=some(with_more(thing("attributes", attributes=_ATTRIBUTES)), maxItems=2000),
    ),
    "if": {"properties": {"done": {"const": False}}},
    "then": {"required": ["nextRecordsUrl"]},
    "else": {"not": {"required": ["nextRecordsUrl"]}},
}
_TOKEN = thing(
    "access_token instance_url id token_type issued_at signature",
    **dict.fromkeys(("access_token", "instance_url", "id", "signature", "scope", "refresh_token"), TEXT),
    token_type={"const": "Bearer"},
    issued_at={"type": "string", "pattern": r"^\d{13}$"},
)


def _record(kind: str) -> Schema:
    written = of({name: schema for name, schema in OBJECTS[kind].items() if name != "Id"})
    return {**written, "patternProperties": {_OURS.pattern: {"type": ["string", "number", "boolean"]}}}


_REFUSED = {"anyOf": [thing("error error_description", error=TEXT, error_description=TEXT), _ERRORS]}
CALLS = (
    Call("POST", "/services/oauth2/token", back=_TOKEN, wrong=_REFUSED),
    Call("GET", rf"{_DATA}/sobjects/\w+/describe", back=_DESCRIBED, wrong=_ERRORS),
    Call("GET", rf"{_DATA}/query(/01g[a-zA-Z0-9]{{15}}-\d+)?", back=_PAGE, wrong=_ERRORS),
    *(Call("POST", f"{_DATA}/sobjects/{kind}", _record(kind), _SAVED, _ERRORS) for kind in OBJECTS),
    *(Call("PATCH", f"{_DATA}/sobjects/{kind}/\\w{{18}}", _record(kind), None, _ERRORS) for kind in OBJECTS),
)


def strays(had: Exchange) -> list[str]:
    """Where an exchange is not as published; what is not published is a stray itself."""
    found = strays_of(CALLS, had)
    if found is None:
        return [f"{had.method} {had.path}: Salesforce has published no such operation"]
    if asked := had.query.get("q"):
        found += _unknown(asked)
    if had.status < 300 and "/query" in had.path and isinstance(had.back, dict):
        found += [f"{had.path}: {where}" for one in had.back["records"] for where in _misread(one)]
    return found


def _unknown(query: str) -> Iterator[str]:
    """Fields and objects of a query that Salesforce does not have."""
    bare = _STRING.sub("''", query)
    for inner in _SUBQUERY.findall(bare):
        yield from _unknown(inner)
    said = _SOQL.fullmatch(_SUBQUERY.sub("()", bare))
    if said is None:
        yield f"no SOQL that we know: {query}"
        return
    shown, kind, where, order = said.groups()
    conditions = re.findall(r"(\S+) (?:=|!=|>=|LIKE|IN) ", where or "")
    ordered = [each.split()[0] for each in (order or "").split(", ") if each]
    for name in (*shown.split(", "), *conditions, *ordered):
        if _type_of(kind, name) is None:
            yield f"{kind} has no field {name}: {query}"


def _misread(record: Mapping[str, Any]) -> Iterator[str]:
    kind = record["attributes"]["type"]
    for name, value in record.items():
        if name in _RELATED and value is not None:
            yield from _misread(value)
        elif name not in ("attributes", *_RELATED):
            schema = _type_of(kind, name)
            yield from [f"{kind}.{name} is unknown"] if schema is None else misfits(maybe(schema), value)


def _type_of(kind: str, name: str) -> Schema | None:
    related, dot, field = name.partition(".")
    if dot:
        return _type_of(_RELATED[related], field) if related in _RELATED else None
    return {} if _OURS.fullmatch(name) else OBJECTS.get(kind, {}).get(name)


_XSD = '<schema xmlns="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified" targetNamespace="'
_SOBJECT = f"""{_XSD}urn:sobject.enterprise.soap.sforce.com" xmlns:ent="urn:enterprise.soap.sforce.com">
<import namespace="urn:enterprise.soap.sforce.com"/>
<complexType name="sObject"><sequence>
  <element name="fieldsToNull" type="string" nillable="true" minOccurs="0" maxOccurs="unbounded"/>
  <element name="Id" type="ent:ID" nillable="true"/></sequence></complexType>
<complexType name="Opportunity"><complexContent>
  <extension base="ens:sObject" xmlns:ens="urn:sobject.enterprise.soap.sforce.com"><sequence/></extension>
</complexContent></complexType></schema>"""
_ENTERPRISE = f"""{_XSD}urn:enterprise.soap.sforce.com"><simpleType name="ID"><restriction base="string">
<length value="18"/><pattern value="[a-zA-Z0-9]{{18}}"/></restriction></simpleType></schema>"""
_OUTBOUND = f"""{_XSD}http://soap.sforce.com/2005/09/outbound" xmlns:ent="urn:enterprise.soap.sforce.com"
  xmlns:ens="urn:sobject.enterprise.soap.sforce.com">
<import namespace="urn:enterprise.soap.sforce.com"/>
<import namespace="urn:sobject.enterprise.soap.sforce.com"/>
<element name="notifications"><complexType><sequence>
  <element name="OrganizationId" type="ent:ID"/><element name="ActionId" type="ent:ID"/>
  <element name="SessionId" type="string" nillable="true"/>
  <element name="EnterpriseUrl" type="string"/><element name="PartnerUrl" type="string"/>
  <element name="Notification" maxOccurs="100"><complexType><sequence>
    <element name="Id" type="ent:ID"/><element name="sObject" type="ens:Opportunity"/>
  </sequence></complexType></element>
</sequence></complexType></element>
<element name="notificationsResponse"><complexType><sequence>
  <element name="Ack" type="boolean"/></sequence></complexType></element></schema>"""
_ENVELOPE = f"""{_XSD}http://schemas.xmlsoap.org/soap/envelope/">
<element name="Envelope"><complexType><sequence><element name="Body"><complexType><sequence>
  <any namespace="http://soap.sforce.com/2005/09/outbound" processContents="strict"/>
</sequence></complexType></element></sequence></complexType></element></schema>"""


@cache
def _outbound() -> xmlschema.XMLSchema:
    schema = xmlschema.XMLSchema(_ENTERPRISE, build=False)
    for each in (_SOBJECT, _OUTBOUND, _ENVELOPE):
        schema.add_schema(each)
    schema.build()
    return schema


def must_be_outbound(envelope: str) -> None:
    """An outbound message, or the answer to one, as the WSDL has them."""
    _outbound().validate(envelope)
