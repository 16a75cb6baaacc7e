"""In which language a mail goes out."""

from __future__ import annotations

from dataclasses import replace

from bot.voice import language_for
from storage.database import Database
from storage.partners import Partners
from storage.referrals import Referrals
from tests.builders import MONDAY, partner, referral
from workflows.base import SendEmail


def test_an_answer_keeps_the_language_of_the_introduction_where_nothing_else_tells_it(
    sqlite: Database,
) -> None:
    answer = SendEmail("held:1", "line_on_hold", "sam@northwind.example", "P-1", reply_to_mail="m1@a.example")
    with sqlite.write() as session:
        Partners(session).add(partner(), MONDAY)
        Referrals(session).lock_accounts({referral().account}, MONDAY)
        Referrals(session).add(referral(language="nl"))
        assert language_for(session, answer, partner()) == "nl"
        assert language_for(session, replace(answer, language="fr"), partner()) == "fr"
        assert language_for(session, answer, partner(writes_in="de")) == "de"
    sqlite.close()
