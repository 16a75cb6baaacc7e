"""What mail programs call the fields of a forwarded mail and how they announce it, in forty languages."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Role = Literal["from", "to", "cc", "date", "subject", "other"]

_KEYS: dict[Role, str] = {
    "from": """
        од|nga|oddi wrth|kimdən|გამგზავნი|кімнен|ումից|থেকে|प्रेषक|frå
        from|sender|von|absender|de|expéditeur|expediteur|envoyé par|remitente|enviado por|da|mittente
        remetente|van|afzender
        från|avsändare|fra|avsender|afsender|lähettäjä|od|nadawca|odesílatel|odesilatel|odosielateľ|feladó
        küldő
        expeditorul|expeditor|de la|от|от кого|отправитель|від|від кого|відправник|šalje|pošiljatelj
        pošiljalac|pošilja|šalje se
        подател|од|пошиљалац|από|αποστολέας|kimden|gönderen|gonderen|מאת|من|المرسل|از|فرستنده|差出人
        送信者|送信元
        发件人|寄件者|寄件人
        發件人|보낸 사람|보낸사람|발신|발신자|từ|người gửi|จาก|ผู้ส่ง|dari|pengirim|daripada|saatja|kellelt
        nuo|siuntėjas
        no|sūtītājs
        remitent|nork|igorlea|frá|sendandi|remitente de|द्वारा|प्रेषक|oddělesílatel|ó|oddać|mula sa
        avsent fra|sent by
    """,
    "to": """
        për|at|kimə|მიმღები|кімге|ում|প্রতি|को
        to|recipient|recipients|an|empfänger|à|a|destinataire|destinataires|pour|para|destinatario
        destinatarios|destinatario/s
        destinatari|destinatário|destinatários|aan|ontvanger|ontvangers|till|mottagare|til|modtager
        mottaker|mottakere
        vastaanottaja|vastaanottajat|kenelle|do|adresat|komu|příjemce|pro|pre|príjemca|címzett|címzettek
        către|catre
        destinatarul|кому|получатель|одержувач|до|получател|prima|za|primatelj|primalac|prejemnik|за|прима
        προς|παραλήπτης
        παραλήπτες|kime|alıcı|alici|kimə|אל|إلى|الى|المستلم|به|گیرنده|宛先|送信先|收件人|收件者|받는 사람
        받는사람|수신|수신자|tới|đến
        người nhận|ถึง
        ผู้รับ|kepada|untuk|penerima|adressaat|saaja|kellele|kam|gavėjas|saņēmējs|per a|per|destinatari/s
        nori|hartzailea
        viðtakandi|को|sent to
    """,
    "cc": """
        a/c|sk|s.k.|s/k|afskrif|копија|nüsxə|ასლი|көшірме|պատճեն|অনুলিপি|प्रतिलिपि|cóip
        cc|kopie|copie|copia|cópia|copie à|kopia|kopi|kopio|dw|do wiadomości|udw|kopie (cc)|kópia|másolat
        másolatot kap|копия
        копія|копие|bilgi|kk|kp|kopija|kopje|κοιν|κοιν.|κοινοποίηση|עותק|נסיכה|نسخة|نسخة إلى|رونوشت|抄送|副本
        参照
        참조|ซีซี|สำเนา
        tembusan|koopia|kópiá|in kopie|in copia|en copia|em cópia|bcc|cci|cco|ccn|bilindkopie|blindkopie
        copie cachée|afrit
        c.c.|cc kopie|másolat (cc)|copia oculta|密件抄送|숨은 참조|kopija (cc)|copie carbone|kópia (cc)
        kopiert
        kopie an
    """,
    "date": """
        gestuur|испратено|dërguar|anfonwyd|göndərildi|გაგზავნილია|жіберілді|ուղարկված|পাঠানো|भेजा गया|seolta
        date|sent|sent on|sent at|date sent|received|datum|gesendet|gesendet am|gesendet um|envoyé
        envoyé le|envoyée|date d'envoi|fecha|enviado
        enviado el|enviado em|enviada|enviada em|fecha de envío|data|inviato|inviato il|data invio
        data de envio|data do envio|verzonden|verstuurd|verzonden op|datum verzonden|skickat|skickades
        skickat den|dato|sendt
        sendt den|päivämäärä|pvm|päiväys|lähetetty|lähetysaika|wysłano|wysłane|odesláno|posláno|odoslané
        odoslaná|poslané|dátum|elküldve|küldve|küldés dátuma
        dată|trimis|trimisă|data trimiterii|дата|отправлено|отправлен|дата отправки|надіслано|відправлено
        изпратено|poslano|poslato|poslano dne|послато|датум|ημερομηνία
        στάλθηκε|απεστάλη|tarih|gönderildi|gönderilme|gönderim tarihi|gönderme tarihi|gönderilen|תאריך|נשלח
        בתאריך|تاريخ|التاريخ|تم الإرسال|أرسلت|تاريخ الإرسال|تاریخ|ارسال
        日付|送信日時|日時|送信日|发送时间|发送日期|日期|时间|傳送日期|寄件日期|傳送時間|寄送日期
        보낸 날짜|날짜|일시|보낸날짜|보낸 시간|작성일|đã gửi|ngày|ngày gửi
        gửi|vào|วันที่|ส่ง|ส่งเมื่อ|tanggal
        dikirim|terkirim|tarikh|dihantar|kuupäev|saatmisaeg|saadetud|išsiųsta|data ir laikas|siųsta
        nosūtīts|datums|enviat|enviat el|data d'enviament|bidalia
        dagsetning|sent þann|दिनांक|date et heure|datum und uhrzeit|datum/zeit|datum/uhrzeit
    """,
    "subject": """
        subjekti|pwnc|mövzu|თემა|тақырып|թեմա|বিষয়|विषय|ábhar
        subject|betreff|objet|sujet|asunto|oggetto|assunto|onderwerp|ämne|emne|aihe|otsikko|temat|předmět
        predmet|vec
        tárgy|subiect|subiectul|тема|относно|предмет|tema|naslov|zadeva|θέμα|konu|נושא|الموضوع|موضوع|件名|題名
        主题|主旨|主題|标题|標題|제목
        chủ đề|tiêu đề|เรื่อง|หัวเรื่อง|perihal|subjek|judul|teema|temats|tēma|assumpte|gaia|efni|विषय
        mövzu|re
    """,
    "other": """
        reply-to|reply to|antwoord aan|odgovori na|odpovedať|odpověď na|odpowiedź|răspuns către|vastaus
        yanıt adresi|кому відповісти|ответ|antwort an|antwort-an|répondre à|responder a|rispondi a
        beantwoorden aan|svar til
        svara till|svar-til
        vastausosoite|odpowiedz do|odpověď komu|válaszcím|répondre|ответить|reply|attachments|attachment
        anlagen|anlage|anhang
        pièces jointes|pièce jointe|datos adjuntos|adjuntos|allegati|allegato|anexos|anexo|bijlagen|bijlage
        bilagor|bifogade filer|vedhæftede filer
        vedlegg|liitteet|załączniki|přílohy|prílohy|mellékletek|atașamente|вложения|вкладення|ekler
        添付ファイル
        附件|첨부 파일|첨부파일
        importance|wichtigkeit|priorität|importancia|priority|importância|priorité|belang|prioritet
        priorità|sensitivity|vertraulichkeit
        organization|organisation|message-id|list-id|mailed-by|signed-by|mailed by|signed by|security
        resent-from|resent-to|resent-date|x-mailer
        categories|kategorien|flag|flag status|follow up flag|content-type|in-reply-to|references
        user-agent|return-path|delivered-to
    """,
}  # fmt: skip


def normal_key(key: str) -> str:
    """A field name without stars, spaces and case, ready to look up."""
    return unicodedata.normalize("NFC", " ".join(key.strip("*_ \t").casefold().split()))


ROLES: dict[str, Role] = {
    normal_key(word): role
    for role, words in reversed(_KEYS.items())
    for line in words.strip().splitlines()
    for word in line.split("|")
}

_FORWARD = r"""
    forward|fwd\b|message\ transmis|перенаправл|iletilm|weitergeleitet|weiterleit|transf[ée]r
    |réexpédi|r[ée]acheminé|reenvia|reexpedi|encaminha
    |reencaminha|inoltrat|doorgestuurd
    |przekazan|przekazywan|przesłan|przesyłan|vidarebefordra|videresend|vidaresend|välitet|edelleenlähet
    |přeposlan|přeposílan|předan|preposlan|preposielan
    |továbbít|redirec|retransmis|пересыла|пересла|переадрес|пересил|препрат|препраћ|proslij|prosleđ
    |posredovan|prepos|iletilen|yönlendir|ileti\ başlang
    |προωθ|הועבר|המועבר|محول|معاد\ توجيه|إعادة\ توجيه|هدایت|بازارسال|転送|转发|轉寄|轉發|전달|chuyển\ tiếp
    |ส่งต่อ
    |diteruskan|dimajukan
    |edastatud|persiųst|pārsūtīt|reenviat|birbidal|framsen
"""
_ORIGINAL = r"""
    original|ursprüngliche|message\ d[’']origine|oorspronkelijk|oryginaln|oprindelig|opprinnelig|alkuperäi
    |původní|pôvodn|eredeti
    |исходн|оригинал|початков|izvorn|prvotn|orijinal|özgün|αρχικό|מקורי|הודעה\ מקורית|الأصلية|رسالة\ أصلية
    |اصلی|元のメッセージ|原始|原邮件|원본|gốc|ต้นฉบับ|asli
    |algne|originali|pradinis|sākotnēj
"""
FORWARD_PHRASE = re.compile(_FORWARD, re.IGNORECASE | re.VERBOSE)
ORIGINAL_PHRASE = re.compile(_ORIGINAL, re.IGNORECASE | re.VERBOSE)
END_PHRASE = re.compile(r"\b(?:end(?:e)?|fin|fine|slut|koniec|konec)\b|конец|кінець|结束", re.IGNORECASE)
ON_BEHALF = re.compile(
    r"\s(?:on behalf of|im auftrag von|de la part de|en nombre de|per conto di|em nome de|namens"
    r"|i w imieniu|w imieniu"
    r"|på uppdrag av|på vegne af|på vegne av|puolesta|jménem|от имени|代表|代理)\s",
    re.IGNORECASE,
)

# Prefixes that programs put before the subject. Programs disagree about some ("VS" answers in Finnish
# Outlook and forwards in others, "R" and "I" are letters): those stand in neither or need the colon.
_FORWARD_PREFIX = frozenset(
    """
    fw fwd wg tr rv enc vb vl i doorst vs vid vidarebef trans transf transfer pd fs továbbítás továbbít tov
    rvd reenv encaminhada encaminhado weitergel fwrd 转发 轉寄 轉發 転送 전달 fyi ileti ilt yönl prosl
    proslj προωθ πρθ נשלח הועבר تحويل
    переслано пересл видих препр přep edasi pers pārs trs i̇lt vl
    """.split()
)
_REPLY_PREFIX = frozenset(
    """
    re aw sv antw antwort rép rep réf ref rif r odp ynt yan atb ad res resp rsp bls vá vast vast. ответ
    відп odg
    回复 答复 回覆 答覆 返信 답장 회신 תשובה השב رد απ σχετ ats atbilde vast tr:re
    """.split()
)
_PREFIX = re.compile(r"\s*\[?([^\s:：\[\]\d]{1,12})(?:\s?[\[(]\d{1,3}[\])]|\d{1,2})?\s?[:：]\]?\s*")


def subject_kind(subject: str) -> Literal["forward", "reply", "plain"]:
    """What the outermost prefix of a subject says the mail is."""
    match = _PREFIX.match(subject[:200])
    word = match[1].casefold() if match else ""
    if word in _REPLY_PREFIX:
        return "reply"
    return "forward" if word in _FORWARD_PREFIX else "plain"


def bare_subject(subject: str) -> str:
    """The subject without any reply and forward prefixes."""
    for _ in range(10):
        match = _PREFIX.match(subject[:200])
        if not match or match[1].casefold() not in _REPLY_PREFIX | _FORWARD_PREFIX:
            break
        subject = subject[match.end() :]
    return subject.strip()
