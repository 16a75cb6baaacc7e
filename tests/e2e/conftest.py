"""One demo and one browser for all browser tests: starting them costs seconds."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest
from selenium.webdriver import Chrome

from bot.sandbox.demo import Demo, running
from tests.e2e.visitor import Visitor
from tests.rigs.browser import open_browser

T = TypeVar("T")


@dataclass
class DemoThread:
    """A running demo with an event loop of its own, so that tests may wait for the browser."""

    folder: Path
    demo: Demo = field(init=False)
    _loop: asyncio.AbstractEventLoop = field(init=False)
    _stop: asyncio.Event = field(init=False)

    def start(self) -> None:
        started: Future[None] = Future()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._live(started)), name="demo")
        self._thread.start()
        started.result(timeout=90)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(timeout=60)

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Run something inside the demo."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=30)

    async def _live(self, started: Future[None]) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        try:
            async with running(self.folder) as self.demo:
                started.set_result(None)
                await self._stop.wait()
        except BaseException as wrong:
            if not started.done():
                started.set_exception(wrong)
            raise


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoThread]:
    thread = DemoThread(tmp_path_factory.mktemp("demo"))
    thread.start()
    yield thread
    thread.stop()


@pytest.fixture(scope="session")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    browser = open_browser(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.quit()


@pytest.fixture
def visitor(chrome: Chrome, demo: DemoThread, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """Somebody who has just opened the page; the browser must have nothing to complain about."""
    visitor = Visitor(chrome, demo.demo.page.url)
    visitor.open()
    failures = request.session.testsfailed
    yield visitor
    if request.session.testsfailed > failures:
        picture = demo.folder / f"{request.node.name}.png"
        chrome.save_screenshot(str(picture))
        print(f"What the visitor saw: {picture}\nThe bot's log: {demo.demo.log}")
        return
    assert [entry for entry in chrome.get_log("browser") if entry["level"] == "SEVERE"] == []  # type: ignore[no-untyped-call]
