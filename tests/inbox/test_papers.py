"""Bills, contracts, complaints and offers that are passed on are no leads; who looks for something is one."""

from __future__ import annotations

import pytest

from inbox.forwarded.levels import Level
from inbox.reading import Mailbox
from inbox.said.papers import is_surely_paper
from inbox.said.purposes import not_for_sale
from inbox.said.wishes import wants
from inbox.who.names import fold


def mail(subject: str, text: str) -> Level:
    return Level(Mailbox("Kit Arden", "kit@oldmill.example"), (), (), subject, text, "", "forwarded")


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Mahnung", "Trotz Mahnung ist die Forderung offen. Kontaktieren Sie uns bei Fragen."),
        ("Mise en demeure", "Sans règlement sous 8 jours… Merci de nous contacter."),
        ("Wezwanie do zapłaty", "Wzywamy do zapłaty. Prosimy o kontakt telefoniczny."),
        ("Påminnelse", "Fakturan 77 är obetald. Ring oss vid frågor."),
        ("Vertragsentwurf", "Anbei der Entwurf. Kannst du mich anrufen?"),
        ("Disdetta", "Con la presente disdico il contratto."),
        ("Storing", "De app doet het niet sinds vanochtend. Kunnen jullie mij bellen?"),
        ("login", "We cannot log in since Monday. Can somebody call us?"),
        ("Candidate for your team", "I have a great candidate for a sales role. Happy to talk."),
        ("Terminbestätigung", "Sie möchten ihn ändern? Rufen Sie uns an."),
        ("Votre commande", "Votre commande 553 a été expédiée. Contactez-nous."),
        ("Upomínka", "Faktura č. 8 není uhrazena. Prosím kontaktujte nás."),
        ("Számla", "Mellékelten küldjük a 45. számlát. Kérdés esetén keressen."),
        ("請求書", "請求書をお送りします。ご不明な点はご連絡ください。"),
        ("发票", "附件是本月发票，请查收。如有问题请联系我。"),
        ("세금계산서", "세금계산서를 첨부합니다. 문의사항은 연락 주세요."),
        ("فاتورة", "مرفق الفاتورة رقم 12. للاستفسار يرجى الاتصال."),
        ("חשבונית", "מצורפת חשבונית 88. לשאלות ניתן ליצור קשר."),
        ("Τιμολόγιο 5", "Επισυνάπτεται το τιμολόγιο 5. Επικοινωνήστε μαζί μας."),
        ("Ofertă", "Vă oferim servicii de publicitate. Sunați-ne."),
        ("Offerte", "Graag bieden wij onze diensten aan. Mag ik u bellen?"),
    ],
)
def test_a_business_paper_is_no_lead(subject: str, text: str) -> None:
    assert not_for_sale("FYI", mail(subject, text))


@pytest.mark.parametrize(
    ("cover", "subject", "text"),
    [
        ("One for you", "wages", "Our contract ends in May and we are fed up with their invoices."),
        ("", "Contract", "Our payroll contract is up in June and we want something better."),
        ("Bitte anrufen", "Unser Termin", "War gut gestern. Ja, sie dürfen sich melden."),
        ("", "suite à notre rendez-vous", "Oui pour la mise en relation."),
        ("She wants a demo.", "wages", "The invoices are always wrong."),
        ("", "Mahnwesen", "Wir suchen eine Software für Mahnungen."),
    ],
)
def test_who_looks_for_something_is_one(cover: str, subject: str, text: str) -> None:
    assert not_for_sale(cover, mail(subject, text)) == ""


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Rechnung 2026-118", "Anbei die Rechnung 2026-118, fällig in 14 Tagen."),
        ("Mahnung", "Die Rechnung ist nicht bezahlt. Bitte überweisen Sie bis Freitag."),
        ("Invoice 118", "Please find the invoice attached, due in 14 days. Call me with questions."),
        ("Facture 7", "Veuillez trouver ci-joint la facture 7."),
        ("請求書", "請求書をお送りします。"),
    ],
)
def test_a_bill_stays_a_bill_when_the_note_only_asks_to_call_whoever_wrote_it(
    subject: str, text: str
) -> None:
    for cover in ("Please call Jutta.", "Ruft bitte Jutta an.", "Appelez Jutta, svp."):
        assert is_surely_paper(fold(cover), fold(subject), fold(text))
    for cover in ("Jutta is a lead for you.", "Jutta expects your call.", "Jutta sucht eine Software."):
        assert not is_surely_paper(fold(cover), fold(subject), fold(text))


@pytest.mark.parametrize(
    ("cover", "subject", "text"),
    [
        ("Jutta expects your call.", "Contract", "Ours is up in June."),
        ("Jutta erwartet euren Anruf.", "Vertrag", "Unserer läuft im Juni aus."),
        ("Elle attend votre appel.", "Paiement", "Le nôtre finit en juin."),
        ("Ze verwacht jullie telefoontje.", "Betaling", "De onze loopt in juni af."),
    ],
)
def test_a_title_alone_makes_no_paper_of_somebody_who_expects_a_call(
    cover: str, subject: str, text: str
) -> None:
    assert not_for_sale(cover, mail(subject, text)) == ""


def test_what_is_denied_is_no_wish() -> None:
    assert not wants("niemand hoeft contact op te nemen")
    assert wants("niemand heeft haar gebeld, ze zoekt een programma")
