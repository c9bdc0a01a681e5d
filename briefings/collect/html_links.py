"""Links as pages and mails carry them: made absolute, and freed of what only counts clicks."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit, urlunsplit

MAX_URL_CHARS = 2_000
_WHOLE = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::\d{1,5})?(?:[/?#][^\s<>\"\\]*)?")
_SPACE = re.compile(r"[\s\x00-\x1f]+")
_COUNTERS = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|mc_[ce]id|mkt_tok|"
    r"_hs(?:enc|mi)"
    r"|vero_(?:id|conv)|oly_(?:anon|enc)_id|wickedid|s_cid|ck_subscriber_id|bsft_\w+|trk_\w+|"
    r"ref_src"
    r"|stibee_\w+|elq\w+|spm|[a-z]{2,12}_(?:source|medium|campaign))$",
    re.IGNORECASE,
)
_REFERRERS = frozenset({"ref", "source", "src", "via", "from", "referrer", "referer"})
"""These tell the page from where a reader comes where their value is the name of a host."""
_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12}", re.IGNORECASE)
SHARED_HOSTS = 3
"""What the links to so many sites carry alike was put there by the one who wrote them."""
_TARGETS = frozenset(
    [
        "url",
        "u",
        "q",
        "target",
        "to",
        "link",
        "redirect",
        "redirect_url",
        "redirecturl",
        "redirect_to",
        "dest",
        "destination",
        "goto",
        "href",
        "out",
        "r",
        "rd",
        "ru",
        "l",
        "uri",
        "p1",
        "murl",
    ]
)
_REDIRECTOR = re.compile(
    r"(?:^|[./_-])(?:click|clicks|track|tracking|trk|redirect|redir|links?|out|go|r|rd|l|c|ct|"
    r"cl|away"
    r"|url|urls|email|mail|news|e|t|forward|jump|bounce|open|ls|safelinks|wf|"
    r"notification)(?:[0-9]*)(?:[./_-]|$)",
    re.IGNORECASE,
)
_SHARERS = re.compile(
    r"(?:share|sharer|intent|login|signin|save|bookmark|translate|archive|print|oauth)",
    re.IGNORECASE,
)
_INNER = re.compile(r"https?(?:%3A|:)(?:%2F|/){2}[^/?#\s]{3,1500}", re.IGNORECASE)
_MAX_HOPS = 3
_PACKED = re.compile(r"[A-Za-z0-9_-]{20,2000}={0,2}")
_PACKED_URL = re.compile(rb"https?://[!#-&(-;=?-\[\]-~]{4,1500}")
PACKED_HEAD_BYTES = 80
"""A record has a few signs or a name in front of the address."""


def absolute(href: str, base: str | None) -> str | None:
    """`href` as an http(s) link, made absolute by `base`; `None` where it is none."""
    if _WHOLE.fullmatch(href) and len(href) <= MAX_URL_CHARS:
        return href
    href = _SPACE.sub("", href) if "\n" in href or "\t" in href else href.strip()
    if not href or href.startswith("#") or len(href) > MAX_URL_CHARS:
        return None
    try:
        joined = urljoin(base, href) if base else href
        parts = urlsplit(joined)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    return joined.replace(" ", "%20")


def untracked(url: str, shared: frozenset[str] = frozenset()) -> str:
    """Where a link leads in the end, as far as the link itself tells: redirectors that carry their
    target are replaced by it, parameters that only count clicks (those of `shared` too) left out.
    """
    for _ in range(_MAX_HOPS):
        target = _target(url)
        if target is None:
            break
        url = target
    return _without_counters(url, shared)


def _target(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        pairs = parse_qsl(parts.query)
    except ValueError:
        return None
    if _SHARERS.search(parts.path):
        return None
    if _REDIRECTOR.search(parts.netloc) or _REDIRECTOR.search(parts.path):
        for name, value in pairs:
            if name.lower() in _TARGETS and (found := absolute(value, None)):
                return found
        if (found := _packed(parts.path, [value for _, value in pairs])) is not None:
            return found
    inner = _INNER.search(parts.path)
    if inner is None or not re.match(r"https?(?:%3A|:)%2F", inner[0], re.IGNORECASE):
        return None
    return absolute(unquote(inner[0]), None)


def _packed(path: str, values: Iterable[str]) -> str | None:
    """The address that a part of a link says in base 64, by itself or inside a record."""
    for piece in (*re.split(r"[/.]", path), *values):
        if not _PACKED.fullmatch(piece):
            continue
        try:
            told = urlsafe_b64decode(piece.rstrip("=")[:MAX_URL_CHARS] + "===")
        except ValueError:
            continue
        plain = told.replace(b"\\/", b"/").replace(b"\\u0026", b"&")
        found = _PACKED_URL.search(plain[:MAX_URL_CHARS])
        if found is not None and found.start() <= PACKED_HEAD_BYTES:
            return absolute(found[0].decode("ascii"), None)
    return None


def shared_parameters(urls: Iterable[str]) -> frozenset[str]:
    """The parameters, with their values, that links to `SHARED_HOSTS` sites or more carry alike:
    no two sites understand the same one, so it counts the clicks of the page.
    """
    hosts: dict[str, set[str]] = defaultdict(set)
    for url in urls:
        if "?" not in url:
            continue
        try:
            parts = urlsplit(url)
        except ValueError:
            continue
        for piece in parts.query.split("&"):
            if "=" in piece:
                hosts[piece].add(parts.netloc)
    return frozenset(piece for piece, found in hosts.items() if len(found) >= SHARED_HOSTS)


def _without_counters(url: str, shared: frozenset[str]) -> str:
    if "?" not in url and "#" not in url:
        return url
    parts = urlsplit(url)
    kept = [
        piece for piece in parts.query.split("&") if piece not in shared and not _is_counter(piece)
    ]
    fragment = "" if _is_counter(parts.fragment) else parts.fragment
    return urlunsplit(parts._replace(query="&".join(kept), fragment=fragment))


def _is_counter(piece: str) -> bool:
    name, _, value = piece.partition("=")
    if name.lower() in _REFERRERS:
        return _HOST.fullmatch(value) is not None
    return bool(_COUNTERS.match(name))
