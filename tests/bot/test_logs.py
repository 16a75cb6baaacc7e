"""What reaches the log."""

from __future__ import annotations

import pytest

from bot.logs import redact


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        ("refused for jane@acme.example today", "refused for <address> today"),
        ("imaps://desk:hunter2@mail.example:993/INBOX", "imaps://desk:***@mail.example:993/INBOX"),
        ("token xoxb-123-abc and xapp-1-A", "token <token> and <token>"),
        ("R-7K3M-9Q moved", "R-7K3M-9Q moved"),
    ],
)
def test_addresses_tokens_and_passwords_are_taken_out(said: str, logged: str) -> None:
    assert redact(said) == logged
