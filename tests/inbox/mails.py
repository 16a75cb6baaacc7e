"""Raw mails for tests: a test states only what it is about."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from inbox.reading import Desk

DESK = Desk("referrals@vendor.example", "mx.vendor.example", "vendor.example")
HELEN = "Helen Marsh <helen@brightdesk.example>"


def raw_mail(
    text: str = "Please ring Jane Dough.",
    *,
    from_: str | None = HELEN,
    to: str = "Desk <referrals@vendor.example>",
    subject: str = "One for you",
    headers: Sequence[tuple[str, str]] = (),
    content_type: str = 'text/plain; charset="utf-8"',
    encoding: str = "8bit",
    trusted: bool = True,
) -> bytes:
    """A mail as it lies in the mailbox, our server's verdict on top."""
    fields = [("Authentication-Results", "mx.vendor.example; dmarc=pass header.from=brightdesk.example")]
    fields = fields if trusted else []
    fields += [("Return-Path", "<helen@brightdesk.example>")] if _lacks(headers, "Return-Path") else []
    fields += [("Message-ID", "<one@brightdesk.example>")] if _lacks(headers, "Message-ID") else []
    fields += [("From", from_)] if from_ is not None else []
    fields += [("To", to), ("Subject", subject), ("Date", "Mon, 02 Feb 2026 18:41:09 +0100"), *headers]
    fields += [
        ("MIME-Version", "1.0"),
        ("Content-Type", content_type),
        ("Content-Transfer-Encoding", encoding),
    ]
    head = "".join(f"{name}: {value}\r\n" for name, value in fields)
    return (head + "\r\n" + text.replace("\n", "\r\n")).encode("utf-8", "surrogateescape")


def multipart(*parts: str, kind: str = "mixed", boundary: str = "=_b1") -> tuple[str, str]:
    """Body and Content-Type of a multipart."""
    body = "".join(f"--{boundary}\n{part}\n" for part in parts) + f"--{boundary}--\n"
    return body, f'multipart/{kind}; boundary="{boundary}"'


def part(text: str, content_type: str = "text/plain; charset=utf-8", *headers: str) -> str:
    """One part of a multipart."""
    return "\n".join([f"Content-Type: {content_type}", *headers, "", text])


def base64_part(data: bytes, content_type: str, *headers: str) -> str:
    """One part in base64."""
    return part(
        base64.encodebytes(data).decode(), content_type, "Content-Transfer-Encoding: base64", *headers
    )


def _lacks(headers: Sequence[tuple[str, str]], name: str) -> bool:
    return all(name.lower() != given.lower() for given, _ in headers)
