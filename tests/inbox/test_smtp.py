"""The mailer against a real submission server, and against scripted ones that misbehave."""

import asyncio
import imaplib
import re
import statistics
import time
from collections.abc import Sequence
from dataclasses import replace
from email.message import EmailMessage

import pytest

from inbox.smtp import Mailer, envelope_address, parse_smtp_url
from inbox.wire.accounts import MailboxProblem, SmtpAccount
from tests.rigs.line import Line
from tests.rigs.mail import MailRig, sample_mail
from tests.rigs.scripted import Talk, serving
from workflows.errors import Dead, Retry

DESK = "desk@vendor.example"


def mailer_of(account: SmtpAccount, **more: float) -> Mailer:
    return Mailer(account, local_hostname="desk.vendor.example", **more)


def plain(rig: MailRig) -> SmtpAccount:
    return parse_smtp_url(f"smtp://127.0.0.1:{rig.smtp}")


def inbox_of(rig: MailRig, user: str) -> list[bytes]:
    with imaplib.IMAP4("127.0.0.1", rig.imap) as box:
        box.login(user, "pw")
        box.select("INBOX", readonly=True)
        count = len(box.search(None, "ALL")[1][0].split())
        return [box.fetch(str(number), "(BODY.PEEK[])")[1][0][1] for number in range(1, count + 1)]  # type: ignore[index,misc]


async def arrived(rig: MailRig, user: str, count: int) -> list[bytes]:
    for _ in range(1_000):
        if len(mails := await asyncio.to_thread(inbox_of, rig, user)) >= count:
            return mails
        await asyncio.sleep(0.01)
    raise AssertionError(f"{count} mails did not arrive")


def smtp(said: list[bytes], extensions: Sequence[bytes] = (), /, **answers: bytes) -> Talk:
    """A server that answers each verb as told; b"" hangs up, `greeting` and `dot` are verbs too."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answers.get("greeting", b"220 ready\r\n"))
        while line := await reader.readline():
            said.append(line)
            verb = line[:4].decode().strip().lower()
            answer = answers.get(verb, b"250 fine\r\n")
            if verb == "ehlo" and verb not in answers:
                answer = (
                    b"".join(b"250-%b\r\n" % word for word in (b"me", *extensions)) + b"250 PIPELINING\r\n"
                )
            if verb == "data":
                writer.write(b"354 go on\r\n")
                said.append(await reader.readuntil(b"\r\n.\r\n"))
                answer = answers.get("dot", b"250 queued\r\n")
            if not answer:
                return
            writer.write(answer)

    return talk


def at(port: int, user: str = "") -> SmtpAccount:
    return SmtpAccount("127.0.0.1", port, user, "pw" if user else "", "plain")


async def test_a_mail_arrives_as_it_was_written(rig: MailRig) -> None:
    mailer = mailer_of(plain(rig))
    reply = await mailer.send(sample_mail("as written"), DESK, "bob@partner.example")
    await mailer.close()
    (raw,) = await arrived(rig, "bob@partner.example", 1)
    assert "queued" in reply
    assert sample_mail("as written").replace(b"\n", b"\r\n") in raw
    assert (mailer.ok, mailer.last_error, mailer.connected) == (True, "", False)


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
async def test_tls_is_required_and_checked(rig: MailRig, scheme: str) -> None:
    port = rig.smtps if scheme == "smtps" else rig.smtp
    account = parse_smtp_url(f"{scheme}://desk%40vendor.example:pw@localhost:{port}?cafile={rig.cafile}")
    mailer = mailer_of(account)
    await mailer.send(sample_mail("sealed"), DESK, f"sealed.{scheme[:5]}@partner.example")
    await mailer.close()
    with pytest.raises(MailboxProblem, match=r"cannot be trusted.*cafile"):
        await mailer_of(replace(account, cafile="")).check()
    with pytest.raises(Retry, match="cannot be trusted"):
        await mailer_of(replace(account, cafile="")).send(b"", DESK, "bob@partner.example")


async def test_starttls_never_falls_back_to_plain_text() -> None:
    said: list[bytes] = []
    async with serving(smtp(said)) as port:
        mailer = mailer_of(replace(at(port, "desk"), security="starttls"))
        with pytest.raises(Retry):
            await mailer.send(sample_mail("secret"), DESK, "bob@partner.example")
    assert not [line for line in said if line.startswith((b"AUTH", b"MAIL"))]


async def test_one_connection_carries_mail_of_many_tasks(rig: MailRig) -> None:
    mailer = mailer_of(plain(rig))
    sends = (mailer.send(sample_mail(f"many {n}"), DESK, "many@partner.example") for n in range(30))
    await asyncio.gather(*sends)
    assert mailer.connections == 1
    await mailer.close()
    assert len(await arrived(rig, "many@partner.example", 30)) == 30


async def test_refusals_become_retry_or_dead_and_the_connection_lives_on(rig: MailRig) -> None:
    mailer = mailer_of(plain(rig))
    with pytest.raises(Retry, match=r"450 .*greylisted"):
        await mailer.send(sample_mail("later"), DESK, "greylist@partner.example")
    with pytest.raises(Dead, match=r"550 .*rejected at RCPT") as refused:
        await mailer.send(sample_mail("never"), DESK, "reject@partner.example")
    await mailer.send(sample_mail("now"), DESK, "after@partner.example")
    assert re.fullmatch(r"550( 5\.\d\.\d)?", refused.value.reason)
    assert "rejected at RCPT" in refused.value.theirs
    assert (mailer.connections, mailer.ok) == (1, True)
    await mailer.close()


async def test_a_connection_cut_in_the_middle_is_a_retry_and_the_next_try_gets_through(rig: MailRig) -> None:
    async with Line(rig.smtp) as line:
        mailer = mailer_of(replace(plain(rig), port=line.port))
        line.cut_on = re.compile(rb"^DATA")
        with pytest.raises(Retry, match="dropped the line"):
            await mailer.send(sample_mail("cut"), DESK, "cut@partner.example")
        assert not mailer.ok
        line.cut_on = None
        await mailer.send(sample_mail("cut"), DESK, "cut@partner.example")
        assert (mailer.ok, line.cuts, line.calls) == (True, 1, 2)
        await mailer.close()
    assert len(await arrived(rig, "cut@partner.example", 1)) == 1


async def test_a_connection_dropped_while_unused_costs_no_mail(rig: MailRig) -> None:
    async with Line(rig.smtp) as line:
        mailer = mailer_of(replace(plain(rig), port=line.port), fresh_s=0.0)
        await mailer.send(sample_mail("one"), DESK, "unused@partner.example")
        line.cut()
        await mailer.send(sample_mail("two"), DESK, "unused@partner.example")
        assert mailer.connections == 2
        await mailer.close()


async def test_the_same_bytes_go_out_again_when_the_answer_to_the_last_dot_is_lost() -> None:
    said: list[bytes] = []
    mail = sample_mail("twice")
    for dot in (b"", b"250 queued\r\n"):
        async with serving(smtp(said, dot=dot)) as port:
            mailer = mailer_of(at(port))
            if dot:
                await mailer.send(mail, DESK, "bob@partner.example")
            else:
                with pytest.raises(Retry):
                    await mailer.send(mail, DESK, "bob@partner.example")
            await mailer.close()
    first, second = (part for part in said if b"Message-ID: <twice@partner.example>" in part)
    assert first == second


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ({"greeting": b"554 not today\r\n"}, Retry),
        ({"greeting": b"421 too busy\r\n"}, Retry),
        ({"mail": b"421 closing\r\n"}, Retry),
        ({"mail": b"550 sender unknown\r\n"}, Dead),
        ({"mail": b"530 authentication required\r\n"}, Retry),
        ({"rcpt": b"452 mailbox full\r\n"}, Retry),
        ({"rcpt": b"553 no such name\r\n"}, Dead),
        ({"rcpt": b""}, Retry),
        ({"dot": b"451 try later\r\n"}, Retry),
        ({"dot": b"552 too large\r\n"}, Dead),
        ({"dot": b"554 looks like spam\r\n"}, Dead),
        ({"mail": b"nonsense\r\n"}, Retry),
    ],
)
async def test_every_reply_says_what_to_do_next(
    answers: dict[str, bytes], verdict: type[Retry] | type[Dead]
) -> None:
    said: list[bytes] = []
    async with serving(smtp(said, **answers)) as port:
        mailer = mailer_of(at(port))
        with pytest.raises(verdict):
            await mailer.send(sample_mail("hello"), DESK, "bob@partner.example")
        await mailer.close()


async def test_a_refused_login_is_said_loudly_and_not_hammered() -> None:
    said: list[bytes] = []
    refusal = b"535 5.7.8 wrong password\r\n"
    async with serving(smtp(said, [b"AUTH CRAM-MD5 PLAIN LOGIN"], auth=refusal)) as port:
        mailer = mailer_of(at(port, "desk"))
        for _ in range(3):
            with pytest.raises(Retry, match=r"refused the login: 535 .*Check user and password") as caught:
                await mailer.send(sample_mail("hello"), DESK, "bob@partner.example")
            assert 200 < (caught.value.after_s or 0) <= 300
    assert len([line for line in said if line.startswith(b"AUTH")]) == 1
    assert not mailer.ok
    assert "refused the login" in mailer.last_error


async def test_mails_behind_a_failed_connection_do_not_each_try_again() -> None:
    said: list[bytes] = []
    async with serving(smtp(said, ehlo=b"")) as port, Line(port) as line:
        mailer = mailer_of(at(line.port))
        sends = (mailer.send(sample_mail(f"n {n}"), DESK, "bob@partner.example") for n in range(20))
        verdicts = await asyncio.gather(*sends, return_exceptions=True)
        assert all(isinstance(verdict, Retry) and verdict.after_s for verdict in verdicts)
        assert line.calls == 1


async def test_a_server_that_never_answers_is_given_up(rig: MailRig) -> None:
    async with Line(rig.smtp) as line:
        mailer = mailer_of(replace(plain(rig), port=line.port), timeout_s=0.3)
        await mailer.send(sample_mail("one"), DESK, "silent@partner.example")
        line.dead = True
        started = time.monotonic()
        with pytest.raises(Retry):
            await mailer.send(sample_mail("two"), DESK, "silent@partner.example")
        assert time.monotonic() - started < 3.0
        await mailer.close()


@pytest.mark.parametrize(
    "recipient",
    ["bob@partner.example>\r\nRCPT TO:<eve@evil.example", "bob", "", "a@b@c.example", "bob@-.example"],
)
async def test_what_is_no_address_is_dead_before_anything_is_sent(recipient: str) -> None:
    said: list[bytes] = []
    async with serving(smtp(said)) as port:
        mailer = mailer_of(at(port))
        with pytest.raises(Dead):
            await mailer.send(sample_mail("hello"), DESK, recipient)
        with pytest.raises(Dead):
            await mailer.send(sample_mail("hello"), recipient or "\r\n", "bob@partner.example")
    assert said == []


async def test_an_empty_sender_is_the_null_return_path() -> None:
    said: list[bytes] = []
    async with serving(smtp(said)) as port:
        mailer = mailer_of(at(port))
        await mailer.send(sample_mail("hello"), "", "bob@partner.example")
        await mailer.close()
    assert [line for line in said if line.startswith(b"MAIL")] == [b"MAIL FROM:<>\r\n"]


async def test_letters_beyond_ascii_travel_as_the_server_can_take_them() -> None:
    said: list[bytes] = []
    message = EmailMessage()
    message["To"] = "jürgen@partner.example"
    message.set_content("hello")
    async with serving(smtp(said, [b"SMTPUTF8", b"8BITMIME"])) as port:
        mailer = mailer_of(at(port))
        await mailer.send(message, DESK, "jürgen@partner.example")
        await mailer.send(sample_mail("hello"), DESK, "bob@bücher.example")
        await mailer.close()
    mails = [line for line in said if line.startswith(b"MAIL")]
    assert [b"SMTPUTF8" in line for line in mails] == [True, False]
    assert b"RCPT TO:<bob@xn--bcher-kva.example>\r\n" in said
    async with serving(smtp(said)) as port:
        with pytest.raises(Dead, match="SMTPUTF8"):
            await mailer_of(at(port)).send(message, DESK, "jürgen@partner.example")


async def test_check_says_what_is_wrong(rig: MailRig) -> None:
    account = parse_smtp_url(f"smtp://desk%40vendor.example:pw@127.0.0.1:{rig.smtp}")
    wrong = {
        "refused the login: 535": replace(account, password="guess"),
        "fails": replace(account, port=1),
        "does not speak TLS": replace(account, security="tls", host="localhost"),
    }
    await mailer_of(account).check()
    for sentence, broken in wrong.items():
        with pytest.raises(MailboxProblem, match=sentence):
            await mailer_of(broken).check()


async def test_a_reused_connection_is_fast(rig: MailRig) -> None:
    mailer = mailer_of(plain(rig))
    times = []
    for number in range(30):
        started = time.perf_counter()
        await mailer.send(sample_mail(f"fast {number}"), DESK, "fast@partner.example")
        times.append(time.perf_counter() - started)
    await mailer.close()
    assert statistics.median(times) < 0.1


def test_urls_are_read() -> None:
    assert parse_smtp_url("smtps://desk:p%40w@mail.vendor.example") == SmtpAccount(
        "mail.vendor.example", 465, "desk", "p@w", "tls"
    )
    assert parse_smtp_url("smtp+starttls://mail.vendor.example").security == "starttls"
    assert parse_smtp_url("smtp+starttls://mail.vendor.example").port == 587
    assert "hunter2" not in repr(parse_smtp_url("smtps://desk:hunter2@mail.vendor.example"))
    with pytest.raises(ValueError, match=r"loopback only: use smtps:// or smtp\+starttls://"):
        parse_smtp_url("smtp://mail.vendor.example")


def test_envelope_addresses_keep_their_meaning() -> None:
    assert envelope_address("Bob.Smith+x@Partner.EXAMPLE").text == "Bob.Smith+x@partner.example"
    with pytest.raises(ValueError, match="not an address"):
        envelope_address("bob@partner.example\n")
