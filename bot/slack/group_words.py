"""Which rules apply to a partner: their groups, what they are promised, what they are paid by."""

from __future__ import annotations

from datetime import date

from bot.slack.blocks import cut
from templates import escape_slack
from workflows.commission.answers import plan_words
from workflows.groups import groups_of
from workflows.model import Partner
from workflows.program import Program


def rules_line(program: Program, partner: Partner, today: date) -> str:
    """One line of mrkdwn for our own people."""
    mine = groups_of(program.groups, partner)
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
    return " · ".join(said)


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
