"""Which words ask for money to go elsewhere; account numbers are hidden, everything else stays."""

from __future__ import annotations

import pytest

from inbox.said.bank_details import asks_to_pay_elsewhere, without_accounts

IBAN = "DE75 5121 0800 1245 1261 99"


@pytest.mark.parametrize(
    "words",
    [
        f"Please pay to this IBAN from now on: {IBAN}",
        f"Please pay to {IBAN.replace(' ', '')} instead.",
        "We have changed our bank details, see attached.",
        "Our new bank account is with ING.",
        "From now on please send it to my PayPal.",
        "Unsere Bankverbindung hat sich geändert.",
        "Voici nos nouvelles coordonnées bancaires.",
        "Hemos cambiado nuestros datos bancarios.",
        "Onze bankgegevens zijn gewijzigd.",
        "Mudamos os nossos dados bancários.",
        "Ecco le nuove coordinate bancarie.",
    ],
)
def test_a_wish_to_be_paid_elsewhere(words: str) -> None:
    assert asks_to_pay_elsewhere(words)


@pytest.mark.parametrize(
    "words",
    [
        "Which bank details do you have for us?",
        "When is my commission paid?",
        "A new account for you: Jane Roe at Acme wants a demo.",
        "Acme is a new customer. They sell bank accounts",
        f"Best, Sam\nNorthwind GmbH, Bank: ING, IBAN {IBAN}",
        "Did the money arrive?",
    ],
)
def test_no_such_wish(words: str) -> None:
    assert not asks_to_pay_elsewhere(words)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (f"to {IBAN} from now on", "to DE••••6199 from now on"),
        ("to de75512108001245126199, thanks", "to DE••••6199, thanks"),
        ("GB33BUKB20201555555555", "GB••••5555"),
        ("order DE75 5121 0800 1245 1261 98 is no IBAN", "order DE75 5121 0800 1245 1261 98 is no IBAN"),
    ],
)
def test_account_numbers_are_hidden(words: str, shown: str) -> None:
    assert without_accounts(words) == shown
