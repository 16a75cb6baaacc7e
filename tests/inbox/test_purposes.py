"""Which way an offer runs: what is passed on for us to take is no lead, what somebody asks for is one."""

from __future__ import annotations

import pytest

from inbox.forwarded.levels import Level
from inbox.reading import Mailbox
from inbox.said.purposes import not_for_sale
from tests.inbox.test_read import DESK, reading_of


def mail(text: str, *, address: str = "kit@oldmill.example", subject: str = "Hello") -> Level:
    return Level(Mailbox("Kit Arden", address), (), (), subject, text, "", "forwarded")


@pytest.mark.parametrize(
    ("cover", "text"),
    [
        ("In case you need this.", "Our new desks are in stock."),
        ("You were hiring, weren't you?", "I can start in May."),
        ("Falls ihr sowas braucht, wir nicht.", "Unsere neuen Tische sind da."),
        ("Au cas où vous en auriez besoin.", "Nos bureaux sont arrivés."),
        ("Por si lo necesitáis.", "Ya tenemos las mesas nuevas."),
        ("See below.", "I would like to apply for any position in your team. My CV is attached."),
        ("Siehe unten.", "Hiermit sende ich Ihnen meine Bewerbung als Sachbearbeiter."),
        ("FYI", "We deliver you 50 qualified appointments a month."),
        ("Zur Info", "Wir liefern Ihnen 50 Termine im Monat."),
        ("Pour info", "Nous vous proposons 50 rendez-vous par mois."),
        ("", "Ofrecemos. Le ofrecemos 50 citas al mes."),
        ("", "Our agency can grow your traffic in ninety days."),
        ("", "Nous proposons un audit gratuit de votre site."),
        ("", "Ofrecemos reformas de oficinas en toda la provincia."),
        ("Lesenswert!", "Reportage aus einer Backstube."),
        ("Leuk stuk", "Reportage over de bakkerij van Piet."),
    ],
)
def test_what_is_offered_to_us_is_no_lead(cover: str, text: str) -> None:
    assert not_for_sale(cover, mail(text))


def test_what_was_published_is_no_lead() -> None:
    assert not_for_sale("See below", mail("When Stoneground moved on…", address="editor@gazette.example"))


@pytest.mark.parametrize(
    ("cover", "text"),
    [
        ("", "We are 14 people and still do wages by hand. Could you help?"),
        ("FYI", "Hello, we talked about your software on Monday."),
        ("", "We help people move house, and need somebody to do our payroll."),
        ("", "Wir bieten Pflege in drei Orten und suchen eine Software."),
        ("A lead for you.", "We deliver you fresh bread every day."),
        ("They need payroll.", "We offer you our thanks. Please have somebody call."),
        ("If you need more details, call me.", "Please get in touch about the rota software."),
        ("Please call her.", "We offer you lunch any day. We are looking for software."),
    ],
)
def test_what_somebody_asks_for_is_one(cover: str, text: str) -> None:
    assert not_for_sale(cover, mail(text)) == ""


@pytest.mark.parametrize(
    ("text", "action"),
    [
        (
            "Fine, Lorna, the new bill comes on Friday. (cc'ing the partner desk by habit, ignore that guys)",
            "handoff",
        ),
        ("Passt, Lorna, die Rechnung kommt. (Das Desk aus Gewohnheit in CC.)", "handoff"),
        ("D'accord Lorna, la facture arrive. (Le desk est en copie par habitude.)", "handoff"),
        ("Lorna, meet the desk in copy: they do payroll. Desk, Lorna wants a demo.", "register"),
    ],
)
def test_a_desk_that_is_in_copy_by_habit_is_introduced_to_nobody(text: str, action: str) -> None:
    to = "Lorna Pickering <lorna@sunbeltplastics.example>"
    reading = reading_of(text, to=to, headers=(("Cc", DESK.address),))
    assert reading.action == action
