"""Socket Mode: envelopes of Slack in, each dispatched and acknowledged on the socket it came by.

slack_sdk's own client dials the same one-time address again when the first try fails, closes the
old socket before it opens the next one, and takes new work until it is closed. This one asks for
a new address each time, overlaps sockets, and can stop taking while it finishes.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator

import aiohttp
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.logs import log
from briefings.errors import ConfigurationError, SendError, WaitBeforeSending

Dispatch = Callable[[SocketModeRequest], Awaitable[bool]]
"""Takes an envelope; whether it is to be acknowledged."""

HEARTBEAT_SECONDS = 10.0
"""A socket that answers no ping for half as long again is dead."""
LONGEST_PAUSE_SECONDS = 30.0
STABLE_SECONDS = 5.0
"""A socket that ends sooner counts as a failed try, so that nobody dials in a circle."""
RENEWABLE_SECONDS = 0.2
OVERLAP_SECONDS = 30.0
"""An old socket that Slack said it would close is closed by us after so long."""
_RENEWALS = ("warning", "refresh_requested")
_CLOSE_SECONDS = 1.0
_ACKNOWLEDGE_SECONDS = 0.5
_CONNECT_ERRORS = (
    aiohttp.ClientError,
    asyncio.TimeoutError,
    OSError,
    ConfigurationError,  # a token that was good at the start; an operator may mend it
    SendError,
    ValueError,
)


class Socket:
    """One open socket at a time, renewed for ever; two for a moment while Slack swaps them."""

    def __init__(
        self,
        *,
        session: aiohttp.ClientSession,
        proxy: str | None,
        open_address: Callable[[], Awaitable[str]],
        dispatch: Dispatch,
    ) -> None:
        self._session = session
        self._proxy = proxy
        self._open_address = open_address
        self._dispatch = dispatch
        self._up = asyncio.Event()
        self._current: aiohttp.ClientWebSocketResponse | None = None
        self._closing = False
        self._serving: set[asyncio.Task[None]] = set()
        self._at_work: set[asyncio.Task[None]] = set()

    @property
    def connected(self) -> bool:
        """Whether Slack can reach us now."""
        return self._up.is_set()

    async def until_connected(self, timeout_seconds: float) -> bool:
        """Wait for Slack's hello; whether it came in time."""
        try:
            async with asyncio.timeout(timeout_seconds):
                await self._up.wait()
        except TimeoutError:
            return False
        return True

    async def run(self, address: str | None = None) -> None:
        """Stay connected until closed; `address` is one that was just opened."""
        loop = asyncio.get_running_loop()
        pauses = _pauses()
        while not self._closing:
            began, pause, asked_to_renew = loop.time(), 0.0, False
            try:
                asked_to_renew = await self._connect_once(address or await self._open_address())
            except _CONNECT_ERRORS as error:
                pause = _asked_to_wait(error)
                log.warning("slack_socket_failed", extra={"reason": _said(error)})
            lived_seconds, address = loop.time() - began, None
            if lived_seconds > STABLE_SECONDS:
                pauses = _pauses()
            if not (asked_to_renew and lived_seconds > RENEWABLE_SECONDS):
                await asyncio.sleep(max(next(pauses), pause))

    async def close(self) -> None:
        """Take nothing new, acknowledge what is being taken, close."""
        self._closing = True
        if self._at_work:
            await asyncio.wait(self._at_work, timeout=_ACKNOWLEDGE_SECONDS)
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)
        self._up.clear()

    async def _connect_once(self, address: str) -> bool:
        """Serve one socket until it ends, or until Slack asks to renew it; whether it did."""
        socket = await self._session.ws_connect(
            address,
            heartbeat=HEARTBEAT_SECONDS,
            proxy=self._proxy,
            timeout=aiohttp.ClientWSTimeout(ws_close=_CLOSE_SECONDS),
        )
        leaving = asyncio.Event()
        serving = asyncio.create_task(self._serve(socket, leaving))
        self._serving.add(serving)
        serving.add_done_callback(self._serving.discard)
        replaced = asyncio.create_task(leaving.wait())
        try:
            await asyncio.wait((serving, replaced), return_when=asyncio.FIRST_COMPLETED)
        finally:
            replaced.cancel()
        if leaving.is_set():
            asyncio.get_running_loop().call_later(OVERLAP_SECONDS, serving.cancel)
        return leaving.is_set()

    async def _serve(self, socket: aiohttp.ClientWebSocketResponse, leaving: asyncio.Event) -> None:
        """Read until the socket ends, also after Slack announced that it will close it."""
        try:
            async for frame in socket:
                if frame.type is aiohttp.WSMsgType.TEXT and not self._closing:
                    self._read(frame.data, socket, leaving)
        finally:
            if self._current is socket:
                self._up.clear()
            await socket.close()

    def _read(
        self, text: str, socket: aiohttp.ClientWebSocketResponse, leaving: asyncio.Event
    ) -> None:
        try:
            message = json.loads(text)
        except (ValueError, RecursionError):
            log.warning("slack_frame_is_no_json", extra={"chars": len(text)})
            return
        kind = message.get("type") if isinstance(message, dict) else None
        if kind == "hello":
            log.info("slack_connected")
            self._current = socket
            self._up.set()
        elif kind == "disconnect":
            log.info("slack_renews_socket", extra={"reason": message.get("reason")})
            if message.get("reason") in _RENEWALS:  # else it is refused, and closed
                leaving.set()
        elif isinstance(message, dict):
            self._take(SocketModeRequest.from_dict(message), socket)

    def _take(
        self, envelope: SocketModeRequest | None, socket: aiohttp.ClientWebSocketResponse
    ) -> None:
        if envelope is None:
            return
        work = asyncio.create_task(self._acknowledge(envelope, socket))
        self._at_work.add(work)
        work.add_done_callback(self._at_work.discard)

    async def _acknowledge(
        self, envelope: SocketModeRequest, socket: aiohttp.ClientWebSocketResponse
    ) -> None:
        if not await self._dispatch(envelope):
            return
        try:
            await socket.send_str(json.dumps({"envelope_id": envelope.envelope_id}))
        except (aiohttp.ClientError, ConnectionError) as error:
            # Slack delivers it again and we know it by its id.
            log.info("slack_acknowledgement_lost", extra={"reason": error})


def _pauses() -> Iterator[float]:
    """At once, then ever longer: an outage is not hammered, a hiccup costs no command."""
    yield from (0.0, 0.0, 0.1, 0.2, 0.5)
    pause = 1.0
    while True:
        yield pause
        pause = min(pause * 2, LONGEST_PAUSE_SECONDS)


def _said(error: BaseException) -> str:
    """The error without the address, which is a secret as long as nobody has used it."""
    if isinstance(error, aiohttp.WSServerHandshakeError):
        return f"the socket was refused with HTTP {error.status}"
    if isinstance(error, aiohttp.InvalidURL):
        return "Slack gave no usable address"
    return str(error) or type(error).__name__


def _asked_to_wait(error: BaseException) -> float:
    return error.after_seconds if isinstance(error, WaitBeforeSending) else 0.0
