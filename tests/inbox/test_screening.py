"""Nothing but a person's mail gets through, in any language, with and without headers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inbox.message import parse
from inbox.screening import Kind, Screening, screen
from tests.inbox.absences import AWAY, PEOPLE
from tests.inbox.mails import DESK, multipart, part, raw_mail

OURS = [("In-Reply-To", "<ref-7@vendor.example>")]

# (subject, text) as a responder sends them to one of our mails, with no header that says so.
ABSENT = {
    "en": (
        "Out of office",
        "I'm on annual leave until 9 March. For urgent matters ask jo@brightdesk.example.",
    ),
    "en 2": (
        "Re: Your referrals",
        "Thank you for your email. I am currently out of the office with limited access to email.",
    ),
    "en 3": ("Automatic reply: Your referrals", "Back on Monday."),
    "en 4": ("Re: Your referrals", "This is an automated response. Your ticket has been received."),
    "de": (
        "Abwesenheitsnotiz",
        "Ich bin bis einschließlich 9. März nicht im Büro. Ihre Mail wird nicht weitergeleitet.",
    ),
    "de 2": (
        "AW: Ihre Empfehlung",
        "Guten Tag, ich befinde mich bis zum 9.3. im Urlaub und bin ab 10.3. wieder erreichbar.",
    ),
    "fr": (
        "Absence du bureau",
        "Je suis absente jusqu'au 9 mars. En cas d'urgence, écrivez à jo@brightdesk.example.",
    ),
    "fr 2": ("Réponse automatique : Vos recommandations", "De retour le 9 mars."),
    "es": (
        "Fuera de la oficina",
        "Estoy de vacaciones hasta el 9 de marzo. Para urgencias, llame a la oficina.",
    ),
    "es 2": ("Respuesta automática: Sus referencias", "Vuelvo el lunes."),
    "it": ("Fuori ufficio", "Sono in ferie fino al 9 marzo. Per urgenze chiamate la sede."),
    "it 2": ("Risposta automatica: Grazie", "Rientrerò lunedì."),
    "nl": ("Afwezig", "Ik ben met vakantie tot 9 maart. Voor dringende zaken kunt u het kantoor bellen."),
    "nl 2": ("Automatisch antwoord: Uw doorverwijzing", "Maandag ben ik er weer."),
    "pt": ("Ausência", "Estou de férias até 9 de março."),
    "pt 2": ("Resposta automática: Obrigado", "Volto na segunda-feira."),
    "sv": ("Frånvaro", "Jag är på semester till den 9 mars."),
    "sv 2": ("Autosvar: Tack", "Åter på måndag."),
    "da": ("Autosvar: Tak", "Jeg er på ferie til den 9. marts."),
    "no": ("Fraværende", "Jeg er på ferie til 9. mars og svarer når jeg er tilbake."),
    "no 2": ("Automatisk svar: Takk", "Tilbake mandag."),
    "fi": ("Automaattinen vastaus: Kiitos", "Olen lomalla 9.3. asti."),
    "pl": ("Nieobecność", "Jestem na urlopie do 9 marca. W pilnych sprawach proszę dzwonić."),
    "pl 2": ("Automatyczna odpowiedź: Dziękujemy", "Wracam w poniedziałek."),
    "cs": ("Automatická odpověď: Děkujeme", "Do 9. 3. jsem na dovolené."),
    "cs 2": ("Mimo kancelář", "Jsem mimo kancelář do 9. března."),
    "hu": ("Automatikus válasz: Köszönjük", "Március 9-ig szabadságon vagyok."),
    "ro": ("Răspuns automat: Mulțumim", "Sunt în concediu până la 9 martie."),
    "ru": ("Автоматический ответ: Спасибо", "Я в отпуске до 9 марта."),
    "tr": ("Otomatik yanıt: Teşekkürler", "9 Mart'a kadar ofis dışında olacağım."),
    "ja": ("自動応答: ありがとう", "3月9日まで休暇をいただいております。"),
    "zh": ("自动答复: 谢谢", "我在休假。"),
}


def kind_of(raw: bytes) -> Kind:
    return screen(parse(raw), DESK).kind


@pytest.mark.parametrize("case", ABSENT)
def test_an_absence_is_told_without_headers(case: str) -> None:
    subject, text = ABSENT[case]
    found = screen(parse(raw_mail(text, subject=subject, headers=OURS)), DESK)
    assert (found.kind, found.may_answer) == ("auto_reply", False)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (
            "Re: Anyone we should meet?",
            "I'm out of office next week, but meet Jane Dough of Doughworks: she needs payroll, "
            "jane@doughworks.example.",
        ),
        (
            "AW: Wen sollten wir kennen?",
            "Bin nächste Woche im Urlaub, aber ich empfehle Frau Jane Dough, "
            "jane@doughworks.example, sie sucht Lohn.",
        ),
        (
            "Re: Qui devrions-nous rencontrer ?",
            "Je suis en congés demain mais voici un contact que je recommande : Jane Dough, "
            "jane@doughworks.example",
        ),
        ("Re: Your referrals", "Thanks, all good! Sam"),
        ("Re: Your referrals", "She is on holiday until Monday, ring her then."),
        (
            "On leave cover for our client",
            "Our client Doughworks needs maternity cover software, ring jane@doughworks.example.",
        ),
        (
            "Automation project",
            "Jane Dough, jane@doughworks.example, would like to automate payroll. This is for you.",
        ),
    ],
)
def test_a_person_who_mentions_an_absence_is_a_person(subject: str, text: str) -> None:
    assert kind_of(raw_mail(text, subject=subject, headers=OURS)) == "person"


@pytest.mark.parametrize(("subject", "text"), AWAY)
def test_an_absence_is_told_by_its_words_in_an_answer_to_us(subject: str, text: str) -> None:
    assert kind_of(raw_mail(text, subject=subject, headers=OURS)) == "auto_reply"


@pytest.mark.parametrize("headers", [OURS, []])
@pytest.mark.parametrize(("subject", "text"), PEOPLE)
def test_an_absence_of_somebody_else_is_news(subject: str, text: str, headers: list[tuple[str, str]]) -> None:
    assert kind_of(raw_mail(text, subject=subject, headers=headers)) == "person"


@pytest.mark.parametrize(
    "header",
    [
        ("Auto-Submitted", "auto-replied"),
        ("Auto-Submitted", "auto-generated (vacation)"),
        ("X-Autoreply", "yes"),
        ("X-Autorespond", "Re: x"),
        ("Precedence", "auto_reply"),
    ],
)
def test_a_header_that_says_it_is_believed(header: tuple[str, str]) -> None:
    assert kind_of(raw_mail("Jane Dough, jane@d.example", headers=[header])) == "auto_reply"


def test_auto_submitted_no_means_a_person() -> None:
    found = screen(parse(raw_mail(headers=[("Auto-Submitted", "no")])), DESK)
    assert found == Screening("person", (), may_answer=True)


@pytest.mark.parametrize(
    "headers",
    [
        [
            ("List-Unsubscribe", "<https://x.example/u>"),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ],
        [("List-Unsubscribe", "<https://x.example/u>"), ("Precedence", "bulk")],
        [("List-Unsubscribe", "<https://x.example/u>"), ("Feedback-ID", "1:2:3:esp")],
        [("Precedence", "bulk")],
        [("X-Mailgun-Sid", "x"), ("List-Unsubscribe", "<mailto:u@x.example>")],
    ],
)
def test_newsletters_are_told(headers: list[tuple[str, str]]) -> None:
    assert (
        kind_of(raw_mail("Meet Jane, our customer of the month! Unsubscribe here.", headers=headers))
        == "newsletter"
    )


def test_a_newsletter_without_list_headers_is_told_by_sender_and_words() -> None:
    text = "View this email in your browser.\n\nMeet Jane!\n\nUnsubscribe or manage your preferences."
    assert kind_of(raw_mail(text, from_="BrightDesk <news@brightdesk.example>")) == "newsletter"
    assert (
        kind_of(raw_mail(text, subject="Fwd: News", from_="BrightDesk <news@brightdesk.example>")) == "person"
    )


def test_a_short_note_about_absences_is_a_note() -> None:
    assert kind_of(raw_mail("Ring Jane, 020 7946 0000.", subject="Absence software")) == "person"


@pytest.mark.parametrize(
    ("to", "headers"),
    [
        ("partners@lists.example", [("List-Id", "Partners <partners.lists.example>")]),
        ("partners@lists.example, referrals@vendor.example", [("List-Id", "<partners.lists.example>")]),
        ("referrals@vendor.example", [("List-Id", "<partners.lists.example>"), ("Precedence", "list")]),
        ("referrals@vendor.example", [("Precedence", "list")]),
        ("everybody@brightdesk.example", [("X-Google-Group-Id", "1"), ("List-Post", "<mailto:x@y.example>")]),
    ],
)
def test_a_copy_from_a_list_is_a_list_copy(to: str, headers: list[tuple[str, str]]) -> None:
    assert kind_of(raw_mail(to=to, headers=headers)) == "list"


def test_a_mail_to_us_alone_is_no_list_copy_though_a_gateway_says_so() -> None:
    found = screen(parse(raw_mail(headers=[("List-Id", "Gate <outbound.gate.example>")])), DESK)
    assert (found.kind, found.may_answer) == ("person", False)


def test_the_list_headers_of_our_own_group_address_say_nothing() -> None:
    headers = [
        ("List-Id", "<referrals.vendor.example>"),
        ("List-Unsubscribe", "<mailto:x@vendor.example>"),
        ("List-Post", "<mailto:referrals@vendor.example>"),
        ("X-Google-Group-Id", "12345"),
    ]
    found = screen(parse(raw_mail(headers=headers)), DESK)
    assert (found.kind, found.may_answer) == ("person", True)


def test_a_gateway_that_adds_an_unsubscribe_link_makes_no_newsletter_but_gets_no_answer() -> None:
    headers = [("List-Unsubscribe", "<mailto:u@gate.example>"), *OURS]
    found = screen(parse(raw_mail(subject="Re: Who else?", headers=headers)), DESK)
    assert (found.kind, found.may_answer) == ("person", False)


def test_invitations_and_read_receipts_are_told() -> None:
    body, kind = multipart(part("Come."), part("METHOD:REQUEST", "text/calendar; method=REQUEST"))
    assert kind_of(raw_mail(body, content_type=kind)) == "invitation"
    assert (
        kind_of(raw_mail("Your message was read.", subject="Read: Your referrals", headers=OURS)) == "receipt"
    )
    assert (
        kind_of(raw_mail("Ihre Nachricht wurde gelesen.", subject="Gelesen: Danke", headers=OURS))
        == "receipt"
    )


def test_an_invitation_that_somebody_passes_on_with_words_of_their_own_is_read() -> None:
    passed_on = (
        "---------- Forwarded message ---------\nFrom: Imelda Strand <imelda@strandhospice.example>\n"
        "Date: Mon, Feb 2, 2026 at 6:41 PM\nSubject: Invitation\nTo: Helen <helen@brightdesk.example>\n\n3pm"
    )
    for words, wanted in (("Imelda needs rosters. Please call her.\n\n", "person"), ("", "invitation")):
        body, kind = multipart(
            part(words + passed_on), part("METHOD:REQUEST", "text/calendar; method=REQUEST")
        )
        assert kind_of(raw_mail(body, subject="Fwd: Invitation", content_type=kind)) == wanted


@pytest.mark.parametrize(
    ("sender", "subject", "text"),
    [
        (
            "forwarding-noreply@google.com",
            "(#123) Gmail Forwarding Confirmation - Receive Mail",
            "Confirm: https://g.example",
        ),
        (
            "sam@d.example",
            "Re: Hello",
            "To complete delivery of your message, click the link below to verify you are human.",
        ),
        (
            "sam@d.example",
            "Please confirm",
            "This address is protected by a sender verification system (SpamArrest).",
        ),
        (
            "verify+9f3a@guard.example",
            "Please verify your message to rory@oakley.example",
            'rory@oakley.example keeps out junk. Your message "Your referral" is being held.\n'
            "Click below and prove that you are human: https://guard.example/9f3a",
        ),
    ],
)
def test_challenges_are_told(sender: str, subject: str, text: str) -> None:
    assert kind_of(raw_mail(text, from_=sender, subject=subject)) == "challenge"


@pytest.mark.parametrize(
    ("from_", "headers"),
    [
        ("Desk <referrals@vendor.example>", []),
        ("REFERRALS@vendor.example", []),
        ("referrals+helen@vendor.example", []),
        ("helen@brightdesk.example", [("Message-ID", "<ref-7@vendor.example>")]),
        ("helen@brightdesk.example", [("Message-ID", "<ref-7@VENDOR.example>")]),
        ("helen@brightdesk.example", [("X-Loop", "referrals@vendor.example")]),
    ],
)
def test_our_own_mail_coming_back_is_told(from_: str, headers: list[tuple[str, str]]) -> None:
    assert kind_of(raw_mail(from_=from_, headers=headers)) == "own"


def test_a_colleague_whose_program_numbers_mails_with_our_domain_is_a_person() -> None:
    mail = raw_mail(from_="felix@vendor.example", headers=[("Message-ID", "<A1@vendor.example>")])
    assert kind_of(mail) == "person"


def test_a_colleague_is_not_mistaken_when_the_desk_numbers_with_its_own_domain() -> None:
    desk = replace(DESK, message_id_domain="desk.vendor.example")
    assert screen(parse(raw_mail(headers=[("Message-ID", "<x@vendor.example>")])), desk).kind == "person"
    assert screen(parse(raw_mail(headers=[("Message-ID", "<x@desk.vendor.example>")])), desk).kind == "own"


@pytest.mark.parametrize(
    "header",
    [("X-Spam-Flag", "YES"), ("X-Spam-Status", "Yes, score=9.1"), ("X-MS-Exchange-Organization-SCL", "9")],
)
def test_what_our_server_calls_spam_is_spam(header: tuple[str, str]) -> None:
    assert kind_of(raw_mail(headers=[header])) == "spam"


def test_a_mail_without_exactly_one_sender_is_blocked() -> None:
    assert kind_of(raw_mail(from_=None)) == "blocked"
    assert kind_of(raw_mail(from_="helen@brightdesk.example, evil@x.example")) == "blocked"
    assert kind_of(raw_mail(headers=[("From", "evil@x.example")])) == "blocked"


def test_a_mail_to_three_hundred_people_is_blocked() -> None:
    crowd = ",\r\n ".join(f"Person {n} <p{n}@d.example>" for n in range(300))
    found = screen(parse(raw_mail(to=crowd)), DESK)
    assert found == Screening("blocked", ("it was sent to 300 people at once",))


@pytest.mark.parametrize(
    ("from_", "headers"),
    [
        ("Helen <helen@brightdesk.example>", [("Return-Path", "<>")]),
        ("no-reply@brightdesk.example", []),
        ("Helen <helen@brightdesk.example>", [("X-Auto-Response-Suppress", "All")]),
        ("Helen <helen@brightdesk.example>", [("Auto-Submitted", "auto-forwarded")]),
    ],
)
def test_some_persons_get_no_answer(from_: str, headers: list[tuple[str, str]]) -> None:
    found = screen(parse(raw_mail(from_=from_, headers=headers)), DESK)
    assert (found.kind, found.may_answer) == ("person", False)
    assert found.reasons[0].startswith("no answer: ")
