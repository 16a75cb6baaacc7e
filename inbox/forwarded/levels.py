"""What came along with a mail: every forwarded or attached mail as one level, outermost first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inbox.forwards import Forward, read_forward
from inbox.message import ParsedMail
from inbox.reading import Mailbox
from inbox.replies import OwnWords, own_words
from inbox.who import names

MAX_LEVELS = 8
MAX_CHARS = 6_000  # of one level
_TITLED = re.compile(r"\s*[,|/(–·•-]\s*\S.{0,60}$|\s+[A-Z.]{2,6}$")
_CLOSING_WORD = frozenset(
    "gruss grusse lg vg mfg thanks thx best cheers regards merci saludos abrazo gracias grazie ciao "
    "groeten groet hilsen mvh pozdrawiam obrigado obrigada abraco cordialement ta tak tack takk "
    "herzlich viele liebe beste dank".split()
)


@dataclass(frozen=True, slots=True)
class Level:
    """One mail inside another, its words apart from its signature."""

    author: Mailbox
    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...]
    subject: str
    text: str
    signature: str
    where: str  # "forwarded" or "attached"
    passed_on: bool = True  # False: only quoted below an answer


def levels_of(forward: Forward | None, where: str = "forwarded") -> list[Level]:
    """A forward and all it had inside."""
    chain = forward.chain[:MAX_LEVELS] if forward else ()
    return [_level(one, where) for one in chain]


def attached_levels(mail: ParsedMail) -> list[Level]:
    """An attached mail, what it forwards and what is attached to it again."""
    forward = read_forward(mail.text, mail.subject, html=mail.html)
    own = own_words(forward.cover) if forward else own_words(mail.text, mail.html)
    text, signature = without_tail(own, (mail.sender.name,))
    words, signature = names.straight(clipped(text)), names.straight(signature)
    level = Level(mail.sender, mail.to, mail.cc, mail.subject, words, signature, "attached")
    inner = [found for one in mail.attached for found in attached_levels(one)]
    return [level, *levels_of(forward, "attached"), *inner][:MAX_LEVELS]


def without_tail(own: OwnWords, authors: tuple[str, ...]) -> tuple[str, str]:
    """Words and signature, also where only the author's name on a line of its own ends the words."""
    lines = own.text.split("\n")
    for at in range(max(1, len(lines) - 12), len(lines)):
        if _signs(lines[at], authors) and all(len(line) < 120 for line in lines[at + 1 :]):
            return "\n".join(lines[:at]).rstrip(), "\n".join([*lines[at:], own.signature]).strip()
    return own.text, own.signature


def clipped(text: str, most: int = MAX_CHARS) -> str:
    """The beginning and the end of a long text: introductions stand there."""
    return text if len(text) <= most else f"{text[: most * 2 // 3]}\n\n{text[-most // 3 :]}"


def _level(forward: Forward, where: str) -> Level:
    own = own_words(forward.words)
    text, signature = without_tail(own, (forward.sender.name,))
    words, signature = names.straight(clipped(text)), names.straight(signature)
    return Level(forward.sender, forward.to, forward.cc, forward.subject, words, signature, where)


def _signs(line: str, authors: tuple[str, ...]) -> bool:
    """True when a line is nothing but the author's name, maybe behind a short close."""
    line = " ".join(word for word in line.split() if names.bare(word) not in names.TITLES) or line
    if len(line) > 70 or line.rstrip().endswith(("?", ":", ",")):
        return False
    keys = [names.bare(word) for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*\.?", line)]
    keys = [k for k in keys if k not in ("i", "a", "v", "ppa") and k not in names.TITLES]
    if not keys or len(keys) > 6:
        return False
    for author in authors:
        name = names.split_header(author)[0]
        if (
            " " in name
            and _TITLED.match(line.strip()[len(name) :])
            and names.fold(line.strip()).startswith(names.fold(name))
        ):
            return True  # "Helen Marsh | Director", "Helen Marsh FCA"
        known = names.keys(name)
        core = [key for key in keys if key not in _CLOSING_WORD or key in known]
        initials = [key for key in core if len(key) == 1 and any(n.startswith(key) for n in known)]
        if core and all(key in known or key in initials for key in core):
            return len(initials) < len(core) or len(core) <= 2
    return False
