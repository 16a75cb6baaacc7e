"""Payout details as somebody typed them, checked before they are kept. What was typed is in no error."""

from __future__ import annotations

import re

from stdnum import bic as bics
from stdnum import iban as ibans
from stdnum.exceptions import ValidationError

from bot.slack.modals import Unfit
from inbox.smtp import envelope_address
from workflows.commission.accounts import Method, PayoutAccount

_STRIPE = re.compile(r"acct_[A-Za-z0-9]{10,40}")
LONGEST_HOLDER = 70  # SEPA


def read_account(method: Method, holder: str, number: str, bic: str = "") -> PayoutAccount:
    """The account; `Unfit` names the field and says what to mend."""
    holder = " ".join(holder.split())
    if not holder or len(holder) > LONGEST_HOLDER:
        raise Unfit("holder", f"Whose account is it? Up to {LONGEST_HOLDER} characters.")
    match method:
        case "sepa":
            return PayoutAccount("sepa", holder, _iban(number), _bic(bic))
        case "paypal":
            return PayoutAccount("paypal", holder, _address(number))
        case "stripe":
            if not _STRIPE.fullmatch(number.strip()):
                raise Unfit("number", "A Stripe account begins with acct_.")
            return PayoutAccount("stripe", holder, number.strip())


def _iban(number: str) -> str:
    try:
        return str(ibans.validate(number))
    except ValidationError as wrong:
        raise Unfit("number", "This is no valid IBAN: a digit is missing, or two are swapped.") from wrong


def _bic(number: str) -> str:
    try:
        return str(bics.validate(number)) if number.strip() else ""
    except ValidationError as wrong:
        raise Unfit("bic", "This is no BIC. It may stay empty: the IBAN is enough.") from wrong


def _address(number: str) -> str:
    try:
        return envelope_address(number.strip().lower()).text
    except ValueError as wrong:
        raise Unfit("number", "PayPal needs the e-mail address of the account.") from wrong
