"""Only our own server's verdict, or a signature that covers the mail, proves a sender."""

from __future__ import annotations

import base64

import dkim
import pytest
from nacl.signing import SigningKey

from inbox.message import parse
from inbox.proof.authentication import aligned, authenticate, is_vouched, organisation
from inbox.proof.authres import Unreadable, parse_results
from inbox.reading import Desk
from tests.inbox.mails import DESK, raw_mail


def authenticated(*results: str, from_: str = "Helen <helen@brightdesk.example>", desk: Desk = DESK) -> bool:
    """Whether a mail with these Authentication-Results, topmost first, is believed."""
    raw = "".join(f"Authentication-Results: {value}\r\n" for value in results).encode() + raw_mail(
        from_=from_, trusted=False
    )
    return authenticate(parse(raw), raw, desk).authenticated


@pytest.mark.parametrize(
    "result",
    [
        "mx.vendor.example; dmarc=pass header.from=brightdesk.example",
        "MX.Vendor.Example; DMARC=Pass (p=NONE sp=NONE dis=NONE) header.from=BRIGHTDESK.example",
        "mx.vendor.example 1; spf=fail smtp.mailfrom=x.example; dmarc=pass header.from=brightdesk.example",
        '"mx.vendor.example" (our server); dmarc=pass reason="a;b (c" header.from=brightdesk.example',
        "mx.vendor.example;\r\n dmarc = pass\r\n\t(p=reject\r\n x) header.from=mail.brightdesk.example",
        "mx.vendor.example; dkim=pass header.d=brightdesk.example header.s=s1 header.b=abc",
        "mx.vendor.example; dkim=pass header.i=@mail.brightdesk.example",
        "mx.vendor.example; dkim=fail header.d=brightdesk.example; dkim=pass header.d=brightdesk.example",
        "mx.vendor.example; dkim/1=pass header.d=brightdesk.example",
        "mx.vendor.example; spf=pass smtp.mailfrom=bounce@mail.brightdesk.example",
        "mx.vendor.example; spf=pass (sender (nested) ok) smtp.mailfrom=brightdesk.example",
    ],
)
def test_an_aligned_pass_of_our_server_is_believed(result: str) -> None:
    assert authenticated(result)


@pytest.mark.parametrize(
    "result",
    [
        "mx.evil.example; dmarc=pass header.from=brightdesk.example",
        "mx.vendor.example.evil.example; dmarc=pass header.from=brightdesk.example",
        "evil.example (mx.vendor.example); dmarc=pass header.from=brightdesk.example",
        "(hi) evil.example; dmarc=pass header.from=brightdesk.example",
        "mx.vendor.example; dmarc=fail header.from=brightdesk.example",
        "mx.vendor.example; dmarc=none header.from=brightdesk.example",
        "mx.vendor.example; dmarc=temperror header.from=brightdesk.example",
        "mx.vendor.example; dmarc=bestguesspass header.from=brightdesk.example",
        "mx.vendor.example; dmarc=pass header.from=evil.example",
        "mx.vendor.example; dmarc=pass",
        "mx.vendor.example; dmarc=fail header.from=x.example; dmarc=pass header.from=brightdesk.example",
        "mx.vendor.example; dmarc=fail header.from=brightdesk.example; dkim=pass header.d=brightdesk.example",
        "mx.vendor.example; dkim=pass header.d=evil.example",
        "mx.vendor.example; dkim=pass header.d=example",
        "mx.vendor.example; dkim=fail header.d=brightdesk.example",
        'mx.vendor.example; dkim=pass reason="header.d=brightdesk.example" header.d=evil.example',
        "mx.vendor.example; dkim=pass header.d=evil.example header.d=brightdesk.example",
        "mx.vendor.example; spf=pass smtp.mailfrom=evil.example",
        "mx.vendor.example; spf=pass smtp.mailfrom=brightdesk.example@evil.example",
        "mx.vendor.example; spf=pass smtp.helo=brightdesk.example",
        "mx.vendor.example; spf=fail (dmarc=pass header.from=brightdesk.example) smtp.mailfrom=evil.example",
        'mx.vendor.example; spf=fail smtp.mailfrom="x; dmarc=pass header.from=brightdesk.example"',
        "mx.vendor.example; spf=fail smtp.mailfrom=x; (dmarc=pass",
        "mx.vendor.example; none",
        "mx.vendor.example",
        "dmarc=pass header.from=brightdesk.example",
        "",
        ";;;",
        "mx.vendor.example; dmarc=pass=pass header.from=brightdesk.example",
    ],
)
def test_anything_else_is_not_believed(result: str) -> None:
    assert not authenticated(result)


def test_only_the_topmost_results_count() -> None:
    good = "mx.vendor.example; dmarc=pass header.from=brightdesk.example"
    bad = "mx.vendor.example; dmarc=fail header.from=brightdesk.example"
    assert authenticated(good, bad)
    assert not authenticated(bad, good)
    assert not authenticated("mx.evil.example; dmarc=none", good)


def test_nothing_is_believed_before_a_server_is_configured() -> None:
    result = "mx.vendor.example; dmarc=pass header.from=brightdesk.example"
    assert not authenticated(result, desk=Desk("referrals@vendor.example"))
    assert not authenticated(
        "; dmarc=pass header.from=brightdesk.example", desk=Desk("referrals@vendor.example")
    )


@pytest.mark.parametrize(
    "from_",
    [
        "helen@brightdesk.example, evil@x.example",
        "helen@brightdesk.example\r\nFrom: evil@x.example",
        '"helen@brightdesk.example" <evil@x.example>',
        "helen@brightdesk.example <evil@x.example>",
        "<helen@brightdesk.example> <evil@x.example>",
        "helen@brіghtdesk.example",  # a Cyrillic letter
        "helen@xn--brghtdesk-q9i.example",
        "helen@brightdesk.example.evil.example",
        "helen@example",
        "helen",
        "",
    ],
)
def test_a_sender_who_only_looks_like_helen_is_not_proven_to_be_helen(from_: str) -> None:
    raw = raw_mail(from_=from_)
    mail = parse(raw)
    proven = authenticate(mail, raw, DESK).authenticated and mail.sender.address == "helen@brightdesk.example"
    assert not proven


def test_an_international_domain_is_compared_as_dns_knows_it() -> None:
    assert authenticated(
        "mx.vendor.example; dmarc=pass header.from=xn--mnchen-3ya.example", from_="h@münchen.example"
    )
    desk = Desk("r@v.example", authserv_id="mx.münchen.example")
    assert authenticated("mx.xn--mnchen-3ya.example; dmarc=pass header.from=brightdesk.example", desk=desk)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("brightdesk.example", "mail.brightdesk.example", True),
        ("a.co.uk", "b.co.uk", False),
        ("co.uk", "a.co.uk", False),
        ("x.a.co.uk", "y.a.co.uk", True),
        ("one.github.io", "two.github.io", False),
        ("my-firm.example", "firm.example", False),
        ("", "", False),
        ("example", "example", False),
        ("..", "..", False),
    ],
)
def test_alignment_knows_public_suffixes(one: str, other: str, same: bool) -> None:
    assert aligned(one, other) is same


def test_the_organisation_is_the_registrable_domain() -> None:
    assert [organisation(d) for d in ("a.b.co.uk", "mail.my-firm.de", "uk", "münchen.de.")] == [
        "b.co.uk",
        "my-firm.de",
        "",
        "xn--mnchen-3ya.de",
    ]


@pytest.mark.parametrize(
    "value", ["a; b=c (", 'a; b="c', "a; b", "a b c; d=e", "a; b=c d", "x" * 20_000, "a; =;=", "()"]
)
def test_what_does_not_follow_the_grammar_is_unreadable(value: str) -> None:
    with pytest.raises(Unreadable):
        parse_results(value)


def test_results_are_read_by_their_grammar() -> None:
    found = parse_results(
        'mx.example 1; (c) dkim=pass (ok \\) x) reason="a \\" b" header.d=d.example; spf=none'
    )
    dkim_result, spf = found.results
    assert (found.authserv_id, dkim_result.method, dkim_result.verdict) == ("mx.example", "dkim", "pass")
    assert dict(dkim_result.properties) == {"reason": 'a " b', "header.d": "d.example"}
    assert (spf.method, spf.verdict, dict(spf.properties)) == ("spf", "none", {})


KEY = SigningKey(b"k" * 32)
RECORD = b"v=DKIM1; k=ed25519; p=" + base64.b64encode(bytes(KEY.verify_key))
BARE = Desk("referrals@vendor.example")


def resolver(name: bytes, timeout: int = 5) -> bytes:
    """Every domain has the same key."""
    return RECORD if name.startswith(b"s1._domainkey.") else b""


def signed(
    raw: bytes,
    *,
    domain: bytes = b"brightdesk.example",
    covered: tuple[bytes, ...] = (b"from", b"subject", b"to"),
    length: bool = False,
) -> bytes:
    """The mail with a DKIM signature on top."""
    key = base64.b64encode(bytes(KEY))
    line = dkim.sign(
        raw,
        b"s1",
        domain,
        key,
        signature_algorithm=b"ed25519-sha256",
        include_headers=list(covered),
        length=length,
    )
    return bytes(line) + raw


def proven(raw: bytes) -> bool:
    return authenticate(parse(raw), raw, BARE, resolver).authenticated


def test_a_signature_of_the_senders_domain_is_proof_without_our_servers_verdict() -> None:
    raw = raw_mail(trusted=False)
    assert proven(signed(raw))
    assert proven(signed(raw, domain=b"mail.brightdesk.example"))
    assert proven(signed(signed(raw, domain=b"lists.example")))
    assert not authenticate(parse(signed(raw)), signed(raw), BARE).authenticated


def test_a_signature_survives_plain_line_ends() -> None:
    assert proven(signed(raw_mail(trusted=False)).replace(b"\r\n", b"\n"))


def test_a_signature_that_proves_less_is_no_proof() -> None:
    raw = raw_mail(trusted=False)
    good = signed(raw)
    assert not proven(raw)
    assert not proven(signed(raw, domain=b"evil.example"))
    assert not proven(signed(raw, length=True))
    assert not proven(signed(raw, covered=(b"from", b"to")))
    assert not proven(good.replace(b"Please ring", b"Please pay"))
    assert not proven(good.replace(b"Subject: One", b"Subject: Two"))
    assert not proven(good.replace(b"From: Helen", b"From: evil@x.example\r\nFrom: Helen"))
    assert not proven(good.replace(b"Subject: One", b"Subject: Hi\r\nSubject: One"))
    assert not proven(good.replace(b"s=s1", b"s=s2"))
    assert not proven(good.replace(b"d=brightdesk.example", b"d=example"))


def test_a_signature_that_is_only_tested_or_uses_a_broken_hash_is_no_proof() -> None:
    good = signed(raw_mail(trusted=False))
    assert proven(good)
    assert not proven(good.replace(b"a=ed25519-sha256", b"a=rsa-sha1"))

    def tested(name: bytes, timeout: int = 5) -> bytes:
        return RECORD.replace(b"v=DKIM1;", b"v=DKIM1; t=s:y;")

    assert not authenticate(parse(good), good, BARE, tested).authenticated


def test_other_words_hidden_before_a_truly_signed_mail_are_not_proven() -> None:
    """A lone CR ends a line for us, and not for those who check the signature."""
    good = signed(raw_mail(trusted=False))
    signature = good[
        : good.index(b"\r\nAuthentication") if b"\r\nAuth" in good else good.index(b"\r\nReturn")
    ]
    hidden = b"X-A: b\r" + b"\r".join(
        (signature.replace(b"\r\n", b""), b"From: Helen <helen@brightdesk.example>", b"Subject: One for you")
    )
    forged = hidden + b"\r\rPlease ring Eve: eve@evil.example\r\n" + good
    assert parse(forged).text.startswith("Please ring Eve")
    assert dkim.DKIM(forged).verify(dnsfunc=resolver)
    assert not proven(forged)
    verdict = b"Authentication-Results: mx.vendor.example; dmarc=pass header.from=brightdesk.example\r\n"
    assert not authenticate(parse(verdict + forged), verdict + forged, DESK).authenticated
    assert not is_vouched(verdict + forged, "helen@brightdesk.example", DESK)
    assert proven(good)


def test_a_resolver_that_fails_is_no_proof() -> None:
    def broken(name: bytes, timeout: int = 5) -> bytes:
        raise TimeoutError

    raw = signed(raw_mail(trusted=False))
    assert not authenticate(parse(raw), raw, BARE, broken).authenticated
