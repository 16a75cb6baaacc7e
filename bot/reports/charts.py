"""Pictures for a report, drawn without a screen: safe for colour-blind eyes, each with its words.

The colours are those of Okabe and Ito (jfly.uni-koeln.de/color); place and number say the same once more.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import fill
from typing import TYPE_CHECKING

from babel.dates import format_date

from templates.tongues import N_, speaker, spoken
from workflows.language import locale_of
from workflows.periods import Kind, Period
from workflows.reporting import Numbers

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, SOFT, GRID = "#1f2a24", "#56635b", "#dfe3dc"
BLUE, SKY, ORANGE = "#0072b2", "#9ccbe8", "#e69f00"
BY: Mapping[Kind, str] = {
    "week": N_("Referrals by week"),
    "month": N_("Referrals by month"),
    "quarter": N_("Referrals by quarter"),
    "year": N_("Referrals by year"),
    "days": N_("Referrals by stretch of days"),
}
WIDTH = 4.8  # inches: on a phone, where it is shown at half of that, its words can still be read
DPI = 225  # sharp there, and small in a mail
MOST_PARTNERS = 8
LONGEST_LABEL = 24
LONGEST_TITLE = 46


@dataclass(frozen=True, slots=True)
class Chart:
    """A PNG, and what somebody reads who cannot see it."""

    name: str
    title: str
    alt: str
    png: bytes


def charts(numbers: Numbers, language: str = "en") -> tuple[Chart, ...]:
    """The pictures of a report; none for what has no numbers to show. A partner's speak their language."""
    drawn = []
    if any(count for _, count, _ in numbers.trend):
        drawn.append(trend(numbers, language))
    if numbers.stages:
        drawn.append(stages(numbers, language))
    if numbers.partners:
        drawn.append(partners(numbers))
    return tuple(drawn)


def trend(numbers: Numbers, language: str = "en") -> Chart:
    """Referrals, and how many partners sent them, period by period."""
    _ = speaker(language)
    labels = [_short(period, language) for period, _, _ in numbers.trend]
    title = _(BY[numbers.period.kind])
    counts = [count for _, count, _ in numbers.trend]
    senders = [partners for _, _, partners in numbers.trend]
    is_running = not numbers.period.is_over(numbers.today)

    def draw(figure: Figure) -> None:
        panels = figure.subplots(1 if numbers.partner_id else 2, 1, sharex=True, squeeze=False)[:, 0]
        colours = [SKY] * (len(counts) - 1) + [BLUE]
        bars = panels[0].bar(labels, counts, color=colours, width=0.72)
        if is_running:
            bars[-1].set_hatch("//")
            bars[-1].set_edgecolor("white")
        panels[0].bar_label(
            bars, labels=[str(c) if c else "" for c in counts], color=INK, fontsize=8, padding=2
        )
        _dress(
            panels[0],
            _("%(title)s, the last one so far") % {"title": title} if is_running else title,
        )
        if not numbers.partner_id:
            panels[1].plot(labels, senders, color=ORANGE, marker="o", markersize=4, linewidth=2)
            for place, count in enumerate(senders):
                panels[1].annotate(
                    str(count),
                    (place, count),
                    (0, 6),
                    textcoords="offset points",
                    ha="center",
                    fontsize=8,
                    color=INK,
                )
            _dress(panels[1], "Partners who sent them")
        panels[-1].tick_params(axis="x", labelrotation=45 if len(labels) > 8 else 0)

    height = 2.4 if numbers.partner_id else 4.4
    said = "; ".join(f"{label}: {c} from {p}" for label, c, p in zip(labels, counts, senders, strict=True))
    if numbers.partner_id:
        said = "; ".join(f"{label}: {c}" for label, c in zip(labels, counts, strict=True))
    more = "" if numbers.partner_id else " and how many partners sent them"
    return Chart("referrals.png", title, _alt(f"{title}{more}", said, language), _png(draw, height))


def stages(numbers: Numbers, language: str = "en") -> Chart:
    """Where the period's referrals stand now."""
    _ = speaker(language)
    title = _("Where this period's referrals stand now")
    return _bars("stages.png", title, [(_(stage), n) for stage, n in numbers.stages], BLUE, language)


def partners(numbers: Numbers) -> Chart:
    """Who sent most of them."""
    rows = tuple((one.company, one.referrals) for one in numbers.partners[:MOST_PARTNERS])
    return _bars("partners.png", "Referrals by partner, the busiest first", rows, ORANGE)


def _bars(name: str, title: str, rows: Sequence[tuple[str, int]], colour: str, language: str = "en") -> Chart:
    labels = [_printable(label, place) for place, (label, _) in enumerate(rows, start=1)]
    counts = [count for _, count in rows]

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        places = list(range(len(rows)))
        bars = axes.barh(places, counts, color=colour, height=0.66)
        axes.set_yticks(places, labels)
        axes.invert_yaxis()
        axes.bar_label(bars, labels=[str(count) for count in counts], color=INK, fontsize=9, padding=4)
        _dress(axes, "", grid="x")
        words = fill(title, LONGEST_TITLE)  # over the names as well as the bars
        figure.suptitle(words, x=0.01, ha="left", fontsize=11, color=INK, fontweight="bold")

    said = "; ".join(f"{label}: {count}" for label, count in rows)
    return Chart(name, title, _alt(title, said, language), _png(draw, 1.1 + 0.34 * len(rows)))


def _alt(title: str, said: str, language: str) -> str:
    """What somebody reads who cannot see it; a German noun keeps its capital."""
    _ = speaker(language)
    within = title if spoken(language) == "de" else f"{title[0].lower()}{title[1:]}"
    return _("Bar chart: %(title)s. %(said)s.") % {"title": within, "said": said}


def _printable(label: str, place: int) -> str:
    """As much of a name as the font can draw; the words beside the picture have all of it."""
    from matplotlib.font_manager import findfont, get_font

    known = get_font(findfont("DejaVu Sans")).get_charmap()
    drawn = " ".join("".join(c if ord(c) in known else " " for c in label).split())
    short = f"{drawn[: LONGEST_LABEL - 1].rstrip()}…" if len(drawn) > LONGEST_LABEL else drawn
    return short or f"no. {place}"


def _png(draw: Callable[[Figure], None], height: float) -> bytes:
    # Loaded with the first picture: a second of work that a bot which draws none need not do.
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with rc_context(
        {"font.family": "DejaVu Sans", "text.parse_math": False}
    ):  # the font comes with the library
        figure = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor="white", layout="constrained")
        FigureCanvasAgg(figure)
        draw(figure)
        into = io.BytesIO()
        figure.savefig(into, format="png", metadata={"Software": None}, facecolor="white")
    return into.getvalue()


def _dress(axes: Axes, title: str, grid: str = "y") -> None:
    from matplotlib.ticker import MaxNLocator

    axes.set_title(title, loc="left", fontsize=11, color=INK, fontweight="bold", pad=8)
    for side in ("top", "right", "left" if grid == "y" else "bottom"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(GRID)
    axes.tick_params(colors=SOFT, labelsize=9, length=0)
    axes.set_axisbelow(True)
    counted = axes.yaxis if grid == "y" else axes.xaxis
    counted.set_major_locator(MaxNLocator(nbins=4, integer=True, min_n_ticks=1))
    counted.grid(visible=True, color=GRID, linewidth=0.8)
    if grid == "y":
        axes.margins(y=0.18)
        axes.set_ylim(bottom=0)
    else:
        axes.margins(x=0.1)
        axes.set_xlim(left=0)


def _short(period: Period, language: str) -> str:
    locale = locale_of(spoken(language))
    match period.kind:
        case "week":
            return f"W{period.first.isocalendar().week}"
        case "month":
            return format_date(period.first, "MMM yy", locale=locale)
        case "quarter":
            return format_date(period.first, "y QQQ", locale=locale)
        case "year":
            return period.key
    return f"{period.first.day} {period.first:%b}"
