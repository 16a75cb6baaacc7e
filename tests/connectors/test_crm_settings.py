"""`[crm]`: what can be wrong is said at start, in sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import load_settings
from tests.rigs.office import RULES
from workflows.errors import BadInput

CRM = """
[crm]
vendor = "hubspot"
[crm.stages]
contacted = ["talk", "fit"]
closed_won = "won"
"""


def settings_of(tmp_path: Path, crm: str) -> object:
    file = tmp_path / "referral-desk.toml"
    file.write_text(RULES + crm)
    return load_settings({}, file).program.crm


def test_the_words_of_a_crm_are_read(tmp_path: Path) -> None:
    rules = settings_of(tmp_path, CRM)
    assert getattr(rules, "stages", None) == {"contacted": ("talk", "fit"), "closed_won": ("won",)}
    assert settings_of(tmp_path, "") is None


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ('nonsense = "x"', '"nonsense" is no stage of yours'),
        ('qualified = "fit"', '"fit" stands for two stages'),
        ('[crm.reasons]\n"Too dear" = "nonsense"', '"nonsense" is no reason'),
    ],
)
def test_a_word_that_cannot_be_is_named(tmp_path: Path, more: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        settings_of(tmp_path, CRM + more)


def test_a_crm_is_spoken_with_over_https(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="https://"):
        settings_of(tmp_path, CRM.replace('"hubspot"', '"hubspot"\nurl = "http://crm.example"'))
