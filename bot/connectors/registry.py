"""Every CRM we can speak with. A new one is one file and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.clock import Clock
from bot.connectors.attio import open_attio
from bot.connectors.base import Crm
from bot.connectors.connection import Vault
from bot.connectors.crm_settings import CrmSecrets, CrmTable
from bot.connectors.hubspot import open_hubspot
from bot.connectors.parts import Setting
from bot.connectors.pipedrive import open_pipedrive
from bot.connectors.salesforce import open_salesforce
from bot.engine import Engine
from workflows.program import Program

CRMS: Mapping[str, Callable[[Setting], Crm]] = {
    "hubspot": open_hubspot,
    "salesforce": open_salesforce,
    "pipedrive": open_pipedrive,
    "attio": open_attio,
}


def open_crm(
    table: CrmTable,
    secrets: CrmSecrets,
    engine: Engine,
    program: Program,
    clock: Clock,
    *,
    is_hurried: bool = False,
) -> Crm:
    """The CRM that the settings name."""
    vault = Vault(engine, f"crm:{table.vendor}", secrets)
    return CRMS[table.vendor](
        Setting(table, secrets, vault, program.tz, clock, table.currency or program.currency, is_hurried)
    )
