"""What `/partner` and `/lead` can do: everybody reads of what is theirs to do, and of nothing else."""

from __future__ import annotations

from bot.slack.people import MAY_CLAIM, MAY_SEE_MONEY, MAY_SEE_PARTNERS, Role

MANAGERS = frozenset({"manager"})
_PARTNERS = (
    (MAY_SEE_PARTNERS, "*What I can do about partners*"),
    (
        MAY_SEE_PARTNERS,
        "`/partner status Northwind`  one partner's whole picture, by name, e-mail, domain or tracking ID, "
        "or by whom they introduced",
    ),
    (MAY_SEE_PARTNERS, "`/partner list`  all partners, by name"),
    (MAY_SEE_PARTNERS, "`/partner conflicts`  prospects that two partners introduced"),
    (
        MAY_SEE_MONEY,
        "`/partner payouts Northwind`  what they have coming, with every step; `bonus` and `waive` change it",
    ),
    (
        MAY_SEE_MONEY,
        "`/partner report last month`, `/partner report 2026-Q4 Northwind`  the numbers, of all or of one",
    ),
    (MANAGERS, "`/partner data`  what wants a look in the data"),
    (MANAGERS, "`/partner add`  take a company into the programme"),
    (MANAGERS, "`/partner edit Northwind`  company, people, manager, group, how much they want to hear"),
    (MANAGERS, "`/partner pause Northwind`, `/partner resume Northwind`  no reminders for a while"),
    (
        MAY_SEE_MONEY,
        "`/partner payday`, `/partner owed`, `/partner reconcile`  batches, what is owed, "
        "what the bank confirmed",
    ),
    (MAY_SEE_MONEY, "`/partner payout-details Northwind`  where their money goes"),
    (MAY_SEE_PARTNERS, "`/partner help`  this text"),
)
_LEADS = (
    (MAY_SEE_PARTNERS, "*What I can do about leads*"),
    (MAY_CLAIM, "`/lead mine`  your open leads, the nearest promise first"),
    (MAY_SEE_PARTNERS, "`/lead open`  leads nobody has taken"),
    (MAY_SEE_PARTNERS, "`/lead R-7K3M-9Q`  one lead, or by the name of the company"),
    (
        MAY_CLAIM,
        "`/lead claim R-7K3M-9Q`, `/lead release R-7K3M-9Q`  take it, or put it back where everybody can",
    ),
    (MAY_CLAIM, "`/lead R-7K3M-9Q demo`, `won 30k`  move it to another stage"),
    (MAY_SEE_MONEY, "`/lead R-7K3M-9Q why`, `whatif 50k`  what it earns its partner"),
    (
        MAY_SEE_MONEY,
        "`/lead R-7K3M-9Q collect`, `refund`, `facts`  note a payment, a refund, what comes off the price",
    ),
    (
        MAY_SEE_PARTNERS,
        "`/lead register`  a new referral, also with words: "
        "`/lead register Jane Doe of Acme, jane@acme.example`",
    ),
    (MAY_SEE_PARTNERS, "`/lead help`  this text"),
)
OF_A_PARTNER = """*What I can do for you*
`/partner status`  your referrals and where each of them stands
`/partner payouts`  what you have coming, when, and how it is worked out
`/lead R-7K3M-9Q why`, `/lead R-7K3M-9Q whatif 50k`  what one earns you, or would
`/partner report last quarter`  your numbers
`/lead register`  introduce somebody
`/partner send me the one-pager for dentists`  something to hand on, by mail
Or simply forward an intro to the desk by e-mail."""


def about_partners(role: Role) -> str:
    """What this role can do with `/partner`; "" is nothing."""
    return "\n".join(line for roles, line in _PARTNERS if role in roles)


def about_leads(role: Role) -> str:
    """What this role can do with `/lead`; "" is nothing."""
    return "\n".join(line for roles, line in _LEADS if role in roles)
