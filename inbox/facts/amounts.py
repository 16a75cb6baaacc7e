"""What a deal may be worth: amounts in prose, and the amounts that are something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import islice

from inbox.facts import other_money, turnover
from inbox.facts.number_words import with_digits
from workflows.model import ExpectedValue

MANY = 300  # amounts in one text
_NUMBER = (
    r"\d{1,3}(?:(?:[ \u00a0\u202f.,'’]|\n(?=000))\d{3})+(?:[.,]\d{1,2})?(?!\d)"
    r"|\d{1,2}(?:,\d{2}){1,3},\d{3}(?!\d)"
    r"|\d{1,9}(?:[.,]\d{1,3})?(?!\d)"
)
_WRITTEN = re.compile(r"\d(?:[\d \u00a0\u202f.,'’]*\d)?")
_WHOLE = re.compile(_NUMBER)
_MULTIPLIERS = {
    100_000_000: r"億|亿|억",
    10_000_000: r"crores?|千万|千萬|천만",
    1_000: r"k|tsd\.?|thousand|thou|grand|tausend|mil(?!\.\s?(?:kč|czk|korun|eur|€))|mille|mila|"
    r"tys\.?|tys|tysi[aą]ce|tysi[eę]cy|tusen|"
    r"тысяч[аи]?|тыс\.?|тис\.?|bin|אלף|ألف|千|"
    r"tusind|t\.?kr|duizend|dzd|milliers|tis\.?|tis[ií]c(?:e|ů|u)?|ezer|tuhatta|th|"
    r"t(?=€|eur| ?euro|chf|usd|gbp)",
    10_000: r"万|萬|만",
    100_000: r"lakhs?|lacs?",
    1_000_000: r"百万|百萬|백만|"
    r"mio\.?|mn|mln|mill?\.|milli[oó]|million(?:en|er|s)?|millones|mill[oó]n|milion[iy]?|"
    r"млн\.?|миллион(?:а|ов)?|мільйон\w{0,2}|milyon|"
    r"milion[oó]w|milh(?:ão|ões)|miljoen|miljoner|m(?=\b)|mm|mkr|m€",
}
_MULTIPLIER = "|".join(_MULTIPLIERS.values())
_PLAIN_CODES = (
    "COP MXN ARS CLP PEN UYU HKD THB MYR IDR PHP VND SAR QAR KWD BHD EGP KES NGN GHS MAD TND BGN RSD ISK TWD "
    "JOD OMR PKR LKR BDT"
)
_SYMBOLS = {
    "EUR": r"€|eur(?:os?|o)?\b|euro's\b|euro(?:a|t|ja|n)\b|ευρ[ωώ]|евро\b|євро\b|אירו|יורו|يورو|ユーロ|"
    r"欧元|歐元|유로|eura?\b",
    "GBP": r"£|gbp\b|pounds?(?: sterling)?\b|quid\b|sterling\b|sterline\b|livres(?: sterling)?\b|pfund\b|"
    r"libras\b|funt(?:ów|y)\b|stg\b|фунт(?:ов|а|ів)?\b|λίρες|ポンド|英镑|英鎊|파운드",
    "USD": r"us\$|usd\b|u\.s\. dollars?\b|us dollars?\b|\$|dollars?\b|bucks\b|d[oó]lares\b|dollari\b|"
    r"d[oó]lar(?:ów|y)\b|доллар(?:ов|а|ы)?\b|долар(?:ів|и)?\b|δολ[αά]ρι[αο]|דולר|دولار|米ドル|ドル|"
    r"美元|美金|달러|dolar(?:i|a|ů)?\b",
    "CHF": r"chf\b|sfr\.?|fr\.(?=\s?\d)|franken\b|francs suisses\b|franchi\b|swiss francs?\b",
    "PLN": r"z[łl](?:otych|ote|oty)?\b|pln\b",
    "SEK": r"sek\b|svenska kronor\b",
    "DKK": r"dkk\b|danske kroner\b",
    "NOK": r"nok\b|norske kroner\b",
    "CZK": r"kč|czk\b|korun\b",
    "HUF": r"huf\b|ft\b|forint\b",
    "RON": r"ron\b|lei\b",
    "BRL": r"r\$|brl\b|reais\b",
    "CAD": r"c\$|ca\$|cad\b",
    "AUD": r"a\$|au\$|aud\b",
    "NZD": r"nz\$|nzd\b",
    "JPY": r"¥|jpy\b|円|yen\b|日元",
    "INR": r"₹|inr\b|rupees\b",
    "ILS": r"₪|ils\b|nis\b|ש\"ח|ש״ח|שקלים?\b",
    "TRY": r"₺|tl(?:'?ye)?\b|try\b|türk lirası\b",
    "RUB": r"₽|руб(?:л(?:ей|я|ь))?(?:\.|\b)|rub\b",
    "UAH": r"₴|грн\b|uah\b|грив(?:ень|ні|ня)\b",
    "CNY": r"元|人民币|rmb\b|cny\b",
    "SGD": r"s\$|sgd\b",
    "ZAR": r"zar\b|rand\b|(?-i:R)(?=\d{1,3}[ ,.]\d{3}|\d{4}|\d{1,3}(?:[.,]\d)?\s?(?:k|m|mil\w*)\b)",
    "AED": r"aed\b|درهم",
    "KRW": r"₩|krw\b|원",
    **{code: code.lower() + r"\b" for code in _PLAIN_CODES.split()},
    "MXN": r"mxn?\$|mxn\b",
    "HKD": r"hk\$|hkd\b",
    "kr": r"kr\.?(?:onor|oner)?(?!\w)|:-",
}
_CURRENCY = "|".join(
    f"(?P<{{0}}{code}>{pattern})"
    for code, pattern in sorted(
        _SYMBOLS.items(), key=lambda kv: kv[0] not in ("CAD", "AUD", "NZD", "SGD", "BRL")
    )
)
# CUR? number mult? CUR?, each bounded: linear.
_DIGITS = re.compile(r"\d[\d.,'’]*")
_AMOUNT = re.compile(
    rf"(?<![.,/+-])(?<![A-Za-zÀ-ɏ\d_])(?:(?:{_CURRENCY.replace('{0}', 'a')})\s?)?(?P<number>{_NUMBER})(?:[ "
    rf"\n\u00a0\u202f]?(?P<mult>{_MULTIPLIER})(?:(?![A-Za-zÀ-ɏ])|(?=(?:eur|gbp|usd|chf|-?ish)(?![a-z]))))?"
    rf"(?:[ \n\u00a0\u202f]?(?:d[ei] |d['’])?(?:{_CURRENCY.replace('{0}', 'b')}))?",
    re.I,
)
_RANGE_BEFORE = re.compile(
    r"\d[\d.,' \u00a0]*\s?(?:k|tsd\.?|mil|€|£|\$|eur|mio\.?)?\s?(?:-|–|—|to|bis|à|a|et|and|und|y|e|"
    r"en|i|og|och|tot|do|til|till|or|oder|ou|o|of|lub)\s?(?:€|£|\$|eur|gbp|usd|chf|r\$)?\s?$",
    re.I,
)
_RANGE_AFTER = re.compile(
    r"\s?(?:-|–|—|\bto\b|\bbis\b|\bà\b|\ba\b|\btot\b|\bdo\b|\btil\b|\btill\b|\bor\b|\boder\b|\blub\b|"
    r"\bou\b)\s?(?:€|£|\$|eur|gbp|usd|chf|r\$)?\s?\d[\d.,]*\s?(?:k\b|tsd|mil\b|€|£|\$|eur|gbp|usd|"
    r"thousand|tausend|tys|mio|m\b|chf|zł|kr|pln|sek)",
    re.I,
)
_BETWEEN = re.compile(
    r"\b(?:between|zwischen|entre|tra|fra|tussen|między|miedzy|mellan|mellem|mellom)\s*(?:€|£|\$|eur|"
    r"gbp|usd)?\s?$",
    re.I,
)
_PER_HEAD = re.compile(
    r"[^.;\n]{0,14}?(?:\b(?:a|per|pro|each|par|por|al|pr\.?|na|à|je)\s?(?:head|person\w*|employee|"
    r"user|seat|licen[cs]e|staff|kopf|mitarbeiter\w*|nutzer|personne|salari[eé]\w*|"
    r"t[eê]te|utilisateur|persona|empleado|trabajador|cabeza|usuario|pessoa|funcion[aá]rio|"
    r"colaborador\w*|utente|dipendente|medewerker|persoon|gebruiker|"
    r"osob[eęy]|pracownika|anst[aä]lld|medarbejder|ansatt|bruger|användare|month|monat|mois|mes|mese|"
    r"m[eê]s|maand|miesi[aą]c\w*|m[aå]ned|hour|stunde|heure|hora|ora|uur|week|day|tag|jour)|"
    r"\beach\b|/\s?(?:user|head|mo(?:nth|nat|is)?\b|m\b|monat|mois|mes|mese|maand|mies|mdr|md|person|"
    r"kopf|ma\b|seat|h\b|hr)|\bmonthly\b|\bmonatlich|\bmensuel|\bmensual|\bmensil|\bmensa[il]|"
    r"\bpcm\b|\bmaandelijks|"
    r"\bmiesi[eę]cznie|\bm[aå]nedlig|\bi m[aå]naden|\bom m[aå]neden)",
    re.I,
)
_WORTH = re.compile(
    r"\b(?:worth|value\w*|budget\w*|deal|estimate[sd]?|expect\w*|ballpark|roughly|approx\w*|around|"
    r"about|circa|ca\.?|c\.|volume|contract|acv|arr|tcv|size|potential|"
    r"volumen|wert|auftrags\w+|erwartet\w*|schätz\w*|rechnet|umfang|ungefähr|etwa|rund|um die|"
    r"größenordnung|potenzial|jahresvolumen|"
    r"environ|valeur|estim\w+|comptez|enveloppe|montant|attendu\w*|"
    r"presupuesto|valor\w*|importe|calculo|calculamos|ronda\w*|unos|unas|alrededor|aproximad\w*|"
    r"aprox|orçamento|orcamento|cerca|estimad\w+|uns|volta de|estimo|"
    r"valore|importo|stima\w*|preventivo|intorno|waarde|begroting|ongeveer|schat\w*|budgetten|"
    r"wartość|wartosc|budżet\w*|budzet\w*|około|okolo|szacuj\w*|"
    r"värde|uppskatt\w*|ungefär|värt|runt|cirka|budgeten|værdi|værd|omkring|forvent\w*|verdi|anslag|"
    r"hodnota|érték)",
    re.I,
)
_YEARLY = re.compile(
    r"\s?(?:/\s?(?:yr|year|jahr|an\b|año|ano|anno|jaar|rok|år|y\b|a\b)|(?:a|per|the|first|each|"
    r"every) year|p\.?\s?a\b|per annum|annual\w*|yearly|pro jahr|im jahr|jährlich|jahres|par an|"
    r"annue\w*|la premi[eè]re ann[eé]e|"
    r"al año|anual\w*|por año|por ano|ao ano|all'anno|l'anno|annu[oi]|per jaar|jaarlijks|rocznie|"
    r"na rok|per år|om året|årlig\w*|i året|first year|im ersten jahr)",
    re.I,
)
_COUNTED = re.compile(
    r"\s?(?:employees|staff|people|ppl|users|seats|heads|workers|nurses|drivers|customers|clients|"
    r"members|followers|beds|rooms|units|branches|sites|locations|offices|stores|shops|vehicles|trucks|"
    r"vans|fte|"
    r"filialen|standorte|fahrzeuge|magasins|agences|tiendas|centros|lojas|filiais|sedi|negozi|vestigingen|"
    r"sqm|m2|m²|km|kg|mitarbeiter|beschäftigte|leute|kunden|"
    r"personnes|salariés|"
    r"clients|empleados|trabajadores|personas|clientes|funcionários|dipendenti|persone|clienti|"
    r"medewerkers|mensen|klanten|pracownik|osób|anställda|personer|ansatte|medarbejdere|kunder)\b",
    re.I,
)
_NEGATED = re.compile(
    r"\b(?:not|instead of|rather than|nicht|statt|anstatt|pas|au lieu de|no|en vez de|em vez de|não|"
    r"nao|non|invece di|niet|in plaats van|nie|zamiast|inte|istället för|ikke|"
    r"i stedet for)\s+(?:the\s+|de\s+|die\s+)?$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as it stands in a text; `weight` grows with the evidence that it is the expected value."""

    value: ExpectedValue
    start: int
    end: int
    weight: int


def find(
    text: str, *, language: str = "", country: str = "", need_cue: bool = False, loose: bool = False
) -> list[Amount]:
    """Amounts that may be an expected value, without ranges, prices per head or month and present costs.

    `need_cue` also asks for a word such as "budget" or "a year": for words that are not the partner's own;
    `loose` takes "42k" without one, where the talk is of the value anyway.
    """
    text = with_digits(text)
    matches = list(islice(_amounts(text), MANY + 1))
    if len(matches) > MANY:  # a price list, or a text made to keep us busy: none of them is the one
        return []
    found = (_judge(text, match, language, country, loose=loose) for match in matches)
    return [a for a in found if a and not (need_cue and a.weight < 3)]


def _amounts(text: str) -> Iterator[re.Match[str]]:
    """Every amount; the costly pattern is tried near digits only."""
    done = 0
    for digits in _DIGITS.finditer(text):
        if digits.end() <= done:
            continue
        for match in _AMOUNT.finditer(
            text, max(done, digits.start() - 14), min(len(text), digits.end() + 40)
        ):
            if match.start("number") >= digits.end():
                break
            done = match.end()
            yield match


def best(amounts: Sequence[Amount]) -> ExpectedValue | None:
    """The one amount that is meant; None when two different ones stand side by side."""
    if not amounts:
        return None
    top = max(a.weight for a in amounts)
    values = [a.value for a in amounts if a.weight == top]
    same = {(v.amount, v.currency) for v in values}
    return values[0] if len(same) == 1 else None


def typed(text: str, *, country: str) -> ExpectedValue | None:
    """What somebody typed into a field for an amount; none where figures are left over ("30,00030k")."""
    numbers = _WRITTEN.findall(text)
    return labelled(text, language="en", country=country) if all(map(_WHOLE.fullmatch, numbers)) else None


def labelled(text: str, *, language: str = "", country: str = "") -> ExpectedValue | None:
    """The amount behind a label such as "Budget:"; a bare number counts here."""
    text = with_digits(text)
    passed_over = False
    for match in islice(_amounts(text), MANY):
        if turnover.is_one(text, match.start(), match.end()):
            passed_over = True  # "1.2m turnover, licence about 9,800 €": what is left must be money by itself
            continue
        currency, mult = _currency(match, language, country), match["mult"] or ""
        if passed_over and not (currency or mult):
            continue
        if _COUNTED.match(text, match.end()):
            continue
        if _is_range(text, match) or _PER_HEAD.match(text, match.end()):
            return None
        amount = _number(match["number"], mult)
        return ExpectedValue(amount, currency) if amount else None
    return None


def _judge(text: str, match: re.Match[str], language: str, country: str, *, loose: bool) -> Amount | None:
    currency, mult = _currency(match, language, country), match["mult"] or ""
    if len(mult) == 1 and text[match.start("mult") - 1] == "\n":
        return None  # a number at the end of a line, and a word that begins the next
    before, end = text[max(0, match.start() - 110) : match.start()], match.end()
    if not currency and not mult:
        dashed = _DASHED.match(text, end)
        if not (dashed and match["number"].replace(".", "").isdigit() and len(match["number"]) > 3):
            return None
        mult, end = ",-", dashed.end()
        currency = _currency_at(text, end, language, country)
    elif not currency and (yearly := _YEARLY.match(text, end)):  # "22k a year USD"
        currency = _currency_at(text, yearly.end(), language, country)
    if match["number"] in ("401", "403") and mult.lower() in ("k", "b"):
        return None  # American pension plans
    if not currency and (mult in ("m", "M", "th", "t", "mm", "bin") or _COUNTED.match(text, end)):
        return None
    amount = _number(match["number"], "" if mult == ",-" else mult)
    if not amount or _is_range(text, match) or _PER_HEAD.match(text, end) or _NEGATED.search(before):
        return None
    sentence = turnover.left_out(_SENTENCE_START.split(before)[-1])
    after = re.split(r"[.;!?\n](?:\s|$)", text[end : end + 70])[0]
    weight = 1 + 2 * bool(_WORTH.search(sentence[-45:])) + 2 * bool(_YEARLY.match(text, end)) + bool(currency)
    budget = bool(
        re.search(
            r"(?:annual|estimated|yearly|licen[cs]e|subscription) (?:\w+ )?fees?|fees? potential|"
            r"erwartete?[rns]? |budget|"
            r"presupuesto|"
            r"orçament|begroting|budżet|worth|value|wert\b|valeur|valor|valore|waarde|"
            r"expect",
            sentence[-45:],
            re.I,
        )
    )
    if other_money.is_told(sentence, after) and not budget:
        return None
    if turnover.is_one(text, match.start(), match.end()) or other_money.is_called(text[end : end + 24]):
        return None
    if (
        not currency
        and weight < 3
        and not loose
        and not (text[: match.start()].strip(" ,:-") == "" or mult.lower() in ("k", "mio", "tsd"))
    ):
        return None
    return Amount(ExpectedValue(amount, currency), match.start(), end, weight + budget)


def _currency_at(text: str, at: int, language: str, country: str) -> str | None:
    found = _AMOUNT.match("1" + text[at : at + 12])
    return _currency(found, language, country) if found else None


_DASHED = re.compile(r",[-\u2013\u2014]{1,2}(?!\d)")  # "18.500,-": money without its currency
_SENTENCE_START = re.compile(r"(?<![Mm]io)(?<![Tt]sd)(?<!\b[Cc]a)(?<!tys)[.;!?]\s|\n\s*\n|\n\s*[-*•]")


def _is_range(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 40) : match.start()]
    if _BETWEEN.search(before) or _RANGE_AFTER.match(text, match.end()):
        return True
    return bool(_RANGE_BEFORE.search(before)) and not re.search(r"[.;]\s*$|\d{5,}\s*$", before)


def _currency(match: re.Match[str], language: str, country: str) -> str | None:
    codes = [key[1:] for key, value in match.groupdict().items() if value and key not in ("number", "mult")]
    code = codes[0] if codes else None
    if code in ("USD", "JPY"):  # a bare sign: a written code says whose dollars these are
        told = _WHOSE.match(match.string, match.end())
        code = (
            codes[-1] if len(codes) > 1 else _DOLLARS.get(told[1].upper(), told[1].upper()) if told else code
        )
    if match["mult"] and re.search(r"kr", match["mult"], re.I):
        code = "kr"
    if match["mult"] and "€" in match["mult"]:
        code = "EUR"
    if not code and country not in _OTHER_LAKHS and re.match(r"lakh|lac|crore", match["mult"] or "", re.I):
        return "INR"
    if code == "kr":
        return _crowns(match.string, language, country)
    return code


_OTHER_LAKHS = ("BD", "LK", "NP", "PK")  # where they count so too, in money of their own
_DOLLARS = {"CA": "CAD", "CAN": "CAD", "MX": "MXN", "AU": "AUD", "NZ": "NZD", "US": "USD", "HK": "HKD"}
_WHOSE = re.compile(
    r"(?<=[$¥])[ \u00a0\u202f]?(CAD|CAN?|MXN?|AUD?|NZD?|USD?|HKD?|COP|ARS|CLP|SGD|TWD|BRL|CNY)(?![A-Za-z])"
)


def _crowns(text: str, language: str, country: str) -> str | None:
    """Whose crowns "kr" are: told by the text, else the partner's country, else the language."""
    told = _crowns_told(text)
    if len(told) == 1:
        return told[0]
    return {"SE": "SEK", "DK": "DKK", "NO": "NOK"}.get(country) or {
        "sv": "SEK",
        "da": "DKK",
        "nb": "NOK",
        "no": "NOK",
        "nn": "NOK",
    }.get(language[:2])


@lru_cache(maxsize=4)  # it is asked of every amount in a text
def _crowns_told(text: str) -> tuple[str, ...]:
    return tuple(code for code, mark in _CROWN_MARKS if mark.search(text))


_CROWN_MARKS = (
    ("SEK", re.compile(r"[äö]|\bAB\b|\+46|\boch\b|\binte\b")),
    ("DKK", re.compile(r"\bApS\b|\bA/S\b|\+45|\baf\b|\bjer\b")),
    ("NOK", re.compile(r"\bASA?\b|\+47|\bdere\b|\bNorge\b")),
)


_LOOKAHEAD = re.compile(r"\(\?=[^)]*\)")  # says what stands behind a multiplier, which is cut off here


def _number(text: str, mult: str) -> Decimal | None:
    """Read digits by their grouping: "14.500", "9 500", "1,2" (million) and "12,500.50"."""
    plain = re.sub(r"[ \n\u00a0\u202f'’]", "", text)
    factor = next(
        (
            f
            for f, pattern in _MULTIPLIERS.items()
            if mult and re.fullmatch(_LOOKAHEAD.sub("", pattern), mult, re.I)
        ),
        1,
    )
    if "." in plain and "," in plain:
        decimal = max(plain.rfind("."), plain.rfind(","))
        plain = re.sub(r"[.,]", "", plain[:decimal]) + "." + plain[decimal + 1 :]
    elif re.fullmatch(r"\d{1,2}(?:,\d{2})+,\d{3}", plain):
        plain = plain.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain) and not (
        factor > 1 and plain.count(".") + plain.count(",") == 1
    ):
        plain = re.sub(r"[.,]", "", plain)
    else:
        plain = plain.replace(",", ".")
    try:
        amount = Decimal(plain) * factor
    except InvalidOperation:
        return None
    return amount.normalize() if amount and amount < Decimal(10) ** 12 else None
