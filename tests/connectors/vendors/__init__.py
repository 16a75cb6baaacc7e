"""Local CRMs, one for each connector."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.connectors.vendors.base import Vendor
from tests.connectors.vendors.hubspot import HubSpotServer

VENDORS: Mapping[str, Callable[[], Vendor]] = {
    "hubspot": HubSpotServer,
}
