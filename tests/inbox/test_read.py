"""Whole mails, read from bytes to what they ask for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest

from inbox.read import as_row, read
from inbox.reading import Desk, Reading
from tests.inbox.mails import HELEN, multipart, part, raw_mail
from workflows.model import Contact, Directory, ExpectedValue, Partner, Prospect

BRIGHTDESK = Partner(
    "P-1",
    "BrightDesk Advisory Ltd",
    (Contact("Helen Marsh", ("helen@brightdesk.example", "helen.marsh@homepost.example")),),
    ("brightdesk.example",),
    country="GB",
)
DIRECTORY = Directory((BRIGHTDESK,))
DESK = Desk(
    "referrals@vendor.example", "mx.vendor.example", "vendor.example", frozenset({"felix@vendor.example"})
)
FORWARDED = """
---------- Forwarded message ---------
From: {sender}
Date: Mon, Feb 2, 2026 at 6:41 PM
Subject: rota
To: Helen Marsh <helen@brightdesk.example>
{more}

{body}
"""
CONFIRMATION = """

On Wed, Jul 8, 2026 at 2:57 PM Vendor Referrals <referrals@vendor.example> wrote:

> Hello Helen,
>
> thank you, we have registered your referral R-7K3M-9Q:
>
> Name: Imogen Tarrant
> E-mail: imogen@foxglovenurseries.example
> Company: Foxglove Nurseries
> Expected value: 30,000 GBP
>
> If anything is wrong, just reply to this mail.
"""
ANSWER = (("In-Reply-To", "<confirm.1@vendor.example>"),)


@dataclass(frozen=True)
class Seen:
    """What a test looks at."""

    action: str
    prospects: tuple[tuple[str | None, str | None, str | None, str | None], ...] = ()


def seen(reading: Reading) -> Seen:
    return Seen(reading.action, tuple((p.name, p.email, p.company, p.phone) for p in reading.prospects))


def reading_of(text: str, **mail: object) -> Reading:
    return read(raw_mail(text, **mail), DIRECTORY, DESK)  # type: ignore[arg-type]


def forward(cover: str, sender: str, body: str, more: str = "") -> str:
    return cover + "\n" + FORWARDED.format(sender=sender, body=body, more=more)


def test_the_sender_of_a_forwarded_mail_is_referred_with_data_from_their_signature() -> None:
    text = forward(
        "One for you, about £18,000 a year, they decide by the end of Q1.\n\nHelen\n0117 496 0001",
        "Deborah Nwosu <d.nwosu@elmtreevets.example>",
        "Helen\n\nyes please.\n\nDeborah Nwosu\nPractice Manager\nElm Tree Veterinary Group\n"
        "Fax: 01606 555 299\nDirect: 01606 555 218",
    )
    reading = reading_of(text, subject="Fwd: rota")
    assert (reading.action, reading.partner, reading.authenticated) == ("register", BRIGHTDESK, True)
    assert reading.note == "One for you, about £18,000 a year, they decide by the end of Q1."
    (prospect,) = reading.prospects
    assert prospect == Prospect(
        "Deborah Nwosu",
        "d.nwosu@elmtreevets.example",
        "Elm Tree Veterinary Group",
        "+441606555218",
        ExpectedValue(Decimal(18_000), "GBP"),
        prospect.close_by,
        found=prospect.found,
    )
    assert prospect.found["email"] == "forwarded From"
    assert prospect.found["value"] == "cover note"
    assert "end of Q1" in (prospect.close_by or "")


@pytest.mark.parametrize(
    ("cover", "address"),
    [
        ("Please ring Aideen, not Fergus.", "aideen.twomey@shannonside.example"),
        ("Not the sender, but the colleague he mentions.", "aideen.twomey@shannonside.example"),
        (
            "Kontakt ist nicht der Absender, sondern die unten genannte Kollegin.",
            "aideen.twomey@shannonside.example",
        ),
        ("C'est Mme Twomey qu'il faut appeler, pas M. Colleran.", "aideen.twomey@shannonside.example"),
        ("Hablad con Aideen.", "aideen.twomey@shannonside.example"),
        ("Fergus is the one to talk to.", "fergus@shannonside.example"),
        ("Please call the clinic lead Fergus mentions.", "aideen.twomey@shannonside.example"),
    ],
)
def test_the_cover_note_decides_who_is_meant(cover: str, address: str) -> None:
    text = forward(
        cover,
        "Fergus Colleran <fergus@shannonside.example>",
        "Aideen Twomey (aideen.twomey@shannonside.example) can tell you more about our "
        "clinics.\n\nFergus Colleran",
    )
    reading = reading_of(text, subject="Fwd: rota")
    assert [reading.action, *(p.email for p in reading.prospects)] == ["register", address]


@pytest.mark.parametrize(
    ("text", "name", "company"),
    [
        ("Merhaba, Acme'den Ayşe Yılmaz sizi bekliyor: ayse@acme.example", "Ayşe Yılmaz", "Acme"),
        (
            "Yıldız Tekstil'deki Fatma Hanım'ı arar mısınız? fatma.kaya@yildiztekstil.example",
            "Fatma Kaya",
            "Yıldız Tekstil",
        ),
        (
            "Proszę dzwonić do Marka Zielińskiego z Piekarni Zielińskiej, marek@piekarnia-zielinska.example",
            "Marek Zieliński",
            "Piekarnia Zielińska",
        ),
        ('תכירו את רונית שרון, מנכ"לית ב"כרמל לוגיסטיקה". ronit@carmel-log.example', "רונית שרון", None),
    ],
)
def test_endings_of_other_grammars_stay_out_of_names(text: str, name: str, company: str | None) -> None:
    (prospect,) = reading_of(text).prospects
    assert (prospect.name, prospect.company) == (name, company)


def test_a_denied_sender_may_have_a_first_name_of_two_letters() -> None:
    original = (
        "Our ops lead is Noemi Castellanos, noemi@sierraseed.example. She expects a call.\n\nTy Rasmussen"
    )
    for cover in ("Person to call is the ops lead Ty mentions, not Ty.", "Not Ty, the person below."):
        reading = reading_of(
            forward(cover, "Ty Rasmussen <ty@rasmussencpa.example>", original), subject="Fwd: rota"
        )
        assert [reading.action, *(p.email for p in reading.prospects)] == [
            "register",
            "noemi@sierraseed.example",
        ]


@pytest.mark.parametrize(
    "cover",
    [
        "One of these two would be good for you, not sure which has the budget.",
        "Weiß leider nicht, wer von beiden zuständig ist.",
        "Je ne sais pas lequel des deux décide.",
    ],
)
def test_an_open_choice_is_left_to_a_person(cover: str) -> None:
    text = forward(
        cover,
        "Bea Lindqvist <bea@sorrelcosmetics.example>",
        "Copying Idris.",
        "Cc: Idris Hallam <idris@fennelandco.example>",
    )
    reading = reading_of(text, subject="Fwd: expo")
    assert (reading.action, reading.cause) == ("handoff", "unsure")
    assert {p.email for p in reading.prospects} == {
        "bea@sorrelcosmetics.example",
        "idris@fennelandco.example",
    }


def test_a_colleague_of_the_partner_in_the_chain_is_never_the_prospect() -> None:
    inner = (
        "From: Conrad Voss <conrad@vossbearings.example>\nSent: 19 January 2026 14:31\n"
        "To: Amy Lund <amy@brightdesk.example>\nSubject: HR\n\nRing me on 0115 496 0177.\n\n"
        "Conrad Voss\nVoss Bearings Ltd"
    )
    text = forward(
        "Passing on.", "Amy Lund <amy@brightdesk.example>", f"Helen, this is the one.\n\nAmy\n\n{inner}"
    )
    assert seen(reading_of(text, subject="Fwd: HR")) == Seen(
        "register", (("Conrad Voss", "conrad@vossbearings.example", "Voss Bearings Ltd", "+441154960177"),)
    )


def test_the_recipient_is_referred_when_the_partner_wrote_the_original() -> None:
    text = forward(
        "My mail to Declan, he said go.", HELEN, "Hi Declan,\n\nShall I connect you?\n\nHelen"
    ).replace(
        "To: Helen Marsh <helen@brightdesk.example>",
        "To: Declan Fogarty <declan.fogarty@ballinterfoods.example>",
    )
    assert seen(reading_of(text, subject="Fwd: rota")).prospects[0][:2] == (
        "Declan Fogarty",
        "declan.fogarty@ballinterfoods.example",
    )


@pytest.mark.parametrize(
    ("text", "prospects"),
    [
        (
            "Please have a word with Imogen Tarrant at Foxglove "
            "Nurseries,\nimogen@foxglovenurseries.example, "
            "01622 555 014.\n\nHelen Marsh\n0117 496 0001",
            (("Imogen Tarrant", "imogen@foxglovenurseries.example", "Foxglove Nurseries", "+441622555014"),),
        ),
        (
            "Two for you:\n\n- Ann Lee, Lee Bakery, ann@leebakery.example\n- Carl Moss of Moss Motors Ltd, "
            "carl@mossmotors.example, 07700 900444",
            (
                ("Ann Lee", "ann@leebakery.example", "Lee Bakery", None),
                ("Carl Moss", "carl@mossmotors.example", "Moss Motors Ltd", "+447700900444"),
            ),
        ),
        (
            "Name: Beatrix Holloway\nFirma: Holloway & Sons Ltd\nE-Mail: beatrix@hollowaysons.example\n"
            "Telefon: +44 117 496 0555",
            (("Beatrix Holloway", "beatrix@hollowaysons.example", "Holloway & Sons Ltd", "+441174960555"),),
        ),
        (
            "polecam Panią Joannę Malinowską z firmy Malinowska Meble sp. z o.o. "
            "(j.malinowska@malinowskameble.example)",
            (
                (
                    "Joanna Malinowska",
                    "j.malinowska@malinowskameble.example",
                    "Malinowska Meble sp. z o.o.",
                    None,
                ),
            ),
        ),
        (
            "Graag contact met Joost van der Meulen van Van der Meulen Installatie B.V., "
            "joost@vdmeulen-installatie.example",
            (
                (
                    "Joost van der Meulen",
                    "joost@vdmeulen-installatie.example",
                    "Van der Meulen Installatie B.V.",
                    None,
                ),
            ),
        ),
    ],
)
def test_a_note_in_prose_gives_everybody_it_names(
    text: str, prospects: tuple[tuple[str | None, ...], ...]
) -> None:
    assert seen(reading_of(text)) == Seen("register", prospects)  # type: ignore[arg-type]


def test_nobody_is_registered_without_an_address_but_the_guess_is_kept() -> None:
    reading = reading_of(
        "Dr. Leland Osgood from Harbor Point Dental asked me to pass on his number, 0117 496 0162."
    )
    assert (reading.action, reading.cause) == ("handoff", "unsure")
    assert [(p.name, p.phone) for p in reading.prospects] == [("Leland Osgood", "+441174960162")]


@pytest.mark.parametrize(
    "text",
    [
        "Please do NOT contact Roderick Vane (r.vane@vanedaughters.example) for now.",
        "Could you send your brochure to Ruth at ruth@valeclinic.example?",
        "Ring Abílio Pestana, abilio@pestana.example or rather abilio@pestanaconservas.example",
    ],
)
def test_what_is_no_clear_referral_is_not_registered(text: str) -> None:
    reading = reading_of(text)
    assert (reading.action, reading.cause) == ("handoff", "unsure")


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Hartwell", "Where are we with Simon Hartwell, has anybody called him?"),
        ("Stand", "Gibt es da schon was Neues?"),
        ("question", "Avez-vous rappelé Mme Quéméner ?"),
        ("consulta", "¿Hay novedades de lo de Íñigo?"),
        ("vraag", "Hoe staat het met Quayside Freight?"),
        ("domanda", "Ci sono novità su Officine Ferrante?"),
        ("수수료", "안녕하세요, 팀장님 건 수수료는 언제 지급되나요?"),
        ("紹介料", "お世話になっております。紹介料はいつ頃お支払いいただけますか。"),
        ("pytanie", "Czy są jakieś wieści w sprawie Baltpak?"),
        ("uppdatering", "Hur går det med Sjögrens?"),
        (
            "Fwd: any news?",
            forward("Any news on this one?", "Luis Ortega <luis@greenacres.example>", "Nobody called."),
        ),
    ],
)
def test_a_question_about_something_known_is_a_status_question(subject: str, text: str) -> None:
    assert reading_of(text, subject=subject).action == "status"


@pytest.mark.parametrize(
    "text", ["Thanks a million!", "Vielen Dank, perfekt!", "Merci beaucoup", "👍", "Ok."]
)
def test_a_thank_you_asks_for_nothing(text: str) -> None:
    reading = reading_of(text + CONFIRMATION, subject="Re: Referral received", headers=ANSWER)
    assert (reading.action, reading.may_answer) == ("ignore", False)


def test_thanks_after_a_wish_for_a_file_are_no_mere_thank_you() -> None:
    assert reading_of("Hi, send me the one-pager for dentists please. Thanks, Helen").action == "handoff"


@pytest.mark.parametrize(
    ("words", "field", "now"),
    [
        ("Her name is spelt Imogene Tarrant.", "name", "Imogene Tarrant"),
        ("C'est Imogene Tarrant, pas Imogen.", "name", "Imogene Tarrant"),
        ("Adı Imogene Tarrant.", "name", "Imogene Tarrant"),
        ("Wrong mail, please use i.tarrant@foxglove.example instead.", "email", "i.tarrant@foxglove.example"),
        ("Uwaga, literówka: firma nazywa się Foxglove Nursery.", "company", "Foxglove Nursery"),
        ("Die Firma heißt richtig Foxglove Gärtnerei GmbH.", "company", "Foxglove Gärtnerei GmbH"),
        ("Petite erreur : son numéro est le +33 6 39 98 00 22.", "phone", "+33639980022"),
        ("The figure should be 42k not 24k.", "value", ExpectedValue(Decimal(42_000), "GBP")),
    ],
)
def test_an_answer_to_a_confirmation_corrects_it_and_keeps_the_rest(
    words: str, field: str, now: object
) -> None:
    reading = reading_of(words + CONFIRMATION, subject="Re: Referral received (R-7K3M-9Q)", headers=ANSWER)
    was = Prospect(
        "Imogen Tarrant",
        "imogen@foxglovenurseries.example",
        "Foxglove Nurseries",
        value=ExpectedValue(Decimal(30_000), "GBP"),
    )
    (prospect,) = reading.prospects
    assert reading.action == "correction"
    assert {f: getattr(prospect, f) for f in ("name", "email", "company", "phone", "value")} == {
        **{f: getattr(was, f) for f in ("name", "email", "company", "phone", "value")},
        field: now,
    }
    assert prospect.found[field] == "reply"


def test_one_more_referral_in_an_answer_is_registered_and_the_quoted_one_is_not() -> None:
    text = "Thanks. Also please talk to Una Brady at Brady Joinery, una@bradyjoinery.example." + CONFIRMATION
    reading = reading_of(text, subject="Re: Referral received", headers=ANSWER)
    assert seen(reading) == Seen(
        "register", (("Una Brady", "una@bradyjoinery.example", "Brady Joinery", None),)
    )


def test_an_introduction_has_its_prospect_in_to_and_colleagues_of_ours_are_none() -> None:
    reading = reading_of(
        "Nadia, meet Felix Brandt from Vendor. Nadia runs operations at Bluehen "
        "Brewing.\n\nHelen Marsh\n0117 496 0001",
        to="Nadia Petrossian <nadia@bluehenbrewing.example>, Felix Brandt <felix@vendor.example>",
        headers=(("Cc", "referrals@vendor.example"),),
    )
    assert seen(reading) == Seen(
        "register", (("Nadia Petrossian", "nadia@bluehenbrewing.example", "Bluehen Brewing", None),)
    )


@pytest.mark.parametrize("text", ["You guys should all talk.", "Lunch on Friday?"])
def test_outsiders_in_copy_without_an_introduction_are_left_to_a_person(text: str) -> None:
    reading = reading_of(
        text,
        to="Brent <brent@plainsfeed.example>, Jo <jo@bayouglass.example>",
        headers=(("Cc", DESK.address),),
    )
    assert (reading.action, reading.cause) == ("handoff", "unsure")


def test_a_card_gives_its_person_without_the_fax() -> None:
    card = (
        "BEGIN:VCARD\nVERSION:3.0\nN:Ackerley;Prudence;;;\nFN:Prudence Ackerley\nORG:Severn Museums Trust;\n"
        "EMAIL;type=WORK:p.ackerley@severnmuseums.example\nTEL;type=FAX:+44 1746 555 099\n"
        "TEL;type=WORK:+44 1746 555 031\nEND:VCARD\n"
    )
    body, kind = multipart(part("Her card."), part(card, "text/vcard; charset=utf-8"))
    assert seen(reading_of(body, content_type=kind)) == Seen(
        "register",
        (("Prudence Ackerley", "p.ackerley@severnmuseums.example", "Severn Museums Trust", "+441746555031"),),
    )


def test_a_mail_of_a_stranger_is_handed_over_with_the_guess() -> None:
    reading = reading_of("Please ring Jo Bloggs, jo@bloggs.example", from_="Ann Other <ann@other.example>")
    assert (reading.action, reading.cause, reading.partner) == ("handoff", "unknown_sender", None)
    assert [p.email for p in reading.prospects] == ["jo@bloggs.example"]


def test_a_mail_that_nothing_proves_is_never_registered() -> None:
    reading = reading_of("Please ring Jo Bloggs, jo@bloggs.example", trusted=False)
    assert (reading.action, reading.cause) == ("handoff", "not_authenticated")
    assert reading.partner == BRIGHTDESK


@pytest.mark.parametrize(
    ("text", "action", "cause"),
    [
        ("Please register Clara Benson, clara@bensonprint.example.", "handoff", "manager_for_partner"),
        ("Helen Marsh called: Clara Benson, clara@bensonprint.example.", "register", "none"),
        (
            forward("Please log.", HELEN, "Felix, meet Clara Benson, clara@bensonprint.example.\n\nHelen"),
            "register",
            "none",
        ),
    ],
)
def test_a_manager_of_ours_may_forward_for_a_partner_who_is_named(text: str, action: str, cause: str) -> None:
    raw = raw_mail(text, from_="Felix Brandt <felix@vendor.example>", subject="Fwd: one").replace(
        b"header.from=brightdesk.example", b"header.from=vendor.example"
    )
    reading = read(raw, DIRECTORY, DESK)
    assert (reading.action, reading.cause) == (action, cause)
    assert [p.email for p in reading.prospects] == ["clara@bensonprint.example"]


def test_a_row_is_plain_json() -> None:
    row = as_row("one.eml", reading_of("Jane Dough, Acme Ltd, jane@acme.example, around £12,500 a year."))
    assert row == {
        "file": "one.eml",
        "action": "register",
        "partner": "P-1",
        "referrals": [
            {
                "name": "Jane Dough",
                "email": "jane@acme.example",
                "company": "Acme Ltd",
                "phone": None,
                "value": {"amount": 12500, "currency": "GBP"},
            }
        ],
        "note": "Jane Dough, Acme Ltd, jane@acme.example, around £12,500 a year.",
        "reasons": ["The partner writes the address of Jane Dough."],
    }


def test_a_letter_longer_than_anybody_writes_is_a_persons_and_kept_whole() -> None:
    letter = "Jane Dough, jane@doughfoods.example, wants a demo. " + "We talked for long about this. " * 900
    reading = reading_of(letter)
    assert (reading.action, reading.cause, reading.prospects[0].email) == (
        "handoff",
        "too_large",
        "jane@doughfoods.example",
    )
    assert len(reading.note) > 25_000
