"""Whom info@ and the like belong to, where the address spells nobody: the person named closest."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inbox.facts import company_domains, legal_forms
from inbox.who import names, people, pointers, scripts
from inbox.who.names import fold


def to_address(text: str, mention: people.Mention, begin: int, stop: int, avoid: Sequence[str]) -> str:
    """The person named closest, best before the address or after an honorific; "" when nobody is."""
    domain = mention.address.partition("@")[2]
    best: tuple[float, str] | None = None
    rows = people.runs(text, begin, stop)
    for run in (_before_firm(each, domain) for each in rows):
        tokens = run.text.split()
        if (
            len(tokens) > 5
            or (len(tokens) < 2 and not run.titled)
            or any(names.same_person(run.text, one) for one in avoid)
            or scripts.is_caseless(run.text)
        ):
            continue
        if (
            legal_forms.has_legal_form(run.text)
            or names.is_company_like(run.text)
            or (
                company_domains.fits_domain(run.text, domain) > 0.6
                and not run.titled
                and not _bears_firms_name(run, rows, domain)
            )
        ):
            continue
        if _behind_company_cue(text, run) and not run.titled:
            continue
        gap = mention.start - run.end if run.end <= mention.start else (run.start - mention.end) * 1.5 + 20
        folded = fold(text[max(begin, run.start - 60) : run.start])
        score = 120 * bool(run.titled) + 90 * bool(pointers.POINTS_BEFORE.search(folded)) - gap
        if best is None or score > best[0]:
            best = (score, run.text)
    return names.clean(best[1]) if best else ""


def _before_firm(run: people.Run, domain: str) -> people.Run:
    """ "Amparo Gil de Hormigones Gil": the person alone, where what follows the small word is the company."""
    tokens = run.text.split()
    for i in range(2, len(tokens) - 1):
        firm = " ".join(tokens[i + 1 :])
        if people.is_small_particle(tokens[i]) and company_domains.fits_domain(firm, domain) > 0.9:
            head = " ".join(tokens[:i])
            return people.Run(head, run.start, run.start + len(head), run.titled)
    return run


def _bears_firms_name(run: people.Run, rows: Sequence[people.Run], domain: str) -> bool:
    """ "Percy Okoro, Okoro Care Homes": whose last name begins a firm that spells the domain better."""
    first, _, last = run.text.rpartition(" ")
    fit = company_domains.fits_domain(run.text, domain)
    return bool(first) and any(
        row.text.startswith(f"{last} ") and company_domains.fits_domain(row.text, domain) > fit
        for row in rows
    )


def _behind_company_cue(text: str, run: people.Run) -> bool:
    return bool(
        re.search(
            r"(?:\bat|\bbei|\bchez|\bpresso|\bbij|\bhos|\bfirmy|\bcompany(?: is)?|\bFirma|@)\s+(?:the |"
            r"der |"
            r"la )?$",
            text[max(0, run.start - 24) : run.start],
        )
    )
