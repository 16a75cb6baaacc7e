"""Words that are part of names, and names that are also words."""

LEGAL = frozenset(
    """
    ltd limited llc llp lp inc incorporated corp corporation co plc gmbh ag kg ohg ug mbh gbr ev eg se sa
    sas sarl sasu snc eurl sl slu srl spa bv nv vof cv lda ltda sgps eireli ab as oy aps pty pte kft doo sro
    """.split()
)
# Alone they name nobody: half the companies of a list may carry them.
GENERIC = frozenset(
    """
    partner partners group groups services service company companies systems system studio studios center
    centre consulting consultants solutions media holding holdings team agency digital management general
    national international united global first new sons brothers bros associates industries enterprises
    enterprise business tech technology technologies gruppe dienst dienste firma gesellschaft unternehmen
    beratung zentrum handel groupe societe entreprise conseil grupo empresa empresas servicios consultores
    centro groep bedrijf diensten advies centrum servicos consultoria inc the and de la le da do van von el
    los las city house home world express union trust project projects design office works work boa vida
    port
    """.split()
)
# Names that are also plain words: in lower case they are read as the word.
EVERYDAY = frozenset(
    """
    will may mark bill grant art rich frank sue drew hope faith grace dean chase pat rob jack nick sol june
    april august summer rose ivy joy dawn gene guy max ray van lang klein gross jung weiss neu alt roth
    stark reich wolf vogel koch lange kurz sommer winter herbst mai rey paz luz cruz costa mar flores leon
    angel santos reis dias lima bom boa claro ferro bos kok smit visser groot jong prins vos berg beer
    mulder blanc petit grand marin roux noir rue port dupont best long short young old good way case page
    price cash day west north east south hall hill field stone wood brook marsh banks rivers lane street
    church cross bell king prince knight bishop major power powers love wise sharp black white brown green
    gray grey blue it is as at so us we in on no do go up me he an am be by or my to central aurora contact
    first next link point sage target orange apple zoom chat call lead leads status mail email pay list stop
    help yes money check team ist der die das und wir ich sie est les des une pas con los las por que como
    para una het een met dat niet com dos uma sim
    """.split()
)
TIMES = frozenset(
    """
    sommer winter herbst fruhling fruhjahr mai april august juni juli marz may june july march summer autumn
    fall spring januar january februar february september october november december mayo abril agosto verano
    invierno otono primavera verao outono inverno maio marco ete hiver automne printemps avril aout mei
    zomer herfst najaar voorjaar maart augustus
    """.split()
)
BEFORE_TIMES = frozenset(
    """
    in im nach dem den ab bis until till after before the by of since seit vor next this last en au avant
    apres cet le de des jusqu hasta tras despues el del no na ate depois do o da tot voor deze volgende
    nachsten kommenden diesen letzten ende mitte anfang early late mid fin debut mi
    """.split()
)
BEFORE_NAMES = frozenset(
    """
    bei mit with met chez avec com con did has hat heeft habt reached
    """.split()
)
SHORT = {
    "grp": "group",
    "svcs": "services",
    "svc": "service",
    "intl": "international",
    "natl": "national",
    "mfg": "manufacturing",
    "bros": "brothers",
    "assoc": "associates",
    "mgmt": "management",
    "mngmt": "management",
    "gen": "general",
    "univ": "university",
    "co": "company",
}
# "news from will", "iets gehoord van mark": behind both of them stands a name.
HEARD = frozenset(
    """
    heard hear news word update gehort neues neuigkeiten nachricht nouvelles nouvelle signe noticias novedades
    gehoord nieuws vernomen novidades
    """.split()
)
OF = frozenset("from of von de du da do van".split())
HONORIFICS = frozenset(
    """
    mr mrs ms miss dr prof sir madam herr herrn frau hr fr mme mlle monsieur madame m sr sra srta don dona
    senor senora senhor senhora dhr mevr mevrouw meneer mw eng
    """.split()
)
PARTICLES = frozenset(
    """
    de da do dos das del la le di van von der den ten ter zu y e du des af el al bin ben
    """.split()
)
# Behind these stands what something is, not how it is called.
INDEFINITE = frozenset("a an ein eine einen einem einer eines un une una een um uma".split())
# German: behind these stands a thing or a place more often than a name; what ends so is none.
AT_THE = frozenset("am im beim zum zur ins ans vom".split())
ABSTRACT = ("ung", "heit", "keit", "schaft", "tion", "tat", "nis", "ismus", "kosten", "daten")
POSSESSIVE = ("mein", "dein", "sein", "ihre", "unser", "eure", "kein")
# Between a person and a company: `Jane at Foo`, `Jane von Foo`.
LINKS = frozenset(
    """
    at from of with von bei aus de da do das del dal van bij vom der chez works for runs owns leads heads
    founder founded leitet besitzt dirige gere runt leidt tiene para called named heisst namens llama
    appelle chama heet firma company firm societe empresa entreprise bedrijf @
    """.split()
)
OWNS = frozenset(
    """
    runs owns leads heads founded leitet besitzt dirige gere runt leidt tiene tem heeft called named heisst
    namens llama appelle chama heet firma company firm societe empresa entreprise bedrijf fuhrt manages
    """.split()
)
INDUSTRY = frozenset(
    """
    logistics transport transports catering bakery brewing travel media design dental clinic medical health
    pharma foods food farm farms florists garden nurseries roofing plumbing electric electrical joinery
    carpentry builders building construction homes estates realty properties property motors auto garage
    cars print prints printing press textiles fashion optics software analytics robotics data cloud labs lab
    energy solar marine shipping haulage freight supplies supply tools steel metal metals timber floors
    flooring tiles ceramics furniture kitchens gym gyms fitness events hotel hotels restaurant cafe bar
    interiors saddlery pottery upholstery
    accounting bookkeeping legal law tax insurance capital finance bank security cleaning recruitment
    staffing schools school academy university church charity trust agency backerei metzgerei schreinerei
    tischlerei elektro elektrotechnik maschinenbau bau druck optik immobilien steuerberatung handwerk werke
    apotheke praxis klinik spedition boulangerie pharmacie plomberie paysages menuiserie atelier immobilier
    assurances conseil batiment imprimerie panaderia ferreteria talleres clinica muebles viajes seguros
    riego construcciones transportes asesores restaurante bakkerij slagerij fietsen bouw dakwerken metaal
    tuincentrum schilders advies verzekeringen makelaars padaria oficina construtora construcoes alimentos
    texteis climatizacao contabilidade pecas viagens
    camping campsite brewery winery distillery quarry sawmill dairy bakers butchers bookshop boatyard hostel
    museum theatre theater laundry optician opticians vets veterinary nursery kindergarten studio studios
    brauerei gartnerei molkerei kelterei weingut pension gasthof gasthaus autohaus kanzlei verlag buchhandlung
    reederei werft druckerei wascherei sagewerk steinbruch fahrschule tierarztpraxis stadtwerke baumschule
    scierie brasserie laiterie fromagerie cave domaine librairie quincaillerie blanchisserie auberge
    serrurerie maconnerie ebenisterie pepiniere carriere chantier cabinet clinique hotellerie fioul
    cerveceria bodega bodegas libreria lavanderia hostal posada imprenta carpinteria cerrajeria optica vivero
    viveros astillero astilleros cantera fabrica gestoria floristeria carniceria fruteria farmacia taller
    brouwerij kwekerij zuivel drukkerij wasserij herberg scheepswerf zagerij rijschool boekhandel notaris
    apotheek tandarts jachthaven kapper inn carrosserie
    cervejaria adega adegas livraria pensao tipografia carpintaria serralharia viveiros estaleiro estaleiros
    pedreira florista talho farmacia pastelaria toldos lavandaria moagem quinta
    """.split()
)
# How German and Dutch compounds of trades end.
TRADES = (
    "verleih", "vermietung", "handel", "betrieb", "technik", "backerei", "metzgerei", "brauerei", "gartnerei",
    "druckerei", "schlosserei", "tischlerei", "markt", "verwaltung", "versicherung", "beratung",
    "gesellschaft", "verhuur", "bedrijf", "techniek", "bakkerij", "slagerij", "brouwerij", "kwekerij",
    "drukkerij", "erei", "erij", "werkstatt", "handlung", "bau", "works",
)  # fmt: skip
BLOCKED = frozenset(
    """
    forwarding sending passing adding introducing funny funnily heads
    i im ill ive id you he she they we it his her their our my the a an and or name company email mail phone
    tel telephone telefon telefono telefone mobile handy cell fax hi hello hey dear thanks please ceo cfo
    cto coo hr md vp monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december montag dienstag mittwoch donnerstag freitag
    samstag sonntag januar februar marz juni juli oktober dezember lundi mardi mercredi jeudi vendredi
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lunes martes
    miercoles jueves viernes maandag dinsdag woensdag donderdag vrijdag segunda terca quarta quinta sexta
    e-mail firma firmenname kontakt ansprechpartner nom societe entreprise nombre empresa correo naam
    bedrijf nome contact contacto contato referral lead payroll sie ihr ihre ihren ihnen er es ich wir euch
    uk us usa eu ok pls btw fyi q1 q2 q3 q4 number nummer numero re fwd aw easter christmas ostern
    weihnachten maybe perhaps possibly otherwise hochstens vielleicht eventuell allenfalls ansonsten
    verwaltung einkauf vertrieb buchhaltung personalabteilung geschaftsleitung peut-etre eventuellement
    sinon quizas quiza acaso misschien hoogstens eventueel anders talvez porventura
    """.split()
) | HONORIFICS  # fmt: skip
LABELS = {
    "name": """name full-name contact contact-person contact-name kontakt ansprechpartner
        ansprechpartnerin kontaktperson nom prenom contacto nombre persona naam contactpersoon
        nome pessoa contato prospect person lead""",
    "company": """company organisation organization business firm firma unternehmen firmenname societe
        entreprise empresa bedrijf bedrijfsnaam organisatie compania negocio""",
    "email": """email e-mail mail mailadresse correo courriel mailadres mel e-mailadres emailadres""",
    "phone": """phone tel telephone telefon telefonnummer mobile mobil handy cell number nummer numero
        telefono movil portable telefoon mobiel telefone telemovel celular telefoonnummer""",
}
