"""A mail is searched as its reader saw it, whatever its program wrote."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from storage.erasure import _words

NAME = "Jürgen Müller"


def mail(words: str = "Hello", charset: str = "utf-8", subject: str = "News", **file: str) -> bytes:
    made = EmailMessage()
    made["Subject"] = subject
    made.set_content(words, charset=charset, cte="quoted-printable")
    if file:
        made.add_attachment(file["content"].encode(), "application", "octet-stream", filename=file["name"])
    return made.as_bytes()


@pytest.mark.parametrize(
    "raw",
    [
        mail(f"Any news of {NAME}?", "iso-8859-1"),
        mail(f"Any news of {NAME}?", "utf-16"),
        mail(subject=NAME),
        mail(name=f"{NAME}.pdf", content="x"),
        mail(name="kept.eml", content=mail(f"I am {NAME}", "iso-8859-1").decode()),
        f"Subject: x\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n{NAME}".encode("iso-8859-1"),
    ],
)
def test_a_name_is_seen_in_every_charset_header_and_file(raw: bytes) -> None:
    assert NAME in _words(raw)


def test_a_mail_nobody_can_read_is_searched_as_it_lies_there() -> None:
    raw = b"Subject: =?nope?q?=ff?=\r\nContent-Type: text/plain; charset=nope\r\n\r\nJane Doe"
    assert "Jane Doe" in _words(raw)
