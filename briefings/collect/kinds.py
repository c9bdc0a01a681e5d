"""What kind of document some bytes are: by what they hold, only then by what they are called."""

from __future__ import annotations

import json
import re
import zlib
from dataclasses import replace
from enum import StrEnum

from briefings.collect.feed_repair import without_prologue
from briefings.collect.html_charset import decode_markup
from briefings.errors import UnreadableDocument
from briefings.model.documents import RawDocument


class Kind(StrEnum):
    """How a document is read; the values are what `--format` takes for a whole kind."""

    TEXT = "text"
    HTML = "html"
    PDF = "pdf"
    MAIL = "mail"
    FEED = "feed"
    JSON_FEED = "json-feed"


MAX_UNPACKED_BYTES = 20 * 1024 * 1024
"""A gzip file is unpacked so far and no further."""

_HEAD_BYTES = 8192
_AS_TEXT = "save it as PDF, HTML or plain text"
_BINARY: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive or office document", f"unpack it, or {_AS_TEXT}"),
    (b"PK\x05\x06", "an empty ZIP archive", "give the documents themselves"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document (HWP, DOC, XLS, MSG)", _AS_TEXT),
    (b"HWP Document File", "a Hangul document", _AS_TEXT),
    (b"{\\rtf", "a rich text document", _AS_TEXT),
    (b"Rar!", "a RAR archive", "unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it"),
    (b"BZh", "a bzip2 archive", "unpack it"),
    (b"\xfd7zXZ\x00", "an xz archive", "unpack it"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "unpack it"),
    (b"\x89PNG\r\n", "a picture", "only text can be read"),
    (b"\xff\xd8\xff", "a picture", "only text can be read"),
    (b"GIF8", "a picture", "only text can be read"),
    (b"RIFF", "a picture or recording", "only text can be read"),
    (b"ID3", "a recording", "only text can be read"),
    (b"OggS", "a recording", "only text can be read"),
    (b"\x7fELF", "a program", "only text can be read"),
    (b"MZ\x90\x00", "a program", "only text can be read"),
    (b"SQLite format 3\x00", "a database", "only text can be read"),
    (b"wOF", "a font", "only text can be read"),
    (b"\x00\x01\x00\x00\x00", "a font", "only text can be read"),
)
_GZIP = b"\x1f\x8b\x08"
_PROLOGUE = re.compile(
    r"\s*(?:<\?.{0,2000}?\?>|<!--.{0,20000}?-->|<!DOCTYPE[^<>\[]{0,500}>)\s*",
    re.DOTALL | re.IGNORECASE,
)
_ENTITIES = re.compile(r"<!DOCTYPE[^<>\[]{0,300}\[", re.IGNORECASE)
_ROOT = re.compile(r"<([A-Za-z][\w:.-]{0,40})")
_FEED_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
_PAGE_SIGN = re.compile(
    r"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>]|meta\s|title[\s>])", re.IGNORECASE
)
_TAG = re.compile(
    r"<(?:div|p|a|span|table|ul|ol|li|br|h[1-6]|section|article|img|b|strong)[\s/>]", re.IGNORECASE
)
_MARKDOWN = re.compile(
    r"^ {0,3}(?:#{1,6} |> ?\S|[-*+] \S|\d{1,3}[.)] \S)|\]\(https?://|\*\*\S", re.MULTILINE
)
_HEADER = re.compile(r"^([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]*\S?", re.MULTILINE)
_MAIL_SIGNS = frozenset(
    {
        "received",
        "return-path",
        "delivered-to",
        "mime-version",
        "message-id",
        "dkim-signature",
        "x-mailer",
        "list-unsubscribe",
        "content-transfer-encoding",
        "x-received",
    }
)
_MAIL_HEADERS = _MAIL_SIGNS | {
    "from",
    "to",
    "subject",
    "date",
    "cc",
    "reply-to",
    "content-type",
    "sender",
}
_JSON_FEED_SIGN = re.compile(
    r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org', re.IGNORECASE
)


def unpacked(raw: RawDocument) -> RawDocument:
    """The document that a gzip file holds, or `raw` as it is.

    Raises `UnreadableDocument` where it is broken or unpacks to more than `MAX_UNPACKED_BYTES`.
    """
    if not raw.content.startswith(_GZIP):
        return raw
    inflater = zlib.decompressobj(wbits=31)
    try:
        content = inflater.decompress(raw.content, MAX_UNPACKED_BYTES + 1)
    except zlib.error as error:
        raise UnreadableDocument(f"{raw.name}: a broken gzip file; unpack it first") from error
    if len(content) > MAX_UNPACKED_BYTES:
        raise UnreadableDocument(
            f"{raw.name}: unpacks to more than {MAX_UNPACKED_BYTES // 1024**2} MB; split it"
        )
    return replace(raw, content=content)


def sniff(raw: RawDocument) -> Kind:
    """The kind of a document.

    Raises `UnreadableDocument` that names the file and the mend for archives, pictures and the
    like; empty or doubtful bytes are `TEXT`, whose reader has its own words for them.
    """
    _refuse_binary(raw)
    if b"%PDF-" in raw.content[:1024]:
        return Kind.PDF
    head = decode_markup(raw.content[:_HEAD_BYTES], media_type=raw.media_type).lstrip()
    return _by_content(head, raw) or _by_name(head, raw) or Kind.TEXT


def _refuse_binary(raw: RawDocument) -> None:
    for magic, what, mend in _BINARY:
        if raw.content.startswith(magic):
            raise UnreadableDocument(f"{raw.name}: {what} cannot be read; {mend}")
    if raw.content[257:262] == b"ustar" or raw.content[4:8] == b"ftyp":
        raise UnreadableDocument(f"{raw.name}: an archive or film cannot be read; unpack it")


def _by_content(head: str, raw: RawDocument) -> Kind | None:
    if head.startswith("<"):
        return _markup_kind(head, raw.name)
    if head.startswith("{") and _is_json_feed(head, raw):
        return Kind.JSON_FEED
    if _is_mail(head):
        return Kind.MAIL
    return None


def _markup_kind(head: str, name: str) -> Kind | None:
    is_xml = head.startswith("<?xml")
    rest = without_prologue(head)
    while found := _PROLOGUE.match(rest):
        rest = rest[found.end() :]
    rest = rest.lstrip()
    root = _ROOT.match(rest)
    local = root[1].lower().rpartition(":")[2] if root else ""
    if local in _FEED_ROOTS:
        return Kind.FEED
    if is_xml and _ENTITIES.search(head) and not rest:
        return Kind.FEED  # nothing but entities so far: whatever it is, the strict reader is safe
    if not root and not is_xml and _is_markdown(rest):
        return None  # text with comments and a few tags in it
    if _PAGE_SIGN.search(head) or len(_TAG.findall(head)) >= 3:
        return Kind.HTML
    if re.search(r"<(?:rss|feed|rdf:RDF)[\s>]", head):
        return Kind.FEED
    if is_xml and local:
        raise UnreadableDocument(
            f"{name}: XML with <{local}> at its top is neither a page nor a feed"
        )
    return None


def _is_markdown(text: str) -> bool:
    """Whether text that starts with no tag is written in Markdown: a heading, a quote, a link."""
    return _MARKDOWN.search(text) is not None


def _is_json_feed(head: str, raw: RawDocument) -> bool:
    if _JSON_FEED_SIGN.search(head):
        return True
    if not re.search(r'"(?:items|feed_url|home_page_url)"\s*:', head):
        return False
    try:
        whole = json.loads(decode_markup(raw.content))
    except (ValueError, RecursionError):
        return False
    return isinstance(whole, dict) and isinstance(whole.get("items"), list)


def _is_mail(head: str) -> bool:
    """Headers at the top, among them one that only mail has, or three that mail always has."""
    top = re.split(r"\r?\n[ \t]*\r?\n", head.removeprefix(">"), maxsplit=1)[0]
    if top.startswith("From ") and "\n" in top:
        top = top.split("\n", 1)[1]
    if not _HEADER.match(top):
        return False
    names = {name.lower() for name in _HEADER.findall(top)}
    return len(names & _MAIL_HEADERS) >= 3 and bool(
        names & _MAIL_SIGNS or {"from", "to", "subject", "date"} <= names
    )


def _by_name(head: str, raw: RawDocument) -> Kind | None:
    """What the name or the media type claims, where the content at least allows it."""
    claim = f"{raw.name.lower().rpartition('.')[2]} {(raw.media_type or '').lower()}"
    if re.match(r"eml\b", claim) or "message/rfc822" in claim:
        return Kind.MAIL if _HEADER.match(head) else None
    if re.match(r"x?html?\b", claim) or "text/html" in claim or "xhtml" in claim:
        return Kind.HTML if _TAG.search(head) else None
    if re.match(r"(?:rss|atom)\b", claim) or re.search(r"(?:rss|atom)\+xml", claim):
        return Kind.FEED if "<" in head else None
    return None
