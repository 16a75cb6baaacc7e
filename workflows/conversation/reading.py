"""From a message to what it asks: gate, clean, resolve, read, decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from workflows.conversation import gate, policy, selection
from workflows.conversation.classifier import model
from workflows.conversation.clauses import Clause, clauses, mask
from workflows.conversation.clean import own_words
from workflows.conversation.extract import MOST, Prospect, prospects
from workflows.conversation.lexicon import lexicon
from workflows.conversation.resolver import JOINTS, Found, Known, alike, clashes, known, resolve
from workflows.conversation.rules import NEEDS_REF, Opinion, Setting, opinions
from workflows.conversation.text import Token, plain, tokens
from workflows.conversation.words import names

LONGEST = 4000  # characters of a message that are read


@dataclass(frozen=True, slots=True)
class Question:
    """One intent and the referrals it is about."""

    intent: str
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message asks, and whether the bot may answer it alone."""

    questions: tuple[Question, ...] = ()
    prospects: tuple[Prospect, ...] = ()
    verdict: policy.Verdict = "act"
    language: str = "en"
    why: str = ""

    @property
    def intents(self) -> list[str]:
        """Every intent once, in order."""
        return list(dict.fromkeys(q.intent for q in self.questions))

    @property
    def refs(self) -> list[str]:
        """Every referral once, in order."""
        return list(dict.fromkeys(ref for q in self.questions for ref in q.refs))


@cache
def vocabulary() -> frozenset[str]:
    """Words that are no names."""
    return frozenset(
        model().vocabulary | lexicon().words() | names.BLOCKED | names.TIMES | JOINTS | names.PARTICLES
    )


def read(text: str, context: Mapping[str, object], headers: Mapping[str, str] | None = None) -> Reading:
    """The reading of a message of this partner; pure, the same for the same input."""
    own = own_words(text[:LONGEST])
    found = tokens(own)
    raw = context.get("referrals")
    referrals = known([r for r in raw if isinstance(r, Mapping)] if isinstance(raw, Sequence) else [])
    resolved = resolve(found, referrals, vocabulary())
    language = _language(found)
    machine = gate.verdict(own, headers, on_file=bool(resolved.mentions))
    if machine != "person":
        verdict: policy.Verdict = "act" if machine == "machine" else "handoff"
        return Reading((Question("auto_reply"),), verdict=verdict, language=language, why="machine")
    setting = _setting(context)
    options = selection.offered(setting.awaiting)
    if options:
        picked = _selected(found, resolved, options, referrals, language, setting)
        if picked:
            return picked
    return _message(own, found, resolved, referrals, setting, language, headers)


def _setting(context: Mapping[str, object]) -> Setting:
    last, intent, awaiting = context.get("last_answered"), context.get("last_intent"), context.get("awaiting")
    refs = (
        (last,)
        if isinstance(last, str)
        else tuple(str(r) for r in last)
        if isinstance(last, Sequence)
        else ()
    )
    return Setting(refs, str(intent) if intent else None, str(awaiting) if awaiting else None)


def _language(found: Sequence[Token]) -> str:
    shares = model().languages(plain(found[:60]))
    return max(shares, key=lambda name: shares[name])


def _selected(
    found: list[Token],
    resolved: Found,
    options: tuple[str, ...],
    referrals: tuple[Known, ...],
    language: str,
    setting: Setting,
) -> Reading | None:
    """The answer to our question, unless the message says something else."""
    parts = clauses(found, resolved, {})
    has = frozenset().union(*(p.has for p in parts)) if parts else frozenset()
    if has & {"optout", "anger", "risky", "human"} or any({"ex", "nx"} & set(p.words) for p in parts):
        return None
    if "neither" in has and not any(m.refs & set(options) for m in resolved.mentions):
        return Reading(
            (Question("unclear"),), verdict="handoff", language=language, why="none of the options"
        )
    refs = selection.chosen(parts, found, resolved, options, referrals)
    words = sum(len(p.words) for p in parts)
    if refs and words <= 12 and not any(m.refs and not m.refs & set(options) for m in resolved.mentions):
        return Reading((Question("select_option", refs),), language=language)
    if words <= 5 and not has & {"thanks", "greet", "status", "money", "list"}:
        return Reading((Question("unclear"),), verdict="handoff", language=language, why="no option named")
    return None


def _message(
    own: str,
    found: list[Token],
    resolved: Found,
    referrals: tuple[Known, ...],
    setting: Setting,
    language: str,
    headers: Mapping[str, str] | None,
) -> Reading:
    people, on_file = _people(own, found, resolved, referrals, headers)
    masks = _masks(found, resolved, bool(people))
    parts = clauses(found, resolved, masks)
    views = [(part, opinions(part, setting)) for part in parts]
    submits = _submits(people, on_file, views, setting)
    if submits:
        views = [(part, _with_submission(part, view)) for part, view in views]
        if not any(o.intent == "submit_referral" for _, view in views for o in view):
            views.append(
                (
                    parts[-1],
                    [
                        Opinion(
                            "submit_referral", unsure=not all(p.sure for p in people) or len(people) > MOST
                        )
                    ],
                )
            )
    elif on_file:
        views.append((parts[-1], [Opinion("update_referral")]))
    questions, settled = _questions(views, resolved, setting, on_file)
    found_opinions = _merged([o for _, view in views for o in view])
    shares = _shares(found, resolved, masks, [p for p, v in views if v])
    verdict = policy.decide(
        found_opinions, shares, refs_settled=settled and not clashes(resolved, found), gaps=_gaps(views)
    )
    kept = tuple(q for q in questions if q.intent in {o.intent for o in found_opinions}) or (
        Question("unclear"),
    )
    why = next((o.why for o in found_opinions if o.handoff), "")
    return Reading(kept, people[:MOST] if submits else (), verdict, language, why)


def _people(
    own: str,
    found: list[Token],
    resolved: Found,
    referrals: tuple[Known, ...],
    headers: Mapping[str, str] | None,
) -> tuple[tuple[Prospect, ...], tuple[str, ...]]:
    """New people in the message, and the referrals on file that some of them belong to."""
    sender = " ".join(
        v for k, v in (headers or {}).items() if k.casefold() in {"from", "reply-to"}
    ).casefold()
    taken = set(resolved.owner) | {
        at for at, t in enumerate(found) if t.kind == "email" and t.raw.casefold() in sender
    }
    new, on_file = [], []
    for person in prospects(own, found, taken, vocabulary()):
        refs = alike(person.company, referrals) if person.company else frozenset()
        if refs:
            on_file.extend(sorted(refs))
        else:
            new.append(person)
    return tuple(new), tuple(on_file)


def _masks(found: list[Token], resolved: Found, new: bool) -> dict[int, str]:
    """Strangers in capitals are new names; one mask for each row of words."""
    masks: dict[int, str] = {}
    for stranger in resolved.unknown:
        for at in range(stranger.start, stranger.end):
            if found[at].capital or new:
                masks[at] = "" if masks.get(at - 1) is not None and at - 1 in masks else "px"
    return masks


View = tuple[Clause, list[Opinion]]


def _submits(
    people: tuple[Prospect, ...], on_file: tuple[str, ...], views: list[View], setting: Setting
) -> bool:
    """New people are a submission unless they belong to a referral on file."""
    if not people:
        return False
    if any(
        o.weight == "hard" and o.intent in {"human_request", "unclear", "complaint"}
        for _, view in views
        for o in view
    ) and not any(p.email for p in people):
        return False
    reachable = [p for p in people if p.email or p.phone]
    updates = [part for part, view in views if any(o.intent == "update_referral" for o in view)]
    data = [part for part, _ in views if {"ex", "nx"} & set(part.words)]
    for part in updates:
        if part.named or (setting.last and not any(p.company or p.name for p in reachable)):
            return bool(len(reachable) > 1 and any(d is not part for d in data)) or any(
                d is not part and not d.named for d in data
            )
    given = any(part.any("give") and not part.named for part, _ in views)
    if any((p.email or p.phone) and (p.name or p.company) for p in people):
        return not all(part.named for part in data) or given
    return (
        given
        and not any(
            o.intent in {"referral_status", "payout_query", "withdraw_referral", "status_overview"}
            for _, view in views
            for o in view
        )
        and any(p.name or p.company for p in people)
    )


def _with_submission(part: Clause, view: list[Opinion]) -> list[Opinion]:
    """Inside a submission other readings of its own words fall away."""
    gives = {"px", "ex", "nx"} & set(part.words) and not part.named
    return (
        []
        if gives and all(o.weight == "plain" for o in view)
        else [o for o in view if o.intent != "smalltalk"]
    )


def _questions(
    views: list[View], resolved: Found, setting: Setting, on_file: tuple[str, ...]
) -> tuple[list[Question], bool]:
    """Each opinion with the referrals it is about; False when a name fits several or nothing."""
    questions, settled = [], True
    everywhere = [m for m in resolved.mentions]
    before: tuple[str, ...] = ()
    for part, view in views:
        for opinion in view:
            refs: tuple[str, ...] = ()
            if opinion.intent in NEEDS_REF or (opinion.intent in {"complaint", "unclear"} and part.named):
                refs, sure = _refs(part, opinion, everywhere, before, setting, on_file)
                settled = settled and (sure or opinion.intent not in NEEDS_REF)
                before = refs or before
            questions.append(Question(opinion.intent, refs))
    return questions, settled


def _refs(
    part: Clause,
    opinion: Opinion,
    everywhere: list,
    before: tuple[str, ...],
    setting: Setting,
    on_file: tuple[str, ...],
) -> tuple[tuple[str, ...], bool]:  # type: ignore[type-arg]
    """The referrals a clause is about, and whether that is beyond doubt."""
    own = part.mentions
    if opinion.intent.startswith("payout") and not own and part.any("total") and not part.any("anaphor"):
        return (), True
    pool = own or ([] if part.unknown and opinion.intent != "update_referral" else everywhere)
    if pool:
        refs = tuple(dict.fromkeys(ref for m in pool for ref in sorted(m.refs)))
        return refs, all(len(m.refs) == 1 for m in pool)
    if on_file:
        return tuple(dict.fromkeys(on_file)), len(set(on_file)) == 1
    strangers = part.unknown and opinion.intent != "update_referral"
    if strangers:
        return (), False
    if before:
        return before, True
    if setting.last:
        return setting.last, len(setting.last) == 1 or opinion.intent in {"referral_status", "payout_query"}
    return (), opinion.intent == "payout_query"


def _merged(found: list[Opinion]) -> list[Opinion]:
    """Thanks beside a question are not an opinion of their own; nor is doubt beside an answer."""
    content = [o for o in found if o.intent != "smalltalk"]
    if any(o.intent != "unclear" for o in content):
        content = [o for o in content if o.intent != "unclear" or not o.handoff] + [
            Opinion(content[0].intent, handoff=True, why=o.why)
            for o in content
            if o.intent == "unclear" and o.handoff
        ]
        return content
    return content or found


def _gaps(views: list[View]) -> bool:
    """A clause asks something and no rule knows what."""
    return any(
        not view and part.question and len(part.words) > 2 and not ({"px", "ex", "nx"} & set(part.words))
        for part, view in views
    )


def _shares(
    found: list[Token], resolved: Found, masks: dict[int, str], parts: list[Clause]
) -> dict[str, float]:
    """The best share each intent gets, in the whole message or in one of its clauses."""
    whole = plain([t for t in mask(found, resolved, masks) if t is not None])
    best = dict(model().intents(whole))
    for part in parts[:6]:
        for intent, share in model().intents(part.text).items():
            best[intent] = max(best[intent], share)
    return best
