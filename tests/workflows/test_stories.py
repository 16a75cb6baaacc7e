"""Stories and tips: real, recent, allowed, alike; and one thing at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tests.builders import DANA, MONDAY, partner, program, referral
from workflows.base import Decision, ShowCard
from workflows.engagement_messages import StoryDecided, TaskDropped, TaskWanted, TellStory
from workflows.engagement_rules import EngagementRules
from workflows.events import ReferralRegistered, StageMoved
from workflows.milestones import Milestones
from workflows.milestones import decide as remember
from workflows.pipeline import SETTLE
from workflows.stories import Clientele, Story, best_story, words_of
from workflows.storytelling import Telling, decide
from workflows.tips import next_tip

NOW = MONDAY
READER = Clientele("P-1", "GB", words_of("Bright Dental Practices: payroll for twelve dentists"))
WON = StageMoved("R-1", NOW, "closed_won", "proposal_sent", "Marco", True, on="2026-04-05")


def story(**changes: Any) -> Story:
    made = Story("R-7", "P-7", date(2026, 2, 1), 34, "anonymous", "GB")
    return replace(made, **changes)


def best(*stories: Story, told: tuple[str, ...] = ()) -> Story | None:
    return best_story(stories, READER, NOW, days=180, told=told)


def test_the_story_whose_client_is_most_alike_is_told() -> None:
    dental = story(referral_id="R-8", country="DE", tags=("dentists",))
    assert best(story(), dental) == dental


def test_a_story_is_not_told_without_permission_nor_when_old_their_own_or_told_before() -> None:
    assert best(story(permission="asked")) is None
    assert best(story(permission="refused")) is None
    assert best(story(won_on=NOW.date() - timedelta(days=181))) is None
    assert best(story(partner_id="P-1")) is None
    assert best(story(), told=("R-7",)) is None
    assert best(story()) == story()


def test_a_story_about_other_people_is_no_story_for_them() -> None:
    assert best(story(country="FR", tags=("shipping",))) is None


def test_a_tip_is_what_they_have_not_used_and_not_been_told() -> None:
    assert next_tip((), (), has_material=True) == "material"
    assert next_tip(("forward",), (), has_material=False) == "status"
    assert next_tip(("forward", "status"), ("copy",), has_material=False) == "card"
    every = ("forward", "status", "copy", "card", "several", "correct", "digest")
    assert next_tip(every, (), has_material=False) is None


def telling(**changes: Any) -> Telling:
    return replace(Telling(referral("R-1", stage="closed_won"), partner(), program()), **changes)


def test_a_win_asks_once_whether_it_may_be_told() -> None:
    asked = decide(telling(), WON, NOW)
    assert asked.state.story == Story("R-1", "P-1", date(2026, 4, 5), 34, country="GB")
    assert asked.effects == (ShowCard("story:R-1", "story", "R-1", "managers"),)
    assert decide(asked.state, WON, NOW) == Decision(asked.state, effects=asked.effects)  # the same card
    off = program(engagement=EngagementRules(layers=frozenset({"sequence"})))
    assert decide(telling(program=off), WON, NOW).state.story is None


def test_names_are_kept_only_with_the_permission_to_tell_them() -> None:
    asked = decide(telling(), WON, NOW).state
    plain = decide(asked, TellStory("R-1", "anonymous", DANA), NOW)
    assert plain.state.story is not None
    assert (plain.state.story.partner, plain.state.story.prospect) == ("", "")
    assert plain.events == (StoryDecided("R-1", NOW, "anonymous", "Dana Reyes"),)
    named = decide(asked, TellStory("R-1", "named", DANA, ("payroll",)), NOW).state.story
    assert named is not None
    assert (named.partner, named.prospect, named.tags) == ("Northwind Advisory", "Acme Ltd", ("payroll",))


def test_a_deal_that_is_no_longer_won_is_told_no_more() -> None:
    told = decide(decide(telling(), WON, NOW).state, TellStory("R-1", "named", DANA), NOW).state
    moved = replace(WON, stage="proposal_sent", before="closed_won")
    assert decide(told, moved, NOW).state.story == replace(told.story, permission="asked", decided_by="")  # type: ignore[type-var]


def test_a_deal_that_is_no_longer_won_cannot_be_told_whatever_a_card_still_offers() -> None:
    asked = decide(telling(), WON, NOW).state
    lost = replace(asked, referral=replace(asked.referral, stage="closed_lost"))
    late = decide(lost, TellStory("R-1", "anonymous", DANA), NOW)
    assert (late.state, late.events) == (lost, ())
    assert late.effects == (ShowCard("story:R-1", "story", "R-1", "managers"),)  # which says so


def test_a_story_follows_the_day_of_the_close_and_the_same_day_is_no_day_later() -> None:
    told = decide(decide(telling(), WON, NOW).state, TellStory("R-1", "anonymous", DANA), NOW).state
    put_right = decide(told, replace(WON, before="closed_won", on="2026-03-02"), NOW).state.story
    assert put_right == replace(told.story, won_on=date(2026, 3, 2), days=0)  # type: ignore[type-var]


def test_a_first_win_and_a_round_number_are_tasks_for_a_person() -> None:
    state = Milestones(partner(), referral("R-1"), program(), referrals=3, won=1)
    (task,) = remember(state, WON, NOW).events
    assert isinstance(task, TaskWanted)
    assert (task.task, task.kind, task.draft) == ("first_win:P-1", "first_win", "first_win")
    assert task.due == (NOW + SETTLE).isoformat()  # the mail with the facts goes first
    assert remember(state, replace(WON, before="closed_won"), NOW).events == ()
    assert remember(replace(state, won=2), WON, NOW).events == ()
    (task,) = remember(replace(state, referrals=10), ReferralRegistered("R-1", NOW, "P-1"), NOW).events
    assert isinstance(task, TaskWanted)
    assert task.context["what"] == "10 referrals"


def test_a_congratulation_goes_with_the_win_it_is_about() -> None:
    state = Milestones(partner(), referral("R-1"), program(), referrals=9, won=4)
    lost = remember(state, replace(WON, stage="closed_lost", before="closed_won"), NOW)
    assert lost.events == (
        TaskDropped("P-1", NOW, "first_win", only="R-1"),
        TaskDropped("P-1", NOW, "milestone", only="won:5:P-1"),
    )
