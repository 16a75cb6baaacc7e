"""Whether a person wrote this mail and may be answered; who proves to be who is `proof.authentication`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from inbox.formats.addresses import addresses_in_order, ascii_domain
from inbox.forwarded.forward_words import subject_kind
from inbox.machine_words import (
    AUTO_SUBJECT,
    BOUNCE_SUBJECT,
    BOUNCE_TEXT,
    CHALLENGE,
    DELAY_TEXT,
    INTRODUCES,
    INVITATION_SUBJECT,
    RECEIPT_SUBJECT,
    RECEIPT_TEXT,
    ROBOT_LOCALPART,
    UNSUBSCRIBE,
)
from inbox.message import ParsedMail
from inbox.reading import Desk
from inbox.replies import own_words
from inbox.said import ask_phrases
from inbox.said.absence import says_absent, says_automatic
from inbox.who import stand_ins
from inbox.who.names import fold
from workflows.model import domain_of

MAX_RECIPIENTS = 50
MAX_HOPS = 50

Kind = Literal[
    "person",
    "auto_reply",
    "bounce",
    "newsletter",
    "invitation",
    "receipt",
    "list",
    "own",
    "challenge",
    "spam",
    "blocked",
]


@dataclass(frozen=True, slots=True)
class Screening:
    """What sort of mail it is; only a `person` is read any further."""

    kind: Kind
    reasons: tuple[str, ...] = ()
    may_answer: bool = False
    bounced: tuple[str, ...] = ()  # for good; a delay names nobody
    bounced_message_id: str = ""
    is_final: bool = True  # False: this mail was given up, its address may be fine (RFC 3463: class 4)
    delayed: bool = False  # nothing failed yet: the mail server goes on trying


def screen(mail: ParsedMail, desk: Desk) -> Screening:
    """Sort out what no person wrote, or what must not be acted upon."""
    if mail.sender.address == desk.address.lower() and not mail.report:
        return Screening("own", ("it comes from our own address",))
    if bounce := _bounce(mail):
        return bounce
    for kind, test in _TESTS:
        if reason := test(mail, desk):
            return Screening(kind, (reason,))
    silent = _why_silent(mail, desk)
    return Screening("person", (silent,) if silent else (), may_answer=not silent)


def plain_address(address: str) -> str:
    """The address without its plus-tag, its domain as DNS knows it."""
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{ascii_domain(domain)}"


def _own(mail: ParsedMail, desk: Desk) -> str:
    ours = plain_address(desk.address)
    if any(plain_address(box.address) == ours for box in mail.from_):
        return "it comes from our own address"
    if any(ours == plain_address(value.strip(" <>")) for value in mail.all_headers("X-Loop")):
        return "it carries our loop mark"
    domain = ascii_domain(desk.message_id_domain or desk.domain)
    if not domain or ascii_domain(mail.message_id.rpartition("@")[2]) != domain:
        return ""
    colleague = ascii_domain(domain_of(mail.sender.address)) == ascii_domain(desk.domain)
    if colleague and domain == ascii_domain(desk.domain):
        return ""  # colleagues write from the same domain, and their programs number mails with it
    return "its Message-ID is one of ours"


def _bounce(mail: ParsedMail) -> Screening | None:
    report = mail.report
    if report and not report.receipt and report.action in ("failed", "delayed", ""):
        hard = report.action != "delayed"
        named = report.final_recipients or report.original_recipients or _failed_recipients(mail)
        reason = f"a delivery report: {report.action or 'failed'} {report.status}".strip()
        return Screening(
            "bounce",
            (reason,),
            bounced=named if hard else (),
            bounced_message_id=report.original_message_id,
            is_final=not report.status.startswith("4."),
            delayed=not hard,
        )
    if mail.header("X-Failed-Recipients"):
        return _plain_bounce(mail, "a mail server names failed recipients")
    local = mail.sender.address.partition("@")[0]
    from_server = mail.return_path == "" or bool(re.match(r"mailer-?daemon|postmaster|mail-?system", local))
    subject_says = bool(BOUNCE_SUBJECT.search(mail.subject))
    if not (from_server or subject_says):
        return None
    text_says = bool(BOUNCE_TEXT.search(mail.text[:3_000]))
    certain = mail.in_reply_to or from_server or not _introduces(mail, mail.text[:2_000])
    if certain and ((from_server and subject_says) or text_says):
        return _plain_bounce(mail, "a mail server returns a mail")
    return None


def _plain_bounce(mail: ParsedMail, reason: str) -> Screening:
    delayed = DELAY_TEXT.search(f"{mail.subject} {mail.text[:600]}") and not re.search(
        r"fail|permanent|undeliver|unzustell|5\.\d\.\d|\b55\d\b", f"{mail.subject} {mail.text[:1_500]}", re.I
    )
    if delayed:
        return Screening("bounce", ("a mail server reports a delay",), delayed=True)
    ids = re.findall(r"^Message-ID:\s{0,5}<([^<>\s]{1,900})>", mail.text, re.I | re.M)
    known = (*ids, *mail.in_reply_to, *(a.message_id for a in mail.attached if a.message_id))
    return Screening("bounce", (reason,), False, _failed_recipients(mail), next(iter(known), ""))


def _failed_recipients(mail: ParsedMail) -> tuple[str, ...]:
    named = tuple(dict.fromkeys(addresses_in_order(mail.header("X-Failed-Recipients"))))
    if named:
        return named
    above = re.split(
        r"^(?:-{3,}|_{5,}|Received:|Return-Path:|From:)", mail.text[:5_000], maxsplit=1, flags=re.M
    )[0]
    above = re.sub(r"(?im)^\W{0,5}(?:Message-ID|References|In-Reply-To):.*$", "", above)
    ours = {box.address for box in (*mail.to, mail.sender)} | set(mail.delivered_to)
    found = (
        a
        for a in addresses_in_order(above)
        if a not in ours and not ROBOT_LOCALPART.match(a.partition("@")[0])
    )
    return tuple(dict.fromkeys(found))[:20]


def _receipt(mail: ParsedMail, _: Desk) -> str:
    if mail.report:
        return "a receipt for one of our mails"
    told = RECEIPT_SUBJECT.match(mail.subject) and len(mail.text) < 900
    if told and (mail.in_reply_to or RECEIPT_TEXT.search(mail.text)):
        return "a read receipt"
    return ""


def _invitation(mail: ParsedMail, _: Desk) -> str:
    if (
        subject_kind(mail.subject) == "forward"
        and (said := own_words(mail.text[:6_000])).quoted
        and said.text
    ):
        return ""  # somebody says why they pass it on
    if mail.calendar or mail.header("Content-Class").lower().endswith("calendarmessage"):
        return "a calendar invitation"
    if INVITATION_SUBJECT.match(mail.subject) and "calendar" in mail.header("Sender").lower():
        return "a calendar notification"
    return ""


def _challenge(mail: ParsedMail, _: Desk) -> str:
    if mail.header("X-Boxbe-Challenge") or CHALLENGE.search(mail.subject.lower()):
        return "a mail service asks us to confirm something"
    if mail.sender.address.startswith("forwarding-noreply@"):
        return "a mail service asks us to confirm a forwarding"
    told = {match.group() for match in CHALLENGE.finditer(mail.text[:1_000].lower())}
    certain = len(told) > 1 and "http" in mail.text[:2_000]
    if certain or (told and not _introduces(mail, own_words(mail.text[:2_000]).text)):
        return "a mail service asks us to confirm something"
    return ""


def _auto_reply(mail: ParsedMail, _: Desk) -> str:
    if reason := _auto_header(mail):
        return reason
    kind = subject_kind(mail.subject)
    if kind == "forward":
        return ""
    answers = bool(mail.in_reply_to or mail.references) or kind == "reply"
    told = bool(AUTO_SUBJECT.match(mail.subject))
    if not (told or answers or mail.return_path == "" or _AUTOMATIC.search(mail.text[:3_000])):
        return ""
    words = own_words(mail.text[:6_000]).text
    absent = says_absent(words) or stand_ins.has_one(words) or (answers and stand_ins.says_back_on(words))
    automatic = says_automatic(words)
    if mail.return_path == "" and (told or absent or automatic):
        return "an automatic answer with an empty return path"
    if not (told or absent or automatic) or mail.attached or mail.vcards or _introduces(mail, words):
        return ""
    if not automatic and ask_phrases.TELL_HIM.search(fold(words)):
        return ""
    if not automatic and (
        ask_phrases.SURE_CORRECTION.search(fold(words)) or (not answers and _refers(mail, words))
    ):
        return ""
    bare = len(words) < 40 and not re.search(r"[@\d]", words)
    if told and (absent or automatic or bare or (answers and not _foreign(mail, words))):
        return "an out-of-office answer by its subject"
    if (
        answers
        and len(words) < 1_500
        and (automatic or absent)
        and "?" not in _URGENT.sub("", words)
        and not _foreign(mail, words)
    ):
        return "an out-of-office answer by its words"
    return "an automatic answer by its words" if automatic and absent else ""


_URGENT = re.compile(
    r"\b(?:urgent|dringend|eilig|spoed|brådskande|haster|akut|vragen|fragen|questions?|domande|"
    r"preguntas|spørgsmål|frågor|pytania|urgente|urgence|urgenza|pilne|kiireellis|naléhav)\w*\s?\?",
    re.IGNORECASE,
)
_AUTOMATIC = re.compile("automat|automát|автомат|自動|自动|자동", re.IGNORECASE)
_AUTO_HEADERS = (
    "X-Autoreply",
    "X-Autorespond",
    "X-Autoresponder",
    "X-Vacation",
    "X-AutoReply-From",
    "X-Mail-Autoreply",
)


def _auto_header(mail: ParsedMail) -> str:
    submitted = mail.header("Auto-Submitted").partition(";")[0].strip().lower()
    if submitted and submitted not in ("no", "auto-forwarded"):
        return f"it says so itself: Auto-Submitted: {submitted[:40]}"
    for name in _AUTO_HEADERS:
        if mail.header(name) and mail.header(name).lower() not in ("no", "false", "0"):
            return f"it says so itself: {name}"
    precedence = mail.header("Precedence").strip().lower()
    if precedence in ("auto_reply", "auto-reply"):
        return "it says so itself: Precedence"
    delivered = mail.header("X-MS-Exchange-Generated-Message-Source") + mail.header("X-POST-MessageClass")
    return "a message made by a mail server" if delivered else ""


def _introduces(mail: ParsedMail, words: str) -> bool:
    """Whether somebody outside the sender's company is being put forward."""
    found = len(INTRODUCES.findall(words))
    return found >= 2 or (found == 1 and _foreign(mail, words))


def _foreign(mail: ParsedMail, words: str) -> bool:
    """Whether an address of a third company is mentioned."""
    home = {domain_of(mail.sender.address)} | {domain_of(box.address) for box in mail.to}
    return any(domain_of(address) not in home for address in addresses_in_order(words))


def _refers(mail: ParsedMail, words: str) -> bool:
    """Whether an outsider's address stands there who is nobody's stand-in: "before I go: please call …"."""
    home = {domain_of(mail.sender.address)} | {domain_of(box.address) for box in mail.to}
    others = [one for one in addresses_in_order(words) if domain_of(one) not in home]
    return bool(others) and not stand_ins.is_one_of(others, words)


def _newsletter(mail: ParsedMail, desk: Desk) -> str:
    if _list_is_ours(mail, desk):
        return ""
    precedence = mail.header("Precedence").strip().lower()
    marks = sum(
        (
            bool(mail.header("List-Unsubscribe")),
            bool(mail.header("List-Unsubscribe-Post")),
            precedence in ("bulk", "junk"),
            bool(mail.header("Feedback-ID") or mail.header("X-Feedback-ID")),
            any(name.lower().startswith(_BULK_HEADERS) for name, _ in mail.headers),
        )
    )
    marks += bool(marks and UNSUBSCRIBE.search(mail.text[-3_000:].lower()))
    conversation = bool(mail.in_reply_to) or subject_kind(mail.subject) != "plain"
    if marks >= (3 if conversation else 2):
        return "a newsletter or bulk mail"
    local = mail.sender.address.partition("@")[0]
    if not conversation and _MARKETING.match(local):
        leaves = len(UNSUBSCRIBE.findall(mail.text.lower()))
        if leaves > 1 or (leaves and _ONLY_MARKETING.match(local)):
            return "a newsletter by its words"
    return "bulk mail" if precedence in ("bulk", "junk") and not conversation else ""


_MARKETING = re.compile(
    r"(?:news|nieuws|noticias|actu|novedades|nyhet|nyhed|marketing|mailing|updates?|no-?reply|info|"
    r"hello|team|events?|digest)",
    re.IGNORECASE,
)
_ONLY_MARKETING = re.compile(
    r"(?:news|nieuws|marketing|mailing|digest|noticias|actu|novedades|nyhet|nyhed)", re.IGNORECASE
)
_BULK_HEADERS = (
    "x-campaign", "x-mailgun-", "x-mc-", "x-sg-", "x-csa-", "x-mailchimp", "x-hubspot-", "x-sendgrid",
    "x-mandrill", "x-marketo", "x-cm-", "x-brevo", "x-sib-", "x-mj-", "x-klaviyo", "x-postmark", "x-bulkmail",
    "x-ses-outgoing", "x-ems-",
)  # fmt: skip


_LIST_HEADERS = (
    "List-Id",
    "List-Post",
    "Mailing-List",
    "X-Mailman-Version",
    "X-Google-Group-Id",
    "X-BeenThere",
    "X-Mailinglist",
)


def _list_copy(mail: ParsedMail, desk: Desk) -> str:
    if _list_is_ours(mail, desk):
        return ""
    precedence = mail.header("Precedence").strip().lower()
    found = next((name for name in _LIST_HEADERS if mail.header(name)), "")
    if precedence == "list" or (found and not _written_to_us(mail, desk)):
        return f"a copy from a mailing list ({found or 'Precedence'})"
    return ""


def _written_to_us(mail: ParsedMail, desk: Desk) -> bool:
    """Sent to our address and to no list: then a gateway on the way added the list headers."""
    list_id = mail.header("List-Id").lower()
    post = set(addresses_in_order(mail.header("List-Post")))
    to = {box.address for box in mail.recipients}
    lists = {a for a in to if a in post or a.replace("@", ".") in list_id}
    return bool(list_id) and plain_address(desk.address) in {plain_address(a) for a in to} and not lists


def _list_is_ours(mail: ParsedMail, desk: Desk) -> bool:
    """Our own mailbox may be a group address: its headers then say nothing about the sender."""
    local = desk.address.partition("@")[0].lower()
    list_id = mail.header("List-Id").lower()
    return bool(list_id) and f"{local}.{desk.domain}" in list_id


def _spam(mail: ParsedMail, _: Desk) -> str:
    flag = mail.header("X-Spam-Flag").strip().lower()
    status = mail.header("X-Spam-Status").strip().lower()
    level = mail.header("X-MS-Exchange-Organization-SCL").strip()
    if flag.startswith("yes") or status.startswith("yes") or (level.isdigit() and int(level[:4]) >= 5):
        return "our mail server says that it is spam"
    return ""


def _blocked(mail: ParsedMail, _: Desk) -> str:
    if not mail.sender.address:
        return "it has no sender, or more than one"
    if len(mail.recipients) > MAX_RECIPIENTS:
        return f"it was sent to {len(mail.recipients)} people at once"
    if len(mail.all_headers("Received")) > MAX_HOPS:
        return "it has been going round in circles"
    return ""


def _robot(mail: ParsedMail, _: Desk) -> str:
    if mail.return_path == "" and ROBOT_LOCALPART.match(mail.sender.address.partition("@")[0]):
        return "a mail server writes"
    return ""


_TESTS: tuple[tuple[Kind, Callable[[ParsedMail, Desk], str]], ...] = (
    ("own", _own),
    ("receipt", _receipt),
    ("spam", _spam),
    ("challenge", _challenge),
    ("invitation", _invitation),
    ("newsletter", _newsletter),
    ("auto_reply", _auto_reply),
    ("auto_reply", _robot),
    ("list", _list_copy),
    ("blocked", _blocked),
)


def _why_silent(mail: ParsedMail, desk: Desk) -> str:
    """Why a person's mail is not answered all the same (RFC 3834, section 2)."""
    if mail.return_path == "":
        return "no answer: empty return path"
    if ROBOT_LOCALPART.match(mail.sender.address.partition("@")[0]):
        return "no answer: nobody reads that address"
    suppress = mail.header("X-Auto-Response-Suppress").strip().lower()
    if suppress and suppress not in ("none", "dr", "rn", "nrn"):
        return "no answer: the sender asks for none"
    if mail.header("Precedence").strip().lower() in ("bulk", "list", "junk"):
        return "no answer: bulk mail"
    if not _list_is_ours(mail, desk) and any(n.lower().startswith("list-") for n, _ in mail.headers):
        return "no answer: it came through a list"
    if mail.header("Auto-Submitted").strip().lower() not in ("", "no"):
        return "no answer: sent by a program"
    return ""
