"""Forwarded mails out of bodies, whatever mail program wrote them."""

from __future__ import annotations

import time

import pytest

from inbox.forwards import bare_subject, people_in, read_forward, subject_kind
from inbox.message import parse
from inbox.reading import Mailbox
from tests.inbox.forward_cases import CASES, JANE_AT, SAM_AT, WORDS, Case, quoted
from tests.inbox.html_forwards import HTML_FORWARDS
from tests.inbox.mails import raw_mail
from tests.inbox.outlook_fields import OUTLOOK_FIELDS

BLOCK = f"""From: Jane Dough <{JANE_AT}>
Sent: Monday, February 2, 2026 6:41 PM
To: Sam Poe <{SAM_AT}>
Subject: Payroll

{WORDS}"""


def boxes(pairs: tuple[tuple[str, str], ...]) -> tuple[Mailbox, ...]:
    return tuple(Mailbox(name, address) for name, address in pairs)


@pytest.mark.parametrize("subject", ["as sent", "", "Somebody for you"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_forward_is_read_with_its_subject_given_missing_or_edited(case: Case, subject: str) -> None:
    found = read_forward(case.body, case.subject if subject == "as sent" else subject)
    assert found is not None
    got = (found.sender, found.to, found.cc, found.subject, found.body, found.cover)
    sender = Mailbox(*case.sender)
    assert got == (sender, boxes(case.to), boxes(case.cc), case.about, case.words, case.cover)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_forward_inside_a_forward_is_the_inner_one(case: Case) -> None:
    outer = f"""See below.

---------- Forwarded message ---------
From: Bob Bee <bob@middle.example>
Date: Tue, 3 Feb 2026 at 09:00
Subject: Fwd: {case.about}
To: Sam Poe <{SAM_AT}>


{case.body}"""
    found = read_forward(outer, "Fwd: Fwd: Payroll")
    assert found is not None
    assert found.inner is not None
    got = (found.sender.address, found.cover, found.words, found.inner.sender.address, found.inner.body)
    assert got == ("bob@middle.example", "See below.", case.cover, case.sender[1], case.words)


@pytest.mark.parametrize(
    "reply",
    [
        f"Great, thanks!\n\nOn Mon, 2 Feb 2026 at 18:41, Jane Dough <{JANE_AT}> wrote:\n\n{quoted(WORDS)}",
        f"Danke!\n\nAm Mo., 2. Feb. 2026 um 18:41 Uhr schrieb Jane Dough <{JANE_AT}>:\n\n{quoted(WORDS)}",
        f"Merci !\n\nLe lun. 2 févr. 2026 à 18:41, Jane Dough <\n{JANE_AT}> a écrit :\n\n{quoted(WORDS)}",
        f"Gracias\n\nEl lun, 2 feb 2026 a las 18:41, Jane Dough (<{JANE_AT}>) escribió:\n\n{quoted(WORDS)}",
        f"Grazie\n\nIl giorno lun 2 feb 2026 alle 18:41 Jane <{JANE_AT}> ha scritto:\n\n{quoted(WORDS)}",
        f"Bedankt\n\nOp ma 2 feb 2026 om 18:41 schreef Jane Dough <{JANE_AT}>:\n\n{quoted(WORDS)}",
        f"Obrigado\n\nEm 2 de fev. de 2026 às 18:41, Jane Dough <{JANE_AT}> escreveu:\n\n{quoted(WORDS)}",
        f"Tack\n\nDen mån 2 feb. 2026 kl 18:41 skrev Jane Dough <{JANE_AT}>:\n\n{quoted(WORDS)}",
        f"Dzięki\n\npon., 2 lut 2026 o 18:41 Jane Dough <{JANE_AT}> napisał(a):\n\n{quoted(WORDS)}",
        f"Kiitos\n\nma 2. helmik. 2026 klo 18.41 Jane Dough ({JANE_AT}) kirjoitti:\n\n{quoted(WORDS)}",
        f"Díky\n\npo 2. 2. 2026 v 18:41 odesílatel Jane Dough <{JANE_AT}> napsal:\n\n{quoted(WORDS)}",
        f"Спасибо\n\nпн, 2 февр. 2026 г. в 18:41, Jane Dough <{JANE_AT}>:\n\n{quoted(WORDS)}",
        f"谢谢\n\nJane Dough <{JANE_AT}> 于2026年2月2日周一 18:41写道：\n\n{quoted(WORDS)}",
        f"ありがとう\n\n2026年2月2日(月) 18:41 Jane Dough <{JANE_AT}>:\n\n{quoted(WORDS)}",
        f"Sure.\n\n> On 2 Feb 2026, at 18:41, Jane Dough <{JANE_AT}> wrote:\n>\n{quoted(WORDS)}",
        f"Sure.\n\nJane Dough wrote on 2/2/2026 18:41:\n{quoted(WORDS)}",
        f"Sure.\n\nOn 2/2/26 18:41, Jane Dough wrote:\n{quoted(BLOCK)}",
        f"Sure.\n\nOn 2 Feb 2026, Bo <bo@x.example> wrote:\n\n> ---- Forwarded message ----\n{quoted(BLOCK)}",
    ],
)
def test_a_reply_is_no_forward(reply: str) -> None:
    assert read_forward(reply, "Re: Payroll") is None
    assert read_forward(reply, "") is None


@pytest.mark.parametrize(
    "subject", ["Re: Payroll", "AW: Payroll", "SV: Payroll", "Antw: Payroll", "回复: Payroll"]
)
@pytest.mark.parametrize("rule", ["", "________________________________\n", "-----Original Message-----\n"])
def test_an_outlook_reply_is_no_forward_though_it_looks_like_one(subject: str, rule: str) -> None:
    assert read_forward(f"Thanks!\n\n{rule}{BLOCK}", subject) is None
    assert read_forward(f"Thanks!\n\n{rule}{BLOCK}", "", is_reply=True) is None


@pytest.mark.parametrize("subject", ["", "Payroll"])
@pytest.mark.parametrize(
    "cover",
    ["Hi Jane,\n\nTuesday suits me.\n\nSam", "Sehr geehrte Frau Dough,\n\nvielen Dank.", "Jane, yes please!"],
)
def test_who_greets_the_writer_answers_and_passes_nothing_on(cover: str, subject: str) -> None:
    assert read_forward(f"{cover}\n\n{BLOCK}", subject) is None
    assert read_forward(f"{cover}\n\n{BLOCK}", "Fwd: Payroll") is not None


@pytest.mark.parametrize(
    "cover",
    [
        "Hi Dana, meet Jane Dough!",
        "Jane Dough is looking for payroll.",
        "Thanks, and here is Jane.",
        "Jane Dough",
    ],
)
def test_who_speaks_of_the_writer_passes_the_mail_on(cover: str) -> None:
    assert read_forward(f"{cover}\n\n{BLOCK}", "Payroll") is not None


def test_a_reply_that_says_it_forwards_is_a_forward() -> None:
    found = read_forward(
        f"Here:\n\n---------- Forwarded message ---------\n{BLOCK}", "Re: Any news?", is_reply=True
    )
    assert found is not None
    assert (found.sender.address, found.cover) == (JANE_AT, "Here:")


def test_vs_forwards_in_norwegian_and_answers_in_finnish() -> None:
    norwegian = (
        BLOCK.replace("From:", "Fra:")
        .replace("Sent:", "Sendt:")
        .replace("To:", "Til:")
        .replace("Subject:", "Emne:")
    )
    finnish = (
        BLOCK.replace("From:", "Lähettäjä:")
        .replace("Sent:", "Lähetetty:")
        .replace("To:", "Vastaanottaja:")
        .replace("Subject:", "Aihe:")
    )
    assert read_forward(norwegian, "VS: Payroll") is not None
    assert read_forward(finnish, "VS: Payroll") is None


@pytest.mark.parametrize(
    "note",
    [
        "Please call Jane Dough, jane@doughworks.example, 020 7946 0000.",
        "________________\nMail: a@b.example\nAssistant: c@b.example\nFounded: 2019\nWeb: b.example",
        "Name: Jane Dough\nEmail: jane@doughworks.example\nCompany: Doughworks\nPhone: 020 7946 0000",
        "Hi,\n\nFrom: London to Leeds, that is a long way.\nTo: be honest I forgot.\n\nSam",
        "Subject: to contract, we start on Monday.\nDate: 3 March\n\nSam",
        "I forwarded the message from Jane last week: did you get it?",
        "",
        "\n" * 50,
    ],
)
def test_a_plain_note_is_no_forward(note: str) -> None:
    assert read_forward(note, "Fwd: Payroll") is None


def test_a_sentence_like_an_attribution_in_the_cover_note_hides_no_forward() -> None:
    cover = f"On Monday 2 Feb at 18:41 Jane ({JANE_AT}) wrote:\nsee yourself."
    body = f"{cover}\n\n---- Forwarded message ----\n{BLOCK}"
    found = read_forward(body, "Fwd: Payroll")
    assert found is not None
    assert found.sender.address == JANE_AT


def test_words_below_a_quoted_forward_belong_to_the_cover_note() -> None:
    body = f"Begin forwarded message:\n\n{quoted(BLOCK)}\n\nCan you ring her?\nSam"
    found = read_forward(body, "Fwd: Payroll")
    assert found is not None
    assert (found.body, found.cover) == (WORDS, "Can you ring her?\nSam")


def test_html_is_read_when_the_plain_text_has_lost_the_fields() -> None:
    html = (
        "<div>One for you.<br><br></div><blockquote type='cite'><div>Begin forwarded message:</div>"
        f"<div><b>From: </b>Jane Dough &lt;<a href='mailto:{JANE_AT}'>{JANE_AT}</a>&gt;<br></div>"
        "<div><b>Subject: </b><b>Payroll</b><br></div><div><b>Date: </b>2 February 2026<br></div>"
        f"<div><b>To: </b>Sam Poe &lt;<a href='mailto:{SAM_AT}'>{SAM_AT}</a>&gt;<br></div><br>"
        "<div>Hello</div></blockquote>"
    )
    found = read_forward("One for you.", "Fwd: Payroll", html=html)
    assert found is not None
    got = (found.sender, found.to, found.subject, found.body, found.cover)
    assert got == (
        Mailbox("Jane Dough", JANE_AT),
        (Mailbox("Sam Poe", SAM_AT),),
        "Payroll",
        "Hello",
        "One for you.",
    )


@pytest.mark.parametrize(
    "line",
    [
        f'On 02/02/2026, 18:41, "Jane Dough" <{JANE_AT}> wrote:',
        f"Le 02/02/2026 18:41, « Jane Dough » <{JANE_AT}> a écrit :",
        f"Am 02.02.26 um 18:41 schrieb Jane Dough <{JANE_AT}>:",
        f"Op 02-02-2026 om 18:41 heeft Jane Dough <{JANE_AT}> het volgende geschreven:",
        f'Den 02.02.2026 18:41, skrev "Jane Dough" <{JANE_AT}>:',
        f"Dne 02.02.2026 18:41, odesílatel „Jane Dough“ <{JANE_AT}> napsal:",
        f'El 02/02/26, 18:41, "Jane Dough" <{JANE_AT}> escribió:',
        f"W dniu 02.02.2026, 18:41 użytkownik „Jane Dough” <{JANE_AT}> napisał:",
    ],
)
def test_outlook_for_mac_forwards_with_a_line_as_in_a_reply_and_only_the_subject_tells(line: str) -> None:
    body = f"One for you.\n\n{line}\n\n{WORDS}"
    for subject in ("FW: Payroll", "Somebody for you", ""):
        found = read_forward(body, subject)
        assert found is not None
        got = (found.sender, found.body, found.cover)
        assert got == (Mailbox("Jane Dough", JANE_AT), WORDS, "One for you.")
    assert read_forward(body, "Re: Payroll") is None
    assert read_forward(body, "Somebody for you", is_reply=True) is None


@pytest.mark.parametrize("copy", [True, False])
@pytest.mark.parametrize("language", OUTLOOK_FIELDS)
def test_the_fields_of_outlook_are_known_in_many_languages(language: str, copy: bool) -> None:
    sender, sent, to, cc, subject = OUTLOOK_FIELDS[language]
    copied = f"{cc}: Bo Bee <bo@doughworks.example>\n" if copy else ""
    body = (
        f"One for you.\n\n________________________________\n{sender}: Jane Dough <{JANE_AT}>\n"
        f"{sent}: 2 Feb 2026 18:41\n{to}: Sam Poe <{SAM_AT}>\n{copied}{subject}: Payroll\n\n{WORDS}"
    )
    found = read_forward(body, "Somebody for you")
    assert found is not None
    got = (found.sender.address, found.date, found.to, found.cc, found.subject, found.body, found.cover)
    copies = (Mailbox("Bo Bee", "bo@doughworks.example"),) if copy else ()
    assert got == (
        JANE_AT,
        "2 Feb 2026 18:41",
        (Mailbox("Sam Poe", SAM_AT),),
        copies,
        "Payroll",
        WORDS,
        "One for you.",
    )


@pytest.mark.parametrize("name", HTML_FORWARDS)
def test_a_forward_that_is_only_html_is_read_like_plain_text(name: str) -> None:
    mail = parse(raw_mail(HTML_FORWARDS[name], content_type="text/html; charset=utf-8"))
    found = read_forward(mail.text, "Somebody for you", html=mail.html)
    assert found is not None
    got = (found.sender, found.to, found.subject, found.cover, found.body)
    people = (Mailbox("Jane Dough", JANE_AT), (Mailbox("Sam Poe", SAM_AT),))
    assert got == (*people, "Payroll", "One for you.", "Hello Sam,\n\nplease ring me.")


@pytest.mark.parametrize(
    ("value", "people"),
    [
        ("Jane Dough <jane@d.example>", [("Jane Dough", "jane@d.example")]),
        (
            '"Dough, Jane" <jane@d.example>; Bo <bo@d.example>',
            [("Dough, Jane", "jane@d.example"), ("Bo", "bo@d.example")],
        ),
        ("Dough, Jane <jane@d.example>", [("Dough, Jane", "jane@d.example")]),
        ("jane@d.example", [("", "jane@d.example")]),
        ("<jane@d.example>, bo@d.example", [("", "jane@d.example"), ("", "bo@d.example")]),
        ("jane@d.example <mailto:jane@d.example>", [("", "jane@d.example")]),
        ("Jane Dough<mailto:jane@d.example>", [("Jane Dough", "jane@d.example")]),
        ("jane@d.example (Jane Dough)", [("Jane Dough", "jane@d.example")]),
        ("Jane Dough (jane@d.example)", [("Jane Dough", "jane@d.example")]),
        ("'Jane Dough' <JANE@D.example>", [("Jane Dough", "jane@d.example")]),
        ("Jane Dough; Bo Bee", [("Jane Dough", ""), ("Bo Bee", "")]),
        ("Jane Dough; Bo Bee <bo@d.example>", [("Jane Dough", ""), ("Bo Bee", "bo@d.example")]),
        ("Jane Dough via Desk <desk@d.example>", [("Jane Dough via Desk", "desk@d.example")]),
        ("Zoë O'Brien-Łuć <zoe.o'brien@d.example>", [("Zoë O'Brien-Łuć", "zoe.o'brien@d.example")]),
        ("山田太郎 <taro@d.example>", [("山田太郎", "taro@d.example")]),
        ('"helen@partner.example" <evil@x.example>', [("", "helen@partner.example"), ("", "evil@x.example")]),
        ("", []),
    ],
)
def test_people_are_read_as_mail_programs_print_them(value: str, people: list[tuple[str, str]]) -> None:
    assert people_in(value) == boxes(tuple(people))


@pytest.mark.parametrize(
    ("subject", "kind", "bare"),
    [
        ("Fwd: Payroll", "forward", "Payroll"),
        ("FW: RE: Payroll", "forward", "Payroll"),
        ("WG: Payroll", "forward", "Payroll"),
        ("TR : Payroll", "forward", "Payroll"),
        ("转发：Payroll", "forward", "Payroll"),
        ("Re: Fwd: Payroll", "reply", "Payroll"),
        ("RE[2]: Payroll", "reply", "Payroll"),
        ("Aw: Payroll", "reply", "Payroll"),
        ("Payroll: how?", "plain", "Payroll: how?"),
        ("Intro: Jane", "plain", "Intro: Jane"),
        ("", "plain", ""),
    ],
)
def test_the_outermost_prefix_of_a_subject_counts(subject: str, kind: str, bare: str) -> None:
    assert (subject_kind(subject), bare_subject(subject)) == (kind, bare)


@pytest.mark.parametrize(
    "bomb",
    [
        "From:\n" * 20_000,
        "From: a <a@b.example>\n" * 20_000,
        "\n" * 20_000 + "From: x",
        ">" * 100_000,
        ("> " * 500 + "\n") * 500,
        "From: " + "a" * 100_000 + "\nTo: b\nSubject: c\nDate: d",
        "From: " + "<" * 50_000 + "\nTo: " + ",;" * 50_000 + "\nSubject: c\nDate: d",
        "To: " + "a@b.example, " * 7_000,
        "-" * 100_000,
        ("-" * 200 + "\n") * 500,
        "On " + "1 " * 40_000 + "wrote:\n",
        "On 1 Jan 2026 x wrote\n" * 4_000,
        "----- Forwarded message -----\n" * 3_000,
        f"---------- Forwarded message ---------\n{BLOCK}\n" * 300,
        "=?utf-8?q?" * 10_000,
        "a:b:c\n" * 1_400 + BLOCK,
        "(" * 50_000 + ")" * 50_000,
        ("a@" * 20_000),
        "a.b." * 20_000 + "@x",
        "*_ " * 30_000 + ":",
        ("-" * 150 + "x\n") * 700,
        ("-=_*" * 38 + " x:\n") * 700,
    ],
)
def test_no_body_takes_long(bomb: str) -> None:
    start = time.process_time()
    for subject in ("Fwd: x", ""):
        read_forward(bomb, subject, html=f"<p>{bomb}")
    assert time.process_time() - start < 8


def test_the_rule_that_squirrelmail_draws_under_its_headers_is_no_part_of_the_mail() -> None:
    rule = "-" * 74
    text = (
        "Noted.\n\n---------------------------- Original Message ----------------------------\n"
        'Subject: Porters\nFrom:    "Cyril Nash" <cyril@nashhotel.example>\n'
        'Date:    Tue, May 12, 2026 10:50\nTo:      "Edna Moor" <edna@moor.example>\n'
        f"{rule}\n\nEdna, who was it?\n"
    )
    found = read_forward(text, "Fwd: Porters")
    assert found is not None
    assert (found.body, found.cover) == ("Edna, who was it?", "Noted.")
