"""Mails out of chance: random MIME structures and mutations of good mails, for minutes or for hours.

`python -m tests.fuzz_mail --minutes 10` prints how many mails were read, and stops at the first that was not.
"""

from __future__ import annotations

import argparse
import pickle
import random
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis import strategies as st

from inbox.forwards import read_forward
from inbox.message import addresses_in, parse
from inbox.proof.authentication import authenticate
from inbox.read import read
from inbox.replies import looks_like_reply, own_words
from inbox.screening import screen
from tests.inbox.forward_cases import CASES
from tests.inbox.mails import DESK, multipart, part, raw_mail
from workflows.model import Contact, Directory, Partner

PATIENCE_S = 10.0
PARTNERS = Directory((Partner("p1", "BrightDesk", (Contact("Helen", ("helen@brightdesk.example",)),)),))

TYPES = (
    "text/plain", "text/html", "text/plain; charset=utf-7", "text/html; charset=utf-16",
    "text/plain; format=flowed",
    "message/rfc822", "message/delivery-status", "message/disposition-notification",
    "text/calendar; method=REQUEST",
    "text/vcard", "application/octet-stream; name=x.eml", "application/ms-tnef", "application/pkcs7-mime",
    "multipart/alternative", "multipart/digest; boundary=", 'multipart/mixed; boundary="=_b1"', "", "x",
    "text/", "*/*",
)  # fmt: skip
NAMES = (
    "From", "To", "Cc", "Reply-To", "Subject", "Message-ID", "References", "In-Reply-To", "Date",
    "Return-Path",
    "Authentication-Results", "DKIM-Signature", "List-Id", "Auto-Submitted", "Content-Type", "Precedence",
    "X-Loop",
    "Content-Transfer-Encoding", "Content-Disposition", "Delivered-To", "Received",
)  # fmt: skip
SCRAPS = (
    "=?utf-8?q?", "?=", "<", ">", '"', "(", "\\", ",", ";", ":", "@", "a@b.example", "\0", "\t", "--=_b1",
    "--=_b1--",
    "Helen <helen@brightdesk.example>", "<x@y>", "<[x@y", "mx.vendor.example; dmarc=pass",
    "On 1 Jan 2026 Bo wrote:",
    "---------- Forwarded message ---------", "From: Jane <jane@d.example>", "> ", "\u202e", "é", "日本",
    "\udcff", "<div>",
    "Subject: x", "Sent: Monday 10:00", "To: bo@d.example", "-- ", "Regards,", "BEGIN:VCARD", "=", "=0D=0A",
    "&#x0;",
)  # fmt: skip

_text = st.lists(st.sampled_from(SCRAPS) | st.text(max_size=12), max_size=12)
_lines = st.builds(lambda rows: "\n".join("".join(row) for row in rows), st.lists(_text, max_size=8))
_value = st.builds("".join, _text)
_headers = st.lists(st.tuples(st.sampled_from(NAMES), _value), max_size=6)
_leaf = st.builds(
    lambda text, kind, headers: part(text, kind, *(f"{name}: {value}" for name, value in headers)),
    _lines,
    st.sampled_from(TYPES),
    st.lists(st.tuples(st.sampled_from(NAMES[-7:]), _value), max_size=2),
)


def _branch(parts: list[str], number: int, kind: str) -> str:
    body, content_type = multipart(*parts, kind=kind, boundary=f"=_b{number}")
    return part(body, content_type)


_tree = st.recursive(
    _leaf,
    lambda inner: st.builds(
        _branch,
        st.lists(inner, max_size=4),
        st.integers(1, 3),
        st.sampled_from(("mixed", "alternative", "report", "digest", "signed")),
    ),
    max_leaves=12,
)


def _assemble(headers: list[tuple[str, str]], tree: str) -> bytes:
    head = "".join(f"{name}: {value}\n" for name, value in headers)
    return (head + tree).encode("utf-8", "surrogatepass")


structures = st.builds(_assemble, _headers, _tree)


def good_mails() -> list[bytes]:
    """Mails to be mutated: every forward we know, and whatever lies in tests/mail."""
    mails = [raw_mail(case.body, subject=case.subject or "Fwd: Payroll") for case in CASES]
    body, kind = multipart(part("Hello."), part("<p>Hello.</p>", "text/html"), kind="alternative")
    mails.append(raw_mail(body, content_type=kind))
    mails += [path.read_bytes() for path in sorted(Path(__file__).with_name("mail").glob("*.eml"))[:300]]
    return mails


def mutate(raw: bytes, dice: random.Random) -> bytes:
    """The mail with a few accidents."""
    data = bytearray(raw)
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(len(data) + 1)
        span = slice(at, at + dice.randint(0, 200))
        match dice.randrange(6):
            case 0:
                data[at:at] = dice.choice(SCRAPS).encode("utf-8", "surrogatepass")
            case 1:
                del data[span]
            case 2:
                data[at:at] = data[span] * dice.randint(1, 50)
            case 3:
                data[at:at] = dice.randbytes(dice.randint(1, 20))
            case 4:
                data = data.replace(
                    b"\r\n", dice.choice((b"\n", b"\r", b"\r\n\r\n", b"\r\n ")), dice.randint(1, 30)
                )
            case _:
                data = data[:at] if dice.random() < 0.2 else data
    return bytes(data)


def check(raw: bytes) -> None:
    """Read it all; raises when a promise is broken."""
    start = time.process_time()
    mail = parse(raw)
    screen(mail, DESK)
    authenticate(mail, raw, DESK)
    found = read_forward(mail.text, mail.subject, is_reply=looks_like_reply(mail), html=mail.html)
    words = own_words(found.cover if found else mail.text, mail.html)
    reading = read(raw, PARTNERS, DESK)
    took_s = time.process_time() - start
    assert took_s < PATIENCE_S, f"took {took_s:.1f} s"
    assert pickle.loads(pickle.dumps((mail, reading))) == (mail, reading)
    assert len(mail.text) <= 100_000
    assert mail.text.count("\n") < 1_500
    assert not set("\0\x1b\u202e\ufeff") & set(
        mail.text + mail.subject + mail.sender.name + mail.sender.address
    )
    assert len(addresses_in(mail)) <= 500
    assert len(words.text) <= 110_000
    (mail.text + mail.subject + "".join(a.name for a in mail.attachments)).encode()


def run(minutes: float, first_seed: int) -> int:
    """Read mails until the time is up; gives how many."""
    count, until, mails = 0, time.monotonic() + minutes * 60, good_mails()
    quiet = {
        "database": None,
        "deadline": None,
        "verbosity": Verbosity.quiet,
        "phases": (Phase.generate, Phase.shrink),
    }

    while time.monotonic() < until:
        dice = random.Random(first_seed)

        @seed(first_seed)
        @settings(max_examples=200, suppress_health_check=list(HealthCheck), **quiet)  # type: ignore[arg-type]
        @given(structures)
        def structured(raw: bytes) -> None:
            check(raw)

        structured()
        for _ in range(200):
            raw = mutate(dice.choice(mails), dice)
            try:
                check(raw)
            except Exception:
                Path("fuzz_failure.eml").write_bytes(raw)
                print(f"seed {first_seed}: see fuzz_failure.eml")
                raise
        count += 400
        first_seed += 1
    return count


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--minutes", type=float, default=10.0)
    arguments.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    chosen = arguments.parse_args()
    print(f"{run(chosen.minutes, chosen.seed)} mails read, none failed (first seed {chosen.seed})")
