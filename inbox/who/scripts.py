"""Names and companies in scripts that an address cannot spell: Cyrillic and Greek letter by letter, the
others by the marks people put around a name.
"""

from __future__ import annotations

import re

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya i yi ye g u".split(),
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋ",
        "a v g d e z i th i k l m n x o p r s s t y f ch ps o a e i i o y o i y".split(),
        strict=True,
    )
)
_GREEK_SOUNDS = tuple(  # two letters for one sound, which begins a word (Ντίνος, Dinos) or not (Λαμπρινός)
    (re.compile(pattern), sound)
    for letters, alone, inside in (("μπ", "b", "mb"), ("ντ", "d", "nd"), ("γκ", "g", "ng"))
    for pattern, sound in ((rf"(?<!\w){letters}", alone), (letters, inside))
)
_LETTERS = str.maketrans({k: v.replace("-", "") for k, v in (_CYRILLIC | _GREEK).items()})
_SHORT = str.maketrans({"х": "h", "ц": "c", "ю": "ju", "я": "ja", "й": "j", "ё": "yo", "в": "w"})
_SPELLABLE = re.compile("[\u0370-\u03ff\u0400-\u04ff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u05ff\u0600-\u06ff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_HAN = "\u3400-\u9fff"

# The hundred commonest family names of China, and those of two characters.
_FAMILY = (
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕"
    "呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍"
    "万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文"
)
_CHINESE_NAME = re.compile(
    rf"(?:(?<![{_HAN}])|(?<=的))(?:联系人|聯絡人|客户|客戶|推荐|推薦|介绍|介紹|请联系|請聯絡|联系|聯絡)?"
    rf"((?:欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|[{_FAMILY}])[{_HAN}]{{1,2}})"
    rf"(?=(?:先生|女士|小姐|总|總|经理|經理)|[^{_HAN}]|$)"
)
_CHINESE_COMPANY = re.compile(
    rf"(?:[{_HAN}]{{0,3}}(?:推荐|推薦|介绍|介紹|联系|聯絡|来自|來自))?"
    rf"([{_HAN}A-Za-z0-9]{{2,20}}?(?:公司|集团|集團|工厂|酒店|医院|學校|学校|银行|事务所|研究院|厂))"
)
_KOREAN_NAME = re.compile(  # a family name, one or two syllables, and what people are called by
    r"(?<![가-힣])([김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염추도석선설]"
    r"[가-힣]{1,2})(?=\s?(?:팀장|대표|과장|부장|차장|이사|사장|실장|본부장|원장|점장|매니저|대리|님|씨|선생))"
)
_JAPANESE_COMPANY = re.compile(
    rf"(?:^|[はのが、。\s「]|である)([{_HAN}\u30a0-\u30ff]{{1,12}}"
    r"(?:製作所|工業|商店|商会|商事|建設|工務店|病院|クリニック|旅館|ホテル|物流|運輸|食品|フーズ|銀行|印刷|電機|自動車|薬局|大学|法人|"
    r"酒造|製菓|不動産|設計|事務所))(?=[のはがを、。」\s]|$)"
)
_KOREAN_COMPANY = re.compile(  # what firms end in, and the particle behind it
    r"(?<![가-힣])([가-힣A-Za-z]{1,10}(?:물류|산업|전자|건설|식품|상사|병원|의원|학원|은행|제약|베이커리|호텔|테크|시스템|시스템즈|그룹"
    r"|푸드|운수|유통|물산|공업|기업|인쇄|농장|어린이집|요양원))(?=의|에서|에|을|를|은|는|이|가|\s|[,.)]|$)"
)
_HEBREW_COMPANY = re.compile(
    r"(?:מחברת|חברת|בחברת|של חברת)\s+([^\s,.\n]+(?:\s[^\s,.\n]+)?)(?=[,.\n]|\s\S+\s*\S+@|$)"
)
_QUOTED_COMPANY = re.compile(
    r"(?:(?:ООО|ОАО|ЗАО|ПАО|АО|ИП|ТОО|ТОВ|ПП|ФОП|НПО|компани\w{1,3}|фирм\w{1,3}|клиник\w{1,3}|завод\w{0,2}|"
    r"магазин\w{0,2}|гостиниц\w{1,3}|отел\w{1,2}|групп\w{1,3}|агентств\w{1,2}|фабрик\w{1,3}|центр\w{0,2}|"
    r"студи\w{1,3}|ресторан\w{0,2}|школ\w{1,2}|аптек\w{1,3})\s{1,2})[«\"“„][^«»\"“”„\n]{2,60}[»\"”“]",
    re.IGNORECASE,
)
_GENERIC = re.compile(r"(?:компани|фирм)\w*\s+", re.IGNORECASE)


_CALLED = re.compile(
    r"(?:\bעם|\bאת|\bמר|\bגב['׳]|\bאיש הקשר(?: הוא)?|\bשמו|\bשמה|\bمع|\bالسيدة?|\bالأستاذة?|\bالدكتورة?)\s+"
    r"([^\W\d_]+\s[^\W\d_]+)(?=\s+(?:מחברת|מ|من|في|ב)|\s*[,،(.\n])"
)


def is_spellable(text: str) -> bool:
    """True for Cyrillic and Greek, whose letters have Latin counterparts."""
    return bool(_SPELLABLE.search(text))


def is_caseless(text: str) -> bool:
    """True for Hebrew and Arabic: no capitals to know a name by, no vowels to find it in an address."""
    return not text.isascii() and bool(_RIGHT_TO_LEFT.search(text)) and not _LATIN.search(text)


def romanised(text: str) -> tuple[str, str]:
    """The two usual ways to write lower-case Cyrillic or Greek in Latin letters."""
    for letters, sound in _GREEK_SOUNDS:
        text = letters.sub(sound, text)
    return text.translate(_LETTERS), text.replace("ье", "ie").translate(_SHORT).translate(_LETTERS)


def named_near(text: str, begin: int, stop: int, near: int) -> str:
    """The Chinese, Hebrew or Arabic name that stands closest to a place, best before it."""
    found = [
        m for pattern in (_CHINESE_NAME, _KOREAN_NAME, _CALLED) for m in pattern.finditer(text, begin, stop)
    ]
    return (
        min(found, key=lambda m: near - m.end() if m.end() <= near else 2 * (m.start() - near))[1]
        if found
        else ""
    )


def company_in(text: str) -> tuple[str, int] | None:
    """A company named as its script does it: «…» behind its kind, 製作所 at its end, חברת before it."""
    if text.isascii():
        return None
    if match := _QUOTED_COMPANY.search(text):
        shown = _GENERIC.sub("", match.group())
        return (shown.strip('«»"“”„') if shown[0] in '«"“„' else shown), match.start()
    for pattern in (_JAPANESE_COMPANY, _KOREAN_COMPANY, _HEBREW_COMPANY):
        if match := pattern.search(text):
            return match[1], match.start(1)
    if match := _CHINESE_COMPANY.search(text):
        return match[1], match.start(1)
    return None
