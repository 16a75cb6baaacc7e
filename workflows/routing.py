"""Which channel a lead is announced in, and which group of colleagues it calls."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from babel.core import get_global

from workflows.model import Partner, Referral, domain_of

# Country domains that are sold as something else say nothing about where a company is.
_ANYWHERE = frozenset("ai am cc co fm gg io is la ly me sh so to tv vc ws xyz".split())
_COUNTRY_OF = {"uk": "GB", "eu": ""}
_COUNTRIES = frozenset(get_global("territory_languages")) - {"ZZ"}  # CLDR has languages for real ones only


@dataclass(frozen=True, slots=True)
class Route:
    """Leads that meet all conditions go to `channel`; a condition that is empty is met by all."""

    channel: str = ""  # "" keeps the default channel
    mention: str = ""  # a user group: handle or ID
    partners: tuple[str, ...] = ()  # company names or partner IDs
    regions: tuple[str, ...] = ()  # ISO 3166 alpha-2
    value_at_least: Decimal | None = None  # major units of the programme's currency
    products: tuple[str, ...] = ()  # words of the note or the subject


def route_of(
    referral: Referral, partner: Partner, routes: Collection[Route], *, currency: str, default: str
) -> Route:
    """The first route that fits, with its channel filled in."""
    fitting = (route for route in routes if _fits(route, referral, partner, currency))
    found = next(fitting, Route())
    return found if found.channel else Route(channel=default, mention=found.mention)


def country_of(referral: Referral, partner: Partner) -> str:
    """Where the prospect is, as far as its address tells; else where the partner is."""
    return country_of_domain(domain_of(referral.prospect.email or "")) or partner.country


def country_of_domain(domain: str) -> str:
    """The country that a domain's ending stands for, "" where it says nothing."""
    ending = domain.rpartition(".")[2]
    if len(ending) != 2 or ending in _ANYWHERE:
        return ""
    return _COUNTRY_OF.get(ending, ending.upper())


def known_country(typed: str) -> str:
    """ISO 3166 alpha-2 of a country that exists, "" for anything else; UK is what people write for GB."""
    code = _COUNTRY_OF.get(typed.strip().lower(), typed.strip().upper())
    return code if code in _COUNTRIES else ""


def _fits(route: Route, referral: Referral, partner: Partner, currency: str) -> bool:
    names = {name.casefold() for name in route.partners}
    return (
        (not names or bool(names & {partner.id.casefold(), partner.company.casefold()}))
        and (not route.regions or country_of(referral, partner) in route.regions)
        and (route.value_at_least is None or _is_worth(referral, route.value_at_least, currency))
        and (not route.products or any(_mentions(referral, word) for word in route.products))
    )


def _is_worth(referral: Referral, least: Decimal, currency: str) -> bool:
    value = referral.prospect.value
    return value is not None and value.currency in (None, currency) and value.amount >= least


def _mentions(referral: Referral, word: str) -> bool:
    text = f"{referral.subject}\n{referral.note}"
    return re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) is not None
