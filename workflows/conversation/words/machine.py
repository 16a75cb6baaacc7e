"""How machines write in six languages: points for, points against; folded text, apostrophes as blanks.

One expression per line; an indented line goes on the one above.
"""

from workflows.conversation.words import abroad
from workflows.conversation.words.no_machine import PERSON

SURE = 3
DOUBT = 2

_CERTAIN = r"""
(?:this is an? )?auto(?:matic|mated)(?:ally)?[ -]?(?:generated )?(?:e-?mail )?(?:reply|response|message|
    answer|confirmation|acknowledge?ment|notification|email|e-mail)\b
automatically generated
auto-?repl(?:y|ies)
auto-?generated
autoresponder
auto response
out of (?:the |my )?office
out-of-office
i am ooo\b
do not reply to this
please do not (?:reply|respond) to this
(?:mailbox|inbox|account|address|e-?mail) (?:is |are )?(?:not|no longer|isn t|
    un)[ -]?(?:being )?(?:monitored|read|checked|attended|in use|active|valid|used)
(?:delivery|message) (?:to the following|has failed|failed|failure|status notification|delayed)
delivery (?:status )?notification
could not be (?:delivered|reached)
couldn t be delivered
(?:was not|wasn t|not be|been) delivered
undeliver(?:able|ed)
mailbox (?:unavailable|full|is full|not found|does not exist)
user unknown
recipient (?:address )?rejected
address (?:rejected|not found|does not exist|couldn t be found)
returned to sender
permanent(?:ly)? (?:fatal )?(?:error|failed|failure)
5\d\d[ -]5\.\d\.\d
(?:ticket|case|request|enquiry|inquiry) (?:number|no\.?|id|ref(?:erence)?)?\s?[#:(]?\s?\w*\d{3,}
\[?ticket\b.{0,30}(?:opened|created|received|raised|logged)
(?:your|the) (?:request|enquiry|inquiry|message|e-?mail|ticket|case|mail) has been (?:received|logged|
    registered|forwarded|assigned|created|opened)
(?:we (?:have )?received|we ve received|have received) your (?:request|message|e-?mail|enquiry|inquiry|
    mail|query)
(?:will|ll) (?:get back|reply|respond|answer|come back|attend)(?: to (?:you|your (?:message|e-?mail)|
    e-?mails|messages|all messages))?(?: as soon as(?: possible)?)? (?:when|once|upon|on|after) (?:i|my|
    we)(?: am| m| get| have|re)?\s?(?:return|back|returned)?
(?:will|ll) (?:get back|reply|respond|answer) (?:to (?:you|your (?:message|e-?mail|enquiry|
    request)) )?(?:within|in) (?:\w+ ){0,2}(?:hours?|(?:working |business )?days)
(?:aim|try|endeavou?r|strive) to (?:answer|reply|respond|get back)
(?:limited|no|restricted|intermittent|sporadic) (?:access to|e-?mail access|access)
(?:messages?|e-?mails?|mails?) (?:will|are|is|wird) not (?:be )?(?:read|forwarded|monitored|checked)
not (?:be )?(?:checking|reading|monitoring|answering) (?:my )?(?:e-?mails?|messages|inbox)
(?:mailbox|address|inbox|account) will be (?:switched off|closed|deactivated|deleted|discontinued)
expect (?:a )?(?:delay|slow)
(?:respond|reply|answer) on my next working day
(?:votre|ta) (?:demande|requete|message)(?: n\S*)?(?: \d+)? (?:a|est) (?:bien )?(?:ete )?(?:enregistre|recu)
(?:uw|je) (?:verzoek|aanvraag|melding|vraag) (?:is|wordt) (?:geregistreerd|ontvangen|in behandeling)
(?:bearbeiten|beantworten) (?:wir )?ihre (?:anfrage|nachricht|e-?mail)
(?:wir )?(?:bearbeiten|beantworten) ihre
(?:le|les|te) atenderemos
beantwoord(?:en)? (?:ik|wij) (?:uw|je)
(?:dies(?:e|es) ist eine )?automatisch(?:e|er|en)? (?:antwort|e-?mail|nachricht|generierte|erstellte|
    erzeugte|eingangs|abwesenheit|empfangs|mitteilung|beantwort)
automatisch (?:generiert|erstellt|erzeugt|versendet|beantwortet)
abwesenheits?(?:notiz|nachricht|meldung|assistent|benachrichtigung|agent)
(?:nicht|ausser) (?:im|des) (?:buro|hause?)(?:s)?\b
nicht (?:im buro|im hause?|am arbeitsplatz|an meinem (?:arbeits|schreib))
(?:e-?mails?|nachrichten?|mails?|postfach)(?: \w+){0,6} (?:nicht|weder)(?: \w+){0,2} (?:gelesen|
    weitergeleitet|bearbeitet|abgerufen|beantwortet|uberwacht)
(?:wieder|erst)(?: \w+){0,5} (?:erreichbar|im buro|im haus|zuruck|im dienst|fur sie da)
(?:ab|bis)(?: \w+\.?){1,6} (?:wieder )?(?:erreichbar|im buro|zuruck|fur sie da)
nicht zugestellt
unzustellbar
konnte nicht (?:zugestellt|ubermittelt)
zustellung (?:fehlgeschlagen|nicht moglich)
(?:ihre|deine|die) (?:anfrage|nachricht|e-?mail|mail|ticket|meldung)(?: \w+){0,4} (?:eingegangen|erhalten|
    registriert|erfasst|angelegt|aufgenommen)
(?:vorgangs|ticket|bearbeitungs|fall)-?nummer
(?:e-?mail-?adresse|adresse|postfach|mailadresse)(?: \w+){0,3} (?:nicht mehr|nicht langer|existiert nicht|
    deaktiviert|abgeschaltet|ungultig)
bitte (?:antworten sie )?nicht auf diese
nur (?:eingeschrankt|sporadisch|begrenzt)(?: \w+){0,3} (?:erreichbar|zugriff|lesen|e-?mails?)
keinen (?:zugriff|zugang) (?:auf|zu)
(?:reponse|message|mail|courriel|notification|accuse de reception|envoi) automatique
(?:envoye|genere)e? automatiquement
absent(?:e)? du bureau
(?:hors|en dehors) du bureau
pas au bureau
(?:n a|n ont|ne peut|n est)(?: pas)? (?:pas )?(?:pu etre|etre) (?:remis|distribue|delivre|achemine|livre)
message non (?:remis|distribue|delivre)
echec de (?:la )?(?:remise|livraison|distribution)
(?:adresse|boite|messagerie)(?: [\w-]+){0,4} (?:n est plus|n existe|plus utilis|plus activ|plus consult|
    plus valid|non surveill|desactiv)
(?:avons|ai) bien recu (?:votre|ta|ton)
(?:votre|ta) (?:demande|message|courriel|mail|e-?mail|requete)(?: \w+){0,3} (?:a bien ete|a ete|
    est bien) (?:recu|enregistre|pris|transmis|parvenu)
(?:ne pas|ne) repondre (?:pas )?a ce (?:message|mail|courriel)
merci de ne pas (?:y )?repondre
(?:repondrai|repondrons|reviendrai|traiterai|prendrai connaissance)(?: [\w-]+){0,4} (?:a mon retour|
    des mon retour|des que possible|dans les (?:meilleurs|plus brefs)|sous (?:\d+|\w+) (?:h|heures|jours))
(?:acces|connexion)(?: \w+){0,2} (?:limite|restreint|reduit)
(?:sans|pas|aucun)(?: \w+){0,2} acces a (?:mes|ma|mon|la messagerie|internet)
(?:ne|n) (?:consulte|lis|aurai|lirai)\w*(?: \w+){0,2} pas (?:mes|ma|mon|acces|les)
ticket (?:n|no|numero|#)
(?:respuesta|mensaje|correo|contestacion|aviso|acuse de recibo|notificacion)(?: \w+)? automatic[oa]
(?:enviado|generado|generada)s? (?:de forma )?automatica(?:mente)?
automaticamente
fuera de (?:la|mi) oficina
(?:no|sin) (?:esta(?:re|mos)? en|estoy en) la oficina
no (?:se )?(?:ha podido|ha sido posible|pudo|fue posible)(?: \w+){0,3} (?:entregar|entregado|ser entregad)
no (?:se )?(?:ha |pudo |puede )?(?:podido )?(?:ser )?entregad[oa]
(?:hemos|he) recibido (?:su|tu|vuestr[oa])
(?:su|tu) (?:solicitud|mensaje|correo|consulta|peticion|e-?mail)(?: \w+){0,3} (?:ha sido|fue|
    se ha) (?:recibid|registrad|asignad|reenviad)
hemos registrado (?:su|tu)
(?:direccion|buzon|cuenta|correo)(?: [\w-]+){0,3} (?:ya no|no esta|dejo de|ha dejado de|no es|inactiv|
    desactivad)(?: \w+){0,2}(?: oper| activ| util| us| exist| val| atend| supervis| disponible)
no (?:responda|conteste|respondas|responder) a este
(?:respondere|contestare|le respondere|atendere|responderemos|contestaremos|le contestare|te contestare|
    os contestare)(?: \w+){0,5} (?:a mi (?:regreso|vuelta)|cuando (?:vuelva|regrese)|en breve|
    lo antes posible|a la mayor brevedad|en (?:un plazo|cuanto|las proximas))
(?:acceso|conexion)(?: \w+){0,2} (?:limitado|restringido|reducido)
sin acceso (?:a|al)
(?:numero de (?:ticket|caso|incidencia|solicitud)|ticket (?:n|#|numero))
(?:dit is een )?automatisch(?:e)? (?:antwoord|bericht|gegenereerd|verzonden|reactie|e-?mail|mail|ontvangst|
    afwezigheid|aangemaakt|bevestiging)
afwezigheids(?:bericht|melding|assistent)
(?:niet|buiten) (?:op|het|van|mijn)(?: het)? kantoor
niet (?:op kantoor|aanwezig op|bereikbaar per)
niet (?:kunnen )?(?:worden )?(?:afgeleverd|bezorgd|bestelbaar)
onbestelbaar
(?:e-?mail-?adres|mailbox|adres|postvak|account)(?: \w+){0,3} (?:niet meer|niet langer|bestaat niet|
    wordt niet|opgeheven)
(?:bericht|mail|e-?mail|vraag|aanvraag|verzoek)(?: \w+){0,4} (?:is|hebben|goed|
    wordt)(?: \w+){0,5} (?:ontvangen|behandeld|geregistreerd|in behandeling|doorgestuurd|gelezen)
(?:wij|we) hebben (?:uw|je|jouw)(?: \w+){1,3}(?: \w+)? ontvangen
(?:niet|gelieve niet) (?:te )?(?:beantwoorden|antwoorden|reageren) op dit
dit bericht niet (?:te )?beantwoord
(?:lees|bekijk|beantwoord|check)(?: \w+){0,5} (?:mails?|e-?mails?|berichten)(?: \w+){0,2} (?:niet|beperkt|
    niet regelmatig|bij terugkomst|na terugkomst|na mijn)
(?:mails?|e-?mails?|berichten|mailbox)(?: \w+){0,3} (?:niet|beperkt|onregelmatig)(?: \w+){0,3} (?:gelezen|
    lezen|bekeken|beantwoord|doorgestuurd|gecontroleerd|checken)
(?:reageer|antwoord|beantwoord|kom)(?: \w+){0,5} (?:na|bij|zodra)(?: ik| mijn)? (?:terugkomst|terugkeer|
    weer (?:terug|op))
(?:beperkt|geen) (?:toegang|bereikbaar)
(?:meldings|ticket|dossier)-?nummer
(?:resposta|mensagem|e-?mail|aviso|notificacao|confirmacao) automatic[oa]
(?:enviad|gerad)[oa] automaticamente
(?:fora|ausente) do (?:escritorio|meu escritorio|gabinete)
nao (?:estou|estarei) no escritorio
nao (?:foi possivel|pode ser|foi|pude|conseguimos)(?: \w+){0,3} (?:entreg)
nao entregue
(?:recebemos|recebi) (?:o|a) (?:seu|sua|vosso|vossa|teu|tua)
(?:o seu|a sua) (?:pedido|mensagem|e-?mail|solicitacao|contacto|contato)(?: \w+){0,2} foi (?:recebid|
    registad|registrad|encaminhad)
(?:endereco|caixa|conta|e-?mail)(?: [\w-]+){0,4} (?:ja nao|nao esta|deixou de|nao e|desativad|nao existe|
    inativ)(?: \w+){0,2}(?: em uso| ativ| utiliz| us| exist| val| monitor| funcion)?
nao responda a est[ea]
(?:responderei|responderemos|respondo|entrarei em contacto|retomarei)(?: [\w-]+){0,5} (?:no meu regresso|
    quando (?:regressar|voltar)|em breve|assim que|logo que|o mais breve|com a maior brevidade|no prazo)
(?:acesso|ligacao)(?: \w+){0,2} (?:limitado|restrito|reduzido)
sem acesso a[o]?
(?:numero d[eo] (?:ticket|pedido|protocolo)|protocolo n)
""".strip()

_ABSENCE = r"""
(?:^|[.!] ?)ooo (?:until|till|thru|from)
off-?grid|hors ligne jusqu|offline bis
(?:inbox|mailbox|postfach|buzon) is (?:checked|read) (?:on|only)
(?:recesso|pausa) de fim de ano
retornamos em
attachment policy|anhangsrichtlinie
the person you are (?:writing to|trying to reach|looking for)
die person,? (?:der|an die|die) sie (?:schreiben|erreichen|kontaktieren)
la personne (?:a qui|que) vous (?:ecrivez|cherchez|essayez)
la persona a (?:la )?(?:que|quien) (?:escribe|ha escrito|intenta)
a pessoa (?:a quem|para quem) (?:escreve|escreveu|tenta)
de persoon (?:aan wie|naar wie|die) (?:u|je) (?:schrijft|mailt|probeert)
(?:ha dejado de trabajar|ya no presta)
no se (?:consulta|revisa|atiende|lee)
(?:travel(?:l)?ing|on jury duty|at a conference|attending (?:a|an) (?:conference|event|training|course|
    meeting)|in training|in meetings|on site)(?: all)?(?: this week| today| until| with| and will| through|
    \.|,)
(?:only|don t|do not|not) work(?:ing)? (?:on )?(?:mon|tues|wednes|thurs|fri|part)
we(?: a)?re(?: currently)? closed
we have moved
update your (?:records|address ?book|contacts)
ik ben er niet tot
(?:voor|bij) spoed:
(?:ms|mr|mrs|dr|herr|frau|mme|m|sr|sra)\.? \w+ (?:has|is|ist|a|n est|ya|ja) (?:retired|left|no longer|
    nicht mehr|quitte|plus)
has (?:retired|left)\. please
(?:please )?send (?:future|all|any) (?:correspondence|mail|e-?mails)
no such (?:user|person|address|mailbox)
(?:buzon|correo|cuenta) no se (?:revisa|lee|atiende|supervisa)
(?:caixa|conta|email)(?: \w+){0,3} nao (?:e|esta a ser) (?:monitorizad|lid|verificad)
deixou a empresa
respond(?:o|ere) (?:los|a los|sus|tus)? ?(?:mensajes|correos)
thank(?:s| you) for your (?:interest|enquiry|inquiry|request)
thanks for your mail\.
estamos cerrados
cerrado por vacaciones
gracias por (?:contactar|ponerse en contacto|escribir)
danke fur ihre (?:mail|e-?mail|nachricht|anfrage)
(?:wij|we) zijn gesloten
op (?:maandag|dinsdag|woensdag|donderdag|vrijdag) werk ik niet
(?:cabinet|bureau|magasin|atelier|agence|societe)(?: \w+){0,2} (?:est|sera|sont|seront) ferme
agradecemos o seu (?:contacto|contato|email|e-?mail)
ja nao faz parte
ya no forma parte
(?:i m|i am|i ll be|i will be|im|we are|currently|presently)?(?: currently| presently| now)? ?(?:on|taking|
    start(?:ing)?) (?:annual |parental |maternity |paternity |sick |medical |my |a |extended |study |
    family )*(?:leave|vacation|holidays?|sabbatical|pto|business trip)(?: from| until| till| through| to|
     and|\.|,| with|$)
(?:on|at) (?:maternity|parental|paternity|sick|annual|medical) leave
(?:i m|i am|i ll be|i will be|will be|currently) (?:away|absent|unavailable|travelling|traveling|
    out)(?: from (?:my desk|work|the office)| of town| on business| for| until| till| with| from)
away from (?:my desk|work|the office|my e-?mail)
(?:i ll|i will|will) be back (?:on|at|in|in the office|from)
(?:i ll|i will|will|am|m) (?:be )?back (?:on|in the office|at my desk)
(?:returning|return|back) (?:to (?:the office|work) )?on (?:mon|tue|wed|thu|fri|\d|the)
(?:has|have|i ve) (?:now |recently )?(?:left|retired from) (?:the |our )?(?:company|firm|organi[sz]ation|
    business|practice|team)
(?:i|i have|i ve) (?:have )?now left \w+
(?:no longer|not longer) (?:works?|working|employed|with|part of|at) (?!interested)
(?:our )?(?:offices?|shop|store|practice|business|we)(?: is| are| will be| re)? (?:currently )?closed
thank you for (?:contacting|getting in touch with|reaching out to|writing to)
thanks for (?:contacting|getting in touch|reaching out to|writing to)
(?:bin|befinde mich|sind)(?: \w+\.?){0,8} (?:im (?:\w+ )?urlaub|in elternzeit|im mutterschutz|abwesend|
    verreist|auf (?:dienst|geschafts)reise|ausser haus|nicht erreichbar|nicht da|krank|in den ferien|
    im krankenstand|in mutterschutz)
(?:in elternzeit|im mutterschutz)
(?:nicht mehr)(?: \w+){0,3} (?:unternehmen|firma|hause|tatig|beschaftigt|angestellt)
(?:das|unser) (?:buro|unternehmen|betrieb|geschaft|kanzlei|praxis)(?: \w+){0,6} geschlossen
(?:unternehmen|firma)(?: \w+){0,3} verlassen
(?:betriebsferien|betriebsurlaub)
(?:suis|serai|sommes|actuellement|etant)(?: \w+){0,2} (?:absent|en conge|en vacances|en deplacement|
    indisponible|en arret|en teletravail|injoignable|conge)
(?:conge|conges) (?:maternite|parental|paternite|annuel|maladie)
(?:de retour|retour|reprise)(?: \w+)? (?:le|au bureau|a partir|lundi|mardi|mercredi|jeudi|vendredi|en)
absent(?:e)? (?:jusqu|du|a partir|pour|cette|aujourd)
(?:ne travaille plus|ne fait plus partie|a quitte|n est plus) (?:\w+ ){0,3}(?:societe|entreprise|
    entreprises|partie|sein|chez|etablissement|effectifs|cabinet)
(?:bureaux?|cabinet|magasin|agence|etablissement)(?: \w+){0,4} (?:ferme|fermes|fermee)
(?:je ne suis|n est) (?:plus|pas) (?:joignable|disponible|present)
(?:estoy|estare|estaremos|me encuentro|encontrandome)(?: \w+){0,3} (?:de vacaciones|ausente|fuera|de baja|
    de viaje|de permiso|no disponible|ausentes)
de (?:vacaciones|baja|permiso|viaje)(?: \w+){0,2} (?:hasta|del|desde|y)
(?:baja|permiso) (?:de )?(?:maternal|paternal|maternidad|paternidad|medica)
(?:ya no)(?: \w+){0,2} (?:trabaj\w+|labor\w+|presta sus|
    formo parte|forma parte|pertenec\w+)(?: \w+){0,3}(?: empresa| compania|
     organizacion| aqui| en esta| equipo| con nosotros)?
(?:oficinas?|despacho|tienda)(?: \w+){0,4} cerrad
(?:vuelvo|regreso|volvere|regresare|reincorporo|reincorporare|de vuelta)(?: \w+){0,3} (?:el|la|en|al|
    a partir)
(?:ben|zijn|ik)(?: \w+){0,6} (?:afwezig|met vakantie|op vakantie|met verlof|niet bereikbaar|niet aanwezig|
    met zwangerschapsverlof|met ouderschapsverlof|ziek|op zakenreis|vrij tot)
(?:afwezig|met verlof|op vakantie|met vakantie)(?: \w+){0,3} (?:tot|t\/m|van|en|vanaf)
(?:zwangerschaps|ouderschaps|bevallings)verlof
(?:niet meer|niet langer)(?: \w+){0,2} (?:werkzaam|in dienst|bij ons|verbonden)
(?:kantoor|wij|zaak|winkel|praktijk)(?: \w+){0,5} gesloten
(?:terug|weer)(?: \w+){0,2} (?:op kantoor|aanwezig|bereikbaar|aan het werk)
(?:vanaf|op) (?:\w+ ){1,4}(?:weer|terug|ben ik)
(?:estou|estarei|encontro me|estaremos|encontrar me ei|me encontro)(?: \w+){0,2} (?:de ferias|ausente|fora|
    de licenca|de baixa|em viagem|indisponivel|em ferias|ausentes)
(?:ausente|de ferias|de licenca|de baixa)(?: \w+){0,3} (?:ate|de|do|e|a partir)
licenca (?:de )?(?:maternidade|paternidade|parental|medica)
(?:ja nao|nao)(?: \w+){0,2} (?:trabalho|trabalha|faco parte|faz parte|colaboro|
    colabora)(?: mais)?(?: \w+){0,3} (?:empresa|aqui|equipa|connosco|conosco|organizacao|grupo)
(?:escritorios?|loja|gabinete|instalacoes)(?: \w+){0,5} (?:encerrad|fechad)
(?:regresso|volto|regressarei|voltarei|estarei de volta|retorno|retornarei)(?: \w+){0,3} (?:no|em|a|ao|dia|
    na|as)
""".strip()

_COURTESY = r"""
(?:favor de |por favor,? )?(?:dirigir|dirija|dirijan|enviar|remitir)(?: \w+){0,4} (?:mensajes|correos|
    consultas) a
(?:will|ll) be in touch (?:shortly|soon|as soon)
(?:member|one) of our (?:team|staff)
(?:this week|until|till) with
intermittent|patchy
reference ?(?:number|no)?[ :#]+\w*\d{3}
delays?\b
hasta (?:el|la|nuevo)
bis (?:einschliesslich|zum|mindestens)
du \d
(?:in|for) (?:urgent|emergency|case of)
(?:if|is it|for anything|anything|any|in) (?:\w+ ){0,4}urgent
urgent (?:matters?|issues?|requests?|enquir)
(?:please |kindly )?(?:contact|call|e-?mail|direct|forward|reach out to|
    address)(?: \w+){0,4} (?:my colleague|colleague|reception|main line|switchboard|office|team|instead|
    enquir|in my absence|for further|at [\w.]+@)
in my absence
during (?:my|this) absence
please contact
please direct
thank(?:s| you) for your (?:message|e-?mail|mail|enquiry|inquiry|request|patience|interest)
as soon as (?:possible|i can|we can)
(?:get back to you|reply|respond) (?:shortly|soon|as soon|when|within)
(?:reply|respond|answer) (?:when|once|upon|after|on my)
will (?:be )?(?:reply|replying|answer|respond)
when i (?:return|get back)
on my return
upon my return
one of our (?:agents|team|colleagues|representatives)
reopen
(?:in dringenden|dringende|bei dringenden|in dringlichen|im notfall|in eiligen)
(?:wenden sie sich|kontaktieren sie|erreichen sie)(?: \w+){0,4}
vielen dank fur (?:ihre|deine|die|eure) (?:nachricht|e-?mail|mail|anfrage)
danke fur (?:ihre|deine|eure) (?:nachricht|e-?mail|mail|anfrage)
(?:schnellstmoglich|so bald wie moglich|baldmoglichst|umgehend|so schnell wie moglich|zeitnah)
meine vertretung
nach meiner ruckkehr
(?:en cas d urgence|pour toute urgence|pour les urgences|urgence|urgent)
(?:contactez|adressez|joindre|veuillez|merci de) (?:\w+ ){0,4}(?:l accueil|le standard|collegue|contacter|
    vous adresser|secretariat)
merci (?:de|pour) votre (?:message|mail|courriel|e-?mail|demande)
dans les (?:meilleurs|plus brefs) delais
a mon retour
durant mon absence
pendant mon absence
des que possible
(?:en caso de urgencia|para (?:asuntos|temas|cuestiones|cualquier)(?: \w+){0,2} urgent|si es urgente|
    urgencias?|urgente)
(?:contacte|contacten|dirijase|pongase en contacto|escriba|escriban|llame)(?: \w+){0,5}
gracias por (?:su|tu|vuestro|contactar|escribir|ponerse)(?: \w+)?
(?:en breve|lo antes posible|a la mayor brevedad)
a mi (?:regreso|vuelta)
(?:in dringende|bij spoed|voor spoed|dringend|spoedeisend|in noodgevallen|bij urgent)
(?:neem|kunt u|kun je|gelieve)(?: \w+){0,4} contact (?:op|opnemen)
(?:bedankt|dank u|dank|dank je) voor (?:uw|je|jouw|het) (?:bericht|e-?mail|mail|contact)
(?:zo spoedig mogelijk|zo snel mogelijk|spoedig)
(?:em caso de urgencia|para assuntos urgentes|se for urgente|urgente|urgencias?)
(?:contacte|contactem|contate|dirija se|ligue)(?: \w+){0,5}
obrigad[oa] (?:pela|pelo|por) (?:sua|seu|o seu|a sua|contactar|entrar|vossa)
(?:em breve|com a maior brevidade|o mais breve possivel|logo que possivel)
no meu regresso
""".strip()

PATTERNS = ((3, _CERTAIN), (2, _ABSENCE), (1, _COURTESY), (-2, PERSON), *abroad.MACHINE)
