"""Which referral a mention means."""

from __future__ import annotations

import pytest

from workflows.conversation import understand

REFERRALS = [
    {"ref": "R-11", "company": "United Parcel Couriers", "contact": "Ana Ruiz", "stage": "contacted"},
    {"ref": "R-12", "company": "Harbour Kitchens Ltd", "contact": "Peter Lang", "stage": "submitted"},
    {"ref": "R-13", "company": "Harbour Freight Systems", "contact": "Peter Voss", "stage": "closed_won"},
    {
        "ref": "R-14",
        "company": "Müller Maschinenbau GmbH & Co. KG",
        "contact": "Katrin Müller",
        "stage": "paid",
    },
]


def refs(text: str, last: list[str] | None = None, awaiting: str | None = None) -> object:
    context = {
        "referrals": REFERRALS,
        "last_answered": last,
        "last_intent": "referral_status",
        "awaiting": awaiting,
    }
    return understand(text, context)["refs"]


def asks_back(text: str, last: list[str] | None = None) -> bool:
    context = {
        "referrals": REFERRALS,
        "last_answered": last,
        "last_intent": "referral_status",
        "awaiting": None,
    }
    answer = understand(text, context)
    return bool(answer["clarify"] or answer["handoff"])


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("any news on Harbour Kitchens?", "R-12"),
        ("harbor kitchns update pls", "R-12"),
        ("UPC?", "R-11"),
        ("did Ana reply?", "R-11"),
        ("has Peter Voss signed?", "R-13"),
        ("has Peter from the kitchens signed?", "R-12"),
        ("what's up with r12", "R-12"),
        ("Wie steht es mit Mueller Maschinenbau?", "R-14"),
        ("y qué hay de Müller?", "R-14"),
    ],
)
def test_a_name_finds_its_referral(text: str, ref: str) -> None:
    assert refs(text) == [ref]


def test_a_tie_names_all_and_asks_back() -> None:
    assert (refs("any news on Harbour?"), asks_back("any news on Harbour?")) == (["R-12", "R-13"], True)


@pytest.mark.parametrize(
    "text", ["what about Halcyon Partners?", "and Summit?", "any news on R-99?", "und Kranich?"]
)
def test_an_unknown_name_never_falls_back_to_the_last_answer(text: str) -> None:
    assert (refs(text, last=["R-11"]), asks_back(text, last=["R-11"])) == ([], True)


def test_a_known_first_name_with_a_strange_surname_is_nobody_we_know() -> None:
    assert asks_back("did you reach Ana Schmidt?")


def test_a_follow_up_means_the_last_answer() -> None:
    assert refs("and what did she say?", last=["R-11"]) == ["R-11"]


def test_the_season_is_not_the_company_of_that_name() -> None:
    bakery = [{"ref": "R-1", "company": "Bäckerei Sommer", "contact": "Jonas Sommer", "stage": "contacted"}]
    context = {"referrals": bakery, "last_answered": None, "last_intent": None, "awaiting": "nudge_1"}

    assert understand("Gerade nicht, im Sommer gerne wieder.", context)["refs"] == []


@pytest.mark.parametrize("text", ["the second one", "2", "freight", "Voss", "die zweite", "la segunda"])
def test_an_option_is_chosen_by_place_number_or_name(text: str) -> None:
    assert refs(text, awaiting="disambiguation:[R-12,R-13]") == ["R-13"]


def test_a_number_beyond_the_options_chooses_nothing() -> None:
    assert refs("4", awaiting="disambiguation:[R-12,R-13]") == []
