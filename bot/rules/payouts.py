"""`[payouts]` of the TOML file: the account that pays."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, field_validator
from stdnum import bic, iban
from stdnum.exceptions import ValidationError


class PayoutsTable(BaseModel):
    """What a SEPA file says about the payer; without an IBAN there is no SEPA file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = ""
    iban: str = ""
    bic: str = ""

    @field_validator("iban")
    @classmethod
    def _is_iban(cls, value: str) -> str:
        try:
            return str(iban.validate(value)) if value else ""
        except ValidationError as wrong:
            raise ValueError("this is no IBAN; a digit may be missing") from wrong

    @field_validator("bic")
    @classmethod
    def _is_bic(cls, value: str) -> str:
        try:
            return str(bic.validate(value)) if value else ""
        except ValidationError as wrong:
            raise ValueError("this is no BIC") from wrong
