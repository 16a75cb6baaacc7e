"""`/partner`: who our partners are, how each of them stands, and how to change that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from blockkit import Context, Section

from bot.slack import blocks, help_words, report_words
from bot.slack.answers import (
    FOR_MANAGERS,
    PAGE,
    REFUSAL,
    Answer,
    Ask,
    Block,
    Do,
    Open,
    Show,
    Vocabulary,
    built,
    lead_on,
    listed,
    paged,
    paging,
    say,
    turning,
)
from bot.slack.blocks import ask_button
from bot.slack.care import quality_card
from bot.slack.money import money_forms, payday_forms
from bot.slack.money.payday_words import REFUSED, partner_owed, partner_payday
from bot.slack.money.payout_words import payouts_of
from bot.slack.money.reconcile_words import partner_reconcile
from bot.slack.partners import partner_forms
from bot.slack.partners.group_words import rules_line
from bot.slack.partners.material import partner_material
from bot.slack.partners.partner_search import ALL, adding, find, find_by_anybody, partner_line, search
from bot.slack.partners.vouching import vouched
from bot.slack.people import FOR_MONEY, MAY_SEE_MONEY, MAY_SEE_PARTNERS
from storage.listings import Listings
from storage.partners import Partners
from storage.payout_details import PayoutAccounts
from storage.quality import Findings
from storage.referrals import Referrals
from storage.views import Views
from templates import escape_slack
from workflows import tracking
from workflows.assets import asks_for_material
from workflows.calendar import local_date, short_date
from workflows.commands import ResumePartner
from workflows.model import Partner, Pause, Referral
from workflows.program import Program


def partner_status(ask: Ask) -> Answer:
    """One partner's picture. A partner sees their own, whatever they ask for."""
    if ask.user.role == "partner":
        return own_picture(ask)
    if ask.user.role not in MAY_SEE_PARTNERS:
        return say(REFUSAL)
    if not ask.words:
        return say("Which partner? For example `/partner status Northwind`.", lead_on(ALL))
    found = find_by_anybody(ask)
    return _picture(ask, found) if isinstance(found, Partner) else found


def own_picture(ask: Ask) -> Answer:
    """What a partner may see: their own referrals."""
    words, start = paged(ask)
    partner = ask.user.partner
    if partner is None:
        return say(REFUSAL)
    if tracking_id := tracking.normalise(words):
        referral = Referrals(ask.session).get(tracking_id)
        mine = referral is not None and referral.partner_id == partner.id
        if not mine or referral is None:  # the same answer as for an ID that does not exist
            return say(f"I know no referral `{tracking_id}` of yours.")
        return Show(built(blocks.partner_line(referral, ask.program)))
    page = Listings(ask.session, limit=PAGE).of_partner(partner.id, start)
    rows: list[Block] = [blocks.partner_line(one, ask.program) for one in page.rows]
    empty = "You have not referred anybody yet. Forward an intro to the desk and I take it from there."
    return listed("Your referrals", rows, empty, paging("/partner status", page))


def partner_list(ask: Ask) -> Answer:
    """All partners by name."""
    if ask.user.role not in MAY_SEE_PARTNERS:
        return say(REFUSAL)
    _words, start = paged(ask)
    partners = Partners(ask.session)
    page, total = partners.listed(start=start, limit=PAGE), partners.count()
    title = "1 partner" if total == 1 else f"{total} partners"
    rows: list[Block] = [partner_line(one, ask) for one in page]
    empty = "There is no partner yet. Take one in here, or approve the sender of a mail."
    more = turning("/partner list", start=start, end=start + len(page), total=total)
    return listed(title, rows, empty, [*more, *(lead_on(way) for way in adding(ask))])


def partner_referrals(ask: Ask) -> Answer:
    """All referrals of one partner, page by page."""
    if ask.user.role not in MAY_SEE_PARTNERS:
        return say(REFUSAL)
    words, start = paged(ask)
    found = find(ask, words)
    if not isinstance(found, Partner):
        return found
    page = Listings(ask.session, limit=PAGE).of_partner(found.id, start)
    rows = [lead_line(one, ask.program) for one in page.rows]
    title = f"Referrals of {blocks.cut(found.company, 100)}"
    return listed(title, rows, "None yet.", paging(f"/partner referrals {found.id}", page))


def partner_conflicts(ask: Ask) -> Answer:
    """Prospects that two partners introduced, oldest first."""
    if ask.user.role not in MAY_SEE_PARTNERS:
        return say(REFUSAL)
    _words, start = paged(ask)
    page = Listings(ask.session, limit=PAGE).contested(start)
    rows: list[Block] = [conflict_line(one, ask) for one in page.rows]
    return listed(
        "Conflicts", rows, "No two partners claim the same lead.", paging("/partner conflicts", page)
    )


def partner_payouts(ask: Ask) -> Answer:
    """What a partner has coming, line by line; a partner sees their own, whatever they ask for."""
    words, start = paged(ask)
    if ask.user.partner and ask.user.role == "partner":
        return payouts_of(ask, ask.user.partner, start)
    found = _whose_money(ask, "payouts", words)
    return payouts_of(ask, found, start) if isinstance(found, Partner) else found


def partner_bonus(ask: Ask) -> Answer:
    """The form for a bonus."""
    found = _whose_money(ask, "bonus", ask.words)
    if not isinstance(found, Partner):
        return found
    view = money_forms.bonus_view(found, ask.program.currency)
    return Open(view, "A bonus…", f"/partner bonus {found.id}")


def partner_waive(ask: Ask) -> Answer:
    """The form that asks for a write-off."""
    found = _whose_money(ask, "waive", ask.words)
    if not isinstance(found, Partner):
        return found
    view = money_forms.waive_view(found, ask.program.currency)
    return Open(view, "Write off…", f"/partner waive {found.id}")


def partner_add(ask: Ask) -> Answer:
    """The form for a new partner."""
    if ask.user.role != "manager":
        return say(FOR_MANAGERS)
    view = partner_forms.add_view(ask.program, blocks.cut(ask.words, 100))
    return Open(view, "Add a partner…", f"/partner add {ask.words}".strip())


def partner_edit(ask: Ask) -> Answer:
    """The form of a known partner."""
    found = _chosen(ask, "edit")
    if not isinstance(found, Partner):
        return found
    return Open(partner_forms.edit_view(found, ask.program), "Edit…", f"/partner edit {found.id}")


def partner_pause(ask: Ask) -> Answer:
    """The form that asks until when."""
    found = _chosen(ask, "pause")
    if not isinstance(found, Partner):
        return found
    today = local_date(ask.now, ask.program.tz)
    return Open(partner_forms.pause_view(found, today), "Pause…", f"/partner pause {found.id}")


def partner_payout_details(ask: Ask) -> Answer:
    """The form for where a partner's money goes."""
    if ask.user.role not in MAY_SEE_MONEY:
        return say(REFUSED)
    if not ask.words:
        return say("Whose? For example `/partner payout-details Northwind`.", lead_on(ALL))
    found = find(ask)
    if not isinstance(found, Partner):
        return found
    held = PayoutAccounts(ask.session).get(found.id)
    view = payday_forms.details_view(found, held[1].masked if held else "")
    return Open(view, "Payout details…", f"/partner payout-details {found.id}")


def partner_resume(ask: Ask) -> Answer:
    """A paused partner hears from us again."""
    found = _chosen(ask, "resume")
    if not isinstance(found, Partner):
        return found
    company = escape_slack(blocks.cut(found.company, 100))
    return Do(
        ResumePartner(found.id, ask.user.person),
        f":arrow_forward: *{company}* hears from us again.",
        f"*{company}* was not paused.",
    )


def partner_data(ask: Ask) -> Answer:
    """What wants a look in the data."""
    if ask.user.role != "manager":
        return say(":raised_hand: Only partner managers mend the data.")
    _words, start = paged(ask)
    findings = Findings(ask.session)
    total, shown = findings.count_open(), findings.open(start=start, limit=PAGE)
    more = turning("/partner data", start=start, end=start + len(shown), total=total)
    return listed(
        f"Data that wants a look: {total}", quality_card.rows(shown, ""), "All is in good order.", more
    )


def partner_help(ask: Ask) -> Answer:
    """What `/partner` can do."""
    if ask.user.role == "partner":
        return say(
            help_words.OF_A_PARTNER,
            lead_on(("My referrals", "/partner status"), ("Introduce somebody…", "/lead register")),
        )
    if not (told := help_words.about_partners(ask.user.role)):
        return say(REFUSAL)
    return say(told, lead_on(ALL, ("Conflicts", "/partner conflicts"), *adding(ask)))


def guess_partner_word(ask: Ask) -> Answer:
    """A word we do not know: a partner's name without `status`, or the nearest word."""
    if not ask.words:
        return partner_help(ask)
    if ask.user.role == "partner" and asks_for_material(ask.words):
        return partner_material(ask)
    if ask.user.role in MAY_SEE_PARTNERS and (tracking.normalise(ask.words) or search(ask, ask.words)):
        return partner_status(ask)
    return VOCABULARY.guess(ask.words)


def lead_line(referral: Referral, program: Program) -> Section:
    """One referral in a list for our own people, with a button that opens it."""
    line = blocks.referral_line(referral, program)
    return line.accessory(ask_button("Show", f"/lead {referral.id}"))


def conflict_line(referral: Referral, ask: Ask) -> Section:
    """A contested referral and the one it runs into."""
    partners, rival = Partners(ask.session), Views(ask.session).rival_of(referral)
    sides = [f"`{referral.id}` {_company(partners, referral)}"]
    if rival:
        sides.append(f"`{rival.id}` {_company(partners, rival)} holds it")
    text = f"*{escape_slack(blocks.cut(referral.title, 120))}*\n{' · '.join(sides)}"
    return Section(blocks.mrkdwn(text)).accessory(ask_button("Show", f"/lead {referral.id}"))


def pause_line(pause: Pause, program: Program) -> str:
    """Who is left in peace until when, as mrkdwn."""
    until = f" until {short_date(pause.until)}" if pause.until else ""
    why = f": {escape_slack(blocks.cut(pause.why, 300))}" if pause.why else ""
    since = short_date(local_date(pause.since, program.tz))
    by = escape_slack(blocks.cut(pause.by, 80))
    return f":double_vertical_bar: Paused by {by} on {since}{until}{why}. Referrals are taken as ever."


VOCABULARY = Vocabulary(
    "/partner",
    {
        "status": partner_status,
        "list": partner_list,
        "referrals": partner_referrals,
        "conflicts": partner_conflicts,
        "payouts": partner_payouts,
        "bonus": partner_bonus,
        "waive": partner_waive,
        "add": partner_add,
        "edit": partner_edit,
        "pause": partner_pause,
        "resume": partner_resume,
        "report": report_words.word(find),
        "data": partner_data,
        "payday": partner_payday,
        "owed": partner_owed,
        "reconcile": partner_reconcile,
        "payout-details": partner_payout_details,
        "help": partner_help,
    },
    guess_partner_word,
)


def _chosen(ask: Ask, verb: str) -> Partner | Show:
    if ask.user.role != "manager":
        return say(FOR_MANAGERS)
    if not ask.words:
        return say(f"Which partner? For example `/partner {verb} Northwind`.", lead_on(ALL))
    return find(ask)


def _whose_money(ask: Ask, verb: str, words: str) -> Partner | Show:
    if ask.user.role not in MAY_SEE_MONEY:
        return say(FOR_MONEY)
    if not words:
        return say(f"Which partner? For example `/partner {verb} Northwind`.", lead_on(ALL))
    return find(ask, words)


def _picture(ask: Ask, partner: Partner) -> Show:
    views = Views(ask.session)
    picture = views.picture(partner.id, latest=5)
    drawn = blocks.partner_status(partner, views.track_record(partner.id), picture, ask.program)
    paused = partner.pause if partner.pause and partner.pause.holds(_today(ask)) else None
    extra: list[Block] = [Section(blocks.mrkdwn(pause_line(paused, ask.program)))] if paused else []
    extra.append(Context([blocks.mrkdwn(vouched(ask.session, partner, ask.program))]))
    told = ask.program if ask.user.role in MAY_SEE_MONEY else replace(ask.program, terms=None)
    extra.append(Context([blocks.mrkdwn(rules_line(told, partner, _today(ask)))]))
    if picture.referrals + picture.contested > len(picture.latest):
        extra.append(Context([blocks.mrkdwn(f"The newest {len(picture.latest)} are shown.")]))
    ways = [("All referrals", f"/partner referrals {partner.id}")]
    ways.append(("Register a referral…", f"/lead register for {partner.id}"))
    if ask.user.role == "manager":
        ways.append(("Edit…", f"/partner edit {partner.id}"))
        verb = "resume" if paused else "pause"
        ways.append(("Resume" if paused else "Pause…", f"/partner {verb} {partner.id}"))
    return Show([*drawn, *built(*extra, lead_on(*ways))])


def _company(partners: Partners, referral: Referral) -> str:
    partner = partners.get(referral.partner_id)
    return escape_slack(blocks.cut(partner.company, 100)) if partner else "somebody"


def _today(ask: Ask) -> date:
    return local_date(ask.now, ask.program.tz)
