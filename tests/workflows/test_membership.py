"""Companies join, change and are left in peace for a while."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.builders import DANA, MONDAY, partner
from workflows.base import Decision
from workflows.commands import AddPartner, EditPartner, PausePartner, ResumePartner
from workflows.events import PartnerEdited, PartnerJoined, PartnerPaused, PartnerResumed
from workflows.membership import Membership, decide
from workflows.model import Pause

PAUSE = Pause("Dana Reyes", MONDAY, date(2026, 3, 12), "on a sabbatical")


def test_a_company_joins_once() -> None:
    joined = decide(Membership(), AddPartner(partner(), DANA), MONDAY)
    assert joined == Decision(Membership(partner()), (PartnerJoined("P-1", MONDAY, "Dana Reyes"),))
    assert decide(joined.state, AddPartner(partner("P-2"), DANA), MONDAY) == Decision(joined.state)


def test_an_edit_names_what_changed_and_never_touches_the_pause() -> None:
    known = partner(pause=PAUSE)
    changed = partner(company="Northwind Group", news="digest")
    decision = decide(Membership(known), EditPartner(changed, DANA), MONDAY)
    assert decision.state.partner == replace(changed, pause=PAUSE)
    assert decision.events == (PartnerEdited("P-1", MONDAY, "Dana Reyes", ("company", "news")),)


def test_an_edit_without_a_change_is_nothing_new() -> None:
    state = Membership(partner())
    assert decide(state, EditPartner(partner(), DANA), MONDAY) == Decision(state)


def test_an_edit_never_takes_what_belongs_to_another_company() -> None:
    state = Membership(partner(), taken=("k.vogel@vogel-partner.example",))
    assert decide(state, EditPartner(partner(company="X"), DANA), MONDAY) == Decision(state)


def test_a_partner_is_paused_and_resumed() -> None:
    paused = decide(Membership(partner()), PausePartner("P-1", PAUSE), MONDAY)
    assert paused.state.partner == partner(pause=PAUSE)
    assert paused.events == (PartnerPaused("P-1", MONDAY, "Dana Reyes", "2026-03-12", "on a sabbatical"),)
    assert decide(paused.state, PausePartner("P-1", PAUSE), MONDAY) == Decision(paused.state)
    resumed = decide(paused.state, ResumePartner("P-1", DANA), MONDAY)
    assert resumed == Decision(Membership(partner()), (PartnerResumed("P-1", MONDAY, "Dana Reyes"),))
    assert decide(resumed.state, ResumePartner("P-1", DANA), MONDAY) == Decision(resumed.state)


def test_a_pause_is_over_on_its_day() -> None:
    assert (PAUSE.holds(date(2026, 3, 11)), PAUSE.holds(date(2026, 3, 12))) == (True, False)
    assert replace(PAUSE, until=None).holds(date(2036, 1, 1))
