"""Bytes of markup to text: marks, declared names, and repair of bytes that do not belong."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})|<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)
_HEAD_BYTES = 4096
_NAMES = {
    **dict.fromkeys(
        [
            "euc-kr",
            "ks_c_5601-1987",
            "ksc5601",
            "ks_c_5601",
            "korean",
            "uhc",
            "ms949",
            "windows-949",
            "x-windows-949",
            "cseuckr",
            "euckr",
            "cp949",
        ],
        "cp949",
    ),
    **dict.fromkeys(
        ["iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii", "windows-1252"], "cp1252"
    ),
    **dict.fromkeys(["gb2312", "gbk", "x-gbk"], "gb18030"),
    **dict.fromkeys(["shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"], "cp932"),
}
_ESCAPED_BYTES = re.compile("[\udc80-\udcff]+")
_REPLACEMENT = "\ufffd"


def decode_markup(content: bytes, *, media_type: str | None = None) -> str:
    """The text of markup, whatever it claims: a mark first, then UTF-8 that holds, then the name
    that the header or the markup declares, then Korean and Western code pages.

    Never fails. NUL characters are left out; single foreign bytes in UTF-8 are mended alone.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _clean(content[len(mark) :].decode(name, "replace"))
    wide = _unmarked_utf16(content[:_HEAD_BYTES])
    if wide is not None:
        return _clean(content.decode(wide, "replace"))
    return _clean(decode_bytes(content, _declared(content, media_type)))


def decode_bytes(content: bytes, declared: Sequence[str] = ()) -> str:
    """Decode single- or multi-byte text, trusting UTF-8 that holds before any declared name."""
    content = content.replace(b"\x00", b"")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        escaped = content.decode("utf-8", "surrogateescape")
    broken = sum(len(run) for run in _ESCAPED_BYTES.findall(escaped))
    whole = len(escaped) - broken - len(escaped.encode("ascii", "ignore"))
    stray = broken * 50 <= len(escaped) and "utf-8" in declared
    if whole > 4 * broken or stray:
        return _ESCAPED_BYTES.sub(_mend, escaped)
    for name in (*declared, "cp949"):
        text = _strictly_enough(content, name)
        if text is not None:
            return text
    return content.decode("cp1252", "replace")


def _declared(content: bytes, media_type: str | None) -> tuple[str, ...]:
    names = []
    if media_type and (found := _HEADER_CHARSET.search(media_type)):
        names.append(found[1])
    if inside := _DECLARED.search(content[:_HEAD_BYTES]):
        names.append((inside[1] or inside[2]).decode("ascii"))
    return tuple(known for name in names if (known := codec_name(name)) is not None)


def codec_name(name: str) -> str | None:
    """Python's name of a declared charset; `None` where there is none such."""
    name = name.strip().lower()
    try:
        known = codecs.lookup(_NAMES.get(name, name)).name
    except (LookupError, ValueError):
        return None
    return None if known in _NOT_TEXT else known


_NOT_TEXT = frozenset({"base64", "bz2", "hex", "quopri", "rot13", "uu", "zlib", "idna", "punycode"})


def _strictly_enough(content: bytes, name: str) -> str | None:
    """The text where at most one character in fifty is broken, else `None`."""
    try:
        text = content.decode(name, "replace")
    except (UnicodeError, LookupError, ValueError):
        return None
    return text if text.count(_REPLACEMENT) * 50 <= len(text) else None


_SURE_NULS = 4


def _unmarked_utf16(head: bytes) -> str | None:
    """UTF-16 without a mark shows in markup as a NUL beside nearly every sign."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if (
        max(even, odd) < _SURE_NULS
        or max(even, odd) * 4 < len(head) // 2
        or min(even, odd) * 8 > max(even, odd)
    ):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _mend(found: re.Match[str]) -> str:
    """A few foreign bytes in UTF-8: Korean where they pair up to it, else Western, else a sign
    that something is missing.
    """
    raw = found[0].encode("utf-8", "surrogateescape")
    if len(raw) % 2 == 0:
        korean = raw.decode("cp949", "ignore")
        if len(korean) == len(raw) // 2 and all("가" <= char <= "힣" for char in korean):
            return korean
    if len(raw) == 1 and 0x91 <= raw[0] <= 0x97:  # quotes and dashes pasted from Windows
        return raw.decode("cp1252")
    return _REPLACEMENT


def _clean(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\x00", "")
