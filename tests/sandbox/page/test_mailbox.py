"""Mails as a mail program shows them, and replies as one writes them."""

from __future__ import annotations

from bot.sandbox.cast import DESK_ADDRESS, PARTNERS
from bot.sandbox.page.mailbox import (
    OTHERS,
    Mailboxes,
    quoted_reply,
    read_mail,
    recipients,
    reply_subject,
)

SAM = PARTNERS[0].email
RAW = "\r\n".join(
    (
        "From: =?utf-8?q?Zo=C3=AB?= <zoe@vendor.example>",
        "To: sam@a.example",
        "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=",
        "Date: Mon, 23 Nov 2026 10:00:00 +0100",
        "Message-ID: <1@vendor.example>",
        "References: <0@a.example>",
        "Reply-To: desk+1@vendor.example",
        "Content-Type: text/plain; charset=utf-8",
        "",
        "Hello",
        "",
        "world",
        "",
    )
).encode()


class FakeMail:
    smtp_url = "smtp://127.0.0.1:1"

    def __init__(self) -> None:
        self.mailboxes: dict[str, list[bytes]] = {}

    def subscribe(self, callback: object) -> None:
        """Nobody calls back: the test asks for what is new."""


def test_a_mail_is_taken_apart_for_reading() -> None:
    shown = read_mail(RAW)
    assert (shown.sender, shown.sender_address, shown.subject) == ("Zoë", "zoe@vendor.example", "Grüße")
    assert (shown.date, shown.reply_to) == ("Mon 23 Nov 2026, 10:00", "desk+1@vendor.example")
    assert (shown.text, shown.html, shown.snippet) == ("Hello\n\nworld\n", "", "Hello world")


def test_bytes_that_are_hardly_a_mail_show_what_can_be_had() -> None:
    broken = (
        b"",
        b"\xff\xfe\x00",
        b"Subject: x\nContent-Type: text/plain; charset=utf-7\n\n+ADw-",
        b"Message-ID: <[x@y\nDate: never\nFrom: ,;<\n\n",
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>a &amp; b",
    )
    assert [read_mail(raw).subject for raw in broken] == ["(no subject)"] * 2 + ["x"] + ["(no subject)"] * 2
    assert read_mail(broken[-1]).text == "a & b"


def test_new_mail_goes_into_the_partners_box_and_everybody_elses_into_one() -> None:
    mail = FakeMail()
    boxes = Mailboxes(mail)
    mail.mailboxes = {SAM: [RAW], DESK_ADDRESS: [RAW], "someone@else.example": [RAW]}
    assert [entry.address for entry in boxes.take_new()] == [SAM, "someone@else.example"]
    mail.mailboxes[SAM].append(RAW)
    boxes.take_new()
    boxes.note_sent(SAM, RAW)
    assert [(e.key, e.way) for e in boxes.box(PARTNERS[0].id)] == [("4", "out"), ("3", "in"), ("1", "in")]
    assert (boxes.unread(PARTNERS[0].id), boxes.unread(OTHERS)) == (2, 1)


def test_a_reply_quotes_what_it_answers() -> None:
    text = quoted_reply(read_mail(RAW), "Mon, Nov 23, 2026 at 10:00 AM")
    attribution = "On Mon, Nov 23, 2026 at 10:00 AM, Zoë <zoe@vendor.example> wrote:"
    assert text == f"\n\n{attribution}\n\n> Hello\n>\n> world"
    assert [reply_subject(s) for s in ("Hi", "Re: Hi", "RE: Hi", "Aw: Hi")] == [
        "Re: Hi",
        "Re: Hi",
        "RE: Hi",
        "Aw: Hi",
    ]


def test_every_address_in_to_and_cc_gets_the_mail_once() -> None:
    assert recipients('"Ortega, Sam" <a@b.example>, c@d.example', "a@b.example, nobody") == [
        "a@b.example",
        "c@d.example",
    ]
