"""`/partner` and `/lead`: read-only questions, answered in the ack and seen by the asker alone."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

from rapidfuzz import process
from slack_bolt.async_app import AsyncAck, AsyncApp
from sqlalchemy.orm import Session

from bot.engine import Engine
from bot.slack import blocks
from bot.slack.people import MAY_SEE_PARTNERS, People, SlackUser
from storage.partners import Partners
from storage.referrals import Referrals
from storage.views import Views
from templates import escape_slack
from workflows import tracking
from workflows.model import Partner
from workflows.program import Program

Blocks = list[dict[str, Any]]
Answer = Callable[[Session, SlackUser, str, Program], Blocks]

PARTNER_HELP = """*What I can show you about partners*
`/partner status Northwind`  one partner's whole picture, by name, e-mail, domain or tracking ID
`/partner list`  all partners, by name
`/partner help`  this text"""
LEAD_HELP = """*What I can show you about leads*
`/lead mine`  your open leads, the nearest promise first
`/lead open`  leads nobody has taken
`/lead R-7K3M-9Q`  one lead
`/lead help`  this text"""
ESCAPED = re.compile(r"<(?:mailto:|https?://)?(?P<target>[^|>]+)(?:\|(?P<label>[^>]*))?>")
LISTED = 20
GOOD_GUESS = 60


def register(app: AsyncApp, engine: Engine, people: People, program: Program) -> None:
    """Attach the listeners of this file."""

    async def answer(ack: AsyncAck, body: dict[str, Any], words: dict[str, Answer], fallback: Answer) -> None:
        user = await people.find(body["user_id"])
        typed = unescaped(body.get("text", ""))
        verb, _, rest = typed.partition(" ")
        chosen = words.get(verb.lower(), fallback)
        argument = rest.strip() if verb.lower() in words else typed
        drawn = await engine.ask(lambda session: chosen(session, user, argument, program))
        await ack(response_type="ephemeral", text="…", blocks=drawn)

    @app.command("/partner")
    async def partner(ack: AsyncAck, body: dict[str, Any]) -> None:
        await answer(ack, body, PARTNER_WORDS, guess_partner_word)

    @app.command("/lead")
    async def lead(ack: AsyncAck, body: dict[str, Any]) -> None:
        await answer(ack, body, LEAD_WORDS, one_lead)


def unescaped(typed: str) -> str:
    """What somebody typed, without Slack's escapes: `<mailto:a@b.example|a@b.example>` -> `a@b.example`.

    The manifest asks for escaping (`should_escape`), so that a mentioned person arrives as an ID.
    """
    plain = ESCAPED.sub(lambda found: found["label"] or found["target"], typed)
    return html.unescape(plain).strip()


def partner_status(session: Session, user: SlackUser, words: str, program: Program) -> Blocks:
    """One partner's picture. A partner sees their own, whatever they ask for."""
    if user.role == "partner" and user.partner:
        return _own_picture(session, user.partner, program)
    if user.role not in MAY_SEE_PARTNERS:
        return _refusal()
    if not words:
        return blocks.words("Which partner? For example `/partner status Northwind`.")
    if tracking_id := tracking.normalise(words):
        referral = Referrals(session).get(tracking_id)
        partner = Partners(session).get(referral.partner_id) if referral else None
        found: tuple[Partner, ...] = (partner,) if partner else ()
    else:
        found = Partners(session).search(words)
    match found:
        case ():
            return blocks.words(
                f"I know no partner called “{escape_slack(words)}”. `/partner list` shows them all."
            )
        case (one,):
            views = Views(session)
            return blocks.partner_status(one, views.track_record(one.id), views.picture(one.id), program)
        case several:
            names = "\n".join(f"• {escape_slack(p.company)}" for p in several)
            return blocks.words(f"Several partners fit “{escape_slack(words)}”. Which one?\n{names}")


def partner_list(session: Session, user: SlackUser, words: str, _program: Program) -> Blocks:
    """All partners by name; `words` is where to go on."""
    if user.role not in MAY_SEE_PARTNERS:
        return _refusal()
    page = Partners(session).page(after=words, limit=LISTED)
    if not page:
        return blocks.words(
            "There is no partner yet. `referral-desk partner add` takes one in, or approve one from a mail."
        )
    names = "\n".join(f"• *{escape_slack(p.company)}*  {escape_slack(_people(p))}" for p in page)
    more = f"\n…and on: `/partner list {escape_slack(page[-1].company)}`" if len(page) == LISTED else ""
    return blocks.words(f"*{Partners(session).count()} partners*\n{names}{more}")


def partner_help(_session: Session, _user: SlackUser, _words: str, _program: Program) -> Blocks:
    """What `/partner` can do."""
    return blocks.words(PARTNER_HELP)


def guess_partner_word(session: Session, user: SlackUser, words: str, program: Program) -> Blocks:
    """A word we do not know: the nearest one we do, or a partner's name without `status`."""
    if not words:
        return partner_help(session, user, words, program)
    first = words.split()[0].lower()
    if user.role in MAY_SEE_PARTNERS and (tracking.normalise(words) or Partners(session).search(words)):
        return partner_status(session, user, words, program)
    nearest = process.extractOne(first, list(PARTNER_WORDS), score_cutoff=GOOD_GUESS)
    hint = f"Did you mean `/partner {nearest[0]}`?" if nearest else PARTNER_HELP
    return blocks.words(f"I don't know “{escape_slack(first)}”. {hint}")


def my_leads(session: Session, user: SlackUser, _words: str, program: Program) -> Blocks:
    """The asker's open leads."""
    mine = Views(session).owned_by(user.id, limit=LISTED)
    return blocks.lines(
        "Your open leads",
        mine,
        program,
        "You have no open lead. New ones are announced in the sales channel.",
    )


def open_leads(session: Session, user: SlackUser, _words: str, program: Program) -> Blocks:
    """Leads nobody has taken."""
    if user.role not in MAY_SEE_PARTNERS:
        return _refusal()
    return blocks.lines(
        "Nobody has taken these yet",
        Views(session).unclaimed(limit=LISTED),
        program,
        "Every lead is in good hands.",
    )


def one_lead(session: Session, user: SlackUser, words: str, program: Program) -> Blocks:
    """One lead by its tracking ID or by what the company is called."""
    if not words:
        return lead_help(session, user, words, program)
    if user.role not in {*MAY_SEE_PARTNERS, "partner"}:
        return _refusal()
    tracking_id = tracking.normalise(words)
    referral = Referrals(session).get(tracking_id) if tracking_id else None
    if (
        referral
        and user.role == "partner"
        and (user.partner is None or referral.partner_id != user.partner.id)
    ):
        referral = None  # the same answer as for an ID that does not exist
    if referral is None and not tracking_id and user.role != "partner":
        found = Views(session).search(words)
        if found:
            return blocks.lines(f"Leads called “{blocks.cut(words, 60)}”", found, program, "")
    if referral is None:
        return blocks.words(f"I know no lead “{escape_slack(words)}”. Tracking IDs look like `R-7K3M-9Q`.")
    partner = Partners(session).get(referral.partner_id)
    if partner is None or user.role == "partner":
        return [blocks.partner_line(referral, program).build()]
    record = Views(session).track_record(partner.id)
    return blocks.referral_status(blocks.ReferralView(referral, partner, record, program))


def lead_help(_session: Session, _user: SlackUser, _words: str, _program: Program) -> Blocks:
    """What `/lead` can do."""
    return blocks.words(LEAD_HELP)


PARTNER_WORDS: dict[str, Answer] = {"status": partner_status, "list": partner_list, "help": partner_help}
LEAD_WORDS: dict[str, Answer] = {"mine": my_leads, "open": open_leads, "help": lead_help}


def _own_picture(session: Session, partner: Partner, program: Program) -> Blocks:
    picture = Views(session).picture(partner.id)
    drawn = [blocks.partner_line(r, program).build() for r in picture.latest]
    return drawn or blocks.words(
        "You have not referred anybody yet. Forward an intro to the desk and I take it from there."
    )


def _refusal() -> Blocks:
    return blocks.words(":raised_hand: That is for our own team. Your partner manager is glad to help you.")


def _people(partner: Partner) -> str:
    return ", ".join(c.name for c in partner.contacts[:3])
