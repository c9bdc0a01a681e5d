"""Sloppy XML to well-formed XML, where a mend cannot change what it says."""

from __future__ import annotations

import re
from html.entities import html5

_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,500}\?>", re.IGNORECASE)
_PIECES = re.compile(
    r"<!\[CDATA\[|<!--|&(?:(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)?"
)
_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_STRAY_LESS = re.compile(r"<(?![A-Za-z_/!?])")


def without_prologue(text: str) -> str:
    """The document without its XML declaration and without any document type, whatever stands in
    it: entities are neither declared nor fetched.
    """
    text = _DECLARATION.sub("", text.lstrip("\ufeff \t\r\n"), count=1)
    found = _DOCTYPE.search(text[:4096])
    if found is None:
        return text
    return text[: found.start()] + text[_doctype_end(text, found.end()) :]


def _doctype_end(text: str, position: int) -> int:
    """Behind the declaration, over an inner set with its quoted strings; the end if it has none."""
    depth = 0
    for found in re.compile(r"\"[^\"]*\"|'[^']*'|<!--.*?-->|[\[\]>]", re.DOTALL).finditer(
        text, position
    ):
        sign = found[0]
        if sign == "[":
            depth += 1
        elif sign == "]":
            depth -= 1
        elif sign == ">" and depth <= 0:
            return found.end()
    return len(text)


def repaired(text: str) -> str:
    """Bare `&` escaped, HTML's named entities written out, forbidden characters and a stray `<`
    taken care of. Sections of CDATA and comments stay as they are.
    """
    text = _FORBIDDEN.sub("", text)
    parts: list[str] = []
    position = 0
    last_comment = text.rfind("-->")
    while (found := _PIECES.search(text, position)) is not None:
        parts.append(_signs_escaped(text[position : found.start()]))
        if found[0].startswith("<"):
            closing = "]]>" if found[0] == "<![CDATA[" else "-->"
            if closing == "-->" and found.end() > last_comment:  # nothing ends it: it hides no text
                position = found.end()
                continue
            end = text.find(closing, found.end())
            end = len(text) if end < 0 else end + len(closing)
            parts.append(text[found.start() : end])
            position = end
        else:
            parts.append(_reference(found[1]))
            position = found.end()
    parts.append(_signs_escaped(text[position:]))
    return "".join(parts)


def _signs_escaped(text: str) -> str:
    return _STRAY_LESS.sub("&lt;", text).replace("]]>", "]]&gt;")


def _reference(name: str | None) -> str:
    if name is None:
        return "&amp;"
    if name in _XML_NAMES:
        return f"&{name};"
    if name.startswith("#"):
        number = int(name, 0) if name[1] in "xX" else int(name[1:])
        return f"&#{number};" if _allowed(number) else ""
    written = html5.get(f"{name};")
    return (
        f"&amp;{name};" if written is None else written.replace("&", "&amp;").replace("<", "&lt;")
    )


def _allowed(number: int) -> bool:
    return number in {9, 10, 13} or 32 <= number < 0xD800 or 0xE000 <= number < 0x110000
