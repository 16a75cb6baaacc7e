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
