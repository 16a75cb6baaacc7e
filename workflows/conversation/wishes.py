"""Wishes outside the list of intents, by plain phrases: how often to hear, "what if", reminders again."""

from __future__ import annotations

import re

from workflows.conversation.classifier import LANGUAGES
from workflows.conversation.lexicon import lexicon
from workflows.conversation.text import fold
from workflows.model import News

LONGEST = 400  # characters; who writes more means something else as well

_WHAT_IF = re.compile(
    r"""\bwhat\ if\b|\bsuppos(?:e|ing)\b|\bassum(?:e|ing)\b
    |\bif\ (?:it|they|he|she|this|that|we|[\w&.' -]{2,40})
    \ (?:closes?|signs?|buys?|goes?|comes?|lands?|would|were|ends?)
    |\b(?:would|could)\ (?:i|we)\ (?:get|earn|make|be\ paid)\b|\bhow\ much\ would\b
    |\bwas\ (?:ware|wenn)\b|\bangenommen\b
    |\bwenn\ .{2,50}\b(?:abschlie\w+|unterschreib\w+|kauf\w+|zustande|klappt)
    |\b(?:bekame|bekomme|verdiene|verdiente|erhalte|erhielte)\ ich\b.{0,40}\b(?:wenn|bei)\b
    |\bwie\ viel\ (?:ware|bekame|gabe)
    |\bet\ si\b|\bsi\ .{2,50}\b(?:signe\w*|conclu\w*|ache\w*)
    |\bcombien\ (?:je\ )?(?:toucherais|gagnerais|serait)
    |\b(?:y\ )?si\ .{2,50}\b(?:cierra\w*|firma\w*|compra\w*)|\bsupongamos\b
    |\bcuanto\ (?:ganaria|cobraria|me\ tocaria|seria)
    |\bstel\ dat\b|\bwat\ als\b|\bals\ .{2,50}\b(?:tekent|sluit|koopt)|\bhoeveel\ zou\b
    |\be\ se\b|\bse\ .{2,50}\b(?:fechar|assinar|comprar)\w*|\bquanto\ (?:ganharia|receberia|seria)""",
    re.VERBOSE,
)
_EVERY_STEP = re.compile(
    r"(?:every|each) (?:step|stage|update|change)|(?:instant|immediate)(?:ly| updates| news)?\b"
    r"|(?:at once|right away)"
    r"|jeden (?:schritt|einzelnen)|sofort|chaque (?:etape|nouvelle)|immediatement|cada (?:paso|etapa"
    r"|novedad)"
    r"|inmediatamente|al momento|elke (?:stap|wijziging)|meteen|direct\b|imediatamente|na hora"
)
_DAILY = re.compile(
    r"(?:once a day|daily|one (?:mail|e-?mail|message) (?:a|per) day|digest|summary a day)"
    r"|einmal (?:am|pro) tag|taglich|tages(?:zusammenfassung|ubersicht)|une fois par jour"
    r"|quotidien\w*|recapitulatif"
    r"|una vez al dia|diario|diaria|resumen diario|een keer per dag|eenmaal per dag|dagelijks\w*"
    r"|uma vez por dia"
    r"|diariamente|resumo diario"
)
_BIG_NEWS = re.compile(
    r"(?:only|just) (?:the )?(?:big|important|major|key|final) (?:news|steps?|updates?|milestones?"
    r"|changes?|things?)"
    r"|only (?:when|if) (?:it'?s |they'?re |a deal |something |one )?(?:is |are )?(?:won|lost|closed"
    r"|signed|closes|signs)"
    r"|milestones? only|only milestones?|nur (?:die )?(?:wichtig\w+|gross\w+) (?:schritte|neuigkeiten"
    r"|meldungen|dinge)"
    r"|nur meilensteine|(?:seulement|uniquement) (?:les )?(?:grandes|principales|etapes importantes"
    r"|nouvelles importantes)"
    r"|(?:solo|unicamente) (?:las?|los?)? ?(?:novedades|noticias|pasos|cosas) importantes"
    r"|alleen (?:de )?(?:belangrijk\w+)"
    r"|(?:so|apenas|somente) (?:as|os)? ?(?:novidades|noticias|etapas|coisas) importantes"
)
_OF_OUR_MAIL = re.compile(
    r"\b(?:mails?|e-?mails?|updates?|news|messages?|notif\w+|write|send|tell|hear|inform|schreib\w*"
    r"|schick\w*"
    r"|nachrichten|neuigkeiten|meld\w*|benachrichtig\w*|ecri\w+|envoy\w+|messages|nouvelles"
    r"|previen\w*|escrib\w+"
    r"|envi\w+|mand\w+|avis\w+|correos?|novedades|schrijf\w*|stuur\w*|berichten|laat\w*|escrev\w+"
    r"|avis\w+|novidades)\b"
)
_AGAIN = re.compile(
    r"(?:send|start|resume|turn on|switch on|want|like|have)\b.{0,40}\b(?:reminders?"
    r"|nudges?)\b.{0,20}\b(?:again|back)"
    r"|(?:reminders?|nudges?) (?:are|would be) (?:fine|ok|okay|welcome) (?:again|now)|(?:resubscribe"
    r"|subscribe) me"
    r"|(?:erinnerungen|erinnern)\b.{0,30}\b(?:wieder|erneut)|wieder (?:erinnerungen|erinnern)"
    r"|(?:rappels|relances)\b.{0,30}\b(?:a nouveau|de nouveau)|(?:a nouveau"
    r"|de nouveau)\b.{0,20}\b(?:rappels|relances)"
    r"|recordatorios\b.{0,30}\b(?:otra vez|de nuevo)|(?:otra vez|de nuevo)\b.{0,20}\brecordatorios"
    r"|herinneringen\b.{0,30}\bweer|weer\b.{0,20}\bherinneringen|lembretes\b.{0,30}\b(?:de novo|novamente)"
)
_ONCE_MORE = re.compile(
    r"\b(?:again|back|after\ all|resum\w*|restart\w*|(?:re-?)?subscribe\w*|wieder|erneut|doch"
    r"|(?:a|de) nouveau|recommenc\w*|repren\w*|otra vez|de nuevo|nuevamente|volv\w*|vuelv\w*|weer"
    r"|opnieuw|toch|de novo|novamente|volt\w*|di nuovo|ancora|riprend\w*|ricominci\w*"
    r"|znowu|znow|ponownie|igen|ater)\b"
)
_MAILS_OF_OURS = re.compile(
    r"\b(?:reminders?|nudges?|mails|e-?mails|messages|writ(?:e|ing) (?:to )?(?:me|us)|(?:re-?)?subscribe\w*"
    r"|erinner\w*|nachrichten|schreib\w*|rappels?|relances?|courriels|ecri\w*|recordatorios?|correos"
    r"|mensajes|escrib\w*|herinner\w*|berichten|schrijf\w*|schrijven|lembretes?|mensagens|escrev\w*"
    r"|promemoria|scriv\w*|maile|wiadomosci|przypomnien\w*|pisac|pisz\w*|mejl\w*|paminnels\w*|skriv\w*)\b"
)
_ENOUGH = re.compile(
    r"\b(?:stop\w*|enough|unsubscribe|hor(?:en|t)? (?:sie )?auf|schluss|genug|arret\w*|cess\w*|assez|basta"
    r"|dej\w*|parad|parar|par[ea]m?|genoeg|smett\w*|dosc|sluta)\b"
)
_ON_A_CONDITION = re.compile(
    r"\b(?:when|if|once|about|as soon|wenn|sobald|falls|quand|si (?!quiero|queremos)|des que|cuando"
    r"|en cuanto|als|zodra|quando|assim que|se|gdy|jesli|om|nar)\b"
)
FEW_WORDS = 16
_IN = r"\b(?:in|auf|en|em|in het|op zijn) "
_LANGUAGES = {
    "en": _IN + r"(?:english|englisch|anglais|ingles|engels)\b",
    "de": _IN + r"(?:german|deutsch|allemand|aleman|duits|alemao)\b",
    "fr": _IN + r"(?:french|franzosisch|francais|frances|frans)\b",
    "es": _IN + r"(?:spanish|spanisch|espagnol|espanol|castellano|spaans|espanhol)\b",
    "nl": _IN + r"(?:dutch|niederlandisch|neerlandais|holandes|neerlandes|nederlands)\b",
    "pt": _IN + r"(?:portuguese|portugiesisch|portugais|portugues|portugees)\b",
}
_UNSPOKEN = re.compile(
    r"\b(?:(?:in|auf|en|em|in het|op zijn|po|pa) )?(?:italian\w*|italien\w*|italiaans|italski|polish|polnisch"
    r"|polonais|polaco|polones|pools|polsku|polacco|swedish|schwedisch|suedois|sueco|zweeds|svenska|svedese"
    r"|danish|danisch|danois|danes|deens|dansk|norwegian|norwegisch|norvegien|noruego|noors|norsk|finnish"
    r"|finnisch|finnois|fines|fins|suomeksi|czech|tschechisch|tcheque|checo|tsjechisch|cesky|hungarian|ungarisch"
    r"|hongrois|hungaro|hongaars|magyarul|romanian|rumanisch|roumain|rumano|roemeens|turkish|turkisch|turc|turco"
    r"|turks|turkce|greek|griechisch|grec|griego|grieks|russian|russisch|russe|ruso|ukrainian|ukrainisch"
    r"|catalan|katalanisch|catala|chinese|chinesisch|chinois|chino|chinees|japanese|japanisch|japonais|japones"
    r"|japans|korean|koreanisch|coreen|arabic|arabisch|arabe|hebrew|hebraisch|hebreu|hebreo)\b"
)
_PLEASE = r"(?:please|bitte|s['’]il (?:vous|te) plait|svp|por favor|alsjeblieft|alstublieft|graag)"
_WRITE = re.compile(
    r"\b(?:writ(?:e|ing)|reply|replies|answers?|respond|e-?mails?|mails?|messages|schreib\w*|antwort\w*"
    r"|nachrichten|ecri\w*|repond\w*|courriels?|escrib\w*|respond\w*|correos?|mensajes|schrijf\w*"
    r"|antwoord\w*|berichten|escrev\w*|mensagens|scriv\w*|pisz\w*|pisac|skriv\w*)\b"
)
_TO_US = re.compile(
    r"\b(?:me|us|mir|uns|moi|nous|nos|mij|ons)\b|\bm['’]|\b(?:escrib\w*?|respond\w*?)(?:me|nos)\b|\bscriv\w*(?:mi|ci)\b|\b(?:mnie|mi|mig|oss)\b"
    r"|\byour (?:e-?mails?|mails?|messages)|\b(?:ihre|eure) (?:e-?mails?|mails?|nachrichten)"
)
_SOMEBODY_ELSE = re.compile(
    r"\b(?:her|him|them|she|he|they|ihr kunde|lui|leur|elle|contact\w*|kontakt\w*|client\w*|kunde\w*|klant\w*"
    r"|prospect\w*|hem|haar|hun|ella|ele|ela)\b"
)
_NOT = re.compile(r"\b(?:not?|don'?t|never|kein\w*|nicht|nie|ne|pas|jamais|nunca|niet|geen|nao)\b")
_REMINDERS = re.compile(
    r"\b(?:reminders?|nudges?|erinner\w*|rappels?|relances?|recordatorios?|herinnering\w*|lembretes?)\b"
)


def asks_what_if(text: str) -> bool:
    """Whether an amount in the words is one that is only imagined."""
    return bool(_WHAT_IF.search(_said(text)))


def news_wanted(text: str) -> News | None:
    """How much of every stage somebody wants to hear; None when the words are about something else."""
    said = _said(text)
    if not said or not _OF_OUR_MAIL.search(said) or "?" in text or _REMINDERS.search(said):
        return None
    found: list[News] = []
    if _BIG_NEWS.search(said):
        found.append("milestones")
    if _DAILY.search(said):
        found.append("digest")
    if _EVERY_STEP.search(said) and not _NOT.search(said) and not found:
        found.append("instant")
    return found[0] if len(found) == 1 else None


def language_wanted(text: str) -> str:
    """The language we speak that somebody asks to be written to in, such as "de"; "" for other words."""
    said = _said(text)
    named = {code for code, words in _LANGUAGES.items() if re.search(words, said)}
    if len(named) != 1 or len(said.split()) > FEW_WORDS or _NOT.search(said) or _SOMEBODY_ELSE.search(said):
        return ""
    code = named.pop()
    bare = re.fullmatch(rf"(?:{_PLEASE} ?,? ?)*(?:{_LANGUAGES[code]})(?: ?,? ?{_PLEASE})*[.!]*", said)
    asked = _WRITE.search(said) and _TO_US.search(said)
    return code if bare or asked else ""


def asks_for_another_language(text: str) -> bool:
    """Whether somebody asks to be written to in a language that we do not write."""
    said = _said(text)
    if not _UNSPOKEN.search(said) or len(said.split()) > FEW_WORDS or _NOT.search(said):
        return False
    return bool(_WRITE.search(said) and _TO_US.search(said)) and not _SOMEBODY_ELSE.search(said)


def wants_nudges_again(text: str) -> bool:
    """Whether somebody who had enough of our reminders takes them back."""
    said = _said(text)
    return bool(_AGAIN.search(said)) and not _NOT.search(said)


def takes_us_back(text: str) -> bool:
    """Whether somebody who gets no reminders of ours, as they wished, wants our mails once more."""
    said = _said(text)
    if not said or len(said.split()) > FEW_WORDS or re.search(r"[?@\d]", text):
        return False
    other = _NOT.search(said) or _ENOUGH.search(said) or _ON_A_CONDITION.search(said)
    return bool(_ONCE_MORE.search(said) and _MAILS_OF_OURS.search(said)) and not other


def promises_names(text: str) -> bool:
    """Whether somebody says yes and will send names; who wants to talk or to meet says something else."""
    words = re.findall(r"[^\W_]+", _said(text).replace("'", ""))
    heard = lexicon().find(words, LANGUAGES).keys()
    return "names" in heard and not heard & {"meet", "human", "nobody", "risky"}


def speaks_of_reminders(text: str) -> bool:
    """Whether the words are about our reminders, so that "in March" says when they may come again."""
    return bool(_REMINDERS.search(_said(text)))


def _said(text: str) -> str:
    said = " ".join(fold(text).split())
    return said if len(said) <= LONGEST else ""
