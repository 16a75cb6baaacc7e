"""`[[program.faq]]` of the TOML file: what managers have answered once for all."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from templates.tongues import SPOKEN
from workflows.faq import Faq

Question = Annotated[str, Field(min_length=5, max_length=300)]
Answer = Annotated[str, Field(min_length=1, max_length=3000)]


class FaqTable(BaseModel):
    """A question, in as many wordings and languages as you like, and its answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    questions: tuple[Question, ...] = Field(min_length=1, max_length=40)
    answer: Answer | None = None
    answers: dict[str, Answer] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _says_something(self) -> FaqTable:
        if self.answer is None and not self.answers:
            raise ValueError('write answer = "…", or answers = {en = "…", de = "…"}')
        if strange := sorted(self.answers.keys() - set(SPOKEN)):
            raise ValueError(f"answers: {', '.join(strange)} is no language I write; {', '.join(SPOKEN)} are")
        return self

    @property
    def entry(self) -> Faq:
        """As the workflows know it."""
        general = {"": self.answer.strip()} if self.answer else {}
        return Faq(self.questions, {**general, **{name: said.strip() for name, said in self.answers.items()}})
