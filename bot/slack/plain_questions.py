"""Our own people ask in plain words: "my leads", "any news on Acme?", "how are we doing this month?".

Each becomes the command that answers it, so that the same rules say who may see what.
"""

from __future__ import annotations

import re

from blockkit import Section

from bot.slack import blocks
from bot.slack.answers import Ask, Block, Show, built
from bot.slack.partners.partner_search import partner_line
from bot.slack.partners.partner_words import lead_line
from storage.partners import Partners
from storage.referrals import Referrals
from storage.views import Views
from templates import escape_slack
from workflows.calendar import local_date
from workflows.likeness import plain_name
from workflows.periods import read_period

Line = tuple[str, str]  # a command and its words
SHOWN = 5
SHORTEST_NAME = 3
_ASKED = r"(?:(?:please|show me|give me|list|what are|what is|what's|who are|where are) )*(?:all )?"
_POLITE = rf"{_ASKED}(?:the |our )?"
_LINES: tuple[tuple[str, Line], ...] = (
    (rf"{_POLITE}my (?:open )?(?:leads|referrals|deals)", ("/lead", "mine")),
    (rf"{_POLITE}(?:free|open|unclaimed|unassigned) (?:leads|referrals)", ("/lead", "open")),
    (rf"{_POLITE}partners", ("/partner", "list")),
    (rf"{_POLITE}(?:open )?conflicts", ("/partner", "conflicts")),
    (r"(?:what|whom?) do we owe(?: our partners)?(?: today| now)?", ("/partner", "owed")),
    (r"(?:when is |when's )?(?:the |our )?(?:next )?pay\s?day", ("/partner", "payday")),
)
_DOING = r"how (?:are|were) we doing|how did we do"
_NUMBERS = re.compile(rf"(?:{_DOING}|{_POLITE}(?:numbers|figures|report))\b(?P<when>.*)")
_THANKS = re.compile(
    r"(?:many |ok(?:ay)?,? )?(?:thanks|thank you|thx|cheers|danke|merci|gracias|grazie)"
    r"(?:,? (?:a lot|so much|very much|you|all|again|bot))*"
)
_OF_MONEY = re.compile(r"\b(?:commission|payouts?|paid|earns?|earned|owed?|money)\b")


def answer(ask: Ask) -> Line | Show | None:
    """The command that answers these words, or what may be meant; None when nothing here is."""
    said = " ".join(ask.words.lower().split()).strip(" ?!.")
    for pattern, line in _LINES:
        if re.fullmatch(rf"{pattern}(?:,? please)?", said):
            return line
    if _THANKS.fullmatch(said):
        return Show(blocks.words("You are welcome."))
    if found := _NUMBERS.fullmatch(said):
        when = found["when"].replace(" for ", " ").strip()
        _period, rest = read_period(when, local_date(ask.now, ask.program.tz))
        return "/partner", f"report {'' if rest else when}".strip()
    return _named(ask, said)


def _named(ask: Ask, said: str) -> Line | Show | None:
    """Whom the words name: the lead, the partner, or a choice."""
    text = f" {plain_name(said)} "
    leads = [key for key, title, *_ in Views(ask.session).latest_titles() if _is_in(text, title)]
    partners = Partners(ask.session).mentioned_in(said) or Partners(ask.session).begun_in(said)
    about_money = bool(_OF_MONEY.search(said))
    match leads, partners:
        case [one], ():
            return "/lead", f"{one} why" if about_money else one
        case [], (one,):
            return "/partner", f"{'payouts' if about_money else 'status'} {one.id}"
        case [], ():
            return None
    found = (Referrals(ask.session).get(key) for key in leads[:SHOWN])
    rows: list[Block] = [lead_line(referral, ask.program) for referral in found if referral]
    rows += [partner_line(partner, ask) for partner in partners[:SHOWN]]
    return Show(built(Section(blocks.mrkdwn("Which of these do you mean?")), *rows))


def _is_in(text: str, title: str) -> bool:
    name = plain_name(title)
    return len(name) >= SHORTEST_NAME and f" {name} " in text


def not_sure(words: str) -> str:
    """What is said where nothing was understood, as mrkdwn."""
    return (
        f"I am not sure what you mean by “{escape_slack(blocks.cut(words, 200))}”. "
        "The name of a lead or a partner is enough, or a tracking ID."
    )
