"""A piece of HTML, such as a feed's description, to plain text and its links, in one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from briefings.collect.html_links import absolute

_TAG = re.compile(
    r"</?([a-zA-Z][\w:-]{0,30})((?:[^<>\"']|\"[^\"<>]{0,2500}\"|'[^'<>]{0,2500}'){0,400})>"
)
_ATTRIBUTE = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_SILENT = ("script", "style", "iframe", "noscript", "svg", "object", "form", "select", "button")
_BREAKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "table",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "section",
        "article",
        "header",
        "footer",
        "figure",
        "figcaption",
        "hr",
        "main",
        "aside",
        "nav",
    ]
)
_CELLS = frozenset({"td", "th"})
_BREAK = "\x1e"
_LOOSE_SPACE = ("  ", "\n", "\t", "\r", "\xa0", "\u3000", "\f", "\v", "\x85", "\u2028", "\u2029")
_SIMPLE = re.compile(
    r"</?(?:p|div|br|li|ul|ol|tr|h[1-6]|blockquote)(?:\s(?:[^<>\"']|"
    r"\"[^\"<>]{0,500}\"){0,20})?\s?/?>",
    re.IGNORECASE,
)
"""Most tags of most feeds: they only break lines, and go in one pass."""

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff\u00ad\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Snippet:
    """Text with a newline between blocks, and the links in their order."""

    text: str
    links: tuple[str, ...] = ()


def snippet(html: str, *, base: str | None = None) -> Snippet:
    """The text that a reader would see; linear in the length of `html`, whatever it holds."""
    if "<" not in html:
        return Snippet(text=_plain_lines(unescape(html) if "&" in html else html))
    links: list[str] = []
    text, simple = _SIMPLE.subn(_BREAK, html)
    marked = simple > 0
    if "<" in text:
        pieces: list[str] = []
        marked = _walk(text, base, pieces, links) or marked
        text = "".join(pieces)
    if "&" in text:
        text = unescape(text)
    if not marked:  # angle brackets, but no markup
        return Snippet(text=_plain_lines(text), links=tuple(links))
    if any(sign in text for sign in _LOOSE_SPACE):
        lines = [" ".join(line.split()) for line in text.split(_BREAK)]
    else:
        lines = [line.strip() for line in text.split(_BREAK)]
    return Snippet(
        text=_seen("\n".join(filter(None, lines))),
        links=tuple(dict.fromkeys(links)) if links else (),
    )


def one_line(html: str) -> str:
    """A title: tags and entities resolved, all on one line."""
    if "<" in html and _TAG.search(html):
        return " ".join(snippet(html).text.split())
    return _seen(" ".join((unescape(html) if "&" in html else html).split()))


def _walk(html: str, base: str | None, pieces: list[str], links: list[str]) -> bool:
    position, marked = 0, False
    unclosed: set[str] = set()
    while (start := html.find("<", position)) >= 0:
        if start > position:
            pieces.append(html[position:start])
        if html.startswith(("<!", "<?"), start):
            position = _after_declaration(html, start, pieces, unclosed)
            continue
        found = _TAG.match(html, start)
        if found is None:
            pieces.append("<")
            position = start + 1
            continue
        marked = True
        position = _after_tag(html, found, unclosed)
        _write_tag(found, base, pieces, links)
    pieces.append(html[position:])
    return marked


def _write_tag(found: re.Match[str], base: str | None, pieces: list[str], links: list[str]) -> None:
    name = found[1].lower()
    if name in _BREAKS:
        pieces.append(_BREAK)
    elif name in _CELLS:
        pieces.append(" ")
    elif name == "a" and found[2]:
        target = _ATTRIBUTE.search(found[2])
        href = next(filter(None, target.groups()), "") if target else ""
        link = absolute(unescape(href), base)
        if link is not None:
            links.append(link)


def _after_tag(html: str, found: re.Match[str], unclosed: set[str]) -> int:
    """Past the tag; past its whole element where that is never shown."""
    name = found[1].lower()
    if name not in _SILENT or name in unclosed or html[found.start() + 1] == "/":
        return found.end()
    end = re.compile(f"</{name}\\s*>", re.IGNORECASE).search(html, found.end())
    if end is None:
        unclosed.add(name)
        return found.end()
    return end.end()


def _after_declaration(html: str, start: int, pieces: list[str], unclosed: set[str]) -> int:
    for opening, closing, shown in (("<!--", "-->", False), ("<![CDATA[", "]]>", True)):
        if html.startswith(opening, start) and closing not in unclosed:
            end = html.find(closing, start + len(opening))
            if end < 0:
                unclosed.add(closing)
                return len(html) if not shown else start + len(opening)
            if shown:
                pieces.append(html[start + len(opening) : end])
            return end + len(closing)
    end = html.find(">", start)
    return len(html) if end < 0 else end + 1


def _plain_lines(text: str) -> str:
    """Plain text keeps its own lines."""
    lines = (" ".join(raw.split()) for raw in text.split("\n"))
    return _seen("\n".join(filter(None, lines)))


def _seen(text: str) -> str:
    """The text without characters that are not shown or not allowed."""
    if text.replace("\n", "").isprintable():
        return text
    lines = (line.strip() for line in _UNSEEN.sub("", text).split("\n"))
    return "\n".join(filter(None, lines))
