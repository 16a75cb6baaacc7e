"""A telephone line between client and server that a test can cut, or let go dead."""

from __future__ import annotations

import asyncio
import re


class Line:
    """`async with Line(port) as line:` forwards line.port on loopback to that port."""

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._writers: set[asyncio.StreamWriter] = set()
        self._talks: set[asyncio.Future[tuple[None, None]]] = set()
        self.port = 0
        self.calls = 0
        self.cut_on: re.Pattern[bytes] | None = None  # hang up as soon as the client says this
        self.cuts = 0
        self.dead = False  # still open, but nothing comes through any more

    async def __aenter__(self) -> Line:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        self.cut()
        await asyncio.gather(*self._talks)

    def cut(self) -> None:
        """Hang up on everybody, now."""
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.calls += 1
        try:
            server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self._server_port)
        except OSError:
            writer.transport.abort()
            return
        self._writers |= {writer, server_writer}
        talk: asyncio.Future[tuple[None, None]] = asyncio.gather(
            self._forward(reader, server_writer, from_client=True),
            self._forward(server_reader, writer, from_client=False),
        )
        self._talks.add(talk)
        await talk

    async def _forward(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, from_client: bool
    ) -> None:
        try:
            while data := await reader.read(65_536):
                if from_client and self.cut_on and self.cut_on.search(data):
                    self.cuts += 1
                    self.cut()
                    break
                if not self.dead:
                    writer.write(data)
                    await writer.drain()
        except OSError:
            pass
        writer.close()
