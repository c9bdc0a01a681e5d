"""An e-mail's bytes to its subject, date, texts and attachments, whatever its encodings."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from quopri import decodestring

from briefings.collect.html_charset import codec_name, decode_bytes, decode_markup

MAX_PARTS = 200
_ENCODED = re.compile(r"=\?([\w.:*-]{1,40})\?([bBqQ])\?([^?\s]*(?:[ ][^?]*)?)\?=")
_BETWEEN = re.compile(r"\s*$")
_SHIFTED = ("iso2022",)


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A file that came with a mail; `is_mail` for a mail inside a mail."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """A mail as text. `html` and `plain` are the fullest of their kind, empty where missing."""

    subject: str = ""
    sender: str = ""
    date: str = ""
    html: str = ""
    plain: str = ""
    page_url: str | None = None
    attachments: tuple[Attachment, ...] = ()
    left_out: tuple[str, ...] = ()


def parse_mail(content: bytes) -> Mail:
    """Take a mail apart. Never fails: what cannot be decoded is left out."""
    content = re.sub(rb"\A(?:\s*\n)?(?:From [^\n]{0,200}\n)?", b"", content.lstrip(b"\xef\xbb\xbf"))
    message = message_from_bytes(content, policy=policy.compat32)
    texts: dict[str, list[str]] = {"text/html": [], "text/plain": []}
    attachments: list[Attachment] = []
    left_out: list[str] = []
    for number, part in enumerate(_parts(message)):
        if number >= MAX_PARTS:
            left_out.append(f"everything behind part {MAX_PARTS}")
            break
        _take(part, texts, attachments, left_out)
    return Mail(
        subject=_header(message, "Subject"),
        sender=_header(message, "From"),
        date=_header(message, "Date") or _received(message),
        html="\n".join(texts["text/html"]),
        plain="\n\n".join(texts["text/plain"]),
        page_url=_header(message, "Snapshot-Content-Location") or None,
        attachments=tuple(attachments),
        left_out=tuple(left_out),
    )


def _parts(message: Message) -> list[Message]:
    """The leaves; a mail inside a mail is a leaf. Of alternatives all are leaves."""
    leaves: list[Message] = []
    waiting = [message]
    while waiting and len(leaves) <= MAX_PARTS:
        part = waiting.pop(0)
        inside = part.get_payload()
        if (
            part.is_multipart()
            and isinstance(inside, list)
            and part.get_content_maintype() == "multipart"
        ):
            waiting = [one for one in inside if isinstance(one, Message)] + waiting
        else:
            leaves.append(part)
    return leaves


def _take(
    part: Message,
    texts: dict[str, list[str]],
    attachments: list[Attachment],
    left_out: list[str],
) -> None:
    kind = part.get_content_type()
    name = _file_name(part)
    if kind == "message/rfc822":
        inside = part.get_payload()
        if isinstance(inside, list) and inside and isinstance(inside[0], Message):
            attachments.append(
                Attachment(name=name or "mail.eml", media_type=kind, content=inside[0].as_bytes())
            )
        return
    content = _payload(part)
    is_attached = name != "" or "attachment" in str(part.get("Content-Disposition", "")).lower()
    if kind in texts and not is_attached:
        text = _text(part, content)
        if text.strip():
            texts[kind].append(text)
    elif _is_readable(kind, name):
        attachments.append(Attachment(name=name or "attachment", media_type=kind, content=content))
    elif is_attached and not kind.startswith("image/"):
        left_out.append(name or kind)


def _is_readable(kind: str, name: str) -> bool:
    ending = name.lower().rpartition(".")[2]
    return kind in {"application/pdf", "text/html", "text/plain", "text/markdown"} or ending in {
        "pdf", "txt", "md", "markdown", "htm", "html", "eml",
    }  # fmt: skip


def _payload(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, binascii.Error):
        return b""
    return content if isinstance(content, bytes) else b""


def _text(part: Message, content: bytes) -> str:
    declared = (
        codec_name(str(part.get_content_charset() or "")) if part.get_content_charset() else None
    )
    if declared is not None and declared.startswith(_SHIFTED):
        return content.decode(declared, "replace")
    if part.get_content_type() == "text/html":
        charset = f"text/html; charset={part.get_content_charset()}" if declared else None
        return decode_markup(content, media_type=charset).replace("\r\n", "\n")
    text = decode_bytes(content, (declared,) if declared else ())
    return _unflowed(part, text.replace("\r\n", "\n").replace("\r", "\n"))


def _unflowed(part: Message, text: str) -> str:
    """Soft line breaks of `format=flowed` joined (RFC 3676)."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    return re.sub(r"(?m)^(?!-- $)(.*\S) \n(?=\S)", r"\1 ", text)


def _file_name(part: Message) -> str:
    try:
        return decoded_words(str(part.get_filename() or ""))
    except (ValueError, LookupError, TypeError):
        return "attachment"


def _header(message: Message, name: str) -> str:
    values = (value for key, value in message.raw_items() if key.lower() == name.lower())
    return " ".join(decoded_words(str(next(values, ""))).split())


def sender_name(sender: str) -> str | None:
    """The name in front of the address, where the sender has one."""
    name = sender.partition("<")[0].strip().strip("\"'").strip()
    return name if name and "@" not in name else None


def _received(message: Message) -> str:
    """When the last server took it in, for mails without a date."""
    values = message.get_all("Received") or []
    return str(values[0]).rpartition(";")[2].strip() if values else ""


def decoded_words(value: str) -> str:
    """A header with its encoded words (RFC 2047) read, those of one charset together, for many
    mailers cut them inside a character; raw bytes are taken for UTF-8 or Korean.
    """
    parts: list[str] = []
    pending: list[bytes] = []
    charset, position = "", 0
    for found in _ENCODED.finditer(value):
        between = value[position : found.start()]
        if pending and (between.strip() or found[1].lower() != charset):
            parts.append(_decoded(b"".join(pending), charset))
            pending = []
            parts.append(_raw(between) if between.strip() else "")
        elif not pending:
            parts.append(_raw(between))
        charset, position = found[1].lower(), found.end()
        pending.append(_word_bytes(found[2], found[3]))
    if pending:
        parts.append(_decoded(b"".join(pending), charset))
    parts.append(_raw(value[position:]))
    return "".join(parts)


def _word_bytes(encoding: str, text: str) -> bytes:
    if encoding in "qQ":
        return decodestring(text.encode("ascii", "ignore"), header=True)
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4))
    except (ValueError, binascii.Error):
        return b""


def _decoded(content: bytes, charset: str) -> str:
    name = codec_name(charset.partition("*")[0])
    if name is not None and name.startswith(_SHIFTED):
        return content.decode(name, "replace")
    return decode_bytes(content, (name,) if name else ())


def _raw(text: str) -> str:
    """Bytes that stand in a header as they are."""
    raw = text.encode("ascii", "surrogateescape") if _is_escaped(text) else b""
    return decode_bytes(raw) if raw else text


def _is_escaped(text: str) -> bool:
    return any("\udc80" <= char <= "\udcff" for char in text) and all(
        char.isascii() or "\udc80" <= char <= "\udcff" for char in text
    )
