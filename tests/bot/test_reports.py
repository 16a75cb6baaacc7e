"""Reports: by themselves in Slack and by mail, on request in Slack, and as a table."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.almanac import Almanac
from bot.cli.main import cli
from bot.reports.charts import charts
from bot.reports.runs import report_kinds
from storage.files import Files
from tests.bot.acts import MANAGERS, SALES, SHARED, connect, introduce, introduce_many, say, settled, shown
from tests.builders import DANA, MARCO, partner, program
from tests.conftest import StillClock
from tests.rigs.letters import numbers
from tests.rigs.office import Office
from tests.rigs.waiting import until
from workflows.almanac import Run, period_runs, reported
from workflows.calendar import BusinessHours
from workflows.commands import ClaimReferral, EditPartner
from workflows.figures import report
from workflows.model import Contact
from workflows.periods import period_of
from workflows.report_messages import Picture, SendSummary
from workflows.reporting import PartnerNumbers, Reporting, Share

LONDON = BusinessHours("Europe/London", country="GB")
NEXT_MONDAY = datetime(2026, 3, 9, 9, 0, 30, tzinfo=UTC)
PNG = b"\x89PNG\r\n"


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def test_the_week_is_reported_when_the_next_one_opens_and_once() -> None:
    assert period_runs("weekly", "week", at(2, 12), at(9, 8), LONDON) == ()
    due = (Run("weekly", "weekly:2026-W10", at(9, 9)),)
    assert period_runs("weekly", "week", at(2, 12), at(9, 9), LONDON) == due
    assert period_runs("weekly", "week", at(9, 9), at(10, 9), LONDON) == ()
    assert reported(due[0], LONDON) == period_of("week", at(2, 9).date())


def test_after_weeks_away_only_the_newest_report_goes_out() -> None:
    found = period_runs("monthly", "month", at(1, 0) - timedelta(days=90), at(20, 9), LONDON)
    assert [run.key for run in found] == ["monthly:2026-02"]


def test_a_holiday_moves_the_report_to_the_next_working_day() -> None:
    new_year = datetime(2026, 1, 1, 12, tzinfo=UTC)
    assert period_runs("monthly", "month", new_year - timedelta(days=2), new_year, LONDON) == ()
    (run,) = period_runs("monthly", "month", new_year, new_year + timedelta(days=1), LONDON)
    assert (run.key, run.at.day) == ("monthly:2025-12", 2)


async def test_the_weekly_report_reaches_managers_with_pictures_in_slack_and_in_the_mail(
    by_socket: Office, clock: StillClock
) -> None:
    await introduce_many(by_socket, 3)
    rules = program()
    almanac = Almanac(by_socket.engine, report_kinds(by_socket.engine, rules, clock), clock)
    await almanac.run_once()
    clock.move(NEXT_MONDAY - clock.now())
    by_socket.mailbag.letters.clear()
    for _ in range(3):
        while await almanac.run_once():
            pass
    await by_socket.deliver()
    (post,) = [m for m in by_socket.posts(MANAGERS) if ":bar_chart:" in m.text]
    assert "3, after 0 in week 9" in post.text
    uploads = [m for m in by_socket.thread(MANAGERS, post) if m.files]
    files = [by_socket.slack.workspace.files[m.files[0]] for m in uploads]
    assert [one.name for one in files] == ["referrals.png", "stages.png", "partners.png"]
    assert all(one.content.startswith(PNG) for one in files)
    (letter,) = [m for m in by_socket.mailbag.letters if "week 10" in m["subject"]]
    assert letter["to"] == "dana.reyes@vendor.example"
    for picture in letter["files"]:
        assert f'src="cid:{picture["cid"]}"' in letter["html"]
    assert 'alt="Bar chart: referrals by week' in letter["html"]
    assert "Bar chart: referrals by week" in letter["text"]


async def test_a_partner_gets_their_own_quarter_and_no_word_of_others(
    by_socket: Office, clock: StillClock
) -> None:
    await introduce_many(by_socket, 2)
    terms = Reporting(weekly=False, monthly=False, quarterly_summary=True)
    rules = program(reporting=terms)
    almanac = Almanac(by_socket.engine, report_kinds(by_socket.engine, rules, clock), clock)
    await almanac.run_once()
    clock.move(datetime(2026, 4, 1, 9, tzinfo=UTC) - clock.now())
    by_socket.mailbag.letters.clear()
    while await almanac.run_once():
        pass
    await by_socket.deliver()
    summaries = [m for m in by_socket.mailbag.letters if m["subject"].startswith("Your referrals in")]
    assert [m["to"] for m in summaries] == ["sam@northwind.example"]  # the other partner sent nothing
    assert "Referrals: 2, after 0 in quarter 4 of 2025" in summaries[0]["text"]
    assert "Active partners" not in summaries[0]["text"]


async def test_the_owners_get_the_quarter_in_their_language_down_to_the_pictures(
    by_socket: Office, clock: StillClock
) -> None:
    lena, nora = "lena@northwind.example", "nora@northwind.example"
    people = (
        Contact("Max", ("max@northwind.example",), "member"),
        Contact("Lena", (lena,), "owner"),
        Contact("Nora", (nora,), "owner"),
    )
    await by_socket.handle(EditPartner(partner(contacts=people, writes_in="de"), DANA), "edit")
    made = numbers(partner())
    drawn = charts(made, "de")
    assert [one.title for one in drawn[:2]] == [
        "Empfehlungen nach Quartal",
        "Wo die Empfehlungen dieses Zeitraums jetzt stehen",
    ]
    kept = await by_socket.engine.unit(
        lambda s, now: Files(s).keep("referrals.png", "image/png", drawn[0].png, now)
    )
    by_socket.mailbag.letters.clear()
    clock.move(timedelta(hours=5))  # ten in the morning where they are
    picture = Picture(kept, drawn[0].title, drawn[0].alt)
    await by_socket.handle(SendSummary("s", partner(), report(made, Reporting()), (picture,)), "summary")
    assert sorted(m["to"] for m in by_socket.mailbag.letters) == [lena, nora]
    said = "Balkendiagramm: Empfehlungen nach Quartal."
    assert all(said in m["text"] and said in m["html"] for m in by_socket.mailbag.letters)


async def ask(office: Office, user: str, words: str) -> str:
    before = len(office.whispers(SALES, user))
    result = await office.slack.slash(user, SALES, "/partner", words)
    assert result.acked, result.error
    if result.response is not None:
        return shown(result.response["blocks"])
    await until(lambda: len(office.whispers(SALES, user)) > before)  # it took long: heard now, told later
    return shown(office.whispers(SALES, user)[-1].blocks)


async def test_a_manager_reads_the_headline_and_the_rest_on_request(office: Office) -> None:
    await introduce(office)
    drawn = await ask(office, "dana", "report")
    assert "March 2026 so far" in drawn
    assert "1 so far; February 2026 had 0 by the same day" in drawn
    assert "Time to first referral" in drawn
    assert "Partners who stay" not in drawn
    assert "/partner report all 2026-03" in drawn
    whole = await ask(office, "dana", "report all 2026-Q1")
    assert "Partners who stay" in whole
    assert "Whom to thank" in whole
    one = await ask(office, "dana", "report last month northwind")
    assert "Northwind Advisory: February 2026" in one


async def test_reps_and_strangers_see_no_report_and_a_partner_only_their_own(by_socket: Office) -> None:
    connect(by_socket)
    await introduce(by_socket)
    assert "Reports are for partner managers and finance" in await ask(by_socket, "marco", "report")
    assert "for our own team" in await ask(by_socket, "jonas", "report")
    await say(by_socket, "sam", SHARED, "@referral-desk report this month Vogel")
    (answer,) = by_socket.whispers(SHARED, "sam")
    drawn = shown(answer.blocks)
    assert "Northwind Advisory: March 2026 so far" in drawn
    for hidden in ("Vogel", "Active partners", "Whether", "Marco"):
        assert hidden not in drawn


async def test_the_managers_home_shows_the_month_as_it_is_now(by_socket: Office) -> None:
    await by_socket.handle(ClaimReferral(await introduce(by_socket), MARCO), "click:1")
    await by_socket.slack.open_home("dana")
    await settled(by_socket)
    drawn = shown(await by_socket.home("dana"))
    assert "March 2026 so far" in drawn
    assert "*Active partners:* 1 of 2 (50 %)" in drawn


def test_a_picture_is_drawn_of_any_name_and_of_no_numbers_at_all(tmp_path: Path) -> None:
    from tests.workflows.test_reporting import numbers

    assert charts(numbers()) == ()
    rows = tuple(
        PartnerNumbers(f"P-{i}", name, i, Share(0, 0)) for i, name in enumerate(("伊藤", "$x^2$", "A" * 90))
    )
    (drawn,) = charts(numbers(partners=rows))
    assert drawn.png.startswith(PNG)
    assert "伊藤: 0; $x^2$: 1" in drawn.alt


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with settings and an empty database, as `referral-desk` finds them."""
    (tmp_path / "referral-desk.toml").write_text(
        '[[managers]]\nname = "Dana"\nemail = "dana@vendor.example"\n'
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_line_shows_a_period_and_writes_tables(installed: Path) -> None:
    line = CliRunner()
    added = line.invoke(
        cli, ["partner", "add", "=HYPERLINK(1)", "--name", "Sam", "--email", "sam@northwind.example"]
    )
    assert added.exit_code == 0, added.output
    (installed / "deals.csv").write_text("id,decided_on,won\ncrm-1,2026-01-03,yes\ncrm-2,2026-01-04,no\n")
    result = line.invoke(cli, ["report", "--period", "2026-Q1", "--others", "deals.csv"])
    assert result.exit_code == 0, result.output
    files = ["--csv", "out.csv", "--xlsx", "out.xlsx"]
    written = line.invoke(cli, ["report", "--period", "2026-Q1", *files])
    assert written.exit_code == 0, written.output
    rows = list(csv.DictReader((installed / "out.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert {row["key"] for row in rows if row["table"] == "figures"} >= {"referrals", "conversion", "saved"}
    with zipfile.ZipFile(io.BytesIO((installed / "out.xlsx").read_bytes())) as book:
        assert "figures" in book.read("xl/workbook.xml").decode()


def test_a_line_of_the_table_keeps_its_sentences_apart() -> None:
    from bot.cli.reports import lines
    from tests.workflows.test_reporting import numbers
    from workflows.figures import report

    words = {line[1]: line[6] for line in lines(report(numbers(), Reporting())) if line[0] == "figures"}
    assert "tell Within" not in words["conversion"]
    assert words["active"].endswith("%). Referred somebody within 90 days")


def test_a_table_carries_no_formula(tmp_path: Path) -> None:
    from bot.cli.reports import write_csv, write_xlsx
    from tests.workflows.test_reporting import numbers
    from workflows.figures import report

    rows = (PartnerNumbers("P-1", "=1+1", 3, Share(1, 3)),)
    made = report(numbers(partners=rows), Reporting())
    write_csv(made, tmp_path / "out.csv")
    assert ",'=1+1," in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    write_xlsx(made, tmp_path / "out.xlsx")
    with zipfile.ZipFile(tmp_path / "out.xlsx") as book:
        assert not any("<f>" in book.read(name).decode() for name in book.namelist() if "sheet" in name)


def test_wrong_words_are_answered_with_the_right_ones(installed: Path) -> None:
    result = CliRunner().invoke(cli, ["report", "--period", "someday"])
    assert result.exit_code != 0
    assert "is no period" in str(result.exception)


def test_the_settings_name_the_actions_they_know(installed: Path) -> None:
    from workflows.errors import BadInput

    with (installed / "referral-desk.toml").open("a") as file:
        file.write("[report.minutes]\nnapping = 20\n")
    from bot.settings import load_settings

    with pytest.raises(BadInput, match="napping: write one of registration"):
        load_settings({})
