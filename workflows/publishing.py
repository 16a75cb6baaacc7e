"""Publishing: a report goes to the managers in Slack and by mail; a partner gets their own quarter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflows.base import Command, Decision, Effect, Event, PostNotice, SendEmail, UploadFile, Workflow
from workflows.model import Contact, Partner
from workflows.report_messages import PublishReport, ReportPublished, SendSummary, SummarySent


@dataclass(frozen=True, slots=True)
class Publishing:
    """A report has no state; the key of its run makes it go out once.

    `partner` is whom a summary is for, `readers` are its people who get it.
    """

    partner: Partner | None = None
    readers: tuple[Contact, ...] = ()


def decide(state: Publishing, message: Command | Event, now: datetime) -> Decision[Publishing]:
    """Say it everywhere it is wanted."""
    match message:
        case PublishReport():
            published = ReportPublished(message.key, now, tuple(person.email for person in message.to))
            return Decision(state, (published,), (*_in_slack(message), *_by_mail(message)))
        case SendSummary() if state.partner and state.readers and not state.partner.pause:
            sent = SummarySent(state.partner.id, now, message.report.period.key)
            mails = (_summary(message, state.partner, contact) for contact in state.readers)
            return Decision(state, (sent,), tuple(mails))
    return Decision(state)


def _in_slack(message: PublishReport) -> tuple[Effect, ...]:
    key = f"report:{message.key}"
    context = {"report": message.report}
    uploads = (
        UploadFile(
            f"{key}:{picture.file.name}",
            picture.file,
            picture.title,
            picture.alt,
            "managers",
            key,
            in_thread_of=key,
        )
        for picture in message.pictures
    )
    return (PostNotice(key, "report", "managers", key, context), *uploads)


def _by_mail(message: PublishReport) -> tuple[Effect, ...]:
    key = f"report:{message.key}"
    return tuple(
        SendEmail(
            key=f"{key}:{person.email}",
            template="report",
            to=person.email,
            about=key,
            context={
                "report": message.report,
                "pictures": message.pictures,
                "contact": Contact(person.name, (person.email,)),
                "partner": None,
            },
            files=tuple(picture.file for picture in message.pictures),
            mail_key=f"{key}:{person.email}",
        )
        for person in message.to
        if person.email
    )


def _summary(message: SendSummary, partner: Partner, contact: Contact) -> SendEmail:
    return SendEmail(
        key=f"summary:{partner.id}:{message.report.period.key}:{contact.emails[0]}",
        template="summary",
        to=contact.emails[0],
        about=partner.id,
        context={
            "partner": partner,
            "contact": contact,
            "report": message.report,
            "pictures": message.pictures,
        },
        language=partner.speaks,
        files=tuple(picture.file for picture in message.pictures),
        is_nudge=True,  # nobody asked for it: who wants no nudges gets none of these either
    )


WORKFLOW = Workflow("publishing", Publishing, decide, accepts=(PublishReport, SendSummary))
