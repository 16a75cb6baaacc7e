"""Files that came with a mail are listed with their types and come out whole, under names that are safe."""

from __future__ import annotations

import base64
from email.message import EmailMessage

import pytest

from inbox.formats.enclosed import LONGEST_NAME_BYTES, enclosed, listed, safe_name
from inbox.message import parse

PDF, PNG = b"%PDF-1.7\n\x00\xff an offer", b"\x89PNG\r\n\x1a\n a plan"


def mail_with(*files: tuple[str, str, bytes]) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Sam <sam@northwind.example>", "One for you"
    mail.set_content("Jane Doe, jane@acme.example, would like to talk.")
    for name, media_type, content in files:
        mail.add_attachment(content, *media_type.split("/"), filename=name)
    return mail


def test_pdfs_and_images_are_listed_with_their_types_and_come_out_as_they_were_sent() -> None:
    raw = mail_with(
        ("Angebot für Acme.pdf", "application/pdf", PDF), ("plan.png", "image/png", PNG)
    ).as_bytes()
    assert [(one.name, one.media_type, one.content) for one in enclosed(raw)] == [
        ("Angebot für Acme.pdf", "application/pdf", PDF),
        ("plan.png", "image/png", PNG),
    ]
    assert [(one.name, one.content_type) for one in listed(parse(raw))] == [
        ("Angebot für Acme.pdf", "application/pdf"),
        ("plan.png", "image/png"),
    ]


def test_what_came_with_an_attached_mail_is_among_them() -> None:
    inner = mail_with(("floor plan.pdf", "application/pdf", PDF))
    outer = mail_with(("card.png", "image/png", PNG))
    outer.add_attachment(inner)
    names = ["card.png", "floor plan.pdf"]
    assert [one.name for one in enclosed(outer.as_bytes())] == names
    assert [one.name for one in listed(parse(outer.as_bytes()))] == names


def test_a_large_file_in_an_attached_mail_that_travels_encoded_comes_out_whole() -> None:
    plan = bytes(range(256)) * 30_000
    inner = mail_with(("plan.pdf", "application/pdf", plan)).as_bytes()
    outer = mail_with(("intro.eml", "application/octet-stream", inner)).as_bytes()
    assert [(one.name, one.content) for one in enclosed(outer)] == [("plan.pdf", plan)]


def test_two_files_of_one_name_stay_two() -> None:
    raw = mail_with(("a.png", "image/png", PNG), ("A.png", "image/png", PDF)).as_bytes()
    assert [(one.name, one.content) for one in enclosed(raw)] == [("a.png", PNG), ("A (2).png", PDF)]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\Windows\\win.ini", "win.ini"),
        ("/etc/cron.d/job", "job"),
        ("C:\\offer.pdf", "offer.pdf"),
        ("..", "file-1.pdf"),
        (".bashrc", "bashrc"),
        ("", "file-1.pdf"),
        ("offer\x00.pdf\x1b[2J", "offer.pdf[2J"),
        ("offer\r\nBcc: all.pdf", "offer Bcc_ all.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\u200bb\u2066c\ufeff.pdf", "abc.pdf"),
        ("-rf.pdf", "_-rf.pdf"),
        ("~root", "_~root"),
        ("CON.pdf", "_CON.pdf"),
        ("offer.pdf. . ", "offer.pdf"),
        ("<!channel> 50%.pdf", "_!channel_ 50_.pdf"),
        ("提案書.pdf", "提案書.pdf"),
    ],
)
def test_a_name_has_no_folder_and_nothing_that_hides(name: str, safe: str) -> None:
    assert safe_name(name, "application/pdf") == safe


def test_a_long_name_keeps_its_ending() -> None:
    name = safe_name("提" * 400 + ".pdf")
    assert name.endswith("提.pdf")
    assert len(name.encode()) <= LONGEST_NAME_BYTES


def test_a_type_that_is_none_is_not_repeated() -> None:
    raw = mail_with(("a.bin", "application/octet-stream", PDF)).as_bytes()
    strange = raw.replace(b"Content-Type: application/octet-stream", b"Content-Type: app<b>/*_x_*")
    assert {one.media_type for one in enclosed(strange)} == {"application/octet-stream"}


def test_a_file_of_broken_base64_is_what_could_be_read_of_it() -> None:
    raw = mail_with(("a.pdf", "application/pdf", PDF)).as_bytes()
    broken = raw.replace(base64.b64encode(PDF), b"!!!!" + base64.b64encode(PDF)[:9])
    (file,) = enclosed(broken)
    assert PDF.startswith(file.content)
