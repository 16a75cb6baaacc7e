"""Thanks: the only words of a partner that are laid aside without an answer, so in doubt they are none."""

from __future__ import annotations

import re

from inbox.said import ask_phrases, intents, new_lead_words, refusals, wishes
from inbox.said.phrases import NOT_HEARD, any_of
from inbox.who import people
from inbox.who.names import fold
from workflows.conversation.classifier import model
from workflows.conversation.text import plain, tokens

_FINE = re.compile(
    r"(?:ok(?:ay|e|i|ej)?|fine|yes|ja|oui|si|sim|tak|da|good|gut|bien|bon|va bene|in ordnung|passt|"
    r"d'accord|de acuerdo|akkoord|prima|helt ok|\+1)(?![a-z])"
)
THANKS = any_of(
    r"tesekkur\w*",
    r"sagol\w*",
    r"dank(?:jewel|uwel)\w*",
    r"aitah",
    r"multumesc",
    r"koszi",
    r"спасибо",
    r"благодарю",
    r"дякую",
    r"ευχαριστω",
    r"תודה",
    r"شكرا",
    r"thank(?:s| you)",
    r"thx",
    r"ta(?: (?:very |so )?much(?:ly)?| a million| for)?(?=[.,!]|$)",
    r"cheers",
    r"much appreciated",
    r"great(?: stuff| news| job)?",
    r"perfect",
    r"brilliant",
    r"awesome",
    r"lovely",
    r"super",
    r"nice one",
    r"got it",
    r"noted",
    r"will do",
    r"sounds good",
    r"wonderful",
    r"excellent",
    r"danke\w*",
    r"vielen dank",
    r"besten dank",
    r"prima",
    r"klasse",
    r"toll",
    r"perfekt",
    r"alles klar",
    r"merci\w*",
    r"parfait",
    r"tres bien",
    r"genial",
    r"bien recu",
    r"gracias",
    r"perfecto",
    r"estupendo",
    r"fenomenal",
    r"recibido",
    r"vale",
    r"obrigad[oa]\w*",
    r"perfeito",
    r"otimo",
    r"valeu",
    r"grazie\w*",
    r"perfetto",
    r"ottimo",
    r"ricevuto",
    r"dank(?: je| u| jullie)?(?: wel)?",
    r"bedankt",
    r"top",
    r"mooi",
    r"fijn",
    r"dziek\w+",
    r"swietnie",
    r"super",
    r"tack(?:ar)?",
    r"toppen",
    r"vad bra",
    r"bra",
    r"tak(?:ker)?",
    r"mange tak",
    r"fint",
    r"takk(?:er)?",
    r"tusen takk",
    r"kiitos\w*",
    r"diky",
    r"dekuji",
    r"koszon\w+",
    r"koszi",
    r"dikes?",
    r"dekuj\w+",
    r"d'?akuje\w+",
    r"hvala\w*",
    r"multumim|mersi",
    r"благодарим|спасибі|дякуємо|ευχαριστουμε",
    fold("감사합니다"),
    fold("감사드"),
    fold("고맙습니다"),
    fold("ありがとう"),
    fold("感謝"),
    "谢谢|多谢|謝謝|感谢",
)
# Glad of news, without a word of thanks.
GLAD = any_of(
    r"fingers crossed|daumen|on croise les doigts|cruzamos los dedos|incrociamo le dita|vi duimen|"
    r"trzymam kciuki|"
    r"haller tummarna|krydser fingre|dedos cruzados|woo-?hoo|yay|wow|hooray|hurra\w*|whoop\w*|(?:made|"
    r"makes) my (?:day|week)|(?:delighted|thrilled|"
    r"pleased|chuffed|"
    r"happy) (?:to hear|for|with)|(?:glad|good|lovely) to (?:hear|know)|(?:fantastic|amazing|superb) "
    r"(?:news|work)",
    r"(?:das )?freut mich|freue mich|schon zu horen|klingt (?:gut|super)|hervorragend|bravo|ca fait "
    r"plaisir|"
    r"(?:quelle )?bonne nouvelle|ravie? de|que (?:bien|alegria)|me alegr\w+|che bello|che bella notizia|"
    r"mi fa piacere|"
    r"wat (?:leuk|fijn|mooi)|ciesze sie|vad (?:kul|roligt|harligt)|hvor (?:dejligt|fint|flott|godt)|"
    r"que (?:bom|maravilha|otima noticia)|fico feliz",
)
REGARDS = any_of(
    r"(?:pass|give|send) (?:on )?(?:my|our) (?:thanks|regards|love|best|congratulations)(?: (?:on )?to)?|"
    r"(?:say|said) (?:hi|hello|thanks)|tell (?:\w+ ){1,2}(?:i said|thanks|well done)|"
    r"(?:gruss\w*|grusse|gruesse) (?:an|von)|richtet (?:\w+ ){1,3}aus|saluez \w+|saludos a|un saludo a|"
    r"saluti a|"
    r"salut\w+ \w+|groet\w* aan|pozdr\w+ (?:dla )?\w+|halsa (?:till )?\w+|hils \w+|abraco (?:a|ao|para)"
)
# What thanks are followed by when something is still wanted, or not wanted: requests, turns, denials.
_MORE = any_of(
    r"but|however|though|although|except|please|pls|plz|(?:can|could|would) you|let's|(?:we|i) need|want|"
    r"i(?:'d| would) like|when (?:do|will|can|are)|how (?:much|many)|change|wrong|instead|again|n't|not|"
    r"never|no longer|nobody|no one|stop|remove|cancel|(?:has|have|had) (?:left|gone|signed|moved)",
    r"aber|allerdings|jedoch|nur dass|bitte|konnt\w+|wurd\w+|mocht\w+|will|brauch\w+|falsch\w*|nicht|"
    r"nichts|kein\w*|"
    r"niemand\w*|nie|wieder|stattdessen|andern|wann",
    r"mais|cependant|par contre|toutefois|merci (?:de |d')(?:ne (?:pas|plus|jamais) )?(?:(?:le|la|les|"
    r"me|nous|"
    r"lui|leur) |l')?(?!avoir|etre|votre|notre)\w+(?:er|ir|ndre|ttre|aire)|s'il (?:vous|te) plait|svp|"
    r"pas|plus|"
    r"(?:pouvez|pourriez|veuillez|envoyez|appelez|rappelez|corrigez)\S*|jamais|rien|personne|voudrai\w+|"
    r"souhait\w+|faux|fausse|erreur",
    r"pero|sin embargo|aunque|por favor|podeis|podriais|puedes|queremos|quiero|ya no|no|nunca|nada|nadie|"
    r"mal|equivocad\w|"
    r"(?:llamad|enviad|mandad|quitad|cambiad|corregid|borrad)\w*",
    r"ma|pero|tuttavia|per favore|per cortesia|potete|potreste|vorrei|voglio|non|mai|niente|nessuno|"
    r"sbagliat\w|errat\w|"
    r"(?:chiamate|mandate|inviate|togliete|cambiate|correggete|ritirate)\w*",
    r"mas|porem|contudo|podem|poderiam|queria|quero|nao|nunca|nada|ninguem|errad\w|(?:liguem|enviem|mandem|"
    r"retirem|corrijam|mudem)\w*",
    r"maar|echter|alleen|alsjeblieft|alstublieft|graag|kunnen jullie|kun je|wil|willen|niet|niets|geen|"
    r"niemand|nooit|fout\w*|verkeerd\w*|klopt",
    r"ale|jednak|tylko ze|prosze|czy|chc[ea]|nie|nigdy|nikt|nic|bledn\w+|zle",
    r"men|dock|snalla|vanligen|kan ni|vill|inte|ingen|inget|aldrig|fel|dog|venligst|vennligst|gerne|gjerne|"
    r"kan i|ikke|aldri|"
    r"forkert|feil|bort|stryk|ring|ringa|slet|slett\w*",
    r"vsak|prosim|muzete|chci|chtel\w*|ne(?:chc\w+|vola\w+|funguj\w+|souhlas\w+|ni)|lutfen|ama|fakat|"
    r"degil|istemiyor\w*|yanlis|dar|insa|va rog|nu|"
    r"kerem|"
    r"nem|mutta|ei|ala|alkaa|kuitenkin|но|не|пожалуиста|але|будь ласка|αλλα|δεν|παρακαλω",
)
# Denials that only wave thanks away.
_NO_MATTER = any_of(
    r"no (?:problem|worries|rush|hurry|trouble)|not at all|can't wait|could(?:n't| not) be (?:happier|"
    r"better)|don't mention it|kein(?:e)? (?:problem|ursache|eile)|nichts zu danken|pas de (?:souci|"
    r"probleme|quoi)|de rien|de nada|no hay de que|non c'e (?:di che|problema)|niente|geen (?:probleem|"
    r"dank)|nie ma (?:sprawy|za co)|ingen (?:orsak|fara|arsak|problem)|inga problem|det var sa lite|neni "
    r"(?:za co|problem)|better (?:than|late)"
)
_WANTS_SOMETHING = frozenset(
    """
    referral_status status_overview payout_query payout_dispute update_referral withdraw_referral opt_out
    human_request program_question
    """.split()
)
_LIKELY = 0.5


def only_thanks(text: str) -> bool:
    """True for a thank-you that wants nothing."""
    folded = fold(text)
    if len(folded.split()) > 40 or "?" in text or "@" in text or re.search(r"\d{5}|\d\d[ .-]\d\d", text):
        return False
    if _says_more(text):
        return False
    if len(folded.split()) <= 4 and _FINE.match(folded):
        return True
    return bool(THANKS.search(folded)) and not any(
        len(r.text.split()) > 1 and r.titled for r in people.runs(text)
    )


def only_glad(text: str) -> bool:
    """True for thanks in answer to news of ours, whoever is said to be glad too."""
    folded = fold(text)
    if len(folded.split()) > 60 or "?" in text or "@" in text or re.search(r"\d{2}", text):
        return False
    glad = bool(THANKS.search(folded) or GLAD.search(folded))
    rest = REGARDS.sub(" ", folded)
    wanted = wishes.wants(rest) or wishes.others_want(rest) or new_lead_words.ONE_MORE.search(rest)
    return glad and not wanted and not _says_more(text)


def _says_more(text: str) -> bool:
    """Whether something is asked, denied, corrected, taken back or complained of beside the thanks."""
    folded = " ".join(fold(text).replace("’", "'").split())
    folded = _NO_MATTER.sub(" ", folded)
    return (
        bool(_MORE.search(folded))
        or bool(
            NOT_HEARD.search(folded) or ask_phrases.WITHDRAW.search(folded) or ask_phrases.STOP.search(folded)
        )
        or intents.complains(folded)
        or intents.says_lost(text)
        or refusals.says_no(text)
        or _likely_wants(text)
    )


def _likely_wants(text: str) -> bool:
    """The same by how messages of many partners sound."""
    shares = model().intents(plain(tokens(text)))
    return max(shares, key=shares.__getitem__) in _WANTS_SOMETHING and max(shares.values()) > _LIKELY
