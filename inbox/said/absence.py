"""Whether a text says, in the first person, that its writer is away or that a machine took the mail in.

Many out-of-office answers carry no header. What they share in every language is a word for being away, said
of oneself or of nobody, and mostly an end or a stand-in. Of a third person it is just news about a client.
"""

from __future__ import annotations

import re

from inbox.said import wishes
from inbox.who.names import fold

MAX_CHARS = 1_200
FEW_WORDS = 16  # who writes more says something else as well

_AWAY = re.compile(
    r"""out\ of\ (?:the\ )?office|out\ of\ town|annual\ leave|parental\ leave|maternity|paternity|sick\ leave
    |\bon\ (?:\w+\ )?leave\b|\b(?:on|from)\ (?:\w+\ )?(?:vacation|holidays?)\b|away\ (?:from|on|until|till
    |and|this|for)
    |\bunavailable\b|travell?ing|(?:limited|no|without)\ (?:access|connectivity)|office\ (?:is
    |will\ be)\ closed
    |offshore|at\ sea|off(?:-|\ )?grid|no\ (?:phone\ )?(?:signal|reception|wi-?fi|internet|coverage)
    |for\ the\ holidays|\bback\ (?:in\ the\ office|on\ (?:\w+day|\d))|when\ i\ (?:return|get\ back)
    |return(?:ing)?\ to\ the\ office
    |kein(?:en)?\ (?:empfang|netz|internet)|auf\ see|sans\ réseau|pas\ de\ réseau|en\ mer\b|hors\ réseau
    |sin\ (?:cobertura|señal)|en\ alta\ mar|senza\ (?:campo|rete|segnale)|sem\ (?:rede|sinal)
    |geen\ (?:bereik|internet)|op\ zee|bez\ (?:zasięgu|signálu)|utan\ täckning|uden\ dækning|uten\ dekning
    |ilman\ verkkoa|fără\ semnal|nincs\ térerő|çekmiyor|без\ связи|без\ зв['’]язку|χωρίς\ σήμα
    |im\ urlaub|\burlaub\ (?:bis|vom)|in\ urlaub|abwesen|nicht\ im\ (?:büro|haus|dienst)|außer\ haus
    |nicht\ erreichbar
    |dienstreise|elternzeit|mutterschutz|krankenstand|nicht\ (?:weiter)?gelesen|nicht\ weitergeleitet
    |wieder\ (?:im\ büro
    |da\b|erreichbar|für\ sie\ da|zurück)|(?:büro|betriebsferien|geschäft).{0,40}geschlossen|betriebsferien
    |\bunterwegs\b
    |\babsente?s?\b|\babsence\b|en\ congés?\b|en\ vacances|en\ déplacement|de\ retour\ (?:le|au|à|en)
    |pas\ (?:lus?|transféré)
    |nieczynn|fermé[es]*\b|indisponible|accès\ limité
    |de\ vacaciones|ausente|ausencia|fuera\ de\ (?:la\ )?oficina|de\ baja|de\ viaje|de\ permiso|vuelvo\ el
    |acceso\ limitado
    |in\ ferie|assente|assenza|fuori\ (?:ufficio|sede)|in\ trasferta|rientrer|al\ mio\ rientro|chius[oi]\ per
    |\ber\ (?:even\ )?niet\b|(?:beantwoord|lees)\ (?:ik\ )?(?:mijn|je|uw)\ (?:e-?)?mail|svarar\ på\ (?:mejl
    |mail)|sommerferie
    |sommerpause|semester\b|kesäloma|reading\ e-?mail
    |afwezig|\b(?:met|op|wegens)\ (?:\w+\ )?vakantie|met\ verlof|niet\ (?:op\ kantoor|aanwezig|bereikbaar)
    |weer\ (?:aanwezig
    |bereikbaar|op\ kantoor)|niet\ doorgestuurd
    |de\ férias|em\ férias|ausência|fora\ do\ escritório|de\ licença|acesso\ limitado|regresso\ a
    |de\ vacances|fora\ de\ l['’]oficina
    |på\ semester|har\ semester|frånvar|inte\ på\ kontoret|tjänstledig|föräldraledig|bortrest|är\ ledig
    |tillbaka\ på\ kontoret
    |på\ ferie|har\ ferie|holder\ ferie|fravær|ikke\ på\ kontoret|\bbarsel|permisjon|bortreist|\borlov
    |på\ kurs|på\ ferie
    |\blomalla|vuosiloma|\bpoissa|\bvapaalla|työmatkalla|en\ ole\ paikalla|tavoitettavissa
    |na\ urlopie|nieobecn|poza\ biurem|na\ zwolnieniu|brak\ dostępu
    |na\ dovolen|dovolenou|mimo\ kancelář|mimo\ kancelári|nepřítomn|neprítomn|na\ služební|nejsem\ v\ kancel
    |szabadság|házon\ kívül|távol\b|concediu|plecat|nu\ sunt\ (?:la|în)\ birou|odsut|na\ godišnjem
    |na\ odmoru|na\ dopustu
    |в\ отпуске|отсутств|в\ командировке|нет\ на\ месте|у\ відпустці|відсутн|в\ отпуска|izin(?:de|li)
    |ofis\ dışında|ofiste\ değil
    |σε\ άδεια|εκτός\ γραφείου|άδεια\ (?:έως|μέχρι)|puhkusel|atvaļinājum|atostog|í\ fríi|בחופשה|לא\ במשרד
    |في\ إجازة|خارج\ المكتب
    |(?:reply|respond|answer|get\ back\ to\ you)\ (?:\w+\ ){0,2}(?:late|later|with\ (?:\w+\ )?delay)\b
    |antworte\ (?:\w+\ ){0,3}(?:später|verzögert|mit\ verspätung)|réponds?\ avec\ (?:du\ )?retard
    |respondo\ (?:con\ retraso|com\ atraso|mais\ tarde)|rispondo\ con\ ritardo
    |(?:reageer|antwoord)\ (?:ik\ )?later
    |odpisuję\ później|svar(?:ar|er)\ sen(?:are|ere)
    |休暇|不在|外出して|休假|出差|不在办公室|휴가|부재|nghỉ\ phép|sedang\ cuti""",
    re.VERBOSE,
)
_OF_ANOTHER = re.compile(
    r"""\b(?:she|he|they|her|his|their|who|frau|herrn?|sie\ ist|er\ ist|ihr|sein|elle|elles|ils?|mme|mlle
    |monsieur|madame|ella|él
    |está|están|señora?|lei|lui|signora?|hij|zij|ze|mevrouw|meneer|ela|ele|senhora?|hon|han|hun|hän|pani?
    |ona|jeho|její|она|он
    |kunden|client[ea]?|kunde|customer)\b"""
    r"|['’]s\ (?:on|out|away)\b",
    re.VERBOSE,
)
_MORE = re.compile(  # a wish, an objection, somebody else; folded words
    r"\b(?:please|pls|but|tell|call|ask|need|bitte\w*|aber|doch|sag\w*|ruf\w*|frag\w*|merci de|mais|appel\w*"
    r"|dites|s'il|por favor|pero|decid\w*|llam\w*|per favore|ma|chiam\w*|dite|graag|alsjeblieft|maar|bel\w*"
    r"|vraag|mas|diga\w*|lig(?:ue|uem)|prosz\w*|ale|snalla|men|ring\w*)\b"
)
_OF_ONESELF = re.compile(
    r"""\b(?:i|i['’]m|i['’]ll|my|me|we|we['’]re|our|ich|bin|mein\w{0,2}|wir|sind|unser\w{0,2}|je|j['’]ai
    |mon|ma|mes|nous|notre|nos
    |actuellement|currently|derzeit|estoy|estaré|encuentro|mi|estamos|nuestra|sono|sarò|siamo|mio|mia|ik
    |ben|mijn|wij|ons|onze
    |momenteel|estou|estarei|encontro-me|meu|minha|jag|min|mitt|vi|jeg|mit|mine|olen|minun|jestem|będę
    |przebywam|mojej|jsem|budu
    |som|budem|čerpám|vagyok|leszek|sunt|voi|я|нахожусь|буду|мы|είμαι|sam|sem|bom|soc|estic|esmu|tôi
    |saya)\b""",
    re.VERBOSE,
)
_END = re.compile(
    r"""\b(?:until|till|through|bis|vom|ab\ dem|ab|jusqu['’]\w+|hasta|fino|dal|al|tot|tot\ en\ met|vanaf
    |até|till\ och\ med|t\.o\.m|til|frem\ til
    |asti|saakka|alkaen|do|od|až|-ig|până|до|по|kadar|έως|μέχρι|kuni|līdz|iki|fins|đến|sampai)\b|から|まで|至|까지
    |-ig\b""",
    re.VERBOSE,
)
_TAKEN_IN = re.compile(
    r"""auto(?:matic|mated|matically|-?generated|-?reply|-?response)\b.{0,40}(?:reply|response|message
    |e-?mail|answer|sent)
    |(?:message|e-?mail|reply)\ (?:was|is|has\ been)\ (?:sent\ )?auto|(?:request|message|e-?mail|ticket
    |enquiry|inquiry)\b.{0,30}(?:has\ been|was)\ (?:received|created|logged|opened)
    |(?:acknowledge|confirm)\ that\ we\ have\ received\ your|type\ your\ reply\ above\ this
    |thank\ you\ for\ contacting|do\ not\ reply\ to\ this
    |automatisch\ (?:generiert|erstellt|erzeugt|gegenereerd|versendet|verstuurd)|automatische\ (?:antwort
    |nachricht|e-?mail|bestätigung)
    |eingangsbestätigung|(?:wir\ haben\ )?ihre\ (?:nachricht|anfrage|e-?mail)\s(?:ist\s
    |wurde\s)?.{0,20}(?:erhalten|eingegangen)\ und
    |(?:message|réponse|e-?mail)\ (?:est\ |généré\ )?automatique|a\ bien\ été\ (?:reçue?|prise?\ en\ compte)
    |(?:mensaje|respuesta|correo)\ (?:es\ |generad[oa]\ )?automátic|hemos\ recibido\ su|(?:messaggio
    |risposta)\ (?:generat[oa]\ )?automatic|abbiamo\ ricevuto\ la\ (?:sua|tua|vostra)
    |(?:is\ een\ )automatisch|hebben\ uw\ \w+\ (?:in\ goede\ orde\ )?ontvangen|(?:mensagem
    |resposta)\ automátic|recebemos\ (?:a\ )?sua
    |automatiskt?\ (?:svar|meddelande|besked|besvarelse|genereret|generert|genererat)|vi\ har\ (?:mottagit
    |modtaget|mottatt)\ (?:ditt|din|dit|deres|er)
    |automaattinen|olemme\ vastaanottaneet|automatyczn|otrzymaliśmy|automatick|obdrželi\ jsme|automatikus
    |răspuns\ automat|автоматическ|автоматичн
    |otomatik|αυτόματ|自動|自动|자동""",
    re.VERBOSE,
)

_SENTENCE_END = re.compile(r"\n\n|(?<!\d)[.!?:]\s")


_CERTAIN = re.compile(
    r"(?:wird|werden) (?:in dieser zeit )?nicht (?:weitergeleitet|gelesen|bearbeitet)|"
    r"wieder (?:persönlich )?für sie da"
    r"|(?:ne (?:sera|seront)|n['’]est) pas (?:transféré|lu)|no (?:será|se) (?:reenviad|leíd)|worden? niet "
    r"(?:doorgestuurd|gelezen)|nie (?:będ\w+|jest) (?:przekaz|odczyt)|bliver ikke (?:læst|videresendt)"
    r"|(?:i won['’]t|i will not|i shall not|and won['’]t|and will not) be (?:reading|checking|"
    r"answering|able to (?:read|check|answer)) (?:\w+ )?(?:e-?mails?|mail|messages?)"
)


def says_absent(words: str) -> bool:
    """Whether the writer says to be away."""
    text = words[:MAX_CHARS].lower()
    if _CERTAIN.search(text):
        return True
    for count, match in enumerate(_AWAY.finditer(text)):
        if count >= 8:
            break
        window = max(0, match.start() - 80)
        begin = max((m.end() for m in _SENTENCE_END.finditer(text, window, match.start())), default=window)
        before, sentence = text[begin : match.start()], text[begin : match.end() + 80]
        if _OF_ANOTHER.search(before):
            continue
        if not match[0].isascii() or _OF_ONESELF.search(sentence) or _END.search(sentence):
            return True
    return False


def only_away(words: str) -> bool:
    """Whether a person says to be away, in a few words, and nothing else."""
    folded = fold(words)
    is_short = len(folded.split()) <= FEW_WORDS and not re.search(r"[?@]|\d{3}", words)
    return is_short and says_absent(words) and not (wishes.wants(folded) or _MORE.search(folded))


def says_automatic(words: str) -> bool:
    """Whether the text says that a program wrote it."""
    return bool(_TAKEN_IN.search(words[:3_000].lower()))
