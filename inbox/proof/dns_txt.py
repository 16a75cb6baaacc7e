"""Public keys of DKIM signatures, looked up in DNS within a bounded time."""

from __future__ import annotations

import dns.exception
import dns.resolver

LIFETIME_S = 3.0  # for one name, all servers together
LONGEST = 8_000


def txt_record(name: bytes, timeout: int = 5, *, resolver: dns.resolver.Resolver | None = None) -> bytes:
    """The key record at this name, joined; b"" when there is none or nobody answers in time.

    Without a `resolver` the machine's own name servers are asked.
    """
    try:
        resolver = resolver or dns.resolver.Resolver(configure=True)
    except dns.exception.DNSException:  # no name server is configured at all
        return b""
    resolver.timeout, resolver.lifetime = 1.0, min(LIFETIME_S, float(timeout))
    try:
        answer = resolver.resolve(name.decode("ascii"), "TXT", search=False)
    except (dns.exception.DNSException, UnicodeDecodeError, OSError):
        return b""
    for record in answer:
        joined = b"".join(record.strings)
        if b"p=" in joined and len(joined) <= LONGEST:
            return joined
    return b""
