"""`/lead`: one's own leads, those nobody has, one lead, and a new one."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.slack import blocks, help_words
from bot.slack.answers import (
    PAGE,
    REFUSAL,
    Answer,
    Ask,
    Block,
    Do,
    Move,
    Register,
    Show,
    Vocabulary,
    built,
    lead_on,
    listed,
    paged,
    paging,
    say,
)
from bot.slack.leads import lead_card
from bot.slack.leads.lead_desk import may_move
from bot.slack.leads.lead_money import money_question
from bot.slack.partners.partner_words import lead_line, own_picture
from bot.slack.people import MAY_CLAIM, MAY_SEE_PARTNERS
from storage.listings import Listings
from storage.partners import Partners
from storage.referrals import Referrals
from storage.views import Views
from templates import escape_slack
from workflows import ownership, tracking
from workflows.commands import ClaimReferral, ReleaseReferral
from workflows.model import Referral
from workflows.standing import ended

FOR_SALES = ":raised_hand: Only our sales team works on leads. Ask your partner manager to add you."
_FOR_PARTNER = re.compile(r"for\s+(P-\w+)\s*", re.IGNORECASE)
_ID_FIRST = re.compile(r"(?P<id>\S+)\s+(?:stage\s+)?(?P<stage>\S.*)", re.IGNORECASE)


def my_leads(ask: Ask) -> Answer:
    """The asker's open leads."""
    if ask.user.role == "partner":
        return own_picture(ask)
    if ask.user.role not in MAY_SEE_PARTNERS:
        return say(REFUSAL)
    page = Listings(ask.session, limit=PAGE).owned_by(ask.user.id, paged(ask)[1])
    rows: list[Block] = [lead_line(one, ask.program) for one in page.rows]
    empty = "You have no open lead. New ones are announced in the sales channel."
    more = [*paging("/lead mine", page), lead_on(("Free leads", "/lead open"))]
    return listed("Your open leads", rows, empty, more)


def open_leads(ask: Ask) -> Answer:
    """Leads nobody has taken."""
    if ask.user.role not in MAY_SEE_PARTNERS:
        return say(REFUSAL)
    page = Listings(ask.session, limit=PAGE).unclaimed(paged(ask)[1])
    rows: list[Block] = [lead_line(one, ask.program) for one in page.rows]
    return listed(
        "Nobody has taken these yet", rows, "Every lead is in good hands.", paging("/lead open", page)
    )


def one_lead(ask: Ask) -> Answer:
    """One lead by its tracking ID or by what the company is called; with more words, its next stage."""
    if not ask.words:
        return lead_help(ask)
    if about_money := money_question(ask):
        return about_money
    if ask.user.role == "partner":
        return own_picture(ask)
    if ask.user.role not in MAY_SEE_PARTNERS:
        return say(REFUSAL)
    if (told := _ID_FIRST.fullmatch(ask.words)) and (tracking_id := tracking.normalise(told["id"])):
        if word := {"claim": claim, "take": claim, "release": release}.get(told["stage"].lower()):
            return word(replace(ask, words=tracking_id))
        return Move(tracking_id, told["stage"])  # first: read as one, "R-R5Z8-CT lost" is a sound ID too
    if tracking_id := tracking.normalise(ask.words):
        referral = Referrals(ask.session).get(tracking_id)
        return _picture(ask, referral) if referral else _unknown(ask)
    found = Views(ask.session).search(ask.words)
    if found:
        rows: list[Block] = [lead_line(one, ask.program) for one in found]
        return listed(f"Leads called “{blocks.cut(ask.words, 60)}”", rows, "")
    return _unknown(ask)


def register(ask: Ask) -> Answer:
    """The form for a new referral; `for P-…` names the partner who gets the credit."""
    if ask.user.role not in {*MAY_SEE_PARTNERS, "partner"}:
        return say(REFUSAL)
    if found := _FOR_PARTNER.match(ask.words):
        return Register(ask.words[found.end() :], found[1].upper())
    return Register(ask.words)


def claim(ask: Ask) -> Answer:
    """Take a lead that nobody has."""
    if ask.user.role not in MAY_CLAIM:
        return say(FOR_SALES)
    referral = _meant(ask, "claim")
    if not isinstance(referral, Referral):
        return referral
    title, owner = escape_slack(blocks.cut(referral.title, 100)), referral.owner
    if why := ended(referral):
        return say(f":raised_hand: {escape_slack(why)}")
    if owner and owner.is_same(ask.user.person):
        return say(f"*{title}* (`{referral.id}`) is yours already.")
    if owner:
        return say(f":raised_hand: {escape_slack(owner.name)} has *{title}* already.")
    if not referral.is_free:
        return say(f":raised_hand: *{title}* is closed, so there is nothing to claim.")
    done = f":white_check_mark: *{title}* (`{referral.id}`) is yours, and the partner hears your first name."
    late = f"Somebody was faster: `/lead {referral.id}` shows who has *{title}*."
    return Do(ClaimReferral(referral.id, ask.user.person), done, late)


def release(ask: Ask) -> Answer:
    """Put a lead back where everybody can claim it."""
    if ask.user.role not in MAY_CLAIM:
        return say(FOR_SALES)
    referral = _meant(ask, "release")
    if not isinstance(referral, Referral):
        return referral
    title = f"*{escape_slack(blocks.cut(referral.title, 100))}* (`{referral.id}`)"
    command = ReleaseReferral(referral.id, ask.user.person, may_steer=ask.user.role == "manager")
    if why := ownership.refusal(referral, command, ask.now):
        return say(f":raised_hand: {escape_slack(why)}")
    if referral.owner is None:
        return say(f"Nobody has {title}, so it is free already.")
    return Do(
        command, f":ballot_box_with_check: {title} is free for others to claim.", f"{title} was free already."
    )


def lead_help(ask: Ask) -> Answer:
    """What `/lead` can do."""
    if ask.user.role == "partner":
        return say(
            help_words.OF_A_PARTNER,
            lead_on(("My referrals", "/lead mine"), ("Introduce somebody…", "/lead register")),
        )
    if not (told := help_words.about_leads(ask.user.role)):
        return say(REFUSAL)
    return say(
        told, lead_on(*_mine(ask), ("Free leads", "/lead open"), ("Register a referral…", "/lead register"))
    )


VOCABULARY = Vocabulary(
    "/lead",
    {
        "mine": my_leads,
        "list": my_leads,
        "open": open_leads,
        "claim": claim,
        "register": register,
        "release": release,
        "help": lead_help,
    },
    one_lead,
)


def _picture(ask: Ask, referral: Referral) -> Show:
    partner = Partners(ask.session).get(referral.partner_id)
    if partner is None:
        return _unknown(ask)
    record = Views(ask.session).track_record(partner.id)
    view = blocks.ReferralView(referral, partner, record, ask.program)
    drawn = blocks.referral_status(view)
    more = _acts(ask, view)
    return Show([*drawn, *built(*more, lead_on(("The partner", f"/partner status {partner.id}")))])


def _acts(ask: Ask, view: blocks.ReferralView) -> list[Block]:
    """What the asker can do with it: nothing that would only be refused."""
    is_free = view.referral.owner is None and ask.user.role in MAY_CLAIM
    acts = is_free or may_move(view.referral, ask.user)
    return [*(lead_card.actions(view, ask.now) if acts else lead_card.open_only(view))]


def _meant(ask: Ask, verb: str) -> Referral | Show:
    """The lead with that tracking ID; what is called like that is shown first, with its buttons."""
    if tracking_id := tracking.normalise(ask.words):
        return Referrals(ask.session).get(tracking_id) or _unknown(ask)
    match Views(ask.session).search(ask.words) if ask.words else ():
        case () if ask.words:
            return _unknown(ask)
        case ():
            which = f"Which one? For example `/lead {verb} R-7K3M-9Q`."
            return say(which, lead_on(("My leads", "/lead mine"), ("Free leads", "/lead open")))
        case (one,):
            return _picture(ask, one)
        case several:
            return listed("Which one?", [lead_line(one, ask.program) for one in several], "")


def _unknown(ask: Ask) -> Show:
    if VOCABULARY.nearest(ask.words):  # perhaps a slip of the finger
        return VOCABULARY.guess(ask.words)
    shown = escape_slack(blocks.cut(ask.words, 100))
    return say(
        f"I know no lead “{shown}”. Tracking IDs look like `R-7K3M-9Q`.",
        lead_on(*_mine(ask), ("Free leads", "/lead open")),
    )


def _mine(ask: Ask) -> tuple[tuple[str, str], ...]:
    """The way to one's own leads, for those who can have any."""
    return (("My leads", "/lead mine"),) if ask.user.role in MAY_CLAIM else ()
