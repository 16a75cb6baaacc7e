"""What is said by who looks for something, in many languages.

All patterns meet folded text (lower case, no accents; `who.names.fold`) and are linear.
"""

from __future__ import annotations

import re

from inbox.said.phrases import any_of
from inbox.who.names import fold

# Said by who looks for something, never by who only wants to be asked back.
_SEARCHES = any_of(
    r"looking (?:for|at|into)|interested|demo\w*|recommend\w*|shopping around|somebody better|"
    r"alternative\w*|"
    r"needs?(?! to| attention| an? (?:answer|reply|look))|"
    r"wants? (?:a|an|some|your|help|better|something)|quotes?|worth|budget|en "
    r"relation|new (?:system|"
    r"provider|"
    r"supplier|software|tool)|show us|introduc\w+",
    r"such(?:e|en|t)|empfehl\w*|empfohl\w*|brauch\w+|interess\w+|cherch\w*|recommand\w*|besoin|"
    r"interesse\w*|"
    r"busca\w*|necesit\w*|cerc(?:o|a|hiamo|ano)|bisogno|procura\w*|precis\w+|zoek\w*|nodig|szuk\w*|"
    r"potrzebuj\w*|"
    r"zainteres\w*|hleda\w*|potrebuj\w*|soker|behover|letar|soger|leter|trenger|etsi\w*|tarvits\w*|"
    r"keres(?:unk|ek|nek)?|szukseg\w*|caut(?:a|am)|nevoie|ariy\w*|ihtiyac\w*|ψαχν\w*|χρειαζ\w*|ενδιαφερ\w*|"
    r"ищ(?:ем|ет|у|ут)|нуж(?:ен|на|но|ны)|интересу\w*|шука\w*|потріб\w*|цікав\w*",
)
_UNSPACED = re.compile(
    fold(
        "ממליצ|ממליץ|מפנה|מחפש|צריכ|מעוני|ارشح|اوصي|تعرفيني|نبحث|يبحث|نحتاج|يحتاج|مهتم"
        "|紹介|探して|検討|導入|見直し|介绍|介紹|推荐|推薦|在找|寻找|需要|感兴趣|想了解|소개|추천|찾고|필요|관심|도입"
    )
)
_BETTER = any_of(
    r"(?:nothing|anything|something|somebody|someone) better|better (?:one|option|way)|(?:ni|"
    r"et)was besseres|"
    r"nichts besseres|rien de mieux|quelque chose de mieux|nada mejor|algo mejor|niente di meglio|"
    r"qualcosa di meglio|meglio di cosi|(?:niets|niks|iets) beters|(?:inget|nagot) battre|"
    r"(?:intet|noget|ingenting|noe|ikke noget|ikke noe) bedre|(?:nic|cos|czegos) lepszego|(?:nada|"
    r"algo) melhor|"
    r"(?:nic|neco) lepsiho|(?:mitaan|jotain) parempaa|(?:nincs|van|valami|semmi) jobb|ceva mai bun|"
    r"nimic mai bun|"
    r"daha iyisi|daha iyi bir|(?:чего|что|ничего)(?:-то|-нибудь)? (?:получше|лучше)|(?:щось|"
    r"нічого) кращ\w+|"
    r"κατι καλυτερο|τιποτα καλυτερο|alternativ\w*"
)


def searches(text: str) -> bool:
    """Whether somebody looks for something in this folded text, beyond wanting to be asked back."""
    if _SEARCHES.search(text) or _BETTER.search(text):
        return True
    return not text.isascii() and bool(_UNSPACED.search(text))
