"""Forwards as the widespread mail programs write them."""

from __future__ import annotations

from tests.inbox.forward_case import JANE_AT, SAM_AT, WORDS, Case, quoted

CLASSICS = (
    Case(
        "gmail",
        f"""One for you.

---------- Forwarded message ---------
From: Jane Dough <{JANE_AT}>
Date: Mon, 2 Feb 2026 at 18:41
Subject: Payroll
To: Sam Poe <{SAM_AT}>


{WORDS}
""",
    ),
    Case(
        "gmail, a long address folded onto the next line",
        f"""One for you.

---------- Forwarded message ---------
From: Jane Dough <{JANE_AT}>
Date: Mon, 2 Feb 2026 at 18:41
Subject: Payroll
To: Sam Poe <{SAM_AT}>, Wilhelmina Featherstonehaugh <
wilhelmina.featherstonehaugh@partnerly.example>
Cc: <x@doughworks.example>


{WORDS}
""",
        to=(
            ("Sam Poe", SAM_AT),
            ("Wilhelmina Featherstonehaugh", "wilhelmina.featherstonehaugh@partnerly.example"),
        ),
        cc=(("", "x@doughworks.example"),),
    ),
    Case(
        "outlook desktop, several copies",
        f"""One for you.

From: Jane Dough <{JANE_AT}>
Sent: Monday, February 2, 2026 6:41 PM
To: Poe, Sam <{SAM_AT}>
Cc: Carl Cox <carl@doughworks.example>; Dora Day <dora@doughworks.example>
Subject: Payroll

{WORDS}
""",
        subject="FW: Payroll",
        to=(("Poe, Sam", SAM_AT),),
        cc=(("Carl Cox", "carl@doughworks.example"), ("Dora Day", "dora@doughworks.example")),
    ),
    Case(
        "outlook desktop, fields in stars, importance and attachments",
        f"""One for you.

*From:* Jane Dough [mailto:{JANE_AT}]
*Sent:* Monday, February 2, 2026 6:41 PM
*To:* Sam Poe
*Subject:* Payroll
*Importance:* High
*Attachments:* plan.pdf

{WORDS}
""",
        to=(("Sam Poe", ""),),
    ),
    Case(
        "outlook on the web, german, links doubled",
        f"""One for you.

________________________________
Von: Jane Dough <{JANE_AT}<mailto:{JANE_AT}>>
Gesendet: Montag, 2. Februar 2026 18:41
An: Sam Poe <{SAM_AT}<mailto:{SAM_AT}>>
Cc: Carl Cox <carl@doughworks.example<mailto:carl@doughworks.example>>
Betreff: Payroll

{WORDS}
""",
        subject="WG: Payroll",
        cc=(("Carl Cox", "carl@doughworks.example"),),
    ),
    Case(
        "outlook for mac, original message line",
        f"""One for you.

-----Original Message-----
From: Jane Dough <{JANE_AT}>
Date: Monday, 2 February 2026 at 18:41
To: Sam Poe <{SAM_AT}>
Subject: Payroll
{WORDS}
""",
    ),
    Case(
        "outlook, fields set apart by blank lines",
        f"""One for you.

From: Jane Dough <{JANE_AT}>

Sent: Monday, February 2, 2026 6:41 PM

To: Sam Poe <{SAM_AT}>

Subject: Payroll

{WORDS}
""",
    ),
    Case(
        "apple mail, all quoted",
        "One for you.\n\nBegin forwarded message:\n\n"
        + quoted(
            f"""From: Jane Dough <{JANE_AT}>
Subject: Payroll
Date: 2 February 2026 at 18:41:09 GMT
To: Sam Poe <{SAM_AT}>

{WORDS}"""
        ),
    ),
    Case(
        "apple mail in french on ios, signature below the quote",
        "One for you.\n\nEnvoyé de mon iPhone\n\nDébut du message transféré :\n\n"
        + quoted(
            f"""De: Jane Dough <{JANE_AT}>
Date: 2 février 2026 à 18:41:09 UTC+1
À: Sam Poe <{SAM_AT}>
Objet: Payroll

{WORDS}"""
        ),
        cover="One for you.\n\nEnvoyé de mon iPhone",
    ),
    Case(
        "thunderbird, table as text",
        f"""One for you.


-------- Forwarded Message --------
Subject: \tPayroll
Date: \tMon, 2 Feb 2026 18:41:09 +0000
From: \tJane Dough <{JANE_AT}>
To: \tSam Poe <{SAM_AT}>



{WORDS}
""",
    ),
    Case(
        "thunderbird, values below their keys",
        f"""One for you.

-------- Weitergeleitete Nachricht --------
Betreff:
Payroll
Datum:
Mon, 2 Feb 2026 18:41:09 +0100
Von:
Jane Dough <{JANE_AT}>
An:
Sam Poe <{SAM_AT}>

{WORDS}
""",
    ),
    Case(
        "yahoo",
        f"""One for you.

   ----- Forwarded Message -----
From: "Jane Dough" <{JANE_AT}>
To: "Sam Poe" <{SAM_AT}>
Sent: Monday, February 2, 2026 at 06:41:09 PM GMT
Subject: Payroll

{WORDS}
""",
    ),
    Case(
        "proton, words quoted but fields not",
        f"""One for you.

Sent with Proton Mail secure email.

------- Forwarded Message -------
From: Jane Dough <{JANE_AT}>
Date: On Monday, February 2nd, 2026 at 6:41 PM
Subject: Payroll
To: Sam Poe <{SAM_AT}>

{quoted(WORDS)}
""",
        cover="One for you.\n\nSent with Proton Mail secure email.",
    ),
    Case(
        "fastmail",
        f"""One for you.

----- Original message -----
From: Jane Dough <{JANE_AT}>
To: Sam Poe <{SAM_AT}>
Subject: Payroll
Date: Monday, 2 February 2026 18:41

{WORDS}
""",
    ),
    Case(
        "hubspot",
        f"""One for you.

---------- Forwarded message ---------
From: Jane Dough <{JANE_AT}>
Date: Feb 2, 2026, 6:41 PM
Subject: Payroll
To: Sam Poe <{SAM_AT}>

{WORDS}
""",
    ),
    Case(
        "front, comma between day and time",
        f"""One for you.

---------- Forwarded message ----------
From: Jane Dough <{JANE_AT}>
To: Sam Poe <{SAM_AT}>
Date: February 2, 2026 at 6:41 PM GMT
Subject: Payroll

{quoted(WORDS)}
""",
    ),
    Case(
        "samsung",
        f"""One for you.



Sent from my Galaxy


-------- Original message --------
From: Jane Dough <{JANE_AT}>
Date: 02/02/2026 18:41 (GMT+00:00)
To: Sam Poe <{SAM_AT}>
Subject: Payroll

{WORDS}
""",
        cover="One for you.\n\n\nSent from my Galaxy",
    ),
    Case(
        "zoho, separator twice",
        f"""One for you.

============ Forwarded message ============
From: Jane Dough <{JANE_AT}>
To: "Sam Poe" <{SAM_AT}>
Date: Mon, 02 Feb 2026 18:41:09 +0000
Subject: Payroll
============ Forwarded message ============

{WORDS}
""",
    ),
    Case(
        "mutt, with an end line",
        f"""One for you.

----- Forwarded message from Jane Dough <{JANE_AT}> -----

Date: Mon, 2 Feb 2026 18:41:09 +0000
From: Jane Dough <{JANE_AT}>
To: Sam Poe <{SAM_AT}>
Subject: Payroll
User-Agent: Mutt/2.2

{WORDS}

----- End forwarded message -----
""",
    ),
    Case(
        "em client",
        f"""One for you.

------ Forwarded Message ------
From: "Jane Dough" <{JANE_AT}>
To: "Sam Poe" <{SAM_AT}>
Sent: 02/02/2026 18:41:09
Subject: Payroll

{WORDS}
""",
    ),
    Case(
        "gmx, date first",
        f"""One for you.

Gesendet: Montag, 02. Februar 2026 um 18:41 Uhr
Von: "Jane Dough" <{JANE_AT}>
An: "Sam Poe" <{SAM_AT}>
Betreff: Payroll

{WORDS}
""",
    ),
    Case(
        "lotus notes",
        f"""One for you.

----- Forwarded by Sam Poe/Partnerly on 02/03/2026 09:12 AM -----

From:   Jane Dough <{JANE_AT}>
To:     Sam Poe <{SAM_AT}>
Date:   02/02/2026 06:41 PM
Subject:        Payroll

{WORDS}
""",
    ),
    Case(
        "qq mail, chinese with semicolons",
        f"""One for you.

------------------ 原始邮件 ------------------
发件人: "Jane Dough" <{JANE_AT}>;
发送时间: 2026年2月2日(星期一) 晚上6:41
收件人: "Sam Poe"<{SAM_AT}>;
主题: Payroll

{WORDS}
""",
    ),
    Case(
        "163, full-width colons",
        f"""One for you.

---------- 转发邮件信息 ----------
发件人：Jane Dough <{JANE_AT}>
发送日期：2026-02-02 18:41:09
收件人：Sam Poe <{SAM_AT}>
主题：Payroll

{WORDS}
""",
    ),
    Case(
        "japanese outlook",
        f"""One for you.

差出人: Jane Dough <{JANE_AT}>
送信日時: 2026年2月2日 18:41
宛先: Sam Poe <{SAM_AT}>
件名: Payroll

{WORDS}
""",
        subject="FW: Payroll",
    ),
    Case(
        "korean outlook",
        f"""One for you.

보낸 사람: Jane Dough <{JANE_AT}>
보낸 날짜: 2026년 2월 2일 월요일 오후 6:41
받는 사람: Sam Poe <{SAM_AT}>
제목: Payroll

{WORDS}
""",
    ),
    Case(
        "hebrew outlook",
        f"""One for you.

מאת: Jane Dough <{JANE_AT}>
נשלח: יום שני 02 פברואר 2026 18:41
אל: Sam Poe <{SAM_AT}>
נושא: Payroll

{WORDS}
""",
    ),
)
