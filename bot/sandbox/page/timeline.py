"""What just happened: every mail sent or button pressed is a story, what follows are its timed steps."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from workflows import tracking

_FOLLOWS_S = 60.0  # what names no tracking id and comes later than this belongs to no story
_MOST = 30


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened; `ms` counts from the story's beginning."""

    what: str
    ms: int
    kind: str  # mail, desk, slack: the colour of its dot


@dataclass(slots=True)
class Story:
    """Something a person did, and all that came of it."""

    title: str
    at: float  # wall clock, for reading
    began: float  # monotonic, for counting
    kind: str
    tracking_ids: set[str] = field(default_factory=set)
    mail_ids: set[str] = field(default_factory=set)
    steps: list[Step] = field(default_factory=list)


class Timeline:
    """The stories of this demo, oldest first."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.stories: list[Story] = []

    def begin(self, title: str, kind: str, *, mail_id: str = "", text: str = "") -> Story:
        """A person does something."""
        story = Story(title, time.time(), self._clock(), kind, set(tracking.find(text)))
        if mail_id:
            story.mail_ids.add(mail_id)
        self.stories.append(story)
        del self.stories[:-_MOST]
        return story

    def step(self, story: Story, what: str, kind: str) -> None:
        """Something came of it."""
        story.steps.append(Step(what, round((self._clock() - story.began) * 1000), kind))

    def about(self, story: Story, text: str) -> None:
        """The story concerns the referrals which this text names."""
        story.tracking_ids.update(tracking.find(text))

    def began_with(self, mail_id: str) -> bool:
        """Whether this very mail is what a person sent: a copy of it is no answer."""
        return any(mail_id in story.mail_ids for story in self.stories)

    def answered(self, what: str) -> None:
        """Slack answers the person who did the newest thing there."""
        fresh = (one for one in reversed(self.stories) if one.kind == "slack" and self._is_fresh(one))
        if story := next(fresh, None):
            self.step(story, what, "slack")

    def happened(self, what: str, kind: str, *, text: str = "", references: str = "") -> Story | None:
        """Something came of some story: of the one whose mail it answers or whose tracking id it names."""
        ids = set(tracking.find(text))
        new = ids - {known for story in self.stories for known in story.tracking_ids}
        story = self._story(ids, new, references)
        if story is None:
            return None
        story.tracking_ids |= ids
        for tracking_id in sorted(new):
            self.step(story, f"registered {tracking_id}", "desk")
        if all(step.what != what for step in story.steps):
            self.step(story, what, kind)
        return story

    def _story(self, ids: set[str], new: set[str], references: str) -> Story | None:
        newest_first = self.stories[::-1]
        fresh = [story for story in newest_first if self._is_fresh(story)]
        answered = [story for story in newest_first if any(m in references for m in story.mail_ids)]
        waiting = [story for story in reversed(fresh) if story.kind == "mail" and not story.tracking_ids]
        concerned = [s for s in newest_first if s in answered or (s in fresh and s.tracking_ids & ids)]
        last = fresh[:1] if not ids or not fresh or not fresh[0].tracking_ids else []
        return next(iter([*answered, *waiting] if new else [*concerned, *last]), None)

    def _is_fresh(self, story: Story) -> bool:
        return self._clock() - story.began < _FOLLOWS_S
