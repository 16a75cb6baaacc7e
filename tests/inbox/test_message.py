"""Bytes to ParsedMail."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime

import pytest

from inbox.message import addresses_in, parse
from inbox.reading import Attachment, Mailbox
from tests.inbox.mails import base64_part, multipart, part, raw_mail

INNER = (
    "From: Jane Dough <jane@doughworks.example>\nSubject: Payroll\n"
    "Message-ID: <j1@doughworks.example>\n\nRing me."
)


def test_an_ordinary_mail_is_read() -> None:
    mail = parse(
        raw_mail(
            "Hello,\n\nring Jane.\n",
            headers=[
                ("Cc", '"Poe, Sam" <SAM@partnerly.example>, bo@d.example'),
                ("Reply-To", "helen@home.example"),
                ("In-Reply-To", "<a@vendor.example>"),
                ("References", "<b@vendor.example>\r\n <a@vendor.example>"),
                ("Delivered-To", "referrals@vendor.example"),
            ],
        )
    )
    assert mail.sender == Mailbox("Helen Marsh", "helen@brightdesk.example")
    assert mail.to == (Mailbox("Desk", "referrals@vendor.example"),)
    assert mail.cc == (Mailbox("Poe, Sam", "sam@partnerly.example"), Mailbox("", "bo@d.example"))
    assert mail.reply_to == (Mailbox("", "helen@home.example"),)
    assert (mail.subject, mail.message_id) == ("One for you", "one@brightdesk.example")
    assert (mail.in_reply_to, mail.references) == (
        ("a@vendor.example",),
        ("b@vendor.example", "a@vendor.example"),
    )
    assert (mail.return_path, mail.delivered_to) == (
        "helen@brightdesk.example",
        ("referrals@vendor.example",),
    )
    assert mail.date == datetime(2026, 2, 2, 17, 41, 9, tzinfo=UTC)
    assert (mail.text, mail.html, mail.encrypted, mail.truncated) == (
        "Hello,\n\nring Jane.",
        "",
        False,
        False,
    )


def test_a_parsed_mail_can_be_sent_between_processes() -> None:
    mail = parse(raw_mail())
    assert pickle.loads(pickle.dumps(mail)) == mail


@pytest.mark.parametrize(
    ("value", "name", "address"),
    [
        ("=?utf-8?q?Siobh=C3=A1n?= <s@h.example>", "Siobhán", "s@h.example"),
        ("=?iso-8859-1?q?J=FCrgen_D=F6ring?= <j@d.example>", "Jürgen Döring", "j@d.example"),
        ("=?utf-8?b?5bGx55Sw?= =?utf-8?b?5aSq6YOO?= <t@y.example>", "山田太郎", "t@y.example"),
        ("=?utf-8?b?5bGx55S=?=\r\n =?utf-8?b?w5aSq?= <t@y.example>", None, "t@y.example"),
        ("=?iso-2022-jp?b?GyRCOzNFRBsoQg==?= <t@y.example>", "山田", "t@y.example"),
        ("=?x-unknown?q?Bo?= <bo@d.example>", "Bo", "bo@d.example"),
        ("Zoë Łuć <z@d.example>", "Zoë Łuć", "z@d.example"),
        ('"Dough, Jane (Sales)" <JANE@D.example>', "Dough, Jane (Sales)", "jane@d.example"),
        ("jane@d.example (Jane Dough)", "Jane Dough", "jane@d.example"),
        ("jane@d.example", "", "jane@d.example"),
        ('"jane@d.example" <jane@d.example>', "", "jane@d.example"),
        ("=?utf-8?q?evil=40x=2Eexample=2C_Helen?= <h@b.example>", "evil@x.example, Helen", "h@b.example"),
    ],
)
def test_the_sender_is_the_address_and_the_name_is_decoded(
    value: str, name: str | None, address: str
) -> None:
    sender = parse(raw_mail(from_=value)).sender
    assert sender.address == address
    assert name is None or sender.name == name


@pytest.mark.parametrize(
    ("charset", "encoded"),
    [
        ("iso-8859-1", "Grüße".encode("cp1252")),
        ("windows-1252", "Grüße".encode("cp1252")),
        ("utf-16", "Grüße".encode("utf-16")),
        ("x-does-not-exist", "Grüße".encode()),
        ("", "Grüße".encode("cp1252")),
        ("us-ascii", "Grüße".encode()),
        ("utf-8", "Grüße".encode("cp1252")),
        ("idna", "Grüße".encode()),
        ("undefined", "Grüße".encode()),
        ("unicode_escape", "Grüße".encode()),
        ("zip", "Grüße".encode()),
    ],
)
def test_the_text_is_read_in_any_charset_that_is_one(charset: str, encoded: bytes) -> None:
    raw = raw_mail("@@", content_type=f'text/plain; charset="{charset}"').replace(b"@@", encoded)
    assert parse(raw).text == "Grüße"


@pytest.mark.parametrize(
    ("charset", "words"),
    [
        ("shift_jis", "こんにちは"),
        ("gb2312", "你好"),
        ("koi8-r", "Привет"),
        ("big5", "您好"),
        ("euc-kr", "안녕하세요"),
    ],
)
def test_other_scripts_are_read(charset: str, words: str) -> None:
    raw = raw_mail("@@", content_type=f"text/plain; charset={charset}").replace(b"@@", words.encode(charset))
    assert parse(raw).text == words


def test_utf_7_cannot_smuggle_markup() -> None:
    raw = raw_mail("+ADw-script+AD4-alert(1)+ADw-/script+AD4-", content_type="text/plain; charset=utf-7")
    assert "<script>" not in parse(raw).text


def test_html_stands_in_for_a_missing_or_empty_or_trivial_plain_part() -> None:
    html = "<p>Hello team,</p><p>" + "please ring <b>Jane</b> about payroll. " * 20 + "</p>"
    for plain in (None, "", "\n\n", "Your mail program cannot show HTML."):
        parts = ([part(plain)] if plain is not None else []) + [part(html, "text/html; charset=utf-8")]
        body, kind = multipart(*parts, kind="alternative")
        assert parse(raw_mail(body, content_type=kind)).text.startswith(
            "Hello team,\n\nplease ring Jane about"
        )


def test_plain_text_is_preferred_where_it_says_it_all() -> None:
    body, kind = multipart(
        part("Ring Jane."), part("<p>Ring <b>Jane</b>.</p>", "text/html"), kind="alternative"
    )
    mail = parse(raw_mail(body, content_type=kind))
    assert (mail.text, mail.html) == ("Ring Jane.", "<p>Ring <b>Jane</b>.</p>")


def test_text_between_pictures_is_joined_and_the_pictures_are_listed() -> None:
    picture = base64_part(b"x" * 300, "image/png", 'Content-Disposition: inline; filename="a.png"')
    body, kind = multipart(part("Above."), picture, part("Below."))
    mail = parse(raw_mail(body, content_type=kind))
    assert mail.text == "Above.\nBelow."
    assert [(a.name, a.content_type) for a in mail.attachments] == [("a.png", "image/png")]


def test_attached_mails_are_read_and_never_mixed_into_the_text() -> None:
    twice = part(INNER, "message/rfc822")
    as_file = base64_part(
        INNER.encode(), "application/octet-stream", 'Content-Disposition: attachment; filename="x.eml"'
    )
    digest, digest_kind = multipart(f"\n{INNER}", kind="digest", boundary="=_b2")
    body, kind = multipart(part("See attached."), twice, as_file, part(digest, digest_kind))
    mail = parse(raw_mail(body, content_type=kind))
    assert mail.text == "See attached."
    assert [(m.sender.address, m.text) for m in mail.attached] == [
        ("jane@doughworks.example", "Ring me.")
    ] * 3


def test_a_mail_attached_to_an_attached_mail_is_nested() -> None:
    body, kind = multipart(part("Middle."), part(INNER, "message/rfc822"), boundary="=_b2")
    middle = f"From: Bo <bo@d.example>\nContent-Type: {kind}\n\n{body}"
    body, kind = multipart(part("Top."), part(middle, "message/rfc822"))
    mail = parse(raw_mail(body, content_type=kind))
    assert [m.text for m in (mail, mail.attached[0], mail.attached[0].attached[0])] == [
        "Top.",
        "Middle.",
        "Ring me.",
    ]


def test_vcards_are_read_without_their_pictures() -> None:
    card = "BEGIN:VCARD\nFN:Jane Dough\nPHOTO;ENCODING=b:AAAA\n BBBB\nEMAIL:jane@d.example\nEND:VCARD"
    body, kind = multipart(part("Card."), part(card, 'text/vcard; name="jane.vcf"'))
    mail = parse(raw_mail(body, content_type=kind))
    assert mail.vcards == ("BEGIN:VCARD\nFN:Jane Dough\nEMAIL:jane@d.example\nEND:VCARD\n",)
    assert addresses_in(mail) >= {"jane@d.example"}


@pytest.mark.parametrize(
    ("content_type", "text"),
    [
        ("text/calendar; method=REQUEST", "BEGIN:VCALENDAR"),
        ("text/calendar", "BEGIN:VCALENDAR\nMETHOD:REPLY"),
        ("application/ics", "BEGIN:VCALENDAR\nMETHOD:REQUEST"),
    ],
)
def test_an_invitation_is_noticed(content_type: str, text: str) -> None:
    body, kind = multipart(part("Come."), part(text, content_type))
    assert parse(raw_mail(body, content_type=kind)).calendar


def test_a_calendar_file_without_a_method_is_just_a_file() -> None:
    body, kind = multipart(part("See."), part("BEGIN:VCALENDAR", "text/calendar"))
    assert not parse(raw_mail(body, content_type=kind)).calendar


def test_flowed_lines_are_joined_and_quotes_keep_their_depth() -> None:
    flowed = "This is one \nparagraph.\n> a quoted \n> line\n-- \nSam\n"
    mail = parse(raw_mail(flowed, content_type="text/plain; charset=utf-8; format=flowed"))
    assert mail.text == "This is one paragraph.\n> a quoted line\n-- \nSam"


def test_names_of_files_are_decoded_however_they_are_written() -> None:
    names = (
        "Content-Disposition: attachment; filename*=utf-8''%C3%9Cbersicht.pdf",
        "Content-Disposition: attachment; filename*0*=utf-8''%C3%9Cber; filename*1=sicht.pdf",
        'Content-Disposition: attachment; filename="=?utf-8?q?=C3=9Cbersicht=2Epdf?="',
        'Content-Disposition: attachment; filename="Übersicht.pdf"',
    )
    body, kind = multipart(part("See."), *(base64_part(b"x" * 30, "application/pdf", name) for name in names))
    found = parse(raw_mail(body, content_type=kind)).attachments
    assert [a.name for a in found] == ["Übersicht.pdf"] * 4
    assert isinstance(found[0], Attachment)
    assert 29 <= found[0].size <= 31


def test_a_delivery_report_is_taken_apart() -> None:
    status = (
        "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; Jane@d.example\n"
        "Original-Recipient: rfc822;jd@d.example\nAction: failed\nStatus: 5.1.1 (unknown)\n\n"
        "Final-Recipient: rfc822; bo@d.example\nAction: delivered\nStatus: 2.0.0\n"
    )
    body, kind = multipart(
        part("Sorry."),
        part(status, "message/delivery-status"),
        part("Message-ID: <ours@vendor.example>\nSubject: x", "text/rfc822-headers"),
        kind="report; report-type=delivery-status",
    )
    report = parse(raw_mail(body, content_type=kind)).report
    assert report is not None
    assert (report.action, report.status, report.receipt) == ("failed", "5.1.1", False)
    assert (report.final_recipients, report.original_recipients) == (("jane@d.example",), ("jd@d.example",))
    assert report.original_message_id == "ours@vendor.example"


def test_a_returned_mail_is_no_attached_intro() -> None:
    body, kind = multipart(
        part("Sorry."),
        part(
            "Final-Recipient: rfc822; jane@d.example\nAction: failed\nStatus: 5.0.0",
            "message/delivery-status",
        ),
        part(INNER, "message/rfc822"),
        kind="report; report-type=delivery-status",
    )
    mail = parse(raw_mail(body, content_type=kind))
    assert mail.attached == ()
    assert mail.report is not None
    assert mail.report.original_message_id == "j1@doughworks.example"


def test_a_read_receipt_is_told_from_a_bounce() -> None:
    notice = part(
        "Disposition: manual-action/MDN-sent-manually; displayed", "message/disposition-notification"
    )
    body, kind = multipart(part("Read."), notice, kind="report; report-type=disposition-notification")
    report = parse(raw_mail(body, content_type=kind)).report
    assert report is not None
    assert report.receipt


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Please have a word with Imogen, they need payroll sorted for about 80 pickers.", "en"),
        (
            "his name is Darnell, he owns Magnolia down in Baton Rouge, abot 55 ppl, txt him, hes desprate",
            "en",
        ),
        ("Guten Morgen, bitte einmal anrufen, Bedarf Zeiterfassung für zwei Werke.", "de"),
        ("Bonjour, pouvez-vous prendre contact avec la responsable ? Merci d'avance", "fr"),
        ("Hola, os paso el contacto de una clienta, llamadla el lunes por favor. Gracias", "es"),
        ("Goedemorgen, kunnen jullie contact opnemen met een klant van ons? Groet", "nl"),
        ("Olá, segue o contato de uma cliente que precisa de folha de pagamento. Obrigado", "pt"),
        ("Buongiorno, vi segnalo una cliente che cerca un programma per le buste paga. Grazie", "it"),
        ("Dzień dobry, proszę o kontakt z naszą klientką, szuka systemu kadrowego. Dziękuję", "pl"),
        ("Hej, kan ni ringa en kund till oss? Hon är ekonomichef och väntar på ett samtal.", "sv"),
        ("Hej, kan I ringe til en af vores kunder? Hun er økonomichef og venter på et opkald.", "da"),
        ("Hei, kan dere ringe en av våre kunder? Hun er økonomisjef og venter på en samtale fra dere.", "no"),
        ("Hei, voisitteko soittaa asiakkaallemme? Hän on talousjohtaja ja odottaa puhelua. Kiitos", "fi"),
        ("Dobrý den, prosím zavolejte naší klientce, hledá mzdový systém. Děkuji", "cs"),
        ("Здравствуйте, позвоните, пожалуйста, нашему клиенту.", "ru"),
        ("山田様をご紹介します。お電話をお願いします。", "ja"),
        ("我给您介绍一位客户，请给她打电话。", "zh"),
        ("ok", "en"),
        ("", "en"),
    ],
)
def test_the_language_is_guessed_from_small_words(text: str, language: str) -> None:
    assert parse(raw_mail(text)).language == language


def test_addresses_come_from_headers_body_and_attached_mails() -> None:
    body, kind = multipart(part("Mail bo@d.example or <zoe@e.example>."), part(INNER, "message/rfc822"))
    found = addresses_in(parse(raw_mail(body, content_type=kind, headers=[("Cc", "Carl <carl@c.example>")])))
    everybody = {"helen@brightdesk.example", "referrals@vendor.example", "carl@c.example"}
    assert found == everybody | {"bo@d.example", "zoe@e.example", "jane@doughworks.example"}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n",
        b"\r\n\r\n",
        b"\0",
        b"From",
        b"From: a@b.example",
        b"no header at all\n\nbody",
        b"\xff" * 99,
    ],
)
def test_scraps_are_mails_too(raw: bytes) -> None:
    assert parse(raw).size == len(raw)


def test_a_body_right_below_the_header_is_still_read() -> None:
    assert parse(b"From: a@b.example\nSubject: x\nPlease ring Jane.\n").text == "Please ring Jane."


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_line_ends_do_not_matter(line_end: bytes) -> None:
    body, kind = multipart(part("One.\nTwo."), part("<p>One.</p>", "text/html"), kind="alternative")
    raw = raw_mail(body, content_type=kind).replace(b"\r\n", b"\n").replace(b"\n", line_end)
    assert (parse(raw).text, parse(raw).sender.address) == ("One.\nTwo.", "helen@brightdesk.example")
