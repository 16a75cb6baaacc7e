"""Every mail in a real browser, light and dark, narrow and wide: `python -m tests.mail_pictures FOLDER`.

Writes a PNG of each, and its text beside it. A picture is for eyes; what a program can judge, tests judge.
"""

from __future__ import annotations

import base64
import sys
import tempfile
from pathlib import Path

from selenium.webdriver import Chrome

from bot.reports.charts import charts
from templates import Words
from tests.rigs.browser import open_browser
from tests.rigs.letters import letter, names, numbers

WIDTHS = {"narrow": 360, "wide": 760}
SCHEMES = ("light", "dark")


def main(folder: Path) -> None:
    """A picture of each."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {f"{one.name}@report": one.png for one in charts(numbers())}
    with tempfile.TemporaryDirectory() as profile:
        browser = open_browser(Path(profile))
        try:
            for name in sys.argv[2:] or names():
                words = letter(name, with_pictures=True)
                (folder / f"{name}.txt").write_text(f"{words.subject}\n\n{words.text}", encoding="utf-8")
                for scheme in SCHEMES:
                    for width, pixels in WIDTHS.items():
                        show(browser, _inlined(words, drawn), scheme, pixels)
                        shot = _whole_page(browser, pixels)
                        (folder / f"{name}-{scheme}-{width}.png").write_bytes(shot)
        finally:
            browser.quit()


def show(browser: Chrome, html: str, scheme: str, width: int) -> None:
    """Put a mail before the reader: their colours, their width."""
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    frame = browser.execute_cdp_cmd("Page.getFrameTree", {})["frameTree"]["frame"]["id"]
    browser.execute_cdp_cmd("Page.setDocumentContent", {"frameId": frame, "html": html})


def _inlined(words: Words, drawn: dict[str, bytes]) -> str:
    """The pictures of a report where a mail program would show them."""
    html = words.html
    for cid, png in drawn.items():
        html = html.replace(f"cid:{cid}", f"data:image/png;base64,{base64.b64encode(png).decode()}")
    return html


def _whole_page(browser: Chrome, width: int) -> bytes:
    height = browser.execute_script("return document.documentElement.scrollHeight")
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
    found = browser.execute_cdp_cmd("Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True})
    return base64.b64decode(found["data"])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
