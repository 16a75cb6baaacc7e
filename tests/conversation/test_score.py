"""The bars of issue 6 on our sets; `unseen.jsonl` came before the rules and is never looked at.

`strangers.jsonl` (422 rows) was written by another person than the rules. Its first reading, before anything
was mended: wrong 0.47 % of all and 0.8 % of those acted on (two: a new referral with person and company
swapped, and "stop with the robot" taken for an opt-out; no answer about another referral), hand-over 98.8 %,
opt-out and auto-reply 100 %, automation 80.1 % (the least, German, 76.9 %), fields of new referrals 91.4 %.
Causes were mended in general (a surname with an accent taken for a legal form, a robot told to stop, trades,
summaries in two words, what the bot can do), so since then it is a set like the others.

Its rows from M001 on (250) came a day later, terser and more crooked. Their first reading: wrong 2.0 % of
all and 4.0 % of those acted on (a request to add a firm taken for one for the list, "not the roofing one"
chosen the wrong way round, "the right person is …" taken for a referral twice, and one label that we doubt:
"ok et Hélène ?" after an answer about money asks for money), hand-over 94.7 %, opt-out 62.5 %, automation
59.3 %, fields 91.6 %, auto-reply 100 %. After mending, 250 rows more of the same hand were read once and
never looked at: wrong 1.6 % of all and 3.4 % of those acted on, hand-over 96.9 %, opt-out 73.3 %,
automation 54.6 %, fields 82.7 %, auto-reply 100 %. So the bars hold on these sets, and are not reached yet
on words nobody has seen.

Then another hand wrote 5,247 messages for training, and all that was read before (the rows of
`strangers.jsonl`, too) joined them, so that set no longer judges the classifier. 300 rows of the same hand as
before, scored once before and once after and never looked at: wrong 1.3 and 1.3 % of all (2.4 and 2.1 % of
those acted on), hand-over 97.8 and 95.7 %, opt-out 92.0 and 100 %, automation 66.5 and 78.7 % (the least,
French, 71.1 %), fields 87.3 and 90.3 %, auto-reply 87.5 and 87.5 %.

Since then those 300 were looked at and their causes mended, and the shares from which on the classifier
decides alone were no longer set by hand: 5,537 of the phrases it learns from went through the whole
reading, each by a classifier that had not seen it nor its neighbours. Of what a person must answer 97.1 %
were handed over before and 99.7 % after we had read the misses; the bot was wrong in 3.1 and 1.1 % (most of
these are phrases of two wishes, of which the label knows one), and answered 49.8 and 45.0 % of the rest,
which are crooked on purpose. The 300 themselves, by a classifier that has not seen them: wrong 0, hand-
over, opt-out and auto-reply 100 %, automation 77.8 %, fields 98.3 %. Then they joined its phrases, so they
judge it no more.

200 messages of yet another hand, oblique on purpose and a quarter of them in languages we do not speak,
read once before anything was mended: wrong 1.0 % of all and 2.6 % of those acted on, hand-over and auto-
reply 100 %, opt-out 69.2 % (`stop` in Italian, Polish, Turkish and Japanese), automation 52.1 % (69.3 %
in the six languages, English 58.3 %), fields 69.4 %. Their causes are mended (quotes and banners in any
language, everyday words mended into other wishes, asking in pictures), and they lie at the end of
`later.jsonl`: a set like the others.

160 messages more, plain and by a hand that no rule had met, read once before anything was mended: wrong
3.1 % of all and 5.6 % of those acted on (a trade word beside a new lead taken for the firm on file twice,
a person and a firm swapped, a report before a question about money, "drop that contact"), hand-over, opt-
out and auto-reply 100 %, automation 70.2 % (English 58.3 %), fields 89.7 %. Their causes are mended, too.

`sisters.jsonl` is two sets of 200 by two more hands, who were asked for the proportions of the development
set rather than for what is hard, each read once before anything was mended from it: the first wrong 0.5 %
of all and 0.7 % of those acted on (a firm of two words cut), automation 84.8 % (English 80.3 %), fields
97.3 %; after its causes were mended the second wrong 0.5 and 0.7 % (a firm alone), automation 91.6 % (the
least, English, 87.9 %), fields 98.6 %; hand-over, opt-out and auto-reply 100 % in both.
"""

from __future__ import annotations

from functools import cache

import pytest

from tests.conversation.scoring import Judgement, judge, rows, score
from workflows.conversation import understand

LANGUAGES = ("en", "de", "fr", "es", "nl", "pt")
SETS = (
    "unseen.jsonl",
    "seen.jsonl",
    "hard.jsonl",
    "plain.jsonl",
    "short.jsonl",
    "fresh.jsonl",
    "later.jsonl",
    "strangers.jsonl",
    "sisters.jsonl",
)


@cache
def judged(name: str, language: str | None = None) -> list[Judgement]:
    chosen = [row for row in rows(name) if language in {None, row["lang"]}]
    return [judge(row, understand(row["text"], row["context"], row.get("headers"))) for row in chosen]


@pytest.mark.parametrize("name", SETS)
def test_hardly_an_answer_is_wrong(name: str) -> None:
    result = score(judged(name))

    assert (result.wrong < 0.5, result.wrong_of_acted < 1) == (True, True), [
        (j.row["id"], j.why) for j in judged(name) if j.kind == "wrong"
    ]


@pytest.mark.parametrize("name", SETS)
def test_no_answer_is_about_another_referral(name: str) -> None:
    strays = {"a referral nobody meant", "one of several", "all for one"}

    assert [j.row["id"] for j in judged(name) if strays & set(j.why.split("; "))] == []


@pytest.mark.parametrize("name", SETS)
def test_what_needs_a_person_gets_one(name: str) -> None:
    assert score(judged(name)).handoff_recall >= 99


def test_opt_outs_and_machines_are_recognised() -> None:
    result = score(judged("unseen.jsonl"))

    assert (result.opt_out_recall >= 99.5, result.auto_reply_recall >= 97) == (True, True)


def test_headers_give_every_machine_away() -> None:
    machines = [r for name in SETS for r in rows(name) if r["expect"]["auto_reply"] and r.get("headers")]

    assert [
        r["id"] for r in machines if not understand(r["text"], r["context"], r["headers"])["auto_reply"]
    ] == []


@pytest.mark.parametrize("name", SETS)
def test_new_referrals_are_read_to_the_field(name: str) -> None:
    assert score(judged(name)).fields_f1 >= 97


@pytest.mark.parametrize("name", ["unseen.jsonl", "strangers.jsonl"])
def test_four_of_five_messages_need_nobody(name: str) -> None:
    assert score(judged(name)).automation >= 80


@pytest.mark.parametrize("name", ["unseen.jsonl", "strangers.jsonl"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_is_mostly_automatic(name: str, language: str) -> None:
    assert score(judged(name, language)).automation >= 70


def test_the_same_message_is_always_read_the_same() -> None:
    row = rows("seen.jsonl")[0]

    assert understand(row["text"], row["context"]) == understand(row["text"], row["context"])
