"""What follows from what: by the mail it answers, by the tracking id it names, by who pressed last."""

from __future__ import annotations

from bot.sandbox.page.timeline import Timeline


class Watch:
    """Seconds, moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def told(timeline: Timeline) -> list[tuple[str, list[tuple[str, int]]]]:
    return [(story.title, [(step.what, step.ms) for step in story.steps]) for story in timeline.stories]


def test_alert_and_confirmation_belong_to_the_mail_they_came_of() -> None:
    watch = Watch()
    timeline = Timeline(watch)
    timeline.begin("Sam sends a mail", "mail", mail_id="<1@a.example>")
    timeline.begin("Katrin sends a mail", "mail", mail_id="<2@b.example>")
    watch.now += 0.25
    timeline.happened("confirmation", "mail", text="It is R-7K3M-9Q.", references="<1@a.example>")
    watch.now += 0.05
    timeline.happened("alert", "slack", text="New lead R-7K3M-9Q")
    assert told(timeline) == [
        ("Sam sends a mail", [("registered R-7K3M-9Q", 250), ("confirmation", 250), ("alert", 300)]),
        ("Katrin sends a mail", []),
    ]


def test_a_mail_in_an_old_thread_belongs_to_the_click_that_caused_it() -> None:
    timeline = Timeline(Watch())
    timeline.begin("Sam sends a mail", "mail", mail_id="<1@a.example>")
    timeline.happened("confirmation", "mail", text="R-7K3M-9Q", references="<1@a.example>")
    timeline.begin("Marco presses Claim", "slack", text="R-7K3M-9Q")
    timeline.happened("confirmation", "mail", text="R-7K3M-9Q", references="<1@a.example>")
    assert told(timeline)[1] == ("Marco presses Claim", [("confirmation", 0)])


def test_a_card_about_two_referrals_belongs_to_the_mail_that_brought_the_second() -> None:
    timeline = Timeline(Watch())
    timeline.begin("Sam sends a mail", "mail", mail_id="<1@a.example>")
    timeline.happened("alert", "slack", text="R-7K3M-9Q")
    timeline.begin("Katrin sends a mail", "mail", mail_id="<2@b.example>")
    timeline.happened("conflict", "slack", text="R-7K3M-9Q and R-5XBY-E9")
    assert told(timeline)[1] == ("Katrin sends a mail", [("registered R-5XBY-E9", 0), ("conflict", 0)])


def test_an_answer_goes_to_the_newest_thing_done_in_slack() -> None:
    timeline = Timeline(Watch())
    timeline.begin("Marco presses Claim", "slack", text="R-7K3M-9Q")
    timeline.begin("Dana types a command", "slack")
    timeline.begin("Sam sends a mail", "mail", mail_id="<1@a.example>")
    timeline.answered("an answer only Dana sees")
    assert told(timeline)[1] == ("Dana types a command", [("an answer only Dana sees", 0)])


def test_the_same_thing_is_told_once_and_what_comes_too_late_belongs_to_nobody() -> None:
    watch = Watch()
    timeline = Timeline(watch)
    timeline.begin("Marco presses Claim", "slack", text="R-7K3M-9Q")
    timeline.happened("card updated", "slack", text="R-7K3M-9Q")
    timeline.happened("card updated", "slack", text="R-7K3M-9Q")
    watch.now += 3_600
    timeline.happened("a reminder", "slack", text="R-7K3M-9Q")
    timeline.answered("too late")
    assert told(timeline) == [("Marco presses Claim", [("card updated", 0)])]


def test_only_the_newest_stories_are_kept() -> None:
    timeline = Timeline(Watch())
    for number in range(100):
        timeline.begin(str(number), "mail")
    assert timeline.stories[-1].title == "99"
    assert len(timeline.stories) == 30
