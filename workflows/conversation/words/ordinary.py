"""Everyday words a slip or two away from a word that we listen for: `niece` is no `nice`, `Milch` no `mich`.

The commonest words of the six languages by the frequencies of `wordfreq` (CC BY-SA 4.0), folded, that would
otherwise be mended into another word.
"""

ORDINARY = frozenset(
    """
    aangeboden aangemeld aangenomen aangesloten aangetrokken aangewezen aankomen aanpakken aanslagen
    aansluiten aanvragen abbe abgesehen ablehnung abnehmen aborto abre absoluta absoluten absoluto accent
    accounting aceitacao acento aceptacion achteren achterin achterkant acide acidente acredita acreditam
    acredite acredito acres acta actes actieve acto actualidad adam addiction addresses adem adequada
    adequado adler adopcion adora advice advies aerea aerienne afbeelding afectado afgebroken afgeleid
    afgelopen afgenomen afsluiting afspraken afstand afvragen aient aile ailes aille aiment aire aires
    aise aktive alain alba alberto album alcancou alcanzado alemanha algemene alger algerien alice alien
    alike allein allemand allerlei allies alma alpen alpes alten altos alunos alves alvo amanda amas amei
    amende ames among ancetres anderhalf andre andres anel angebracht angegeben anger angers angeschlossen
    anhalt ankommen anmeldung anna annehmen annually anschluss ansehen anspruche anstelle aparecen
    aparecer apartado apartment apfel aponta aposto apoyo appartement apple approche approval aprendeu
    apresentada apresentadas apresentando arabe aranha argument arma arreglar arrested arte artes
    asesinado asesinato asesinos aside asie asientos asistentes associes asunto atentado atos atteindre
    atteinte attended attending attentat attentats aufgaben aufgegeben aufgehoben aufgehort aufgenommen
    aufhalten auflagen auflosung aufnahme aufnahmen aufpassen aufstehen aufzunehmen aunt ausgaben
    ausgegeben ausgehen ausgerechnet ausgeschlossen ausgewahlt ausnahmen aussagen aussehen ausseren
    ausstellung australien auteur autorite autorites aves aviao avions avoid awake ayant ayez azie baard
    babe bags baie bail baile baise bajas bala balas ball banana bano barra barrel bars basa bass bath
    bauen bear beast beat beaten beber beck becoming bedenken beelden beest befinden befindet befreien
    began beginnen begon begraven begrijpen begun behaald behalen bein beine beinen beitrag beitrage
    bekeken beker belde belegen belgen belleza bemanning benadering bende benefits benen bepaald bepalen
    beperken berechtigt bereiden bereiten bereitet bern beroemde bert bertrand beschadigt beschikbare
    besetzt beside besides besluiten beso besparen bestanden besteden bestehen bestond besturen besucher
    bete betekend betekende betekent betrachten betreiben betreibt betrekken betreten bett beute bevallen
    beveiliging bevestiging bevinden bevonden bevrijden bewegung beweisen bezeichnet bezeichnung bezit
    bezoeken bezogen bezug bezuglich bias bidden bijdragen bijen bijstand bike bild bilden billen bird
    bitch bits bitten bitter black blacks blad bladeren blancs blessure blieben blijken blijkt bloss boats
    boca bock boek boer boeren bois bold bonds bone bones books boord boot boots boring bornes borse bosch
    boter boule boys brach brachten braco brak bras brazil brazo bread breaking brede breiden breken
    brennt bresil bricht brick brillant brillante broertje broke brust bull bulle buren burn burned burst
    buscamos buts butt butter cable caca cadre cadres caer caes cage caida caja cake cala calca caliente
    cama camada cambiando camion camp campagne campinas cana candidatos cannabis cantando cantante cantar
    cantidades caos capa cape carcel carinho carl carpet carreira carrying carteles casar casas casser
    cast causando causes causo causou cave cayo caza ceara cells cemiterio cena cenas cense censo centaine
    cercle cerdo cest chaise chamando chance changing chant chante chanter chanteur chantier chapa
    charging charlotte charme charte chasseurs chats chegue chemin chers chest chick chief chier choose
    choosing choque chor christian christians christus chuck churches cierta cierto cima cinta clairement
    clara clases class clave clay clean clip closure clothing clue coal coast coat coca coco codes codigo
    coffre coger coleccion coleta collecte collectie collection college colleges colorado combater
    combinacao combine combined comecaram comentar cometer comiendo commander commandes commando
    commerciale commissaire compagnie compagnies companheiro companhias companias companion comparado
    comparar compared comparer comparte competir compleet complejo complexe complexes complexo component
    composta composto compreensao comprimento compromis compuesta compuesto comunicacion comunidades
    conceito concepto concerne concert concerto concerts concordo concreto conde conducta conducted
    confesso confident confusao congress connecting connection connerie conneries cono conosco consacre
    consacrer conscient conseguimos conseguindo conservar conservation conserve consigue consiguio
    consiste constant constante constat constate constitue construido consulter contaba contagem contained
    containing conte contendo contenido conter conteudo context contexte contexto contiene contienen
    contient contigo continent continente continuacion continuing continuous contos contraint contrario
    contrary contrast contraste contratar contribue controlo convencer convenient convento conversacion
    conversion convicted convierte convince cooper copa copas copo copper core cores coro corp corpo
    correndo correspondent correspondente correspondiente corresponding corrientes corrupcao corrupcion
    corruptie corruption corrupto corse corta cortar costa costas costo costs cotes counties coupable cour
    courbe courte courts cout couts couvert coverage crab crash crear creia creio crer cristal crop
    crossing cuarto cuartos cuenca cuentas cuentos cuesta cuir cumple cura cure curta curtain curto cute
    daaraan daardoor daarover daba dach dadas daling damos damp dance dano danos danse datei dava dave
    davis dawn debat debemos deberan deberiamos debia debit debout decade deces declaration declarations
    decor dedicado dedo dedos deed deelname deels deep deer defeated defend defende defender defendeu
    defendre defiende defis deitar dejando dejarlo deken delas delhi demissao demission denis dente dentes
    departement departements depense depenses derriere desayuno descansar descanso descarga descargar
    descente descreve descrito descubra descubre deseas desir despertar destines desto dette dettes deur
    deusa devaient devais developpement devemos deventer device devint devraient diable diana dica dicas
    diciendo diefstal diego dienen dient diepe dieper dieren dieter dieux diferente diga digas dije dioses
    dira direccao direction directions directiva direktor dirigida dirigido disco discours discover
    discurso discursos discusion dise diseases dish disposer disposto dispuesto distante distinct distrito
    dita dite dits dive diversen diverses division doble doces dock dode dodelijk doden dolor dominio
    donker dons doorheen doos dores dorf dorme dormindo dors dose dosis doux dozen drame drank droht
    dropping drukke drunk dual dude dudo duel duele duelo duma dunn dunne duras dure durf durften durven
    dusty dutch dying eager ease east eben echapper ecke ecran ecriture edit education eher ehre ehren
    eier einstellung eisen eist ejercito elige elus empezando empfiehlt empfinden empire employers
    empregados empregos encontramos encontrei enge engen enger enige ente entendendo entero enterprise
    enthalten entier entiere entram entrando entro entscheiden entscheidend entscheidet entschuldigung
    environs envolver eras erde erfahrung ergste erhielten erin erlebnis erreichten erstellen ertragen
    erwerben erworben erzahlen erzahlte esas escravos escrita escuelas escuro esfera espalhar espectacular
    esperance esperanza espirito esquema esquerda essais essen estabamos estacoes estando estara estaremos
    estate estavamos estemos esten estomago estragar estranha estrelas estupido etage etages etres
    evaluation eventjes evolucion evoque exakt excellence excellente excessive exchange exciting executed
    exercicio existent existenz experimental experimentar experten exploration expresa expresar expressa
    extiende extraits extrem faces facilitar facteur facteurs factoren factores fahr fahre failing faite
    faith fake falando falhas falling falsas fama fame familie familien families fand fans fantasia
    fantasie fara farao faria farm farmer fate fato fator faul fault faze fazit fein feind feinde feine
    feit feitos felicitaciones felizes fell felle fellow feridas fest fett feux fiel fiets fifa fighting
    filmen filming finalmente financement financiele financien financing fined fingir finse fire firing
    fita fizer flasche flaschen fleet fles flux foco foda foire folle fonctionnement fonde food foot
    footage forcer ford foret fork formado forman formando formen forscher fort forth fous fraco frais
    frame francesa francois frauen freitas french frequent freude fried fris frischen froze fruhe fuel
    fuente fuhlen fuhlt fuir fullen function functional functioneren functions fund furst fusse futura
    gaande gaben gain gajo galt gamins ganando gang ganhando garden gastheer gasto gate gaten gays geacht
    geant gebildet gebonden geboorte gebrochen gebroken geburt gedanken gedichte gedichten gedragen
    gedreven gedwongen gefangen geflogen gefuhrt gegessen gegeten gegner gehandelt geholt geil geile
    gekomen gekommen gelandet gelangen gelassen gelaten gelbe gelben gelegd gelegen gelingen gelopen
    geloscht geloven gelungen gemeente gene genereux genie genoten gent gepaard gepragt gerate gerechten
    geringen geroepen geruchten geschatzt geschenkt geschichte geschieht geschikt geslaagd geslacht
    gespannt gespeeld gespielt gesprekken gestalten gestart gestegen gesteld gesteund gestoken getal
    getiteld getragen getreten getrokken geval gevangen gevangene gevechten gewachsen gewahlt geweld
    gewinnen gewinner gewonden geworfen gezichten gezinnen gezocht gezogen gezongen gifts glas goat gods
    gold goles gols gomes goud gout graaf graca gracas grade graf gran grant grasa grass grave grecs green
    grito grocer groeien groepen grossten grosster grows guere guilt guitarra guns gutachten haare haast
    habiamos habitual hablando hablemos hadden hafen haft hagen hahn haja halbe hall halloween hals halve
    handelte handlung haren hase hasse hasst hate haten hauses haute hautes haven haver haya heading heal
    healing heating heben hechos heft heil hekel helfer hemd hemel heroes heros herunter hete heus hice
    hiding hielp hill hire hitte hochsten hoer hoeren hofft hogar hohe hojas holder hole holt holte holz
    homenagem homenaje hong honger honor honra hood hoogste horse horte hose hosen houding hout houten
    however huevo huhn humanite hunter huren hurt hutte idees importance important importante incrivel
    indem independence independent independiente independientes indicate indicates indo industrial
    industriales industrias inferno infierno informatie informiert ingressos initiale innen inscripcion
    inscrits integrer intencao intended intentos interdit intereses interessant interessante interessanter
    interessantes internos introduccion introduit invented inventory invertir investir irre isst item jake
    james jane jantar jaune jaunes javier jena jenen jener jete jeter jeune jeunes joden joder joli jolie
    jones jose joue juan juden judio jueces juge juges jules jungs kalt kamen kannte kanten karriere kasse
    kast keizer keken kende kenn kennen kennst kent keren kern keten kevin kiel kleiner kleinere kleines
    klick knew koken kommunen komst konden konne konstant kont koopt kopen koppen kracht krant kranten
    kurse kurt kust laagste lacht lack lading ladt lago laid lait lake lama lance lancer lane langen large
    laser latin launched lauter lave laver laws layer laying leader leading learning least leche lecker
    lectores leder leed leek leer leert legado lege legs legte leib leid leis leitores lendo lens lent
    lente lequel lessen leste letten leuker leve lgbt libere librairie libraries lidar lider lido liebt
    lieder liees liege liepen lies liess lieten lieve lighting lijdt lijf liked lima lion lisa listening
    listos liter literary lived liver livrer llamaba llave llegaba llegamos llegando llegaron llena
    llevado llevamos llevando llevara llevaron load loads lobo localidad localizacao locaties loch lock
    loco locura lodger londen lonely longe longo longueur loose losen loss lossen lots louer loup loving
    lowen loyer luces luge luidt luik luke lukt lune lung lutar lutter luzes maagd machten machtige
    madchen maes magen magic mains maire major maladies male malen males mali malin mall malo malos mama
    mancha manche manchen manga manger manifiesto mannen mannes manos manquait manquent mans mantem
    mantendo mantenido manter mantido mantiene mantienen manzana maps maravilhoso marcas marchen marcos
    marcus marechal marge margen margens marie marin mario marke marken markt marne maroc marriage marta
    martin mary masa masas mask maske masque mass massage massagem massen mata matan matar matchs maten
    materiaal material materials materias materiel math mathe mato maul maya meals mecs mede mediante medo
    meen meent meia meiden meist melding melo memoires memories mendes mene menee mener menge mengen
    meningen menor menores ment mercados mere meres merida merk merkte mesa mesas messen messer messy
    mestre meta meter metido metio mexe mexer meyer mide midia mien miete mieten milch mild miles milhares
    milhas minas miner mines minimaal minst minste minuit mirada mire missa missed missen missions mito
    mitteilung mixte moaning moche moda mode molen momenten mond monster monsters monstre monstres mont
    monte montrant montrent montrer monument monumento moore morar morgan moro morre morro mortes most
    moto mots motto mouth mouvement mouvements movimento movimentos moyen muchos muere muestras muhe muis
    mulheres mund munt muro murs museen musse mussten nachdenken nachten nackt nahe nahen nahm nahmen naja
    nasa naval nave naves navo neat necessite nele neles nessas neuem neuken neun neve neves nich nichte
    nick niece nights nine nobel nobre noem noemden noemt noire noisy noiva nomas nommer normalen normaler
    normales norme normen normes norte nose novel nuages nuevamente obligado obligados obra obrigacao
    occurred oefening ofen officiels officiers offnen ofter oito older oleo omgekomen omschreven onthouden
    ontmoeting ontmoette ontving ontwikkelen opbouwen oper opfer opgegeven opgelegd opgeleid opgelopen
    opgeroepen opgesteld oprichting opzet opzetten opzoeken organ orten orto osten otto ouder ouro ouve
    ouvrage ouwe oven overheden overheen overleed overleven overlijden overnemen overnight overval
    overwegen ovos owen paciente pacte padre padres pagando pages paint painting pair paja palace palais
    paleis palo pand pano pape papeis papieren papo papst parana parcs parecido pared parede parent
    parentes parijs paris parks parlait parlamento parlant parou parque parques parteien partent partes
    participou particular partis parts parvenir parvient pasaba pasaje pasamos pasan pasara pasaron
    passages passando passenger passengers passieren pata patch pate patent patients paula paus pauta
    peach pear pecados pedimos pedo pedra pedro pega pegar pego peinture peixe peking pene penis pensando
    pensiones peor perdendo perdent perdiendo peres periodos permitem permiten perna perra perso
    personality personeel personen personnelle pesada pesado pesar pese peso pete peuple phrase pico pied
    piense pink pinto pior piraten pire pires piso pisos pissed pista pistas placar plain plane plans
    plant planta plante plants plaques plassen plats playa player playing plays plaza pleins pleite plug
    plum podamos poderosa poderoso podium podran podras podremos podriamos poet poete poging pointing pole
    poll pomme pone ponemos ponerme pones pont pontos pope porco porem porra port portant porto pose posee
    posibles posiciones possamos posse posta postes posto pote potes pourrez pourront pourtant povo pozo
    praca praga prasentation prata prato pray prayer predio prefeito preis premios prender prennent
    preocupa preocupar presence presentant presentator preservar preserve preserver presidente presidentes
    presidents pression pressure prestamos prestatie prestations prete pretendre pretexte preve prevent
    preventie previo previsao prevista previsto pride primaire primaria princess principais principes
    principles prins print printing prise prises prisoner privados privaten prives prize probable proberen
    procede procedentes proceder procureur producao produccion producing production professional
    professioneel projecten projecto projects promesas promoted promotie promoting promover promovido
    prononcer proper proportion propres proteccao protect protecting protective prove providing proviene
    provient province provincie provisoire proyecto proyectos prozess prozesse publicadas publicatie pude
    puedan puedas pura pure purement puro pusieron puso pussy puto puts puur quartier quartiers quarto
    quartos quasi quedando quedarme queen queima queimar quemar queso quete quieran quinto quiserem rabo
    race races raden rage raid ralf rally ramon rand rande ranging ranked rape rare rares rayon reaccion
    reagieren reaktion reales realises realized rebellen rebelles recebendo recemment recettes rechts
    reciente recit recording recours recover recovery recuperacao recuperacion redaccion redactie
    redaction redaktion redden redenen reducido reeds reel reellement reels references refletir reformes
    refuge regent regering regie regiment regisseur reglamento regne regresar regulacion regulation
    regulier reich reife reine reinen reise rekord relacoes relatief relaties relating relativ relative
    religion rely remained remaining remonter remote rempli remporte remporter rendement rends renoncer
    repeated repose representation reprises requiere required requiring reserved resident resistance
    resister resistir resolver resort respaldo resta restricciones reta retenir retrato revanche reveille
    revelation revenge reves reviews revista revistas riche richtung ricos ride riecht rijen rijn rise
    roads roda rode roepen rois rojo rojos role roles rolle rood roos root roots rote roto rouge ruas rues
    ruins russen sabiendo sabor sacado sachsen saem saft sage sagten sahen sake salaires salarios salat
    saliendo salt salta salvo salz samen sand sang sank sano sante sara sass saude saut sauter sauver
    scale schade schaf schatten schedel schenken schermen schicht schichten schieben schiessen schieten
    schijf schilder schlacht schlau schlicht schloss schmecken schmeckt schneiden schock schoenen
    schonsten schoten schraube schreien schrieb schrift schriften schudden schulen schulern schulter
    schulz schuss schutzen schweden schweigen scope seal sean seas seat seco secondary sede seed seeds
    seeks seele seguindo seguinte segurando seien seife seigneur seil seks sekunden senal sendung senken
    senta sente serei serge sergio serlo serre sert servi servido setiembre sets setting settings setzten
    sexuales shade shake shape sharp sheet shell shine shirt shit shock shone shoot shooting shop shore
    shot shower sieh siglas signal siguiendo sinais singer singing sinne sint sinta situaties sitzen skill
    skin slaat slagen slide smaak smart smell smoke soap sociales soep sofa sofort sofre soft soigner soin
    solar solicitar solide solle solve soma sombre sono sopa soube soup sour spanning spaten speelt spel
    spending spent spielt spin spits spoon sporen sport sporting sprachen spraken spreading sprong spur
    spuren staatliche stake stale stalen stam stammen stammt stapt stapte starken starting staten stays
    stealing stecker steden steen stein steine steken stelde stelen stelling stellten stellung stelt
    stemmen stemming stemt stenen stephen stepped ster sterke sterling stern stets steven stew stick
    stiess stijl stille stimmung stoel stoff stole stomme storm straat straffen strak strand strecke
    strecken streek street streifen streiten stretch strich string stroke stuart stucke studeren studium
    stunning successful succession succesvol suck suco sucre suede sufre sugar suggesting suja suma summit
    supe supporting suriname survivre susan suss susse suya swam sweat swept swimming swore taak taca
    tagen tages taire tais tale talen tales tall talla taller tank tanks tapa tape tarea tart task taten
    taxe tears tech techo teen teens teil teilnahme teilt teixeira tejido teken teller temas tendem tendo
    tengamos tenha tenis tenminste tennis tent tentam tento tera terem teria term terminado terminan termo
    terra terre teste testing tests teto teus texas texte textes theke thick thin thinks threw thuis thus
    tide tido tiefe tiefen tiennent tiere tieren tieten tiger tigre tirer tirs titre tive todes toegekend
    toegevoegd toen toestaan toit tollen tomas tome tono tons tonto tool tore toro tort tote tough tours
    toys tracking tradition traer trafen trage trager traicion trait traje trajo tram trama tranen
    transforme transparencia trapped trat tratando traten trauen trauer travers trazer treating tree trem
    tren treue trick tries trio trips trok trots troupe trous trout trouwe trouxe truck trug tuas tubo
    tuin tust tuyo tyre uberlassen uberleben uberlebt ubernehmen ubersehen uberwiegend uberzeugt ufer
    uitgevoerd uitkomen uitvoering unes unhas unido unis unterlagen uren usos utilidad utilisent vaca
    valeurs valiente vals valuable valve vapor variable varie variedade vary veamos veas vease veertien
    vega vele velen velo vencedor vende vengo venha venia venido venlo vent venta vente vento venue
    verband verbessern verbeterd verbieden verbieten verbinding verbindung verbonden verborgen verboten
    verbracht verbrand verbranden verbreiten verbreitung verbringen verbunden verdacht verdachte
    verdachten verdediging verdeeld verdelen verdeling verdrag verdriet verdween verdwenen verdwijnen
    verdwijnt vereinigung vereist verfahren verfasst verfolgung verfugen verfugung verga vergeben vergeven
    vergisst vergroten verhaftet verhalen verhalten verhindern verhindert verhouding verkiezingen
    verklaren verkocht verkoopt verkozen verkracht verkregen verla verlasst verlaten verlaufen verleden
    verleend verlenen verlengd verlengen verliebt verliefd verliehen verlieren verliert verliess verliest
    verliezen verlopen verlust verluste vermijden verminderen vermissen vermisst vermiste vermoeden
    vermogen vermuten vermutet verpassen verpasst verplichte verrassen verrassend verrassing verraten
    verres verricht verruckt versao verscheen verschenen verschiedene verschijnen verschijnt verschil
    verschillen verstandig verstehen verstopt versuchten vertalen verte verteilt vertelde vertrekken
    vertrekt vervallen vervanging vervoeren vervolgd vervolgens vervullen verwandelt verwandten verwijzing
    verwoest verzinnen verzocht verzonnen verzorgd verzorgen verzorgt vias vice vidro viendo vienen vieren
    vierge vieze vila vinda vindo vine vino viol vira virgem visa visant vise vite vivement vivent vivio
    vivre vlak voar vocation voeden voelen voeren voices voie voies voire volar voldoende vole voler volg
    volker volledig vollen volontaires vols volunteers volvieron voordeel voorheen voorkant voornaam
    voorraad voorstelling voren vorganger vorgehen vorsicht vorteile vortrag vota votar voter votes vozes
    vrais vroegen vullen wachen wachsen wage wahr wahre wake walk wall walter wand ward warmte warnt wash
    washed washing wave weak wear weber wege weigerde wein weint weird weissen weiterhin welle welt wenen
    wennen wept werder werdet werfen werke werkende werking werkten werte werten wesen west westen
    westerse wetten white wide wider widerspruch wiederholen wien wiener wiens wiesen wijs wijst wilden
    wine winner wins winst wint wirken wirst wirt witzig wolken wollten woman wood wooden woonden woord
    wore worrying wort worte worten wound writer wurst wuste zagen zakken zaten zegen zeiden zeigten
    weitergeht weiterlauft vorangeht vorankommt durft
    zeilen zeiten zender zeug zeugen ziege zieke ziele zover zuruckkehren zustimmen zweier
    """.split()
)
