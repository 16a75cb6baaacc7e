"""A mail taken apart: the sender's own words, what came along, and what of ours it answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from inbox.facts import forms
from inbox.forwarded.levels import Level, attached_levels, clipped, levels_of, without_tail
from inbox.forwards import read_forward
from inbox.material import Material
from inbox.message import ParsedMail
from inbox.reading import Mailbox
from inbox.replies import OwnWords, looks_like_reply, own_words
from inbox.who import naming, people
from inbox.who.circle import Circle, outsiders
from inbox.who.names import WORD, straight
from inbox.who.names import keys as keys_of

LONGEST_COVER = 20_000  # characters; whoever writes more is read by a person


@dataclass(frozen=True, slots=True)
class Parts:
    """A mail taken apart: own words, what came along, and what of ours it answers."""

    material: Material
    quoted: str = ""  # our own mail below an answer
    answers_us: bool = False
    has_forward: bool = False


def take_apart(mail: ParsedMail, circle: Circle) -> Parts:
    """Take a mail apart; a quoted mail of ours is no forward."""
    answers_us = _answers_us(mail, circle)
    boxes = outsiders(mail, circle)
    forward = read_forward(
        mail.text, mail.subject, is_reply=bool(boxes) and looks_like_reply(mail), html=mail.html
    )
    if forward is None and not boxes and looks_like_reply(mail):
        forward = read_forward(mail.text, html=mail.html)  # "Re:", but sent on to us alone
    whole = own_words(mail.text, mail.html) if forward is None else own_words(forward.cover)
    quoted = whole.quoted if forward is None else ""
    ours = forward is not None and circle.is_ours(forward.sender.address)
    if forward is not None and ours:
        quoted, answers_us, forward = forward.body, True, None
    text, signature = _own_parts(whole, circle)
    threads = [tuple(levels_of(forward))] if forward else []
    level = _quoted_level(quoted, circle) if not threads and not answers_us else None
    if level and not boxes:
        threads.append((level,))
    if not ours and not answers_us:
        answers_us = forward is None and _quotes_us(quoted, circle)
    if not text.strip() and not threads and not mail.attached and not mail.vcards and not answers_us:
        text = mail.subject if "@" in mail.subject else text  # all of it stands in the subject
    if len(text) > LONGEST_COVER:
        mail = replace(mail, truncated=True)
    attached = [tuple(attached_levels(one)) for one in mail.attached if one.text.strip() or one.attached]
    material = Material(
        forms.tables_as_forms(people.unmasked(straight(clipped(text, LONGEST_COVER)))),
        signature,
        (*threads, *attached),
        mail,
        circle,
        mail.language,
        is_reply=looks_like_reply(mail),
        context=(level,) if level and boxes else (),
        note=text,
    )
    return Parts(material, quoted, answers_us, bool(threads or attached))


def _own_parts(cover: OwnWords, circle: Circle) -> tuple[str, str]:
    """Own words and own signature; a pasted card of somebody else belongs to the words."""
    text, signature = without_tail(cover, circle.names)
    if not people.mentions(signature, circle.wants):
        return text, signature
    lines = signature.split("\n")
    keys = {key for name in circle.names for key in keys_of(name) if len(key) > 2}
    own = next(
        (i for i, line in enumerate(lines) if keys & keys_of(" ".join(WORD.findall(line)))), len(lines)
    )
    return "\n".join([text, *lines[:own]]).strip(), "\n".join(lines[own:])


def _answers_us(mail: ParsedMail, circle: Circle) -> bool:
    domain = (circle.desk.message_id_domain or circle.desk.domain).lower()
    return bool(domain) and any(one.lower().rpartition("@")[2] == domain for one in mail.in_reply_to)


def _quotes_us(quoted: str, circle: Circle) -> bool:
    head = quoted[:600].lower()
    return any(circle.is_ours(m.address) for m in people.mentions(head)[:2])


def _quoted_level(quoted: str, circle: Circle) -> Level | None:
    """An outsider's mail quoted below words that went to us alone."""
    found = people.mentions(quoted[:500], circle.wants)
    if not found or _quotes_us(quoted, circle):
        return None
    line_end = quoted.find("\n", found[0].end)
    name = naming.name_of(quoted[:500], found[0], avoid=circle.names)
    own = own_words(re.sub(r"(?m)^>+ ?", "", quoted[line_end + 1 :]) if line_end >= 0 else "")
    text, signature = without_tail(own, (name,))
    return Level(Mailbox(name, found[0].address), (), (), "", text, signature, "quoted", passed_on=False)
