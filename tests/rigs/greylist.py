"""Greylisting: who comes for the first time is asked to come again."""

from __future__ import annotations

from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

LATER = "4.7.1 greylisted, please come again"


class Greylist:
    """Remembers who wrote to whom."""

    def __init__(self) -> None:
        self._known: set[tuple[str, str]] = set()

    def takes(self, sender: str, recipient: str) -> bool:
        """Whether they have been here before."""
        is_known = (sender, recipient) in self._known
        self._known.add((sender, recipient))
        return is_known


class Policy:
    """The same as a policy server, as Postfix asks one (SMTPD_POLICY_README)."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._server: ThreadingTCPServer | None = None

    def start(self) -> None:
        """Listen."""
        greylist = Greylist()

        class Asked(StreamRequestHandler):
            def handle(self) -> None:
                asked: dict[str, str] = {}
                for line in self.rfile:
                    name, _, value = line.decode().strip().partition("=")
                    if name:
                        asked[name] = value
                        continue
                    takes = greylist.takes(asked["sender"], asked["recipient"])
                    self.wfile.write(f"action={'DUNNO' if takes else f'DEFER {LATER}'}\n\n".encode())
                    asked = {}

        self._server = _Server(("127.0.0.1", self._port), Asked)
        Thread(target=self._server.serve_forever, daemon=True, name="greylist").start()

    def stop(self) -> None:
        """Listen no more."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()


class _Server(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False  # Postfix keeps its connections open
