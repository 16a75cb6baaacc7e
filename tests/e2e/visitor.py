"""A visitor of the demo page: what a person does and sees, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from selenium.common.exceptions import (
    ElementClickInterceptedException,
    NoSuchElementException,
    NoSuchFrameException,
    StaleElementReferenceException,
    WebDriverException,
)
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

T = TypeVar("T")
PATIENCE_S = 30.0  # the machine may be busy; a healthy one needs a fraction of a second
_PASSING = (
    NoSuchElementException,
    NoSuchFrameException,
    StaleElementReferenceException,
    ElementClickInterceptedException,
)


class Visitor:
    """Finds things the way a person does and waits until they are there."""

    def __init__(self, chrome: Chrome, url: str) -> None:
        self.chrome = chrome
        self._url = url

    def open(self) -> None:
        """Come to the page for the first time."""
        self.chrome.get(self._url)
        self.until(lambda: self.chrome.find_element(By.CSS_SELECTOR, "#live[data-state=on]"))

    def until(self, look: Callable[[], T]) -> T:
        """Wait until `look` gives something; things that are being redrawn are looked at again."""
        wait = WebDriverWait(self.chrome, PATIENCE_S, 0.05, ignored_exceptions=_PASSING)
        return wait.until(lambda _: look())

    def all(self, css: str) -> list[WebElement]:
        """Everything that matches now."""
        return self.chrome.find_elements(By.CSS_SELECTOR, css)

    def see(self, css: str, text: str = "") -> WebElement:
        """Wait for an element that contains the text."""
        return self.until(lambda: next((one for one in self.all(css) if text in one.text), None)) or _never()

    def words(self, css: str, text: str = "") -> str:
        """All the words of an element that contains the text, once it is there."""
        return self.until(lambda: next((o.text for o in self.all(css) if text in o.text), "")) or ""

    def gone(self, css: str) -> None:
        """Wait until nothing matches any more."""
        self.until(lambda: not self.all(css))

    def click(self, css: str, text: str = "") -> None:
        """Press it once it is there."""

        def press() -> bool:
            found = next((one for one in self.all(css) if text in one.text), None)
            if found:
                found.click()
            return found is not None

        self.until(press)

    def keys(self, *keys: str) -> None:
        """Type, wherever the keyboard is."""
        ActionChains(self.chrome).send_keys(*keys).perform()

    def focused(self) -> WebElement:
        """Where the keyboard is."""
        return self.chrome.switch_to.active_element

    def tab_to(self, css: str, *, most: int = 120) -> None:
        """Press Tab until the keyboard is there; everything on the way must show that it has the focus."""
        for _ in range(most):
            self.keys(Keys.TAB)
            if self.until(lambda: self._stop(css)) == "there":
                return
        raise AssertionError(f"Tab never reaches {css}")

    def _stop(self, css: str) -> str:
        here = self.focused()
        if here.tag_name != "iframe":
            assert self._shows_focus(here), f"no visible focus on {here.get_attribute('outerHTML')}"
        return "there" if here in self.all(css) else "on the way"

    def _shows_focus(self, element: WebElement) -> bool:
        script = (
            "const s = getComputedStyle(arguments[0]); const box = arguments[0].closest('.box');"
            "return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0)"
            " || (box && getComputedStyle(box).boxShadow !== 'none');"
        )
        return bool(self.chrome.execute_script(script, element))

    # ---- the partner's side

    def draft(self, title: str) -> None:
        """Choose a ready-made mail, opening the form when it is closed."""
        if not self.all("#send"):
            self.click("#write")
            self.see("#send")
        before = self._form()
        self.click(".ready button", title)
        self.until(lambda: self._form() not in ("", before))

    def write(self, css: str, text: str) -> None:
        """Put text into a field in place of what is there."""

        def put() -> bool:
            field = self.see(css)
            field.clear()
            field.send_keys(text)
            return True

        self.until(put)

    def value(self, css: str) -> str:
        """What stands in a field."""
        return self.until(lambda: str(self.see(css).get_property("value")))

    def _form(self) -> str:
        forms = self.all("#compose form")
        return str(forms[0].get_attribute("data-serial")) if forms else ""

    def send(self) -> None:
        """Press Send; the form closes when the mail server has taken the mail."""
        self.click("#send")
        self.gone("#send")

    def box(self, name: str) -> None:
        """Open a partner's mailbox; a ready-made mail that stands open becomes that partner's."""
        if any(name in one.text for one in self.all("#boxes [aria-selected=true]")):
            return
        before = self._form()
        self.click("#boxes [role=tab]", name)
        self.see("#boxes [aria-selected=true]", name)
        if before:
            self.until(lambda: self._form() != before)

    def mail(self, text: str) -> WebElement:
        """Wait for a mail in the list."""
        return self.see("#mails li button", text)

    def mail_text(self) -> str:
        """The words of the open mail, as its HTML shows them."""
        return self.until(self._frame_text)

    def _frame_text(self) -> str:
        self.chrome.switch_to.frame(self.chrome.find_element(By.CSS_SELECTOR, "#reading iframe"))
        try:
            return self.chrome.find_element(By.TAG_NAME, "body").text
        except WebDriverException as gone:
            if "detached" not in str(gone.msg):
                raise
            return ""  # the page drew the mail anew while we looked; look again
        finally:
            self.chrome.switch_to.default_content()

    # ---- the vendor's side

    def be(self, name: str) -> None:
        """Look at Slack with somebody else's eyes."""
        Select(self.see("#who")).select_by_visible_text(name)
        self.until(lambda: Select(self.see("#who")).first_selected_option.text == name)

    def look(self, place: str) -> None:
        """Go to a channel or to the app."""
        self.click("#sidebar nav button", place)
        self.see("#sidebar [aria-current=page]", place)

    def card(self, text: str) -> str:
        """Wait for a message in the open channel; all its words."""
        return self.words("#channel .message", text)

    def place_of(self, text: str) -> tuple[str, str]:
        """Channel and timestamp of the message that contains the text."""

        def look() -> tuple[str, str] | None:
            card = next((one for one in self.all("#channel .message") if text in one.text), None)
            if card is None:
                return None
            return str(card.get_attribute("data-channel")), str(card.get_attribute("data-ts"))

        return self.until(look) or ("", "")

    def claim(self, text: str) -> None:
        """Press Claim on the card about this prospect."""
        self.press_in("#channel .message", text, "referral:claim")

    def press_in(self, css: str, text: str, action_id: str) -> None:
        """Press a button of the thing that contains the text."""

        def press() -> bool:
            found = next((one for one in self.all(css) if text in one.text), None)
            if found is None:
                return False
            found.find_element(By.CSS_SELECTOR, f"[data-action-id='{action_id}']").click()
            return True

        self.until(press)

    def press_in_thread(self, text: str, action_id: str) -> None:
        """Open the thread under the message that contains the text, and press a button there."""

        def open_thread() -> bool:
            found = next((one for one in self.all("#channel .message") if text in one.text), None)
            if found is None:
                return False
            found.find_element(By.CSS_SELECTOR, ".replies").click()
            return True

        self.until(open_thread)
        self.click(f"#thread [data-action-id='{action_id}']")

    def choose_in(self, css: str, text: str, action_id: str, option: str) -> None:
        """Choose from a menu of the thing that contains the text."""

        def choose() -> bool:
            found = next((one for one in self.all(css) if text in one.text), None)
            if found is None:
                return False
            menu = found.find_element(By.CSS_SELECTOR, f"select[data-action-id='{action_id}']")
            Select(menu).select_by_visible_text(option)
            return True

        self.until(choose)

    def press_hidden(self, css: str, text: str, button: str) -> None:
        """Press what shows only while the mouse is over the thing that contains the text."""

        def press() -> bool:
            found = next((one for one in self.all(css) if text in one.text), None)
            if found is None:
                return False
            ActionChains(self.chrome).move_to_element(found).perform()
            found.find_element(By.CSS_SELECTOR, button).click()
            return True

        self.until(press)

    def say(self, text: str) -> None:
        """Type into the message box and press Enter."""
        field = self.see("#say")
        field.send_keys(text, Keys.ENTER)


def _never() -> WebElement:
    raise AssertionError("unreachable: the wait ends with an element or an error")
