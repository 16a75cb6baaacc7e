"""What an answer to a command is made of, and the buttons that lead from one answer to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from blockkit import Actions, Context, Divider, Header, Message, RichText, Section
from rapidfuzz import process
from sqlalchemy.orm import Session

from bot.slack.blocks import ask_button, cut, mrkdwn, plain
from bot.slack.people import SlackUser
from bot.slack.typed import split_start
from storage.listings import Page
from templates import escape_slack
from workflows.base import Command
from workflows.program import Program

Blocks = list[dict[str, Any]]
Block = Actions | Context | Divider | Header | RichText | Section
PAGE = 10
GOOD_GUESS = 60
REFUSAL = ":raised_hand: That is for our own team. Your partner manager is glad to help you."
FOR_MANAGERS = ":raised_hand: Only partner managers change partners. I am glad to show you one, though."


@dataclass(frozen=True, slots=True)
class Ask:
    """Who asks what; `words` is what stands behind the command's first word."""

    session: Session
    user: SlackUser
    words: str
    program: Program
    now: datetime


@dataclass(frozen=True, slots=True)
class Show:
    """Something to read."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Open:
    """A form; `label` is for where no form can be opened, and a button has to do it."""

    view: dict[str, Any]
    label: str
    line: str  # the command that leads here


@dataclass(frozen=True, slots=True)
class Register:
    """The form for a new referral, filled from these words."""

    words: str = ""
    partner_id: str = ""


@dataclass(frozen=True, slots=True)
class Do:
    """Something to decide, and what to say then."""

    command: Command
    done: str
    unchanged: str


@dataclass(frozen=True, slots=True)
class Move:
    """A lead goes to the stage somebody named."""

    referral_id: str
    stage: str


Answer = Show | Open | Register | Do | Move
Word = Callable[[Ask], Answer]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words behind one slash command."""

    name: str  # /partner
    words: Mapping[str, Word]
    fallback: Word  # what is no word of ours; gets everything that was typed

    def answer(
        self, session: Session, user: SlackUser, typed: str, program: Program, now: datetime
    ) -> Answer:
        """The answer to a whole line."""
        verb, _, rest = typed.strip().partition(" ")
        word = self.words.get(verb.lower())
        said = rest.strip() if word else typed.strip()
        return (word or self.fallback)(Ask(session, user, said, program, now))

    def nearest(self, typed: str) -> str:
        """The word that somebody may have meant, "" when none is near."""
        first = typed.partition(" ")[0].lower()
        found = process.extractOne(first, list(self.words), score_cutoff=GOOD_GUESS)
        return str(found[0]) if found else ""

    def guess(self, typed: str) -> Show:
        """The nearest word, as a button; the way to the help when nothing is near."""
        first, _, rest = typed.partition(" ")
        known, nearest = f"I don't know “{escape_slack(cut(first, 60))}”.", self.nearest(typed)
        if not nearest:
            return say(
                f"{known} `{self.name} help` shows what I know.", lead_on(("Help", f"{self.name} help"))
            )
        line = f"{self.name} {nearest} {rest}".strip()
        return say(f"{known} Did you mean `{escape_slack(cut(line, 200))}`?", lead_on(("Yes, that", line)))


def say(text: str, *more: Block) -> Show:
    """One paragraph of our own mrkdwn, and what leads on from it."""
    return Show(built(Section(mrkdwn(text)), *more))


def built(*parts: Block) -> Blocks:
    """Blocks as Slack takes them."""
    drawn: Blocks = Message("…", [*parts]).build()["blocks"]
    return drawn


def lead_on(*ways: tuple[str, str]) -> Actions:
    """A row of such buttons: label and line."""
    return Actions([ask_button(label, line, number=i) for i, (label, line) in enumerate(ways)])


def paging(line: str, page: Page) -> list[Block]:
    """Where we are in a list, and buttons back and forth; nothing for a list that fits."""
    return turning(line, start=page.start, end=page.end, total=page.total)


def turning(line: str, *, start: int, end: int, total: int, size: int = PAGE) -> list[Block]:
    """The same for any list."""
    if total <= size:
        return []
    ways = []
    if start > 0:
        ways.append(("Back", f"{line} @{max(0, start - size)}"))
    if end < total:
        ways.append(("More", f"{line} @{end}"))
    where = Context([mrkdwn(f"{start + 1} to {end} of {total}")])
    return [where, lead_on(*ways)] if ways else [where]


def listed(title: str, rows: Iterable[Block], empty: str, more: Iterable[Block] = ()) -> Show:
    """A titled list."""
    drawn = [*rows]
    body: list[Block] = drawn or [Section(plain(empty, 300))]
    return Show(built(Header(plain(title, 150)), *body, *more))


def paged(ask: Ask) -> tuple[str, int]:
    """The words without the place where the list goes on, and that place."""
    return split_start(ask.words)
