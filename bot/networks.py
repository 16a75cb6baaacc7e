"""Networks that callers are known by: `10.0.0.0/8`, a single address, IPv4 or IPv6."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network


def read_networks(written: Iterable[str]) -> tuple[Network, ...]:
    """Each as it is written; ValueError for what is none."""
    return tuple(ip_network(each) for each in written)


def is_within(address: str, networks: Sequence[Network]) -> bool:
    """Whether one of them holds it; what is no address is in none."""
    try:
        return any(ip_address(address) in each for each in networks)
    except ValueError:
        return False
