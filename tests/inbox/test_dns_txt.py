"""Keys of signatures in DNS: a resolver that answers, one that does not, and a mail proven by it."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from threading import Event, Thread

import dns.message
import dns.resolver
import dns.rrset
import pytest

from inbox.proof.dns_txt import LIFETIME_S, txt_record


@pytest.fixture
def server() -> Iterator[tuple[int, Event]]:
    """A small name server; while its event is set it says nothing."""
    silent, done = Event(), Event()
    line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    line.bind(("127.0.0.1", 0))
    line.settimeout(0.1)

    def answer() -> None:
        while not done.is_set():
            try:
                packet, where = line.recvfrom(4096)
            except TimeoutError:
                continue
            if silent.is_set():
                continue
            query = dns.message.from_wire(packet)
            reply = dns.message.make_response(query)
            name = query.question[0].name
            if name.to_text().startswith("known."):
                reply.answer.append(
                    dns.rrset.from_text(name, 60, "IN", "TXT", '"unrelated"', '"v=DKIM1; " "p=MIIB"')
                )
            else:
                reply.set_rcode(dns.rcode.NXDOMAIN)
            line.sendto(reply.to_wire(), where)

    thread = Thread(target=answer)
    thread.start()
    yield line.getsockname()[1], silent
    done.set()
    thread.join()
    line.close()


def resolver(port: int) -> dns.resolver.Resolver:
    made = dns.resolver.Resolver(configure=False)
    made.nameservers, made.port = ["127.0.0.1"], port
    return made


def test_the_record_with_the_key_is_joined(server: tuple[int, Event]) -> None:
    assert txt_record(b"known._domainkey.acme.example.", resolver=resolver(server[0])) == b"v=DKIM1; p=MIIB"


def test_where_there_is_none_nothing_is_given(server: tuple[int, Event]) -> None:
    assert txt_record(b"other._domainkey.acme.example.", resolver=resolver(server[0])) == b""
    assert txt_record("übel.example.".encode(), resolver=resolver(server[0])) == b""


def test_a_name_server_that_says_nothing_does_not_hold_us_up(server: tuple[int, Event]) -> None:
    server[1].set()
    began = time.monotonic()
    assert txt_record(b"known._domainkey.acme.example.", timeout=1, resolver=resolver(server[0])) == b""
    assert time.monotonic() - began < LIFETIME_S
