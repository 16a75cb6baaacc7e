"""Business papers that partners pass on: bills, contracts, deliveries, appointments, complaints, offers.

Whoever writes one wants to be called too, "if you have questions": that is no wish to hear from us. All
patterns meet folded text (lower case, no accents; `who.names.fold`) and are linear.
"""

from __future__ import annotations

import re

from inbox.said import changes, evidence, new_lead_words, phrases, search_words
from inbox.said.phrases import any_of
from inbox.who.names import fold

_BEGINNING = 700  # characters; a paper says in its first lines what it is

_TITLES = any_of(
    # bills and what follows them
    r"invoices?|bill|payment|reminder|overdue|statement|credit note|remittance|final notice|collection\w*|"
    r"debt|rechnung\w*|mahnung\w*|zahlung\w*|inkasso\w*|gutschrift\w*|provisionsabrechnung\w*|"
    r"forderung\w*|facture\w*|"
    r"mise en demeure|relance\w*|recouvrement|paiement\w*|avoir|factura\w*|requerimiento|impago\w*|cobro\w*|"
    r"pago\w*|fattur\w+|sollecito\w*|recupero crediti|pagament\w+|fatur\w+|cobranca|facturen|factuur\w*|"
    r"aanmaning|incasso\w*|betaling\w*|faktur\w*|wezwanie|windykac\w+|platnos\w+|upominka|upomienka|"
    r"splatnos\w+|"
    r"pamin+else\w*|betalning\w*|inkassokrav|rykker\w*|regning\w*|purring\w*|pamindelse\w*|krav|lasku\w*|"
    r"maksu\w*|perinta\w*|szamla\w*|fizetesi|tartozas\w*|somatie|plata|odeme\w*|borc\w*|muhasebe|"
    r"τιμολογ\w*|οφειλ\w*|υπενθυμιση|счет(?:-фактура)?|долг\w*|задолженн\w*|оплат\w*|рахун\w+|"
    r"заборгован\w*|борг",
    # contracts and lawyers
    r"agreements?|nda|contracts?|docusign|signature|legal|lawyer|court|vertrag\w*|\w+vertrag|"
    r"unterschrift|anwalt\w*|"
    r"kundigung\w*|abmahnung\w*|klage|contrat\w*|a signer|avocat\w*|resiliation|assignation|contrato\w*|"
    r"abogad[oa]s?|demanda|contratto|contratti|avvocat\w|disdetta|diffida|overeenkomst\w*|opzegging|"
    r"advocaat|"
    r"umow\w+|wypowiedzenie|pozew|smlouv\w*|zmluv\w*|vypoved\w*|avtal\w*|uppsagning|kontrakt\w*|"
    r"opsigelse\w*|"
    r"oppsigelse\w*|aftale\w*|sopimu\w*|irtisanomi\w*|szerzodes\w*|felmondas\w*|sozlesme\w*|fesih|"
    r"συμβ[ao]\w*|"
    r"договор\w*|расторжен\w*|договір|розірван\w*",
    # work, surveys, security, rights
    r"(?:job|candidates?|vacanc(?:y|ies)|position|recruit\w*|cv|resume|survey|questionnaire|webinar|"
    r"password|"
    r"security alert|sign-?in|verification code|gdpr|data request|privacy|complaint|not working|login|"
    r"outage)",
    r"kandidat\w*|stelle|stellenan\w+|umfrage\w*|passwort\w*|beschwerde\w*|reklamation\w*|storung\w*|dsgvo|"
    r"candidat\w*|recrutement|enquete|mot de passe|reclamation\w*|plainte|panne|vacante|seleccion|encuesta|"
    r"contrasena|queja\w*|averia|reclamacion\w*|candidat[oi]|sondaggio|reclamo|guasto|vaga|inquerito|"
    r"reclamacao|avaria|vacature|sollicitat\w+|enquete|wachtwoord|klacht\w*|storing\w*|rekrutacj\w+|"
    r"ankiet\w+|"
    r"hasl\w+|skarg\w+|reklamacj\w*|awari\w+|dotaznik\w*|heslo|stiznost\w*|reklamac\w*|enkat\w*|losenord|"
    r"klagomal|stilling\w*|undersog\w+|undersok\w+|adgangskode|passord|klage\w*|kysely\w*|salasana|"
    r"valitus\w*|"
    r"allas\w*|felmeres|jelszo|panasz\w*|post vacant|sondaj|parola|plangere|is ilani|anket\w*|sifre\w*|"
    r"sikayet\w*|"
    r"ваканси\w*|резюме|опрос\w*|парол\w*|жалоб\w*|ваканс\w*|скарг\w*",
    # what is offered
    r"(?:special |our |an )?offers?|proposal|partnership|collaboration|guest post|sponsor\w*|angebot "
    r"(?:an|fur|von|"
    r"uber)|kooperation\w*|zusammenarbeit|partnerschaft|proposition|partenariat|collaboration|propuesta|"
    r"colaboracion|proposta|collaborazione|parceria|samenwerking|wspolprac\w+|spoluprac\w+|samarbet\w*|"
    r"samarbejd\w*|samarbeid\w*|yhteisty\w*|egyuttmuk\w*|colaborare|isbirli\w*|συνεργασια|сотрудничеств\w*|"
    r"співпрац\w*",
)
# Deliveries, orders, appointments: of somebody, confirmed or with a number, or it is what they speak of.
_BOOKED = any_of(
    r"terminbestatigung\w*|terminerinnerung\w*|ordrebekraeft\w*|auftragsbestatigung\w*|orderbekraft\w*",
    r"(?:your )?(?:order|parcel|delivery|shipment|booking|reservation|appointment)s?|lieferschein\w*|"
    r"sendung\w*|"
    r"bestell\w*|auftragsbestatigung\w*|lieferung\w*|termin\w*|buchung\w*|commande\w*|livraison\w*|colis|"
    r"rendez-vous|rdv|reservation\w*|pedidos?|albaran\w*|envio\w*|cita\w*|reserva\w*|ordine|bolla|"
    r"consegna\w*|"
    r"spedizione|appuntamento|prenotazione|encomenda\w*|entrega\w*|consulta|bestelling\w*|pakket\w*|"
    r"levering\w*|"
    r"afspraak|zamowieni\w+|przesylk\w+|dostaw\w+|wizyt\w+|objednavk\w*|zasilk\w*|dodac\w+|leverans\w*|"
    r"bokning\w*|foljesedel\w*|folgeseddel\w*|levering\w*|ordrebekraeft\w*|tilaus\w*|toimitus\w*|"
    r"ajanvaraus\w*|"
    r"rendeles\w*|szallit\w+|idopont\w*|comanda|aviz|programare|siparis\w*|irsaliye|randevu\w*|παραγγελι\w*|"
    r"δελτιο|ραντεβου|заказ\w*|доставк\w*|накладн\w*|запис\w*|замовлен\w*",
)
_SOMEBODYS = any_of(
    r"your|ihre?|votre|su|tu|suo|tuo|vostr[oa]|uw|jouw|je|panstwa|twoj\w*|vas\w*|din|ditt|deres|jeres|"
    r"sizin|ваш\w*|"
    r"tilauksesi|sua|seu|confirm\w*|\w*bestatig\w*|conferma\w*|bevestig\w*|potwierdz\w*|potvrz\w*|bekraft\w*|"
    r"bekraeft\w*|bekreft\w*|vahvist\w*|visszaigaz\w*|onay\w*|подтвержд\w*|підтвердж\w*|reminder|"
    r"\w*erinnerung|"
    r"rappel|recordatorio|promemoria|herinnering|przypomn\w*|\S{0,8}\d{3,}",
)
_SAYS = any_of(
    r"(?:not|un)(?: been)? ?paid|overdue|outstanding (?:amount|balance|invoice)|invoice (?:no|"
    r"number)?\W{0,3}\d\w*|"
    r"(?:attached|enclosed) (?:is |are |please find )?(?:the |our |your )?(?:invoice|contract|"
    r"agreement)|legal action|"
    r"(?:find|see) (?:the |our |your |my )?(?:invoice|contract|agreement|quote|statement)|"
    r"(?:can't|cannot|could not|couldn't|unable to) (?:log in|login|sign in|access)|password|"
    r"(?:doesn't|does not|isn't|not|stopped) work(?:ing)?|cancel (?:the|our|my) (?:contract|subscription)|"
    r"become an? (?:\w+ )?(?:reseller|partner|affiliate)|partner manager|"
    r"(?:a|our|great|excellent) candidates? |(?:the |your )?(?:commission )?statement|"
    r"(?:survey|questionnaire)|data (?:you|do you) hold|may i (?:offer|call you)|our (?:services|offer|"
    r"catalogue)",
    r"(?:nicht |un)bezahlt|forderung|mahnung|anbei die rechnung|kundige|funktioniert nicht|geht nicht|"
    r"einloggen|"
    r"(?:ihnen|euch) (?:unser\w*|\w+) anbieten|unser angebot|rechtliche schritte|kandidat(?:en|in)?",
    r"(?:impayee?|en demeure|sans reglement|procedure|ne marche pas|ne fonctionne (?:pas|plus)|resili\w+)|"
    r"ci-joint (?:la|le|notre) (?:facture|contrat)",
    r"(?:impagad[oa]|pendiente de pago|adjunto (?:la |el )?(?:factura|contrato)|no funciona|descontent[oa])",
    r"(?:non (?:risulta )?pagat\w|insolut\w|non funziona|in allegato (?:la |il )?(?:fattura|contratto))",
    r"(?:em atraso|por pagar|nao funciona|em anexo (?:a |o )?(?:fatura|contrato))",
    r"(?:niet betaald|openstaand\w*|doet het niet|werkt niet|bijgaand (?:de )?(?:factuur|contract)|"
    r"kandidaat)",
    r"(?:nie zaplac\w+|do zaplaty|zalegl\w+|nie dziala|w zalaczeniu)",
    r"(?:neni uhrazen\w*|neuhrazen\w*|po splatnosti|nefunguje|v priloze zasilam\w*)",
    r"(?:obetal\w+|ej betald|fungerar inte|ikke betalt|ubetalt|virker ikke|fungerer ikke|kandidat\w*)",
    r"(?:ei ole maksettu|maksamatta|ei toimi|liitteena lasku)",
    r"(?:nincs kifizetve|nem mukodik|mellekelten kuldjuk|neachitat\w*|nu functioneaza|odenmemis\w*|"
    r"calismiyor|ekte)",
    r"(?:εχει εξοφληθει|επισυναπτεται|δεν λειτουργει|не оплачен\w*|не работает|направляем счет|не "
    r"працює|надсилаємо рахунок)",
)
_UNSPACED = re.compile(  # folded too, which takes Korean syllables and Japanese marks apart
    fold(
        "מציעים|نقدم لكم خدمات|ご提案|服务，欢迎|제안드|제안합"
        "|חשבונית|חוב|דרישת תשלום|חוזה|הסכם|תור|תלונה|לא עובד|הצעת שיתוף|משרה|מועמד|סיסמה"
        "|فاتورة|مستحق|دين|عقد|اتفاقية|موعد|شكوى|لا يعمل|وظيفة|مرشح للوظيفة|كلمة المرور|شراكة|شحنة|طلبية"
        "|請求書|督促|支払|契約書|納品書|注文|予約|求人|応募|アンケート|パスワード|苦情|動きません|動かない|障害"
        "|发票|發票|催款|付款|合同|合約|送货单|订单|訂單|预约|招聘|应聘|问卷|密码|投诉|无法登录|打不开"
        "|청구서|세금계산서|연체|미납|계약서|납품서|주문|예약|채용|지원서|설문"
        "|비밀번호|불만|로그인이 안|작동하지"
    )
)
# Said by who hands somebody over: they know that we will be in touch.
_EXPECTS = any_of(
    r"(?:expect|await)\w* (?:you|your|a|the|our|my) (?:call|mail|e-?mail|message)|"
    r"expecting (?:you|someone|to hear)|waiting (?:for (?:you|your|a|someone)|to hear)|"
    r"knows you (?:will|are)|you(?:'ll| will) call",
    r"(?:erwarte[nt]|wartet|warten|freut sich|freuen sich) (?:auf )?(?:euren|ihren|einen|deinen|den) "
    r"(?:anruf|ruckruf)|weiss,? dass (?:ihr|sie|jemand)",
    r"attend(?:ent)? (?:votre|un|ton|une?) (?:appel|coup de fil|mail|rappel)",
    r"espera (?:tu|su|vuestra|una) (?:llamada|correo)",
    r"aspetta (?:la (?:tua|vostra|sua)|una) (?:chiamata|telefonata)",
    r"(?:a espera d[aeo]|aguarda|espera) (?:[ao] (?:vosso|vossa|tua?|seu|sua) |uma? |[ao] )?(?:chamada|"
    r"ligacao|contacto|telefonema)",
    r"(?:verwacht|wacht op) (?:jullie|je|uw|een) (?:telefoontje|belletje|bericht|mail)",
    r"czeka na (?:wasz |pana |pani |panstwa )?(?:telefon|kontakt)",
    r"(?:vantar|venter) (?:pa )?(?:ert|ditt|ett|jeres|din|et|deres) (?:samtal|opkald|telefon)",
)
_FOR_US = any_of(r"(?:one|lead|name|contact|referral|client|customer)s? for (?:you|your)")


def is_paper(cover: str, subject: str, text: str) -> bool:
    """Whether what came along is a business paper, and nobody says that its writer looks for something."""
    head = f"{subject}\n{text[:_BEGINNING]}"
    titled = _is_titled(subject) or _SAYS.search(head)
    if not titled and (head.isascii() or not _UNSPACED.search(head)):
        return False
    return not _hands_over(cover, text)


def is_surely_paper(cover: str, subject: str, text: str) -> bool:
    """Whether its title and its words both say so, though the note asks to call whoever wrote it."""
    opening = text[:_BEGINNING]
    says = _SAYS.search(opening) or (not opening.isascii() and _UNSPACED.search(opening))
    titled = _is_titled(subject) or (not subject.isascii() and _UNSPACED.search(subject))
    return bool(titled and says) and not _hands_over(cover, text)


def _is_titled(subject: str) -> bool:
    return bool(_TITLES.search(subject) or (_BOOKED.search(subject) and _SOMEBODYS.search(subject)))


def _hands_over(cover: str, text: str) -> bool:
    """Whether the note calls it a lead, or somebody says that they look for something."""
    if any(p.search(cover) for p in (evidence.OUTRIGHT, _FOR_US, new_lead_words.SURELY_NEW, _EXPECTS)):
        return True
    if changes.wants_change(cover) or changes.asks_for_product(text):
        return True
    return bool(search_words.searches(f"{cover}\n{text}") or phrases.INTERESTED.search(text))
