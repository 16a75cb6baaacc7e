"""Whether new names in a message are a new referral, an addition to one on file, or neither."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from workflows.conversation.clauses import Clause
from workflows.conversation.extract import MOST, prospects
from workflows.conversation.on_file import Known, alike, of_contact, of_domain
from workflows.conversation.opinion import Opinion, Setting
from workflows.conversation.prospect import Prospect
from workflows.conversation.resolver import Found
from workflows.conversation.rules import REDIRECTS
from workflows.conversation.text import SENTENCE_END, Token

View = tuple[Clause, list[Opinion]]
TELLING = frozenset(
    {
        "referral_status",
        "payout_query",
        "withdraw_referral",
        "status_overview",
        "program_question",
    }
)


@dataclass(frozen=True, slots=True)
class Submission:
    """New people in a message, and the referrals on file that some of them belong to."""

    people: tuple[Prospect, ...]
    on_file: tuple[str, ...]
    masks: Mapping[int, str]

    def firms(self) -> list[str]:
        """The companies of the new people; a surname said again is none."""
        return [p.company for p in self.people if p.company and p.company not in (p.name or "")]

    def counts(self, views: Sequence[View], setting: Setting) -> bool:
        """Whether the new people are meant as a new referral."""
        hard = {o.intent for _, view in views for o in view if o.weight == "hard"}
        solid = any(p.email or (p.phone and p.company) for p in self.people)
        if not self.people or (hard & {"human_request", "unclear", "complaint"} and not solid):
            return False
        redirects = any(o.why == REDIRECTS for _, view in views for o in view)
        if redirects or self._belongs(views, setting):
            return False
        given = any(part.any("give") and not part.named for part, _ in views)
        if any((p.email or p.phone) and (p.name or p.company) for p in self.people):
            return given or not all(part.named for part, _ in views if part.data)
        told = {o.intent for _, view in views for o in view}
        return given and not told & TELLING and any(p.company or " " in (p.name or "") for p in self.people)

    def _belongs(self, views: Sequence[View], setting: Setting) -> bool:
        """The data correct a referral on file: named beside them, or the one we talked about."""
        updates = [part for part, view in views if any(o.intent == "update_referral" for o in view)]
        others = [part for part, _ in views if part.data and not part.named and part.any("give", "more")]
        own = any(p.company for p in self.people)
        if any(part.named for part in updates):
            return not (own and others)
        return bool(
            updates and setting.last and not own and not (others and any(p.name for p in self.people))
        )

    def joined(self, views: list[View], *, submits: bool) -> list[View]:
        """The opinions with the submission among them."""
        if len(set(self.on_file)) == 1 and not self.people:
            views = [(part, [o for o in view if o.why != REDIRECTS or not part.data]) for part, view in views]
        if submits:
            views = [(part, _beside(part, view)) for part, view in views]
            unsure = len(self.people) > MOST or not all(p.sure for p in self.people)
            unsure = unsure or (_corrects(views) and not self.firms())
            solid = all((p.email or p.phone) and p.name and (p.company or " " in p.name) for p in self.people)
            opinion = Opinion("submit_referral", unsure=unsure, weight="hard" if solid else "plain")
            return [*views, (views[-1][0], [opinion])]
        if self.on_file and not any(o.intent == "update_referral" for _, view in views for o in view):
            return [*views, (views[-1][0], [Opinion("update_referral")])]
        return views


def _corrects(views: Sequence[View]) -> bool:
    """`Rectify Mr Belmonte's number: …` corrects somebody, whom nobody on file is called."""
    return any(part.any("correct") for part, _ in views)


def _beside(part: Clause, view: list[Opinion]) -> list[Opinion]:
    """In the clause of the new name other readings of its words fall away."""
    view = [o for o in view if o.intent != "nudge_accept"]  # giving a name is the yes
    if not (part.named or part.asks):  # "worth a call" speaks of no money
        view = [o for o in view if not o.unsure or o.handoff]
    if not part.question and not part.any("list", "status"):  # "say that it was me who sent you"
        view = [o for o in view if o.intent != "status_overview" or o.weight == "hard"]
    gives = ("px" in part.words or part.data) and not part.named
    if gives:  # "their manager", "call her": said of the new person
        theirs = {"complaint"} if part.any("theirs") else set()  # unhappy with whom they have now
        return [o for o in view if o.weight == "hard" and o.intent not in {"human_request", *theirs}]
    if part.any("give") and not part.named and not part.asks:
        return [o for o in view if o.weight == "hard"]
    return [o for o in view if o.intent != "smalltalk"]


def submission(
    text: str,
    found: Sequence[Token],
    names: Found,
    referrals: tuple[Known, ...],
    vocabulary: Collection[str],
    language: str,
    headers: Mapping[str, str] | None,
) -> Submission:
    """The new people of a message; the sender's own address is none of them."""
    sender = " ".join(
        v for k, v in (headers or {}).items() if k.casefold() in {"from", "reply-to"}
    ).casefold()
    own = {at for at, t in enumerate(found) if t.kind == "email" and t.raw.casefold() in sender}
    own |= _of_known(found, names)
    new: list[Prospect] = []
    on_file: list[str] = []
    for person in prospects(text, found, set(names.owner) | own, vocabulary, nouns=language == "de"):
        refs = alike(person.company, referrals) if person.company else frozenset()
        if not person.company and person.email:
            refs = of_domain(person.email.partition("@")[2], referrals) or (
                of_contact(person.email.partition("@")[0], referrals) & names.single()
            )
        if refs:
            on_file.extend(sorted(refs))
        else:
            new.append(person)
    return Submission(tuple(new), tuple(on_file), _masks(found, names, new, vocabulary))


def _of_known(found: Sequence[Token], names: Found) -> set[int]:
    """Data told of somebody on file, before a sentence with somebody new and their own."""
    strange = [u.start for u in names.unknown if found[u.start].capital]
    data = [at for at, t in enumerate(found) if t.kind in {"email", "phone"}]
    ends = [at for at, t in enumerate(found) if t.word in SENTENCE_END]
    end = next((at for at in ends if data and at > data[0]), len(found))
    start = max((at for at in ends if data and at < data[0]), default=0)
    told = [at for at in data if at < end]
    beside = names.within(start, end) and not any(at < end for at in strange)
    later = any(at > end for at in strange) and any(at > end for at in data)
    return set(told) if beside and later else set()


def _masks(
    found: Sequence[Token],
    names: Found,
    new: Sequence[Prospect],
    vocabulary: Collection[str],
) -> dict[int, str]:
    """Strangers in capitals and the words of new names are masked; one mask for each row of words."""
    # A capital alone hides no word: "under GDPR" must stay readable.
    named = {at for person in new if person.email or person.phone for at in person.places}
    unknown = (at for u in names.unknown for at in range(u.start, u.end))
    strange = {at for at in unknown if found[at].word not in vocabulary}
    masks: dict[int, str] = {}
    for at, token in enumerate(found):
        if token.kind == "word" and (at in named or (at in strange and (token.capital or new))):
            masks[at] = "" if at - 1 in masks else "px"
    return masks
