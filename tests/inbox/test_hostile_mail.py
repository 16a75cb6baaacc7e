"""Mails made to stall, crash or fool the reader end in bounded time with the right answer."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable

import pytest

from inbox.formats.mime import MAX_UNWRAPPED_BYTES, read_parts
from inbox.forwards import read_forward
from inbox.message import ParsedMail, addresses_in, parse
from inbox.proof.authentication import authenticate
from inbox.replies import looks_like_reply, own_words
from inbox.screening import screen
from tests.inbox.mails import DESK, HELEN, base64_part, multipart, part, raw_mail
from tests.inbox.test_read import reading_of
from tests.inbox.test_wrappers import attribute, properties, tnef, winmail

PATIENCE_S = 10.0  # of the processor; each takes well under a second of it


def read_all(raw: bytes) -> ParsedMail:
    """Everything this half of reading does with a mail."""
    mail = parse(raw)
    screen(mail, DESK)
    authenticate(mail, raw, DESK)
    found = read_forward(mail.text, mail.subject, is_reply=looks_like_reply(mail), html=mail.html)
    own_words(found.cover if found else mail.text, mail.html)
    addresses_in(mail)
    return mail


def nested_multiparts(depth: int) -> bytes:
    opening = "".join(f'--b{n}\nContent-Type: multipart/mixed; boundary="b{n + 1}"\n\n' for n in range(depth))
    return raw_mail(opening + f"--b{depth}\n\nDeep.\n", content_type='multipart/mixed; boundary="b0"')


def nested_mails(depth: int) -> bytes:
    return raw_mail("Content-Type: message/rfc822\n\n" * depth + "Deep.", content_type="message/rfc822")


def mail_of_25_megabytes() -> bytes:
    file = base64_part(
        b"\0" * 18_000_000, "application/pdf", 'Content-Disposition: attachment; filename="big.pdf"'
    )
    body, kind = multipart(part("Please ring Jane Dough."), file)
    return raw_mail(body, content_type=kind)


def many_parts(count: int) -> bytes:
    body, kind = multipart(*[part("x")] * count)
    return raw_mail(body, content_type=kind)


def winmails(count: int) -> bytes:
    mail = b"Content-Type: multipart/mixed; boundary=q\n\n" + b"--q\n\nhi\n" * 900
    inside = base64_part(tnef(files=((b"a.eml", mail),) * 18), "application/ms-tnef")
    body, kind = multipart(*[inside] * count)
    return raw_mail(body, content_type=kind)


BOMBS: dict[str, Callable[[], bytes]] = {
    "25 MB": mail_of_25_megabytes,
    "25 MB of text": lambda: raw_mail("word " * 5_000_000),
    "25 MB of html": lambda: raw_mail("<p>word" * 3_500_000, content_type="text/html"),
    "25 MB in one line of header": lambda: raw_mail(headers=[("X-Long", "x" * 25_000_000)]),
    "25 MB of header lines": lambda: raw_mail(headers=[("X", "y")] * 3_000_000),
    "100,000 parts": lambda: many_parts(100_000),
    "10,000 levels of multipart": lambda: nested_multiparts(10_000),
    "10,000 levels of attached mails": lambda: nested_mails(10_000),
    "20,000 From lines": lambda: raw_mail(headers=[("From", "evil@x.example")] * 20_000),
    "20,000 From lines in the body": lambda: raw_mail("From: Jane <jane@d.example>\n" * 20_000),
    "20,000 blank lines": lambda: raw_mail("\n" * 20_000 + "Please ring Jane."),
    "nested divs": lambda: raw_mail("<div>" * 100_000 + "x", content_type="text/html"),
    "nested quotes": lambda: raw_mail("<blockquote>" * 50_000 + "x", content_type="text/html"),
    "encoded words": lambda: raw_mail(
        subject="=?utf-8?q?" * 6_000, from_="=?utf-8?b?" * 6_000 + " <a@b.example>"
    ),
    "broken encoded words": lambda: raw_mail(subject="=?" * 30_000, headers=[("X", "=?=?q?" * 9_000)] * 50),
    "addresses": lambda: raw_mail(headers=[("Cc", "a@b.example, " * 4_900)] * 40),
    "blanks between addresses": lambda: raw_mail(headers=[("Cc", "a@b.example," + " \t" * 30_000 + "x")] * 8),
    "half an address": lambda: raw_mail(
        headers=[("Cc", "<" * 60_000), ("To", '"' * 60_000), ("Cc", "(" * 60_000)]
    ),
    "colons and commas": lambda: raw_mail(headers=[("Cc", ":;,<>" * 12_000)], from_=",;:" * 20_000),
    "references": lambda: raw_mail(headers=[("References", "<a@b> " * 10_000), ("References", "<" * 60_000)]),
    "parameters": lambda: raw_mail(content_type="text/plain; " + 'a="' * 20_000),
    "numbered parameters": lambda: raw_mail(
        content_type="x/y; " + "; ".join(f"n*{n}*=''%" for n in range(9_000))
    ),
    "a boundary that is everywhere": lambda: raw_mail(
        "--\n" * 300_000, content_type='multipart/mixed; boundary=""'
    ),
    "look-alike boundaries": lambda: raw_mail(
        "--aa\n" * 300_000, content_type='multipart/mixed; boundary="a"'
    ),
    "dashes": lambda: raw_mail("-" * 3_000_000, content_type='multipart/mixed; boundary="-"'),
    "quoted-printable": lambda: raw_mail("=\n" * 2_000_000, encoding="quoted-printable"),
    "broken base64": lambda: raw_mail("=A" * 2_000_000, encoding="base64"),
    "results": lambda: raw_mail(headers=[("Authentication-Results", "(" * 60_000)], trusted=False),
    "results with quotes": lambda: raw_mail(
        headers=[("Authentication-Results", 'm; a="' * 9_000)], trusted=False
    ),
    "a delivery report": lambda: raw_mail(
        "Action: failed\n\n" * 50_000, content_type="message/delivery-status"
    ),
    "a vCard": lambda: raw_mail("PHOTO:" + "\n A" * 50_000, content_type="text/vcard"),
    "a winmail.dat": lambda: raw_mail("\x78\x9f\x3e\x22" * 9_000, content_type="application/ms-tnef"),
    "a winmail.dat of nothing, over and over": lambda: winmail(
        "", tnef() + attribute(1, 0, 0, b"") * 350_000
    ),
    "a winmail.dat that promises properties": lambda: winmail(
        "", tnef() + attribute(1, 0x9003, 6, properties(claimed=2**32 - 1))
    ),
    "a winmail.dat that promises values": lambda: winmail(
        "", tnef() + attribute(1, 0x9003, 6, properties((0x1002, 0x0E08, b"\xff" * 4)))
    ),
    "a winmail.dat that promises texts": lambda: winmail(
        "", tnef() + attribute(1, 0x9003, 6, properties((0x001E, 0x1000, b"\xff" * 4)))
    ),
    "a hundred winmail.dat full of mails full of parts": lambda: winmails(100),
    "clear-signed": lambda: raw_mail("-----BEGIN PGP SIGNED MESSAGE-----\n" * 2_500),
    "flowed": lambda: raw_mail("x \n" * 300_000, content_type="text/plain; format=flowed"),
    "zeros": lambda: b"\0" * 5_000_000,
    "one byte over and over": lambda: b":" * 5_000_000,
    "carriage returns": lambda: b"\r" * 5_000_000,
    "utf-16": lambda: raw_mail("x\0" * 100_000, content_type="text/plain; charset=utf-16"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_read_in_bounded_time(name: str) -> None:
    raw = BOMBS[name]()
    start = time.process_time()
    mail = read_all(raw)
    assert time.process_time() - start < PATIENCE_S
    assert len(mail.text) <= 100_000
    assert mail.text.count("\n") < 1_500
    assert max(map(len, mail.text.split("\n"))) <= 2_000


def test_a_list_of_hundreds_of_people_is_read_in_bounded_time_and_is_a_persons_to_decide() -> None:
    people = "".join(f"Jane Doe{chr(97 + n % 26)} <jane{n}@acme{n}.example>\n" for n in range(1_400))
    began = time.process_time()
    reading = reading_of(f"Here are the people from the fair:\n\n{people}\nHelen")
    assert time.process_time() - began < PATIENCE_S
    assert (reading.action, reading.cause) == ("handoff", "too_large")
    assert reading.prospects[0].email == "jane0@acme0.example"


def test_mails_wrapped_in_mails_take_no_more_memory_than_a_mail_may_be_large() -> None:
    wrapper = b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    root, is_cut = read_parts(wrapper * 50 + b"\r\n" + b"a" * 5_000_000)
    held = {id(one.buffer): len(one.buffer) for one in root.walk()}
    assert is_cut
    assert sum(held.values()) <= MAX_UNWRAPPED_BYTES + 6_000_000


def test_the_words_of_a_large_mail_are_still_read() -> None:
    mail = parse(mail_of_25_megabytes())
    assert (mail.text, mail.sender.address) == ("Please ring Jane Dough.", "helen@brightdesk.example")
    assert [(a.name, a.content_type) for a in mail.attachments] == [("big.pdf", "application/pdf")]
    assert abs(mail.attachments[0].size - 18_000_000) < 500_000


def test_what_is_beyond_the_limits_is_said_to_be_left_out() -> None:
    assert not many_parts_truncated(900)
    assert many_parts_truncated(1_100)
    assert parse(nested_multiparts(100)).truncated
    assert not parse(nested_multiparts(50)).truncated
    assert parse(raw_mail("word " * 200_000)).truncated


def many_parts_truncated(count: int) -> bool:
    return parse(many_parts(count)).truncated


@pytest.mark.parametrize(
    "from_",
    [
        '"helen@brightdesk.example" <evil@x.example>',
        "helen@brightdesk.example <evil@x.example>",
        '"Helen <helen@brightdesk.example>" <evil@x.example>',
        "=?utf-8?q?Helen_=3Chelen=40brightdesk=2Eexample=3E?= <evil@x.example>",
        "=?utf-8?q?helen=40brightdesk=2Eexample=2C?= <evil@x.example>",
        "(helen@brightdesk.example) evil@x.example",
        "helen@brightdesk.example: evil@x.example;",
        "evil@x.example (Helen <helen@brightdesk.example>)",
        "<helen@brightdesk.example> <evil@x.example>",
        "<@brightdesk.example:evil@x.example>",
        '"helen@brightdesk.example"@x.example',
        "helen@brightdesk.example@x.example",
        "helen@brightdesk.example\0@x.example",
        "Helen <helen@brightdesk.example, evil@x.example>",
        "helen@brightdesk.example, evil@x.example",
        "helen@brightdesk.example\r\nFrom: evil@x.example",
        "helen@brightdesk.example\r\nfrom : evil@x.example",
        "helen@brіghtdesk.example",
        "helen@brightdesk.example\u3002x.example",
        "helen@brightdesk。example",
        "helen@xn--brghtdesk-q9i.example",
        "ｈelen@brightdesk.example",
    ],
)
def test_no_trick_makes_an_evil_sender_helen(from_: str) -> None:
    assert parse(raw_mail(from_=from_)).sender.address != "helen@brightdesk.example"


def test_bidirectional_marks_and_controls_are_taken_out() -> None:
    mail = parse(
        raw_mail(
            "a\u202eb\x00c\u2066d\x1be\ufefff", subject="x\u202ey\x07z", from_="H\u202e\x08M <h@b.example>"
        )
    )
    assert (mail.text, mail.subject, mail.sender.name) == ("abcdef", "xyz", "HM")


def test_an_encoded_line_end_injects_no_header() -> None:
    mail = parse(
        raw_mail(
            subject="=?utf-8?q?Hi=0D=0ABcc:_evil@x.example?=", from_="=?utf-8?b?SA0KQmNjOiB4?= <h@b.example>"
        )
    )
    assert (mail.subject, mail.sender.name) == ("Hi Bcc: evil@x.example", "H Bcc: x")
    assert mail.header("Bcc") == ""


def test_an_encoded_word_cannot_forge_our_servers_verdict() -> None:
    forged = "mx.vendor.example; spf=fail =?utf-8?q?=3B?= dmarc=pass header.from=brightdesk.example"
    raw = raw_mail(headers=[("Authentication-Results", forged)], trusted=False)
    assert not authenticate(parse(raw), raw, DESK).authenticated


@pytest.mark.parametrize(
    "message_id",
    [
        "<[x@y",
        "<x@[127.0.0.1>",
        "<>",
        "<",
        "x",
        "<a b@c>",
        "<" + "x" * 5_000 + "@y>",
        "=?q?",
        "\t",
        "<x@y>\0",
    ],
)
def test_a_broken_message_id_is_still_a_mail(message_id: str) -> None:
    mail = parse(raw_mail(headers=[("Message-ID", message_id), ("In-Reply-To", message_id)]))
    assert mail.text == "Please ring Jane Dough."
    assert not set("<>\0 \t") & set(mail.message_id)


def test_markup_and_templates_in_words_stay_words() -> None:
    text = "<script>alert(1)</script> <!channel> {{7*7}} ${x} %s"
    mail = parse(raw_mail(text, subject=text))
    assert (mail.text, mail.subject) == (text, text)


def test_script_in_html_is_not_read() -> None:
    mail = parse(raw_mail("<p>Hi</p><script>jane@evil.example</script>", content_type="text/html"))
    assert mail.text == "Hi"
    assert "jane@evil.example" not in addresses_in(mail)


def test_three_hundred_recipients_are_all_read() -> None:
    crowd = ", ".join(f"Person {n} <p{n}@d.example>" for n in range(300))
    mail = parse(raw_mail(to=crowd, from_=HELEN))
    assert len(mail.to) == 300
    assert len(addresses_in(mail)) == 301


def test_addresses_to_look_up_are_bounded() -> None:
    assert len(addresses_in(parse(raw_mail(" ".join(f"p{n}@d.example" for n in range(3_000)))))) == 500


@pytest.mark.parametrize(
    "hidden", ["Date", "Delivered-To", "Content-Disposition", "Content-Transfer-Encoding", "MIME-Version"]
)
@pytest.mark.parametrize(
    "value", ["", "\0", "=?", '"', "99999999999", "x; y=z; *=*'", "base64", "\udcff", "é" * 99]
)
def test_nonsense_in_any_header_does_no_harm(hidden: str, value: str) -> None:
    raw = raw_mail(headers=[(hidden, value)])
    assert read_all(raw).sender.address == "helen@brightdesk.example"


def test_text_in_base64_cut_anywhere_is_read_as_far_as_it_goes() -> None:
    encoded = base64.b64encode("Grüße, Jane".encode()).decode()
    for cut in range(len(encoded)):
        assert "Grüße, Jane".startswith(
            parse(raw_mail(encoded[:cut], encoding="base64")).text.rstrip("\ufffd")
        )
