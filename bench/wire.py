"""A keep-alive HTTP connection with next to nothing in it, so that the client is not what is measured."""

import asyncio
import json


class Line:
    """One caller's connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, token: str) -> None:
        self._reader, self._writer, self._token = reader, writer, token

    @classmethod
    async def to(cls, port: int, token: str) -> "Line":
        return cls(*await asyncio.open_connection("127.0.0.1", port), token)

    async def post(self, path: str, body: dict[str, object], key: str = "-") -> dict:
        """The answer. Anything but a 2xx is raised."""
        text = json.dumps(body).encode()
        self._writer.write(
            f"POST /api/v1{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self._token}\r\n"
            f"Idempotency-Key: {key}\r\nContent-Type: application/json\r\nContent-Length: {len(text)}\r\n\r\n".encode()
            + text
        )
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.partition("content-length:")[2].split("\r\n", 1)[0])
        answer = await self._reader.readexactly(length)
        if not head.startswith("http/1.1 2"):
            raise RuntimeError(answer.decode())
        return json.loads(answer)

    def close(self) -> None:
        self._writer.close()
