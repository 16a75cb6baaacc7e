"""What takes a correction back, and what only sounds like it."""

from __future__ import annotations

import pytest

from inbox.undo import says_undo, says_withdraw


@pytest.mark.parametrize(
    "words",
    [
        "undo",
        "Undo please",
        "Hi Dana, please undo that. Thanks, Sam",
        "rückgängig",
        "Bitte rückgängig machen",
        "Bonjour, annuler svp",
        "Deshacer, por favor",
        "desfazer",
        "annulla per favore",
        "Graag ongedaan maken",
        "cofnij proszę",
        "Ångra",
        "Fortryd venligst",
        "Geri alın lütfen",
        "Kérem visszavonni",
        "Anulează, te rog",
        "Отмените, пожалуйста",
        "Скасуйте, будь ласка",
        "Αναίρεση παρακαλώ",
        "元に戻してください",
        "请撤销",
        "되돌려 주세요",
        "בבקשה לבטל",
        "تراجع من فضلك",
    ],
)
def test_a_short_word_takes_it_back(words: str) -> None:
    assert says_undo(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Thanks!",
        "Please don't undo it",
        "Bitte nicht rückgängig machen",
        "Can I undo this later?",
        "Please undo the phone number, and her mail is jane@acme.example",
        "They want to undo their contract with the old payroll vendor, which is why you should call Jane "
        "at Acme as soon as you can and tell her about the migration.",
    ],
)
def test_everything_else_does_not(words: str) -> None:
    assert not says_undo(words)


@pytest.mark.parametrize(
    "words",
    [
        "please drop this one",
        "Hi Dana, please withdraw the Acme referral, they went with somebody else. Sam",
        "Bitte diese Empfehlung zurückziehen",
        "Merci de retirer cette recommandation",
        "Cancelar, por favor",
        "Laat deze maar, ze zijn al voorzien",
    ],
)
def test_an_introduction_can_be_taken_out(words: str) -> None:
    assert says_withdraw(words)
    assert not says_undo(words)


@pytest.mark.parametrize(
    "words",
    [
        "Thanks!",
        "Please don't drop this one",
        "Did they cancel it?",
        "I'll drop by tomorrow",
        "Jane wants to cancel her old contract: jane@acme.example",
    ],
)
def test_what_only_sounds_like_it_takes_nothing_out(words: str) -> None:
    assert not says_withdraw(words)
