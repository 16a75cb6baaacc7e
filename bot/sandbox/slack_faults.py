"""Faults to switch on: what Slack does on a bad day."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Fault:
    """One fault of one Web API method (`*` means all), for so many more calls."""

    kind: str  # rate_limit | server_error | refuse | lose_answer | delay
    method: str
    left: float
    seconds: float = 0
    error: str = ""


@dataclass(slots=True)
class Faults:
    """The switches; every one is off at first."""

    silent: bool = False  # sockets stay open and nothing comes out of them
    answer_pings: bool = True
    event_copies: int = 1
    cut: Callable[[], None] = lambda: None  # set by the server
    post_gap_s: float = 0.0  # least time between two messages in one channel
    _methods: list[Fault] = field(default_factory=list)
    _posted: dict[str, float] = field(default_factory=dict)

    def rate_limit(self, method: str = "*", times: int = 1, retry_after: int = 1) -> None:
        """Answer the next calls with 429 and Retry-After (seconds)."""
        self._methods.append(Fault("rate_limit", method, times, seconds=retry_after))

    def server_error(self, method: str = "*", times: int = 1) -> None:
        """Answer the next calls with 500, before doing anything."""
        self._methods.append(Fault("server_error", method, times))

    def refuse(self, method: str, error: str, times: float = math.inf) -> None:
        """Answer calls with this error, such as `token_revoked`."""
        self._methods.append(Fault("refuse", method, times, error=error))

    def lose_answer(self, method: str, times: int = 1) -> None:
        """Do what is asked, then cut the connection instead of answering."""
        self._methods.append(Fault("lose_answer", method, times))

    def delay(self, method: str, seconds: float, times: float = math.inf) -> None:
        """Answer calls later."""
        self._methods.append(Fault("delay", method, times, seconds=seconds))

    def pace_posts(self, gap_s: float = 1.0) -> None:
        """Refuse with 429 what comes to a channel sooner than so long after the message before it."""
        self.post_gap_s = gap_s

    def too_fast(self, channel: str, now: float) -> bool:
        """Whether a message to this channel comes too soon; one that does not counts as posted."""
        if self.post_gap_s <= 0:
            return False
        if now - self._posted.get(channel, -math.inf) < self.post_gap_s:
            return True
        self._posted[channel] = now
        return False

    def drop_sockets(self) -> None:
        """Cut every web socket at once, without a word."""
        self.cut()

    def silence(self, *, answer_pings: bool = False) -> None:
        """Swallow every envelope; with `answer_pings` the sockets even look alive."""
        self.silent, self.answer_pings = True, answer_pings

    def duplicate_events(self, copies: int = 2) -> None:
        """Deliver every event so many times, with one event_id."""
        self.event_copies = copies

    def clear(self) -> None:
        """A good day again."""
        self.silent, self.answer_pings, self.event_copies = False, True, 1
        self.post_gap_s = 0.0
        self._methods.clear()

    def take(self, kind: str, method: str) -> Fault | None:
        """Use up one fault of this kind for a call of `method`, if there is one."""
        for fault in self._methods:
            if fault.kind == kind and fault.method in ("*", method) and fault.left > 0:
                fault.left -= 1
                return fault
        return None
