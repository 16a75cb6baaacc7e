"""When two referrals are the same prospect.

DOMAIN.md §3: registrable domain (never a free-mail one) > normalised e-mail > nothing. A name is a
suggestion only and never decides, so a prospect without an address gets an account of its own.
"""

from __future__ import annotations

import re
import unicodedata

import tldextract

from workflows.model import FREE_MAIL, Partner, Prospect, domain_of

_suffixes = tldextract.TLDExtract(
    suffix_list_urls=(), cache_dir=None
)  # the snapshot in the wheel, no network


def registrable_domain(address_or_domain: str) -> str:
    """`jane@mail.acme.co.uk` -> `acme.co.uk`; under a suffix nobody listed, the last two labels.

    Public Suffix List, with its default rule `*` (https://publicsuffix.org/list/).
    """
    domain = domain_of(address_or_domain) or address_or_domain.strip().lower()
    return _suffixes(domain).top_domain_under_public_suffix or ".".join(domain.split(".")[-2:])


def normalised(address: str) -> str:
    """The address without plus-tag and case; dots are dropped at Google, where they mean nothing."""
    local, _, domain = address.strip().lower().rpartition("@")
    local = local.split("+", 1)[0]
    if domain in {"gmail.com", "googlemail.com"}:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def account_key(prospect: Prospect, partner_id: str) -> str:
    """The key under which this prospect is known; equal keys are the same prospect.

    Without an address the key holds the partner, so that a name never binds two partners together.
    """
    if prospect.email:
        domain = domain_of(prospect.email)
        return (
            f"mail:{normalised(prospect.email)}"
            if domain in FREE_MAIL
            else f"domain:{registrable_domain(domain)}"
        )
    words = _folded(f"{prospect.company or ''} {'' if prospect.company else prospect.name or ''}")
    return f"name:{partner_id}:{words}"


def is_own_company(prospect: Prospect, partner: Partner) -> bool:
    """Whether a partner introduces themselves: an address, a domain or the exact name of their own."""
    if prospect.email:
        own = {registrable_domain(domain) for domain in partner.domains if domain not in FREE_MAIL}
        mine = {normalised(address) for contact in partner.contacts for address in contact.emails}
        return normalised(prospect.email) in mine or registrable_domain(prospect.email) in own - FREE_MAIL
    return bool(prospect.company) and _folded(prospect.company or "") == _folded(partner.company)


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"\w+", "".join(c for c in decomposed if not unicodedata.combining(c))))
