"""A forwarded mail inside a body: who wrote it to whom, what it says, and the forwarder's cover note."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inbox.formats.addresses import ADDRESS
from inbox.formats.charsets import clean_text
from inbox.formats.markup import text_of
from inbox.forwarded.forward_words import END_PHRASE, FORWARD_PHRASE, ON_BEHALF, bare_subject, subject_kind
from inbox.forwarded.header_blocks import Block, Line, announcement, find_blocks, split_lines
from inbox.forwarded.quotes import attribution_at, may_hold_attributions, person_in_attribution
from inbox.forwarded.second_opinions import second_opinion
from inbox.reading import Mailbox
from inbox.reply_words import GREETED
from inbox.who.names import fold, keys

MAX_DEPTH = 10

_BRACKET_LINK = re.compile(r"\[\s?mailto:\s?([^\]\s]{3,320})\]", re.I)
_MARKDOWN = re.compile(r"\[([^\[\]\n]{1,320})\]\(\s?mailto:([^)\s]{3,320})\)", re.I)
_ECHO = re.compile(r"(@[^\s<>@]{1,255})\s?<\s?mailto:[^<>\s]{0,320}>", re.I)
_MAILTO = re.compile(r"mailto:", re.I)
_CLOSING_RULE = re.compile(r"-{20,200}$")
_NAME_TRIM = " \t,;:<>[]()\"'*_“”‘’«»„"


@dataclass(frozen=True, slots=True)
class Forward:
    """One forwarded mail. `body` is all that came with it, `inner` what that again forwarded or quoted."""

    sender: Mailbox
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    subject: str = ""
    date: str = ""  # as the mail program wrote it
    body: str = ""
    cover: str = ""  # what the forwarder wrote above it
    inner: Forward | None = None

    @property
    def words(self) -> str:
        """The body without the messages below it."""
        return self.inner.cover if self.inner else self.body

    @property
    def chain(self) -> tuple[Forward, ...]:
        """This forward and all inside it, outermost first."""
        return (self, *(self.inner.chain if self.inner else ()))


def read_forward(text: str, subject: str = "", *, is_reply: bool = False, html: str = "") -> Forward | None:
    """The forwarded mail in this text, or None for a plain note or a reply.

    `is_reply` says that the mail answers another one (In-Reply-To and a "Re:" subject): then only an
    outspoken "Forwarded message" counts, because an Outlook reply quotes just as an Outlook forward does.
    """
    text = clean_text(text)
    found = _read(text, subject, is_reply=is_reply, depth=MAX_DEPTH)
    says_forward = subject_kind(subject) == "forward" and not is_reply
    if found is None and html and (says_forward or not text):
        found = _read(clean_text(text_of(html)), subject, is_reply=is_reply, depth=MAX_DEPTH)
    if found is None and says_forward:
        found = _second_opinion(text)
    return found


def people_in(value: str) -> tuple[Mailbox, ...]:
    """The mailboxes of a header value as mail programs print it, for people rather than for machines."""
    value = _MARKDOWN.sub(_plain_link, value[:64_000])
    value = _BRACKET_LINK.sub(r" <\1>", value)
    value = _MAILTO.sub("", _ECHO.sub(r"\1", value))
    found: list[Mailbox] = []
    at = 0
    for match in ADDRESS.finditer(value):
        name = value[at : match.start()]
        bracketed = name.rstrip().endswith(("<", "(", "["))
        at = match.end()
        address = match[0].lower().lstrip("'")
        earlier, name = _split_names(name)
        found.extend(Mailbox(one) for one in earlier)
        if found and found[-1].address == address and not name.strip(_NAME_TRIM):
            continue
        after = re.match(r"\s?\(([^()@]{2,100})\)", value[at : at + 110]) if not bracketed else None
        if after:
            name, at = after[1], at + after.end()
        found.append(_person(name, address))
        if len(found) >= 1_000:
            break
    found.extend(
        Mailbox(one)
        for one in _names(value[at:])
        if found == [] or ON_BEHALF.search(f" {value[at:]} ") is None
    )
    return tuple(found)


def speaks_to(words: str, person: Mailbox) -> bool:
    """Whether a message begins by greeting this person: then it answers their mail, and passes nothing on."""
    first = fold(next((line for line in words.split("\n") if line.strip()), "")[:200])
    for key in keys(person.name or person.address.partition("@")[0]):
        if len(key) > 1 and (found := re.search(rf"\b{re.escape(key)}\b(?P<after>.?)", first)):
            before = first[: found.start()].strip()
            greets = "," not in before and len(before.split()) <= 3 and GREETED.search(before)
            return bool(greets) or (not before and found["after"] in (",", "!"))
    return False


def _plain_link(match: re.Match[str]) -> str:
    return match[2] if "@" in match[1] else f"{match[1]} <{match[2]}>"


def _person(name: str, address: str) -> Mailbox:
    name = ON_BEHALF.split(f" {name} ")[-1]
    name = " ".join(name.split()).strip(_NAME_TRIM)
    if name.casefold() in (address, "via", "mailto"):
        name = ""
    return Mailbox(name, address)


def _split_names(text: str) -> tuple[list[str], str]:
    """People named without an address before this one, and the name that belongs to it."""
    *earlier, last = text.split(";")
    last = last.strip(" \t,<>()[]")
    pieces = last.split(",")
    several = len(pieces) > 2 or (len(pieces) == 2 and all(len(p.split()) > 1 for p in pieces))
    if several and not last.strip().startswith(("'", '"')):
        earlier += pieces[:-1]
        last = pieces[-1]
    return [name for one in earlier for name in _names(one)], last


def _names(text: str) -> list[str]:
    """Names that stand without an address, as Outlook prints colleagues."""
    names = (" ".join(one.split()).strip(_NAME_TRIM) for one in re.split(r"[;\n]", text))
    return [name for name in names if 1 < len(name) < 100 and any(map(str.isalpha, name))]


def _read(text: str, subject: str, *, is_reply: bool, depth: int) -> Forward | None:
    lines = split_lines(text)
    blocks = find_blocks(lines, limit=1)
    block = blocks[0] if blocks else None
    quoted_from = _first_attribution(lines, block)
    if quoted_from is not None:
        kind = subject_kind(subject)
        certain = kind == "forward" or (kind == "plain" and not _quotes_follow(lines, quoted_from))
        return _by_attribution(lines, quoted_from, depth, certain=certain and not is_reply)
    if block is None or not _is_forward(block, subject, is_reply=is_reply):
        return None
    found = _forward(lines, block, depth)
    is_bare = block.announced != "forward" and subject_kind(subject) == "plain"
    return None if found and is_bare and speaks_to(found.cover, found.sender) else found


def _is_forward(block: Block, subject: str, *, is_reply: bool) -> bool:
    if block.announced == "forward":
        return True
    kind = subject_kind(subject)
    if kind == "forward":
        finnish_reply = subject.lstrip()[:3].casefold() == "vs:" and block.keys.get("from") == "lähettäjä"
        return not finnish_reply
    return kind == "plain" and not is_reply


def _quotes_follow(lines: list[Line], at: int) -> bool:
    return _quotes(lines, at, attribution_at(lines, at)) or lines[at].depth > 0


def _first_attribution(lines: list[Line], block: Block | None) -> int | None:
    """The first "On … wrote:" above the block: what is below it answers, it does not forward.

    In a cover note it is just a sentence, when no quote follows and the forward is announced below it.
    """
    if block is None and not may_hold_attributions(lines):
        return None
    announced = block is not None and block.announced == "forward"
    for at in range(block.first if block else len(lines)):
        length = attribution_at(lines, at)
        if length and not (
            announced and block and lines[at].depth == block.depth == 0 and not _quotes(lines, at, length)
        ):
            return at
    return None


def _quotes(lines: list[Line], at: int, length: int) -> bool:
    return any(line.depth > lines[at].depth for line in lines[at + length : at + length + 3])


def _by_attribution(lines: list[Line], at: int, depth: int, *, certain: bool = False) -> Forward | None:
    """Yandex and Outlook 2019 for Mac forward without field lines: date, name and address in one line.

    It looks like a reply, so something else has to say that it is none: a "Forwarded message" above it, the
    subject, or words that are not quoted under a subject without "Re:".
    """
    above = at - 1
    while above >= 0 and not lines[above].text.strip():
        above -= 1
    if above < 0 or announcement(lines[above].text) != "forward":
        if not certain:
            return None
        above = at
    length = attribution_at(lines, at)
    said = " ".join(line.text.strip() for line in lines[at : at + length])
    sender = person_in_attribution(said)
    if not sender.address:
        return None
    block = Block(above, at, at + length, lines[at].depth, "forward", {"from": ""})
    body, _ = _body(lines, block)
    return Forward(sender, body=body, cover=_cover(lines, block), inner=_inner(body, depth))


def _forward(lines: list[Line], block: Block, depth: int) -> Forward | None:
    senders = people_in(block.values["from"])
    if not senders:
        return None
    body, below = _body(lines, block)
    cover = "\n\n".join(part for part in (_cover(lines, block), below) if part)
    return Forward(
        sender=next((s for s in senders if s.address), senders[0]),
        to=people_in(block.values.get("to", "")),
        cc=people_in(block.values.get("cc", "")),
        subject=" ".join(block.values.get("subject", "").split()),
        date=" ".join(block.values.get("date", "").split()),
        body=body,
        cover=cover,
        inner=_inner(body, depth),
    )


def _second_opinion(text: str) -> Forward | None:
    """Another reading, only where ours saw neither fields nor an attribution to judge by."""
    lines = split_lines(text)
    if find_blocks(lines, limit=1) or _first_attribution(lines, None) is not None:
        return None
    told = second_opinion(text)
    senders = people_in(told.sender) if told else ()
    if told is None or not senders:
        return None
    return Forward(
        sender=senders[0],
        to=people_in(told.to),
        cc=people_in(told.cc),
        subject=" ".join(told.subject.split()),
        date=" ".join(told.date.split()),
        body=told.body.strip(),
        cover=told.cover.strip(),
    )


def _inner(body: str, depth: int) -> Forward | None:
    if depth <= 1 or not body:
        return None
    lines = split_lines(body)
    block = next(iter(find_blocks(lines, limit=1)), None)
    quoted_from = _first_attribution(lines, block)
    if quoted_from is not None and (told := _by_attribution(lines, quoted_from, depth - 1)):
        return told
    return _forward(lines, block, depth - 1) if block else None


def _cover(lines: list[Line], block: Block) -> str:
    kept = lines[: block.first]
    while kept and (not kept[-1].text.strip() or announcement(kept[-1].text) == "rule"):
        kept = kept[:-1]
    return "\n".join((">" * line.depth + " " if line.depth else "") + line.text for line in kept).strip()


def _body(lines: list[Line], block: Block) -> tuple[str, str]:
    """The forwarded words without the quote marks of the forward, and what the forwarder wrote below them."""
    rest = lines[block.end :]
    while rest and not rest[0].text.strip():
        rest = rest[1:]
    filled = [line for line in rest if line.text.strip()]
    strip = block.depth
    if (
        filled
        and not strip
        and filled[0].depth
        and sum(line.depth > 0 for line in filled) * 5 >= len(filled) * 3
    ):
        strip = 1  # fields bare, words quoted: Missive, Proton
    last = (
        max((i for i, line in enumerate(rest) if line.depth >= strip and line.text.strip()), default=-1) + 1
    )
    inside, below = rest[:last], rest[last:]
    for number, line in enumerate(inside):
        if (
            line.text.strip()[:3] in ("---", "===")
            and END_PHRASE.search(line.text)
            and (FORWARD_PHRASE.search(line.text) or "=8<=" in line.text)
        ):
            inside, below = inside[:number], inside[number + 1 :] + below
            break
    while (
        block.announced == "forward" and inside and _CLOSING_RULE.match(inside[-1].text.strip() or "-" * 20)
    ):
        inside = inside[:-1]
    while block.announced and inside and _CLOSING_RULE.match(inside[0].text.strip()):
        inside = inside[1:]  # SquirrelMail draws a line under the headers
    body = "\n".join(_quoted(line.depth - strip) + line.text for line in inside)
    return body.strip("\n ").rstrip(), "\n".join(
        line.text for line in below
    ).strip() if strip or below else ""


def _quoted(depth: int) -> str:
    return ">" * depth + " " if depth > 0 else ""


__all__ = ["Forward", "bare_subject", "people_in", "read_forward", "subject_kind"]
