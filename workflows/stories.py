"""Success stories: told only when they are real, recent and allowed, and when they fit who reads them.

A manager says once whether a won deal may be told, and whether with names. Without names a story says no
more than the month, the country and how long it took.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

Permission = Literal["asked", "named", "anonymous", "refused"]
DULL = frozenset(
    """
    about after also and are asked been call company from gmbh group have help into just limited ltd need
    needs over please services some sure that the their them they this want wants with would your
    partner referral
    """.split()
)
SHORTEST_WORD = 4


@dataclass(frozen=True, slots=True)
class Story:
    """A won deal, as it may be told. `referral_id` is ours alone and never leaves the house."""

    referral_id: str
    partner_id: str
    won_on: date
    days: int  # from the introduction to the close; 0 is the same day
    permission: Permission = "asked"
    country: str = ""  # of the partner, ISO 3166
    partner: str = ""  # the names, told only when `permission` is "named"
    prospect: str = ""
    tags: tuple[str, ...] = ()  # what it is about: "dentists", "payroll"
    decided_by: str = ""

    @property
    def is_told(self) -> bool:
        """Whether anybody may hear it."""
        return self.permission in ("named", "anonymous")

    @property
    def is_named(self) -> bool:
        """Whether with names."""
        return self.permission == "named"


@dataclass(frozen=True, slots=True)
class Clientele:
    """What we know of the clients of the partner who would read a story."""

    partner_id: str
    country: str = ""
    words: frozenset[str] = field(default_factory=frozenset)  # of their referrals and notes


def best_story(
    stories: Iterable[Story], reader: Clientele, now: datetime, *, days: int, told: Iterable[str] = ()
) -> Story | None:
    """The one that resembles the reader's clients most; None when none fits, so that none is told."""
    oldest, known = (now - timedelta(days=days)).date(), frozenset(told)
    fit = [
        story
        for story in stories
        if story.is_told
        and story.won_on >= oldest
        and story.partner_id != reader.partner_id
        and story.referral_id not in known
        and likeness(story, reader) > 0
    ]
    return max(fit, key=lambda s: (likeness(s, reader), s.won_on, s.referral_id), default=None)


def likeness(story: Story, reader: Clientele) -> int:
    """How much a story's client resembles the reader's: a shared subject counts more than a country."""
    subjects = {word for tag in story.tags for word in words_of(tag)}
    same_country = bool(story.country) and story.country == reader.country
    return 2 * len(subjects & reader.words) + same_country


def words_of(text: str) -> frozenset[str]:
    """The words of a text that may say what a business is about, without plurals and dull ones."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    found = (word.removesuffix("s") for word in re.findall(r"[^\W\d_]+", plain) if word not in DULL)
    return frozenset(word for word in found if len(word) >= SHORTEST_WORD)
