"""Every sentence that a template marks is there in every language we speak, with the same holes to fill."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract_from_dir, extract_from_file

import templates
from templates import render_email, tongues
from tests.builders import MARCO, MONDAY, referral
from tests.templates.test_words import context

HOLE = re.compile(r"%\((\w+)\)s")
FOLDER = Path(templates.__file__).parent
OTHERS = [language for language in tongues.SPOKEN if language != "en"]


def marked() -> set[str]:
    ways = [("**.j2", "jinja2")]
    options = {"**.j2": {"trimmed": "true", "encoding": "utf-8"}}
    found = extract_from_dir(str(FOLDER), ways, options, directory_filter=lambda _folder: True)
    return {str(message) for _, _, message, _, _ in found} | marked_in_code()


def marked_in_code() -> set[str]:
    """What is put together outside a template."""
    bot = FOLDER.parent / "bot"
    files = (FOLDER / "working.py", bot / "money" / "documents.py", bot / "reports" / "charts.py")
    keywords: dict[str, Any] = {"_": None, "N_": None}
    return {str(m) for file in files for _, m, _, _ in extract_from_file("python", file, keywords=keywords)}


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_translated(language: str) -> None:
    catalog = tongues.catalog(language)
    same = {"LinkedIn", "Name", "Demo", "Commission", "Correction"}
    missing = [m for m in marked() if m not in same and catalog.gettext(m) == m and len(m) > 8]
    assert missing == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_fills_the_same_holes(language: str) -> None:
    catalog = tongues.catalog(language)
    wrong = [m for m in marked() if sorted(HOLE.findall(m)) != sorted(HOLE.findall(catalog.gettext(m)))]
    assert wrong == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Marco aus unserem Vertrieb hat übernommen und meldet sich dort bis Montag, 2. März"),
        ("fr", "Marco, de notre équipe commerciale, s'en charge et les contactera avant lundi 2 mars"),
        ("es", "Marco, de nuestro equipo comercial, se encarga y les contactará antes de"),
        ("nl", "Marco van ons verkoopteam heeft het opgepakt en neemt contact op vóór maandag 2"),
        ("pt-BR", "Marco, da nossa equipa comercial, assumiu o assunto e entrará em contacto até"),
        ("sv", "Marco from our sales team has taken it"),
    ],
)
def test_a_mail_is_in_the_readers_language_as_a_whole(language: str, said: str) -> None:
    taken = referral(owner=MARCO, claimed_at=MONDAY)
    words = render_email("claimed", {**context(), "referral": taken, "owner": MARCO, "language": language})
    assert said in words.text
    assert f'<html lang="{"en" if language == "sv" else language[:2]}">' in words.html


def test_a_mail_that_is_english_only_has_english_dates() -> None:
    assert templates.language_for("email/written", "de") == "en"
    for name in ("claimed", "pay_elsewhere", "payout_returned", "paid"):
        assert templates.language_for(f"email/{name}", "de") == "de"
