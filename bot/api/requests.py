"""What other programs may ask for: the bodies of the API's requests, and the commands they become."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from inbox.formats.charsets import clean_line, clean_text
from workflows.commands import MoveStage, RegisterReferrals
from workflows.model import Contact, ExpectedValue, Partner, Person, Prospect
from workflows.money import Money, known_currency


def _address(text: str) -> str:
    try:
        return validate_email(text, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as wrong:
        raise ValueError(str(wrong)) from wrong


def _currency(text: str) -> str:
    if not known_currency(text):
        raise ValueError("write an ISO 4217 code in capitals, such as EUR")
    return text


def _seen(text: str) -> str:
    if not (seen := clean_line(text, LONGEST_LINE)):
        raise ValueError("nothing of it can be seen")
    return seen


LONGEST_LINE = 300
Address = Annotated[str, Field(max_length=320), AfterValidator(_address)]
Currency = Annotated[str, Field(pattern="^[A-Z]{3}$"), AfterValidator(_currency)]
Line = Annotated[
    str,
    Field(min_length=1, max_length=LONGEST_LINE, pattern=r"^[^\x00-\x1f\x7f]*$"),
    AfterValidator(_seen),
]
Words = Annotated[str, Field(max_length=20_000), AfterValidator(clean_text)]  # as the words of a mail
LARGEST = 10**15  # minor units, or whole major units: more is a mistake


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ValueBody(_Body):
    """What a deal may be worth, in major units."""

    amount: Decimal = Field(ge=0, le=LARGEST, decimal_places=4)
    currency: Currency | None = None


class ProspectBody(_Body):
    """Who is referred: at least a name, an address or a company."""

    name: Line | None = None
    email: Address | None = None
    company: Line | None = None
    phone: Line | None = None
    linkedin: Line | None = None
    value: ValueBody | None = None
    close_by: Line | None = None

    @model_validator(mode="after")
    def _is_someone(self) -> ProspectBody:
        if not (self.name or self.email or self.company):
            raise ValueError("say who it is: name, email or company")
        return self

    @property
    def prospect(self) -> Prospect:
        """The same for the workflows, with where each value came from."""
        value = ExpectedValue(self.value.amount, self.value.currency) if self.value else None
        said = self.model_dump(exclude={"value"}, exclude_none=True)
        return Prospect(**said, value=value, found=dict.fromkeys(self.model_dump(exclude_none=True), "API"))


class RegisterBody(_Body):
    """A new referral of a partner, who is named by ID or by one of their addresses."""

    partner: Line
    prospect: ProspectBody
    note: Words = ""

    def command(self, partner: Partner, contact: Contact, by: str, now: datetime) -> RegisterReferrals:
        """What it asks of the workflows; our receive time decides who was first."""
        return RegisterReferrals(
            partner,
            contact,
            (self.prospect.prospect,),
            received_at=now,
            note=self.note,
            language=partner.language,
            actor=by,
        )


class DealBody(_Body):
    """What it was closed for, in minor units."""

    minor: int = Field(ge=0, le=LARGEST)
    currency: Currency


class StageBody(_Body):
    """Where a referral stands now; `on`, `deal` and `reason` as the stage asks."""

    stage: Line
    on: date | None = None
    deal: DealBody | None = None
    reason: str = Field("", max_length=60)

    def command(self, referral_id: str, by: str) -> MoveStage:
        """What it asks of the workflows."""
        return MoveStage(
            referral_id,
            self.stage,
            Person(by),
            on=self.on,
            deal=Money(self.deal.minor, self.deal.currency) if self.deal else None,
            reason=self.reason,
            is_confirmed=True,
            evidence=by,
            may_steer=True,
        )
