"""Pages become plain text or Markdown: for the terminal, for pipes and for files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from briefings.model.pages import (
    Anchor,
    Block,
    Bullets,
    Buttons,
    Divider,
    Faint,
    Group,
    Heading,
    Inline,
    Mono,
    Page,
    Paragraph,
    Quote,
    Strong,
    Text,
)

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])")
_CONTROL = {"Cc", "Cf", "Cs", "Co"}


def plain_text(page: Page) -> str:
    """The page as text for a terminal: links stand behind their words, buttons are left out.

    Control characters of outside texts are dropped, so that no title can steer the terminal.
    """
    parts = [text for block in page.blocks for text in _plain_apart(block)]
    return _joined(parts)


def markdown(page: Page) -> str:
    """The page as Markdown, outside words escaped; buttons are left out."""
    parts = [text for block in page.blocks for text in _marked(block)]
    return _joined(parts)


def _joined(parts: Sequence[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).strip("\n") + "\n"


def visible(text: str) -> str:
    """The text without characters that steer or hide; newlines stay, tabs become blanks."""
    kept = (
        " " if char == "\t" else char
        for char in text
        if char in "\n\t" or unicodedata.category(char) not in _CONTROL
    )
    return "".join(kept)


def _plain_apart(block: Block) -> Iterator[str]:
    """A block of the page itself stands apart from the next; within a group they touch."""
    yield from _plain(block)
    if isinstance(block, Paragraph | Bullets | Quote | Divider):
        yield ""


def _plain(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield visible(block.text)
            yield ""
        case Paragraph():
            yield "".join(_plain_inline(inline) for inline in block.inlines)
        case Bullets():
            yield from (_bullet("".join(map(_plain_inline, line)), "  ") for line in block.lines)
        case Quote():
            yield "\n".join(f"  | {line}" for line in visible(block.text).split("\n"))
        case Divider():
            yield "-" * 20
        case Group():
            for inner in block.blocks:
                yield from _plain(inner)
            yield ""
        case Buttons():
            return


def _plain_inline(inline: Inline) -> str:
    if isinstance(inline, Anchor):
        words, url = visible(inline.text), visible(inline.url)
        return words if words == url else f"{words} <{url}>"
    return visible(inline.text)


def _bullet(line: str, indent: str) -> str:
    first, *others = line.split("\n")
    mark = "" if re.match(r"\d+\. ", first) else "- "
    return "\n".join((f"{mark}{first}", *(f"{indent}{other}" for other in others)))


def _marked(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"# {_escaped(block.text)}\n"
        case Paragraph():
            yield "".join(_marked_inline(i) for i in block.inlines).replace("\n", "  \n") + "\n"
        case Bullets():
            yield from (f"- {''.join(map(_marked_inline, line))}" for line in block.lines)
            yield ""
        case Quote():
            yield "\n".join(f"> {_escaped(line)}" for line in block.text.split("\n")) + "\n"
        case Divider():
            yield "---\n"
        case Group():
            for inner in block.blocks:
                yield from _marked(inner)
        case Buttons():
            return


def _marked_inline(inline: Inline) -> str:
    match inline:
        case Anchor():
            words = _escaped(inline.text).replace("\n", " ")
            target = re.sub(r"[\s<>()\\]", lambda bad: f"%{ord(bad[0]):02X}", visible(inline.url))
            link = f"[{words}]({target})"
            return f"**{link}**" if inline.strong else link
        case Strong():
            return _wrapped("**", _escaped(inline.text))
        case Faint():
            return _wrapped("*", _escaped(inline.text))
        case Mono():
            return _code(visible(inline.text))
        case Text():
            return _escaped(inline.text)


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", visible(text))


def _wrapped(mark: str, text: str) -> str:
    """Emphasis must touch its words: blanks at the edges stay outside of it."""
    inner = text.strip()
    if not inner:
        return text
    before = text[: len(text) - len(text.lstrip())]
    return f"{before}{mark}{inner}{mark}{text[len(text.rstrip()) :]}"


def _code(text: str) -> str:
    fence = "``" if "`" in text else "`"
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"
