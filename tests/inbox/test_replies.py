"""A person's own words without history and signature."""

from __future__ import annotations

import time

import pytest

from inbox.message import parse
from inbox.replies import OwnWords, looks_like_reply, own_words, thread_ids
from tests.inbox.forward_cases import quoted
from tests.inbox.mails import raw_mail
from tests.inbox.test_forwards import BLOCK

OURS = "Hi Helen,\n\nanybody we should meet?\n\nFelix"

ATTRIBUTIONS = (
    "On Mon, Feb 2, 2026 at 6:41 PM Felix Brandt <felix@vendor.example> wrote:",
    "On Mon, Feb 2, 2026 at 6:41 PM Felix Brandt <referrals-with-a-long-name@vendor.example>\nwrote:",
    "On 2 Feb 2026, at 18:41, Felix Brandt <felix@vendor.example> wrote:",
    "Am 02.02.2026 um 18:41 schrieb Felix Brandt:",
    "Am Mo., 2. Feb. 2026 um 18:41 Uhr schrieb Felix Brandt <\nfelix@vendor.example>:",
    "Le lun. 2 févr. 2026 à 18:41, Felix Brandt <felix@vendor.example> a écrit :",
    "El lun, 2 feb 2026 a las 18:41, Felix Brandt (<felix@vendor.example>) escribió:",
    "Il giorno lun 2 feb 2026 alle ore 18:41 Felix Brandt <felix@vendor.example> ha scritto:",
    "Op ma 2 feb 2026 om 18:41 schreef Felix Brandt <felix@vendor.example>:",
    "Em seg., 2 de fev. de 2026 às 18:41, Felix Brandt <felix@vendor.example> escreveu:",
    "Den mån 2 feb. 2026 kl 18:41 skrev Felix Brandt <felix@vendor.example>:",
    "man. 2. feb. 2026 kl. 18.41 skrev Felix Brandt <felix@vendor.example>:",
    "ma 2. helmik. 2026 klo 18.41 Felix Brandt (felix@vendor.example) kirjoitti:",
    "pon., 2 lut 2026 o 18:41 Felix Brandt <felix@vendor.example> napisał(a):",
    "po 2. 2. 2026 v 18:41 odesílatel Felix Brandt <felix@vendor.example> napsal:",
    "Felix Brandt <felix@vendor.example> ezt írta (időpont: 2026. febr. 2., H, 18:41):",
    "În lun., 2 feb. 2026 la 18:41, Felix Brandt <felix@vendor.example> a scris:",
    "пн, 2 февр. 2026 г. в 18:41, Felix Brandt <felix@vendor.example>:",
    "Felix Brandt <felix@vendor.example>, 2 Şub 2026 Pzt, 18:41 tarihinde şunu yazdı:",
    "Felix Brandt <felix@vendor.example> 于2026年2月2日周一 18:41写道：",
    "2026年2月2日(月) 18:41 Felix Brandt <felix@vendor.example>:",
    "2026년 2월 2일 (월) 오후 6:41, Felix Brandt <felix@vendor.example>님이 작성:",
    "Felix Brandt wrote on 02/02/2026 18:41:",
    "Quoting Felix Brandt <felix@vendor.example>:",
)


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_quoted_history_goes_with_its_attribution(attribution: str) -> None:
    words = own_words(f"Yes: Jane Dough.\n\n{attribution}\n\n{quoted(OURS)}")
    assert (words.text, words.signature) == ("Yes: Jane Dough.", "")
    assert "anybody we should meet?" in words.quoted


HISTORIES = (
    f"________________________________\n{BLOCK}",
    BLOCK,
    f"-----Original Message-----\n{BLOCK}",
    f"-----Ursprüngliche Nachricht-----\n{BLOCK.replace('From', 'Von').replace('Sent', 'Gesendet')}",
    f"-------- Message d'origine --------\n{BLOCK.replace('From:', 'De :').replace('Sent', 'Envoyé')}",
    f"---------- Forwarded message ---------\n{BLOCK}",
    quoted(OURS),
)


@pytest.mark.parametrize("history", HISTORIES)
def test_history_below_is_cut_off(history: str) -> None:
    words = own_words(f"Yes: Jane Dough.\n\n{history}")
    assert words.text == "Yes: Jane Dough."
    assert words.quoted


def test_answers_between_the_quotes_are_own_words() -> None:
    text = (
        "On 2 Feb 2026, at 18:41, Felix <felix@vendor.example> wrote:\n\n> Who?\n\nJane Dough.\n\n"
        "> Where?\n\nAt Doughworks, jane@doughworks.example.\n"
    )
    assert own_words(text).text == "Jane Dough.\n\n\nAt Doughworks, jane@doughworks.example."


def test_an_answer_below_the_quote_is_own_words() -> None:
    text = f"On 2 Feb 2026 Felix <felix@vendor.example> wrote:\n{quoted(OURS)}\n\nYes: Jane Dough."
    assert own_words(text).text == "Yes: Jane Dough."


SIGNATURES = (
    "-- \nSam Poe\nPartnerly Ltd",
    "--\nSam Poe",
    "Kind regards\nTom Okafor\nPartner | Ledgerline LLP\nT: 0161 496 0011",
    "Best,\n\nSam",
    "Thanks & regards,\nSam Poe",
    "With warmest regards,\nSam",
    "Mit freundlichen Grüßen\n\nSam Poe\nGeschäftsführer\nPartnerly GmbH, Musterstr. 1, 12345 Berlin",
    "Viele Grüße aus Köln\nSam",
    "LG Sam",
    "Gruß Sam Poe",
    "Cordialement,\nSam Poe",
    "Bien à vous\nSam",
    "Un saludo,\nSam",
    "Cordiali saluti\nSam",
    "Met vriendelijke groet,\nSam",
    "Com os melhores cumprimentos,\nSam",
    "Pozdrawiam\nSam",
    "Med vänliga hälsningar\nSam",
    "Venlig hilsen\nSam",
    "Ystävällisin terveisin\nSam",
    "S pozdravem\nSam",
    "С уважением,\nSam",
    "Sent from my iPhone",
    "Get Outlook for Android<https://aka.ms/AAb9ysg>",
    "Von meinem iPhone gesendet",
    "Gesendet mit der GMX Mail App",
    "Envoyé de mon iPhone",
    "Enviado desde mi iPhone",
    "Inviato da iPhone",
    "Verstuurd vanaf mijn iPhone",
    "Enviado do meu iPhone",
    "Skickat från min iPhone",
    "Sendt fra min iPhone",
    "Lähetetty iPhonesta",
    "Wysłane z iPhone'a",
    "Odesláno z iPhonu",
    "Отправлено с iPhone",
    "iPhoneから送信",
    "发自我的iPhone",
    "나의 iPhone에서 보냄",
    "Sent from Yahoo Mail for iPhone",
    "Sent with Proton Mail secure email.",
    "Cheers, Sam",
    "Thanks\nSam\n\nThis e-mail is confidential and intended solely for the addressee. If you got it, sorry.",
)


@pytest.mark.parametrize("signature", SIGNATURES)
def test_a_signature_is_set_apart(signature: str) -> None:
    words = own_words(f"Please ring Jane Dough about payroll.\n\n{signature}\n")
    assert (words.text, words.signature) == ("Please ring Jane Dough about payroll.", signature)


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for last week.\nPlease ring Jane Dough.",
        "Thanks!\n\nOne more: Jane Dough at Doughworks, jane@d.example, wants payroll. She asked.",
        "Best of all, Jane is ready to sign.",
        "Jane Dough\nDoughworks Ltd\njane@doughworks.example\n020 7946 0000",
        "Regards from Berlin, where I met Jane Dough of Doughworks who needs a payroll system.",
        "External auditors at Doughworks asked me for a link to your site.",
        "Attention to detail matters to Jane Dough, who wants an external payroll.",
        "Hi all,\n\nThanks!\n\nJane Dough, Doughworks, jane@d.example\n\nHelen",
        "1) Jane Dough, jane@d.example\n2) Bo Bee, bo@b.example",
        "Please ring this lady:\n\nJane Dough\nDoughworks Ltd\njane@doughworks.example\n020 7946 0000",
        "Jane wrote to me yesterday.\n\nPlease ring her at 020 7946 0000.",
        "We met on 2 Feb 2026 at 18:41 and she wrote: call me.",
    ],
)
def test_words_that_only_look_like_an_end_stay(text: str) -> None:
    assert own_words(text) == OwnWords(text)


def test_a_postscript_below_the_signature_is_own_words() -> None:
    words = own_words("Ring Jane.\n\nBest,\nSam\n\nP.S. Also Bo Bee, bo@bees.example.")
    assert (words.text, words.signature) == ("Ring Jane.\n\nP.S. Also Bo Bee, bo@bees.example.", "Best,\nSam")


@pytest.mark.parametrize(
    "signed", ["Thanks,\nHelen", "Thanks,\n\nHelen", "LG Helen", "Kind regards\nHelen Marsh\nBrightDesk"]
)
def test_a_card_of_somebody_else_below_the_signature_is_own_words(signed: str) -> None:
    card = "Jane Dough\nDoughworks Ltd\njane@doughworks.example"
    assert own_words(f"Please ring this lady.\n\n{signed}\n\n{card}") == OwnWords(
        f"Please ring this lady.\n\n{card}", signed
    )


@pytest.mark.parametrize(
    "card",
    [
        "BrightDesk Advisory Ltd\nhelen@brightdesk.example",
        "T: 0161 496 0011\ninfo@brightdesk.example",
        "This e-mail is confidential. If it is not for you, tell postmaster@brightdesk.example.",
    ],
)
def test_the_writers_own_card_stays_in_the_signature(card: str) -> None:
    signed = f"Kind regards\n\nHelen Marsh\nPartner\n\n{card}"
    assert own_words(f"Ring Jane.\n\n{signed}") == OwnWords("Ring Jane.", signed)


def test_words_below_a_phones_own_line_are_kept() -> None:
    words = own_words("See below.\n\nSent from my iPhone\n\nJane Dough\njane@doughworks.example")
    assert words.text == "See below.\n\n\nJane Dough\njane@doughworks.example"
    assert words.signature == "Sent from my iPhone"


@pytest.mark.parametrize(
    "banner",
    [
        "[EXTERNAL EMAIL] Do not click links unless you know the sender.",
        "CAUTION: This email originated from outside the organization.",
        "ACHTUNG: Diese E-Mail kommt von einem externen Absender!",
        "Attention : ce message provient d'un expéditeur externe.",
        "You don't often get email from helen@brightdesk.example. Learn why this is important (link)",
    ],
)
def test_a_gateways_warning_is_nobodys_words(banner: str) -> None:
    assert own_words(f"{banner}\n\nPlease ring Jane.").text == "Please ring Jane."


def test_history_that_only_html_marks_is_found() -> None:
    html = '<div>Yes: Jane.</div><div class="gmail_quote">Anybody we should meet?</div>'
    assert own_words("Yes: Jane.", html).quoted == "Anybody we should meet?"


def test_a_wholly_quoted_mail_keeps_its_words() -> None:
    assert own_words("> please ring Jane Dough\n> tomorrow").text == "please ring Jane Dough\ntomorrow"


def test_thread_ids_come_nearest_first() -> None:
    headers = [("In-Reply-To", "<c@v.example>"), ("References", "<a@v.example> <b@v.example> <c@v.example>")]
    assert thread_ids(parse(raw_mail(headers=headers))) == ("c@v.example", "b@v.example", "a@v.example")


@pytest.mark.parametrize(
    ("subject", "answers", "reply"),
    [
        ("Re: Payroll", "", True),
        ("Re: Payroll", "x@d.example", True),
        ("Fwd: Payroll", "x@vendor.example", False),
        ("Payroll", "x@d.example", False),
        ("Payroll", "x@VENDOR.example", True),
        ("Payroll", "", False),
    ],
)
def test_the_subject_tells_a_reply_and_an_answer_to_us_is_one(
    subject: str, answers: str, reply: bool
) -> None:
    headers = [("In-Reply-To", f"<{answers}>")] if answers else []
    assert looks_like_reply(parse(raw_mail(subject=subject, headers=headers)), "vendor.example") is reply


@pytest.mark.parametrize(
    "bomb",
    [
        "\n" * 20_000,
        "> " * 50_000,
        "On 1 Jan 2026 wrote:\n" * 5_000,
        "Regards,\n" * 10_000,
        "-- \n" * 20_000,
        "Sent from my " * 8_000,
        "a" * 100_000,
        "From: a@b.example\n" * 5_000,
        "On " + "a " * 50_000 + "\nwrote:",
        "+1 " * 30_000,
        "T: " * 30_000,
    ],
)
def test_no_text_takes_long(bomb: str) -> None:
    start = time.process_time()
    own_words(bomb, f"<div {bomb}")
    assert time.process_time() - start < 8
