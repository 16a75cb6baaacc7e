"""Which partner somebody means: by name, address, domain or tracking ID, or by whom they introduced."""

from __future__ import annotations

from blockkit import Section

from bot.slack import blocks
from bot.slack.answers import Ask, Block, Show, built, lead_on
from bot.slack.blocks import ask_button
from storage.partners import Partners
from storage.referrals import Referrals
from storage.views import Views
from templates import escape_slack
from workflows import tracking
from workflows.calendar import local_date
from workflows.matching import account_key
from workflows.model import Partner, Prospect

ALL = ("All partners", "/partner list")
MOST_FITTING = 5


def find(ask: Ask, words: str | None = None) -> Partner | Show:
    """The one partner that is meant, or the question which one it is."""
    wanted = ask.words if words is None else words
    shown = escape_slack(blocks.cut(wanted, 100))
    match search(ask, wanted):
        case ():
            return _nobody(ask, wanted, shown)
        case (one,):
            return one
        case several:
            return _which(ask, f"Several partners fit “{shown}”. Which one?", several)


def find_by_anybody(ask: Ask) -> Partner | Show:
    """The same, where the words may also name somebody whom one partner introduced."""
    if not search(ask, ask.words) and len(found := _introducers(ask, ask.words)) == 1:
        return found[0]
    return find(ask)


def search(ask: Ask, words: str) -> tuple[Partner, ...]:
    """All who are called so, or whose these are."""
    partners = Partners(ask.session)
    if tracking_id := tracking.normalise(words):
        referral = Referrals(ask.session).get(tracking_id)
        one = partners.get(referral.partner_id) if referral else None
    else:
        one = partners.get(words.upper()) if words.upper().startswith("P-") else None
    if one:
        return (one,)
    exact = partners.called(words)
    return exact if len(exact) == 1 else partners.search(words, limit=MOST_FITTING + 1)


def partner_line(partner: Partner, ask: Ask) -> Section:
    """One partner in a list, with a button that opens them."""
    people = ", ".join(c.name for c in partner.contacts[:3]) or "nobody named yet"
    today = local_date(ask.now, ask.program.tz)
    paused = " · paused" if partner.pause and partner.pause.holds(today) else ""
    text = (
        f"*{escape_slack(blocks.cut(partner.company, 120))}*{paused}\n{escape_slack(blocks.cut(people, 200))}"
    )
    return Section(blocks.mrkdwn(text)).accessory(ask_button("Status", f"/partner status {partner.id}"))


def adding(ask: Ask) -> tuple[tuple[str, str], ...]:
    """The way to a new partner, for those who may take one in."""
    return (("Add a partner…", "/partner add"),) if ask.user.role == "manager" else ()


def _nobody(ask: Ask, wanted: str, shown: str) -> Show:
    unknown, ways = f"I know no partner called “{shown}”.", lead_on(ALL, *adding(ask))
    if introducers := _introducers(ask, wanted):
        return _which(ask, f"{unknown} These introduced somebody of that name:", introducers, ways)
    if near := Partners(ask.session).perhaps_meant(wanted):
        return _which(ask, f"{unknown} Did you mean:", near, ways)
    return Show(built(Section(blocks.mrkdwn(unknown)), ways))


def _which(ask: Ask, question: str, among: tuple[Partner, ...], *more: Block) -> Show:
    few: list[Block] = [partner_line(one, ask) for one in among[:MOST_FITTING]]
    return Show(built(Section(blocks.mrkdwn(question)), *few, *more))


def _introducers(ask: Ask, wanted: str) -> tuple[Partner, ...]:
    """Partners who introduced somebody of this name or address, the latest first."""
    views = Views(ask.session)
    address = wanted if "@" in wanted else f"x@{wanted}" if "." in wanted and " " not in wanted else ""
    found = views.of_account(account_key(Prospect(email=address), "")) if address else views.search(wanted)
    named = (Partners(ask.session).get(key) for key in dict.fromkeys(r.partner_id for r in found))
    return tuple(partner for partner in named if partner)
