"""Which language a text is in, by its commonest small words."""

from __future__ import annotations

import re
from functools import lru_cache

_SMALL_WORDS = {
    "en": (
        "the and you your for with this that have will not are was from our would they please here who "
        "is of to it be"
    ),
    "de": (
        "der die das und ich nicht sie mit ist für auf ein eine wir von den dem zu haben wird auch bei "
        "ihnen bitte hallo wie noch"
    ),
    "fr": (
        "le la les et vous pour est une des dans que qui nous pas avec sur votre sont bonjour merci ce "
        "je il elle au cette de suis mon"
    ),
    "es": (
        "el los las que para con por una está usted nos hola gracias muy pero más como su del se es lo "
        "os al saludos de estoy desde"
    ),
    "nl": (
        "de het een en van je niet met voor zijn dat wij ik aan ook wordt bij naar hebben graag deze "
        "groet u kan heb ze"
    ),
    "pt": (
        "o os uma que para com não você por são está obrigado olá mais mas como do da em dos ao nos seu "
        "sua um as é eu de estou meu"
    ),
    "it": (
        "il gli che per con una non sono del della è buongiorno grazie anche ma questo si nel di vi alla "
        "ho ci lo come"
    ),
    "pl": (
        "i w na nie że się jest do z dla pan pani proszę dziękuję ale jak są od po to oraz czy dzień "
        "dobry mnie"
    ),
    "sv": (
        "och att det är jag som på för med inte vi har till av ett hej tack du den kan om från "
        "hälsningar en de"
    ),
    "da": (
        "og at det er jeg som på for med ikke vi har til af et hej tak du den kan om fra hilsen en de også"
    ),
    "no": (
        "og at det er jeg som på for med ikke vi har til av et hei takk du den kan om fra hilsen en de også"
    ),
    "fi": (
        "ja on ei että se hän kanssa mutta ovat oli olen kun niin tai myös hei kiitos terveisin minä "
        "meidän voi jos"
    ),
    "cs": (
        "a je na se že v s to pro ale jsem jsou by prosím děkuji dobrý den od do jako také nebo si má "
        "mám které"
    ),
    "hu": "a az és hogy nem is egy van köszönöm kérem üdvözlettel szia vagy csak meg mint lesz",
    "ro": "și este în la cu pentru nu că sunt mai bună ziua mulțumesc o să din pe care",
    "tr": "ve bir bu için ile merhaba teşekkürler çok değil olarak daha ben sizin da de",
    "hr": "i je u na se da za od su nije ali kao pozdrav hvala molim sam bi li",
    "sk": "a je na sa že v s to pre ale som sú by prosím ďakujem dobrý deň od do ako tiež",
}
_WEIGHTS: dict[str, tuple[str, ...]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _WEIGHTS[_word] = (*_WEIGHTS.get(_word, ()), _language)

_LETTERS = {
    "de": "ßäöü", "fr": "çèêëîïœùûàâ", "es": "ñ¿¡áíóú", "pt": "ãõçáâê", "it": "àèìòù", "pl": "ąćęłńśźż",
    "sv": "åäö", "da": "æøå", "no": "æøå", "fi": "äö", "cs": "ěřůčšž", "hu": "őűáé", "ro": "ăâîșț",
    "tr": "ışğ", "hr": "čćđšž", "sk": "ľĺŕôťď",
}  # fmt: skip
_ALPHABETS = tuple(
    (language, re.compile(f"[{letters}]"))
    for language, letters in (
        ("ja", "\u3040-\u30ff"),
        ("ko", "\uac00-\ud7af"),
        ("zh", "\u4e00-\u9fff"),
        ("el", "\u0370-\u03ff"),
        ("he", "\u0590-\u05ff"),
        ("ar", "\u0600-\u06ff"),
        ("th", "\u0e00-\u0e7f"),
    )
)
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_UKRAINIAN = re.compile("[іїєґ]")
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(64)
def guess_language(text: str, default: str = "en") -> str:
    """The ISO 639-1 code of the text's language; `default` when there is too little to tell."""
    text = text[:3_000].lower()
    letters = sum(map(str.isalpha, text)) or 1
    for language, alphabet in _ALPHABETS:
        if len(alphabet.findall(text)) * 4 > letters:
            return language
    if len(_CYRILLIC.findall(text)) * 4 > letters:
        return "uk" if _UKRAINIAN.search(text) else "ru"
    scores: dict[str, float] = {}
    for word in _WORD.findall(text):
        for language in _WEIGHTS.get(word, ()):
            scores[language] = scores.get(language, 0.0) + 1 + 1 / len(_WEIGHTS[word])
    for language, marks in _LETTERS.items():
        if hits := sum(map(text.count, marks)):
            scores[language] = scores.get(language, 0.0) + min(hits, 12) * 0.6
    best = max(scores, key=lambda code: (scores[code], code == default), default=default)
    return best if scores.get(best, 0.0) >= 2.5 else default
