"""Reads new people and companies out of prose: who, at which company, address, phone."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from workflows.conversation.firms import (
    firm_words,
    had_by_them,
    is_legal,
    nouns_firm,
    owned,
    spelt_by,
    surname_again,
)
from workflows.conversation.form import form
from workflows.conversation.lexicon import lexicon
from workflows.conversation.lower_case import LowerCase
from workflows.conversation.no_prospect import NOBODY, beside_it
from workflows.conversation.prospect import Prospect, each_once, of_form
from workflows.conversation.roles import in_charge, of_a_place, without_roles
from workflows.conversation.text import SENTENCE_END, Token, fold
from workflows.conversation.words import names

MOST = 3  # prospects in one message


@dataclass(slots=True)
class _Group:
    names: list[tuple[int, int]] = field(default_factory=list)
    email: Token | None = None
    phone: Token | None = None

    @property
    def reachable(self) -> bool:
        return bool(self.email or self.phone)


def prospects(
    text: str,
    found: Sequence[Token],
    taken: Collection[int],
    vocabulary: Collection[str],
    *,
    nouns: bool,
) -> tuple[Prospect, ...]:
    """Up to three people or companies; `taken` are the places of words about referrals on file.

    `nouns`: the language writes every noun with a capital.
    """
    filled = form(text)
    if filled:
        return tuple(of_form(entry) for entry in filled)
    reader = _Reader(text, found, frozenset(taken), vocabulary, nouns)
    groups = [g for g in reader.groups() if g.names or g.email or g.phone]
    return each_once([p for p in (reader.prospect(g) for g in groups) if p])[: MOST + 1]


class _Reader:
    def __init__(
        self,
        text: str,
        found: Sequence[Token],
        taken: frozenset[int],
        vocabulary: Collection[str],
        nouns: bool,
    ) -> None:
        self.nouns = nouns
        self.text, self.found, self.taken, self.vocabulary = text, found, taken, vocabulary
        self.domains = {
            re.sub(r"[^a-z0-9]", "", fold(t.raw.split("@")[1].rsplit(".", 1)[0]))
            for t in found
            if t.kind == "email"
        }
        self.locals = [fold(t.raw.split("@")[0]) for t in found if t.kind == "email"]

    def groups(self) -> list[_Group]:
        """Names, addresses and phones in order, cut where the next person begins."""
        groups = [_Group()]
        for _, item in self._items():
            last = groups[-1]
            if isinstance(item, tuple):
                joins = len(last.names) == 1 and self._joins(item, last)
                full = len(last.names) >= 2 and self._pairs_only()
                if (last.reachable and last.names and not joins) or full:
                    groups.append(_Group())
                groups[-1].names.append(item)
            elif item.kind == "email":
                if last.email:
                    groups.append(_Group())
                groups[-1].email = item
            elif item.kind == "phone":
                if last.phone:
                    groups.append(_Group())
                groups[-1].phone = item
        return groups

    def _joins(self, span: tuple[int, int], group: _Group) -> bool:
        """A second name after an address or a number that is of whoever was named before them."""
        owns = self._linked(span[0]) or had_by_them(self.found, group.names[0], span)
        return owns or self._of_domain(span, group.email)

    def _pairs_only(self) -> bool:
        return not self.locals and not any(t.kind == "phone" for t in self.found)

    def _items(self) -> list[tuple[int, tuple[int, int] | Token]]:
        small = LowerCase(self.found, self.taken, self.vocabulary, self.locals)
        spans = self._names() or small.names()
        spans = sorted([*spans, *small.owners(spans)])
        items: list[tuple[int, tuple[int, int] | Token]] = [(s[0], s) for s in spans]
        items += [
            (at, t)
            for at, t in enumerate(self.found)
            if t.kind in {"email", "phone"} and at not in self.taken
        ]
        return sorted(items, key=lambda item: item[0])

    def _names(self) -> list[tuple[int, int]]:
        spans, at = [], 0
        while at < len(self.found):
            if not self._starts(at):
                at += 1
                continue
            end = self._run(at)
            if not (end == at + 1 and self._common(at)):
                spans.append((at, end))
            at = end
        spans = without_roles(self.found, self._split(spans))
        read = [s for s in spans if not any(no(self.found, s) for no in NOBODY)]
        full = any(end - start > 1 for start, end in read)
        return [s for s in read if self._borne(s[0]) or not (full and beside_it(self.found, s))]

    def _starts(self, at: int) -> bool:
        token = self.found[at]
        if not self._nameable(at) or (self.nouns and token.word in names.AT_THE):
            return False
        if self._in_an_address(token):
            return True
        if token.raw.isupper() and token.word in self.vocabulary:  # `IBAN`, `VAT`
            return False
        if token.word not in self.vocabulary:
            return not (self.nouns and lexicon().is_stem(token.word))
        if self.nouns and nouns_firm(self.found, at):
            return True
        before = self.found[at - 1].word if at else "\n"
        following = self.found[at + 1] if at + 1 < len(self.found) else None
        capital_next = following is not None and following.kind == "word" and following.capital
        if before in SENTENCE_END or before in {"¿", "¡"}:  # any word has a capital here
            stranger = capital_next and following is not None and following.word not in self.vocabulary
            return stranger and token.word in names.EVERYDAY
        if before in {":", "-", "–", ">", '"', "(", "«", "*"}:
            return capital_next
        return not self.nouns or (
            capital_next and (token.word in names.EVERYDAY or token.word in names.INDUSTRY)
        )

    def _common(self, at: int) -> bool:
        """`hat eine Physiopraxis`: one word behind "a" says what it is, unless an address bears it."""
        token, before = self.found[at], self.found[at - 1].word if at else ""
        led = before in names.INDEFINITE or (self.nouns and before.startswith(names.POSSESSIVE))
        led = led or (self.nouns and token.word.endswith(names.ABSTRACT))
        return led and not self._borne(at)

    def _borne(self, at: int) -> bool:
        """By an address, before its @ or behind it."""
        return self.found[at].word in self.domains or self._in_an_address(self.found[at])

    def _in_an_address(self, token: Token) -> bool:
        return any(token.word in re.split(r"[._+-]", part) for part in self.locals)

    def _nameable(self, at: int) -> bool:
        token = self.found[at]
        return (
            token.kind == "word"
            and token.capital
            and at not in self.taken
            and (token.word not in names.BLOCKED or self._bears(at))
        )

    def _bears(self, at: int) -> bool:
        """`Mai Tran, mai@…`: an address says that it is a name here."""
        following = self.found[at + 1] if at + 1 < len(self.found) else None
        if following is None or not following.capital:
            return False
        pair = self.found[at].word + following.word  # `It Wiid, …@itwiid.example`
        return self._in_an_address(self.found[at]) or (len(pair) > 4 and pair in self.domains)

    def _run(self, at: int) -> int:
        end = at + 1
        while end < len(self.found):
            token = self.found[end]
            tight = token.start == self.found[end - 1].end
            firm = token.capital and token.word in {"company", "firma", "societe", "empresa"}
            if (self._nameable(end) or firm) and not (
                tight and self.found[end - 1].kind == "mark" and self.found[end - 1].word == "."
            ):
                end += 1
            elif (
                token.word in {"&", "-", "'", "’"}
                and end + 1 < len(self.found)
                and self._nameable(end + 1)
                and (token.word == "&" or tight)
            ) or self._elided(at, end):
                end += 2
            elif token.word in names.PARTICLES and self._after_particles(end):
                end = self._after_particles(end)
            elif (
                token.word == "."
                and len(self.found[end - 1].raw) == 1
                and end + 1 < len(self.found)
                and self._nameable(end + 1)
            ):
                end += 2
            elif is_legal(token):
                end += 1
            else:
                break
        return end

    def _elided(self, start: int, at: int) -> bool:
        """`la société Granit d'Armor` is one name."""
        firm = start > 0 and self.found[start - 1].word in names.OWNS
        return firm and self.found[at].word == "d" and at + 1 < len(self.found) and self._nameable(at + 1)

    def _after_particles(self, at: int) -> int:
        """One past the name after `de la`, `van der`; 0 when none follows."""
        end = at
        while (
            end < len(self.found) and self.found[end].word in names.PARTICLES and not self.found[end].capital
        ):
            end += 1
        return end + 1 if end < len(self.found) and end - at <= 3 and self._nameable(end) else 0

    def _split(self, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """`Julien Morel de Morel Plomberie` is a person and a company; `Sanne de Vries` is a person."""
        parts: list[tuple[int, int]] = []
        for index, (start, end) in enumerate(spans):
            cut = self._cut(start, end, followed=index + 1 < len(spans))
            if cut:
                parts += [(start, cut), (self._resumes(start, cut), end)]
            else:
                parts.append((start, end))
        return parts

    def _resumes(self, start: int, cut: int) -> int:
        """Where the company begins behind the link; a particle that the surname has too is part of it."""
        at = cut
        while self.found[at].word in names.PARTICLES and not self.found[at].capital:
            at += 1
        person = [t.word for t in self.found[start:cut]]
        like = person.index(self.found[at].word) if self.found[at].word in person else 0
        while like > 1 and at - 1 > cut and person[like - 1] == self.found[at - 1].word:
            at, like = at - 1, like - 1
        return at

    def _cut(self, start: int, end: int, *, followed: bool) -> int:
        places = [
            at
            for at in range(start + 1, end - 1)
            if self.found[at].word in names.PARTICLES
            and self.found[at].word in names.LINKS
            and not self.found[at].capital
        ]
        sides = {at: (self._capitals(start, at), self._capitals(at + 1, end)) for at in places}
        for at, (left, right) in sides.items():  # `Joris de Wit van De Wit Tuinmachines`
            if set(left) & set(right) or (right and "".join(right) in self.domains):
                return at
        for at, (left, right) in sides.items():
            after = next((other for other in places if other > at), end)
            surname = len(left) == 1 and after < end and len(self._capitals(at + 1, after)) == 1
            if (
                (len(left) >= 2 and right)
                or (len(right) >= 2 and not followed and not surname)
                or any(
                    word in names.INDUSTRY for word in (self._capitals(at + 1, after) if surname else right)
                )
            ):
                return at
        return 0

    def _capitals(self, start: int, end: int) -> list[str]:
        return [t.word for t in self.found[start:end] if t.capital]

    def _linked(self, at: int) -> bool:
        before = [t.word for t in self.found[max(0, at - 3) : at]]
        return bool(before) and (
            before[-1] in names.LINKS or before[-1] == "(" or any(w in names.OWNS for w in before)
        )

    def _of_domain(self, span: tuple[int, int], email: Token | None) -> bool:
        if not email:
            return False
        domain = re.sub(r"[^a-z0-9]", "", fold(email.raw.split("@")[1].rsplit(".", 1)[0]))
        words = [t.word for t in self.found[span[0] : span[1]] if t.kind == "word" and not is_legal(t)]
        joined = "".join(words)
        return bool(joined) and (
            joined == domain
            or (len(words) > 1 and (domain.startswith(joined[:6]) or joined.startswith(domain[:6])))
        )

    def _of_address(self, span: tuple[int, int], email: Token | None) -> bool:
        if not email:
            return False
        local = fold(email.raw.split("@")[0])
        parts = set(re.split(r"[._+-]", local))
        words = [t.word for t in self.found[span[0] : span[1]] if t.kind == "word"]
        glued = "".join(words) == local or (
            len(words) > 1
            and local in {words[0][0] + words[-1], words[0] + words[-1][0], words[-1] + words[0][0]}
        )
        return glued or bool(parts & set(words))

    def prospect(self, group: _Group) -> Prospect | None:
        """One person with one company; None when nothing tells who it is."""
        person, company, sure = self._roles(group)
        company = spelt_by(self.found, company, self.domains) if company else None
        if person and company and surname_again(self.found, person, company, self.domains):
            company = None
        places = frozenset(at for span in (person, company) if span for at in range(*span))
        name = self._said(person) if person else None
        firm = self._said(company) if company else None
        if not (name or firm or group.email):
            return None
        email = group.email.raw.strip(".-").lower() if group.email else None
        return Prospect(
            name,
            email,
            firm,
            group.phone.raw.strip(" .-/") if group.phone else None,
            sure=sure
            and bool(name or firm)
            and self._plausible(group, person, firm)
            and self._tells(company),
            places=places,
        )

    def _plausible(self, group: _Group, person: tuple[int, int] | None, firm: str | None) -> bool:
        """A lone first name needs an address that bears it; `info@` and a name are no pair."""
        if person is None:
            return True
        full = person[1] - person[0] > 1
        if group.email is None:
            return full or group.phone is not None or self._honoured(person)
        return self._of_address(person, group.email) or (full and firm is not None)

    def _tells(self, company: tuple[int, int] | None) -> bool:
        """`Camping` alone is half a name."""
        if company is None or company[1] - company[0] > 1:
            return True
        word = self.found[company[0]].word
        return word not in names.INDUSTRY and word not in names.GENERIC

    def _said(self, span: tuple[int, int]) -> str:
        raw = self.text[self.found[span[0]].start : self.found[span[1] - 1].end]
        return re.sub(r"\s+", " ", raw).strip(" ,.")

    def _roles(self, group: _Group) -> tuple[tuple[int, int] | None, tuple[int, int] | None, bool]:
        spans = group.names
        people = [s for s in spans if not firm_words(self.found, s)]
        places = [s for s in spans if of_a_place(self.found, s)] if people == spans else []
        people = [s for s in people if s not in places] or people
        person = next((s for s in people if self._of_address(s, group.email)), None)
        person = person or next((s for s in people if in_charge(self.found, s)), None)
        firms = [
            s
            for s in spans
            if s != person
            and (self._of_domain(s, group.email) or firm_words(self.found, s) or owned(self.found, s))
        ]
        company = next((s for s in [*places, *firms] if s != person), None)
        sure = (
            bool(person and company)
            or len(spans) == 1
            or (len(spans) == 2 and bool(person or company or group.reachable))
        )
        rest = [s for s in spans if s not in {person, company}]
        if person is None and rest and not (company and len(spans) == 1):
            person = rest.pop(0)
        if company is None and rest:
            company = rest.pop(0)
            sure = sure or self._linked(company[0])
        if (
            len(spans) == 1
            and person
            and not group.email
            and self._linked(person[0])
            and not self._honoured(person)
        ):
            sure = group.phone is not None
        confirmed = person is not None and bool(firms) and self._of_address(person, group.email)
        return person, company, (sure and len(rest) == 0) or confirmed

    def _honoured(self, span: tuple[int, int]) -> bool:
        return (span[0] > 0 and self.found[span[0] - 1].word in names.HONORIFICS) or (
            span[0] > 1 and self.found[span[0] - 2].word in names.HONORIFICS
        )
