"""What clings to a company's name where it was found: a role, a surname, a department, a subject's word."""

from __future__ import annotations

import re

from inbox import words
from inbox.facts.company_domains import fits_domain, label_of
from inbox.facts.legal_forms import has_legal_form
from inbox.who import names
from inbox.who.names import bare, fold, is_job

_LINKS = frozenset(
    """
    della dello dell del dei di da do dos das de la le les des du d von vom der den dem bei beim van het
    bij of at from the z ze w we fra hos fran pa i iz ot chez presso en el los las med ved with
    """.split()
)
_SMALL = frozenset(
    "and und et y e i og och en of de des du del della di da do dos the la le van von am im in".split()
)
MAX_CHARS = 6_000
_DEPARTMENTS = frozenset(
    """
    kundendienst vertrieb werkstatt
    secretariaat sekretariat secretariat segreteria buro team abteilung kundenservice the hr rh rrhh dp
    personalwesen personalabteilung personalleitung personal beirat vorstand aufsichtsrat geschaftsleitung
    geschaftsfuhrung buchhaltung einkauf verwaltung recursos ressources risorse human people direccion
    direction direzione direcao administracion administracao amministrazione administration compras achats
    acquisti comptabilite contabilidad contabilita operaciones operacoes operations purchasing finance
    inkoop administratie bestuur directie kadry dzial ksiegowosc personalavdelningen board council
    """.split()
)
_SUBJECT_WORDS = frozenset(
    """
    vorstellung vorstellen empfehlung anfrage interessent interessentin kontaktanfrage neukunde
    weiterleitung introduction intro introducing referral lead enquiry inquiry request recommendation
    meeting demo quote presentation présentation recommandation demande prise devis presentación
    presentacion recomendación recomendacion solicitud consulta presentazione segnalazione richiesta
    preventivo contatto kennismaking introductie aanbeveling doorverwijzing aanvraag verzoek offerte
    polecenie zapytanie kontakt introduktion rekommendation förfrågan tips henvisning anbefaling
    forespørgsel forespørsel doporučení poptávka představení esittely suositus ajánlás bemutatás
    recomandare prezentare tanıtım tavsiye apresentação recomendação indicação pedido contacto contato
    contact betreff re fwd fw wg tr rv
    """.split()
)
_CUT = re.compile(r"\s*[,|/–—]\s+|\s+-\s+|\s+(?:at|bei|chez|presso|bij|hos)\s+")
_CJK_UNIT = re.compile(
    r"(?<=株式会社|有限会社|合同会社|有限公司|주식회사)[ \u3000]+\S{2,12}$|(?<=公司)[ \u3000]+\S{2,12}$"
)


def trimmed(company: str, domain: str, *, person: str = "", where: str = "") -> str:
    """The name alone, never less of the domain than before."""
    company = _CJK_UNIT.sub("", company)
    if where == "subject":
        company = _without_subject_word(company, domain)
    company = _without_role(_without_person(_without_count(company, domain), person, domain), domain)
    company = _without_place(_without_topic(_without_department(company, domain), domain), domain)
    return _in_capitals(_dictated(company, domain, person)) if company.islower() else company


def _dictated(company: str, domain: str, person: str) -> str:
    """Out of a note without capitals and stops: "dough dough bakery" behind mrs jane dough."""
    tokens = company.split()
    while len(tokens) > 1 and bare(tokens[-1]) in _LINKS:
        tokens.pop()
    rest = " ".join(tokens[1:])
    if len(tokens) > 2 and bare(tokens[0]) in names.keys(person):
        whole = fits_domain(" ".join(tokens), domain)
        return rest if fits_domain(rest, domain) >= max(0.3, whole) else " ".join(tokens)
    return " ".join(tokens)


def spelled_out(text: str, domain: str) -> str:
    """The words that spell the whole name of a domain, also in a note without capitals."""
    label = re.sub(r"[^a-z0-9]", "", label_of(domain))
    folded = fold(text[:MAX_CHARS])
    if len(label) < 6:
        return ""
    for found in re.finditer(rf"(?<![a-z0-9@./-]){label[:3]}", folded.replace("\n", " ")):
        words_ = folded[found.start() : found.start() + len(label) + 6].split()
        for count in range(2, 5):
            if re.sub(r"[^a-z0-9]", "", "".join(words_[:count])) == label:
                end = found.start() + len(" ".join(words_[:count]))
                said = (
                    text[found.start() : end]
                    if len(folded) == len(text[:MAX_CHARS])
                    else folded[found.start() : end]
                )
                said = " ".join(said.split()).rstrip(".,;:!?)")
                return _in_capitals(said) if said.islower() else said
    return ""


def _in_capitals(name: str) -> str:
    return " ".join(w if bare(w) in _SMALL else w[:1].upper() + w[1:] for w in name.split())


def _is_kept(rest: str, whole: str, domain: str) -> bool:
    """Whether the rest spells the domain no worse; where no domain tells, it must end in a legal form."""
    if not rest or not rest[0].isupper():
        return False
    if not label_of(domain):
        return has_legal_form(rest)
    return fits_domain(rest, domain) >= max(0.3, fits_domain(whole, domain))


def _without_person(company: str, person: str, domain: str) -> str:
    """ "Colnaghi della Cooperativa Il Glicine": her name and the small word are not the company's."""
    if not person:
        return company
    tokens, known = company.replace("dell'", "dell' ").replace("dell’", "dell’ ").split(), names.keys(person)
    at = 0
    while at < len(tokens) and bare(tokens[at]) in known:
        at += 1
    first = at
    while at < len(tokens) and tokens[at].islower() and bare(tokens[at]) in _LINKS:
        at += 1
    rest = " ".join(tokens[at:])
    return rest if 0 < first < at and _is_kept(rest, company, domain) else company


def _without_count(company: str, domain: str) -> str:
    """ "11 Bean Scene stores": how many of them there are."""
    found = _COUNT.fullmatch(company)
    return found[1] if found and _is_kept(found[1], company, domain) else company


_COUNT = re.compile(r"\d{1,3} (\S.+\S) [a-zà-ÿ]{4,}")


def _without_role(company: str, domain: str) -> str:
    """ "Yard Manager, Shannon Coaches", "Betriebsleiter Weilburger Bäder GmbH"."""
    cut = _CUT.search(company)
    if cut and any(is_job(t) for t in company[: cut.start()].split()):
        rest = company[cut.end() :]
        if _is_kept(rest, company, domain):
            return _without_role(rest, domain)
    tokens = company.split()
    at = next((i for i, token in enumerate(tokens) if not is_job(token)), 0)
    rest = " ".join(tokens[at:])
    return rest if at and label_of(domain) and _is_kept(rest, company, domain) else company


def _without_topic(company: str, domain: str) -> str:
    """ "SOC for Gwynedd Slate": what they are to be called about."""
    topic = _TOPIC.match(company)
    rest = company[topic.end() :] if topic else ""
    return rest if label_of(domain) and _is_kept(rest, company, domain) else company


_TOPIC = re.compile(r"[A-Z]{2,5} (?:for|für|pour|para|per|voor|dla|för|til|till|pro) ")


def _without_place(company: str, domain: str) -> str:
    """ "Falzone Arredi di Lissone": where they are, when what stands before it spells the domain."""
    tokens = company.split()
    at = next((i for i, token in enumerate(tokens) if i > 1 and token in _PLACE_LINKS), 0)
    if not at or has_legal_form(company):
        return company
    head = " ".join(tokens[:at])
    return head if fits_domain(head, domain) >= max(0.9, fits_domain(company, domain)) else company


_PLACE_LINKS = frozenset("di de da do of aus uit à a in im en i w z na from bei près".split())


def _without_subject_word(company: str, domain: str) -> str:
    tokens = company.split()
    at = 0
    while at < len(tokens) and tokens[at].strip(":").lower() in _SUBJECT_WORDS:
        at += 1
    rest = " ".join(tokens[at:])
    return rest if at and _is_kept(rest, company, domain) else company


def _without_department(company: str, domain: str) -> str:
    """ "Sekretariat Acme GmbH", "RRHH de Hoteles Sol": the first word names a function in it."""
    first, _, rest = _SPANISH_HR.sub("RRHH ", company).partition(" ")
    if bare(first) not in words.ROLE_LOCALS and bare(first) not in _DEPARTMENTS:
        return company
    firm = next((rest[m.end() :] for m in _OF.finditer(rest)), "")
    if _is_kept(firm, company, domain):
        return firm
    return rest if rest and fits_domain(rest, domain) >= max(0.5, fits_domain(company, domain)) else company


_SPANISH_HR = re.compile(r"^RR\.? ?HH\.? ")
_OF = re.compile(rf"(?:^|(?<= ))(?:{'|'.join(sorted(_LINKS))}) (?=[^\W\da-z_])")


def named_after(text: str, person: str) -> str:
    """The firm that bears somebody's name beside a trade: "Elektro Steinrücken", "(Huber Reisen)"."""
    if " " not in person:
        return ""
    surname = re.escape(person.split()[-1])
    for found in re.finditer(_AROUND.format(surname), text):
        tokens = [t for t in found.group().split() if t != "&"]
        others = [t for t in tokens if bare(t) not in names.keys(person)]
        if not others or any(bare(t) in words.TITLES or bare(t) in _NO_TRADE for t in others):
            continue
        in_brackets = text[found.start() - 1 : found.start()] == "(" and len(others) == len(tokens) - 1
        if in_brackets or any(bare(t) in words.COMPANY_NOUNS or bare(t) in _TRADES for t in others):
            return found.group().rstrip(" &")
    return ""


_WORD = r"[A-ZÀ-ÞĀ-Ž][\w-]+"
_AROUND = rf"(?:{_WORD} ){{{{0,2}}}}\b{{}}(?:'s)?\b(?: (?:{_WORD}|&)){{{{0,3}}}}"
_NO_TRADE = frozenset(
    "familie family famille familia famiglia dear lieber liebe hallo hi gruss grusse best".split()
)
_TRADES = frozenset(
    """
    elektro sanitar heizung malerbetrieb maler dachdeckerei metzgerei fleischerei konditorei friseur
    gartenbau landschaftsbau zimmerei holzbau stahlbau tiefbau hochbau kfz fahrschule reisen taxi optik
    augenoptik immobilien steuerberatung weinbau winzerhof electricite elec plomberie peinture
    maconnerie couverture fontaneria electricidad pinturas reformas muebles idraulica impianti elettro
    mobili arredi installaties elektra loodgieters schilders tuinen el vvs rormokare maleri murare
    instalacje elektryka uslugi hydraulika removals joiners roofers plumbers electricians decorators
    butchers bakers florists coaches
    """.split()
)
