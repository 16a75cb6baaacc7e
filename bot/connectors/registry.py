"""Every CRM we can speak with. A new one is one file and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.clock import Clock
from bot.connectors.base import Crm
from bot.connectors.connection import Vault
from bot.connectors.crm_settings import CrmSecrets, CrmTable
from bot.connectors.hubspot import open_hubspot
from bot.connectors.parts import Setting
from bot.engine import Engine

CRMS: Mapping[str, Callable[[Setting], Crm]] = {
    "hubspot": open_hubspot,
}


def open_crm(table: CrmTable, secrets: CrmSecrets, engine: Engine, tz: str, clock: Clock) -> Crm:
    """The CRM that the settings name."""
    vault = Vault(engine, f"crm:{table.vendor}", secrets)
    return CRMS[table.vendor](Setting(table, secrets, vault, tz, clock))
