"""The language a partner writes in is learnt from several mails, and never against what somebody set."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.care.runs import Almoner
from bot.conversation.learning import agreed, languages, written_in
from storage.partners import Partners
from tests.bot.post import RULES, Post
from tests.builders import DANA
from workflows.almanac import Run
from workflows.care_messages import LearnLanguage
from workflows.commands import EditPartner
from workflows.conversation_messages import NotePartnerReply

NOTES = (
    "hier ist jemand, der mit Ihnen über die Abrechnung sprechen möchte.",
    "bitte rufen Sie sie diese Woche an, ich habe es ihr versprochen.",
    "die Firma sucht eine neue Lösung und wir haben euch empfohlen.",
)


@pytest.mark.parametrize(
    ("written", "language"),
    [
        (("de", "de", "de"), "de"),
        (("de", "de"), ""),
        (("de", "de", "en", "de"), ""),
        (("sv", "sv", "sv"), ""),
        ((), ""),
    ],
)
def test_three_that_agree_are_enough_and_one_against_is_too_many(
    written: tuple[str, ...], language: str
) -> None:
    assert agreed(written) == language


def test_a_few_words_tell_nothing() -> None:
    assert languages((*NOTES, "Hier: Frau Vogel", "FYI")) == ("de", "de", "de")


async def test_it_is_learnt_from_mails_and_what_they_set_themselves_stays(post: Post) -> None:
    care = Almoner(post.engine, RULES, post.clock)
    for number, note in enumerate(NOTES):
        text = f"Guten Tag,\n\n{note}\n\nEva Klein, eva.klein@firma{number}.example, Firma {number} GmbH"
        await post.write("Empfehlung", text)
    for _ in range(2):
        await care.look_ahead(Run("care", "care:2026-03-02", post.clock.now()))
    known = await post.engine.ask(lambda session: Partners(session).get("P-1"))
    assert known is not None
    assert known.language == "de"
    edited = await post.events("P-1", "PartnerEdited")
    assert [one.data["actor"] for one in edited] == ["the desk, from their mails"]
    asked = replace(known, language="en", writes_in="en", group="gold")
    await post.engine.handle(EditPartner(asked, DANA), "edit")
    await post.engine.handle(LearnLanguage("P-1", "de"), "again")
    after = await post.engine.ask(lambda session: Partners(session).get("P-1"))
    assert after == asked


async def test_other_words_of_theirs_teach_it_too(post: Post) -> None:
    care = Almoner(post.engine, RULES, post.clock)
    for number, note in enumerate(NOTES):
        said = NotePartnerReply("P-1", "sam@northwind.example", "question", language=written_in(note))
        await post.engine.handle(said, f"said:{number}")
    await care.look_ahead(Run("care", "care:2026-03-02", post.clock.now()))
    known = await post.engine.ask(lambda session: Partners(session).get("P-1"))
    assert known is not None
    assert known.language == "de"
