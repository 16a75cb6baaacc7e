"""Where the classifier is sure it decides alone; what only sounds like a wish is left to a person."""

from __future__ import annotations

import pytest

from workflows.conversation import understand

CONTEXT = {
    "referrals": [
        {"ref": "R-1", "company": "Brightpath Tutoring", "contact": "Carter Hayes", "stage": "contacted"},
        {"ref": "R-2", "company": "Müller Logistik", "contact": "Karl Müller", "stage": "closed_won"},
    ],
    "last_answered": None,
    "last_intent": None,
    "awaiting": None,
}


def said(text: str, awaiting: str | None = None) -> tuple[list[str], list[str], bool]:
    """Intents, referrals, and whether the bot answers by itself."""
    answer = understand(text, CONTEXT | {"awaiting": awaiting})
    acts = not (answer["handoff"] or answer["clarify"])
    return list(answer["intents"]), list(answer["refs"]), acts  # type: ignore[call-overload]


@pytest.mark.parametrize(
    "question",
    [
        "What's the minimum payout?",
        "Wann zahlt ihr und in welcher Währung?",
        "Which currency do you pay in?",
        "Quel est le montant minimum de paiement ?",
        "¿Cuál es el pago mínimo?",
        "Wat is het minimumbedrag voor uitbetaling?",
        "Qual é o valor mínimo de pagamento?",
    ],
)
def test_what_the_settings_know_is_answered_from_them(question: str) -> None:
    assert said(question) == (["program_question"], [], True)


@pytest.mark.parametrize(
    "text", ["bugger off with your reminders", "Por favor, exclúyame de estos envíos.", "me tira dessa lista"]
)
def test_an_opt_out_in_words_of_ones_own_is_carried_out(text: str) -> None:
    assert said(text, "nudge_1") == (["opt_out"], [], True)


@pytest.mark.parametrize(
    "text", ["Unsubscribe my client from YOUR newsletter please", "please email me less often"]
)
def test_an_opt_out_for_somebody_else_or_by_half_goes_to_a_person(text: str) -> None:
    assert not said(text)[2]


@pytest.mark.parametrize(
    "text",
    [
        "no need to send me a statement for Brightpath",
        "how much commission has Dijkstra made with you?",
        "no need to take me off anything, I just have no name for you",
    ],
)
def test_what_is_not_asked_for_is_not_answered(text: str) -> None:
    intents, _, acts = said(text)
    assert not acts
    assert "opt_out" not in intents


def test_a_colleague_at_a_firm_on_file_is_no_new_referral() -> None:
    answer = understand("Carter Hayes quit Brightpath. Talk to Selma Ruiz, selma@brightpath.example", CONTEXT)
    assert (answer["new_referral"], answer["refs"]) == (None, ["R-1"])


@pytest.mark.parametrize(
    ("text", "name", "company"),
    [
        ("my cousin solange brito, Brito Foods, solange@britofoods.example", "solange brito", "Brito Foods"),
        ("Please meet Mai Tran of Tran Nails, mai@trannails.example", "Mai Tran", "Tran Nails"),
        ("Ja, Ina Hofer, Hofer Yacht, ina@hofer-yacht.example\n\nLG, Birgit", "Ina Hofer", "Hofer Yacht"),
    ],
)  # fmt: skip
def test_names_are_read_as_their_address_bears_them_out(text: str, name: str, company: str) -> None:
    people = understand(text, CONTEXT)["new_referral"]
    assert isinstance(people, list)
    assert [(p["name"], p["company"]) for p in people] == [(name, company)]


@pytest.mark.parametrize(
    "text",
    [
        "kan mijn percentage omhoog als ik er tien aanbreng? graag contractueel vastleggen",
        "Can my percentage go up if I bring you ten?",
        "Wilt u meneer Van Dalen vragen mij even terug te bellen?\n\nGerda Nijhuis, 0541 960 112",
        "How do I change the account my commission goes to? The old one's been shut.",
        "o próximo pagamento pode ir para a minha filha?",
        "is there a helpline?",
        "I've asked twice already. Stop emailing me, this is harassment",
    ],
)
def test_what_only_sounds_like_a_question_to_the_bot_goes_to_a_person(text: str) -> None:
    assert understand(text, CONTEXT)["handoff"]


@pytest.mark.parametrize(
    "text",
    ["please don't take me off the list!! just not before feb", "nur Pause, keine Abmeldung bis Mai"],
)
def test_who_wants_a_pause_is_not_signed_off(text: str) -> None:
    assert not (understand(text, CONTEXT | {"awaiting": "nudge_1"})["opt_out"] and said(text, "nudge_1")[2])


def test_a_little_word_in_a_name_on_file_names_nobody() -> None:
    inn = {"ref": "R-3", "company": "Gasthof Zur Linde", "contact": "Alois Brandner", "stage": "paid"}
    answer = understand("Gibt es etwas Neues zur Firma Hallbauer Textil?", CONTEXT | {"referrals": [inn]})
    assert (answer["refs"], answer["handoff"] or answer["clarify"]) == ([], True)


@pytest.mark.parametrize(
    "signed", ["Gerda Nijhuis", "Gerda Nijhuis, 0541 960 112", "Beijinhos,\nFilipa Rosado"]
)
def test_who_signs_below_a_whole_sentence_is_no_referral(signed: str) -> None:
    told = "Please ring Ina Hofer of Hofer Yacht, ina@hofer-yacht.example, she asked me for somebody."
    people = understand(f"{told}\n\n{signed}", CONTEXT)["new_referral"]
    assert isinstance(people, list)
    assert [p["name"] for p in people] == ["Ina Hofer"]


@pytest.mark.parametrize(
    "text",
    [
        "It's not me who's unsubscribing, it's Brightpath. She wants out of your calls",
        "stop reminding me till the audit's done, in May",
        "n'appelez plus Brightpath sur le fixe mais sur son portable, 06 00 45 67 89",
    ],
)
def test_what_ends_one_thing_and_not_another_goes_to_a_person(text: str) -> None:
    assert not said(text, "nudge_1")[2]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("both of them if you don't mind", "select_option"),
        ("les deux si ça ne vous dérange pas", "select_option"),
        ("allebei als het niet uitmaakt", "select_option"),
        ("not both, if you don't mind", "unclear"),
    ],
)
def test_a_courtesy_behind_a_choice_changes_nothing(text: str, intent: str) -> None:
    assert said(text, "disambiguation:[R-1,R-2]")[0] == [intent]
