"""Mails inside wrappers: S/MIME, PGP and Outlook's winmail.dat."""

from __future__ import annotations

import base64
import struct
from collections.abc import Callable

import pytest

from inbox.message import parse
from tests.inbox.mails import base64_part, multipart, part, raw_mail


@pytest.mark.parametrize(
    "content_type",
    [
        'multipart/encrypted; protocol="application/pgp-encrypted"; boundary=x',
        'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"',
        'application/x-pkcs7-mime; smime-type=signed-data; name="smime.p7m"',
    ],
)
def test_wrappers_that_cannot_be_opened_are_told(content_type: str) -> None:
    assert parse(raw_mail("MIIBqg", content_type=content_type)).encrypted


def der(tag: int, *content: bytes) -> bytes:
    """One element of definite length."""
    body = b"".join(content)
    size = len(body).to_bytes(3, "big")
    return bytes([tag, 0x83]) + size + body


def ber(tag: int, *content: bytes) -> bytes:
    """One element of indefinite length, as streaming programs write it."""
    return bytes([tag, 0x80]) + b"".join(content) + b"\0\0"


@pytest.mark.parametrize("wrap", [der, ber])
def test_an_opaque_smime_signature_is_read_through(wrap: Callable[..., bytes]) -> None:
    entity = b"Content-Type: text/plain; charset=utf-8\r\n\r\nRing Jane."
    octets = wrap(0x24, der(0x04, entity[:20]), der(0x04, entity[20:])) if wrap is ber else der(0x04, entity)
    data = wrap(0x30, der(0x06, bytes.fromhex("2a864886f70d010701")), wrap(0xA0, octets))
    signed = wrap(0x30, der(0x02, b"\1"), der(0x31), data, der(0x31))
    message = wrap(0x30, der(0x06, bytes.fromhex("2a864886f70d010702")), wrap(0xA0, signed))
    kind = 'application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"'
    mail = parse(raw_mail(base64.encodebytes(message).decode(), content_type=kind, encoding="base64"))
    assert (mail.text, mail.encrypted) == ("Ring Jane.", False)


@pytest.mark.parametrize(
    "data", [b"", b"0", b"0\x80" * 5_000, b"0\x84\xff\xff\xff\xff", b"0\0", bytes(range(256)) * 50]
)
def test_what_is_no_signature_counts_as_encrypted(data: bytes) -> None:
    raw = raw_mail(
        base64.encodebytes(data).decode(), content_type="application/pkcs7-mime", encoding="base64"
    )
    assert parse(raw).encrypted


def test_inline_pgp_is_encrypted_and_clear_signed_text_is_read() -> None:
    assert parse(raw_mail("-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----")).encrypted
    signed = (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nRing Jane.\n"
        "-----BEGIN PGP SIGNATURE-----\n\niQ\n-----END PGP SIGNATURE-----"
    )
    mail = parse(raw_mail(signed))
    assert (mail.text.strip(), mail.encrypted) == ("Ring Jane.", False)


def test_signed_mails_are_read_through() -> None:
    body, kind = multipart(
        part("Ring Jane."),
        part("iQ", "application/pgp-signature; name=signature.asc"),
        kind="signed; micalg=pgp-sha256",
    )
    mail = parse(raw_mail(body, content_type=kind))
    assert (mail.text, mail.encrypted, mail.attachments) == ("Ring Jane.", False, ())


def tnef(body: bytes = b"", files: tuple[tuple[bytes, bytes], ...] = ()) -> bytes:
    """A winmail.dat (MS-OXTNEF) with words and files."""

    def attribute(level: int, name: int, kind: int, data: bytes) -> bytes:
        return (
            struct.pack("<BHHI", level, name, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)
        )

    out = struct.pack("<IH", 0x223E9F78, 1) + (attribute(1, 0x800C, 2, body + b"\0") if body else b"")
    for name, data in files:
        out += attribute(2, 0x9002, 6, bytes(14)) + attribute(2, 0x8010, 1, name + b"\0")
        out += attribute(2, 0x800F, 6, data)
    return out


def winmail(text: str, data: bytes) -> bytes:
    body, kind = multipart(part(text), base64_part(data, 'application/ms-tnef; name="winmail.dat"'))
    return raw_mail(body, content_type=kind)


def test_the_words_of_a_winmail_dat_are_read_when_there_are_no_others() -> None:
    assert parse(winmail("", tnef(b"Ring Jane."))).text == "Ring Jane."
    assert parse(winmail("Ring Jane.", tnef(b"Ring Jane."))).text == "Ring Jane."


def test_files_in_a_winmail_dat_are_files_of_the_mail() -> None:
    card = (b"jane.vcf", b"BEGIN:VCARD\r\nFN:Jane\r\nEND:VCARD")
    forwarded = (b"fwd.eml", b"From: jane@doughworks.example\n\nRing me.")
    mail = parse(winmail("See.", tnef(files=(card, forwarded, (b"a.pdf", b"%PDF")))))
    assert [a.name for a in mail.attachments] == ["winmail.dat", "jane.vcf", "a.pdf"]
    assert mail.vcards == ("BEGIN:VCARD\nFN:Jane\nEND:VCARD\n",)
    assert [(m.sender.address, m.text) for m in mail.attached] == [("jane@doughworks.example", "Ring me.")]


def test_a_broken_winmail_dat_is_just_a_file() -> None:
    mail = parse(winmail("See.", tnef(b"Ring Jane.")[:20] + bytes(50)))
    assert (mail.text, [a.name for a in mail.attachments]) == ("See.", ["winmail.dat"])
