"""Slack's own text markup as safe HTML: bold, links, mentions, dates and emoji; everything else is text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from bot.sandbox.page.emoji import EMOJI
from bot.sandbox.workspace import Workspace

_PIECES = re.compile(
    r"```(?P<fence>.+?)```|`(?P<code>[^`\n]+)`|<(?P<token>[^<>\n]+)>|:(?P<emoji>[a-z0-9_+-]+):", re.DOTALL
)
_BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
_ITALIC = re.compile(r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])")
_STRIKE = re.compile(r"(?<![\w~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\w~])")
_KEPT = re.compile("\ue000(\\d+)\ue001")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:)\S+", re.IGNORECASE)
_EMOJI_NAME = re.compile(r":([a-z0-9_+-]+):")
_DATE_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at a text: names are looked up in the workspace, times are told in the person's zone."""

    workspace: Workspace
    user_id: str = ""

    def user_name(self, user_id: str) -> str:
        """The name behind a user id; the id itself for a stranger."""
        user = self.workspace.users.get(user_id)
        return user.real_name or user.name if user else user_id

    def channel_name(self, channel_id: str) -> str:
        """The name behind a channel id."""
        channel = self.workspace.channels.get(channel_id)
        return channel.name if channel else channel_id

    def group_name(self, group_id: str) -> str:
        """The handle behind a user group's id."""
        group = self.workspace.groups.get(group_id)
        return group.handle if group else group_id

    def local(self, at: float) -> datetime:
        """A moment in this person's time zone."""
        user = self.workspace.users.get(self.user_id)
        return datetime.fromtimestamp(at, UTC).astimezone(ZoneInfo(user.tz if user else "UTC"))


def mrkdwn_html(text: str, reader: Reader) -> Markup:
    """The text as HTML; what is not Slack's markup is shown letter by letter."""
    kept: list[Markup] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(_piece(found, reader))
        return f"\ue000{len(kept) - 1}\ue001"

    marked = _PIECES.sub(keep, text.replace("\ue000", "").replace("\ue001", ""))
    made = str(escape(unescaped(marked)))
    for pattern, tag in ((_BOLD, "strong"), (_ITALIC, "em"), (_STRIKE, "s")):
        made = pattern.sub(rf"<{tag}>\1</{tag}>", made)
    made = _quotes(made)
    return Markup(_KEPT.sub(lambda found: str(kept[int(found[1])]), made))  # noqa: S704 - escaped above


def emoji_text(text: str) -> str:
    """Plain text with the names of emoji (`:wave:`) replaced by the emoji; unknown names stay."""
    return _EMOJI_NAME.sub(lambda found: EMOJI.get(found[1].partition("::")[0], found[0]), text)


def unescaped(text: str) -> str:
    """Text as meant: Slack escapes only these three."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def link_html(url: str, label: str | Markup) -> Markup:
    """A link that cannot reach back into this page; text only when the address is not a plain one."""
    if not _SAFE_LINK.fullmatch(url):
        return escape(label)
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(url, label)


def user_html(user_id: str, reader: Reader) -> Markup:
    """A mention of a person; highlighted when it is the reader."""
    mine = " me" if user_id == reader.user_id else ""
    return Markup('<span class="mention{}">@{}</span>').format(mine, reader.user_name(user_id))


def date_text(at: int, form: str, reader: Reader) -> str:
    """A moment in one of Slack's date formats, such as `{date_short_pretty} at {time}`."""
    moment = reader.local(at)
    today = reader.local(reader.workspace.clock()).date()
    return _DATE_FIELD.sub(lambda found: _date_field(found[1], moment, (moment.date() - today).days), form)


def _piece(found: re.Match[str], reader: Reader) -> Markup:
    if fence := found["fence"]:
        return Markup("<pre>{}</pre>").format(unescaped(fence).strip("\n"))
    if code := found["code"]:
        return Markup("<code>{}</code>").format(unescaped(code))
    if name := found["emoji"]:
        return escape(EMOJI.get(name, found[0]))
    return _token(found["token"], reader) or escape(f"<{unescaped(found['token'])}>")


def _token(token: str, reader: Reader) -> Markup | None:
    body, _, label = token.partition("|")
    if body.startswith("@"):
        return user_html(body[1:], reader)
    if body.startswith("#"):
        return Markup('<span class="mention">#{}</span>').format(reader.channel_name(body[1:]))
    if body.startswith("!"):
        return _special(body[1:], label, reader)
    return (
        link_html(unescaped(body), unescaped(label or body))
        if _SAFE_LINK.fullmatch(unescaped(body))
        else None
    )


def _special(body: str, label: str, reader: Reader) -> Markup | None:
    name, *rest = body.split("^")
    if name == "subteam" and rest:
        return Markup('<span class="mention">@{}</span>').format(reader.group_name(rest[0]))
    if name == "date" and len(rest) >= 2:
        return Markup("<time>{}</time>").format(_date(rest, label, reader))
    if name in ("here", "channel", "everyone"):
        return Markup('<span class="mention loud">@{}</span>').format(name)
    return None


def _date(parts: list[str], fallback: str, reader: Reader) -> str:
    try:
        return date_text(int(parts[0]), parts[1], reader)
    except (ValueError, OverflowError, OSError):
        return unescaped(fallback)


def _date_field(name: str, moment: datetime, days: int) -> str:
    pretty = {0: "today", -1: "yesterday", 1: "tomorrow"}.get(days) if name.endswith("_pretty") else None
    formats: dict[str, Callable[[], str]] = {
        "date_num": lambda: f"{moment:%Y-%m-%d}",
        "date": lambda: f"{moment:%B} {moment.day}, {moment.year}",
        "date_short": lambda: f"{moment:%b} {moment.day}, {moment.year}",
        "date_long": lambda: f"{moment:%A, %B} {moment.day}, {moment.year}",
        "day_divider_pretty": lambda: f"{moment:%A, %B} {moment.day}",
        "time": lambda: f"{moment:%H:%M}",
        "time_secs": lambda: f"{moment:%H:%M:%S}",
        "ago": lambda: f"{abs(days)} days {'ago' if days <= 0 else 'from now'}",
    }
    make = formats.get(name) or formats.get(name.removesuffix("_pretty"))
    return pretty or (make() if make else "{" + name + "}")


def _quotes(html: str) -> str:
    """Lines that start with > stand in a quote; other line ends are breaks."""
    made: list[str] = []
    inside = False
    for line in html.split("\n"):
        quoted = line.startswith("&gt;")
        if quoted != inside:
            made.append("<blockquote>" if quoted else "</blockquote>")
        elif made:
            made.append("<br>")
        made.append(line.removeprefix("&gt;").removeprefix(" ") if quoted else line)
        inside = quoted
    return "".join(made) + ("</blockquote>" if inside else "")
