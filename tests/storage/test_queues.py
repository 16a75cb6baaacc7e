"""Keep, lease, settle: on both databases."""

from __future__ import annotations

from datetime import timedelta

from storage.claims import Lease
from storage.database import Database
from storage.inbound import Handled, Inbound, NewMail, Standing
from storage.outbox import Outbox, Promise, SlackMessages
from tests.builders import MONDAY

LEASE = timedelta(seconds=60)


def mail(uid: int = 1, raw: bytes = b"From: a@b.example\r\n\r\nhi") -> NewMail:
    return NewMail("desk@vendor.example", "INBOX", 7, uid, MONDAY, raw)


def promise(key: str, target: str = "alert:R-1") -> Promise:
    return Promise(key, "slack", target, "R-1", {"text": key})


def test_a_mail_is_kept_once_however_often_the_mailbox_shows_it(database: Database) -> None:
    with database.write() as session:
        assert Inbound(session).keep([mail(1), mail(2)], MONDAY) == 2
    with database.write() as session:
        assert Inbound(session).keep([mail(2), mail(3)], MONDAY) == 1
    with database.read() as session:
        assert Inbound(session).cursor("desk@vendor.example", "INBOX", 7) == 3
        assert Inbound(session).cursor("desk@vendor.example", "INBOX", 8) == 0


def test_a_leased_mail_is_nobody_elses_until_the_lease_runs_out(database: Database) -> None:
    with database.write() as session:
        Inbound(session).keep([mail()], MONDAY)
    with database.write() as session:
        (kept,) = Inbound(session).claim(MONDAY, lease=LEASE, limit=10)
    with database.write() as session:
        assert Inbound(session).claim(MONDAY + timedelta(seconds=59), lease=LEASE, limit=10) == ()
    with database.write() as session:
        (again,) = Inbound(session).claim(MONDAY + LEASE, lease=LEASE, limit=10)
        assert Inbound(session).raws([kept.id]) == [mail().raw]
    assert (kept.size, kept.lease.attempts, again.lease.attempts) == (len(mail().raw), 1, 2)


def test_who_lost_the_lease_cannot_settle(database: Database) -> None:
    with database.write() as session:
        Inbound(session).keep([mail()], MONDAY)
        (first,) = Inbound(session).claim(MONDAY, lease=LEASE, limit=1)
        (second,) = Inbound(session).claim(MONDAY + LEASE, lease=LEASE, limit=1)
        settled = {"status": "done", "outcome": "registered", "message_id": "m", "fingerprint": "f"}
        assert not Inbound(session).settle(first.lease, **settled)
        assert Inbound(session).settle(second.lease, **settled)
        assert Inbound(session).waiting(MONDAY) == (0, None)


def test_a_kept_mail_can_be_read_again_with_its_receive_time(database: Database) -> None:
    with database.write() as session:
        Inbound(session).keep([mail()], MONDAY)
        (kept,) = Inbound(session).claim(MONDAY, lease=LEASE, limit=1)
        Inbound(session).settle(kept.lease, status="held", outcome="held", message_id="m", fingerprint="f")
        later = MONDAY + timedelta(days=2)
        assert Inbound(session).read_again(kept.id, later)
        assert not Inbound(session).read_again(kept.id + 99, later)
        (again,) = Inbound(session).claim(later, lease=LEASE, limit=1)
    assert again.received_at == MONDAY


def test_a_key_is_handled_once_except_by_the_same_mail_read_again(database: Database) -> None:
    with database.write() as session:
        assert Handled(session).is_first("mail:abc", MONDAY, by=1)
        assert Handled(session).is_first("mail:abc", MONDAY, by=1)
        assert not Handled(session).is_first("mail:abc", MONDAY, by=2)
        assert Handled(session).is_first("slack:click", MONDAY)
        assert not Handled(session).is_first("slack:click", MONDAY)


def test_a_copy_that_stands_better_takes_the_place_of_the_first_and_only_once(database: Database) -> None:
    with database.write() as session:
        Inbound(session).keep([mail(1), mail(2), mail(3)], MONDAY)
        for kept in Inbound(session).claim(MONDAY, lease=LEASE, limit=3):
            outcome, standing = ("ignored", None) if kept.id == 1 else ("registered", Standing.PROVEN)
            closed = {"status": "done", "outcome": outcome, "message_id": "m", "fingerprint": "f"}
            Inbound(session).settle(kept.lease, standing, **closed)
        handled = Handled(session)
        assert handled.is_first("mail:f", MONDAY, by=1)
        assert handled.take_over("mail:f", MONDAY, by=2, standing=Standing.IGNORED) is None
        assert handled.take_over("mail:f", MONDAY, by=2, standing=Standing.PROVEN) == 1
        assert handled.take_over("mail:f", MONDAY, by=3, standing=Standing.PROVEN) is None
        assert handled.is_first("mail:f", MONDAY, by=2)
        assert not handled.is_first("mail:f", MONDAY, by=1)


def test_a_promise_made_twice_is_spoken_once(database: Database) -> None:
    with database.write() as session:
        Outbox(session).add(promise("a"), MONDAY)
        Outbox(session).add(promise("a"), MONDAY)
        assert [d.key for d in Outbox(session).claim(MONDAY, lease=LEASE, limit=9)] == ["a"]


def test_promises_of_one_target_go_out_in_order_one_at_a_time(database: Database) -> None:
    with database.write() as session:
        outbox = Outbox(session)
        for key, target in (("post", "alert:R-1"), ("update", "alert:R-1"), ("other", "alert:R-2")):
            outbox.add(promise(key, target), MONDAY)
        first = outbox.claim(MONDAY, lease=LEASE, limit=9)
        assert [d.key for d in first] == ["post", "other"]
        assert outbox.claim(MONDAY, lease=LEASE, limit=9) == ()
        assert outbox.sent(first[0].lease, MONDAY, external_id="C1:1.2")
        assert [d.key for d in outbox.claim(MONDAY, lease=LEASE, limit=9)] == ["update"]


def test_a_failed_promise_waits_and_a_hopeless_one_is_counted(database: Database) -> None:
    with database.write() as session:
        outbox = Outbox(session)
        outbox.add(promise("a"), MONDAY)
        (due,) = outbox.claim(MONDAY, lease=LEASE, limit=1)
        assert outbox.retry(due.lease, due_at=MONDAY + timedelta(seconds=5), error="busy")
        assert outbox.claim(MONDAY + timedelta(seconds=4), lease=LEASE, limit=1) == ()
        (due,) = outbox.claim(MONDAY + timedelta(seconds=5), lease=LEASE, limit=1)
        assert outbox.dead(due.lease, error="no such user")
        assert not outbox.dead(Lease(due.lease.id, 1), error="late")
        assert (outbox.waiting(), outbox.count_dead()) == ((0, None), 1)


def test_each_channel_has_a_lane_and_what_was_not_tried_is_no_attempt(database: Database) -> None:
    with database.write() as session:
        outbox = Outbox(session)
        outbox.add(promise("card"), MONDAY)
        outbox.add(Promise("letter", "email", "mail:R-1", "R-1", {"text": "hi"}), MONDAY)
        (due,) = outbox.claim(MONDAY, channel="slack", lease=LEASE, limit=9)
        assert (due.key, due.lease.attempts) == ("card", 1)
        later = MONDAY + timedelta(seconds=3)
        assert outbox.postpone(due.lease, due_at=later)
        assert [d.key for d in outbox.claim(MONDAY, lease=LEASE, limit=9)] == ["letter"]
        (again,) = outbox.claim(later, channel="slack", lease=LEASE, limit=9)
        assert again.lease == due.lease


def test_a_card_is_overtaken_by_its_newest_drawing_and_nothing_else_is(database: Database) -> None:
    with database.write() as session:
        outbox = Outbox(session)
        for key, card in (("one", "a"), ("under it", "b"), ("two", "a"), ("three", "a")):
            said = {"card": card, "text": key}
            outbox.add(Promise(key, "slack", "alert:R-1", "R-1", said), MONDAY)
        (due,) = outbox.claim(MONDAY, lease=LEASE, limit=9)
        newest = outbox.newest(due)
        assert newest
        assert newest[1]["text"] == "three"
        assert outbox.overtaken(due, newest[0]) == 2
        outbox.sent(due.lease, MONDAY, external_id="C1:1.2")
        (left,) = outbox.claim(MONDAY, lease=LEASE, limit=9)
        assert (left.key, outbox.newest(left)) == ("under it", None)


def test_what_a_sent_mail_was_about_is_found_by_its_message_id(database: Database) -> None:
    with database.write() as session:
        Outbox(session).add(promise("a"), MONDAY)
        (due,) = Outbox(session).claim(MONDAY, lease=LEASE, limit=1)
        Outbox(session).sent(due.lease, MONDAY, external_id="m@vendor.example")
        assert Outbox(session).find_sent("m@vendor.example") == "R-1"
        assert Outbox(session).find_sent("") is None


def test_a_slack_message_is_known_by_our_own_key(database: Database) -> None:
    with database.write() as session:
        messages = SlackMessages(session)
        assert messages.find("alert:R-1") is None
        messages.remember("alert:R-1", "C1", "1.2")
        messages.remember("alert:R-1", "C1", "1.3")
        assert messages.find("alert:R-1") == ("C1", "1.3")
