"""Bounces name who is gone for good, in the standard form and outside it."""

from __future__ import annotations

import pytest

from inbox.message import parse
from inbox.screening import Kind, screen
from tests.inbox.mails import DESK, multipart, part, raw_mail

OURS = [("In-Reply-To", "<ref-7@vendor.example>")]


def kind_of(raw: bytes) -> Kind:
    return screen(parse(raw), DESK).kind


def report(status: str, *more: str) -> bytes:
    body, kind = multipart(
        part("Sorry."),
        part(status, "message/delivery-status"),
        *more,
        kind="report; report-type=delivery-status",
    )
    return raw_mail(
        body,
        from_="MAILER-DAEMON@mx.d.example",
        content_type=kind,
        headers=[("Return-Path", "<>")],
        subject="Failure",
    )


def test_a_report_names_who_is_gone_for_good() -> None:
    returned = part("Message-ID: <ref-7@vendor.example>", "text/rfc822-headers")
    found = screen(
        parse(report("Final-Recipient: rfc822; jane@d.example\nAction: failed\nStatus: 5.1.1", returned)),
        DESK,
    )
    assert (found.kind, found.bounced) == ("bounce", ("jane@d.example",))
    assert (found.bounced_message_id, found.may_answer) == ("ref-7@vendor.example", False)


def test_a_mail_given_up_for_now_leaves_its_address_in_use() -> None:
    said = "Final-Recipient: rfc822; jane@d.example\nAction: failed\nStatus: "
    given_up, gone = (screen(parse(report(said + status)), DESK) for status in ("4.4.7", "5.1.1"))
    assert (given_up.bounced, given_up.is_final) == (("jane@d.example",), False)
    assert gone.is_final


def test_a_delay_names_nobody() -> None:
    found = screen(
        parse(report("Final-Recipient: rfc822; jane@d.example\nAction: delayed\nStatus: 4.4.1")), DESK
    )
    assert (found.kind, found.bounced) == ("bounce", ())


def test_a_success_report_is_a_receipt() -> None:
    assert (
        kind_of(report("Final-Recipient: rfc822; jane@d.example\nAction: delivered\nStatus: 2.0.0"))
        == "receipt"
    )


BOUNCES = {
    "qmail": (
        "failure notice",
        "Hi. This is the qmail-send program at d.example.\nI'm afraid I wasn't able to deliver your "
        "message.\n\n"
        "<jane@d.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is "
        "a copy.\n\n"
        "Return-Path: <referrals@vendor.example>\nMessage-ID: <ref-7@vendor.example>\n",
    ),
    "exim": (
        "Mail delivery failed: returning message to sender",
        "This message was created automatically by mail delivery software.\n\nA message that you "
        "sent could not be "
        "delivered to one or more of its recipients.\n\n  jane@d.example\n    550 5.1.1 unknown user\n\n"
        "------ This is a copy of the message ------\n\nFrom: x@y.example\nMessage-ID: "
        "<ref-7@vendor.example>\n",
    ),
    "exchange, german": (
        "Unzustellbar: Ihre Empfehlung",
        "Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:\n\njane@d.example\n"
        "Die E-Mail-Adresse wurde nicht gefunden. 550 5.1.1 user unknown\n\nMessage-ID: "
        "<ref-7@vendor.example>",
    ),
    "notes": (
        "DELIVERY FAILURE: User jane (jane@d.example) not listed",
        "Your message\n\nMessage-ID: <ref-7@vendor.example>\n\nwas not delivered to: jane@d.example "
        "because no such user",
    ),
}


@pytest.mark.parametrize("name", BOUNCES)
@pytest.mark.parametrize("sender", ["MAILER-DAEMON@mx.d.example", "postmaster@d.example"])
def test_bounces_outside_the_standard_are_read(name: str, sender: str) -> None:
    subject, text = BOUNCES[name]
    found = screen(
        parse(raw_mail(text, from_=sender, subject=subject, headers=[("Return-Path", "<>")])), DESK
    )
    assert (found.kind, found.bounced, found.bounced_message_id) == (
        "bounce",
        ("jane@d.example",),
        "ref-7@vendor.example",
    )


def test_a_warning_about_a_delay_names_nobody() -> None:
    text = (
        "Your message to jane@d.example has not yet been delivered. Delivery attempts will "
        "continue for 3 days."
    )
    mail = raw_mail(
        text,
        from_="mailer-daemon@d.example",
        subject="Warning: message delayed",
        headers=[("Return-Path", "<>")],
    )
    found = screen(parse(mail), DESK)
    assert (found.kind, found.bounced) == ("bounce", ())


def test_exim_names_the_failed_recipients_in_a_header() -> None:
    found = screen(
        parse(raw_mail("Sorry.", headers=[("X-Failed-Recipients", "jane@d.example, bo@d.example")])), DESK
    )
    assert (found.kind, found.bounced) == ("bounce", ("jane@d.example", "bo@d.example"))


def test_a_person_who_writes_about_a_bounce_is_a_person() -> None:
    text = (
        "Your mail to Jane bounced (550 5.1.1 user unknown). Her address is "
        "jane@doughworks.example, she is interested in payroll."
    )
    assert kind_of(raw_mail(text, subject="Re: Jane", headers=OURS)) == "person"
