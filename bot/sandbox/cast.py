"""The invented people of the demo: the vendor's staff and channels, and three partners."""

from __future__ import annotations

from dataclasses import dataclass

DESK_ADDRESS = "referrals@vendor.example"
VENDOR_NAME = "Vendor"


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works at the vendor; `role` is manager, rep or finance."""

    handle: str
    name: str
    email: str
    role: str
    title: str
    tz: str


@dataclass(frozen=True, slots=True)
class SamplePartner:
    """A partner company with the one contact that writes in the demo."""

    id: str
    company: str
    domain: str
    contact: str
    email: str
    tz: str
    language: str
    manager: str  # a colleague's handle


@dataclass(frozen=True, slots=True)
class SampleChannel:
    """A channel; `members` are colleagues' handles, the bot is in all of them."""

    name: str
    members: tuple[str, ...]
    private: bool = False
    topic: str = ""


STAFF = (
    Colleague(
        "dana", "Dana Reyes", "dana.reyes@vendor.example", "manager", "Partner manager", "Europe/Madrid"
    ),
    Colleague(
        "marco", "Marco Bianchi", "marco.bianchi@vendor.example", "rep", "Account executive", "Europe/Rome"
    ),
    Colleague(
        "aisha", "Aisha Khan", "aisha.khan@vendor.example", "rep", "Account executive", "Europe/London"
    ),
    Colleague(
        "jonas", "Jonas Weber", "jonas.weber@vendor.example", "rep", "Account executive", "Europe/Berlin"
    ),
    Colleague("ines", "Ines Duarte", "ines.duarte@vendor.example", "finance", "Finance", "Europe/Lisbon"),
)

PARTNERS = (
    SamplePartner(
        id="northwind",
        company="Northwind Advisory",
        domain="northwind-advisory.example",
        contact="Sam Ortega",
        email="sam.ortega@northwind-advisory.example",
        tz="America/New_York",
        language="en",
        manager="dana",
    ),
    SamplePartner(
        id="vogel",
        company="Vogel & Partner Steuerberatung",
        domain="vogel-partner.example",
        contact="Katrin Vogel",
        email="katrin.vogel@vogel-partner.example",
        tz="Europe/Berlin",
        language="de",
        manager="dana",
    ),
    SamplePartner(
        id="fontaine",
        company="Fontaine Conseil",
        domain="fontaine-conseil.example",
        contact="Claire Fontaine",
        email="claire.fontaine@fontaine-conseil.example",
        tz="Europe/Paris",
        language="fr",
        manager="dana",
    ),
)

CHANNELS = (
    SampleChannel("sales-referrals", ("dana", "marco", "aisha", "jonas"), topic="New referrals: claim yours"),
    SampleChannel("partner-managers", ("dana", "ines"), private=True, topic="What needs a manager"),
    SampleChannel("general", ("dana", "marco", "aisha", "jonas", "ines"), topic="Everybody"),
)

GROUPS = {
    "partner-team": ("Partner managers", ("dana",)),
    "sales": ("Sales", ("marco", "aisha", "jonas")),
    "finance": ("Finance", ("ines",)),
}
