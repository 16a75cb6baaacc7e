"""The words we send, and `render()`.

Text from outside is data: HTML templates escape it, Slack templates escape `& < >`, plain text needs nothing.
A name a template does not know is an error at once (StrictUndefined), never an empty hole in a mail.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from templates import tongues, working
from workflows.calendar import full_date, local_date, short_date, spoken
from workflows.language import locale_of
from workflows.model import ExpectedValue, Person
from workflows.money import Money, exponent

_TWO_STOPS = re.compile(r"(?<=\w)\.(</strong>|\*)?\.(?=[\s<]|$)")
LOADER = PackageLoader("templates", "")
BOLD = "\ue000"  # stands for Slack's * until the rest is escaped; a private-use character nobody types


@dataclass(frozen=True, slots=True)
class Words:
    """A rendered mail."""

    subject: str
    text: str
    html: str


def render_email(name: str, context: Mapping[str, Any]) -> Words:
    """The mail `templates/email/<name>`: subject in one line, text, and HTML that says the same."""
    language = language_for(f"email/{name}", str(context.get("language", "en")))
    context = {**context, "language": language}
    subject = _plain(language).get_template(f"email/{name}/subject.txt.j2").render(context)
    text = _plain(language).get_template(f"email/{name}/body.txt.j2").render(context)
    html = _html(language).get_template(f"email/{name}/body.html.j2").render(context)
    if context.get("page_url"):
        text = f"{text.strip()}\n\n{_plain(language).get_template('email/page_link.txt.j2').render(context)}"
    return Words(" ".join(subject.split()), _one_stop(text.strip()) + "\n", _one_stop(html))


@lru_cache
def language_for(name: str, wanted: str) -> str:
    """The language of a mail or a draft: the reader's, where it is translated; else English throughout."""
    language = tongues.spoken(wanted)
    is_translated = language == "en" or tongues.is_translated(_plain("en"), f"{name}/body.txt.j2")
    return language if is_translated else "en"


def render_page(name: str, context: Mapping[str, Any], language: str) -> str:
    """The web page `templates/page/<name>`."""
    language = tongues.spoken(language)
    return _html(language).get_template(f"page/{name}.html.j2").render({**context, "language": language})


def render_document(name: str, context: Mapping[str, Any]) -> str:
    """The page `templates/document/<name>.html.j2`, whole in itself: it is sent as a file."""
    language = tongues.spoken(str(context.get("language", "en")))
    return _html(language).get_template(f"document/{name}.html.j2").render({**context, "language": language})


def render_draft(name: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and text of `templates/draft/<name>`, for a person to go over before it is sent."""
    language = language_for(f"draft/{name}", str(context.get("language", "en")))
    context = {**context, "language": language}
    subject = _plain(language).get_template(f"draft/{name}/subject.txt.j2").render(context)
    text = _plain(language).get_template(f"draft/{name}/body.txt.j2").render(context)
    return " ".join(subject.split()), _one_stop(text.strip()) + "\n"


def render_slack(name: str, context: Mapping[str, Any]) -> str:
    """The mrkdwn text `templates/slack/<name>`, with everything that came from outside escaped."""
    return _one_stop(_slack().get_template(f"slack/{name}.txt.j2").render(context).strip())


def render_chat(name: str, context: Mapping[str, Any], language: str) -> str:
    """The words of the mail `templates/email/<name>` without greeting and signature, as Slack's mrkdwn."""
    language = tongues.spoken(language)
    said = _chat(language).get_template(f"email/{name}/chat.j2").render({**context, "language": language})
    return escape_slack(said.strip()).replace(BOLD, "*")


def _one_stop(text: str) -> str:
    """A sentence that ends with "Bluebird Outdoor Co." has its full stop already."""
    return _TWO_STOPS.sub(r".\1", text)


def escape_slack(text: object) -> str:
    """Slack's three: & < > (docs.slack.dev, "Formatting message text"); enough to disarm <!channel>."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mention(person: Person | None) -> Markup:
    """Slack markup that calls this person: by ID, or by address, which is resolved when it is sent."""
    if person is None:
        return Markup("")
    name = escape_slack(person.name).replace("|", " ")
    if person.slack_id:
        return Markup(f"<@{person.slack_id}>")  # noqa: S704  ours, from the TOML file or from Slack
    return Markup(f"<@{person.email}|{name}>" if person.email else name)  # noqa: S704


def mention_group(name: str) -> str:
    """Slack markup that calls everybody here, the whole channel, or a user group by its ID; "" is nobody."""
    if name in ("here", "channel"):
        return f"<!{name}>"
    return f"<!subteam^{name}>" if re.fullmatch(r"S[A-Z0-9]{6,}", name) else ""


def amount(value: ExpectedValue, language: str = "en") -> str:
    """An expected value for its reader: "£18,000", or the bare number when nobody named a currency."""
    locale = language if language in tongues.SPOKEN else "en"
    if value.currency is None:
        return str(format_decimal(value.amount, locale=locale))
    money = Money.of(value.amount, value.currency)
    whole = money.minor % 10 ** exponent(value.currency) == 0
    pattern = locale_of(locale).currency_formats["standard"].pattern.replace(".00", "") if whole else None
    return str(
        format_currency(money.major, value.currency, pattern, locale=locale, currency_digits=not whole)
    )


def _spoken_day_of(moment: datetime, tz: str, language: str = "en", now: datetime | None = None) -> str:
    return brief_day(local_date(moment, tz), language, now)


def _spoken(moment: datetime, tz: str, language: str = "en", now: datetime | None = None) -> str:
    return spoken(moment, tz, language, now.date() if now else None)


def brief_day(day: date, language: str = "en", now: datetime | None = None) -> str:
    """A day in a subject: "Thu 12 March"; with the year when it is not this one."""
    locale = locale_of(language)
    year = " y" if now is not None and now.year != day.year else ""
    pattern = f"EEE d MMMM{year}" if locale.language == "en" else str(locale.datetime_skeletons["yMMMEd"])
    return format_date(day, pattern, locale=locale)


def country_name(code: str, language: str = "en") -> str:
    """A country as its reader calls it; the code itself where nobody knows it."""
    name = str(locale_of(language).territories.get(code.upper(), code))
    return (
        f"the {name}"
        if name.startswith(("United", "Netherlands", "Czech Rep")) and language == "en"
        else name
    )


def capitalized(text: str) -> str:
    """The same beginning with a capital letter."""
    return text[:1].upper() + text[1:]


@lru_cache
def _plain(language: str = "en") -> Environment:
    environment = _environment(autoescape=False, language=language)
    environment.filters |= dict.fromkeys(("strong", "mono", "lines", "paragraphs"), str)  # of HTML only
    return environment


@lru_cache
def _chat(language: str) -> Environment:
    environment = _environment(autoescape=False, language=language)
    bold = lambda value: f"{BOLD}{str(value).replace('*', '')}{BOLD}"  # noqa: E731
    environment.filters |= {"strong": bold, "mono": str, "lines": str, "paragraphs": str}
    return environment


@lru_cache
def _html(language: str = "en") -> Environment:
    environment = _environment(autoescape=True, language=language)
    environment.filters["lines"] = _lines
    environment.filters["paragraphs"] = _paragraphs
    environment.filters["strong"] = lambda value: Markup("<strong>{}</strong>").format(value)
    environment.filters["mono"] = lambda value: Markup('<span class="id">{}</span>').format(value)
    return environment


def _lines(text: Markup) -> Markup:
    return Markup("<br>\n").join(text.strip().split("\n"))


def _paragraphs(text: Markup) -> Markup:
    """Text with empty lines between its paragraphs, as HTML; what is in it is escaped already."""
    parts = (_lines(part) for part in text.strip().split("\n\n") if part.strip())
    return Markup("\n").join(Markup("<p>{}</p>").format(part) for part in parts)


@lru_cache
def _slack() -> Environment:
    environment = _environment(autoescape=False)
    environment.filters["mention"] = mention
    environment.finalize = lambda value: value if isinstance(value, Markup) else escape_slack(value)
    return environment


def _environment(*, autoescape: bool, language: str = "en") -> Environment:
    environment = Environment(
        loader=LOADER,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # they do not change while we run, and nine looks at the disk for one mail add up
        autoescape=autoescape,  # noqa: S701  (text needs none, Slack has three characters of its own)
    )
    tongues.speak(environment, language)
    environment.globals["language"] = language  # also inside imported macros
    environment.filters["spoken"] = _spoken
    environment.filters["amount"] = amount
    environment.filters["money"] = Money.format
    environment.filters["brief_day"] = brief_day
    environment.filters["full_date"] = full_date
    environment.filters["day"] = short_date
    environment.filters["spoken_day_of"] = _spoken_day_of
    environment.filters["country_name"] = country_name
    environment.filters["capitalized"] = capitalized
    environment.filters["worked"] = working.said
    return environment


def starter_file(name: str) -> str:
    """A file that `referral-desk init` writes, as it is."""
    return (Path(__file__).parent / "starter" / name).read_text(encoding="utf-8")
