"""A question for a person: whose words go out, and that nobody answers what is answered already unawares."""

from __future__ import annotations

from tests.builders import DANA, MONDAY
from workflows.base import Decision, SendEmail
from workflows.conversation_messages import ReplyToPartner
from workflows.handover import Handing, HandOver, decide

ASKED = Handing(HandOver("mail:1", "P-1", "sam@northwind.example", "Sam", "Why 450?", status="open"))


def test_of_two_answers_begun_at_once_only_the_faster_goes_out() -> None:
    first = decide(ASKED, ReplyToPartner("mail:1", "It is 15 %.", DANA, seen=0), MONDAY)
    assert [e.context["text"] for e in first.effects if isinstance(e, SendEmail)] == ["It is 15 %."]
    late = ReplyToPartner("mail:1", "I will look.", DANA, seen=0)
    assert decide(first.state, late, MONDAY) == Decision(first.state)


def test_who_has_seen_the_answer_may_write_another() -> None:
    first = decide(ASKED, ReplyToPartner("mail:1", "It is 15 %.", DANA, seen=0), MONDAY)
    more = decide(first.state, ReplyToPartner("mail:1", "And one thing more.", DANA, seen=1), MONDAY)
    assert more.state.handover.answers == ("It is 15 %.", "And one thing more.")
