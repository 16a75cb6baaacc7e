"""Mails inside wrappers: S/MIME, PGP and Outlook's winmail.dat."""

from __future__ import annotations

import base64
import struct
from collections.abc import Callable

import pytest

from inbox.formats.enclosed import enclosed
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


def opaque(entity: bytes, wrap: Callable[..., bytes]) -> bytes:
    """A mail inside its signature, as Outlook sends it."""
    octets = wrap(0x24, der(0x04, entity[:20]), der(0x04, entity[20:])) if wrap is ber else der(0x04, entity)
    data = wrap(0x30, der(0x06, bytes.fromhex("2a864886f70d010701")), wrap(0xA0, octets))
    signed = wrap(0x30, der(0x02, b"\1"), der(0x31), data, der(0x31))
    message = wrap(0x30, der(0x06, bytes.fromhex("2a864886f70d010702")), wrap(0xA0, signed))
    kind = 'application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"'
    return raw_mail(base64.encodebytes(message).decode(), content_type=kind, encoding="base64")


@pytest.mark.parametrize("wrap", [der, ber])
@pytest.mark.parametrize("text", ["Ring Jane.", "Ring Jane.\n" + "\n" * 12_000_000])
def test_an_opaque_smime_signature_is_read_through(text: str, wrap: Callable[..., bytes]) -> None:
    mail = parse(opaque(f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}".encode(), wrap))
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


def attribute(level: int, name: int, kind: int, data: bytes) -> bytes:
    return struct.pack("<BHHI", level, name, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def tnef(body: bytes = b"", files: tuple[tuple[bytes, bytes], ...] = ()) -> bytes:
    """A winmail.dat (MS-OXTNEF) with words and files."""
    out = struct.pack("<IH", 0x223E9F78, 1) + (attribute(1, 0x800C, 2, body + b"\0") if body else b"")
    for name, data in files:
        out += attribute(2, 0x9002, 6, bytes(14)) + attribute(2, 0x8010, 1, name + b"\0")
        out += attribute(2, 0x800F, 6, data)
    return out


def properties(*values: tuple[int, int, bytes], claimed: int | None = None) -> bytes:
    """Properties (MS-OXPROPS) as type, name and what follows."""
    count = len(values) if claimed is None else claimed
    return struct.pack("<I", count) + b"".join(
        struct.pack("<HH", kind, name) + value for kind, name, value in values
    )


def of_any_length(value: bytes) -> bytes:
    return struct.pack("<II", 1, len(value)) + value + bytes(-len(value) % 4)


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


def test_what_outlook_says_in_properties_is_read_too() -> None:
    named = struct.pack("<16xII", 1, 5) + "x\0".encode("utf-16-le") + bytes(4)
    said = properties(
        (0x001F, 0x8001, named + of_any_length("skip".encode("utf-16-le"))),
        (0x1003, 0x0E08, struct.pack("<III", 2, 7, 8)),
        (0x000B, 0x0E1B, b"\1\0\0\0"),
        (0x0003, 0x3FDE, struct.pack("<I", 1251)),
        (0x0102, 0x1013, of_any_length("<p>Позвоните Анне.</p>".encode("cp1251"))),
    )
    file = properties(
        (0x001E, 0x3704, of_any_length(b"OFFER~1.PDF\0")),
        (0x001F, 0x3707, of_any_length("Angebot für Acme.pdf\0".encode("utf-16-le"))),
    )
    data = struct.pack("<IH", 0x223E9F78, 1) + attribute(1, 0x9003, 6, said)
    data += (
        attribute(2, 0x9002, 6, bytes(14)) + attribute(2, 0x800F, 6, b"%PDF") + attribute(2, 0x9005, 6, file)
    )
    mail = parse(winmail("", data))
    assert mail.text == "Позвоните Анне."
    assert [(a.name, a.size) for a in mail.attachments][1:] == [("Angebot für Acme.pdf", 4)]


def test_a_large_file_in_a_winmail_dat_comes_out_whole() -> None:
    plan = bytes(range(256)) * 30_000
    raw = winmail("See.", tnef(files=((b"plan.pdf", plan),)))
    assert [one.content for one in enclosed(raw) if one.name == "plan.pdf"] == [plan]
