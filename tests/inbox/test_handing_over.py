"""Dry cover notes: what is enough to hand somebody over, and what is not."""

from __future__ import annotations

import pytest

from tests.inbox.test_read import ANSWER, CONFIRMATION, forward, reading_of

JO = "Jo Lindqvist <jo@lindqvist-hiss.example>"
DRY = "See you.\n\nJo Lindqvist\nLindqvist Hiss"


@pytest.mark.parametrize(
    ("cover", "subject", "said"),
    [
        ("Worth about 150 000 NOK a year I think.", "Fwd: rota", DRY),
        ("Siehe unten.", "Empfehlung", DRY),
        ("See below.", "Introduction: Ms Lindqvist", DRY),
        ("Hej, endnu en.", "Fwd: rota", "Hej Helen, ja tak, 28 55 50 77. Jo Lindqvist, Lindqvist Hiss"),
        ("Olur dedi.", "Fwd: rota", "Olur Helen, 0532 555 04 67. Jo Lindqvist"),
        ("Below.", "Fwd: rota", "Bien sûr, fais les présentations !\n\nJo Lindqvist"),
        ("Bu da yeni bir aday.", "Fwd: rota", DRY),
    ],
)
def test_a_value_a_subject_or_a_yes_with_a_number_hands_somebody_over(
    cover: str, subject: str, said: str
) -> None:
    reading = reading_of(forward(cover, JO, said), subject=subject)
    assert (reading.action, [p.email for p in reading.prospects]) == (
        "register",
        ["jo@lindqvist-hiss.example"],
    )


@pytest.mark.parametrize(
    ("cover", "said"),
    [
        ("Below.", DRY),
        (
            "For you.",
            "Attached the list of trailers for the policy. Please send the certificate until friday.",
        ),
        ("Er kund Jo får inte in förarna i appen, kan supporten ringa henne?", DRY),
        (
            "You need to see this. My client is not happy and neither am I.",
            "The app crashed three Mondays in a row. I want someone senior to call me. 478-555-0112",
        ),
    ],
)
def test_a_mail_passed_on_without_a_word_or_in_anger_is_asked_about(cover: str, said: str) -> None:
    assert reading_of(forward(cover, JO, said), subject="Fwd: rota").action == "handoff"


@pytest.mark.parametrize(
    "said",
    [
        "The payroll run failed again on Friday, third time since we went live in January.",
        "Nous sommes clients du logiciel depuis deux ans et nos accès sont bloqués depuis ce matin.",
        "Efter uppdateringen i måndags kan sju av våra förare inte logga in i appen.",
        "Als Kunde seit drei Jahren erwarte ich mehr, der Support geht nicht ans Telefon.",
    ],
)
def test_what_a_customer_suffers_from_is_for_a_person(said: str) -> None:
    assert reading_of(forward("Please call Jo.", JO, said), subject="Fwd: help").action == "handoff"


def test_a_customer_of_somebody_else_who_looks_for_another_is_a_lead() -> None:
    said = "We are customers of Brightpay and it failed again. We are looking for something else."
    assert reading_of(forward("Please call Jo.", JO, said), subject="Fwd: help").action == "register"


def test_what_somebody_dislikes_of_another_vendor_is_a_reason_to_talk_to_them() -> None:
    cover = "Please call Jo, she is unhappy with their current software."
    assert reading_of(forward(cover, JO, DRY), subject="Fwd: rota").action == "register"


@pytest.mark.parametrize(
    "note",
    [
        "Hierbij een doorverwijzing: Ruud Klaassen, bereikbaar via ruud@klaassen.example of 0413 555 027.",
        "Je vous réfère Maxime Lavigueur chez Climatek, mlavigueur@climatek.example.",
        "Herr Friedhelm Sack von Sack Blitzschutz bittet um einen Rückruf: sack@sack-blitzschutz.example.",
    ],
)
def test_the_way_to_reach_somebody_is_no_reason_to_leave_them_alone(note: str) -> None:
    assert reading_of(note, subject="kontakt").action == "register"


def test_private_mail_with_the_desk_in_blind_copy_is_asked_about() -> None:
    to = "Mick Brophy <mick@brophymotors.example>"
    reading = reading_of("Mick, are we still on for Thursday?", to=to, subject="lunch")
    assert reading.action == "handoff"


@pytest.mark.parametrize(
    ("words", "company"),
    [
        ("Two fixes: it's Klaassen Koeling & Techniek.", "Klaassen Koeling & Techniek"),
        ("Klein foutje: het bedrag moet € 7.500 zijn.", "Klaassen Koeling"),
    ],
)
def test_a_correction_leaves_a_name_alone_that_it_does_not_speak_of(words: str, company: str) -> None:
    ours = CONFIRMATION.replace("Imogen Tarrant", "Ruud Klaassen").replace(
        "Foxglove Nurseries", "Klaassen Koeling"
    )
    reading = reading_of(words + ours, subject="Re: Referral received (R-7K3M-9Q)", headers=ANSWER)
    (prospect,) = reading.prospects
    assert (prospect.name, prospect.company) == ("Ruud Klaassen", company)


def test_an_absence_without_headers_corrects_nothing() -> None:
    words = (
        "I am walking in the Dolomites until 23 November and won't be reading messages. For anything urgent "
        "please contact Wendy, wendy@brightdesk.example, 020 7946 0312."
    )
    assert reading_of(words, subject="Re: Referral received (R-7K3M-9Q)", headers=ANSWER).action == "ignore"
