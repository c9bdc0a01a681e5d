"""A feed with missing or crossed closing tags to well-formed XML, by what feeds may hold where."""

from __future__ import annotations

import re
from html import escape, unescape

_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z_][\w.:-]{0,60})"
    r"(?P<rest>(?:\s(?:[^<>\"']|\"[^\"<>]{0,3000}\"|'[^'<>]{0,3000}'){0,200})?)(?P<empty>/?)>"
)
_ATTRIBUTE = re.compile(
    r"([A-Za-z_][\w.:-]{0,60})\s*=\s*(?:\"([^\"]{0,3000})\"|'([^']{0,3000})'|([^\s\"'>]{1,3000}))"
)
_ENTRIES = frozenset({"item", "entry"})
_HOLDERS = frozenset({"rss", "channel", "feed", "rdf:rdf", *_ENTRIES})
_FIELDS = frozenset(
    [
        "title",
        "link",
        "description",
        "pubdate",
        "guid",
        "author",
        "category",
        "comments",
        "enclosure",
        "source",
        "content:encoded",
        "dc:date",
        "dc:creator",
        "summary",
        "content",
        "id",
        "published",
        "updated",
    ]
)
_MAX_DEPTH = 60
_SPACES = (
    ("content", "http://purl.org/rss/1.0/modules/content/"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("atom", "http://www.w3.org/2005/Atom"),
    ("media", "http://search.yahoo.com/mrss/"),
    ("itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"),
    ("feedburner", "http://rssnamespace.org/feedburner/ext/1.0"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
)


def well_formed(text: str) -> str:
    """The same feed with every element closed: an entry ends where the next begins, a field where
    the next field of its entry begins. `text` has been through `feed_repair.repaired`.
    """
    return _Mender().mended(text)


class _Mender:
    """Walks through the tags once, with the elements that are open."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._parts: list[str] = []
        self._spaces: set[str] = set()

    def mended(self, text: str) -> str:
        """Well-formed text of `text`."""
        position = 0
        while (start := text.find("<", position)) >= 0:
            self._parts.append(text[position:start])
            position = self._at(text, start)
        self._parts.append(text[position:])
        self._close_to(0)
        return "".join(self._parts)

    def _at(self, text: str, start: int) -> int:
        for opening, closing in (("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>")):
            if text.startswith(opening, start):
                return self._section(text, start, opening, closing)
        found = _TAG.match(text, start)
        if found is None:
            self._parts.append("&lt;")
            return start + 1
        if found["close"]:
            self._close(found["name"])
        else:
            self._start(found)
        return found.end()

    def _section(self, text: str, start: int, opening: str, closing: str) -> int:
        end = text.find(closing, start)
        if opening != "<![CDATA[":
            return len(text) if end < 0 else end + len(closing)
        inside = text[start + len(opening) : len(text) if end < 0 else end]
        self._parts.append(escape(inside, quote=False))
        return len(text) if end < 0 else end + len(closing)

    def _start(self, found: re.Match[str]) -> None:
        name, low = found["name"], found["name"].lower()
        if low in _ENTRIES:
            self._end_entry()
        elif low in _FIELDS and self._in_field():
            self._end_field()
        if len(self._open) >= _MAX_DEPTH:
            return
        self._parts.append(f"<{name}{self._attributes(found['rest'], name)}")
        if found["empty"] or found["rest"].rstrip().endswith("/"):
            self._parts.append("/>")
        else:
            self._parts.append(">")
            self._open.append(name)

    def _attributes(self, rest: str, name: str) -> str:
        values: dict[str, str] = {}
        for key, double, single, bare in _ATTRIBUTE.findall(rest):
            values.setdefault(key, unescape(double or single or bare))
        self._declare(name, values)
        return "".join(f' {key}="{escape(value)}"' for key, value in values.items())

    def _declare(self, name: str, values: dict[str, str]) -> None:
        """Prefixes that the feed uses and forgot to declare."""
        self._spaces |= {key[6:] for key in values if key.startswith("xmlns:")}
        for key in [name, *values]:
            prefix, colon, _ = key.partition(":")
            if colon and prefix not in {"xml", "xmlns"} and prefix not in self._spaces:
                values[f"xmlns:{prefix}"] = dict(_SPACES).get(prefix, f"urn:{prefix}")

    def _close(self, name: str) -> None:
        low = name.lower()
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index].lower() == low:
                self._close_to(index)
                return
            if self._open[index].lower() in _ENTRIES and low not in _HOLDERS:
                return  # nothing inside this entry has that name

    def _end_entry(self) -> None:
        for index, name in enumerate(self._open):
            if name.lower() in _ENTRIES:
                self._close_to(index)
                return
        fields = [index for index, name in enumerate(self._open) if name.lower() in _FIELDS]
        if fields:
            self._close_to(fields[0])

    def _in_field(self) -> bool:
        return any(name.lower() in _FIELDS for name in self._open)

    def _end_field(self) -> None:
        last = max(
            (index for index, name in enumerate(self._open) if name.lower() in _HOLDERS), default=-1
        )
        if last + 1 < len(self._open) and self._open[last + 1].lower() != "source":
            self._close_to(last + 1)

    def _close_to(self, index: int) -> None:
        while len(self._open) > index:
            self._parts.append(f"</{self._open.pop()}>")
