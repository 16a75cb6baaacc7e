"""One question a quarter: what partners answer is read by a person, and stands in the report."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path

from bot.cli.reports import write_csv
from bot.reports.counting import report_on
from storage.held import HeldMails
from tests.bot.post import RULES, Post
from workflows.care_messages import AskForView
from workflows.periods import period_of

RUN = "feedback:2026-Q1"
OURS = f"{RUN}:P-1@vendor.example"


async def asked(post: Post) -> None:
    post.clock.move(timedelta(hours=5))  # ten in the morning in New York
    await post.engine.handle(AskForView("P-1", RUN), RUN)
    await post.deliver()
    assert post.mailbag.letters.pop()["subject"] == "One question, once a quarter"


async def test_an_answer_is_a_card_for_a_person_and_a_line_of_the_report(post: Post, tmp_path: Path) -> None:
    await asked(post)
    await post.write("Re: One question, once a quarter", "Shorter forms, and call me first.", answers=OURS)
    held = await post.engine.ask(lambda s: HeldMails(s).open())
    assert [(one.cause, one.note) for one in held] == [("opinion", "Shorter forms, and call me first.")]
    card = str(post.cards.shown[held[0].key])
    assert "answers this quarter's question" in card
    assert "question:reply" in card
    assert post.mailbag.letters == []  # nothing is promised, and nobody is thanked by a robot
    now, quarter = post.clock.now(), period_of("quarter", post.clock.now().date())
    made = await post.engine.ask(lambda s: report_on(s, quarter, RULES, now))
    figure = next(one for one in made.figures if one.key == "opinions")
    assert (figure.says, figure.more) == (
        "1 answer; 1 partner was asked",
        ("Northwind Advisory: “Shorter forms, and call me first.”",),
    )
    write_csv(made, tmp_path / "report.csv")
    with (tmp_path / "report.csv").open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["table"] == "opinions"]
    assert [(row["name"], row["in words"]) for row in rows] == [
        ("Northwind Advisory", "2026-03-02: Shorter forms, and call me first.")
    ]


async def test_thanks_are_an_answer_and_so_is_a_question_but_no_referral_and_no_other_thread(
    post: Post,
) -> None:
    await asked(post)
    await post.write("Re: One question, once a quarter", "All good, thank you!", answers=OURS)
    held = await post.engine.ask(lambda s: HeldMails(s).open())
    assert [one.cause for one in held] == ["opinion"]
    await post.write("Re: Your page", "All good, thank you!", answers="other@vendor.example")
    words = "Here is one: Jane Smith, jane@umbrella.example, of Umbrella Ltd. She needs payroll. Please call."
    await post.write("Re: One question, once a quarter", words, answers=OURS)
    given = await post.events("P-1", "ViewGiven")
    assert [one.data["words"] for one in given] == ["All good, thank you!"]
    post.mailbag.letters.clear()
    await post.write("Re: One question, once a quarter", "Any news on Acme?", answers=OURS)
    assert len(post.mailbag.letters) == 1  # they asked something, so they are answered …
    told = [card["text"] for key, card in post.cards.shown.items() if key.startswith("view:")]
    assert ["Any news on Acme?" in str(text) for text in told] == [True]  # … and the managers see it
