"""Which rules apply to a partner: their groups, what they are promised, what they are paid by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.slack.blocks import cut
from templates import escape_slack
from workflows.calendar import short_date
from workflows.care_messages import AnnounceRules
from workflows.commission.answers import plan_words
from workflows.groups import groups_of
from workflows.model import Partner
from workflows.program import Program


def rules_line(program: Program, partner: Partner, today: date) -> str:
    """One line of mrkdwn for our own people."""
    mine = groups_of(program.groups, partner, today)
    held = f"group *{escape_slack(', '.join(g.name for g in mine))}*" if mine else "the programme's own"
    own = program.promised_to(partner, today)
    said = [
        f"Rules: {held}",
        f"first contact within {own.promised_hours} h",
        f"protected for {own.protection_days} days",
    ]
    plan = program.terms.book.current(partner, today) if program.terms else None
    if plan:
        said.append(escape_slack(cut(f"plan “{plan.name}”: {plan_words(plan)}", 300)))
    was = partner.formerly
    if was and today < was.until:
        coming = rules_line(program, replace(partner, formerly=None), was.until).removeprefix("Rules: ")
        return f"{' · '.join(said)}\nFrom {short_date(was.until)} on: {coming}"
    return " · ".join(said)


def change_of_rules(
    program: Program, before: Partner, now: Partner, today: date, form: str
) -> AnnounceRules | None:
    """What to tell a partner whom a form has put under other rules, or back; None where nothing changes."""
    starts = [p.formerly.until for p in (before, now) if p.formerly]
    day = max(starts, default=today)
    if _promise(program, before, day) == _promise(program, now, day):
        return None
    (days, hours, plan), (then_days, then_hours, then_plan) = (
        _promise(program, now, today),
        _promise(program, now, day),
    )
    plans = (plan, then_plan) if plan and then_plan and plan != then_plan else ("", "")
    return AnnounceRules(now.id, day.isoformat(), (days, then_days), (hours, then_hours), plans, form)


def _promise(program: Program, partner: Partner, day: date) -> tuple[int, int, str]:
    own = program.promised_to(partner, day)
    plan = program.terms.book.current(partner, day) if program.terms else None
    return own.protection_days, own.promised_hours, plan_words(plan) if plan else ""


def choices(program: Program, today: date) -> str:
    """What somebody who takes a partner in should know: which groups there are, and their rules."""
    lines = []
    for group in program.groups:
        who = [*group.markets, *(f"{len(group.partners)} by name" for _ in group.partners[:1])]
        who = who or ["whom you put into it"]
        rules = group.rules_on(today)
        told = [
            f"first contact within {rules.first_contact_hours} h"
            if rules and rules.first_contact_hours
            else "",
            f"protected for {rules.protection_days} days" if rules and rules.protection_days else "",
            *(
                f"plan “{plan.name}”"
                for plan in (program.terms.book.plans if program.terms else ())
                if group.name in plan.groups and plan.valid_from <= today
            ),
        ]
        said = ", ".join(filter(None, told)) or "the programme's own rules"
        lines.append(f"{group.name} ({', '.join(who)}): {said}")
    return cut("Rules by group: " + "; ".join(lines), 1500) if lines else ""
