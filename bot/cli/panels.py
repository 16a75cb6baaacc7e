"""What `referral-desk --help` lists, in the order in which somebody new asks for it."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup

PANELS = {
    "Begin": ("demo", "init", "doctor", "run", "migrate"),
    "Try it out": ("explain", "ask", "what-if", "engagement"),
    "Partners and leads": ("partner", "report", "history", "asset", "receipt"),
    "Mails and messages": ("inbox", "quarantine", "outbox", "replay", "hand-overs"),
    "Money": ("ledger", "payday", "owed"),
    "Other programs and files": ("import", "export", "crm", "hook", "token"),
    "Safety and privacy": ("verify", "backup", "restore", "audit", "erase", "export-person", "retention"),
}


class Panels(TyperGroup):
    """The commands under their headings."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 (typer's)
        """Their names; one that stands under no heading comes last."""
        for panel, names in PANELS.items():
            for name in names:
                vars(self.commands[name])["rich_help_panel"] = panel
        listed = [name for names in PANELS.values() for name in names]
        return [*listed, *(name for name in self.commands if name not in listed)]
