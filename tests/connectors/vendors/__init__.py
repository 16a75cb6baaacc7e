"""Local CRMs, one for each connector."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.connectors.vendors.attio import AttioServer
from tests.connectors.vendors.base import Vendor
from tests.connectors.vendors.hubspot import HubSpotServer
from tests.connectors.vendors.pipedrive import PipedriveServer
from tests.connectors.vendors.salesforce import SalesforceServer

VENDORS: Mapping[str, Callable[[], Vendor]] = {
    "hubspot": HubSpotServer,
    "salesforce": SalesforceServer,
    "pipedrive": PipedriveServer,
    "attio": AttioServer,
}
