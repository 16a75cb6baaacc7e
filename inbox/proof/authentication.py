"""Whether the From address is proven: by our own mail server's verdict, or by a DKIM signature we check."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Protocol

import dkim
from tldextract import TLDExtract

from inbox.formats.addresses import ascii_domain
from inbox.formats.mime import header_fields
from inbox.message import ParsedMail
from inbox.proof.authres import AuthenticationResults, Result, Unreadable, parse_results
from inbox.reading import Desk
from workflows.model import domain_of

MAX_SIGNED_BYTES = 30_000_000
MAX_SIGNATURES = 5

_HEAD_END = re.compile(rb"\r\n\r\n|\n\n")
PLAIN = re.compile(r"[\w.-]{1,60}")  # a server's name that may be shown
_HIDDEN = re.compile(rb"\r(?!\n)|\0")
_TAG = re.compile(r"(?:^|;)\s*([a-z]{1,4})\s*=\s*([^;]*)", re.IGNORECASE)
# The list that comes with the package: no network, and the same answer everywhere.
_suffixes = TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)


class DnsTxt(Protocol):
    """Looks up a TXT record: `name` ends with a dot, the answer is the joined strings, b"" for none."""

    def __call__(self, name: bytes, timeout: int = 5) -> bytes:
        """The record at this name."""


@dataclass(frozen=True, slots=True)
class Authentication:
    """Whether the mail comes from where its From says, and how we know or why not."""

    authenticated: bool
    how: str


def authenticate(mail: ParsedMail, raw: bytes, desk: Desk, resolver: DnsTxt | None = None) -> Authentication:
    """Believe our server's topmost Authentication-Results; else, given a resolver, a signature."""
    if not mail.sender.address:
        return Authentication(False, "it has no From, or more than one")
    domain = ascii_domain(domain_of(mail.sender.address))
    if not organisation(domain):
        return Authentication(False, "its From has no proper domain")
    if _is_ambiguous(raw):
        return Authentication(False, "its header has line ends that not every program takes for line ends")
    told = _told_by_server(raw, desk, domain)
    if told.authenticated or resolver is None:
        return told
    signed = _signed(raw, domain, resolver)
    return signed if signed.authenticated else Authentication(False, f"{told.how}; {signed.how}")


def is_vouched(raw: bytes, sender: str, desk: Desk) -> bool:
    """Whether our mail server says that this address sent it: the head alone tells, before it is read."""
    domain = ascii_domain(domain_of(sender))
    known = bool(organisation(domain)) and not _is_ambiguous(raw)
    return known and _told_by_server(raw, desk, domain).authenticated


@lru_cache(2_048)
def organisation(domain: str) -> str:
    """The registrable domain (public suffix and one label); "" for a public suffix and for nonsense."""
    domain = ascii_domain(domain)
    if not re.fullmatch(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,62})\.){1,10}[a-z0-9-]{2,63}", domain):
        return ""
    parts = _suffixes(domain)
    if parts.suffix:
        return f"{parts.domain}.{parts.suffix}" if parts.domain else ""
    return ".".join(domain.split(".")[-2:])  # a top level not on the list: one label is public


def aligned(domain: str, from_domain: str) -> bool:
    """Relaxed alignment of RFC 7489: the same organisation."""
    return bool(organisation(domain)) and organisation(domain) == organisation(from_domain)


def _is_ambiguous(raw: bytes) -> bool:
    """Whether we may see other header fields than the mail server, or who signed the mail, has seen.

    A lone CR ends a line for some programs and not for others: behind one, a mail that was truly signed can
    hide a second header and other words.
    """
    end = _HEAD_END.search(raw)
    return bool(_HIDDEN.search(raw, 0, end.start() if end else len(raw)))


def _told_by_server(raw: bytes, desk: Desk, from_domain: str) -> Authentication:
    if not desk.authserv_id:
        return Authentication(False, "no mail server is configured to be believed")
    topmost = next((v for n, v in header_fields(raw) if n.lower() == "authentication-results"), None)
    if topmost is None:
        return Authentication(False, "no Authentication-Results")
    try:
        found = parse_results(topmost)
    except Unreadable as problem:
        return Authentication(False, f"unreadable Authentication-Results: {problem}")
    if ascii_domain(found.authserv_id) != ascii_domain(desk.authserv_id):
        theirs = f"of {found.authserv_id}" if PLAIN.fullmatch(found.authserv_id) else "of another server"
        why = f"the topmost Authentication-Results are {theirs}, and only {desk.authserv_id} is believed"
        return Authentication(False, why)
    return _verdict(found, from_domain)


def _verdict(found: AuthenticationResults, from_domain: str) -> Authentication:
    if dmarc := found.of("dmarc"):
        passed = all(r.verdict == "pass" for r in dmarc)
        if passed and all(aligned(r.properties.get("header.from", ""), from_domain) for r in dmarc):
            return Authentication(True, f"dmarc=pass for {from_domain}")
        verdict = "pass for another domain" if passed else dmarc[0].verdict
        return Authentication(False, f"dmarc={verdict[:40]}")
    for result in found.of("dkim"):
        if result.verdict == "pass" and aligned(_signer(result), from_domain):
            return Authentication(True, f"dkim=pass by {_signer(result)}")
    for result in found.of("spf"):
        sender = result.properties.get("smtp.mailfrom", "").rpartition("@")[2]
        if result.verdict == "pass" and aligned(ascii_domain(sender), from_domain):
            return Authentication(True, f"spf=pass for {ascii_domain(sender)}")
    return Authentication(False, "no aligned pass in the Authentication-Results")


def _signer(result: Result) -> str:
    named = result.properties.get("header.d") or result.properties.get("header.i", "").rpartition("@")[2]
    return ascii_domain(named)


def _signed(raw: bytes, from_domain: str, resolver: DnsTxt) -> Authentication:
    """A valid signature of the From domain over From, Subject and the whole body."""
    fields = header_fields(raw)
    names = [name.lower() for name, _ in fields]
    signatures = [value for name, value in fields if name.lower() == "dkim-signature"]
    if not signatures:
        return Authentication(False, "no DKIM signature")
    if len(raw) > MAX_SIGNED_BYTES or names.count("from") != 1 or names.count("subject") > 1:
        return Authentication(False, "too large, or headers given twice")
    reason = "no DKIM signature of the sender's domain"
    for number, value in enumerate(signatures[:MAX_SIGNATURES]):
        tags = {name.lower(): "".join(text.split()) for name, text in _TAG.findall(value[:8_000])}
        signer = ascii_domain(tags.get("d", ""))
        if not aligned(signer, from_domain):
            continue
        if problem := _weakness(tags, has_subject="subject" in names):
            reason = problem
        elif _verifies(raw, number, resolver):
            return Authentication(True, f"DKIM signature of {signer}")
        else:
            reason = f"the DKIM signature of {signer} does not verify"
    return Authentication(False, reason)


def _weakness(tags: dict[str, str], *, has_subject: bool) -> str:
    covered = tags.get("h", "").lower().split(":")
    if tags.get("a", "").lower() == "rsa-sha1":
        return "the DKIM signature uses SHA-1, which is broken (RFC 8301)"
    if "l" in tags:
        return "the DKIM signature covers only a part of the body"
    if "from" not in covered or (has_subject and "subject" not in covered):
        return "the DKIM signature does not cover From and Subject"
    return ""


def _in_earnest(resolver: Callable[..., bytes], name: bytes, timeout: int = 5) -> bytes:
    """A key; none while its domain only tests signing (`t=y`, RFC 6376, section 3.6.1)."""
    record = resolver(name, timeout=timeout)
    flags = dict(_TAG.findall(record.decode("ascii", "replace"))).get("t", "") if record else ""
    return b"" if "y" in {flag.strip() for flag in flags.split(":")} else record


def _verifies(raw: bytes, number: int, resolver: Callable[..., bytes]) -> bool:
    try:
        return bool(dkim.DKIM(raw).verify(idx=number, dnsfunc=partial(_in_earnest, resolver)))
    except Exception:  # noqa: BLE001 - a library on hostile input: what does not verify is not believed
        return False
