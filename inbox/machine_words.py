"""How mail that no person wrote gives itself away in words, in many languages."""

from __future__ import annotations

import re

# A subject that mail programs write for an absent person. Anchored: a person's "… meet Jane, I'm out of
# office next week" is no auto-reply.
AUTO_SUBJECT = re.compile(
    r"""^\s*\[?(?:
      ticket\ (?:received|created|opened|angelegt|erstellt|créé)|request\ received
      |(?:we['’]ve\ |we\ have\ )received\ your\ (?:request|message|e-?mail)
      |auto(?:matic|mated|matische?s?)?[\s-]?(?:reply|response|answer|generated|reply\ from)\b|autoreply
      |auto:|auto\ re\b|autoresponse|autorespuesta|auto-?respuesta
      |out\ of\ (?:the\ )?office|out\ of\ office:|ooo\b|vacation\ (?:reply|response|notice|message
      |responder)|on\ (?:annual\ leave|vacation|holiday|leave)\b|away\ from\ (?:(?:the|my)\ )?(?:office
      |desk|e-?mail)|parental\ leave|i\ am\ (?:out
      |away)|away(?:\ (?:until|till|this|for)\b|\s*$)|maternity\ leave
      |automatische\ antwort|automatische\ antwoord|automatisch\ antwoord|abwesenheit|abwesend
      |nicht\ im\ (?:büro|haus)|außer\ haus|im\ urlaub|bin\ im\ urlaub|urlaub(?:snotiz|smeldung|sabwesenheit)
      |réponse\ automatique|congé\ (?:maternité|paternité|parental)|absence\ du\ bureau|absent\ du\ bureau
      |en\ congés?|message\ d['’]absence
      |notification\ d['’]absence|absence\b|hors\ du\ bureau|je\ suis\ absent
      |respuesta\ autom[áa]tica|fuera\ de\ (?:la\ )?oficina|ausencia|ausente|de\ vacaciones
      |ausente\ de\ la\ oficina|contestación\ automática
      |risposta\ automatica|fuori\ (?:sede|ufficio)|assenza|assente|in\ ferie|risponditore
      |afwezig(?:heid)?|niet\ (?:op\ kantoor|aanwezig)|buiten\ kantoor|met\ vakantie
      |resposta\ autom[áa]tica|ausência|fora\ do\ escrit[óo]rio|de\ férias|em\ férias|ausente\ do
      |autosvar|automatiskt?\ svar|automatisk\ besvarelse|frånvaro|frånvarande|ej\ på\ kontoret|semester\b
      |på\ semester|fravær|fraværende|ikke\ på\ kontoret|på\ ferie|ferie\b|fraværsassistent
      |jeg\ er\ på\ ferie
      |automaattinen\ vastaus|poissa(?:olo)?|lomalla|olen\ lomalla|poissa\ toimistolta
      |autom(?:atyczna|\.)\ odpowiedź|odpowiedź\ automatyczna|nieobecność|poza\ biurem|jestem\ na\ urlopie
      |urlop\b
      |automatická\ odpověď|automatická\ odpoveď|mimo\ kancelář|nepřítomnost|neprítomnosť|dovolená
      |jsem\ na\ dovolené|mimo\ kancelárie
      |automatikus\ válasz|házon\ kívül|távollét|szabadság|răspuns\ automat|în\ concediu|absent\ din\ birou
      |автоматический\ ответ|автоответ|нет\ на\ месте|в\ отпуске|отсутствую|автоматична\ відповідь
      |автоматичен\ отговор|отсъствие
      |automatski\ odgovor|samodejni\ odgovor|odsutnost|otomatik\ yanıt|ofis\ dışında|ofiste\ değil
      |otomatik\ cevap|αυτόματη\ απάντηση|εκτός\ γραφείου
      |תשובה\ אוטומטית|מענה\ אוטומטי|رد\ تلقائي|خارج\ المكتب|自動応答|自動返信|不在|自动答复|自动回复
      |自動回覆|外出|자동\ 회신|자동응답|부재중
      |trả\ lời\ tự\ động|balasan\ otomatis|ตอบกลับอัตโนมัติ
      |automaatvastus|automātiskā\ atbilde|automatinis\ atsakymas|resposta\ automàtica|sjálfvirkt\ svar
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# A person is being put forward: then an absence is a remark.
INTRODUCES = re.compile(
    r"""\b(?:meet\b|introduc|referr|refer\b|recommend|put\ (?:you|them)\ in\ touch|looking\ for
    |interested\ in|client\ of|lead\ for\ you|prospect|happy\ to\ connect|pass(?:ing)?\ (?:on|along)
    |one\ for\ you|talk\ to|speak\ to|reach\ out\ to|call\ (?:him|her|them)
    |vorstell|empfehl|kontakt\ her|sucht\b|mandant|interessent|stelle\s.{0,20}vor
    |présent|recommand|mise?\ en\ relation|mets\ en\ relation|cherche\b|intéressé|présento
    |present[oa]|recomiend|os\ paso|te\ paso|busca\b|interesad|pongo\ en\ contacto|segnal|presento|cerca\b
    |interessat
    |voorstellen|aanbevel|zoekt|geïnteresseerd|apresent|procura|interessad|rekommend|presenter|letar\ efter
    |söker|anbefal|leder\ efter|søger|ser\ etter|suosittel|esittel|etsii|poleca|przedstawi|szuka|doporuč
    |představ|hledá
    |budget|présupuesto|presupuesto|per\ year|pro\ jahr|par\ an|al\ año)""",
    re.IGNORECASE | re.VERBOSE,
)
BOUNCE_SUBJECT = re.compile(
    r"""^\s*(?:undeliver(?:able|ed)|delivery\ (?:status\ notification|failure|has\ failed|failed|problem
    |incomplete|delayed|report)|mail\ (?:delivery\ (?:failed|failure|system|delayed|subsystem)
    |system\ error|failure)|failure\ notice|returned\ (?:mail|to\ sender)
    |message\ (?:undeliverable|delivery\ (?:failure|failed|delayed)|delayed|not\ delivered
    |could\ not\ be\ delivered)|non[\s-]?deliver|non\ remis|rejected\ (?:mail|posting)
    |warning:\ (?:could\ not\ send|message)|your\ message\ (?:could\ not|was\ not|wasn['’]t)
    |undelivered\ mail
    |unzustellbar|nicht\ zustellbar|zustellung\s.{0,30}(?:fehlgeschlagen|verzögert)
    |übermittlung\s.{0,30}fehlgeschlagen|nachricht\ nicht\ zugestellt
    |non\ remis|échec\ (?:de\ la\ )?(?:remise|distribution)|non\ distribué|no\ se\ puede\ entregar
    |no\ entregado|no\ se\ (?:ha\ )?pud|entrega\ fallida|non\ recapitabile|mancato\ recapito
    |consegna\s.{0,20}(?:non\ riuscita|fallita)
    |onbestelbaar|kan\ niet\ worden\ bezorgd|não\ (?:é\ possível\ entregar|entregue)|falha\ na\ entrega
    |niedostarczone|niedostarczalna|nie\ można\ dostarczyć|kan\ inte\ levereras|går\ ej\ att\ leverera
    |olevererbart|kan\ ikke\ leveres|ikke\ leveret|ei\ voi\ toimittaa|toimitus\s.{0,20}epäonnistui
    |nedoručiteln|nedoručen|kézbesíthetetlen|не\ доставлено|недоставлен|teslim\ edilemedi|配信不能
    |配信失敗|无法送达
    |未送達的|退信|배달되지\ 않음|배달되지)""",
    re.IGNORECASE | re.VERBOSE,
)
BOUNCE_TEXT = re.compile(
    r"""this\ is\ the\ qmail-send\ program
    |message\ was\ created\ automatically\ by\ mail\ delivery\ software|this\ is\ the\ mail\ (?:system
    |delivery\ agent)\ at|i['’]m\ (?:sorry|afraid)[^.]{0,60}(?:wasn['’]t\ able|unable|have\ to\ inform)
    |could\ not\ be\ delivered\ to\ (?:one\ or\ more|the\ following)
    |delivery\ (?:to\ the\ following\ recipients?|has)\s.{0,20}(?:failed|been\ delayed)
    |delivery\ has\ failed\ to\ these\ recipients|your\ message\ (?:wasn['’]t|was\ not|could\ not\ be
    |couldn['’]t\ be)\ delivered|address\ (?:not\ found|couldn['’]t\ be\ found)
    |the\ following\ addresses\ had\ (?:permanent\ fatal|transient)
    |user\ unknown|mailbox\ (?:is\ full|unavailable|not\ found|does\ not\ exist)
    |recipient\ (?:address\ rejected|not\ found)|no\ such\ (?:user|recipient|mailbox)|undeliverable
    |\b5\d\d[\s-]5\.\d\.\d""",
    re.IGNORECASE | re.VERBOSE,
)
DELAY_TEXT = re.compile(
    r"delay|verzögert|retardé|retras|ritard|vertrag|atras|försen|forsink|viiväst|opóźni|zpožd"
    r"|has not yet been delivered"
    r"|will (?:continue|keep) (?:to )?try|retry|could not be delivered for|temporary|warning",
    re.IGNORECASE,
)
RECEIPT_TEXT = re.compile(
    r"was (?:read|opened|displayed) on|(?:deleted )?without being read|wurde\b.{0,80}\b(?:gelesen|"
    r"geöffnet|angezeigt)"
    r"|gelöscht, ohne gelesen|a été (?:lu|ouvert|affiché|supprimé sans)|(?:se|fue) (?:leyó|leído|"
    r"abrió|eliminado sin)"
    r"|ha sido leído|è stat[oa] (?:lett[oa]|eliminat[oa] senza)|is gelezen op|werd gelezen|"
    r"foi (?:lid[ao]|excluíd[ao] sem)"
    r"|zosta[łl]a? (?:przeczytan|usuni[eę]t)|lästes|blev läst|blev læst|ble lest|byla? přečten|"
    r"luettiin|okundu|開封|已阅读"
    r"|прочитано|no guarantee that the (?:message|recipient)",
    re.IGNORECASE,
)
RECEIPT_SUBJECT = re.compile(
    r"^\s*(?:read(?: receipt)?|not read|return receipt(?: \(displayed\))?|delivered|relayed|gelesen"
    r"|ungelesen|lesebestätigung|lu|non lu|accusé de (?:réception|lecture)|leído"
    r"|no leído|letto|non letto|conferma di lettura|gelezen|ongelezen|lida|lido|não lida|läst|oläst|læst"
    r"|lest|luettu|przeczytano|přečteno|olvasva|citit|прочитано|прочтено|okundu|開封済み|已读|已讀取)\s?:",
    re.IGNORECASE,
)
INVITATION_SUBJECT = re.compile(
    r"^\s*(?:(?:updated |cancell?ed |new )?(?:invitation|event)|accepted|declined"
    r"|tentative(?:ly accepted)?|einladung|zugesagt|abgelehnt|mit vorbehalt|abgesagt|accepté|refusé"
    r"|provisoire|annulé"
    r"|invitación|aceptad[oa]|rechazad[oa]|provisional|cancelad[oa]|invito|accettato|rifiutato|annullato"
    r"|uitnodiging|geaccepteerd|afgewezen|convite|aceit[eo]|recusad[oa]|inbjudan|accepterat|avböjt"
    r"|invitation accepteret|accepteret|afvist"
    r"|godtatt|akseptert|avslått|hyväksytty|hylätty|zaakceptowano|odrzucono|zaproszenie|pozvánka|přijato"
    r"|odmítnuto)\b[^:]{0,30}:",
    re.IGNORECASE,
)
# For lower-case text: without IGNORECASE the search is several times faster.
CHALLENGE = re.compile(
    r"""gmail\ forwarding\ confirmation|has\ requested\ to\ automatically\ forward
    |bestätigung\ der\ (?:gmail-)?weiterleitung|confirmation\ de\ transfert\ gmail
    |confirmación\ de\ reenvío\ de\ gmail
    |please\ (?:verify|confirm)\ your\ (?:message|e-?mail|mail)\ (?:to|for)
    |bitte\ (?:bestätigen|verifizieren)\ sie\ ihre\ (?:nachricht|e-?mail|mail)\ an
    |(?:veuillez\ |merci\ de\ )?confirme[rz]\ (?:l['’]envoi\ de\ )?votre\ (?:message|courriel
    |e-?mail)\ (?:à|pour)
    |confirm(?:e|a|ar)\ (?:su|tu|o\ seu|il\ suo|a\ sua)\ (?:mensaje|correo|messaggio|mensagem
    |e-?mail)\ (?:a|para|per)
    |bevestig\ (?:uw|je)\ (?:bericht|e-?mail|mail)\ aan
    |to\ have\ (?:it|your\ (?:message|e-?mail|mail))\ delivered
    |challenge[\s-]response|to\ (?:complete|finish)\ (?:the\ )?delivery\ of\ your\ (?:e-?mail|message)
    |click\ (?:the\ link|here|below)[^.\n]{0,60}(?:to\ (?:deliver|release|be\ added\ to)
    |verify\ (?:that\ )?you\ are)|(?:verify|prove)\ (?:that\ )?you(?:\ are|['’]re)\ (?:a\ )?(?:human
    |not\ a\ (?:robot|spammer))
    |spam\s?arrest|boxbe|spamblocker|is\ protected\ by\ (?:an\ )?(?:anti-?spam|sender\ verification)
    |sender\ (?:verification|address\ verification)\ (?:required|request)|add\ (?:me|yourself)\ to\ (?:the
    |my)\ (?:guest|allowed|approved)\ (?:senders?\ )?list|awaiting\ (?:your\ )?(?:approval
    |verification)\ from\ (?:you|the\ sender)
    |(?:message|e-?mail|mail)\ [^.\n]{0,60}(?:is\ being|has\ been|was|is)\ (?:held|quarantined\ until
    |placed\ on\ hold)
    |(?:nachricht|e-?mail|mail)\ [^.\n]{0,60}zurückgehalten|um\ (?:sie|ihre\ nachricht
    |die\ zustellung)\ [^.\n]{0,30}klicken
    |(?:message|courriel|e-?mail)\ [^.\n]{0,60}(?:est|a\ été)\ (?:retenu|mis\ en\ attente|bloqué)
    |(?:protégée?|protegid[oa]|protett[oa]|beschermd|geschützt|chronion[ay]|skyddad|beskyttet)\ (?:par
    |contra|da|tegen|door|gegen|durch
    |przed|mot|mod)\ [^.\n]{0,30}spam
    |(?:confirm|verify)\ (?:that\ )?you\ are\ (?:a\ )?(?:real|human|person)
    |confirme\ que\ es\ (?:una\ persona|humano)
    |(?:prouv|confirm)\w+\ que\ vous\ (?:êtes|n['’]êtes\ pas)
    |bestätigen\ sie,?\ dass\ sie\ (?:ein\ mensch|kein)""",
    re.VERBOSE,
)
# For lower-case text: a pattern that ignores case tries every word of it in full.
UNSUBSCRIBE = re.compile(
    r"unsubscribe|(?:manage|update) (?:your )?(?:email )?preferences|(?:getting|"
    r"receiving) this(?: e-?mail| message)? because|view (?:this (?:e-?mail )?)?in (?:your )?browser"
    r"|opt[\s-]out|abmelden|abbestellen|newsletter|im browser (?:ansehen|anzeigen)|désabonner|désinscrire"
    r"|se désinscrire|voir dans le navigateur"
    r"|darse de baja|cancelar (?:la )?suscripción|disiscri|annulla iscrizione|afmelden|uitschrijven"
    r"|niet meer (?:te )?ontvangen|af te melden|cancelar inscrição|avregistrera|avmeld|afmeld|"
    r"peruuta tilaus|wypisz|odhlásit|leiratkozás|отписаться"
    r"|dezabon",
)
ROBOT_LOCALPART = re.compile(
    r"^(?:mailer-?daemon|postmaster|no-?_?\.?reply|do-?_?not-?_?reply|donotreply|noreply|nobody|bounces?"
    r"|bounce[+-].*|notifications?|notify|alerts?|auto-?(?:reply|mailer|response).*|mail-?system|listserv"
    r"|majordomo|www-data|root|daemon|calendar-notification)(?:[+=-].*)?$",
    re.IGNORECASE,
)
