"""Inlines in, Slack's own ways to write them out: mrkdwn where it is exact, else rich text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.platforms.slack.blocks import JsonObject, cleaned, escaped, safe_url
from briefings.model.pages import Anchor, Faint, Inline, Mono, Strong, Text

Line = Sequence[Inline]

_MARKS = {Strong: "*", Faint: "_", Mono: "`"}
_ALL_MARKS = ("*", "_", "~", "`")
_QUOTE_OR_EMOJI = re.compile(r"(?m)^\s*>|:[^\s:]+:")
_STYLES = {Strong: "bold", Faint: "italic", Mono: "code"}
_BESIDE_MARKS = re.compile(r"[\s.,;!?()\[\]\"'/·—–-]?")


def words(line: Line) -> str:
    """What a reader reads."""
    return "".join(cleaned(inline.text) for inline in line)


def mrkdwn(line: Line) -> str | None:
    """Slack's markup that shows exactly these inlines; `None` where it would read words as markup.

    Slack offers no way to escape `*`, `_`, `~`, a backtick, `:emoji:` or a `>` that starts a line,
    and shows our own marks raw where a letter touches them (a Korean particle, often).
    """
    texts = [cleaned(inline.text) for inline in line]
    whole = "".join(texts)
    if _QUOTE_OR_EMOJI.search(whole) or _marks_clash(line, whole):
        return None
    pieces: list[str] = []
    end = 0
    for inline, text in zip(line, texts, strict=True):
        start, end = end, end + len(text)
        before, behind = whole[max(0, start - 1) : start], whole[end : end + 1]
        piece = _piece(inline, text, before=before, behind=behind)
        if piece is None:
            return None
        pieces.append(piece)
    return "".join(pieces)


def _marks_clash(line: Line, text: str) -> bool:
    """Whether a pair of marks would stand where no mark is meant."""
    ours = {_mark(inline) for inline in line}
    return any(text.count(mark) + (mark in ours) > 1 for mark in _ALL_MARKS)


def _mark(inline: Inline) -> str:
    if isinstance(inline, Anchor):
        return "*" if inline.strong else ""
    return _MARKS.get(type(inline), "")


def _piece(inline: Inline, text: str, *, before: str, behind: str) -> str | None:
    """One inline as mrkdwn, blanks at its edges outside the marks; `None` where it cannot be."""
    core = text.strip()
    mark = _mark(inline)
    if not core or isinstance(inline, Text):
        return escaped(text)
    lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    touches = not (
        _BESIDE_MARKS.fullmatch(lead or before) and _BESIDE_MARKS.fullmatch(trail or behind)
    )
    if (mark and touches) or "\n" in core:
        return None
    shown = escaped(core)
    if isinstance(inline, Anchor):
        url = safe_url(inline.url)
        if url is not None and "|" in core:
            return None
        shown = shown if url is None else f"<{escaped(url)}|{shown}>"
    return f"{lead}{mark}{shown}{mark}{trail}"


def rich_elements(line: Line) -> list[JsonObject]:
    """The elements of a rich text section: styles are data there, and words are never read."""
    return [_element(inline) for inline in line if cleaned(inline.text)]


def _element(inline: Inline) -> JsonObject:
    text = cleaned(inline.text)
    style = _style(inline)
    url = safe_url(inline.url) if isinstance(inline, Anchor) else None
    made: JsonObject = (
        {"type": "text", "text": text}
        if url is None
        else {"type": "link", "url": url, "text": text}
    )
    return made | {"style": {style: True}} if style else made


def _style(inline: Inline) -> str:
    if isinstance(inline, Anchor):
        return "bold" if inline.strong else ""
    return _STYLES.get(type(inline), "")
