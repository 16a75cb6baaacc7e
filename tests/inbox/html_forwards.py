"""HTML as mail programs write it when somebody forwards; there is no plain part to lean on."""

from __future__ import annotations

from tests.inbox.forward_cases import JANE_AT, SAM_AT

_JANE = f'Jane Dough &lt;<a href="mailto:{JANE_AT}">{JANE_AT}</a>&gt;'
_SAM = f'Sam Poe &lt;<a href="mailto:{SAM_AT}">{SAM_AT}</a>&gt;'
_WORDS = "<div>Hello Sam,</div><div><br></div><div>please ring me.</div>"

HTML_FORWARDS = {
    "gmail": f"""<div dir="ltr"><div>One for you.</div><br><div class="gmail_quote gmail_quote_container">
<div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>From:
<strong class="gmail_sendername" dir="auto">Jane Dough</strong> <span dir="auto">&lt;<a
href="mailto:{JANE_AT}">{JANE_AT}</a>&gt;</span><br>Date: Mon, Feb 2, 2026 at 6:41 PM<br>Subject: Payroll<br>
To: Sam Poe &lt;<a href="mailto:{SAM_AT}">{SAM_AT}</a>&gt;<br></div><br><br>{_WORDS}</div></div>""",
    "outlook desktop": f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!--
p.MsoNormal {{margin:0cm}} --></style></head><body lang=EN-GB><div class=WordSection1>
<p class=MsoNormal>One for you.<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>
<p class=MsoNormal><b><span lang=EN-US>From:</span></b><span lang=EN-US> Jane Dough &lt;{JANE_AT}&gt; <br>
<b>Sent:</b> 02 February 2026 18:41<br><b>To:</b> Sam Poe &lt;{SAM_AT}&gt;<br>
<b>Subject:</b> Payroll<o:p></o:p></span></p></div><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal>Hello Sam,<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal>please ring me.<o:p></o:p></p></div></body></html>""",
    "outlook on the web": f"""<div class="elementToProof">One for you.</div><div id="appendonsend"></div>
<hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">
<font face="Calibri" style="font-size:11pt" color="#000000"><b>Von:</b> Jane Dough &lt;{JANE_AT}&gt;<br>
<b>Gesendet:</b> Montag, 2. Februar 2026 18:41<br><b>An:</b> Sam Poe &lt;{SAM_AT}&gt;<br>
<b>Betreff:</b> Payroll</font><div>&nbsp;</div></div>{_WORDS}""",
    "outlook on a phone": f"""<div>One for you.</div><div id="ms-outlook-mobile-signature">
</div><hr><div id="divRplyFwdMsg"><strong>From:</strong> Jane Dough &lt;{JANE_AT}&gt;<br>
<strong>Sent:</strong> Monday, February 2, 2026 6:41:09 PM<br>
<strong>To:</strong> Sam Poe &lt;{SAM_AT}&gt;<br>
<strong>Subject:</strong> Payroll<br></div><br>{_WORDS}""",
    "apple mail": f"""<html><body style="overflow-wrap: break-word;">One for you.<br
id="lineBreakAtBeginning">
<div><br><blockquote type="cite"><div>Begin forwarded message:</div><br class="Apple-interchange-newline">
<div style="margin:0px;"><span style="color:rgba(0,0,0,1.0);"><b>From: </b></span><span>{_JANE}<br></span>
</div>
<div style="margin:0px;"><span><b>Subject: </b></span><span><b>Payroll</b><br></span></div>
<div style="margin:0px;"><span><b>Date: </b></span><span>2 February 2026 at 18:41:09 GMT<br></span></div>
<div style="margin:0px;"><span><b>To: </b></span><span>{_SAM}<br></span></div><br>
<div>{_WORDS}</div></blockquote></div><br></body></html>""",
    "thunderbird": f"""<p>One for you.<br></p><div class="moz-forward-container"><br><br>
-------- Forwarded Message --------<table class="moz-email-headers-table" cellspacing="0" border="0"><tbody>
<tr><th valign="BASELINE" nowrap="nowrap" align="RIGHT">Subject: </th><td>Payroll</td></tr>
<tr><th valign="BASELINE" nowrap="nowrap" align="RIGHT">Date: </th><td>Mon, 2 Feb 2026 18:41:09 +0000</td>
</tr>
<tr><th valign="BASELINE" nowrap="nowrap" align="RIGHT">From: </th><td>Jane Dough
<a class="moz-txt-link-rfc2396E" href="mailto:{JANE_AT}">&lt;{JANE_AT}&gt;</a></td></tr>
<tr><th valign="BASELINE" nowrap="nowrap" align="RIGHT">To: </th><td>Sam Poe
<a class="moz-txt-link-rfc2396E" href="mailto:{SAM_AT}">&lt;{SAM_AT}&gt;</a></td></tr></tbody></table>
<br><br>{_WORDS}</div>""",
    "yahoo": f"""<div class="ydp1yahoo-style-wrap"><div dir="ltr">One for you.</div><div><br></div></div>
<div id="ydp2yahoo_quoted_1" class="ydp2yahoo_quoted"><div><div>----- Forwarded Message -----</div>
<div><b>From:</b> Jane Dough &lt;{JANE_AT}&gt;</div><div><b>To:</b> "Sam Poe" &lt;{SAM_AT}&gt;</div>
<div><b>Sent:</b> Monday, February 2, 2026 at 06:41:09 PM GMT</div><div><b>Subject:</b> Payroll</div>
<div><br></div>{_WORDS}</div></div>""",
    "proton": f"""<div style="font-family: Arial;">One for you.</div><div class="protonmail_quote">
------- Forwarded Message -------<br>From: Jane Dough &lt;{JANE_AT}&gt;<br>
Date: On Monday, February 2nd, 2026 at 6:41 PM<br>Subject: Payroll<br>To: Sam Poe &lt;{SAM_AT}&gt;<br><br>
<blockquote class="protonmail_quote" type="cite">{_WORDS}</blockquote><br></div>""",
    "samsung": f"""<div dir="auto">One for you.</div><div><br></div>
<div style="font-size:100%;color:#000000"><!-- originalMessage --><div>-------- Original message
--------</div>
<div>From: Jane Dough &lt;{JANE_AT}&gt; </div><div>Date: 02/02/2026  18:41  (GMT+00:00) </div>
<div>To: Sam Poe &lt;{SAM_AT}&gt; </div><div>Subject: Payroll </div><div><br></div></div>{_WORDS}""",
    "fastmail": f"""<div style="font-family:Arial;">One for you.<br></div>
<div>----- Original message -----<br></div>
<div>From: Jane Dough &lt;<a href="mailto:{JANE_AT}">{JANE_AT}</a>&gt;<br></div>
<div>To: Sam Poe &lt;<a href="mailto:{SAM_AT}">{SAM_AT}</a>&gt;<br></div><div>Subject: Payroll<br></div>
<div>Date: Monday, 2 February 2026 18:41<br></div><div><br></div>{_WORDS}""",
    "spark": f"""<div name="messageBodySection"><div dir="auto">One for you.</div></div>
<div name="messageReplySection">---------- Forwarded message ----------<br /><b>From:</b> {_JANE}<br />
<b>Date:</b> 2 Feb 2026 at 18:41 +0000<br /><b>To:</b> {_SAM}<br /><b>Subject:</b> Payroll<br /><br />
<blockquote type="cite" class="spark_quote">{_WORDS}</blockquote></div>""",
    "front": f"""<div>One for you.</div><br><blockquote type="cite" class="front-blockquote">
<div>---------- Forwarded message ----------<br>From: {_JANE}<br>To: {_SAM}<br>
Date: February 2, 2026 at 6:41 PM<br>Subject: Payroll</div><br>{_WORDS}</blockquote>""",
    "missive": f"""<div>One for you.</div><div><br></div>
<div class="missive_quote"><div>---------- Forwarded message
----------</div><div>From: <b>Jane Dough</b> &lt;{JANE_AT}&gt;</div>
<div>Date: February 2, 2026 at 6:41 PM</div>
<div>To: <b>Sam Poe</b> &lt;{SAM_AT}&gt;</div><div>Subject: Payroll</div><br>
<blockquote>{_WORDS}</blockquote></div>""",
    "a name whose link is the address": f"""<p>One for you.</p><p><b>De&nbsp;:</b>
<a href="mailto:{JANE_AT}">Jane Dough</a><br><b>Envoyé&nbsp;:</b> lundi 2 février 2026 18:41<br>
<b>À&nbsp;:</b> <a href="mailto:{SAM_AT}">Sam Poe</a><br><b>Objet&nbsp;:</b> Payroll</p>{_WORDS}""",
}
