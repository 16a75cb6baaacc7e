"""Words that show what stands in a mail: titles, legal forms, functions, in many languages.

Everything is lower case and without accents (`who.names.fold`): one entry serves "Société" and "societe".
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Before a name; taken off.
TITLES = _set(
    """mr mrs ms miss mx dr doktor prof professor sir dame sister brother father rev lord lady capt
    herr herrn frau fraulein hr fr dipl ing med jur rer nat mag dott dottssa dottoressa dottore avv rag geom
    m mme mlle monsieur madame mademoiselle me sr sra srta don dona senor senora senorita
    signor signora signore sig sigra sigg mevr mevrouw meneer dhr heer drs ir pan pani panem pana panu
    hra rva dna dña fru frk herra rouva dra doutor doutora doutor eng enga exmo exma ilmo"""
)
# Titles that prove a person follows when they stand inside a sentence.
HONORIFICS = TITLES - _set("m me ing med jur rer nat mag hr fr eng ir rag geom pan")
# Behind a name; taken off.
POST_NOMINALS = _set(
    "phd mba msc bsc ba ma md jd cpa cfa esq jr sr ii iii edd llm llb acca aca cipd fcipd mcipd dds fca fcca "
    "acma fcma cgma cma frics obe mbe cbe kc qc ceng frsa riba dphil pharmd mcom bcom dipm chrp sphr shrm "
    "dvm pmp mrics mrcvs frcvs frcs frcp mrcp mrcgp bvsc bvms bvetmed bds cta tep ffa fia aia ciob mciob "
    "miet rn rgn beng meng hons"
)

# Lower-case parts inside a personal name.
PARTICLES = _set(
    """
    de la las los del della dello delle dei di da dal dos das do du des le van von vom der den het ter ten
    te zu zur zum af av al el bin ibn ben abu ap ni nic mac mc o y e und d l dall dell degli san st ste 't"""
)

# Behind (or before) a company name.
LEGAL_FORMS = _set(
    """
    ltd limited llp llc lp plc inc incorporated corp corporation co company gmbh ggmbh mbh ag kg kgaa ohg
    gbr ug se ev eg eu sarl sas sasu eurl sa scop sci snc sl slu slne sau sll srl srls spa sapa bv nv vof
    cv sp spzoo zoo oy oyj ab as asa aps a/s k/s i/s hf ehf ltda lda eireli me mei kft zrt bt nyrt sro
    spol doo dd jd dooel ood eood ad ou uab sia pty pte pvt bhd sdn kk gk cic cio stiftung stichting
    ооо оао зао пао ао ип тоо тов еоод оод αε επε şti sti aş בע"מ בע״מ ش.م.م ذ.م.م شركة"""
)
# Forms that are too short or too common to mean a company unless written in capitals at the end of a name.
WEAK_LEGAL = _set(
    "co company se eu me sa sp as ab ad ag ev eg cv dd jd bt ou kk gk sas sl hf stiftung stichting lp inc"
)

# Nouns that make a run of capitals a company rather than a person.
COMPANY_NOUNS = _set(
    """
    group groupe gruppe grupo gruppo grupa groep holding holdings partners associates solutions services
    service systems system software technologies technology tech labs lab studio studios media digital
    consulting advisory agency bank trust foundation charity society association union council school
    schools academy academies college university hospital hospice clinic clinics practice surgery dental
    veterinary vets pharmacy pharma medical health healthcare care hotel hotels restaurant restaurants
    cafe bakery bakeries brewery brewing winery foods food farms farm garden gardens nursery nurseries
    centre center logistics freight transport transports transporte haulage shipping marine construction
    builders building joinery engineering manufacturing industries industrial works motors automotive
    energy solar power electric electrical plumbing heating hvac insurance finance financial capital legal
    law accountants accounting bookkeeping payroll recruitment staffing retail stores store shop market
    supply supplies textiles textile fashion cosmetics opticians optics glass steel metal plastics
    packaging paper press printing printworks print publishing books museum museums theatre gallery sports
    fitness gym gyms leisure travel tours airlines properties property estates realty homes housing
    architects design designs interiors furniture robotics aerospace dynamics networks network telecom
    data cloud cyber security analytics enterprises international maschinen maschinenbau werke werk
    stadtwerke kabelwerke mobel hof haus zentrum zahnzentrum praxis kanzlei verlag spedition logistik bau
    tischlerei schreinerei backerei brauerei metallbau elektrotechnik systemhaus technik versicherung
    genossenschaft verein klinik klinikum apotheke autohaus handel vertrieb baumarkt druckerei gartnerei
    societe cabinet menuiseries menuiserie boulangerie laiterie clinique traiteur hotellerie domaine
    maison editions imprimerie batiment garage pharmacie mutuelle ecole lycee mairie gestoria bodegas
    bodega talleres taller conservas residencia clinica colegio farmacia ferreteria panaderia
    construcciones inmobiliaria asesoria restaurante supermercados industrias hermanos hijos fabbrica
    officine officina cantina cantine azienda pasticceria panificio studio edilizia costruzioni trasporti
    bakkerij bouw bouwbedrijf kantoor zorg zorggroep drukkerij techniek brouwerij zaklad firma fabryka
    hurtownia piekarnia przychodnia spolka construtora padaria clinica transportadora industria comercio
    escola bageri tandlakare tandlaege byg bygg akeri fabrik fabriken rederi bryggeri snickeri elektriska
    estates ventures brands collective co-op cooperative cooperativa kooperative municipality gemeinde
    comune commune ayuntamiento kommun kommune hospitality catering laundry linen cleaning facilities
    sailing yachts boats boatyard boatbuilders yard shipyard landscaping roofing flooring tiles ceramics
    timber dairy dairies catering events brewers distillery vineyard florist flowers bikes cycles cars
    autos okna meble trans bud pol nieruchomosci sklep apteka gabinet kancelaria doradztwo collegium
    instituut institute institut instituto istituto centrum laboratory laboratories laboratoires
    kinderopvang kinderdagverblijf kita kindergarten kinderhaus creche"""
)

# Words of a person's function; they belong neither to the name nor to the company.
JOB_WORDS = _set(
    """
    ceo cfo coo cto cio chro cmo cpo cso md vp svp evp hr it owner founder cofounder co-founder president
    chair chairman chairwoman chairperson director directors gm manager managers head lead leader officer
    chief executive assistant secretary administrator administration coordinator supervisor partner
    principal engineer consultant specialist analyst buyer controller treasurer accountant bookkeeper
    receptionist matron dean warden operations people talent human resources finance procurement
    purchasing sales marketing payroll office senior junior deputy acting interim general managing board
    member trustee practice buying proprietor bursar headteacher headmaster headmistress clerk foreman
    landlord publican pa ea geschaftsfuhrer geschaftsfuhrerin geschaftsfuhrung geschaftsfuhrender gf
    inhaber inhaberin leiter leiterin leitung personalleiter personalleiterin personalchefin personalchef
    werkleiter werkleiterin kaufmannischer kaufmannische prokurist prokuristin vorstand vorstandin
    direktor direktorin chef chefin einkauf einkaufsleiter einkaufsleiterin vertrieb buchhaltung personal
    hr-leiterin hr-leiter assistent assistentin sekretariat ansprechpartner ansprechpartnerin mitarbeiter
    mitarbeiterin kollege kollegin mandant mandantin kunde kundin sachbearbeiter sachbearbeiterin
    steuerberater steuerberaterin berater beraterin eigentumer eigentumerin abteilungsleiter
    abteilungsleiterin betriebsleiter betriebsleiterin it-leiter it-leiterin verwaltungsleiterin
    verwaltungsleiter directeur directrice gerant gerante responsable president presidente pdg drh daf dg
    dsi rh associe associee comptable assistante fondateur fondatrice secretaire adjoint adjointe chargee
    charge administrateur administratrice dirigeant dirigeante proprietaire patron patronne chef cheffe
    director directora gerente jefe jefa dueno duena socio socia responsable administrador administradora
    propietario propietaria encargado encargada contable recursos humanos consejero delegado delegada
    diretor diretora gerente gestor gestora dono dona socia-gerente administracao proprietario
    proprietaria titolare direttore direttrice amministratore amministratrice responsabile socio socia
    fondatore fondatrice amministrativo amministrativa delegato delegata directeur directrice eigenaar
    eigenaresse bedrijfsleider hoofd manager oprichter inkoper personeelszaken wlasciciel wlascicielka
    dyrektor prezes kierownik kierowniczka kadr kadrowa ksiegowa glowna finansowy agare vd chef
    personalchef ekonomichef inkopschef platschef hr-chef grundare delagare ejer direktor direktør adm
    indkobschef okonomichef eier daglig leder personaleleder omistaja toimitusjohtaja johtaja paallikko
    gerent tulajdonos ugyvezeto jednatel reditel reditelka indehaver indehaveren ejeren agaren eieren
    innehavare innehavaren direktoren chefen lederen sjefen mudur muduru sahibi yonetici direktoru
    директор директора генеральныи менеджер руководитель начальник отдела бухгалтер главныи владелец
    מנכ"ל מנכ״ל מנכ"לית סמנכ"ל סמנכ״ל מנהל מנהלת מנהלת בעלים مدير مديرة رئيس المدير العام"""
)
# Endings of one-word functions in Germanic languages.
JOB_ENDINGS = (
    "leiter",
    "leiterin",
    "leitung",
    "chef",
    "chefin",
    "fuhrer",
    "fuhrerin",
    "direktor",
    "direktorin",
    "inhaber",
    "inhaberin",
    "manager",
    "managerin",
    "referent",
    "referentin",
    "beauftragte",
    "beauftragter",
    "assistentin",
    "assistent",
    "directeur",
    "directrice",
    "sjef",
    "leder",
    "direktor",
    "ansvarig",
    "ansvarlig",
)

# Capitalised words that start sentences, greetings and closings: never a part of a name.
NOT_NAMES = _set(
    """
    muvekkilim muvekkilimiz musterim musterimiz tanidigim
    рекомендую советую знакомьтесь представляю прошу позвоните звоните напишите зателефонуите дзвоніть
    подзвоніть пропоную
    i a the this that these those he she they we you it its his her their our my your who what when where
    why how hi hello hey dear good morning afternoon evening day thanks thank cheers best regards kind
    warm warmest sincerely yours please pls see below attached fyi fwd fw re also another one two three
    new lead referral referrals intro introduction contact contacts call talk speak meet ask tell let just
    here there could would can will should company name email e-mail mail phone tel mobile cell direct
    dial address website web fax from to cc bcc subject sent date they've he's she's it's i've i'd i'm
    they're we're you're that's there's let's don't if and but or so as at in on of for with about after
    before by is are was were has have had do does did be been not no yes ok okay sure monday tuesday
    wednesday thursday friday saturday sunday january february march april may june july august september
    october november december jan feb mar apr jun jul aug sep sept oct nov dec easter christmas q1 q2 q3
    q4 eur usd gbp chf sek dkk nok pln czk huf brl cad aud team all everyone everybody folks guys ladies
    gentlemen great hope probably roughly around approx approximately budget expected value deal worth
    interested looking wants needs happy feel forwarding forwarded sending begin message original
    regarding client customer friend hallo guten tag morgen abend moin servus liebe lieber liebes sehr
    geehrte geehrter geehrten gruss grusse viele mit freundlichen freundliche beste herzliche herzlichen
    schone danke vielen dank bitte ich er sie es wir ihr ihre ihren ihrem ihnen der die das den dem des
    ein eine einen einem einer kontakt kontaktdaten empfehlung neuer neue neues anbei hier und oder aber
    auch noch als bei von vom zu zur zum im am in ist sind hat haben wird kann konnt konnte konnen budget
    volumen umsatz firma name telefon mobil durchwahl handy euro montag dienstag mittwoch donnerstag
    freitag samstag sonntag januar februar marz mai juni juli oktober dezember lg vg mfg interesse bedarf
    bonjour bonsoir salut cher chere chers cordialement bien merci bonne journee voici je vous nous il
    elle ils elles le la les un une des du de et ou mais pour avec son sa ses leur votre notre mon ma mes
    ce cette ces qui que si pouvez veuillez contacter societe entreprise nom courriel telephone portable
    tel lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril juin juillet aout
    septembre octobre novembre decembre hola buenos buenas dias tardes noches estimado estimada estimados
    querido querida gracias saludos saludo un una el los las lo os les te me se su sus mi mis tu tus
    nuestro vuestro es son esta este esto esa ese y o pero para con por como al del en nos apuntad apunta
    hablad llamad contactad paso adjunto empresa nombre correo telefono movil lunes martes miercoles
    jueves viernes sabado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre
    noviembre diciembre abrazo ola bom boa dia tarde noite caro cara caros prezado prezada prezados
    obrigado obrigada atenciosamente abraco cumprimentos segue seguem indico conheca ele ela eles elas
    voces voce nosso nossa seu sua empresa nome telefone telemovel celular os as um uma e ou mas para com
    por em na no nas nos do da dos das ciao buongiorno buonasera salve gentile gentili egregio spett caro
    cara grazie saluti cordiali distinti segnalo vi ti ci lo la gli le il un una e o ma per con su da di
    del della nel nella azienda nome telefono cellulare ecco questo questa lui lei loro hoi hallo
    goedemorgen goedemiddag goedendag beste geachte groet groeten met vriendelijke dank bedankt graag hij
    zij wij jullie het een de en of maar voor naar bij van is zijn heeft bedrijf naam telefoon mobiel
    hierbij czesc dzien dobry witam szanowni szanowna szanowny panstwo pozdrawiam pozdrowienia dziekuje
    dzieki prosze oto on ona oni my wy to jest sa ma i lub ale dla z w na do od firma imie nazwisko
    telefon polecam hej hejsa god dag morgon tjena halsningar halsning vanliga med venlig hilsen mvh tak
    tack takk kan han hun hon vi de det den en et och og eller men for till til fra fran firma namn navn
    telefon mobil kontakta kontakt moi hei terve ystavallisin terveisin kiitos
    doporucuji doporucujeme odporucam odporucame preporucujem ajanlom ajanljuk recomand recomandam suosittelen
    anbefaler rekommenderar empfehle empfehlen recommande recommandons recomiendo recomendamos consiglio
    raccomando recomendo polecamy zglaszam"""
)

# Local parts that belong to a function, not to a person.
ROLE_LOCALS = _set(
    """
    info office kontakt contact contacto contato contatti hello hallo hola mail post sales vertrieb ventas
    vendas commercial comercial admin administration administracion administracao amministrazione
    verwaltung support service help helpdesk team hr jobs karriere bewerbung personal rh people accounts
    accounting billing buchhaltung invoices rechnung finance finanzas marketing press presse webmaster
    postmaster reception empfang rezeption enquiries inquiries general gl geschaeftsfuehrung ceo cfo cto
    coo director direction direccion direzione gerencia praxis kanzlei sekretariat secretariat secretaria
    secretariaat segreteria biuro sekretariat kontor firma ops operations purchasing einkauf compras
    achats acquisti inkoop orders bestellung booking reservations frontdesk desk office1 manager owner
    welcome bonjour ciao bursar head headteacher principal md gf chairman president secretary treasurer
    clerk butik shop store winkel laden tienda negozio loja sklep kauppa magasin boutique salon werkstatt
    direccao direktion directie ledelse ledning johto vedeni gerencia reservas prenotazioni rezervace
    enquiry admin1 accueil receptie recepcion recepcja portaria"""
)
# Local parts that only machines write from.
MACHINE_LOCALS = (
    "no-reply",
    "noreply",
    "no.reply",
    "no_reply",
    "donotreply",
    "do-not-reply",
    "do_not_reply",
    "mailer-daemon",
    "postmaster",
    "bounce",
    "bounces",
    "notification",
    "notifications",
    "notificacoes",
    "notificaciones",
    "notificacions",
    "notifiche",
    "benachrichtigung",
    "benachrichtigungen",
    "meldingen",
    "powiadomienia",
    "bildirim",
    "notify",
    "alert",
    "alerts",
    "newsletter",
    "news",
    "automailer",
    "auto-reply",
    "autoreply",
    "system",
    "robot",
    "daemon",
    "invitations",
    "messages-noreply",
    "updates",
    "nepasrepondre",
    "ne-pas-repondre",
    "noresponder",
    "no-responder",
    "nichtantworten",
    "wordpress",
    "calendar-notification",
    "nao-responda",
    "naoresponda",
    "form",
    "forms",
    "webform",
    "formular",
)

# Right after a person, right before their company: "X of Y", "X von der Y GmbH".
COMPANY_CUES = (
    "at the",
    "at",
    "@",
    "from the",
    "from",
    "of the",
    "of",
    "with",
    "over at",
    "works at",
    "runs",
    "owns",
    "heads",
    "leads",
    "von der",
    "von den",
    "vom",
    "von",
    "bei der",
    "bei den",
    "beim",
    "bei",
    "der",
    "fuehrt",
    "führt",
    "leitet",
    "chez",
    "de la",
    "de l'",
    "de l’",
    "du",
    "des",
    "de",
    "d'",
    "d’",
    "dirige les",
    "dirige la",
    "dirige le",
    "dirige",
    "en",
    "de los",
    "de las",
    "del",
    "lleva",
    "da",
    "do",
    "dos",
    "das",
    "na",
    "no",
    "della",
    "dello",
    "dell'",
    "dell’",
    "di",
    "presso la",
    "presso",
    "van de",
    "van het",
    "van",
    "bij de",
    "bij",
    "z firmy",
    "z",
    "ze",
    "w firmie",
    "w",
    "fra",
    "hos",
    "på",
    "i",
    "från",
    "fran",
    "vid",
    "för",
    "hos firmaet",
    "for",
    "representing",
    "company is",
    "firma",
    "la empresa",
    "la société",
    "la societe",
    "société",
    "entreprise",
    "empresa",
    "l'azienda",
    "azienda",
    "bedrijf",
)

FAX_WORDS = _set("fax telefax faks telecopie f fx telefaks faxnr")
PHONE_WORDS = _set(
    """
    t tel tel. phone telephone m mob mobile cell cellphone direct dial dd ddi call ring text txt whatsapp
    number office work home landline line mobil mobiltelefon handy fon telefon telefonisch durchwahl dw
    rufnummer nummer anrufen erreichbar portable ligne directe standard appelez appeler joignable gsm
    telefono movil tfno tlf celular llamar llamadla llamadle llame telefone telemovel ligar cellulare
    chiamare telefoonnummer telefoon mobiel bellen numer komorka komorkowy dzwonic telefonnummer ringa
    ring mobilnummer telefonnr puh puhelin number's
    hivhato hivhatnak hivhatjatok hivjak hivja hivjatok telefonszam telefonszama szama szamom szamon mobilszam
    telefonul telefon-ul sunati sunat numarul mobilul apelati cislo volejte zavolat zavolejte vola volat
    ara arayin arayabilirsiniz telefonu numara numarasi cep soittaa soita soittakaa numero puhelinnumero
    τηλ τηλεφωνο κινητο καλεστε טל טלפון נייד هاتف جوال رقم телефон тел моб номер звоните дзвоніть
    zadzwonic zadzwoncie telefonu telefonem p c d h o w"""
)
SWITCHBOARD_WORDS = _set(
    "switchboard zentrale standard centralita centralino centrale reception empfang main hauptnummer vaxel "
    "emergency notfall notdienst notruf urgence urgences urgencias emergenza spoed nodnummer"
)
# A number behind one of these is no phone number.
NOT_PHONE_WORDS = _set(
    """
    iban bic vat ust ustid ust-id ust-idnr hrb hra siret siren rcs nif cif nip regon kvk btw org orgnr cvr
    account invoice inv order ref reference nr no case ticket id zip plz po p.o. postfach konto blz tva
    reg registered registernummer steuernummer company steuernr tax ein room meeting pin passcode code
    partita iva p.iva cnpj cpf rechnung rechnungsnummer kundennummer kunden-nr bestellung"""
)
