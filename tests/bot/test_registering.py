"""Register from Slack: by form, from a message, and what each person is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.slack.form import Form
from bot.slack.leads.registering import read_registration, said_at
from bot.slack.modals import Unfit
from bot.slack.people import SlackUser
from inbox.reading import Desk
from storage.listings import Listings
from storage.referrals import Referrals
from tests.bot.acts import SALES, SHARED, connect, introduce, known_workspace, say, settled, shown, top_view
from tests.builders import DANA, MONDAY, partner
from tests.conftest import StillClock
from tests.rigs.office import Office
from workflows.model import Referral

DESK = Desk("referrals@vendor.example")
DANA_IN_SLACK = SlackUser("U1", DANA, "manager")


async def top(office: Office, user: str) -> str:
    view = await top_view(office, user)
    return shown(view.blocks)


async def registered(office: Office) -> Referral:
    (one,) = (await office.engine.ask(lambda session: Listings(session).unclaimed())).rows
    return one


async def choose(office: Office, user: str, company: str) -> str:
    options = await office.slack.load_options(user, "partner_pick", company)
    return str(options[0]["value"])


async def test_the_global_shortcut_opens_an_empty_form_and_registers(office: Office) -> None:
    assert (await office.slack.shortcut("marco", "referral:register")).acked
    await top(office, "marco")
    partner = await choose(office, "marco", "northwind")
    filled = {"partner": partner, "name": "Jane Doe", "email": "Jane@Acme.example", "note": "Call her."}
    result = await office.slack.submit_view("marco", filled)
    assert result.outcome == "updated"
    assert "is registered as `R-" in shown(result.view.blocks if result.view else "")
    await office.deliver()
    (alert,) = office.posts(SALES)
    assert "jane@acme.example" in shown(alert.blocks)
    assert office.mailbag.letters[-1]["to"] == "sam@northwind.example"


async def test_the_form_says_what_is_missing(by_socket: Office) -> None:
    await by_socket.slack.shortcut("marco", "referral:register")
    await top(by_socket, "marco")
    partner = await choose(by_socket, "marco", "northwind")
    result = await by_socket.slack.submit_view("marco", {"partner": partner})
    assert result.errors == {"name": "Give at least a name, an e-mail address or a company."}


async def test_a_partners_message_becomes_a_referral_with_everything_read(office: Office) -> None:
    connect(office)
    words = "Please call Jane Doe at Acme Ltd (jane@acme.example, +44 20 7946 0958), about £18,000 a year."
    message = await say(office, "sam", SHARED, words)
    assert (await office.slack.shortcut("dana", "referral:from_message", SHARED, message.ts)).acked
    form = await top(office, "dana")
    for expected in (
        "Jane Doe",
        "jane@acme.example",
        "Acme Ltd",
        "+442079460958",
        "Northwind Advisory",
        "£18,000",
    ):
        assert expected in form
    result = await office.slack.submit_view("dana")
    assert "is registered as" in shown(result.view.blocks if result.view else result)
    one = await registered(office)
    assert one.note == words
    assert one.prospect.value
    assert (str(one.prospect.value.currency), one.contact_name) == ("GBP", "Sam Ortega")
    assert one.received_at == min(datetime.fromtimestamp(float(message.ts), UTC), one.registered_at)


async def test_a_colleagues_message_leaves_the_partner_to_be_chosen(by_socket: Office) -> None:
    message = await say(by_socket, "marco", SALES, "Katrin told me about Jane Doe of Acme, jane@acme.example")
    await by_socket.slack.shortcut("marco", "referral:from_message", SALES, message.ts)
    form = await top(by_socket, "marco")
    assert "jane@acme.example" in form
    assert "initial_option" not in form
    await choose(by_socket, "marco", "vogel")
    await by_socket.slack.submit_view("marco", {"partner": "P-2"})
    assert (await registered(by_socket)).partner_id == "P-2"


async def test_a_long_hostile_message_fits_the_form(by_socket: Office) -> None:
    nasty = ("<!channel> مرحبا 👩‍👩‍👧 & {{7*7}} jane@acme.example " * 120)[:5000]
    message = await say(by_socket, "marco", "general", nasty)
    assert (await by_socket.slack.shortcut("marco", "referral:from_message", "general", message.ts)).acked
    assert "jane@acme.example" in await top(by_socket, "marco")


async def test_somebody_already_known_is_merged_and_said_so(by_socket: Office) -> None:
    await introduce(by_socket)
    await by_socket.slack.slash(
        "marco", SALES, "/lead", "register for P-1 Jane Doe of Acme, jane@acme.example"
    )
    await top(by_socket, "marco")
    result = await by_socket.slack.submit_view("marco")
    assert "We know *Acme Ltd* already" in shown(result.view.blocks if result.view else result)


async def test_another_partners_prospect_is_contested_and_staff_are_told(by_socket: Office) -> None:
    await introduce(by_socket)
    await by_socket.slack.slash(
        "marco", SALES, "/lead", "register for P-2 Jane Doe of Acme, jane@acme.example"
    )
    await top(by_socket, "marco")
    result = await by_socket.slack.submit_view("marco")
    assert "protected for another partner" in shown(result.view.blocks if result.view else result)


async def test_a_partner_whose_prospect_is_taken_learns_nothing_about_others(by_socket: Office) -> None:
    connect(by_socket)
    place = by_socket.slack.workspace
    place.add_user("katrin", "Katrin Vogel", email="k.vogel@vogel-partner.example", team_id="T0VOGEL00")
    known_workspace(by_socket, "T0VOGEL00", "P-2")
    place.add_channel("vogel-and-us", members=("katrin", "dana", "referral-desk"), is_ext_shared=True)
    await introduce(by_socket)
    message = await say(
        by_socket, "katrin", "vogel-and-us", "@referral-desk Jane Doe of Acme, jane@acme.example"
    )
    (card,) = by_socket.thread("vogel-and-us", message)
    await by_socket.slack.click("katrin", "vogel-and-us", card.ts, "draft:register")
    await settled(by_socket)
    (card,) = by_socket.thread("vogel-and-us", message)
    assert "A person looks into it" in shown(card.blocks)
    assert "Northwind" not in shown(card.blocks)


def test_an_edited_message_counts_from_its_edit() -> None:
    assert said_at({"ts": "1768125600.000100"}) == datetime.fromtimestamp(1768125600.0001, UTC)
    edited = {"ts": "1768125600.000100", "edited": {"user": "U1", "ts": "1772445600.000000"}}
    assert said_at(edited) == datetime.fromtimestamp(1772445600, UTC)


async def test_a_question_older_than_a_month_registers_nothing_and_says_so(
    by_socket: Office, clock: StillClock
) -> None:
    connect(by_socket)
    await say(by_socket, "sam", SHARED, "@referral-desk Jane Doe of Acme, jane@acme.example")
    (card,) = [m for m in by_socket._messages(SHARED) if "draft:register" in shown(m.blocks)]
    clock.move(timedelta(days=31))
    await by_socket.slack.click("sam", SHARED, card.ts, "draft:register")
    await settled(by_socket)
    assert await by_socket.engine.ask(lambda session: Referrals(session).latest_of("P-1", limit=5)) == ()
    assert "older than a month" in shown([m.text for m in by_socket.whispers(SHARED, "sam")])


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": "Ann Bo", "email": "ann@northwind.example"}, "email"),
        ({"company": "Northwind Advisory"}, "company"),
        ({"name": "Aisha Khan", "email": "aisha.khan@vendor.example"}, "email"),
    ],
)
def test_the_form_takes_neither_the_partners_own_company_nor_our_own_people(
    said: dict[str, str], field: str
) -> None:
    values = {key: {"x": {"value": value}} for key, value in said.items()}
    with pytest.raises(Unfit) as unfit:
        read_registration(Form({}, values), partner(), DANA_IN_SLACK, MONDAY, DESK)
    assert unfit.value.field == field


async def test_strangers_are_refused_by_both_shortcuts(by_socket: Office) -> None:
    message = await say(by_socket, "marco", "general", "hello")
    await by_socket.slack.shortcut("jonas", "referral:from_message", "general", message.ts)
    (whisper,) = await by_socket.slack.until(lambda: by_socket.whispers("general", "jonas"))
    assert "our own team" in whisper.text
    await by_socket.slack.shortcut("jonas", "referral:register")
    await settled(by_socket)
    assert by_socket.slack.workspace.top_view("jonas") is None


@pytest.mark.parametrize(("told_by", "counts_from"), [("P-1", MONDAY - timedelta(days=9)), ("P-2", MONDAY)])
def test_what_one_partner_said_makes_no_other_the_first(told_by: str, counts_from: datetime) -> None:
    about = {"at": (MONDAY - timedelta(days=9)).isoformat(), "told_by": told_by}
    values = {"email": {"x": {"value": "jane@acme.example"}}}
    command = read_registration(Form(about, values), partner(), DANA_IN_SLACK, MONDAY, DESK)
    assert command.received_at == counts_from
