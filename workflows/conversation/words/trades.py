"""What people call a company by what it does: "the roofers", "el dentista", "die mit den LKWs".

Folded words, `*` ends a stem; a line is one trade. A word of it may stand for the one referral whose name has
another. `LAW` is apart: lawyers are also people who write to us.
"""

from __future__ import annotations

from functools import lru_cache

LAW = """law, lawyer*, attorney*, solicitor*, legal, advoca*, abogad*, avocat*, advogad*, anwalt*, rechtsanw*,
    kanzlei*, notar*, barrister*"""
LINES = f"""
ferr*, boat*, ship*, shipping, boot, boote, schiff*, fahre*, bateau*, barco*, veerboot*, veerdienst*, barca*
transport*, spedition*, logisti*, haulage, haulier*, freight, truck*, lorry, lorries, lkw*, laster, camion*,
    vrachtwagen*, caminh*, camiao, camioes
roof*, dachdeck*, dakdek*, dakwerk*, toiture*, couvreur*, tejad*, techador*, telhad*
baker*, backer*, bakker*, boulang*, panader*, padar*, padeir*, pastry, konditor*, patiss*, pastel*, confeitar*
dental*, dentist*, zahn*, tandarts*, dentair*, odont*
{LAW}
hotel*, hostel*, inn, gasthof*, gasthaus*, auberge*, pousad*, posada*, hostal*
clinic*, klini*, hospital*, krankenhaus*, ziekenhuis*, medic*, arzt*, doctor*, doktor*, praxis, pediatr*,
    paediatr*, kinderarzt*
pharma*, apothe*, farmac*, drogist*, chemist*
garage*, autohaus*, werkstatt*, taller*, mechanic*, mecanic*, carrosser*, motors
metal*, schlosser*, steel, stahl*, acier*, acero*, staal*, serralhar*, cerrajer*, welder*
accountant*, accounting, steuerberat*, buchhalt*, comptab*, contab*, boekhoud*, asesor*, gestoria*, bookkeep*
spa, spas, wellness, sauna*, therme*
grain*, farm, farms, farmer*, getreide*, agric*, agrar*, granja*, cereal*, landwirt*
coop*, genossenschaft*, kooperativ*
restaurant*, restauran*, bistro*, pizzer*
school*, schule*, academ*, akadem*, escola*, escuela*, ecole*, kita, kindergarten*
gym, gyms, fitness*, fitnessstudio*
brewer*, brewing, brauer*, brasser*, cervec*, cervej*, brouwer*
construct*, constru*, bauunternehm*, baufirma*, builder*, building, aannemer*, bouw, bouwbedrijf*, albanil*
insur*, versicher*, assuran*, seguro*, verzeker*
architec*, architekt*, arquitect*, arquitet*
bike*, bicycl*, cycles, fahrrad*, velo, velos, bicicl*, fiets*
printer*, printing, print, prints, druckerei*, imprim*, imprent*, drukker*
travel*, reiseburo*, reisen, viaje*, viagen*, voyag*, reisbureau*
furnit*, mobel*, meuble*, mueble*, meubel*, moveis
garden*, nurser*, gartner*, jardin*, tuin*, kweker*, florist*, blumen*, fleuris*
wine*, winer*, vineyard*, weingut*, winzer*, vigneron*, bodega*, adega*, wijn*, vinho*
optic*, optik*, lunett*
plumb*, sanitar*, heizung*, klempner*, plomb*, fontaner*, loodgiet*, canaliz*, installat*
electri*, elektri*, elektro*, eletri*
clean*, reinigung*, gebaudereinig*, nettoy*, limpie*, limpez*, schoonmaak*
realt*, estate, estates, immobil*, inmobil*, imobil*, makelaar*, makler*
textil*, fashion, clothing
solar*, energ*, stadtwerk*
vet, vets, tierarzt*, veterin*, dierenarts*
cater*, traiteur*, partyservice*
joiner*, carpent*, schreiner*, tischler*, menuis*, carpint*, timmer*, schrijnwerk*, marcen*
butcher*, metzger*, fleischer*, boucher*, carnicer*, slager*, talho*
dairy, dairies, molker*, laiter*, zuivel*, laticin*
hairdress*, friseur*, coiff*, peluquer*, kapper*, cabeleir*
bookshop*, bookstore*, buchhand*, buchladen*, librair*, librer*, boekhandel*, boekwinkel*, livrar*
tiler*, tiles, fliesen*, carrel*, azulej*, tegel*
painter*, maler*, peintre*, pintor*, huisschilder*, schildersbedrijf*
laundr*, wascherei*, lavander*, lavandar*, wasserij*
"""
ARTICLES = frozenset(
    """the los las el la lo del al den der die das dem des de het le les l du aux o a os as do da dos das ao
    vom beim zum zur d vd""".split()
)


@lru_cache(maxsize=4096)
def groups(word: str) -> frozenset[int]:
    """The trades that a word speaks of."""
    return frozenset(
        number
        for number, (words, stems) in enumerate(_GROUPS)
        if word in words or any(word.startswith(stem) for stem in stems)
    )


def _group(line: str) -> tuple[frozenset[str], tuple[str, ...]]:
    every = [word.strip() for word in line.split(",") if word.strip()]
    return (
        frozenset(word for word in every if not word.endswith("*")),
        tuple(word[:-1] for word in every if word.endswith("*")),
    )


_GROUPS = tuple(_group(line) for line in LINES.replace(",\n", ",").strip().split("\n"))
OF_LAW = groups("lawyer")
