"""Forms about partners: take one in, change one, leave one in peace for a while."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, get_args
from zoneinfo import available_timezones

from blockkit import Modal, Section
from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.clock import Clock
from bot.engine import Engine
from bot.slack import form
from bot.slack.blocks import ask_button, cut, mrkdwn, plain
from bot.slack.form import Form
from bot.slack.modals import Unfit, form_key, read_country
from bot.slack.partners.group_words import change_of_rules, rules_line
from bot.slack.people import People
from storage.partners import Partners
from templates import escape_slack
from templates.tongues import SPOKEN
from workflows.calendar import local_date, short_date
from workflows.commands import AddPartner, EditPartner, PausePartner
from workflows.groups import moved
from workflows.language import locale_of
from workflows.model import FREE_MAIL, Contact, News, Partner, Pause, Person
from workflows.program import Program

ADD, EDIT, PAUSE = "partner:add_form", "partner:edit_form", "partner:pause_form"
NEWS: tuple[tuple[News, str], ...] = (
    ("instant", "Every stage, at once"),
    ("digest", "One mail a day"),
    ("milestones", "Milestones only"),
)
AS_THEY_WRITE = "-"
IN_NONE = " "  # no name of a group
_TOLD = "They hear of it by mail now, before it begins, and are asked what they think of it."
_UNTOLD = "Please tell them before it begins: I announce nothing while the layer “changes” is off."
LANGUAGES = (
    (AS_THEY_WRITE, "As they write to us"),
    *((code, locale_of(code).get_display_name("en") or code) for code in SPOKEN),
)
_CONTACT = re.compile(r"(?P<name>[^<>@]*?)\s*[<(]?(?P<emails>[^<>()\s]+@[^<>()]+?)[>)]?\s*")
_DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
_PEOPLE_HINT = "One person a line: Sam Ortega <sam@northwind.example>. The first address is written to."


def register(app: AsyncApp, engine: Engine, people: People, program: Program, clock: Clock) -> None:
    """Attach the listeners of this file."""

    @app.view(ADD)
    async def add(ack: AsyncAck, body: dict[str, Any]) -> None:
        await _save(body, ack, clock.partner_id())

    @app.view(EDIT)
    async def edit(ack: AsyncAck, body: dict[str, Any]) -> None:
        await _save(body, ack, form.read_form(body).about["partner"])

    async def _save(body: Mapping[str, Any], ack: AsyncAck, partner_id: str) -> Any:
        user = await people.find(body["user"]["id"])
        if user.role != "manager":
            return await ack(response_action="update", view=_done("Only partner managers change partners."))
        known = await engine.ask(lambda session: Partners(session).get(partner_id))
        try:
            filled, today = form.read_form(body), local_date(clock.now(), program.tz)
            partner = read_partner(filled, known or Partner(partner_id, ""))
            if known:
                partner = moved(known, partner, today, read_start(filled, known, today))
            await _fit_owners(engine, partner)
        except Unfit as unfit:
            return await ack(response_action="errors", errors={unfit.field: str(unfit)})
        key, make = form_key(body), EditPartner if known else AddPartner
        news = change_of_rules(program, known, partner, today, key) if known else None
        is_told = news is not None and program.engagement.has("changes")
        also = (news,) if news and is_told else ()
        outcome = await engine.handle(make(partner, user.person), key=key, also=also)
        said = (
            "is a partner now" if known is None else "is up to date" if outcome.events else "stays as it was"
        )
        rules = f"{rules_line(program, partner, today)}\n{_TOLD if is_told else _UNTOLD}" if news else ""
        await ack(response_action="update", view=_done(f"{partner.company} {said}.", partner, rules))
        return None

    @app.view(PAUSE)
    async def pause(ack: AsyncAck, body: dict[str, Any]) -> Any:
        user = await people.find(body["user"]["id"])
        if user.role != "manager":
            return await ack(response_action="update", view=_done("Only partner managers pause partners."))
        filled, now = form.read_form(body), clock.now()
        partner = await engine.ask(lambda session: Partners(session).get(filled.about["partner"]))
        try:
            wish = read_pause(filled, user.person, now, local_date(now, program.tz))
        except Unfit as unfit:
            return await ack(response_action="errors", errors={unfit.field: str(unfit)})
        if partner:
            await engine.handle(PausePartner(partner.id, wish), key=form_key(body))
            until = f" until {short_date(wish.until)}" if wish.until else ""
            return await ack(
                response_action="update", view=_done(f"{partner.company} is paused{until}.", partner)
            )
        return await ack()


def add_view(program: Program, company: str = "") -> dict[str, Any]:
    """The form behind `/partner add`."""
    view = form.modal("Add a partner", "Add", ADD, {})
    fresh = Partner("", company, manager=program.managers[0].email)
    return _fields(view, fresh, program)


def edit_view(partner: Partner, program: Program) -> dict[str, Any]:
    """The form behind `/partner edit`, filled with what we know."""
    about = {"partner": partner.id, "shown": len(_rows(partner))}
    return _fields(form.modal("Edit a partner", "Save", EDIT, about), partner, program)


def pause_view(partner: Partner, today: date) -> dict[str, Any]:
    """The form behind `/partner pause`."""
    view = form.modal("Pause a partner", "Pause", PAUSE, {"partner": partner.id})
    company = escape_slack(cut(partner.company, 120))
    text = f"*{company}* gets no reminders for a while. Referrals are taken and answered as ever."
    view.add_block(Section(mrkdwn(text)))
    hint = f"From this day on they hear from us again. Today is {short_date(today)}. Empty: until you resume."
    view.add_block(form.day("until", "Until", hint=hint))
    view.add_block(
        form.line("why", "Why", optional=True, hint="For your colleagues; the partner never sees it.")
    )
    return form.built(view)


def read_partner(filled: Form, known: Partner) -> Partner:
    """The partner as the form says; Unfit names the field to mend."""
    company = filled.text("company")
    if not company:
        raise Unfit("company", "Which company is it?")
    news, group = filled.chosen("news"), filled.chosen("group") or known.group
    hidden = known.contacts[int(filled.about.get("shown", len(known.contacts))) :]
    return replace(
        known,
        company=company,
        contacts=(*_contacts(filled.text("people"), known), *hidden),
        domains=_domains(filled.text("domains")),
        manager=filled.chosen("manager"),
        country=read_country(filled.text("country")),
        tz=_zone(filled.text("tz")),
        writes_in=filled.chosen("language").removeprefix(AS_THEY_WRITE),
        group="" if group == IN_NONE else group,
        news=next((one for one in get_args(News) if one == news), known.news),
    )


def read_start(filled: Form, known: Partner, today: date) -> date | None:
    """The day from which another group holds; Unfit when it is here already, since they are told before."""
    starts = filled.day("group_from")
    if known.formerly and starts == known.formerly.until <= today:
        return None  # the form showed it; that move is long done
    if starts and starts <= today:
        raise Unfit("group_from", "Choose a day that is still to come, or leave it empty: tomorrow.")
    return starts


def read_pause(filled: Form, actor: Person, now: datetime, today: date) -> Pause:
    """The pause the form asks for; Unfit when it would be over already."""
    until = filled.day("until")
    if until and until <= today:
        raise Unfit("until", "Choose a day that is still to come, or leave it empty.")
    return Pause(actor.name, now, until, filled.text("why"))


def _fields(view: Any, partner: Partner, program: Program) -> dict[str, Any]:
    people, hidden = _rows(partner), len(partner.contacts) - len(_rows(partner))
    hint = f"{_PEOPLE_HINT} {hidden} more are kept as they are." if hidden else _PEOPLE_HINT
    view.add_block(form.line("company", "Company", partner.company))
    view.add_block(form.text("people", "People", "\n".join(people), optional=False, hint=hint))
    hint = "Everybody who writes from these domains may refer. Free mail such as gmail.com names nobody."
    view.add_block(form.line("domains", "Domains", ", ".join(partner.domains), optional=True, hint=hint))
    managers = [(m.email, m.name) for m in program.managers]
    view.add_block(form.choice("manager", "Partner manager", managers, program.manager_of(partner).email))
    view.add_block(form.choice("news", "News about their referrals", NEWS, partner.news))
    view.add_block(form.choice("language", "Language", LANGUAGES, partner.writes_in or AS_THEY_WRITE))
    zone_hint = f"Such as Europe/Berlin. Empty: {program.tz}."
    view.add_block(form.line("tz", "Time zone", partner.tz, optional=True, hint=zone_hint))
    view.add_block(
        form.line("country", "Country", partner.country, optional=True, hint="Two letters, such as DE.")
    )
    if program.groups:
        groups = ((IN_NONE, "As the settings say"), *((one.name, one.name) for one in program.groups))
        view.add_block(form.choice("group", "Group", groups, partner.group or IN_NONE))
        hint = "For what they introduce from then on; empty: tomorrow. I tell them at once."
        starts = partner.formerly.until if partner.formerly else None
        view.add_block(form.day("group_from", "Another group from", hint=hint, chosen=starts))
    return form.built(view)


def _rows(partner: Partner) -> list[str]:
    """Their people, a line each, as many as a field holds."""
    rows: list[str] = []
    for contact in partner.contacts:
        row = f"{contact.name} <{', '.join(contact.emails)}>"
        if sum(map(len, rows)) + len(rows) + len(row) > form.LONGEST_TEXT:
            break
        rows.append(row)
    return rows


def _contacts(typed: str, known: Partner) -> tuple[Contact, ...]:
    found: list[Contact] = []
    for row in filter(None, (row.strip(" \t,;") for row in typed.splitlines())):
        shape = _CONTACT.fullmatch(row)
        if shape is None:
            raise Unfit(
                "people", f"I cannot read “{cut(row, 60)}”. Write: Sam Ortega <sam@northwind.example>"
            )
        emails = tuple(dict.fromkeys(e.lower() for e in re.split(r"[,;\s]+", shape["emails"]) if e))
        for email in emails:
            form.fit_address("people", email)
        before = next((c for e in emails if (c := known.contact(e))), None)
        name = shape["name"].strip(' "') or (before.name if before else emails[0])
        found.append(Contact(name, emails, before.role if before else "member" if found else "owner"))
    seen = [email for contact in found for email in contact.emails]
    if twice := next((e for e in seen if seen.count(e) > 1), None):
        raise Unfit("people", f"{twice} stands there twice.")
    if not found:
        raise Unfit("people", "Name at least one person with an e-mail address.")
    return tuple(found)


def _domains(typed: str) -> tuple[str, ...]:
    domains = sorted({d.lower().lstrip("@") for d in re.split(r"[,;\s]+", typed) if d})
    for one in domains:
        if not _DOMAIN.fullmatch(one):
            raise Unfit("domains", f"“{cut(one, 60)}” is no domain. Write: northwind.example")
        if one in FREE_MAIL:
            raise Unfit("domains", f"Anybody can have an address at {one}; name the people instead.")
    return tuple(domains)


def _zone(typed: str) -> str:
    if typed and typed not in available_timezones():
        raise Unfit("tz", "I know no such time zone. Write it like Europe/Berlin or America/New_York.")
    return typed


async def _fit_owners(engine: Engine, partner: Partner) -> None:
    """Unfit when an address or a domain belongs to another partner."""
    taken = await engine.ask(lambda session: Partners(session).taken_from_others(partner))
    if not taken:
        return
    name = taken[0] if "@" in taken[0] else f"@{taken[0]}"
    others = await engine.ask(lambda session: Partners(session).named_in([name]))
    whose = next((p.company for p in others if p.id != partner.id), "another partner")
    raise Unfit(
        "people" if "@" in taken[0] else "domains", f"{taken[0]} belongs to {cut(whose, 80)} already."
    )


def _done(said: str, partner: Partner | None = None, rules: str = "") -> dict[str, Any]:
    view = Modal(plain("Partners", 24), close=plain("Close", 24))
    section = Section(plain(said, 500))
    if partner:
        section.accessory(ask_button("Status", f"/partner status {partner.id}"))
    view.add_block(section)
    if rules:
        view.add_block(Section(mrkdwn(rules)))
    return form.built(view)
