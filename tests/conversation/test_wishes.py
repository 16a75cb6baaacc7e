"""Wishes outside the list of intents."""

from __future__ import annotations

import pytest

from workflows.conversation.wishes import asks_for_another_language, language_wanted, takes_us_back


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Please write to me in German.", "de"),
        ("could you send us your mails in French?", "fr"),
        ("Schreiben Sie mir bitte auf Englisch", "en"),
        ("Antwortet uns doch auf Deutsch!", "de"),
        ("auf Deutsch bitte", "de"),
        ("Pouvez-vous m'écrire en français ?", "fr"),
        ("Écrivez-nous en néerlandais, merci", "nl"),
        ("Escríbame en español, por favor", "es"),
        ("¿Me puede responder en portugués?", "pt"),
        ("Schrijf me voortaan in het Nederlands", "nl"),
        ("Escreva-me em português", "pt"),
    ],
)
def test_a_partner_says_in_which_language_to_write(words: str, language: str) -> None:
    assert language_wanted(words) == language


@pytest.mark.parametrize(
    "words",
    [
        "Please write to her in German, she reads no English",
        "Write to Jane in German please",
        "My client would like you to write to me and him in German",
        "Don't write to me in German",
        "Write to me in German or in French",
        "Please reply to me in Italian",
        "They opened an office in English Bay",
        "Any news on Acme?",
    ],
)
def test_other_words_about_languages_change_nothing(words: str) -> None:
    assert language_wanted(words) == ""


@pytest.mark.parametrize(
    "words",
    [
        "I'd like your reminders again after all.",
        "Resubscribe",
        "Ich möchte die Erinnerungen doch wieder bekommen.",
        "Finalement, vous pouvez recommencer à m'écrire.",
        "Al final sí quiero recibir vuestros correos otra vez.",
        "Ik wil jullie mails toch weer ontvangen.",
        "Afinal podem voltar a escrever-me.",
        "Ho cambiato idea, potete scrivermi di nuovo.",
        "Jednak chcę znowu dostawać wasze maile.",
        "Jag vill gärna få era mejl igen.",
    ],
)
def test_who_wanted_no_more_mails_may_want_them_once_more(words: str) -> None:
    assert takes_us_back(words)


@pytest.mark.parametrize(
    "words",
    [
        "Stop sending me reminders again and again",
        "Don't write to me again",
        "Write to me again when Acme closes",
        "Bitte nie wieder schreiben",
        "Thanks a lot!",
    ],
)
def test_who_has_enough_or_means_another_day_is_not_taken_to_want_them(words: str) -> None:
    assert not takes_us_back(words)


@pytest.mark.parametrize(
    "words",
    [
        "Please write to me in Italian.",
        "Scrivetemi in italiano, per favore.",
        "Bitte schreibt mir auf Polnisch.",
        "Skriv gärna till mig på svenska.",
    ],
)
def test_a_language_we_do_not_write_is_asked_for(words: str) -> None:
    assert (asks_for_another_language(words), language_wanted(words)) == (True, "")


def test_an_italian_client_is_no_wish_for_italian() -> None:
    assert not asks_for_another_language("We sell to Italian clients, write to us.")
