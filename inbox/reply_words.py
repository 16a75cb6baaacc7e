"""How people begin a mail, and how they and their mail programs end it, in many languages."""

from __future__ import annotations

import re

SENT_FROM = re.compile(
    r"""^\W{0,3}(?:
    (?:sent|get|download|envoyé|obtenez|gesendet|von\ meinem|diese\ nachricht\ wurde\ von
    |hol(?:en)?\s.{0,20}outlook|enviado|obtener|obtenha|obter|inviato|scarica|ottieni|verzonden|verstuurd
    |download
      |skickat|skickades|hämta|sendt|hent|få\ outlook|lähetetty|hanki|wysłan[eo]|pobierz|odesláno|získat
      |stáhnout|odoslané|získajte|elküldve|letöltés|trimis|descărcați|obțineți
      |отправлено|скачать|надіслано|poslano|gönderildi|iphone['’]?umdan|στάλθηκε|נשלח|أُرسلت|تم\ الإرسال
      |saadetud|išsiųsta|nosūtīts|đã\ gửi|gửi\ từ|dikirim|enviat|envoyé\ avec)
      \b.{0,80}(?:iphon|ipad|android|mobile|mobil|handy|smartphone|samsung|galaxy|blackberry|outlook|mail
      |yahoo|proton|spark|superhuman|gmx|web\.de|telefon|telefone|teléfono|téléphone|telefoon|telefono
      |phone|móvil|puhelim|device|gerät|appareil|urządze|airmail|hey|front|missive|windows|huawei|xiaomi
      |pixel|tablet|aquamail|bluemail|edison)
    |von\ meinem\ .{0,30}gesendet
    |(?:iphone|ipad|android|galaxy)\w{0,4}\s?(?:から送信|에서\ 보냄|发送自|傳送).{0,20}
    |.{0,30}(?:から送信|에서\ 보냄|에서\ 보낸).{0,20}
    |(?:发自|從我的|从我的|发送自|傳送自|寄自).{0,40}
    )""",
    re.IGNORECASE | re.VERBOSE,
)

_CLOSINGS = """
    regards|kind regards|best regards|warm regards|warmest regards|kindest regards|best wishes|all the best
    many thanks|thanks
    thank you|thanks so much|thanks again|thx|cheers|best|kr|br|rgds|sincerely|sincerely yours
    yours sincerely|yours faithfully|yours truly|yours|with kind regards
    with best regards|with thanks|thanks and regards|thanks & regards|thanks & best regards
    thanks in advance|talk soon|speak soon|take care|warmly|cordially|respectfully|kind rgds|ta
    mit freundlichen grüßen|mit freundlichen grüssen|mit freundlichem gruß|mit freundlichem gruss
    freundliche grüße|freundliche grüsse|viele grüße|viele grüsse|beste grüße|beste grüsse|liebe grüße
    liebe grüsse
    herzliche grüße|herzliche grüsse|schöne grüße|mfg|lg|vg|bg|gruß|gruss|grüße|grüsse|mit besten grüßen
    mit herzlichen grüßen|viele liebe grüße|hochachtungsvoll|danke|vielen dank|danke und gruß|besten dank
    cordialement|bien cordialement|bien à vous|bien à toi|sincères salutations|salutations
    meilleures salutations|amicalement|bonne journée|bonne soirée|cdlt|cdt|merci|merci d'avance
    merci beaucoup
    respectueusement|à bientôt|bien amicalement|belle journée|très cordialement|avec mes remerciements
    saludos|un saludo|saludos cordiales|un cordial saludo|cordialmente|atentamente|atte|un abrazo|abrazos
    gracias|muchas gracias|mil gracias|gracias y saludos|reciba un cordial saludo|saludos y gracias
    salutacions
    cordiali saluti|distinti saluti|saluti|un saluto|un caro saluto|a presto|grazie|grazie mille
    buona giornata|cari saluti|grazie e saluti|in fede
    met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|vriendelijke groeten|mvg|groet
    groeten|hartelijke groet|hartelijke groeten|met hartelijke groet|bedankt|alvast bedankt|dank je|dank u
    fijne dag
    atenciosamente|cumprimentos|com os melhores cumprimentos|melhores cumprimentos|abraço|abraços|um abraço
    obrigado|obrigada|muito obrigado|att|at.te|cordiais saudações|grato|grata
    pozdrawiam|z poważaniem|pozdrowienia|z pozdrowieniami|serdecznie pozdrawiam|dziękuję|dzięki
    pozdrawiam serdecznie|łączę pozdrowienia
    med vänliga hälsningar|med vänlig hälsning|vänliga hälsningar|vänlig hälsning|hälsningar|mvh
    bästa hälsningar|tack|tack på förhand|allt gott|hälsar
    med venlig hilsen|venlig hilsen|venlige hilsner|mange hilsner|hilsen|vh|kh|de bedste hilsner
    bedste hilsner|tak|mange tak|på forhånd tak|hilsner
    med vennlig hilsen|vennlig hilsen|mvh|beste hilsen|takk|på forhånd takk|hilsen fra
    ystävällisin terveisin|terveisin|parhain terveisin|yst. terv.|t.|terv.|kiitos|kiitos etukäteen
    ystävällisesti|mukavaa päivää
    s pozdravem|s přátelským pozdravem|hezký den|zdravím|děkuji|díky|srdečně|s úctou|s pozdravom|ďakujem
    pekný deň
    üdvözlettel|tisztelettel|köszönettel|üdv|köszönöm|cu stimă|cu respect|mulțumesc|o zi bună|cu prietenie
    multumesc
    с уважением|всего доброго|с наилучшими пожеланиями|спасибо|з повагою|дякую|поздрави|с уважение
    s poštovanjem|srdačan pozdrav|lijep pozdrav|pozdrav|lep pozdrav|hvala|lp|s spoštovanjem
    saygılarımla|saygılar|iyi çalışmalar|teşekkürler|sevgiler|selamlar|με εκτίμηση|φιλικά|ευχαριστώ
    χαιρετισμούς
    בברכה|תודה|בכבוד רב|مع التحية|تحياتي|مع خالص التحية|شكرا|よろしくお願いします|よろしくお願いいたします
    敬具|此致|敬礼|祝好|谢谢|顺祝商祺
    감사합니다|드림
    lugupidamisega|tervitades|parimate soovidega|pagarbiai|su pagarba|geriausi linkėjimai|ar cieņu
    ar sveicieniem|trân trọng|thân ái|salam|hormat saya|terima kasih|atentament|salutacions|kveðja
"""  # fmt: skip

CLOSINGS = frozenset(
    " ".join(word.casefold().split()) for line in _CLOSINGS.strip().splitlines() for word in line.split("|")
)

# A short line around one of these closes a mail too: "Viele Grüße aus Köln", "LG Sam".
CLOSING_ROOTS = frozenset(
    """
    regards wishes grüße grüsse gruß gruss groet groeten saludos saludo saluti saluto hilsen hilsner hälsning
    hälsningar pozdrawiam pozdrowienia salutations cordialement cumprimentos terveisin pozdravem üdvözlettel
    atentamente sincerely mfg lg vg mvg mvh abrazo abraço saygılarımla poštovanjem pozdrav
    """.split()
)

CONTACT_LINE = re.compile(
    r"""^\W{0,3}(?:
      (?:t|m|e|w|f|p|d|c|tel|mob|mobile|phone|fax|office|direct|cell|web|email|e-?mail|fon|telefon|mobil
      |handy|tél|tel|portable|móvil|tlf|puh|www)\s?[.:|/)]
      | (?:\+|00)?\d[\d\s().\-/]{6,25}$
      | (?:https?://|www\.)\S{3,200}$
      | \S{1,64}@\S{3,100}$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
DISCLAIMER = re.compile(
    r"confidential|privileged|intended (?:solely|only) for|intended recipient|disclaimer|vertraulich"
    r"|confidentiel|confidencial"
    r"|riservat|vertrouwelijk|poufn|registered (?:in|office)|company (?:no|number|reg)|amtsgericht"
    r"|handelsregister|geschäftsführ"
    r"|please consider the environment|think before you print|before printing|virus-free|avast\.com"
    r"|unsubscribe",
    re.IGNORECASE,
)
# What security gateways put on top of a mail from outside.
BANNER = re.compile(
    r"^\W{0,6}(?:external|caution|warning|notice|you don['’]t often get|achtung|vorsicht|warnung|extern"
    r"|attention|avertissement"
    r"|externe|atención|precaución|advertencia|attenzione|let op|waarschuwing|atenção|cuidado|varning"
    r"|advarsel|varoitus"
    r"|uwaga|ostrzeżenie|pozor|upozornění)\b.{0,300}(?:outside|external|e-?mail from|click|links?\b|sender"
    r"|absender|extern"
    r"|externe|expéditeur|liens|clic|remitente|enlaces|mittente|afzender|koppeling|remetente|avsändare"
    r"|afsender|avsender"
    r"|lähettäjä|nadawc|odesílatel)",
    re.IGNORECASE,
)

# What stands before the name of somebody who is spoken to; for folded text.
GREETED = re.compile(
    r"^\W*(?:hi|hello|hey|dear|good \w+|hallo|lieber?|liebes|sehr geehrte[rns]?|guten \w+|moin|"
    r"servus|bonjour|chere?|salut|hola|buen[oa]s \w+|estimad[oa]s?|querid[oa]s?|ola|bo[ma] \w+|"
    r"car[oaie]|prezad[oa]s?|ciao|buongiorno|gentile|egregi\w|beste|geachte|hoi|hej|god \w+|kaere|"
    r"kjaere|basta|"
    r"szanown\w+|drog[ia]\w*|dzien dobry|witam|dobry den|vazen\w+|thanks|thank you|thx|danke\w*|"
    r"vielen dank|besten dank|merci|gracias|grazie|obrigad[oa]|bedankt|dank \w+|tak|tack|takk|"
    r"dziek\w+)(?![a-z])[^.!?:]{0,24}$"
)
