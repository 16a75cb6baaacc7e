"""Answers that quote a confirmation of ours written by hand, and what mail servers say about our mails."""

from __future__ import annotations

import pytest

from inbox.read import read
from tests.inbox.mails import raw_mail
from tests.inbox.test_read import DESK, DIRECTORY

ANSWER = (("In-Reply-To", "<confirm.1@vendor.example>"),)
POLISH = """

W dniu 2026-04-21 12:41, Vendor Referrals <referrals@vendor.example> napisał(a):
> zapisaliśmy polecenie: Marcin Żelazowski, Hurt-Żel sp. z o.o.,
> m.zelazowski@hurtzel.example, 61 555 01 36
> Tracking ID: R-7K3M-9Q
"""


def test_a_correction_knows_whom_a_sentence_of_ours_names() -> None:
    text = f"Pomyliłam numer telefonu. Prawidłowy to +48 61 555 02 94.{POLISH}"
    reading = read(
        raw_mail(text, subject="Re: Dziękujemy! Polecenie przyjęte (R-7K3M-9Q)", headers=ANSWER),
        DIRECTORY,
        DESK,
    )
    (prospect,) = reading.prospects
    assert (reading.action, prospect.name, prospect.email, prospect.phone) == (
        "correction",
        "Marcin Żelazowski",
        "m.zelazowski@hurtzel.example",
        "+48615550294",
    )


@pytest.mark.parametrize(
    "thanks",
    ["확인했습니다. 빠른 처리 감사합니다!", "ありがとうございます。", "谢谢！", "Köszönjük!", "Děkujeme!"],
)
def test_thanks_over_a_confirmation_correct_nothing(thanks: str) -> None:
    reading = read(
        raw_mail(f"{thanks}{POLISH}", subject="Re: Thank you so much! (R-7K3M-9Q)", headers=ANSWER),
        DIRECTORY,
        DESK,
    )
    assert (reading.action, reading.prospects) == ("ignore", ())


def test_a_mail_that_is_only_late_is_no_bounce() -> None:
    reading = read(
        raw_mail(
            "A message that you sent has not yet been delivered after 24 hours. Attempts will continue.",
            from_="Mail Delivery System <mailer-daemon@relay.example>",
            subject="Warning: message 1tZq8K delayed 24 hours",
            headers=(("Return-Path", "<>"),),
        ),
        DIRECTORY,
        DESK,
    )
    assert (reading.action, reading.bounced, reading.may_answer) == ("ignore", (), False)


def test_a_plan_for_later_is_neither_a_question_nor_a_referral() -> None:
    text = "Misschien heb ik volgend jaar iemand. Nu nog niets doen, ik laat het weten."
    assert read(raw_mail(text, subject="Misschien"), DIRECTORY, DESK).action == "handoff"


def test_a_name_ends_where_the_script_changes() -> None:
    text = "שלום, תתקשרו אל Ronit Shaked מחברת Shaked Nurseries, ronit@shakednurseries.example."
    (prospect,) = read(raw_mail(text), DIRECTORY, DESK).prospects
    assert (prospect.name, prospect.company) == ("Ronit Shaked", "Shaked Nurseries")


ABOUT_ONE = """

On Mon, 2 Mar 2026 at 10:00, Vendor Referrals <referrals@vendor.example> wrote:
> Name: Jane Dow
> E-mail: jane.dow@acmebakery.example
> Company: Acme Bakery
"""


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("It's two people: please add Tom Reed too, tom.reed@acmebakery.example.", "handoff"),
        ("You can also reach her assistant Bob Lee at bob.lee@acmebakery.example.", "handoff"),
        ("Es sind eigentlich zwei: nehmt auch Tom Beck dazu, tom.beck@acmebakery.example.", "handoff"),
        ("It should be Tom Reed instead, tom.reed@acmebakery.example.", "correction"),
        ("Is there any news about Acme Bakery Dow yet? She asked me for the offer again.", "status"),
    ],
)
def test_one_more_person_at_the_same_firm_does_not_take_the_first_ones_place(words: str, action: str) -> None:
    mail = raw_mail(words + ABOUT_ONE, subject="Re: Referral received (R-7K3M-9Q)", headers=ANSWER)
    assert read(mail, DIRECTORY, DESK).action == action


@pytest.mark.parametrize(
    ("words", "action"),
    [
        (
            "I'm on holiday next week. Please tell Marco to call Jane Miller at Blue Ltd, +44 20 7946 0555.",
            "handoff",
        ),
        ("Ik wil jullie mails toch weer ontvangen.", "handoff"),
        ("I'm on holiday next week. In urgent cases call Jane Miller, +44 20 7946 0555.", "ignore"),
    ],
)
def test_who_is_away_and_asks_for_something_is_no_machine(words: str, action: str) -> None:
    mail = raw_mail(words, subject="Re: Any news?", headers=ANSWER)
    assert read(mail, DIRECTORY, DESK).action == action
