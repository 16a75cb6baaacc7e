"""One id from a mail or click to what is said because of it: in every log line, and as OpenTelemetry spans.

The id is made of what began the story (a kept mail, a message's key), so any process finds the same one
without asking. Spans are off unless REFERRAL_DESK_TRACES is set; OTEL_EXPORTER_OTLP_ENDPOINT says where to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from hashlib import blake2b
from typing import TYPE_CHECKING

from structlog.contextvars import bound_contextvars

from workflows.errors import BadInput

if TYPE_CHECKING:
    from opentelemetry.trace import TracerProvider

Spans = Callable[[str, str, dict[str, str]], AbstractContextManager[object]]

MISSING = (
    "REFERRAL_DESK_TRACES needs OpenTelemetry, which is not installed here. "
    "In a copy of the repository: pip install '.[otel]'."
)
SERVICE = "referral-desk"


def trace_of(begin: str) -> str:
    """The id of a story, 32 hexadecimal digits; `begin` such as "mail:12" or the key of a click."""
    return blake2b(begin.encode(), digest_size=16).hexdigest()


@contextmanager
def span(name: str, trace: str, **attributes: str) -> Iterator[None]:
    """A step of a story: log lines inside carry its id."""
    with bound_contextvars(trace=trace), _Now.spans(name, trace, attributes):
        yield


def set_up() -> Callable[[], None]:
    """Send spans by OTLP from now on; gives what flushes them at the end. `BadInput` without the extra."""
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as missing:
        raise BadInput(MISSING) from missing
    provider = TracerProvider(resource=Resource.create({"service.name": SERVICE}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    use(spans_of(provider))
    return provider.shutdown


def use(spans: Spans | None) -> None:
    """Where steps go; None is nowhere."""
    _Now.spans = staticmethod(spans or _nowhere)


def spans_of(provider: TracerProvider) -> Spans:
    """Steps as spans of OpenTelemetry, all of one story in one trace."""
    from opentelemetry import trace as otel

    tracer = provider.get_tracer(SERVICE)

    def begin(name: str, trace: str, attributes: dict[str, str]) -> AbstractContextManager[object]:
        ids = int(trace, 16), int(trace[:16], 16) or 1
        flags = otel.TraceFlags(otel.TraceFlags.SAMPLED)
        story = otel.NonRecordingSpan(otel.SpanContext(*ids, is_remote=True, trace_flags=flags))
        here = otel.get_current_span()
        is_inside = here.get_span_context().trace_id == ids[0]
        parent = here if is_inside else story
        return tracer.start_as_current_span(
            name, context=otel.set_span_in_context(parent), attributes=attributes
        )

    return begin


def _nowhere(_name: str, _trace: str, _attributes: dict[str, str]) -> AbstractContextManager[object]:
    return nullcontext()


class _Now:
    spans: Spans = staticmethod(_nowhere)
