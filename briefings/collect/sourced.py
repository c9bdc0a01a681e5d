"""Weeklies without marked headings: each story is closed by a line that names its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefings.collect import facts
from briefings.collect.build import Draft, Given, parsed
from briefings.collect.layout import (
    BYLINE,
    CAPTION,
    DATE,
    FURNITURE,
    LINK_ONLY,
    LONG,
    MARKED,
    RELATED,
    SENTENCE,
    SOURCE,
    Layout,
)
from briefings.collect.report import about_document
from briefings.collect.taken import Taken
from briefings.model.documents import ParsedDocument, Role

PROSE_CHARS = 60
"""A line at least so long, or one that ends as a sentence, is prose."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sourced:
    """Reads documents in which source lines, not headings, part the stories."""

    name: str = "sourced"

    def score(self, layout: Layout, given: Given) -> float:
        """High where several source lines each close a title and some prose."""
        drafts = list(_drafts(layout, Taken(layout.lines)))
        closed = sum(1 for draft in drafts if _is_closed(layout, draft))
        titled = sum(1 for draft in drafts if draft.title)
        if closed < 2:
            return 0.0
        marked = sum(1 for draft in drafts if draft.title and layout.has(draft.title[0], MARKED))
        if marked * 2 > len(drafts):
            return 0.4
        return 0.35 + min(closed, 5) * 0.04 + 0.3 * titled / len(drafts)

    def read(self, layout: Layout, given: Given) -> ParsedDocument:
        """Split behind each source line; the page around the stories is furniture."""
        taken = Taken(layout.lines)
        drafts = list(_drafts(layout, taken))
        about = about_document(
            layout, taken, given, self.name, drafts, confidence=self.score(layout, given)
        )
        return parsed(layout, taken, given, about, drafts)


def _is_closed(layout: Layout, draft: Draft) -> bool:
    return any(
        layout.has(index, SOURCE | LINK_ONLY) for index in layout.filled(draft.start, draft.end)
    )


def is_prose(layout: Layout, index: int) -> bool:
    """Whether a line tells something rather than naming it."""
    if layout.has(index, LONG):
        return True
    if layout.has(index, FURNITURE | CAPTION | SOURCE | LINK_ONLY | RELATED):
        return False
    words = layout.words(index)
    return len(words) >= PROSE_CHARS or (layout.has(index, SENTENCE) and len(words) >= 15)


def _source_ends(layout: Layout, start: int) -> list[int]:
    """The last line of each run of source lines (links right below one belong to it)."""
    ends: list[int] = []
    previous = -2
    for index in layout.filled(start):
        if layout.has(index, SOURCE) or (
            layout.has(index, LINK_ONLY) and not layout.has(index, CAPTION)
        ):
            if ends and previous == ends[-1]:
                ends[-1] = index
            else:
                ends.append(index)
        previous = index
    return ends


def _drafts(layout: Layout, taken: Taken) -> Iterator[Draft]:
    matter = facts.front_matter(layout)
    start = matter.end if matter is not None else 0
    ends = _source_ends(layout, start)
    for number, end in enumerate(ends):
        if number == 0:
            yield from _first(layout, start, end + 1)
        else:
            draft = _story(layout, ends[number - 1] + 1, end + 1)
            if draft is not None:
                yield draft
    if ends:
        _close(layout, taken, ends[-1] + 1)


def _story(layout: Layout, start: int, end: int) -> Draft | None:
    """One story: a title if the first words look like one, then its text."""
    usable = [
        index
        for index in layout.filled(start, end)
        if not layout.has(index, FURNITURE | CAPTION | RELATED)
    ]
    if not usable or layout.has(usable[0], SOURCE | LINK_ONLY):
        return None
    first = usable[0]
    if layout.is_headlike(first) and len(usable) > 1:
        return Draft(title=(first,), start=first + 1, end=end)
    return Draft(start=first, end=end)


def _first(layout: Layout, start: int, end: int) -> Iterator[Draft]:
    """Above the first source line stand the page's head, perhaps a lead story, and a story."""
    prose = [index for index in layout.filled(start, end) if is_prose(layout, index)]
    if not prose:
        return
    titles = list(_titles_within(layout, prose[0], end))
    lead_title = _title_above(layout, start, prose[0])
    if titles:
        yield Draft(title=lead_title, start=prose[0], end=titles[0])
        for number, title in enumerate(titles):
            stop = titles[number + 1] if number + 1 < len(titles) else end
            yield Draft(title=(title,), start=title + 1, end=stop)
    else:
        near = _nearest_above(layout, start, prose[0])
        yield Draft(title=(near,) if near is not None else (), start=prose[0], end=end)


def _titles_within(layout: Layout, start: int, end: int) -> Iterator[int]:
    """Lines that stand alone as the titles of the stories do, with prose right below."""
    for index in layout.filled(start + 1, end):
        if not layout.is_headlike(index, max_chars=70) or layout.gap_before(index) < 2:
            continue
        below = layout.next_filled(index, end)
        if below is not None and is_prose(layout, below):
            yield index


def _title_above(layout: Layout, start: int, prose: int) -> tuple[int, ...]:
    """The document's own title: of the lines right above the first prose, the upper of two."""
    heads = _lines_above(layout, start, prose)
    if not heads:
        return ()
    if len(heads) >= 2 and _is_series(layout, heads[0]):
        return (heads[1],)
    return (heads[0],)


def _nearest_above(layout: Layout, start: int, prose: int) -> int | None:
    heads = _lines_above(layout, start, prose)
    return heads[0] if heads else None


def _is_series(layout: Layout, index: int) -> bool:
    """Whether a line names a series and its number rather than a story."""
    words = layout.words(index)
    return words[:1] in "[<(【「" or any(map(str.isdigit, words[:12]))


def _lines_above(layout: Layout, start: int, prose: int) -> list[int]:
    """Heading-like lines above the first prose, nearest first, at most three."""
    found: list[int] = []
    for index in range(prose - 1, start - 1, -1):
        if len(found) >= 3:
            break
        if layout.has(index, DATE | BYLINE | CAPTION) or not any(
            True for _ in layout.filled(index, index + 1)
        ):
            continue
        if not layout.is_headlike(index):
            break
        found.append(index)
    return found


def _close(layout: Layout, taken: Taken, start: int) -> None:
    """What follows the last source line is the page's foot, unless it is prose."""
    for index in layout.filled(start):
        if not is_prose(layout, index):
            taken.take(index, Role.FURNITURE)
