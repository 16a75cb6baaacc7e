"""Tasks: asked for once, put off, done; a letter goes out in a person's name."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.builders import DANA, MONDAY, partner, program
from workflows.base import Decision, SendEmail, ShowCard
from workflows.engagement_messages import (
    FinishTask,
    PartnerContacted,
    SendDraft,
    SnoozeTask,
    StrikeTask,
    TaskDropped,
    TaskWanted,
)
from workflows.tasks import Errands, Task, decide

WANTED = TaskWanted("P-1", MONDAY, "outreach:P-1:1", "outreach", {"since": "x"}, draft="outreach")


def errands(*tasks: Task) -> Errands:
    return Errands(partner(), program(), tasks)


def task(**changes: Any) -> Task:
    given: dict[str, Any] = {"id": "outreach:P-1:1", "kind": "outreach", "partner_id": "P-1", **changes}
    return Task(created_at=MONDAY, **given)


def test_a_task_is_asked_for_once() -> None:
    opened = decide(errands(), WANTED, MONDAY)
    assert opened.effects == (ShowCard("task:outreach:P-1:1", "task", "outreach:P-1:1", "managers"),)
    assert decide(opened.state, WANTED, MONDAY) == Decision(opened.state)


def test_a_task_for_a_later_day_is_seen_in_the_morning_of_that_day() -> None:
    wanted = TaskWanted("P-1", MONDAY, "remind:1", "remind", due="2026-03-14")  # a Saturday
    later = decide(errands(), wanted, MONDAY)
    (made,) = later.state.tasks
    assert (made.status, made.due_at) == ("snoozed", datetime(2026, 3, 16, 9, tzinfo=UTC))
    assert later.effects == ()
    back = decide(later.state, StrikeTask("remind:1", -1), datetime(2026, 3, 16, 9, tzinfo=UTC))
    assert back.effects == (ShowCard("task:remind:1", "task", "remind:1", "managers"),)
    assert decide(back.state, StrikeTask("remind:1", -1), MONDAY) == Decision(back.state)


def test_a_task_that_nobody_has_seen_is_dropped_without_a_word_and_may_be_wanted_again() -> None:
    due = (MONDAY + timedelta(minutes=3)).isoformat()
    wanted = TaskWanted("P-1", MONDAY, "first_win:P-1", "first_win", due=due)
    waits = decide(errands(), wanted, MONDAY)
    (made,) = waits.state.tasks
    assert (made.status, made.due_at) == ("snoozed", MONDAY + timedelta(minutes=3))
    dropped = decide(waits.state, TaskDropped("P-1", MONDAY, "first_win"), MONDAY)
    assert (dropped.state.tasks[0].status, dropped.effects) == ("dropped", ())
    again = decide(dropped.state, wanted, MONDAY)
    assert again.state.tasks[0].status == "snoozed"
    shown = decide(again.state, StrikeTask("first_win:P-1", again.state.tasks[0].turn), MONDAY)
    assert [type(e) for e in shown.effects] == [ShowCard]


def test_a_call_is_a_talk_and_is_noted_once() -> None:
    done = decide(errands(task()), FinishTask("outreach:P-1:1", DANA, "called"), MONDAY)
    assert done.events == (PartnerContacted("P-1", MONDAY, "Dana Reyes", "called"),)
    assert done.state.tasks[0].status == "done"
    again = decide(done.state, FinishTask("outreach:P-1:1", DANA, "called"), MONDAY)
    assert again == Decision(done.state)


def test_done_is_a_talk_only_where_the_task_was_one() -> None:
    talk = decide(errands(task()), FinishTask("outreach:P-1:1", DANA), MONDAY)
    assert [type(e) for e in talk.events] == [PartnerContacted]
    other = decide(errands(task(kind="successor")), FinishTask("outreach:P-1:1", DANA), MONDAY)
    assert other.events == ()


def test_a_letter_goes_out_in_the_managers_name_and_is_answered_to_them() -> None:
    sent = decide(
        errands(task()),
        SendDraft("outreach:P-1:1", DANA, "sam@northwind.example", "Hello", "How are you?"),
        MONDAY,
    )
    (mail,) = [e for e in sent.effects if isinstance(e, SendEmail)]
    assert (mail.from_name, mail.reply_to, mail.to) == (DANA.name, DANA.email, "sam@northwind.example")
    assert sent.events == (PartnerContacted("P-1", MONDAY, "Dana Reyes", "wrote"),)
    again = SendDraft("outreach:P-1:1", DANA, "sam@northwind.example", "Hello", "Twice?")
    assert decide(sent.state, again, MONDAY) == Decision(sent.state)


def test_put_off_until_a_morning_and_dropped_when_nobody_needs_it() -> None:
    snoozed = decide(errands(task()), SnoozeTask("outreach:P-1:1", DANA, date(2026, 3, 9)), MONDAY)
    assert snoozed.state.tasks[0].due_at == datetime(2026, 3, 9, 9, tzinfo=UTC)
    dropped = decide(snoozed.state, TaskDropped("P-1", MONDAY, "outreach"), MONDAY)
    assert (dropped.state.tasks[0].status, dropped.state.tasks[0].due_at) == ("dropped", None)
    assert decide(dropped.state, StrikeTask("outreach:P-1:1", 0), MONDAY) == Decision(dropped.state)
