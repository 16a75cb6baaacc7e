"""A partner's question by mail: the right answer, or a person; never somebody else's data."""

from __future__ import annotations

from storage.held import HeldMails
from tests.bot.post import SAM, Post
from workflows import tracking


async def test_news_of_a_referral_is_answered_in_the_thread(post: Post) -> None:
    await post.write("Acme", "Hi, any news on Acme?\r\n\r\nSam")
    (letter,) = post.mailbag.letters
    assert (letter["to"], letter["in_reply_to"]) == (SAM, "q1@northwind.example")
    assert "Acme Ltd (R-" in letter["text"]
    assert "One of our sales team is about to take it" in letter["text"]


async def test_of_what_is_not_theirs_nothing_is_told_but_what_is(post: Post) -> None:
    await post.write("A question", "Any news on Initech?")
    (letter,) = post.mailbag.letters
    assert "I cannot find that among your referrals." in letter["text"]
    assert "Acme Ltd" in letter["text"]
    assert "Initech" not in letter["text"]


async def test_what_is_not_for_a_bot_goes_to_a_person(post: Post) -> None:
    await post.write("A question", "Where is my money? You owe me for Acme.")
    assert [found for letter in post.mailbag.letters for found in tracking.find(letter["text"])] == []
    assert await post.engine.ask(lambda session: HeldMails(session).count_open()) == 1
