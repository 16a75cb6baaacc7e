"""What every workflow is made of: a message comes in, a decision goes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Literal, TypeVar

State = TypeVar("State")


@dataclass(frozen=True, slots=True)
class Command:
    """Somebody asks for something; imperative names."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something happened; past tense. `about` names the referral, partner or mail it belongs to."""

    about: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Effect:
    """Something is asked of the outside; it becomes an outbox row in the transaction that decided it."""


@dataclass(frozen=True, slots=True)
class FileRef:
    """A kept file (`storage/files.py`), by the hash of its bytes.

    In a mail it is an attachment; with a `cid` it is a picture that the HTML shows by `<img src="cid:…">`.
    """

    sha256: str
    name: str
    media_type: str
    cid: str = ""


@dataclass(frozen=True, slots=True)
class SendEmail(Effect):
    """A mail made of `templates/email/<template>`. `key` is stable: it also makes the Message-ID."""

    key: str
    template: str
    to: str
    about: str
    context: Mapping[str, Any] = field(default_factory=dict)
    language: str = ""  # "" is the partner's own
    reply_to_mail: str = ""  # Message-ID this mail answers, without brackets
    references: tuple[str, ...] = ()
    subject_of: str = ""  # keep this subject ("Re: …"), so that the partner's thread stays one thread
    answers: int | None = None  # the kept mail it is the first answer to; how long that took is measured
    delay_s: int = 0  # time to change one's mind
    replaces: str = ""  # takes the place of whatever waits under this name, and waits under it itself
    from_name: str = ""  # a person who writes through the desk; "" is the partner's manager
    reply_to: str = ""
    shown_to: tuple[tuple[str, str], ...] = ()  # name and address; one row per recipient, the same headers
    shown_cc: tuple[tuple[str, str], ...] = ()
    mail_key: str = ""  # makes the Message-ID where several rows are one mail; "" is `key`
    proves: str = ""  # the stage that this mail, once it is out, proves
    capped: Literal["", "thread", "address"] = ""  # an automatic answer: counted a day, see Program
    files: tuple[FileRef, ...] = ()  # attachments, and pictures of the HTML
    confirms: str = ""  # the hand-over (its key, "|", which reply) whose thread hears that this mail is out
    is_nudge: bool = False  # unasked: carries List-Unsubscribe, stays unsent after a "stop"
    drawn: tuple[str, ...] = ()  # documents made of `context` and attached, such as "statement.pdf"


@dataclass(frozen=True, slots=True)
class ShowCard(Effect):
    """Post the card named `key`, or bring it up to date; it is rendered from the stored row."""

    key: str
    card: Literal[
        "nudge",
        "unclaimed",
        "promise",
        "news",
        "referral",
        "conflict",
        "held",
        "playbook",
        "address",
        "waiver",
        "quality",
        "review",
        "given_up",
        "question",
        "task",
        "story",
        "batch",
        "objection",
        "details",
        "crm",
    ]
    about: str
    channel: Literal["sales", "managers", "finance"]
    in_thread_of: str = ""  # the key of the card it stands under; "" is the channel itself
    in_channel_too: bool = False  # a word in a thread that everybody in the channel sees


@dataclass(frozen=True, slots=True)
class PostNotice(Effect):
    """Say something in a channel, in the words of `templates/slack/<template>`."""

    key: str
    template: str
    channel: str  # "sales", "managers", "finance", or the Slack ID of a person
    about: str
    context: Mapping[str, Any] = field(default_factory=dict)
    in_thread_of: str = ""  # as for a card
    in_channel_too: bool = False


@dataclass(frozen=True, slots=True)
class Whisper(Effect):
    """Tell one person in Slack, seen by nobody else, in the channel where they clicked."""

    key: str
    template: str
    channel: str
    user: str
    about: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UploadFile(Effect):
    """Put a kept file into a channel, with a comment of ours above it; once per `key`."""

    key: str
    file: FileRef
    title: str
    alt: str  # what somebody reads who cannot see a picture
    channel: str  # "sales", "managers", "finance", or the ID of a conversation
    about: str
    comment: str = ""  # mrkdwn; whoever writes it escapes what came from outside
    in_thread_of: str = ""


@dataclass(frozen=True, slots=True)
class TakeBack(Effect):
    """Do not say what waits under this name (`SendEmail.replaces`), as long as it has not gone out."""

    replaces: str
    even_due: bool = False  # also what is due and only waits for a server: better unsaid than said too late


@dataclass(frozen=True, slots=True)
class ReadAgain(Effect):
    """Read a kept mail once more, as if it came now; its receive time stays."""

    mail_id: int


@dataclass(frozen=True, slots=True)
class Decision(Generic[State]):
    """The new state, what happened, and what the outside is asked for."""

    state: State
    events: tuple[Event, ...] = ()
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Workflow(Generic[State]):
    """A decider with its name, the state it works on and the messages it wants to see."""

    name: str
    state: type[State]
    decide: Callable[[State, Command | Event, datetime], Decision[State]]
    accepts: tuple[type[Command] | type[Event], ...]
