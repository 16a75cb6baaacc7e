"""What we write, read back by the standard library."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox.compose import (
    REFERENCES_KEPT,
    File,
    Letter,
    clean_subject,
    compose,
    message_name,
    reply_subject,
)
from inbox.reading import Mailbox

LETTER = Letter(
    from_name="Dana Reyes",
    from_address="referrals@vendor.example",
    to=Mailbox("Ada Ling", "ada@partner.example"),
    subject="Re: Intro to Grace",
    text="Hello Ada,\nwe have it.\n",
    message_id=f"{message_name('confirm:R-7K3M-9Q')}@vendor.example",
    date=datetime(2026, 6, 1, 12, 0, tzinfo=ZoneInfo("Europe/Zurich")),
)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
EXCHANGE_ID = "AM0PR04MB" + 40 * "5A" + "@AM0PR04MB6789.eurprd04.prod.outlook.example"


def read(letter: Letter) -> EmailMessage:
    """The letter after its way over the wire."""
    raw = compose(letter).as_bytes()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert raw.count(b"\n") == raw.count(b"\r\n")
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def part_of(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_a_short_letter_is_exactly_this() -> None:
    assert compose(LETTER).as_bytes().decode() == (
        "From: Dana Reyes <referrals@vendor.example>\r\n"
        "To: Ada Ling <ada@partner.example>\r\n"
        "Subject: Re: Intro to Grace\r\n"
        "Date: Mon, 01 Jun 2026 10:00:00 +0000\r\n"
        f"Message-ID: <{LETTER.message_id}>\r\n"
        'Content-Type: text/plain; charset="utf-8"\r\n'
        "Content-Transfer-Encoding: 7bit\r\n"
        "MIME-Version: 1.0\r\n"
        "\r\n"
        "Hello Ada,\r\nwe have it.\r\n"
    )


def test_html_pictures_and_attachments_stand_where_readers_look_for_them() -> None:
    letter = replace(
        LETTER,
        html='<p>Grüezi Ada <img src="cid:logo@vendor.example"></p>',
        inline=(File("logo.png", "image/png", PNG, cid="logo@vendor.example"),),
        attachments=(File("Abrechnung März.pdf", "application/pdf", b"%PDF-1.7\n"),),
    )
    message = read(letter)
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "application/pdf",
    ]
    picture, pdf = list(message.walk())[-2:]
    assert (picture["Content-ID"], picture.get_payload(decode=True)) == ("<logo@vendor.example>", PNG)
    assert (pdf.get_filename(), pdf.get_content_disposition()) == ("Abrechnung März.pdf", "attachment")
    assert "Grüezi Ada" in part_of(message, "html")
    assert part_of(message, "plain") == LETTER.text


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert compose(LETTER).as_bytes() == compose(LETTER).as_bytes()
    with_html = replace(LETTER, html="<p>Hello</p>", attachments=(File("a.pdf", "application/pdf", b"x"),))
    assert compose(with_html).as_bytes() == compose(with_html).as_bytes()


def test_the_thread_goes_on_whatever_its_identifiers_look_like() -> None:
    references = tuple(f"{number}.{'x' * 60}@mail.partner.example" for number in range(60))
    message = read(replace(LETTER, in_reply_to=f"<{EXCHANGE_ID}>", references=references))
    chain = message["References"].split()
    assert message["In-Reply-To"] == f"<{EXCHANGE_ID}>"
    assert len(chain) == REFERENCES_KEPT
    assert (chain[0], chain[-2], chain[-1]) == (
        f"<{references[0]}>",
        f"<{references[-1]}>",
        f"<{EXCHANGE_ID}>",
    )


def test_identifiers_that_cannot_stand_in_a_header_are_left_out() -> None:
    message = read(
        replace(LETTER, in_reply_to="a b\r\nBcc: eve@evil.example", references=("ok@x", "<", "ü@x"))
    )
    assert message["In-Reply-To"] is None
    assert message["Bcc"] is None
    assert message["References"] == "<ok@x>"


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "Hi\r\nBcc: eve@evil.example"},
        {"from_name": "Dana\nBcc: eve@evil.example"},
        {"to": Mailbox("Ada\u2028Bcc: eve@evil.example", "ada@partner.example")},
    ],
)
def test_no_header_can_be_smuggled_in(change: dict[str, object]) -> None:
    message = read(replace(LETTER, **change))  # type: ignore[arg-type]
    assert message["Bcc"] is None
    assert message["To"].addresses[0].addr_spec == "ada@partner.example"


@pytest.mark.parametrize(
    "change",
    [
        {"to": Mailbox("", "ada@partner.example\r\nBcc: eve@evil.example")},
        {"to": Mailbox("", "")},
        {"reply_to": "nobody"},
        {"message_id": "with space@x"},
        {"list_unsubscribe": "javascript:alert(1)"},
        {"list_unsubscribe": "https://vendor.example/>\r\nBcc: x"},
    ],
)
def test_what_cannot_be_sent_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        compose(replace(LETTER, **change))  # type: ignore[arg-type]


NAMES = st.text(st.characters(codec="utf-8"), max_size=120)


@settings(max_examples=150, deadline=None)
@given(name=NAMES, subject=NAMES)
def test_any_name_and_subject_come_back_as_cleaned(name: str, subject: str) -> None:
    message = read(replace(LETTER, to=Mailbox(name, "ada@partner.example"), subject=subject))
    (address,) = message["To"].addresses
    assert address.addr_spec == "ada@partner.example"
    assert "".join(str(message["Subject"]).split()) == "".join(clean_subject(subject).split())
    assert {key.lower() for key in message} <= {
        *("from", "to", "subject", "date", "message-id"),
        *("content-type", "content-transfer-encoding", "mime-version"),
    }


@pytest.mark.parametrize(
    "name", ["Müller, Anna", 'O"Hara', "Ling (Ada)", "李 小龙", "Ada <eve@evil.example>", ""]
)
def test_a_name_is_shown_as_it_is(name: str) -> None:
    (address,) = read(replace(LETTER, to=Mailbox(name, "ada@partner.example")))["To"].addresses
    assert (address.display_name, address.addr_spec) == (name, "ada@partner.example")


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=3000))
def test_any_words_arrive(text: str) -> None:
    assert part_of(read(replace(LETTER, text=text)), "plain").split() == text.split()


def test_machines_say_that_they_are_machines_and_lists_can_be_left() -> None:
    url = "https://vendor.example/u/" + 120 * "x"
    message = read(replace(LETTER, auto_submitted="auto-replied", list_unsubscribe=url))
    assert message["Auto-Submitted"] == "auto-replied"
    assert message["List-Unsubscribe"] == f"<{url}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert read(LETTER)["Auto-Submitted"] is None


def test_a_foreign_address_travels_in_utf8_and_a_foreign_domain_in_ascii() -> None:
    assert (
        "To: jürgen@partner.example\r\n".encode()
        in compose(replace(LETTER, to=Mailbox("", "jürgen@partner.example"))).as_bytes()
    )
    assert (
        b"To: ada@xn--bcher-kva.example\r\n"
        in compose(replace(LETTER, to=Mailbox("", "ada@bücher.example"))).as_bytes()
    )


@pytest.mark.parametrize(
    ("subject", "answer"),
    [
        ("Intro", "Re: Intro"),
        ("Re: Intro", "Re: Intro"),
        ("RE: Re: AW: Intro", "Re: Intro"),
        ("Re[2]: Intro", "Re: Intro"),
        ("Fwd: Intro", "Re: Fwd: Intro"),
        ("Reply: Intro", "Re: Reply: Intro"),
        ("", "Re:"),
    ],
)
def test_an_answer_has_one_re(subject: str, answer: str) -> None:
    assert reply_subject(subject) == answer
    assert clean_subject(answer) == answer


def test_an_outbox_key_has_one_message_id_for_ever_and_only_who_has_the_secret_can_tell_it() -> None:
    old = "11aaffc1f95593133dbc7fc64abdfd04673272d2"  # as mails that are out have it
    assert message_name("confirm:1") == old
    assert message_name("confirm:1", b"ours") == message_name("confirm:1", b"ours")
    others = [message_name("confirm:1", b"ours"), message_name("confirm:1", b"x"), message_name("confirm:2")]
    assert len({old, *others}) == 4


def test_a_date_is_written_in_utc() -> None:
    assert read(LETTER)["Date"].datetime == datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
