"""Forwards in other scripts, from rarer mail programs and from careless hands."""

from __future__ import annotations

from tests.inbox.forward_case import JANE, JANE_AT, SAM_AT, WORDS, Case, quoted

RARITIES = (
    Case(
        "arabic outlook with direction marks",
        f"""One for you.

\u202bمن: Jane Dough <{JANE_AT}>
تم الإرسال: الاثنين، 2 فبراير، 2026 18:41
إلى: Sam Poe <{SAM_AT}>\u202c
الموضوع: Payroll

{WORDS}
""",
    ),
    Case(
        "greek outlook",
        f"""One for you.

Από: Jane Dough <{JANE_AT}>
Στάλθηκε: Δευτέρα, 2 Φεβρουαρίου 2026 18:41
Προς: Sam Poe <{SAM_AT}>
Θέμα: Payroll

{WORDS}
""",
    ),
    Case(
        "french outlook with spaces before the colons",
        f"""One for you.

De\u00a0: Jane Dough <{JANE_AT}>
Envoyé\u00a0: lundi 2 février 2026 18:41
À\u00a0: Sam Poe <{SAM_AT}>
Objet\u00a0: Payroll

{WORDS}
""",
        subject="TR: Payroll",
    ),
    Case(
        "swedish outlook",
        f"""One for you.

Från: Jane Dough <{JANE_AT}>
Skickat: den 2 februari 2026 18:41
Till: Sam Poe <{SAM_AT}>
Ämne: Payroll

{WORDS}
""",
        subject="VB: Payroll",
    ),
    Case(
        "polish gmail with a wrapped subject",
        f"""One for you.

---------- Forwarded message ---------
Od: Jane Dough <{JANE_AT}>
Date: pon., 2 lut 2026 o 18:41
Subject: Payroll
and rotas
To: Sam Poe <{SAM_AT}>


{WORDS}
""",
        about="Payroll and rotas",
    ),
    Case(
        "a language nobody told us about",
        f"""One for you.

---------- Xuiluthe umlayezo ----------
Kusuka: Jane Dough <{JANE_AT}>
Usuku: 2 Feb 2026 18:41
Isihloko: Payroll
Oya: Sam Poe <{SAM_AT}>

{WORDS}
""",
    ),
    Case(
        "all fields in one line",
        f"""One for you.

From: Jane Dough <{JANE_AT}> Sent: Monday, February 2, 2026 6:41 PM To: Sam Poe <{SAM_AT}> Subject: Payroll

{WORDS}
""",
    ),
    Case(
        "markdown links",
        f"""One for you.

**From:** Jane Dough <[{JANE_AT}](mailto:{JANE_AT})>
**Sent:** Monday, February 2, 2026 6:41 PM
**To:** Sam Poe <[{SAM_AT}](mailto:{SAM_AT})>
**Subject:** Payroll

{WORDS}
""",
    ),
    Case(
        "yandex, no field lines at all",
        f"""One for you.

-------- Пересылаемое сообщение --------
02.02.2026, 18:41, "Jane Dough" <{JANE_AT}>:

{WORDS}

-------- Конец пересылаемого сообщения --------
""",
        to=(),
        about="",
    ),
    Case(
        "sent on behalf of somebody",
        f"""One for you.

________________________________
From: Jane Dough <{JANE_AT}> on behalf of Desk <desk@doughworks.example>
Sent: Monday, February 2, 2026 6:41 PM
To: Sam Poe <{SAM_AT}>
Subject: Payroll

{WORDS}
""",
    ),
    Case(
        "spark",
        f"""One for you.

Regards,
Sam
---------- Forwarded message ----------
From: Jane Dough <{JANE_AT}>
Date: 2 Feb 2026 at 18:41 +0000
To: Sam Poe <{SAM_AT}>
Subject: Payroll

{quoted(WORDS)}
""",
        cover="One for you.\n\nRegards,\nSam",
    ),
    Case(
        "airmail, one line under the announcement",
        f"""One for you.

Begin forwarded message:

From: Jane Dough <{JANE_AT}>
Reply: Jane Dough <{JANE_AT}>
Date: 2 February 2026 at 18:41:09
To: Sam Poe <{SAM_AT}>
Subject:  Payroll

{quoted(WORDS)}
""",
    ),
    Case(
        "horde, indented fields",
        f"""One for you.

----- Forwarded message from {JANE_AT} -----
    Date: Mon, 02 Feb 2026 18:41:09 +0000
    From: Jane Dough <{JANE_AT}>
 Subject: Payroll
      To: Sam Poe <{SAM_AT}>

{WORDS}

----- End forwarded message -----
""",
    ),
    Case(
        "gmail, a name cut in two by a long line",
        f"""One for you.

---------- Forwarded message ---------
From: Jane Dough <{JANE_AT}>
Date: Mon, 2 Feb 2026 at 18:41
Subject: Payroll
To: Sam Poe <{SAM_AT}>, Wilhelmina
Featherstonehaugh <w@partnerly.example>

{WORDS}
""",
        to=(("Sam Poe", SAM_AT), ("Wilhelmina Featherstonehaugh", "w@partnerly.example")),
    ),
    Case(
        "outlook, without a subject",
        f"""One for you.

________________________________
From: Jane Dough <{JANE_AT}>
Sent: Monday, February 2, 2026 6:41 PM
To: Sam Poe <{SAM_AT}>
Subject:

{WORDS}
""",
        about="",
    ),
    Case(
        "naver, an empty copy",
        f"""One for you.

-----Original Message-----
From: "Jane Dough" <{JANE_AT}>
To: "Sam Poe" <{SAM_AT}>;
Cc:
Sent: 2026-02-02 (월) 18:41:09 (GMT+09:00)
Subject: Payroll

{WORDS}
""",
    ),
    Case(
        "roundcube, german",
        f"""One for you.

-------- Originalnachricht --------
Betreff: Payroll
Datum: 2026-02-02 18:41
Von: Jane Dough <{JANE_AT}>
An: Sam Poe <{SAM_AT}>

{WORDS}
""",
    ),
    Case(
        "kmail",
        f"""One for you.

----------  Forwarded Message  ----------

Subject: Payroll
Date: Monday, 2 February 2026, 18:41:09 GMT
From: Jane Dough <{JANE_AT}>
To: Sam Poe <{SAM_AT}>

{WORDS}
-----------------------------------------
""",
    ),
    Case(
        "gnus",
        f"""One for you.

-------------------- Start of forwarded message --------------------
From: Jane Dough <{JANE_AT}>
To: Sam Poe <{SAM_AT}>
Subject: Payroll
Date: Mon, 02 Feb 2026 18:41:09 +0000

{WORDS}
-------------------- End of forwarded message --------------------
""",
    ),
    Case(
        "mailmate, one line left unquoted by a careless hand",
        "One for you.\n\nForwarded message:\n\n"
        + quoted(
            f"""From: Jane Dough <{JANE_AT}>
To: Sam Poe <{SAM_AT}>
Subject: Payroll
Date: Mon, 2 Feb 2026 18:41:09 +0000

{WORDS}"""
        ).replace("> please", "please"),
    ),
    Case(
        "windows mail, names only",
        f"""One for you.

Sent from Mail for Windows

From: Jane Dough
Sent: Monday, February 2, 2026 6:41 PM
To: Sam Poe
Subject: Payroll

{WORDS}
""",
        sender=(JANE, ""),
        to=(("Sam Poe", ""),),
        cover="One for you.\n\nSent from Mail for Windows",
    ),
    Case(
        "yahoo plain text, all fields glued together",
        f"""One for you.

   ----- Forwarded Message ----- From: "Jane Dough" <{JANE_AT}>To: "Sam Poe" <{SAM_AT}>Cc: Carl Cox \
<carl@doughworks.example>Sent: Monday, February 2, 2026, 06:41:09 PM GMT+3Subject: Payroll
 {WORDS}
""",
        cc=(("Carl Cox", "carl@doughworks.example"),),
    ),
    Case(
        "yahoo plain text in spanish",
        f"""One for you.

   ----- Mensaje reenviado ----- De: Jane Dough <{JANE_AT}>Para: Sam Poe <{SAM_AT}>Enviado: lunes, 2 de \
febrero de 2026, 18:41:09 CETAsunto: Payroll
 {WORDS}
""",
    ),
    Case(
        "every field behind an empty line, the copy last",
        f"""One for you.

---------- Forwarded message ----------

From: Jane Dough <{JANE_AT}>

Date: Feb 2, 2026, 6:41 PM

Subject: Payroll

To: Sam Poe <{SAM_AT}>

Cc: Carl Cox <carl@doughworks.example>

{WORDS}
""",
        cc=(("Carl Cox", "carl@doughworks.example"),),
    ),
)
