"""JSON Lines: one item a line, with the fields that other programs write."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from briefings.collect.dating import MAX_DOUBTS, Given
from briefings.collect.layout import MAX_LINE_CHARS, Layout, is_rule
from briefings.collect.taken import Taken
from briefings.collect.titles import shortened
from briefings.model.documents import ParsedDocument, Role
from briefings.model.items import ParsedItem, SourceRef, ThemeId
from briefings.model.kept import kept_items
from briefings.model.times import Published
from briefings.text.dates import find_dates, is_plausible
from briefings.text.language import SAMPLE_CHARS, language_of
from briefings.text.links import clean_url, find_links

MAX_DEPTH_CHARS = 200
"""So many opening brackets in a row are a trap, not data."""


class _LineError(Exception):
    """A line that is no item; the text says why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class JsonLines:
    """Reads `{"id","title","body","url","published","source","themes"?,"language"?}` lines."""

    name: str = "jsonl"

    def score(self, layout: Layout, given: Given) -> float:
        """Sure where the lines are JSON objects; a file name alone makes it likely."""
        objects = total = 0
        for index in range(len(layout)):
            words = layout.words(index)
            if not words or (len(words) <= MAX_LINE_CHARS and is_rule(words)):
                continue
            total += 1
            head = layout.lines.head(index, 1_000).lstrip("\ufeff \t")
            objects += head.startswith("{") and '"' in head
            if total >= 50:
                break
        if objects == 0:
            return 0.0
        named = 0.1 if given.name.lower().endswith((".jsonl", ".ndjson")) else 0.0
        return min(0.99, 0.9 * objects / total + named)

    def read(self, layout: Layout, given: Given) -> ParsedDocument:
        """One item a line; broken lines are named with their number, the rest is read."""
        taken = Taken(layout.lines)
        notes = _Notes()
        items = kept_items(_items(layout, taken, given, notes))
        return ParsedDocument(
            name=given.name,
            format=self.name,
            text=layout.text,
            items=items,
            published=given.published,
            confidence=self.score(layout, given) if items else 0.0,
            doubts=notes.told(),
            lines=taken,
            unread_lines=notes.unread_lines,
        )


@dataclass(slots=True)
class _Notes:
    """What is wrong with lines: the first notes, and how many there are."""

    first: list[str] = field(default_factory=list)
    count: int = 0
    unread_lines: int = 0

    def add(self, index: int, note: str) -> None:
        """Note something about a line."""
        self.count += 1
        if self.count <= MAX_DOUBTS:
            self.first.append(f"line {index + 1}: {note}")

    def told(self) -> tuple[str, ...]:
        """The notes as doubts."""
        left_out = self.count - len(self.first)
        more = (f"{left_out} more notes on lines left out",) if left_out else ()
        return (*self.first, *more)


def _items(layout: Layout, taken: Taken, given: Given, notes: _Notes) -> Iterator[ParsedItem]:
    position = 0
    for index in range(len(layout)):
        if not layout.words(index):
            taken.take(index, Role.BLANK)
            continue
        try:
            item = _item(layout, index, position + 1, given, notes)
        except _LineError as fault:
            notes.add(index, str(fault))
            notes.unread_lines += 1
            taken.take(index, Role.FURNITURE)
            continue
        position += 1
        taken.take(index, Role.BODY, item=position)
        yield item


def _fields(line: str) -> dict[str, object]:
    if "[" * MAX_DEPTH_CHARS in line or '{"":' * 50 in line:
        raise _LineError("is nested too deeply; flatten it")
    try:
        data = json.loads(line)
    except RecursionError:
        raise _LineError("is nested too deeply; flatten it") from None
    except ValueError as fault:
        reason = getattr(fault, "msg", "cannot be read")
        raise _LineError(f"is no JSON object ({reason}); mend or remove it") from fault
    if not isinstance(data, dict):
        raise _LineError("is no JSON object; write one object a line")
    return data


def _words(fields: dict[str, object], *names: str) -> str | None:
    """The first of these fields that holds words; missing, empty and `null` count as not there."""
    for name in names:
        value = fields.get(name)
        if value is None:
            continue
        if not isinstance(value, str):
            raise _LineError(f'"{name}" is {_called(value)}; write it as text or leave it out')
        if value.strip():
            return value.strip()
    return None


def _own_id(fields: dict[str, object]) -> str | None:
    """The id that the other program gave; one that is a whole number counts as its figures."""
    given = {
        name: str(value) if type(value) is int else value
        for name in ("id", "external_id", "guid")
        if (value := fields.get(name)) is not None
    }
    return _words(given, *given)


def _called(value: object) -> str:
    """What JSON calls a value."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    return "a list" if isinstance(value, list) else "an object"


def _item(layout: Layout, index: int, position: int, given: Given, notes: _Notes) -> ParsedItem:
    fields = _fields(layout.lines[index].strip("\ufeff \t"))
    title = _words(fields, "title", "headline")
    body = _words(fields, "body", "text", "content", "summary", "description") or ""
    if title is None and not body:
        raise _LineError("has neither title nor body; give at least one")
    link = clean_url(_words(fields, "url", "link") or "")
    source = _words(fields, "source", "publisher")
    language = _words(fields, "language", "lang") or language_of(
        f"{title or ''} {body[:SAMPLE_CHARS]}"
    )
    sources = (SourceRef(name=source, url=link),) if source or link else ()
    urls = [link] if link else []
    urls.extend(found.url for found in find_links(body))
    return ParsedItem(
        position=position,
        title=shortened(" ".join(title.split())) if title else None,
        body=body,
        published=_published(fields, index, given, notes),
        sources=sources,
        urls=tuple(dict.fromkeys(urls)),
        language=language,
        span=(layout.lines.start(index), layout.lines.end(index)),
        external_id=_own_id(fields),
        given_themes=_themes(fields),
    )


def _published(
    fields: dict[str, object], index: int, given: Given, notes: _Notes
) -> Published | None:
    text = _words(fields, "published", "published_at", "date", "pubDate")
    if text is None:
        return given.published
    dates = find_dates(text)
    if not dates:
        notes.add(index, f"the date {text[:40]!r} cannot be read; it is left out")
        return given.published
    if not is_plausible(dates[0].when, given.today):
        notes.add(index, f"dropped an impossible publication date: {text[:40]}")
        return given.published
    return dates[0].when


def _themes(fields: dict[str, object]) -> tuple[ThemeId, ...] | None:
    value = fields.get("themes")
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise _LineError('"themes" is no list of names; write ["ai","fintech"] or leave it out')
    return tuple(dict.fromkeys(ThemeId(name.strip()) for name in value if name.strip()))
