"""Networks that callers are known by: `10.0.0.0/8`, a single address, IPv4 or IPv6."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network
_BESIDE_PORT = re.compile(r"\[([^\]]*)\](?::\d+)?|([\d.]+):\d+")


def read_networks(written: Iterable[str]) -> tuple[Network, ...]:
    """Each as it is written; ValueError for what is none."""
    return tuple(ip_network(each) for each in written)


def bare(written: str) -> str:
    """An address as a proxy writes it, `10.0.0.1:5000`, `[2001:db8::1]:443`, without the port."""
    found = _BESIDE_PORT.fullmatch(written.strip())
    return (found[1] or found[2] or "") if found else written.strip()


def is_within(address: str, networks: Sequence[Network]) -> bool:
    """Whether one of them holds it, also as `::ffff:10.0.0.1`; what is no address is in none."""
    try:
        asked = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(asked, "ipv4_mapped", None)
    return any(one in each for each in networks for one in (asked, mapped) if one)
