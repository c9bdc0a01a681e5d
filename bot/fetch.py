"""A web address to a raw document: public hosts alone, within limits of size, time and hops."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Collection
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

import aiohttp

from briefings.errors import InputError, UnreadableDocument
from briefings.model.documents import RawDocument

MAX_BYTES = 5 * 1024 * 1024
"""Of the content as it is read, after any compression."""
MAX_SECONDS = 20.0
"""For everything, redirects included."""
MAX_REDIRECTS = 5
CHUNK_BYTES = 64 * 1024
HEADERS = {
    "User-Agent": "trendbrief (reads for short briefings)",
    "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, "
    "application/feed+json, application/pdf, */*;q=0.5",
}
ALLOW_SETTING = "TRENDBRIEF_FETCH__ALLOW_HOSTS"

_WEB = ("http://", "https://")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_EMBEDDED = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("::/96"))
"""Networks whose last four bytes are an IPv4 address that is reached through them."""

_AddressInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[Any, ...]]
"""As aiohttp hands it to a maker of sockets; its last part starts with the address."""


class _NotPublic(OSError):  # noqa: N818 - reads as what it is about
    """The connection would lead into a network that is not public."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Answer:
    """What came of one request: a document, or where it is to be found."""

    document: RawDocument | None = None
    moved_to: str = ""


def is_web_address(given: str) -> bool:
    """Whether an argument is to be fetched, not opened."""
    return given.lower().startswith(_WEB)


async def fetch(
    url: str, *, allow_hosts: Collection[str] = (), seconds: float = MAX_SECONDS
) -> RawDocument:
    """The document at `url`, named by it, with the address and media type that it came with.

    Only public addresses are connected to, but for hosts in `allow_hosts` (`host` or
    `host:port`). Raises `InputError` that names the address and the mend.
    """
    try:
        async with asyncio.timeout(seconds):
            return await _followed(url, allow_hosts)
    except TimeoutError:
        raise UnreadableDocument(
            f"{url}: no answer within {seconds:g} seconds; try again, or save the page as a file"
        ) from None


async def _followed(url: str, allow_hosts: Collection[str]) -> RawDocument:
    here = url
    for _ in range(MAX_REDIRECTS + 1):
        answer = await _asked(url, here, _parts(url, here), allow_hosts)
        if answer.document is not None:
            return answer.document
        here = urljoin(here, answer.moved_to)
    raise UnreadableDocument(
        f"{url}: more than {MAX_REDIRECTS} redirects; give the address that a browser ends at"
    )


def _parts(url: str, here: str) -> SplitResult:
    """The address in parts. Raises `InputError` for what is no plain web address."""
    where = "" if here == url else f" (redirected to {here[:200]})"
    try:
        parts = urlsplit(here)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise InputError(f"{url}{where}: is no http:// or https:// address; check its spelling")
    if parts.username is not None or parts.password is not None:
        raise InputError(
            f"{parts.hostname}: addresses with a user name or password are not fetched; "
            "save the page as a file"
        )
    return parts


async def _asked(url: str, here: str, parts: SplitResult, allow_hosts: Collection[str]) -> _Answer:
    """One request over a connection of its own; no cookies, no proxy, no redirect followed."""
    make_socket = _any_socket if _is_allowed(parts, allow_hosts) else _public_socket
    connector = aiohttp.TCPConnector(socket_factory=make_socket, force_close=True)
    try:
        async with (
            aiohttp.ClientSession(
                connector=connector,
                headers=HEADERS,
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=None),
            ) as session,
            session.get(here, allow_redirects=False) as response,
        ):
            return await _answer(url, here, response)
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise UnreadableDocument(_why(url, parts, error)) from error


async def _answer(url: str, here: str, response: aiohttp.ClientResponse) -> _Answer:
    target = response.headers.get("Location", "")
    if response.status in _REDIRECTS and target:
        return _Answer(moved_to=target)
    if response.status != HTTPStatus.OK:
        raise UnreadableDocument(
            f"{url}: the server answered {response.status} {response.reason or ''}".rstrip()
            + "; check the address in a browser"
        )
    content = await _content(url, response)
    if not content:
        raise UnreadableDocument(f"{url}: the server sent nothing; check the address in a browser")
    return _Answer(
        document=RawDocument(
            name=url, content=content, url=here, media_type=response.headers.get("Content-Type")
        )
    )


async def _content(url: str, response: aiohttp.ClientResponse) -> bytes:
    content = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK_BYTES):
        content += chunk
        if len(content) > MAX_BYTES:
            raise UnreadableDocument(
                f"{url}: is larger than {MAX_BYTES // 1024**2} MB; save the part that matters"
            )
    return bytes(content)


def _is_allowed(parts: SplitResult, allow_hosts: Collection[str]) -> bool:
    host = (parts.hostname or "").lower()
    shown = f"[{host}]" if ":" in host else host
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return bool({host, shown, f"{shown}:{port}"} & set(allow_hosts))


def _any_socket(info: _AddressInfo) -> socket.socket:
    return socket.socket(info[0], info[1], info[2])


def _public_socket(info: _AddressInfo) -> socket.socket:
    """Called with the very address that is connected to, so that no name can lead elsewhere."""
    if not is_public(str(info[4][0])):
        raise _NotPublic(str(info[4][0]))
    return _any_socket(info)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network, IPv4 inside IPv6 looked into."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = _inner(found)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if any(address in network for network in _EMBEDDED):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]


def _why(url: str, parts: SplitResult, error: Exception) -> str:
    host = parts.hostname or ""
    if _is_not_public(error):
        return (
            f"{url}: {host} is not on the public network and is not fetched; if it is meant, "
            f"list it in {ALLOW_SETTING}={parts.netloc}"
        )
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return f"{url}: there is no host {host}; check the address"
    if isinstance(error, aiohttp.ClientConnectorCertificateError | aiohttp.ClientSSLError):
        return f"{url}: {host} could not prove its identity; save the page as a file"
    if isinstance(error, aiohttp.InvalidURL | ValueError):
        return f"{url}: {host} is no address that can be fetched; check its spelling"
    return f"{url}: the connection to {host} failed ({type(error).__name__}); try again later"


def _is_not_public(error: BaseException | None) -> bool:
    """Whether the guard's refusal is the error or what lies behind it."""
    if error is None:
        return False
    inner = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    return (
        isinstance(error, _NotPublic)
        or any(map(_is_not_public, inner))
        or _is_not_public(getattr(error, "os_error", None))
        or _is_not_public(error.__cause__)
    )
