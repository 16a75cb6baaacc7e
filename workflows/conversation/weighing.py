"""Many opinions to one view: what falls away beside what, and what stays unanswered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workflows.conversation.clauses import Clause
from workflows.conversation.opinion import Opinion
from workflows.conversation.text import Token

View = tuple[Clause, list[Opinion]]
# Who earns: "what did Jenny earn", "was hat Jenny verdient"; forms that do not say "I" by themselves.
EARNS = frozenset(
    """
    earn earned earns made makes gets got received receives paid owed verdient bekommen bekommt kassiert
    erhalten gagne touche recu ganado cobrado recibido gana cobra recibe verdiend gekregen krijgt ontvangen
    ganhou recebeu ganha recebe
    """.split()
)
ONE = frozenset(
    "i we ive weve ich wir je j on nous yo nosotros ik wij eu nos".split()
)  # who speaks of himself
TAG = 2  # words of "did you?", "habt ihr?"
FEW = 5  # words of a question that only asks about what was said before it
# "Acme signed yet", "they met or not" may ask without a question mark.
OPEN = frozenset("yet or oder whether if ob si se als of ou o".split())
AGO = frozenset("il y a".split())  # sounds like an inversion: "a signé il y a trois semaines"
MY = frozenset(
    "my our mein meine unser unsere mon ma notre mi nuestro nuestra mijn ons onze meu minha nosso".split()
)
BEFORE, AFTER = 6, 3  # words between a name and what it earns


def merged(found: Sequence[Opinion]) -> list[Opinion]:
    """Thanks beside a question are no opinion of their own; a danger beside it hands all of it over."""
    sure = {o.intent for o in found if not o.unsure}
    content = [o for o in found if o.intent != "smalltalk" and not (o.unsure and o.intent in sure)]
    asked = [o for o in content if not (o.unsure and o.intent.startswith("nudge"))]
    content = asked or content
    if "opt_out" in {o.intent for o in content}:  # who leaves has answered the nudge as well
        content = [o for o in content if not (o.intent.startswith("nudge") or o.intent == "status_overview")]
    if "nudge_later" in {o.intent for o in content}:  # nobody now, but ask again
        content = [o for o in content if o.intent != "nudge_decline"]
    if any(
        o.intent == "withdraw_referral" and not o.unsure for o in content
    ):  # "call them no more" asks nothing
        also = any(o.intent == "referral_status" and o.weight == "hard" for o in content)  # "Vega too."
        content = [o for o in content if o.intent != "referral_status"]
        content += [Opinion("withdraw_referral", unsure=True)] if also else []
    clear = [o for o in content if o.intent != "unclear"]
    if clear and len(clear) < len(content):
        why = next(o.why for o in content if o.intent == "unclear")
        return [*clear, Opinion(clear[0].intent, handoff=True, why=why)]
    return content or [*found]


def asked_besides(views: Sequence[View]) -> list[Opinion]:
    """`Drop Acme. Any news on Vega?`: the question about another one stays, whatever is taken back."""
    if not any(o.intent == "withdraw_referral" and not o.unsure for _, view in views for o in view):
        return []
    others = [
        view for part, view in views if (part.question or part.asks) and part.named and not part.any("drop")
    ]
    return [o for view in others for o in view if o.intent == "referral_status"]


def weighed(views: Sequence[View]) -> list[View]:
    """What each piece says in the light of the others."""
    return pointed_at(asked_after(known_already(dated(_of_each(_stays_told(views))))))


def _of_each(views: Sequence[View]) -> list[View]:
    """`A table of my referrals, and the stage each has reached?`: how far they are is what the list tells."""
    told: list[View] = []
    for part, view in views:
        listed = bool(told) and {o.intent for o in told[-1][1]} == {"status_overview"}
        other = part.named or part.unknown or part.data or part.any("money", "moneyask", "drop", "why")
        if listed and not view and part.any("status") and not other:
            view = [replace(o) for o in told[-1][1]]
        told.append((part, view))
    return told


def _stays_told(views: Sequence[View]) -> list[View]:
    """`No more reminders, but keep me posted on my leads.`: asks for nothing that is not done anyway."""
    leaves = any(o.intent == "opt_out" for _, view in views for o in view)
    return [(part, [] if leaves and _goes_on(part) else view) for part, view in views]


def _goes_on(part: Clause) -> bool:
    return part.any("keepnews") and not (part.question or part.named or part.any("optout"))


def gaps(views: Sequence[View], *, submits: bool) -> bool:
    """A piece asks something, or talks of a referral at the end, and no rule knows what it wants."""
    if any(part.any("supposing") and part.any("drop", "optout") for part, _ in views):
        return True  # "suppose I left, would you still pay me?"
    own = [part for part, view in views if not view and part.data and MY.intersection(part.words)]
    if own and not submits:
        return True  # "my mobile is now …": the writer's, and no word of anybody's state
    leaves = any(o.intent == "opt_out" for _, view in views for o in view)
    silent = [part for part, view in views if not view and len(part.words) > 1 and not part.data]
    return any(
        part.question or ("ask" in part.has and len(part.words) > 2 and not (submits and part.any("self")))
        for part in silent
        if "px" not in part.words and not (part.any("nowonder") or (leaves and _goes_on(part)))
    )


def dated(views: Sequence[View]) -> list[View]:
    """`Was Acme paid, and on what date?` asks for the day of the payment, not of the last stage."""
    told: list[View] = []
    for part, view in views:
        pays = bool(told) and {o.intent for o in told[-1][1]} == {"payout_query"}
        day = part.any("when") and not part.named and not part.unknown and not part.any("event", "self")
        if pays and day and {o.intent for o in view} == {"referral_status"}:
            view = [Opinion("payout_query", weight=o.weight) for o in view]
        told.append((part, view))
    return told


def asked_after(views: Sequence[View]) -> list[View]:
    """`She wonders whether the ball is in your court. Which is it?` asks what was told before it."""
    told: list[View] = []
    for part, view in views:
        before = told[-1][1] if told else []
        small = (
            part.question
            and not view
            and len(part.words) <= FEW
            and (part.any("anaphor") or len(part.words) == TAG)
            and not part.named
        )
        tells = bool(before) and all(o.intent == "referral_status" and not o.handoff for o in before)
        if small and tells and not (part.unknown or part.data or part.any("money", "moneyask", "drop")):
            told[-1] = (told[-1][0], [replace(o, unsure=False) for o in before])
            view = [replace(o, unsure=False) for o in before]
        told.append((part, view))
    return told


def known_already(views: Sequence[View]) -> list[View]:
    """`Acme has signed, I hear. What do I get?` asks for the money only."""
    asked = [(part, o.intent) for part, view in views if part.question for o in view]
    pays = bool(asked) and all(intent == "payout_query" and not part.named for part, intent in asked)
    told = [pays and (part.any("reported") or _reports(part)) and not part.question for part, _ in views]
    return [
        (part, [o for o in view if not (known and o.intent == "referral_status")])
        for known, (part, view) in zip(told, views, strict=True)
    ]


def pointed_at(views: Sequence[View]) -> list[View]:
    """`Did Acme sign? Then drop that one.`: whether it shall go hangs on what is asked."""
    asked = [part for part, _ in views if part.question]
    return [
        (part, view if part.named or asked in ([], [part]) else [_waits(o) for o in view])
        for part, view in views
    ]


def _waits(opinion: Opinion) -> Opinion:
    hangs = opinion.intent == "withdraw_referral"
    return replace(opinion, handoff=True, why="hangs on an answer") if hangs else opinion


def _reports(part: Clause) -> bool:
    """`Acme signed three weeks ago.`: told, and no sign of a question."""
    asks = part.any("ask") and not set(part.words) >= AGO
    return part.any("event") and not (asks or part.any("status") or OPEN.intersection(part.words))


def of_others(part: Clause, view: Sequence[Opinion], said: Sequence[Token]) -> bool:
    """Asks what a stranger earns: "how much has Dijkstra made with you?"."""
    strangers = [u for u in part.unknown if said[u.start].capital]
    if part.named or not strangers or not any(o.intent == "payout_query" for o in view):
        return False
    return not part.any("self", "mine", "total") or any(_earns(said, u.start, u.end) for u in strangers)


def _earns(said: Sequence[Token], start: int, end: int) -> bool:
    """Whether a word of earning stands beside the name, and nobody who speaks of himself."""
    near = [t.word for t in said[max(0, start - AFTER) : end + BEFORE]]
    return bool(EARNS.intersection(near)) and not ONE.intersection(near)
