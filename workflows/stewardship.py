"""Stewardship: what keeps a programme fair and its people heard, decided for one partner at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from workflows.base import Command, Decision, Effect, Event, PostNotice, SendEmail, UploadFile, Workflow
from workflows.calendar import short_date
from workflows.care_messages import (
    AnnounceRules,
    AnnounceTerms,
    AskForView,
    MaterialSent,
    NoteView,
    SayStrain,
    SendMaterial,
    TermsAnnounced,
    ViewAsked,
    ViewGiven,
    WantTask,
)
from workflows.engagement_messages import TaskDropped, TaskWanted
from workflows.events import ReferralRegistered
from workflows.model import Contact, Partner, Referral
from workflows.program import Program
from workflows.territories import holder

COMES_BACK = frozenset({"monthly_call", "checkin"})  # a newer one takes the place of what nobody has done


@dataclass(frozen=True, slots=True)
class Stewardship:
    """A partner, whom to write to there, and the referral a message is about, where there is one."""

    program: Program
    partner: Partner | None = None
    contact: Contact | None = None
    referral: Referral | None = None


def decide(state: Stewardship, message: Command | Event, now: datetime) -> Decision[Stewardship]:
    """Ask, announce, send, warn; each under a name of its own, so that a repeated run says nothing twice."""
    partner = state.partner
    match message:
        case WantTask() if partner:
            wanted = TaskWanted(partner.id, now, message.task, message.kind, message.context)
            former = (TaskDropped(partner.id, now, message.kind),) if message.kind in COMES_BACK else ()
            return Decision(state, (*former, wanted))
        case AskForView(run=run) if partner and state.contact:
            asked = ViewAsked(partner.id, now, run)
            mail = _mail(
                state, f"{run}:{partner.id}", "feedback", is_nudge=True, quarter=run.rpartition(":")[2]
            )
            return Decision(state, (asked,), (mail,))
        case NoteView() if partner:
            return _heard(state, partner, message, now)
        case AnnounceTerms() | AnnounceRules() if partner and state.contact is None:
            return _for_a_person(state, partner, message.valid_from, now)
        case AnnounceTerms() if partner:
            return _announced(state, partner, message, now)
        case AnnounceRules() if partner:
            return _rules_announced(state, partner, message, now)
        case SendMaterial() if partner:
            return _sent(state, partner, message, now)
        case SayStrain(key=key, findings=findings) if findings:
            context = {"findings": findings, "manager": state.program.managers[0]}
            return Decision(state, effects=(PostNotice(key, "strain", "managers", key, context),))
        case ReferralRegistered() if partner and state.referral:
            return _elsewhere(state, partner, state.referral, now)
    return Decision(state)


def _heard(state: Stewardship, partner: Partner, message: NoteView, now: datetime) -> Decision[Stewardship]:
    """Kept for the report, and shown to the managers where nothing else shows it."""
    given = ViewGiven(partner.id, now, message.run, message.contact, message.words, message.mail_id)
    context = {"partner": partner, "contact": message.contact, "words": message.words}
    context["manager"] = state.program.manager_of(partner)
    told = PostNotice(f"view:{message.mail_id}", "view_given", "managers", partner.id, context)
    return Decision(state, (given,), (told,) if message.tell else ())


def _announced(
    state: Stewardship, partner: Partner, message: AnnounceTerms, now: datetime
) -> Decision[Stewardship]:
    day = date.fromisoformat(message.valid_from)
    told = TermsAnnounced(partner.id, now, message.version, message.valid_from)
    key = f"terms:{message.version}:{partner.id}"
    mail = _mail(state, key, "terms_change", new=message.new, old=message.old, day=day)
    return Decision(state, (told,), (mail,))


def _rules_announced(
    state: Stewardship, partner: Partner, message: AnnounceRules, now: datetime
) -> Decision[Stewardship]:
    told = TermsAnnounced(partner.id, now, "rules", message.valid_from)
    mail = _mail(
        state,
        f"rules:{message.valid_from}:{partner.id}{message.moved and f':{message.moved}'}",
        "rules_change",
        day=date.fromisoformat(message.valid_from),
        protection=message.protection_days,
        contact_hours=message.first_contact_hours,
        plan=message.plan,
    )
    return Decision(state, (told,), (mail,))


def _for_a_person(state: Stewardship, partner: Partner, begins: str, now: datetime) -> Decision[Stewardship]:
    """No mail reaches them, and what they are promised changes all the same."""
    context = {"what": short_date(date.fromisoformat(begins))}
    wanted = TaskWanted(partner.id, now, f"announce:{partner.id}:{begins}", "announce", context)
    return Decision(state, (wanted,))


def _sent(
    state: Stewardship, partner: Partner, message: SendMaterial, now: datetime
) -> Decision[Stewardship]:
    sent = MaterialSent(partner.id, now, message.titles, message.mail_id)
    if message.conversation:
        return Decision(state, (sent,), _shown(message))
    mail = SendEmail(
        key=f"material:{message.asked or message.mail_id}",
        template="material",
        to=message.contact.emails[0],
        about=partner.id,
        context={"partner": partner, "contact": message.contact, "titles": message.titles},
        language=message.language,
        reply_to_mail=message.thread.message_id,
        references=message.thread.references,
        subject_of=message.thread.subject,
        answers=message.mail_id,
        capped="" if message.asked else "thread",
        files=message.files,
    )
    return Decision(state, (sent,), (mail,))


def _shown(message: SendMaterial) -> tuple[Effect, ...]:
    """Each file in the conversation between the partner and us, where nobody else reads."""
    return tuple(
        UploadFile(
            f"material:{message.asked}:{place}", file, title, title, message.conversation, message.about
        )
        for place, (title, file) in enumerate(zip(message.titles, message.files, strict=True))
    )


def _elsewhere(
    state: Stewardship, partner: Partner, referral: Referral, now: datetime
) -> Decision[Stewardship]:
    """A lead from where another partner was promised to be the only one: a person decides, nothing waits."""
    found = holder(state.program.territories, partner, referral, now.date())
    if found is None:
        return Decision(state)
    context = {"referral": referral, "partner": partner, "territory": found, "program": state.program}
    key = f"territory:{referral.id}"
    return Decision(state, effects=(PostNotice(key, "territory", "managers", referral.id, context),))


def _mail(
    state: Stewardship, key: str, template: str, *, is_nudge: bool = False, **context: object
) -> SendEmail | Effect:
    contact, partner = state.contact, state.partner
    return SendEmail(
        key=key,
        template=template,
        to=contact.emails[0] if contact else "",
        about=partner.id if partner else "",
        context={"partner": partner, "contact": contact, **context},
        language=partner.speaks if partner else "en",
        is_nudge=is_nudge,
        replaces=f"nudge:{partner.id}" if is_nudge and partner else "",
    )


WORKFLOW = Workflow(
    "stewardship",
    Stewardship,
    decide,
    accepts=(
        WantTask,
        AskForView,
        NoteView,
        AnnounceTerms,
        AnnounceRules,
        SendMaterial,
        SayStrain,
        ReferralRegistered,
    ),
)
