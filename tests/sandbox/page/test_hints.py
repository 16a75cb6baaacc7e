"""The message box offers only what the bot understands."""

from __future__ import annotations

import pytest

from bot.sandbox.page.hints import HINTS, Hint
from bot.slack.leads import lead_words
from bot.slack.partners import partner_words


@pytest.mark.parametrize("hint", HINTS, ids=lambda hint: hint.text)
def test_every_command_that_is_offered_is_one_the_bot_knows(hint: Hint) -> None:
    command, verb = hint.text.split()
    known = {"/partner": partner_words.VOCABULARY, "/lead": lead_words.VOCABULARY}[command]
    assert verb in known.words or verb == "R-"
