"""Everyday words one slip away from a word that we listen for: `niece` is no `nice`, `Milch` no `mich`."""

ORDINARY = frozenset(
    """
    apple aunt ball bath bear bike bird bitter boats bold bone books boots bread brick broke butter cable
    cake camp chance chick class clay clean clue coast coat college concert crab curtain damp dance deep
    deer dock drank dude dusty eager east faith farm farmer fate fell fined foot fork fried froze gang
    garden goat gold grade grocer hill horse hurt knew laid lake lane lent lies lodger lung messy mild
    miner mouth neat niece noisy nose paint peach pear plain plane plug plum rode salt sand sang sank
    sharp sheet shirt shone shop shore shot shower skin soap sofa soft soup sour spent spoon stale stew
    stole storm street sugar swam swept swore tall tank tart tears tennis tent thick thin threw tide tool
    tore trout truck tyre valve walk wall ward washed weird wept west wide wine wood wore
    apfel bauen bein bett boot chor dach eier ente essen flasche fuhlen glas haare hahn hals hase hemd
    hofft holz huhn lacht leid malen messer milch mund nichte saft sage salz schaf schraube seife seil
    sitzen stecker stein strand teller theke vermutet wachen wand wein weint werfen wirt ziege
    """.split()
)
