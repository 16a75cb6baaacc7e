"""`[intake]` of referral-desk.toml: how many mails are read an hour before the rest waits for its turn."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, Field

from storage.turns import Limits
from workflows.model import Person


class IntakeTable(BaseModel):
    """Mails an hour; 0 is without a limit."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mails_of_one_sender: int = Field(500, ge=0)
    mails_of_strangers: int = Field(2000, ge=0)

    def limits(self, ours: Iterable[Person]) -> Limits:
        """As the queue knows them; our own people are no strangers."""
        addresses = frozenset(person.email.lower() for person in ours)
        return Limits(self.mails_of_one_sender, self.mails_of_strangers, addresses)
