"""Calls to the Bot API in, status and body out: python-telegram-bot's transport over aiohttp.

It costs a fraction of the CPU of the library's own (httpx), keeps Korean text short (JSON in
place of percent-encoding), tells "surely not sent" from "nobody knows", and never puts an
address, which holds the token, into an error or a log.
"""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from urllib.request import getproxies

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

# A send must be over before the lease on its outbox part (30 s by default) is.
CONNECT_TIMEOUT_SECONDS = 5.0
READ_TIMEOUT_SECONDS = 18.0
MEDIA_TIMEOUT_SECONDS = 60.0
# Shorter than the server keeps idle connections, so that it seldom closes one just as we use it.
KEEPALIVE_SECONDS = 30.0
MAX_CONNECTIONS = 64
UNNAMED_WAIT_SECONDS = 5.0


class Unreachable(NetworkError):  # noqa: N818 - reads as what it is about
    """No connection came about: the request was surely not sent."""


class TooManyRequests(TelegramError):  # noqa: N818
    """A limit: nothing may be sent before `after_seconds` have passed.

    Stands in for the library's `RetryAfter`, whose one attribute is being changed from seconds
    to a `timedelta` with a warning at every use.
    """

    def __init__(self, after_seconds: float) -> None:
        super().__init__(f"Too Many Requests: retry after {after_seconds:g} seconds")
        self.after_seconds = after_seconds


class AiohttpRequest(BaseRequest):
    """One pool of connections to a Bot API server."""

    __slots__ = ("_max_connections", "_session")

    def __init__(self, *, max_connections: int = MAX_CONNECTIONS) -> None:
        self._max_connections = max_connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds that a read may take where a call says nothing else."""
        return READ_TIMEOUT_SECONDS

    async def initialize(self) -> None:
        """Open the pool; nothing is connected yet."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=self._max_connections, keepalive_timeout=KEEPALIVE_SECONDS
                ),
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=bool(getproxies()),
            )

    async def shutdown(self) -> None:
        """Close the pool; what is under way breaks off."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one request, never a second one.

        Raises `Unreachable` where it was surely not sent, `TimedOut` and `NetworkError` where
        nobody knows, `TooManyRequests` on a limit. `write_timeout` counts as part of the read
        time-out, `pool_timeout` as part of the connect time-out.
        """
        if self._session is None:
            raise Unreachable("not connected (shut down or not started)")
        body, headers, is_upload = _encoded(request_data)
        default = MEDIA_TIMEOUT_SECONDS if is_upload else READ_TIMEOUT_SECONDS
        timeout = aiohttp.ClientTimeout(
            connect=_seconds(connect_timeout, CONNECT_TIMEOUT_SECONDS),
            sock_read=_seconds(read_timeout, default),
        )
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                status, payload = response.status, await response.read()
        except (aiohttp.ClientError, OSError) as error:
            # `from None`: the message of some of these errors holds the address with the token.
            raise _sorted(error) from None
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            raise TooManyRequests(_wait_of(payload))
        return status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, object]:
        """The server's answer; unlike the library's own, quiet about a proxy's page of HTML."""
        try:
            answer = json.loads(payload)
        except ValueError:
            raise TelegramError("Invalid server response") from None
        if not isinstance(answer, dict):
            raise TelegramError("Invalid server response")
        return answer


def hide_tokens_in_logs() -> None:
    """Keep libraries from logging addresses, which hold the token: httpx does so at INFO."""
    for name in ("httpx", "httpcore", "telegram"):
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, logging.WARNING))


def _encoded(
    data: RequestData | None,
) -> tuple[bytes | aiohttp.FormData | None, dict[str, str] | None, bool]:
    """The body, its headers, and whether it uploads files."""
    if data is None:
        return None, None, False
    if data.contains_files:
        form = aiohttp.FormData()
        for name, value in data.json_parameters.items():
            form.add_field(name, value)
        for name, (filename, content, mime_type) in data.multipart_data.items():
            form.add_field(name, content, filename=filename, content_type=mime_type)
        return form, None, True
    body = json.dumps(data.parameters, ensure_ascii=False).encode("utf-8", "replace")
    return body, {"Content-Type": "application/json"}, False


def _wait_of(payload: bytes) -> float:
    """The seconds to wait that a 429 names."""
    try:
        return float(json.loads(payload)["parameters"]["retry_after"])
    except (KeyError, TypeError, ValueError):
        return UNNAMED_WAIT_SECONDS


def _seconds(given: object, default: float) -> float | None:
    if given is None or isinstance(given, int | float):
        return given
    return default


def _sorted(error: Exception) -> TelegramError:
    name = type(error).__name__
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return Unreachable(f"no connection: {error.strerror or name}")
    if isinstance(error, aiohttp.InvalidURL | aiohttp.NonHttpUrlClientError):
        return Unreachable("the server's address is no http address")
    if isinstance(error, TimeoutError):
        return TimedOut(f"no answer in time ({name})")
    return NetworkError(f"the connection broke: {name}")
