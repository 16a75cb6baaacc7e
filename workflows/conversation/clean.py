"""What the partner wrote just now: the quoted thread and the signature are left out."""

from __future__ import annotations

import re

_WROTE = r"wrote|schrieb|a écrit|écrit|escribió|escribio|schreef|escreveu|ha scritto|skrev|napsal|napisał"
_QUOTE_START = re.compile(
    r"^\s*(?:"
    rf"(?:on|am|le|el|op|no dia|em|a|il)\b.{{4,160}}\b(?:{_WROTE})\b.{{0,120}}:\s*$"
    rf"|.{{0,160}}[\w.+-]+@[\w.-]+[>)\]]*\)?\s*(?:{_WROTE})\b.{{0,80}}:\s*$"
    r"|(?:on|am|le|el|op|em)\b[^\n]{6,100}<[^>\n]+@[^>\n]+>[^\n]{0,30}:?\s*$"
    # "<desk@firm.example>, 3 Kas 2026 Sal, 09:30 tarihinde şunu yazdı:", whatever the language
    r"|(?=[^\n]*(?<!\d)(?:20)\d\d(?!\d))(?=[^\n]*\d[:.]\d\d(?!\d))[^\n]{0,120}<[^>\n]+@[^>\n]+>[^\n]{0,60}:\s*$"
    r"|-{2,}\s*(?:original|ursprüngliche|message d|mensaje|oorspronkelijk|mensagem|forwarded|"
    r"weitergeleitet|reply).*"
    r"|_{10,}\s*$"
    r"|(?:from|von|de|van)\s?:\s.{2,}"
    r"|begin forwarded message.*"
    r"|>.*"
    r")",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"^\s*(?:--\s*|—\s*|(?:"
    r"(?:(?:best|kind|warm|kindest|warmest|many)\s+)?(?:regards|wishes|thanks)|best|all the best|cheers|"
    r"sincerely|yours(?: \w+)?|"
    r"yours (?:sincerely|faithfully|truly)|thanks(?: (?:and regards|again|so much|a lot|in advance))?|"
    r"thank you|br|rgds|take care|talk soon|warmly|respectfully|"
    r"(?:mit )?(?:freundlichen|besten|herzlichen|vielen|lieben|schönen)?\s*gr(?:ü|ue|u)(?:ß|"
    r"ss)e?n?(?: aus \w+)?|"
    r"(?:viele|liebe|beste|herzliche|schöne|freundliche)\s+gr(?:ü|ue)(?:ß|ss)e(?: aus \w+)?|mfg|lg|vg|"
    r"hochachtungsvoll|(?:vielen |besten |herzlichen )?dank|"
    r"cordialement|bien cordialement|bien à vous|bien à toi|sincères salutations|"
    r"salutations(?: distinguées)?|meilleures salutations|amicalement|bonne journée|cdlt|"
    r"merci(?: beaucoup| d['’]avance)?|à bientôt|très cordialement|"
    r"(?:un |muchos )?saludos?(?: cordial(?:es)?)?|cordialmente|atentamente|un (?:cordial saludo|abrazo)|"
    r"saludos cordiales|(?:muchas )?gracias|"
    r"(?:met )?(?:vriendelijke|hartelijke|beste|warme)?\s*groet(?:en|jes)?|mvg|hoogachtend|"
    r"(?:alvast )?bedankt|"
    r"(?:com os melhores |melhores |atenciosos )?cumprimentos|atenciosamente|atentamente|(?:um )?abraço|"
    r"beij(?:inh)?os|abraços|até (?:breve|já|logo)|un beso|besos|hasta pronto|bises|bisous|liefs|tot snel|"
    r"bis bald|gr\.?|"
    r"com os melhores cumprimentos|(?:muito )?obrigad[oa]|blessings|"
    r"cordiali saluti|(?:un )?saluti|grazie|pozdrawiam|z poważaniem|mvh|(?:med )?v[äe]nliga? hälsning(?:ar)?|"
    r"hälsningar|(?:med )?venlig hilsen|hilsen|s pozdravem|(?:iyi çalışmalar|saygılar(?:ım(?:la|ızla)?)?|"
    r"teşekkürler)"
    r")\s*[,.!]*(?:\s*(?-i:[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){0,2}))?)\s*$",  # "LG, Birgit"
    re.IGNORECASE,
)
_IF_IT_SUITS = re.compile(  # another, at the end of a sentence
    r"[ ,]+(?:if (?:you don[’']?t mind|it[’']?s no (?:trouble|bother)|that[’']?s ok(?:ay)? with you)"
    r"|wenn es (?:euch|ihnen|dir) nichts ausmacht|wenn[’']?s keine umstände macht"
    r"|si (?:ça|cela) ne (?:vous|te) d[ée]range pas|si no es (?:mucha )?molestia|si no (?:te|os|le) importa"
    r"|als (?:het|je dat|u dat) niet (?:uitmaakt|erg is|erg vindt)|als het niet te veel moeite is"
    r"|se n[ãa]o se importa(?:r|rem)?|se n[ãa]o for inc[óo]modo)(?=\s*(?:[.!?\n]|$))",
    re.IGNORECASE,
)
_IN_ADVANCE = re.compile(  # a courtesy; money in advance is another matter
    r"\b((?:thanks?(?: you)?|danke?|merci|gracias|obrigad[oa]|bedankt|dankjewel)\b"
    r"(?:[ ,]+(?:you|so|very|much|a lot|sch[oö]n|sehr|beaucoup|bien|je wel|u wel))*)[ ,]+(?:already )?"
    r"(?:in advance|im voraus|d[’']avance|par avance|por adelantado|de antemano|antecipadamente|desde j[aá]|"
    r"bij voorbaat)\b",
    re.IGNORECASE,
)
_TO_BE_SENT = re.compile(  # behind what is wanted; alone it asks for something that was said before
    r"(?<=[.!?\n;])[ ]+(?:"
    r"(?:could|can|would|will) you (?:please )?(?:send|forward|mail|e-?mail) (?:it|that|this|them)"
    r"(?: (?:to|over to) me| over| across| on)?"
    r"|(?:k[öo]nn(?:t|tet) ihr|k[öo]nn(?:en|ten) sie|kannst du) (?:mir )?(?:das|die|sie|es)(?: mir)?"
    r"(?: bitte)? (?:zu)?(?:schicken|senden|mailen)"
    r"|(?:pouvez|pourriez)[- ]vous (?:me )?(?:l[’'])?(?:la |le |les )?envoyer"
    r"|me l[oa]s? (?:pod[ée]is|pueden|puedes|podr[íi]ais|podr[íi]an) (?:enviar|mandar)"
    r"|(?:kunnen jullie|kunt u|kun je) (?:me )?(?:dat|die|het|ze)(?: me| mij)?(?: even)? "
    r"(?:toe)?(?:sturen|mailen)"
    r"|(?:podem|pode|podes|poderiam) (?:enviar|mandar)(?:-m[oae]s?)?(?: isso| isto)?)"
    r"(?: please| bitte| s['’]il vous pla[îi]t| por favor| alsjeblieft)?[ ]*[?.!]*(?=\s*$)",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"^\s*(?:sent from (?:my )?|get outlook|von meine[mr] .{0,25} gesendet|gesendet (?:von|mit)|"
    r"envoyé (?:de|depuis)|enviado (?:desde|do|de|a partir)|"
    r"verzonden (?:vanaf|met|via|vanuit)|verstuurd (?:vanaf|met)|outlook for)",
    re.IGNORECASE,
)
_CONTACT_LINE = re.compile(
    r"@|https?://|www\.|\||·|\+?\d[\d ()./-]{6,}\d|\b(?:tel|phone|mobile|fon|mob)\b", re.IGNORECASE
)
_TITLED = re.compile(
    r"(?:[^\W\d_a-zß-öø-ÿ][\w.'’&-]*|&|und|and|et|y|e|en|de|da|do|van|von)"
    r"(?: (?:[^\W\d_a-zß-öø-ÿ][\w.'’&-]*|&|und|and|et|y|e|en|de|da|do|van|von)){0,6}"
)
_NAME_AND_PHONE = re.compile(
    r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*(?: [^\W\d_a-zß-öø-ÿ]?[\w.'’-]+){0,3}[,;|–-]? *\+?\d[\d ()./-]{6,}\d"
)
_BANNER = re.compile(
    r"(?:[^|·•@]{2,60}[|·•]){2,}[^|·•]{2,60}"
)  # "Jo Lee | Lee & Co | 555 0100 | jo@lee.example"
_SPOKEN = re.compile(  # a mark that somebody spoke into the phone
    r",?\s+(?:question mark|fragezeichen|point d['’]interrogation|signo de interrogación|vraagteken"
    r"|ponto de interrogação)\b",
    re.IGNORECASE,
)
PROSE = 7  # words
MOST_NAMES = 3  # first name, middle name, surname
_SENTENCE = re.compile(r"[?!]|\.\s|\.$")


def without_courtesies(text: str) -> str:
    """`Thanks in advance`, `if you don't mind`, `could you send it?` say nothing of their own."""
    return _TO_BE_SENT.sub("", _IF_IT_SUITS.sub("", _IN_ADVANCE.sub(r"\1", text)))


def own_words(text: str) -> str:
    """The text above the quoted thread and the signature; the whole text when nothing would be left."""
    text = _SPOKEN.sub("?", text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = _above_quote(lines)
    if not any(line.strip() for line in kept):  # written below the quote
        kept = [line for line in lines if not line.lstrip().startswith(">")]
        kept = [line for line in kept if not _QUOTE_START.match(line)]
    body = _above_signature(kept)
    return "\n".join(body).strip() or "\n".join(kept).strip() or text.strip()


def _above_quote(lines: list[str]) -> list[str]:
    for index, line in enumerate(lines):
        pair = line + " " + (lines[index + 1] if index + 1 < len(lines) else "")
        wrapped = len(line) > 20 and re.match(r"^\s*(?:on|am|le|el|op|no dia|em)\b", line, re.IGNORECASE)
        if _QUOTE_START.match(line) and not _is_form(lines, index):
            return lines[:index]
        if (
            wrapped
            and _QUOTE_START.match(pair)
            and re.search(rf"(?:{_WROTE})\b[^\n]*:\s*$", pair, re.IGNORECASE)
        ):
            return lines[:index]
    return lines


def _is_form(lines: list[str], index: int) -> bool:
    """`From: ...` opens a quote only when a mail header follows it."""
    if not re.match(r"^\s*(?:from|von|de|van)\s?:", lines[index], re.IGNORECASE):
        return False
    following = " ".join(lines[index + 1 : index + 5])
    header = (
        r"\b(?:sent|date|to|subject|gesendet|datum|an|betreff|envoyé|à|objet|enviado|fecha|para|asunto|verzonden|"
        r"aan|onderwerp|data|assunto)\s?:"
    )
    return not re.search(header, following, re.IGNORECASE)


def _above_signature(lines: list[str]) -> list[str]:
    for index, line in enumerate(lines):
        above = any(part.strip() for part in lines[:index])
        if _DEVICE.match(line):
            return lines[:index] if above else lines
        if above and _SIGN_OFF.match(line) and _only_signature(lines[index + 1 :]):
            return lines[:index]
    return _without_bare_signature(lines)


def _only_signature(lines: list[str]) -> bool:
    """After a sign-off come names and contact data, no sentences."""
    rest = [line for line in lines if line.strip()]
    return all(
        not _SENTENCE.search(re.sub(r"\S+@\S+|\b\w{1,5}\.", "", line)) or _CONTACT_LINE.search(line)
        for line in rest[:4]
    )


def _told(head: str) -> bool:
    """Whole sentences, so that a name below them is whose they are."""
    last = head.rstrip().rpartition("\n\n")[2]
    return len(last.split()) >= PROSE and last[-1:] in {".", "?", "!"}


def _signed(above: str, last: str) -> bool:
    """A name right below a whole sentence, with somebody's address or number above it: who wrote this."""
    named = len(last.split()) <= MOST_NAMES and _TITLED.fullmatch(last)
    return bool(
        named and _gives(above) and above.rstrip()[-1:] in {".", "!", "?"} and len(above.split()) >= PROSE
    )


def _gives(above: str) -> bool:
    """Somebody's address or number."""
    return "@" in above or re.search(r"\d[\d ()./-]{6,}\d", above) is not None


def _without_bare_signature(lines: list[str]) -> list[str]:
    """A last paragraph of two to six short lines with contact data, below another paragraph."""
    text = "\n".join(lines).strip()
    head, _, tail = text.rpartition("\n\n")
    block = [line for line in tail.split("\n") if line.strip()]
    looks = 2 <= len(block) <= 6 and all(len(line) < 70 for line in block) and not _SENTENCE.search(block[0])
    labelled = any(re.match(r"\s*[\w -]{3,14}:\s", line) for line in block[:1])
    told = any(_CONTACT_LINE.search(line) for line in block[1:])
    # A name and a firm alone may be the very introduction, unless somebody has been introduced above.
    named = len(block) > 1 and "@" in head and all(_TITLED.fullmatch(line.strip()) for line in block)
    if head.strip() and looks and not labelled and (told or named):
        return head.split("\n")
    alone = len(block) == 1 and _TITLED.fullmatch(block[0].strip()) and not head.rstrip().endswith(":")
    if alone and ("@" in head or _told(head)) and len(block[0].split()) <= MOST_NAMES:  # who wrote it
        return head.split("\n")
    above, _, last = text.rpartition("\n")
    if _signed(above, last.strip()):
        return above.split("\n")
    if len(block) == 1 and _BANNER.fullmatch(block[0].strip()) and _told(head) and _gives(head):
        return head.split("\n")
    if len(block) == 1 and _NAME_AND_PHONE.fullmatch(block[0].strip()) and _told(head):
        return head.split("\n")
    return lines
