"""The ready-made mails are what real mail programs send."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from bot.sandbox.cast import DESK_ADDRESS, PARTNERS, STAFF, SamplePartner
from bot.sandbox.forwards import READY, Occasion, ReadyMade, all_leads, draft, lead_of, raw
from bot.sandbox.mail import AUTHSERV_ID, stamp
from bot.sandbox.mail_writers import address, message_id, written
from inbox.read import read as read_mail
from inbox.reading import Desk
from workflows.model import Contact, Directory, Partner

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TOKEN = "0123456789abcdef" * 2
SAM, KATRIN, CLAIRE = PARTNERS


def read(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=policy.default)


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body(preferencelist=(kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


@pytest.mark.parametrize("partner", PARTNERS, ids=lambda partner: partner.id)
@pytest.mark.parametrize("kind", READY, ids=lambda kind: kind.key)
def test_every_ready_made_mail_is_a_whole_mail_in_text_and_html(
    kind: ReadyMade, partner: SamplePartner
) -> None:
    letter = draft(kind.key, partner, NOW)
    data = raw(kind.key, partner, NOW, TOKEN)
    mail = read(data)
    assert mail.defects == []
    assert mail["From"] == address(*letter.sender)
    assert mail["Message-ID"] == message_id(letter, TOKEN)
    assert DESK_ADDRESS in f"{mail['To']} {mail['Cc']}"
    assert body(mail, "plain").strip() == letter.text.strip()
    shown = re.sub(r"<[^>]+>|\s+|&\w+;|&#\d+;", "", body(mail, "html"))
    assert letter.text.split()[-1] in shown
    assert max(len(line) for line in data.split(b"\r\n")) <= 998


@pytest.mark.parametrize(
    ("key", "partner", "signs"),
    [
        (
            "gmail",
            SAM,
            ["---------- Forwarded message ---------\nFrom: Priya Natarajan <priya@harborpine.example>"],
        ),
        (
            "outlook",
            SAM,
            ["_" * 32 + "\nFrom: Theo Lindqvist <", "\nSent: 23 November 2026 03:53\nTo: Sam Ortega"],
        ),
        (
            "outlook",
            KATRIN,
            ["\nVon: Sabine Thoma <", "\nGesendet: 23.11.2026 03:53\nAn: Katrin", "\nBetreff: Dienst"],
        ),
        (
            "apple",
            CLAIRE,
            ["Début du message réexpédié :\n\n> De: Nadia Kaci <", "\n> Objet: Gardes de nuit"],
        ),
    ],
)
def test_each_program_marks_a_forward_in_its_own_way_and_language(
    key: str, partner: SamplePartner, signs: list[str]
) -> None:
    text = draft(key, partner, NOW).text
    assert [sign for sign in signs if sign not in text] == []


@pytest.mark.parametrize(
    ("key", "sign"),
    [
        ("gmail", 'class="gmail_quote gmail_quote_container"'),
        ("outlook", 'id="divRplyFwdMsg"'),
        ("apple", 'type="cite"'),
    ],
)
def test_the_html_has_the_marks_by_which_parsers_know_the_program(key: str, sign: str) -> None:
    assert sign in body(read(raw(key, SAM, NOW, TOKEN)), "html")


def test_an_edited_text_is_sent_as_edited_and_hostile_words_stay_words() -> None:
    letter = draft("gmail", SAM, NOW)
    evil = "<script>alert(1)</script> & <!channel>"
    edited = replace(letter, text=letter.text.replace("Hi team,", evil), subject=f"Fwd:\r\nBcc: x {evil}")
    mail = read(written(edited, at=NOW, token=TOKEN))
    assert mail["Bcc"] is None
    assert evil in body(mail, "plain")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;!channel&gt;" in body(mail, "html")


def test_a_new_draft_is_about_a_prospect_nobody_has_sent_yet() -> None:
    used: dict[str, str] = {}
    for _ in all_leads()["en"]:
        used[lead_of(draft("gmail", SAM, NOW, used=used))] = SAM.email
    assert used.keys() == {lead.email for lead in all_leads()["en"]}


def test_the_same_lead_again_is_one_that_another_partner_has_introduced() -> None:
    used = {lead_of(draft(key, who, NOW)): who.email for key, who in (("gmail", SAM), ("note", KATRIN))}
    assert [lead_of(draft("rival", who, NOW, used=used)) for who in (KATRIN, SAM, CLAIRE)] == [
        "priya@harborpine.example",
        "f.lohmann@brauerei-lohmann.example",
        "f.lohmann@brauerei-lohmann.example",
    ]


def test_only_the_out_of_office_notice_says_that_a_machine_wrote_it() -> None:
    automatic = [one.key for one in READY if read(raw(one.key, SAM, NOW, TOKEN))["Auto-Submitted"]]
    assert automatic == ["away"]


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("Sam Ortega", "Sam Ortega <a@b.example>"),
        ("Ortega, Sam", '"Ortega, Sam" <a@b.example>'),
        ("", "a@b.example"),
    ],
)
def test_names_are_quoted_where_they_need_it(name: str, header: str) -> None:
    assert address(name, "a@b.example") == header


@pytest.mark.parametrize("partner", PARTNERS, ids=lambda partner: partner.id)
@pytest.mark.parametrize("kind", READY, ids=lambda kind: kind.key)
def test_the_desk_reads_every_ready_made_mail_as_it_is_meant(kind: ReadyMade, partner: SamplePartner) -> None:
    leads = all_leads()[partner.language]
    directory = Directory(tuple(known(one) for one in PARTNERS))
    desk = Desk(DESK_ADDRESS, AUTHSERV_ID, staff=frozenset(one.email for one in STAFF), country="ES")
    meant = {"away": "ignore", "stranger": "handoff"}.get(kind.key, "register")
    for lead in leads:
        letter = kind.make(Occasion(partner, lead, NOW))
        mail = stamp(written(letter, at=NOW, token=TOKEN), letter.sender[1], DESK_ADDRESS, NOW)
        reading = read_mail(mail, directory, desk)
        prospects = [(one.name, one.email, one.company) for one in reading.prospects]
        expected = [] if kind.key == "away" else [(lead.name, lead.email, lead.company)]
        assert (reading.action, prospects) == (meant, expected), lead.name


def known(partner: SamplePartner) -> Partner:
    contact = Contact(partner.contact, (partner.email,))
    return Partner(partner.id, partner.company, (contact,), (partner.domain,))
