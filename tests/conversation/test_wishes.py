"""Wishes outside the list of intents."""

from __future__ import annotations

import pytest

from workflows.conversation.wishes import language_wanted


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
