"""Whether a note that names somebody reads like a referral, or like one of many other things.

An address alone is no referral: partners also write of their bookkeeper, their wife and a client's invoice.
All patterns meet folded text (lower case, no accents; `who.names.fold`) and are linear.
"""

from __future__ import annotations

import re

from inbox.said import search_words
from inbox.said.phrases import any_of

LONG_LETTER = 90  # words
MAX_BARE_WORDS = 9  # beside the data of a person, in a note that only hands over the data


def _any(table: str) -> re.Pattern[str]:
    """One pattern of a table whose entries are parted by two semicolons."""
    return any_of(*(entry for one in table.split(";;") if (entry := one.strip())))


# Said outright.
OUTRIGHT = _any(
    r"""
    (?:fresh|new|another|next|hot|nice) one ;; leads? ;; referral\w* ;; referring ;; prospects? ;;
    introduc\w+ ;; intros? ;; new (?:client|customer|contact) ;;
    (?:i|we)(?:'d| would)? (?:like to )?recommend ;; empfehl\w+ ;; interessent\w* ;; neukunde\w* ;;
    recommand\w+ ;; (?:vous|te) refere ;; recomiend\w+ ;; referid\w+ ;; posible cliente ;;
    indic(?:o|acao|ar) ;; segnal\w+ ;;
    possibile cliente ;; aanbevel\w+ ;; doorverwij\w+ ;; nieuwe klant ;; poleca\w+ ;; doporuc\w+ ;;
    rekommend\w+ ;; anbefal\w+ ;; henvis\w+ ;; suosittel\w+ ;; tips? ;; piste ;; yonlendir\w+
    """
)
# What is said around somebody who may buy.
NEED = _any(
    r"""
    want(?:s|ing)? ;; need(?:s|ing)? ;; interested ;; looking (?:for|to|at|into) ;; demos? ;; quotes? ;;
    pricing ;; keen ;; fed up ;; (?:switch|move|change)(?:es|s|ing)? ;; outgrown ;; unhappy ;;
    sick of ;; tired of ;; struggl\w+ ;; drowning ;; hunting ;; shopping around ;; expecting ;;
    would (?:like|love) ;; contract(?:'s| is)? (?:up|ends?) ;; (?:good|great|perfect) fit ;;
    perfect for ;; potential\w* ;; budget\w* ;; worth ;; deal ;;
    (?:annual|est(?=\.| ?[£$€]| \d)|yr|year|per annum|p\.?a) ;;
    \d+ (?:staff|people|ppl|employees|guys|techs|drivers|nurses|workers|men) ;;
    \d+ (?:trucks|sites|shops|rooms|beds|users|seats) ;;
    \d+ (?:mitarbeiter|leute|personen|salaries|personnes|empleados|trabajadores|personas) ;;
    \d+ (?:dipendenti|persone|medewerkers) ;;
    \d+ (?:mensen|man|osob|pracownik\w+|anstallda|ansatte|funcionarios|trabalhadores|pessoas|gubbar) ;;
    hot|warm ;; for you ;; pass(?:ing|ed)? (?:on|along|her|him|them|you) ;; hand(?:ing)? (?:over|you) ;;
    (?:call|ring|contact|phone|email|mail|reach(?: out to)?|drop|meet|ask(?: for)?)(?! me| us) ;;
    (?:speak|talk|chat) (?:to|with) ;; get in touch with ;; have a word with ;; get hold of ;;
    follow up with ;; (?:runs|owns|heads|leads|manages) ;;
    (?:owner|director|manager|boss|head|chair\w*|principal|founder) (?:of|at) ;;
    (?:ready|happy|glad|willing) to (?:talk|speak|be contacted|take a call|move|sign|start) ;;
    told (?:him|her|them) ;; sent (?:you|u|me) ;; sucht ;; suchen ;; braucht ;; brauchen ;; bedarf ;;
    interess\w+ ;; angebot ;; wechsel\w* ;; anruf\w* ;; rufen? ;; ruft ;; ruckruf\w* ;; meld\w+ ;;
    kontakt\w* ;;
    sprech\w* ;; erreich\w+ ;; auftragswert ;; volumen ;; leitet ;; fuhrt ;; betreibt ;;
    ansprechpartner\w* ;; rede\w* ;; fragt mal ;; cherche\w* ;; besoin ;; devis ;; souhait\w+ ;;
    appel\w+ ;; rappel\w+ ;; contact\w* ;; joindre ;; joignable ;; dirige ;; projet ;; prevenu\w* ;;
    attend\w* ;; gerant\w* ;; busca\w* ;; necesit\w+ ;; quiere\w* ;; llam\w+ ;; habla\w* ;; hablen ;;
    presupuesto ;; unos ;; apunt\w+ ;; paso ;; cerca\w* ;; bisogno ;; vuole ;; vogliono ;; chiam\w+ ;;
    sentite ;; sentire ;; preventivo ;; contatt\w+ ;; parlate ;; titolare ;; zoek\w* ;; nodig ;;
    wil(?:len)? ;; bel(?:len)? ;; offerte ;; overstap\w* ;; waarde ;; spreek\w* ;; eigenaar ;;
    verwacht\w* ;; directeur ;; szuka\w* ;; potrzebuj\w* ;; chce ;; chca ;; zadzwon\w* ;; telefon\w* ;;
    oferta? ;; ofert[ey] ;; wlasciciel\w* ;; klient\w* ;; porozmawia\w* ;; soker ;; behover ;; vill ;;
    ring\w* ;; prata ;; snacka ;; offert ;; byta ;; byter ;; bytter ;; soger ;; onsker ;; trenger ;;
    klara? (?:att|til) ;; procura\w* ;; precisa\w* ;; quer ;; querem ;; liga\w* ;; ligu\w* ;;
    fal\w+ com ;; orcamento ;; valor ;; contat\w* ;; hleda\w* ;; zavola\w* ;; zajem ;; rozpocet ;;
    haluaa ;; tarvitsee ;; etsii ;; yhteytta ;; soitta\w* ;; arvo ;; ottakaa ;; tarjou\w* ;;
    (?:comes?|springs?) to mind ;; (?:made|makes) me think of ;; reminded me of ;;
    (?:fallt|fiel|fallen) mir (?:\w+ ){0,3}ein ;; fait penser a ;;
    se me ocurre ;; me viene a la (?:mente|cabeza) ;; mi (?:viene|e venut\w) in mente ;; denken aan ;;
    przychodzi mi ;; att tanka pa ;; at taenke pa ;; lembrei-me ;; napada me ;; tulee mieleen ;;
    eszembe jut\w* ;;
    ara(?:r|yin|yabilir)\w* ;; gorus\w* ;; ister ;; istiyor ;; teklif ;; ilgilen\w*
    """
)
# What is said of people who are no prospects.
OTHERWISE = _any(
    r"""
    (?:for|your|the|our|my|an?|wrong|september|last) invoic\w+ ;; invoices?(?: is| are| contact|,|\.) ;;
    invoice (?:address|is|wrong|contact) ;; billing (?:contact|address|department|details) ;;
    accounts (?:person|department|team|payable) ;;
    remittance ;; bank details ;; payout mails? ;; gdpr ;; rgpd ;; dsgvo ;;
    (?:erase|delete) (?:everything|all|my|his|her|their) ;; (?:has|have|'s|just) left ;;
    no longer (?:at|with|works|the contact|your) ;; moved on ;; moving on ;;
    (?:takes?|taking|took) over from ;; last day ;;
    (?:contact|rep|person)(?: [^.\n]{0,30})? (?:is now|has changed|changed|from now on) ;;
    complain\w* ;; rude ;; dispute ;; disagree ;; unfair ;;
    cop(?:y|ied) (?:in )?(?:my|our) ;; on copy ;; references? for (?:me|us) ;; podcast ;;
    interview(?:ing|ed)? ;; dinner ;; party ;; wedding ;; vegetarian ;;
    step on (?:any(?:one|body)'s |their )?toes ;;
    already (?:one of yours|a customer|yours|with you|on your) ;;
    my (?:wife|husband|mum|mother|dad|father|girlfriend|boyfriend)(?! is | runs| owns| has a | who) ;;
    your rep ;; swap leads ;; one of your partners ;; nice words ;;
    (?:went|go(?:es|ing)?|gone)[ -]live ;; like to see this ;; bounced ;; data request ;;
    (?:wants|asked)[^.\n]{0,30} data deleted ;; not a lead ;; went with (?:somebody|someone|another) ;;
    rechnung\w* ;; gutschrift\w* ;; buchhalterin ;; nachfolger(?:in)? ;;
    beschwer\w+ ;; abgesagt ;; bleibt beim ;; aufteilung ;; factures? ;; notre comptable ;; litige ;;
    pas d'accord ;; (?<!logiciel de )(?<!outil de )repartition ;;
    annul(?:e|er|ee) ;; se plaint ;;
    plainte ;; facturas? ;; nuestr[oa] contable ;; me pagais ;; queja\w* ;;
    ya (?:firmo|ha firmado) ;; anulad[oa] ;; fattur[ae] ;; contabilita ;; (?:si e|e) lamentat\w ;;
    annullat\w ;; factu(?:ur|ren) ;; onze boekhoud\w+ ;;
    klacht\w* ;; neemt [^.\n]{0,50} over van mij ;; geannuleerd ;; faktur[aey]\w* ;; ksiegow\w+ ;;
    reklamacj\w+ ;; skarg\w+ ;; odwolan\w+ ;; fast jag bad ;; klagar ;; klager ;;
    installt ;; aflyst ;; faturas? ;; para pagamentos ;;
    (?:maternity|parental|paternity|sick|long-term|compassionate) leave ;; off sick ;;
    mutterschutz ;; elternzeit ;; krankgeschrieben ;; conge (?:maternite|parental|maladie) ;; arret maladie ;;
    baja (?:maternal|paternal|por|medica) ;; (?:in )?maternita ;; in malattia ;; zwangerschapsverlof ;;
    ziek(?:gemeld)? ;; macierzynsk\w+ ;; zwolnieni\w+ lekarsk\w+ ;; foraldraledig\w* ;; sjukskriven ;;
    barsel\w* ;; sygemeldt ;; sykmeldt ;; permisjon ;; licenca (?:maternidade|medica|parental) ;;
    (?:says|sends|send) (?:hello|hi|regards|greetings|love|her best|his best) ;;
    (?:schone|viele|liebe) grusse (?:von|aus) ;; passe le bonjour ;; manda (?:saludos|recuerdos) ;;
    vi saluta ;;
    doet de groeten ;; pozdrawia ;; halsar ;; hilser ;; manda (?:abracos|lembrancas|um abraco) ;;
    reclamac\w+ ;; cancelou
    """
)
# Said of a contact that changes, and by who wants something at once.
_FROM_NOW = _any(
    r"""
    from now on ;; going forward ;; ab sofort ;; kunftig\w* ;; desormais ;; dorenavant ;; a partir de ahora ;;
    d'ora in poi ;; da oggi in poi ;; voortaan ;; od teraz ;; fremover ;; hadanefter ;; framover ;;
    a partir de agora
    """
)
_CHANGES_HANDS = _any(
    r"""
    contact(?:s|person)?(?! (?:her|him|them|below|attached|details)) ;; send ;; write ;; is now ;;
    takes over ;;
    responsible ;; in charge ;; address(?:ed)? ;; reach (?:me|us) ;; access ;;
    ansprechpartner\w* ;; zustandig\w* ;; nachfolg\w* ;; ubernimmt ;; ubernommen ;; erreichbar ;; schick\w* ;;
    send(?:en|et) ;; adresse ;; verantwort\w* ;; zugang ;; interlocut\w+ ;; remplace ;; adressez ;; envoyez ;;
    acces ;; responsable ;; sustituye ;; escrib\w+ ;; enviad ;; envien ;; encargad[oa] ;; referente ;;
    scriv\w+ ;;
    invia\w+ ;; sostituisce ;; responsabile ;; aanspreekpunt ;; contactpersoon ;; opvolg\w+ ;; stuur\w* ;;
    mailen ;;
    kontaktperson ;; pisz\w* ;; wysyl\w* ;; zastep\w+ ;; kontaktem ;; ansvarlig ;; overtager ;; overtar ;;
    escrevam ;; enviem ;; substitui ;; nombre ;; kontakta
    """
)
_KNOWN = frozenset("en de fr es it nl pl sv da no nb pt cs fi tr".split())  # the languages of these words


def is_about_something_else(words: str, subject: str) -> bool:
    """Whether the words speak of invoices, farewells, complaints and the like, and of no lead."""
    return _is_otherwise(f"{subject}\n{words}") and not OUTRIGHT.search(words)


def _is_otherwise(text: str) -> bool:
    if OTHERWISE.search(text):
        return True
    if not _FROM_NOW.search(text):
        return False
    return bool(_CHANGES_HANDS.search(text)) or not search_words.searches(text)


def _near(data: list[str], cover: str) -> str:
    """Of a long letter, the paragraphs that speak of them; of a shorter one, everything."""
    if len(cover.split()) < LONG_LETTER:
        return cover
    parts = [part for part in re.split(r"\n\s*\n", cover) if any(one in part for one in data)]
    return "\n\n".join(parts) or cover


def reads_like_referral(
    cover: str, subject: str, data: list[str], *, pointed: bool, expected: bool, language: str
) -> bool:
    """Whether the words around somebody's data hand them over.

    `data` are the names and companies in them; `expected` says that a referral was asked for, or that the
    data are a list or a form.
    """
    if pointed or OUTRIGHT.search(cover):
        return True
    cover = _near(data, cover)
    if _is_otherwise(f"{subject}\n{cover}"):
        return False
    if expected or language not in _KNOWN or OUTRIGHT.search(subject) or NEED.search(cover):
        return True
    for one in data:
        cover = cover.replace(one, " ")
    bare = re.sub(r"\S*@\S*|https?://\S+|\S*\d\S*", " ", cover)
    return len(re.findall(r"[^\W\d_]{2,}", bare)) <= MAX_BARE_WORDS
