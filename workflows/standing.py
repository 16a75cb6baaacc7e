"""What is said of a referral that is none any more, to somebody who wants to work on it."""

from __future__ import annotations

from workflows.model import Referral


def ended(referral: Referral) -> str:
    """Why nobody works on it now, and what would change that, as a sentence; "" while somebody may."""
    title = referral.title
    match referral.registration:
        case "registered":
            return ""
        case "rejected":
            return f"{title} was turned down already. Whoever wants it all the same takes it up on its card."
        case "contested":
            return f"Two partners introduced {title}. A partner manager decides that first."
        case "duplicate" | "superseded" | "shared" if referral.same_as:
            return f"{title} goes on as {referral.same_as}. Please work on that one."
    return f"{title} is {referral.registration}, so nobody works on it any more."
