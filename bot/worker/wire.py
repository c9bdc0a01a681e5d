"""Messages between the program and its child process, as bytes on a pipe and back."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO, Generic, TypeVar

from pydantic import TypeAdapter

Content = TypeVar("Content")

_LENGTHS = struct.Struct(">II")
"""Two lengths in bytes, of the head and of the payload, stand before every message."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """`kind` says what `head` (JSON) means; `payload` is raw bytes that go along."""

    kind: str
    head: bytes = b""
    payload: bytes = b""


class Codec(Generic[Content]):
    """Writes a frozen dataclass as JSON and reads it back, checked against its type."""

    def __init__(self, content: type[Content]) -> None:
        self._adapter = TypeAdapter(content)

    def write(self, content: Content) -> bytes:
        """`content` as JSON."""
        return self._adapter.dump_json(content)

    def read(self, head: bytes) -> Content:
        """What `write` wrote."""
        return self._adapter.validate_json(head)


def send(pipe: BinaryIO, message: Message) -> None:
    """Write one message and flush it."""
    head = message.kind.encode() + b"\n" + message.head
    pipe.write(_LENGTHS.pack(len(head), len(message.payload)))
    pipe.write(head)
    pipe.write(message.payload)
    pipe.flush()


def receive(pipe: BinaryIO) -> Message | None:
    """Read one message; `None` where the other side has gone, even in mid-message."""
    lengths = _exactly(pipe, _LENGTHS.size)
    if lengths is None:
        return None
    head_bytes, payload_bytes = _LENGTHS.unpack(lengths)
    head = _exactly(pipe, head_bytes)
    payload = _exactly(pipe, payload_bytes)
    if head is None or payload is None:
        return None
    kind, _, rest = head.partition(b"\n")
    return Message(kind=kind.decode(), head=rest, payload=payload)


def _exactly(pipe: BinaryIO, count: int) -> bytes | None:
    data = pipe.read(count)
    return data if len(data) == count else None
