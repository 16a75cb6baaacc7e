"""What a partner asks of us for themselves: to sponsor, to speak, to lend a logo, to advance money, to meet.

Whoever is named with an address there runs the hall or prints the leaflet: no prospect. It takes a sentence
that asks something of us, a favour in it, and nobody in the mail who wants something from us. All patterns
meet folded text (lower case, no accents; `who.names.fold`) and are linear.
"""

from __future__ import annotations

from inbox.said import ask_phrases, kept, new_lead_words, wishes
from inbox.said.phrases import any_of
from inbox.said.sentences import sentences
from inbox.who.names import fold

_OURS = r"(?:our|my|the|an?|this|your|next \w+'s) (?:[\w'-]+ ){0,4}"
_FAVOUR = any_of(
    # sponsoring, giving, advertising
    r"(?:co-?)?sponsor\w*|sponsr\w*|gesponsert|patrocin\w*|sponzor\w*|szponzor\w*|mecena\w*|спонсор\w*|"
    r"χορηγ\w*",
    r"co-?(?:marketing|host\w*)|(?:joint|shared|gemeinsame\w*|commun|conjunto|conjunta|congiunto|"
    r"gezamenlijk\w*|"
    r"wspoln\w+|gemensam\w*|faelles|felles) (?:\w+ )?(?:webinar\w*|event|evenement\w*|campaign|kampagne|"
    r"veranstaltung|workshop|stand|press release|aktion|campagne|campana|evento|kampani\w+)",
    r"(?:webinar\w*|workshop|event|press release|campaign|case study) (?:\w+ )?(?:with (?:us|me)|"
    r"together|mit uns|"
    r"avec nous|con nosotros|con noi|met ons|z nami|med oss|med os|conosco)",
    r"donat\w+|raffle|(?:charity|auction) (?:prize|lot)|(?:a )?prizes? for|spende\w*|tombola|lots? pour|"
    r"faire un don|donativo|rifa|sorteo|riffa|lotteria|loterij|loteri\w*|doacao|goodie bags?|giveaways?",
    r"(?:a (?:half |full |quarter )?page|an? ad|advert\w*|adverts?) (?:in|for) " + _OURS,
    r"anzeige (?:in|fur)|annonce dans|(?:page|encart) (?:de )?publicit\w+|anuncio en|inserzione|pubblicita "
    r"(?:su|in|nel\w*)|advertentie (?:in|voor)|ogloszenie w|reklam[aey] w|annons i|annonce i|anuncio na",
    # speaking, showing up
    r"(?:speak|present|talk|exhibit|demo|lecture|guest|panel|keynote|come along|join us|join me) "
    r"(?:\w+ ){0,2}(?:at|in|on|for|to) "
    + _OURS
    + r"(?:event|breakfast|evening|conference|fair|seminar|webinar|"
    r"meet-?up|meeting|club|lunch|dinner|day|night|session|workshop|clinic|show|panel|podcast|agm|forum|"
    r"roundtable)",
    r"(?:give|do|hold|deliver) (?:us )?(?:an? |the )?(?:\w+ ){0,2}(?:talk|speech|lecture|presentation|"
    r"keynote|"
    r"workshop)|be (?:a|our|the) (?:guest|speaker|panell?ist)|(?:take|have|book|run|man) (?:a |the )"
    r"(?:table|stand|booth|stall)",
    r"(?:vortrag|referat|workshop|impulsvortrag|keynote) (?:\w+ ){0,4}(?:halt\w*|ubernehm\w*|geb\w*|"
    r"beisteuer\w*)|"
    r"(?:als )?(?:referent|redner|gast)(?:in)?|(?:stand|tisch) (?:\w+ ){0,2}(?:buch\w*|ubernehm\w*|"
    r"nehm\w*)|"
    r"bei unser\w+ \w*(?:abend|fest|messe|tag|fruhstuck|veranstaltung|seminar)\w* "
    r"(?:\w+ ){0,3}(?:dabei|sprech\w*|vortrag\w*|teilnehm\w*|auftret\w*)",
    r"interven(?:ir|ant\w*)|faire une (?:presentation|conference|intervention)|tenir un stand|prendre "
    r"la parole",
    r"(?:dar|impartir|hacer) (?:una )?(?:charla|ponencia|conferencia)|de ponentes?|montar un stand",
    r"(?:fare|tenere) (?:un |una )?(?:intervento|relazione|lezione|presentazione)|come relator\w+|uno "
    r"stand",
    r"(?:een )?(?:lezing|praatje|presentatie|workshop) (?:\w+ ){0,3}(?:houden|geven|verzorgen)|als spreker|"
    r"een stand(?:je)?",
    r"(?:wyglosi\w*|poprowadzi\w*|zrobi\w*) (?:\w+ )?(?:prelekcj\w+|wyklad\w*|prezentacj\w+|warsztat\w*)|"
    r"jako prelegent\w*",
    r"(?:halla|holde) (?:\w+ )?(?:foredrag|forelasning|anforande|oplaeg|presentation|innlegg)|forelasa|"
    r"som (?:talare|oplaegsholder|foredragsholder)",
    r"(?:dar|fazer) (?:uma )?(?:palestra|apresentacao)|como (?:palestrante|orador)",
    # logos, money in advance, papers for the partner
    r"logos?|logotip\w*|logotyp\w*|roll-?ups?|banners?|beachflags?",
    r"(?:an? )?advance (?:on|of|payment|against)|(?:pay|lend|loan) (?:me|us)|pay (?:\w+ ){1,3}early|"
    r"vorschuss\w*|"
    r"abschlag\w*zahlung|"
    r"(?:un )?acompte|une avance|anticip(?:o|ar|are|azione)|adelanto|voorschot\w*|zaliczk\w+|forskott\w*|"
    r"forskud\w*|forskudd\w*|adiantamento",
    r"(?:write|give) (?:me|us) (?:a |an )?(?:\w+ )?(?:reference|letter|testimonial|confirmation)|"
    r"(?:arbeitszeugnis|bestatigungsschreiben|empfehlungsschreiben)|lettre de recommandation|"
    r"carta de recomendacion|lettera di referenz\w+",
    # an appointment with the partner
    r"let's (?:meet|catch up|sit down|have (?:a |another )?(?:\w+ )?(?:call|chat|coffee|lunch)|find a "
    r"(?:date|slot|time))|"
    r"(?:come|coming) (?:over |out )?(?:to|and see|by to see) (?:us|me|our \w+)|visit (?:us|me|our \w+)|"
    r"train (?:us|my|our)",
    r"(?:zu|bei) uns (?:\w+ ){0,3}(?:kommen|vorbei\w*|schulen|schulung)|(?:mein|unser) team (?:\w+ "
    r"){0,4}schulen|jahresgesprach|"
    r"(?:venir|passer) (?:chez nous|nous voir|me voir)|former (?:mon|notre|mes|nos)|faire le point|"
    r"(?:venir|pasar) a (?:vernos|nuestr\w+)|formar a (?:mi|nuestro)|(?:venire|passare) da (?:noi|me)|"
    r"formare (?:il|i) "
    r"(?:mio|nostro|miei)|(?:bij ons|bij mij) (?:langs|komen)|przyjechac do nas|komma (?:hit |ut )?till "
    r"oss|vir (?:aqui|ca)",
    r"(?:write|send|contribute) (?:\w+ ){0,2}(?:words|paragraph|article|column|piece|quote|comment)|"
    r"(?:artikel|beitrag|text) "
    r"fur (?:unser\w*|mein\w*)|un (?:article|texte|mot) pour (?:notre|ma|mon)|put up (?:\w+ )?(?:a|the) "
    r"\w+",
    r"(?:can|could|shall|should|may) (?:we|i) (?:\w+ )?(?:meet(?: up)?|catch up|come (?:by|over|round)|"
    r"visit you|"
    r"see you|have (?:a |some )?(?:\w+ )?(?:coffee|lunch|chat|catch-?up)|find a (?:date|slot|time)|"
    r"sit down)(?! (?:her|him|them|with (?:her|him|them)))",
    r"(?:wollen|sollen|konnen) wir uns (?:\w+ ){0,4}(?:treffen|zusammensetzen|sehen|abstimmen)|"
    r"(?:on se voit|se voir|nous voir|se rencontrer)|(?:quedamos|podemos (?:vernos|quedar|reunirnos))|"
    r"(?:ci vediamo|possiamo (?:vederci|incontrarci|sentirci))|(?:zullen|kunnen) we (?:\w+ ){0,3}afspreken|"
    r"(?:spotkajmy sie|mozemy sie spotkac)|(?:kan|ska) vi (?:\w+ ){0,3}(?:ses|traffas|motas)|"
    r"(?:kan|skal) vi (?:\w+ ){0,3}(?:modes|motes|ses)|podemos (?:nos reunir|marcar|encontrar)",
)
_REQUEST = any_of(
    r"(?:would|could|can|will|might|may) (?:you|we|i|one|some\w*|your)|please|pls|fancy|up for|how "
    r"about|happy to|let's|if you'd|you'd",
    r"(?:hattet|hatten|habt|wurdet|wurden|konnt\w*|konnen|wollt|wollen|mochtet|mogt|sollen) (?:ihr|sie|"
    r"wir|du|jemand)|"
    r"bitte|(?:schickt|sendet|macht|kommt)",
    r"(?:seriez|pourriez|pouvez|voulez|voudriez|auriez|peut|peux)(?:-vous|-tu|-on)?|svp|merci de|"
    r"partants?|on se",
    r"(?:os|les?|te) (?:animais|animan|apetece|gustaria|importaria)|podeis|podriais|podemos|pueden|"
    r"quereis|por favor|"
    r"quedamos",
    r"(?:vi|ti|le) (?:va|andrebbe|interessa|piacerebbe)|potete|potreste|possiamo|volete|per favore|ci "
    r"vediamo",
    r"(?:willen|kunnen|zouden|zullen|kunt|wilt) (?:jullie|u|we|je|jij|ons)|graag",
    r"(?:chcie\w+|mogli\w*|mozecie|mozemy|czy)|prosze|spotkajmy",
    r"(?:vill|kan|skulle|ska|kunde) (?:ni|vi|du|nagon)|snalla|garna",
    r"(?:vil|kan|kunne|skal|har) (?:i|dere|vi|du|nogen|noen)|gerne",
    r"(?:topam|querem|podem|poderiam|podemos|gostariam|vamos)|por favor",
    r"(?:muzete|mohli|chteli|nechcete)|voisitteko|haluaisitteko|tudnatok|szeretnetek|puteti|ati vrea|"
    r"misiniz|musunuz",
)


def asks_a_favour(cover: str) -> bool:
    """Whether the partner asks us to do something for themselves, and nobody is said to want anything."""
    folded = fold(cover)
    if not _FAVOUR.search(" ".join(folded.split())):
        return False
    if new_lead_words.SURELY_NEW.search(folded) or wishes.others_want(folded):
        return False
    if kept.calls_for_them(folded):
        return False
    return any(_FAVOUR.search(one) and _is_asked(one) for one in sentences(folded))


def _is_asked(sentence: str) -> bool:
    return sentence.endswith("?") or bool(_REQUEST.search(sentence) or ask_phrases.REQUEST.search(sentence))
