"""The demo, used as a visitor uses it: real bot, real protocols, real browser."""

from __future__ import annotations

import asyncio
import re
import time
from email import message_from_bytes, policy

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from bot.sandbox.cast import DESK_ADDRESS, PARTNERS
from tests.e2e.conftest import DemoThread
from tests.e2e.visitor import Visitor

pytestmark = pytest.mark.browser
EVIL = "<script>document.title='owned'</script> <!channel> & <b>bold</b>"


def intro(visitor: Visitor, title: str = "Gmail forward", partner: str = "Sam Ortega") -> str:
    """Send a ready-made mail; gives the prospect's address out of it."""
    visitor.box(partner)
    visitor.draft(title)
    text = visitor.value("#write-text")
    found = re.search(r"[\w.]+@[\w-]+\.example", text)
    assert found is not None
    visitor.send()
    return found[0]


def test_a_forward_becomes_an_alert_and_a_confirmation(visitor: Visitor) -> None:
    visitor.draft("Gmail forward")
    before = time.monotonic()
    visitor.click("#send")
    visitor.see("#channel [data-action-id='referral:claim']")
    alert_s = time.monotonic() - before
    visitor.see("#mails .from", "Dana Reyes")
    confirmation_s = time.monotonic() - before
    print(f"\nfirst mail: alert after {alert_s:.2f} s, confirmation after {confirmation_s:.2f} s")
    assert "introducing" in visitor.mail_text()
    visitor.see("#timeline", "accepted by the mail server")
    visitor.see("#timeline", "registered R-")
    assert visitor.all("#steps .done button")[0].text.startswith("✓")
    assert max(alert_s, confirmation_s) < 20


def test_the_second_mail_shows_how_fast_a_warm_desk_is(visitor: Visitor) -> None:
    visitor.draft("Apple Mail forward")
    before = time.monotonic()
    cards = len(visitor.all("#channel .message"))
    visitor.click("#send")
    visitor.until(lambda: len(visitor.all("#channel .message")) > cards)
    print(f"\nnext mail: alert after {time.monotonic() - before:.2f} s")


def test_a_claim_changes_the_card_and_the_partner_hears_of_it(visitor: Visitor) -> None:
    prospect = intro(visitor)
    visitor.claim(prospect)
    visitor.see("#channel .message", "Marco Bianchi has")
    visitor.until(lambda: "Marco Bianchi has" in visitor.card(prospect))
    assert not visitor.card(prospect).endswith("Claim")
    visitor.click("#mails .unread")
    visitor.until(lambda: "Marco" in visitor.mail_text())
    visitor.see("#steps .done", "See what the partner hears")


def test_of_two_people_who_claim_at_once_one_wins_and_the_other_is_told_who(
    visitor: Visitor, demo: DemoThread
) -> None:
    prospect = intro(visitor, "Outlook forward")
    channel, ts = visitor.place_of(prospect)
    slack = demo.demo.slack

    async def both() -> None:
        await asyncio.gather(*(slack.click(who, channel, ts, "referral:claim") for who in ("marco", "aisha")))

    demo.do(both())
    visitor.until(lambda: " has " in visitor.card(prospect))
    winner = "Marco" if "Marco Bianchi has" in visitor.card(prospect) else "Aisha"
    visitor.be("Aisha Khan" if winner == "Marco" else "Marco Bianchi")
    told = visitor.words("#channel .message.ephemeral", winner)
    assert "Only visible to you" in told
    visitor.be(f"{winner} {'Bianchi' if winner == 'Marco' else 'Khan'}")
    visitor.card(prospect)
    assert visitor.all("#channel .message.ephemeral") == []


def test_a_slash_command_is_offered_completed_and_answered_to_one_person(visitor: Visitor) -> None:
    visitor.be("Dana Reyes")
    visitor.see("#say").send_keys("/pa")
    visitor.see("#hints li", "/partner status")
    visitor.keys(Keys.ARROW_DOWN, Keys.ENTER, "Northwind", Keys.ENTER)
    told = visitor.words("#channel .message.ephemeral", "Northwind Advisory")
    assert "Only visible to you" in told
    assert "Sam Ortega" in told


def test_app_home_opens(visitor: Visitor) -> None:
    visitor.look("referral-desk")
    visitor.see("#channel .home .bk")
    visitor.click("#tab-messages")
    visitor.see("#say")


def test_a_lead_is_introduced_moved_and_handed_over_from_its_card(visitor: Visitor) -> None:
    visitor.be("Marco Bianchi")
    visitor.look("sales-referrals")
    prospect = intro(visitor, "Apple Mail forward", "Katrin Vogel")
    visitor.claim(prospect)
    visitor.until(lambda: "Marco Bianchi has" in visitor.card(prospect))
    visitor.press_in("#channel .message", prospect, "referral:open")
    visitor.see("dialog.view[open]", "Marco Bianchi took it")
    visitor.keys(Keys.ESCAPE)
    visitor.gone("dialog.view")

    visitor.press_in_thread(prospect, "referral:intro")
    visitor.see("dialog.view[open]", "Three-way intro")
    visitor.click("dialog.view footer .primary")
    visitor.gone("dialog.view")
    visitor.until(lambda: "Contacted" in visitor.card(prospect))
    visitor.mail("Marco Bianchi")  # in copy

    visitor.choose_in("#channel .message", prospect, "referral:stage", "Qualified")
    visitor.until(lambda: "Qualified: move to" in visitor.card(prospect))
    visitor.look("referral-desk")
    visitor.see("#channel .home", "Qualified · Marco Bianchi")

    visitor.be("Dana Reyes")
    visitor.look("sales-referrals")
    visitor.press_in("#channel .message", prospect, "referral:assign")
    visitor.choose_in("dialog.view[open]", "Hand over", "user", "Aisha Khan")
    visitor.click("dialog.view footer .primary")
    visitor.gone("dialog.view")
    visitor.until(lambda: "Aisha Khan has" in visitor.card(prospect))


def test_the_whole_tour_works_with_the_keyboard_alone(visitor: Visitor) -> None:
    visitor.tab_to("#send")
    prospect = visitor.value("#write-text")
    address = re.search(r"[\w.]+@[\w-]+\.example", prospect)
    assert address is not None
    visitor.keys(Keys.ENTER)
    visitor.card(address[0])
    visitor.chrome.execute_script("document.activeElement.blur()")
    visitor.keys("2")
    visitor.until(lambda: visitor.focused().get_attribute("data-action-id") == "referral:claim")
    visitor.keys(Keys.ENTER)
    visitor.until(lambda: "Marco Bianchi has" in visitor.card(address[0]))
    visitor.see("#mails .unread")
    visitor.keys("3")
    visitor.until(lambda: visitor.focused().get_attribute("data-do") == "open")
    visitor.keys(Keys.ENTER)
    visitor.until(lambda: "Marco" in visitor.mail_text())


def test_hostile_words_are_shown_as_words(visitor: Visitor) -> None:
    visitor.box("Sam Ortega")
    visitor.draft("Plain note")
    visitor.write("#write-subject", f"{EVIL} Eve Mallory, Evil Corp")
    note = f"Please call Eve Mallory at Evil Corp, eve@evilcorp.example.\n\n{EVIL}\n\nSam"
    visitor.write("#write-text", note)
    visitor.send()
    card = visitor.card("eve@evilcorp.example")
    assert "<script>" in card
    assert "<!channel>" in card
    visitor.see("#mails .subject", "<script>")
    visitor.see("#timeline", "<script>")
    assert visitor.all("#channel .message .loud") == []
    assert visitor.chrome.title == "referral-desk · demo"


def test_a_mail_is_registered_by_hand_for_a_partner_looked_up_in_the_form(visitor: Visitor) -> None:
    visitor.draft("Unknown sender")
    visitor.write("#write-text", "Please ring Otto Brandt of Brandt Optik, otto@brandtoptik.example.")
    visitor.send()
    visitor.be("Dana Reyes")
    visitor.look("partner-managers")
    visitor.press_in("#channel .message", "otto@brandtoptik.example", "held:register")
    visitor.see("dialog.view[open] [data-input=external_select]").send_keys("Fontaine")
    visitor.until(lambda: visitor.all("dialog.view datalist option"))
    visitor.click("dialog.view footer .primary")
    visitor.gone("dialog.view")
    visitor.look("sales-referrals")
    assert "Fontaine Conseil" in visitor.card("otto@brandtoptik.example")
    visitor.box("Claire Fontaine")
    visitor.mail("Dana Reyes")


def test_an_unknown_sender_is_approved_in_a_form_and_the_mail_is_read_again(visitor: Visitor) -> None:
    visitor.draft("Unknown sender")
    visitor.send()
    visitor.see("#boxes [aria-selected=true]", "Others")
    visitor.be("Dana Reyes")
    visitor.look("partner-managers")
    visitor.click("#channel [data-action-id='held:approve']")
    form = visitor.see("dialog.view[open]")
    assert visitor.focused() in form.find_elements(By.CSS_SELECTOR, "input, select, textarea")
    visitor.click("dialog.view footer .primary")
    visitor.gone("dialog.view")
    visitor.look("sales-referrals")
    visitor.see("#channel .message", "Robin Hale")


def test_two_partners_with_one_prospect_are_laid_before_the_manager(visitor: Visitor) -> None:
    prospect = intro(visitor, "Outlook forward", "Claire Fontaine")
    visitor.card(prospect)
    assert intro(visitor, "Same lead again", "Katrin Vogel") == prospect
    visitor.be("Dana Reyes")
    visitor.look("partner-managers")
    assert "Vogel & Partner" in visitor.card("Two partners introduced")
    visitor.mail("Dana Reyes")


def test_a_message_is_turned_into_a_referral_from_its_menu(visitor: Visitor) -> None:
    visitor.say("Rita Gomez of Gomez Glass, rita@gomezglass.example, wants a demo")
    visitor.card("Gomez Glass")
    visitor.press_hidden("#channel .message", "Gomez Glass", ".hover [data-do=shortcut]")
    visitor.see("dialog.view[open]")
    assert visitor.value("dialog.view [data-input=email_text_input]") == "rita@gomezglass.example"
    visitor.keys(Keys.ESCAPE)
    visitor.gone("dialog.view")


def test_a_form_closes_with_escape_and_gives_the_keyboard_back(visitor: Visitor) -> None:
    visitor.box("Claire Fontaine")
    visitor.draft("Blank")
    visitor.write("#write-subject", "hello")
    visitor.write("#write-text", "Could somebody ring me about the programme please?")
    visitor.send()
    visitor.be("Dana Reyes")
    visitor.look("partner-managers")
    visitor.click("#channel [data-action-id='held:register']")
    visitor.see("dialog.view[open]")
    visitor.keys(Keys.ESCAPE)
    visitor.gone("dialog.view")
    assert visitor.focused().get_attribute("data-action-id") == "held:register"


def test_a_reply_stays_in_the_thread_and_quotes_what_it_answers(visitor: Visitor, demo: DemoThread) -> None:
    intro(visitor, "Gmail forward", "Katrin Vogel")
    visitor.see("#mails .from", "Dana Reyes")
    visitor.click("#reply")
    visitor.until(lambda: visitor.focused().get_attribute("id") == "write-text")
    visitor.keys("Thank you!")
    assert re.match(r"Thank you!\n\nOn .+ wrote:\n\n> ", visitor.value("#write-text"))
    visitor.send()
    boxes = demo.demo.mail.mailboxes
    answered = message_from_bytes(boxes[PARTNERS[1].email][-1], policy=policy.default)
    reply = message_from_bytes(boxes[DESK_ADDRESS][-1], policy=policy.default)
    assert reply["In-Reply-To"] in {
        message_from_bytes(raw, policy=policy.default)["Message-ID"] for raw in boxes[PARTNERS[1].email]
    }
    assert str(reply["References"]).endswith(str(reply["In-Reply-To"]))
    assert str(reply["Subject"]).startswith("Re: ")
    assert answered["From"] is not None


def test_a_mail_reads_as_html_as_text_and_as_source(visitor: Visitor) -> None:
    intro(visitor, "Gmail forward", "Claire Fontaine")
    visitor.see("#mails .from", "Dana Reyes")
    assert "R-" in visitor.mail_text()
    visitor.click(".segments button", "Text")
    visitor.see("#reading .plain", "R-")
    visitor.click(".segments button", "Source")
    visitor.see("#reading .source", "In-Reply-To:")


def test_another_window_sees_the_same_and_a_reload_keeps_the_view(visitor: Visitor) -> None:
    visitor.be("Dana Reyes")
    visitor.look("partner-managers")
    visitor.chrome.refresh()
    visitor.see("#channel h2", "partner-managers")
    visitor.see("#live", "live")


def test_every_control_has_a_name_and_no_two_elements_share_an_id(visitor: Visitor) -> None:
    script = """
    const named = (e) => (e.getAttribute('aria-label') || e.textContent.trim() || e.title || '').length > 0
      || (e.labels && e.labels.length > 0) || e.getAttribute('aria-labelledby');
    const controls = [...document.querySelectorAll('button, a[href], input, select, textarea, iframe')];
    const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
    return [controls.filter((e) => !named(e)).map((e) => e.outerHTML.slice(0, 120)),
            ids.filter((id, i) => ids.indexOf(id) !== i)];
    """
    visitor.click(".top [data-do=help]")
    visitor.see("#help[open]")
    assert visitor.chrome.execute_script(script) == [[], []]


@pytest.mark.parametrize(("width", "columns"), [(1280, 2), (1024, 2), (600, 1)])
def test_nothing_sticks_out_of_a_narrower_window_with_a_thread_open_or_not(
    visitor: Visitor, width: int, columns: int
) -> None:
    measure = """
    const thread = document.querySelector('#thread'), page = document.documentElement;
    const open = thread.appendChild(document.createElement('p'));
    const shown = getComputedStyle(document.querySelector('.stage')).gridTemplateColumns.split(' ').length;
    open.remove();
    return [shown, Math.max(0, page.scrollWidth - page.clientWidth)];
    """
    visitor.chrome.set_window_size(width, 900)
    try:
        assert visitor.chrome.execute_script(measure) == [columns, 0]
    finally:
        visitor.chrome.set_window_size(1440, 900)
