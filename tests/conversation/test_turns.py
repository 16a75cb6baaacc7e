"""Turns of phrase that point at a referral, or away from us, without naming it."""

from __future__ import annotations

import pytest

from workflows.conversation import understand

REFERRALS = [
    {"ref": "R-1", "company": "Bluewater Ferries Ltd", "contact": "Tess Okoro", "stage": "contacted"},
    {"ref": "R-2", "company": "Bluewater Spa & Leisure", "contact": "Mark Dunne", "stage": "closed_won"},
    {"ref": "R-3", "company": "Harrow & Finch Architects", "contact": "Simon Finch", "stage": "contacted"},
]


def read(text: str, **more: object) -> dict[str, object]:
    context = {"referrals": REFERRALS, "last_answered": None, "last_intent": None, "awaiting": None}
    return understand(text, {**context, **more})


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("how are things with the ferry people?", ["R-1"]),
        ("what is happening with Bluewater Spa?", ["R-2"]),
        ("any news on H&F?", ["R-3"]),
        ("wie läuft es bei den Architekten?", ["R-3"]),
    ],
)
def test_a_company_is_known_by_its_trade_its_initials_and_a_word_in_the_middle(
    text: str, refs: list[str]
) -> None:
    assert read(text)["refs"] == refs


def test_the_other_one_is_the_one_we_did_not_talk_about() -> None:
    talked = {"last_answered": ["R-2"], "last_intent": "referral_status"}
    said = read("any news on the other Bluewater?", **talked)
    assert (said["refs"], said["clarify"]) == (["R-1"], False)


def test_a_place_in_the_list_we_gave_is_one_of_it() -> None:
    listed = {"last_answered": ["R-3", "R-1", "R-2"], "last_intent": "status_overview"}
    assert read("any news on the third one?", **listed)["refs"] == ["R-2"]


@pytest.mark.parametrize(
    ("text", "refs"), [("not the spa", ["R-1"]), ("the boats", ["R-1"]), ("spa", ["R-2"])]
)
def test_a_choice_may_say_what_it_is_not_or_what_they_do(text: str, refs: list[str]) -> None:
    said = read(text, awaiting="disambiguation:[R-1,R-2]")
    assert (said["intents"], said["refs"]) == (["select_option"], refs)


@pytest.mark.parametrize(
    "text",
    [
        "I don't handle this, the right person is Eva Stone (eva@northwind.example).",
        "Dafür bin ich die falsche Adresse, das macht bei uns Frau Stone, eva@northwind.example.",
    ],
)
def test_the_right_person_at_a_partner_is_no_referral(text: str) -> None:
    said = read(text)
    assert (said["handoff"], said["new_referral"]) == (True, None)


@pytest.mark.parametrize(
    ("text", "opts_out", "acts"),
    [
        ("please stop these reminders", True, True),
        ("spart euch die Erinnerungen", True, True),
        ("don't stop the reminders, I like them", False, False),
        ("spare me the details, is Harrow & Finch signed?", False, True),
        ("could you stop writing to her", True, False),
    ],
)
def test_who_wants_no_more_of_our_mails_is_not_who_speaks_of_somebody_else(
    text: str, opts_out: bool, acts: bool
) -> None:
    said = read(text)
    assert (said["opt_out"], not (said["handoff"] or said["clarify"])) == (opts_out, acts)
