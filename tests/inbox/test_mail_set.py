"""The project's own mails, and what a careful partner manager would make of each."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from inbox.read import read
from inbox.reading import Reading
from tests.inbox.scoring import Verdict, judge, load_desk, load_directory, load_expectation

FOLDER = Path(__file__).parent.parent / "mail"
MAILS = sorted(FOLDER.glob("*.eml"))
PARTNERS = load_directory(FOLDER / "partners.json")
DESK = load_desk(
    FOLDER / "partners.json",
    address="referrals@vendor.example",
    authserv_id="mx.vendor.example",
    message_id_domain="vendor.example",
)
BAR = 0.97  # right actions, and right fields


@cache
def reading_of(mail: Path) -> Reading:
    return read(mail.read_bytes(), PARTNERS, DESK)


def verdict_on(mail: Path) -> Verdict:
    return judge(load_expectation(mail.with_suffix(".json")), reading_of(mail))


@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: mail.stem)
def test_nobody_is_registered_wrongly(mail: Path) -> None:
    assert verdict_on(mail).wrong_registrations == [], reading_of(mail).reasons


def test_the_set_is_read_as_a_person_would_read_it() -> None:
    verdicts = {mail.stem: verdict_on(mail) for mail in MAILS}
    right = sum(v.right for v in verdicts.values()) / len(verdicts)
    fields_seen = sum(v.fields_seen for v in verdicts.values())
    fields = sum(v.fields_right for v in verdicts.values()) / fields_seen
    for name, verdict in verdicts.items():
        print(*(f"{name}: {miss}" for miss in verdict.misses), sep="\n", end="\n" if verdict.misses else "")
    print(f"{len(verdicts)} mails: right action {right:.1%}, fields {fields:.1%} of {fields_seen}")
    assert right >= BAR
    assert fields >= BAR


def test_the_set_covers_ten_languages_and_is_not_mostly_english() -> None:
    languages = [load_expectation(mail.with_suffix(".json")).language for mail in MAILS]
    assert len(set(languages)) >= 10
    assert languages.count("en") * 3 <= len(languages)
