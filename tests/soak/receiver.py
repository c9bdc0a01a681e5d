"""A tiny platform on loopback: counts what arrives by chat and key, and fails as it is told."""

from __future__ import annotations

import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic, sleep


class Fault(Enum):
    """What happens to one request."""

    NONE = "none"
    RESET_BEFORE = "reset before the message is taken"
    RESET_AFTER = "reset after the message is taken"
    ERROR = "500, not taken"
    LIMIT = "429, not taken"
    SLOW = "taken, answered late"


@dataclass
class Record:
    """What the receiver saw."""

    arrived: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    resets_after: int = 0
    too_early: int = 0
    banned_until: dict[str, float] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Receiver:
    """Serves until closed; `fault_of` decides the fate of the n-th request."""

    def __init__(self, fault_of: Callable[[int], Fault] = lambda _n: Fault.NONE) -> None:
        self.record = Record()
        self.fault_of = fault_of
        record, owner = self.record, self

        class _Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._answer(200, "alive")

            def do_POST(self) -> None:
                text = self.rfile.read(int(self.headers["Content-Length"])).decode()
                chat, key = text.split()
                with record.lock:
                    record.requests += 1
                    fault = owner.fault_of(record.requests)
                    record.too_early += monotonic() < record.banned_until.get(chat, 0.0)
                    if fault in (Fault.NONE, Fault.RESET_AFTER, Fault.SLOW):
                        record.arrived[key] += 1
                    if fault is Fault.LIMIT:
                        record.banned_until[chat] = monotonic() + 1
                self._end(fault)

            def _end(self, fault: Fault) -> None:
                sleep(0.5 if fault is Fault.SLOW else 0.005)
                if fault in (Fault.RESET_BEFORE, Fault.RESET_AFTER):
                    self._reset()
                elif fault is Fault.ERROR:
                    self._answer(500, "broken")
                elif fault is Fault.LIMIT:
                    self._answer(429, "1")
                else:
                    self._answer(200, str(record.requests))

            def _reset(self) -> None:
                now = struct.pack("ii", 1, 0)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, now)
                self.connection.close()
                self.close_connection = True

            def _answer(self, status: int, text: str) -> None:
                with suppress(OSError):
                    self.send_response(status)
                    self.send_header("Content-Length", str(len(text)))
                    self.end_headers()
                    self.wfile.write(text.encode())

            def log_message(self, *_unused: object) -> None:
                """Quiet."""

            def finish(self) -> None:
                with suppress(OSError, ValueError):
                    super().finish()

        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}/"

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def handle_error(self, *_unused: object) -> None:
        """A client that was killed is no news."""
