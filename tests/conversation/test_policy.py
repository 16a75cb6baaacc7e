"""When the bot acts alone, asks back, or fetches a person."""

from __future__ import annotations

import pytest

from workflows.conversation import understand
from workflows.conversation.classifier import INTENTS
from workflows.conversation.opinion import Opinion
from workflows.conversation.policy import decide

STATUS = Opinion("referral_status")
REFERRALS = [{"ref": "R-1", "company": "Orchid Medical", "contact": "Peter Lang", "stage": "contacted"}]


def shares(**given: float) -> dict[str, float]:
    return dict.fromkeys(INTENTS, 0.0) | given


def answer(text: str, awaiting: str | None = None) -> dict[str, object]:
    context = {"referrals": REFERRALS, "last_answered": None, "last_intent": None, "awaiting": awaiting}
    return understand(text, context)


def test_two_voters_of_one_mind_act() -> None:
    assert decide([STATUS], shares(referral_status=0.9), refs_settled=True, gaps=False) == "act"


def test_a_classifier_that_sees_danger_stops_the_rules() -> None:
    seen = shares(referral_status=0.3, complaint=0.7)

    assert decide([STATUS], seen, refs_settled=True, gaps=False) == "handoff"


def test_an_open_name_is_asked_for() -> None:
    assert decide([STATUS], shares(referral_status=0.9), refs_settled=False, gaps=False) == "clarify"


def test_a_question_nobody_understood_needs_a_person() -> None:
    assert decide([STATUS], shares(referral_status=0.9), refs_settled=True, gaps=True) == "handoff"


def test_no_rule_means_a_person() -> None:
    assert decide([], shares(smalltalk=0.99), refs_settled=True, gaps=False) == "handoff"


@pytest.mark.parametrize(
    "text",
    [
        "Our lawyers will be in touch.",
        "Bitte löschen Sie meine personenbezogenen Daten.",
        "Voici mon nouveau RIB.",
        "Esto es una vergüenza.",
        "Ik wil een medewerker spreken.",
        "O meu NIB mudou.",
        "Can you give Orchid a discount?",
        "You still owe me the money for Orchid.",
        "qwxz",
        "remove all of my referrals",
        "Any news on Orchid? And ask your boss to call me.",
    ],
)
def test_a_person_takes_over(text: str) -> None:
    assert answer(text)["handoff"] is True


@pytest.mark.parametrize(
    "text",
    [
        "STOP",
        "unsubscribe",
        "Bitte keine Mails mehr.",
        "Ne m'écrivez plus.",
        "Dadme de baja",
        "Schrijf me uit",
        "Parem de me enviar emails",
    ],
)
def test_an_opt_out_counts_at_once(text: str) -> None:
    reply = answer(text, awaiting="nudge_1")

    assert (reply["opt_out"], reply["handoff"]) == (True, False)


def test_who_asks_us_not_to_stop_is_not_removed() -> None:
    assert answer("please don't stop emailing me")["opt_out"] is False


def test_taking_a_referral_off_the_list_is_no_opt_out() -> None:
    reply = answer("take Orchid off the list please")

    assert (reply["intents"], reply["refs"], reply["opt_out"]) == (["withdraw_referral"], ["R-1"], False)


def test_a_company_on_file_is_updated_not_submitted() -> None:
    reply = answer("Please use Susan Birk at Orchid Medical, susan.birk@orchidmed.example")

    assert (reply["intents"], reply["refs"], reply["new_referral"]) == (["update_referral"], ["R-1"], None)


def test_the_sender_is_never_the_referral() -> None:
    reply = understand(
        "Please call Jane Moss at Moss Dairy, jane@mossdairy.example. My own mail is sam@north.example",
        {"referrals": [], "last_answered": None, "last_intent": None, "awaiting": None},
        {"From": "Sam <sam@north.example>"},
    )

    person = {"name": "Jane Moss", "email": "jane@mossdairy.example", "company": "Moss Dairy", "phone": None}
    assert reply["new_referral"] == [person]


def test_up_to_three_people_are_read() -> None:
    text = (
        "3 leads: Ann Cole (Cole Gyms, ann@colegyms.example), Bob Dray from Dray Vans, bob@drayvans.example "
        "and Cy Ede, Ede Foods, 0161 496 0155"
    )
    people = answer(text)["new_referral"]

    assert people == [
        {"name": "Ann Cole", "email": "ann@colegyms.example", "company": "Cole Gyms", "phone": None},
        {"name": "Bob Dray", "email": "bob@drayvans.example", "company": "Dray Vans", "phone": None},
        {"name": "Cy Ede", "email": None, "company": "Ede Foods", "phone": "0161 496 0155"},
    ]


@pytest.mark.parametrize(
    "text", ["please don't drop Orchid", "I don't want to cancel Orchid", "Bitte Orchid nicht streichen"]
)
def test_a_referral_that_shall_be_kept_is_not_withdrawn(text: str) -> None:
    reply = answer(text)

    assert (reply["handoff"], "withdraw_referral" in str(reply["intents"]) and not reply["handoff"]) == (
        True,
        False,
    )


def test_asking_whether_they_withdrew_withdraws_nothing() -> None:
    assert answer("did Orchid withdraw?")["intents"] == ["referral_status"]


def test_an_errand_is_no_question_of_state() -> None:
    assert answer("Could you send Orchid more information?")["handoff"] is True


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Please STOP the Emails", "opt_out"),
        ("I want a Human", "human_request"),
        ("I am very Disappointed", "complaint"),
        ("do I have to pay VAT on this", "unclear"),
    ],
)
def test_a_capital_hides_no_word(text: str, intent: str) -> None:
    assert answer(text)["intents"] == [intent]


@pytest.mark.parametrize(
    "words",
    [
        "Any news on Acme? Thank you very much in advance!",
        "Gibt es etwas Neues zu Acme? Vielen Dank im Voraus und viele Grüße",
        "Des nouvelles d'Acme ? Merci d'avance.",
        "¿Hay novedades de Acme? Muchas gracias por adelantado.",
        "Há novidades da Acme? Obrigado antecipadamente.",
    ],
)
def test_thanks_in_advance_are_a_courtesy_and_no_wish_for_money(words: str) -> None:
    acme = {"ref": "R-1", "company": "Acme Ltd", "contact": "Jane Doe", "stage": "contacted"}
    context = {"referrals": [acme]}
    answer = understand(words, context)
    assert (answer["intents"], answer["refs"], answer["handoff"]) == (["referral_status"], ["R-1"], False)


def test_money_in_advance_is_for_a_person() -> None:
    assert understand("Can I get my commission paid in advance?", {"referrals": []})["handoff"]
