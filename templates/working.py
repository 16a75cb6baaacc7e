"""The working behind an amount, and a plan's promise, in the reader's language.

The ledger keeps each step as the English line it was booked with ("15 % of €30,000.00 = €4,500.00"). These
lines are made by rules of ours, so they can be read back without loss: words by the catalogs, amounts and
rates by the language's own signs. A line that no rule of ours made (a bonus's reason) stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from gettext import NullTranslations

from babel.numbers import format_decimal, format_percent

from templates.tongues import N_, catalog, spoken
from workflows.language import locale_of
from workflows.money import rewritten

_AMOUNT = r"-?[^\s\d=()+×,;:.-]{1,5}\u00a0?\d[\d,]*(?:\.\d+)?"
_RATE = r"\d+(?:\.\d+)? %"
_NUMBER = r"\d+(?:\.\d+)?"
_KINDS = {"a": _AMOUNT, "r": _RATE, "n": _NUMBER, "w": r".+?"}
_HOLE = re.compile(r"<([arnw])(\w*)>")


# A shape with its holes (a: amount, r: rate, n: number, w: words), and the sentence that says it.
_STEPS = (
    ("nothing is due", N_("nothing is due")),
    ("all of it", N_("all of it")),
    ("the transfer came back", N_("the transfer came back")),
    ("the credit is another partner's", N_("the credit is another partner's")),
    ("<a> is nothing in any currency", N_("%(a)s is nothing in any currency")),
    ("<a1> at <n> = <a2>", N_("%(a1)s at %(n)s = %(a2)s")),
    ("<a1> - <a2> booked before = <a3>", N_("%(a1)s - %(a2)s booked before = %(a3)s")),
    ("at least <a>", N_("at least %(a)s")),
    ("at most <a>", N_("at most %(a)s")),
    ("<r> share", N_("%(r)s share")),
    ("<r> share of <a1> = <a2>", N_("%(r)s share of %(a1)s = %(a2)s")),
    ("<r> of <a1> (<w>) = <a2>", N_("%(r)s of %(a1)s (%(w)s) = %(a2)s")),
    ("<r> of <a1> = <a2>", N_("%(r)s of %(a1)s = %(a2)s")),
    ("<r> of <a1> (<w>)", N_("%(r)s of %(a1)s (%(w)s)")),
    ("<r> of <a>", N_("%(r)s of %(a)s")),
    ("<a1> × <n> = <a2>", "%(a1)s × %(n)s = %(a2)s"),
    ("<a1> × <n>", "%(a1)s × %(n)s"),
    ("finder's fee <a>", N_("finder's fee %(a)s")),
    ("together <a>", N_("together %(a)s")),
    ("<w>: <a1> instead of <a2>", N_("%(w)s: %(a1)s instead of %(a2)s")),
    ("<w>: <a>", "%(w)s: %(a)s"),
    ("times <n>", N_("times %(n)s")),
    ("a finder's fee of <a>", N_("a finder's fee of %(a)s")),
    ("<a> for the stage <w>", N_("%(a)s for the stage %(w)s")),
    ("<r> of every payment of the first month", N_("%(r)s of every payment of the first month")),
    (
        "<r> of every payment of the first <n> months",
        N_("%(r)s of every payment of the first %(n)s months"),
    ),
    ("<r> up to <a>", N_("%(r)s up to %(a)s")),
    ("then <r> up to <a>", N_("then %(r)s up to %(a)s")),
    ("then <r> of the contract value", N_("then %(r)s of the contract value")),
    ("then <r> of the first year's value", N_("then %(r)s of the first year's value")),
    ("then <r> of what the customer pays", N_("then %(r)s of what the customer pays")),
    ("<r> of the contract value", N_("%(r)s of the contract value")),
    ("<r> of the first year's value", N_("%(r)s of the first year's value")),
    ("<r> of what the customer pays", N_("%(r)s of what the customer pays")),
    ("each part at its own rate", N_("each part at its own rate")),
    ("all of it at the rate that it reaches", N_("all of it at the rate that it reaches")),
    ("counted over the calendar year", N_("counted over the calendar year")),
)
_SUM = re.compile(rf"{_AMOUNT}(?: [+-] {_AMOUNT}(?: [^=+]+?)??)+ = {_AMOUNT}")
_TERM = re.compile(rf" ([+-]) ({_AMOUNT})(?: ([^=+]+?))?(?= [+-] {_AMOUNT}| = )")
_WHATS = (N_("refunded"), N_("tax"), N_("discount"))


def said(line: str, language: str) -> str:
    """One step, or one plan's promise, in that language; word for word where it is none of ours."""
    if spoken(language) == "en":
        return line
    return _in_language(line, spoken(language))


@lru_cache(maxsize=4096)
def _in_language(line: str, language: str) -> str:
    voice = _Voice(language)
    try:
        return voice.sum(line) or voice.lists(line)
    except (LookupError, ValueError):
        return line


class _Voice:
    """Says the pieces of a line in one language; LookupError for one that is none of ours."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._catalog: NullTranslations = catalog(language)
        fills: dict[str, Callable[[str], str]] = {"a": self._amount, "r": self._rate}
        self._fills = {**fills, "n": self._number, "w": self._words}

    def lists(self, line: str) -> str:
        """Pieces behind commas, of rules behind semicolons, of rates behind slashes."""
        between = next((each for each in ("; ", " / ", ", ") if each in line), "")
        try:
            return (
                between.join(self.lists(part) for part in line.split(between))
                if between
                else self._shape(line)
            )
        except LookupError:
            return self._shape(line)  # a name with a comma in it

    def sum(self, line: str) -> str | None:
        """ "€60,000.00 - €8,000.00 refunded = €52,000.00", with any number of terms."""
        if _shaped(line) or not _SUM.fullmatch(line):
            return None
        first, _, total = line.partition(" ")[0], "", line.rpartition(" = ")[2]
        written = [self._amount(first)]
        for sign, amount, what in _TERM.findall(line):
            written.append(f"{sign} {self._amount(amount)}{f' {self._words(what)}' if what else ''}")
        return f"{' '.join(written)} = {self._amount(total)}"

    def _shape(self, piece: str) -> str:
        if re.fullmatch(_RATE, piece):
            return self._rate(piece)
        found = _shaped(piece)
        if found is None:
            raise LookupError(piece)
        message, holes = found
        filled = {name: self._fills[name[0]](value) for name, value in holes.items()}
        return self._catalog.gettext(message) % filled

    def _amount(self, written: str) -> str:
        return rewritten(written, self._language)

    def _rate(self, written: str) -> str:
        share = Decimal(written.removesuffix(" %")) / 100
        return str(format_percent(share, locale=locale_of(self._language), decimal_quantization=False))

    def _number(self, written: str) -> str:
        digits = len(written.partition(".")[2])
        shape = "0." + "0" * digits if digits else "0"
        return str(format_decimal(Decimal(written), shape, locale=locale_of(self._language)))

    def _words(self, written: str) -> str:
        """A stage or a deduction that has a name in the catalogs; any other words are somebody's own."""
        for message in (written, written.title()):
            if (there := self._catalog.gettext(message)) != message:
                return there
        return written


def _shaped(piece: str) -> tuple[str, dict[str, str]] | None:
    for shape, message in _patterns():
        if found := shape.fullmatch(piece):
            return message, found.groupdict()
    return None


@lru_cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(_pattern(shape)), message) for shape, message in _STEPS)


def _pattern(shape: str) -> str:
    parts = _HOLE.split(shape)
    made = re.escape(parts[0])
    for kind, more, rest in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        made += f"(?P<{kind}{more}>{_KINDS[kind]}){re.escape(rest)}"
    return made
