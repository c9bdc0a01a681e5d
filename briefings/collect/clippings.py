"""Press clippings: a list of titles, one item a line, outlet and date beside each."""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from string import ascii_letters

from briefings.collect import facts
from briefings.collect.about import about_document
from briefings.collect.build import parsed
from briefings.collect.columns import Row, cells_of, table_rows
from briefings.collect.dating import Given
from briefings.collect.draft import Draft, Drafts
from briefings.collect.foot import foot_start
from briefings.collect.head_words import is_closing, is_opening
from briefings.collect.layout import (
    BLANK,
    BULLET,
    BYLINE,
    CAPTION,
    DATE,
    FURNITURE,
    LINK,
    LINK_ONLY,
    LONG,
    MARKED,
    PAGE,
    RELATED,
    SENTENCE,
    SOURCE,
    Layout,
)
from briefings.collect.marks import bracketed
from briefings.collect.oneliners import (
    is_linked_title,
    is_mostly_linked,
    one_line_draft,
    one_line_words,
    told_behind_link,
)
from briefings.collect.tails import front_source, split_tail
from briefings.collect.taken import Taken
from briefings.model.documents import ParsedDocument, Role
from briefings.text.dates import find_dates

MAX_TITLE_CHARS = 220
"""A clipped title with outlet, date and link is shorter than this."""

MAX_SAMPLE = 80
"""So many titles tell how all of them look."""

MAX_DAY_CHARS = 40
"""A day at the start of a line, its weekday included, is shorter than this."""

MIN_LISTED = 4
"""Fewer lines are no list that tells how its lines look."""

MIN_TOLD_CHARS = 25
"""A line with a full stop at its end that is at least so long tells something."""

MAX_TOLD_CHARS = 400
"""A cell of a table that tells more is a story rather than a clipping's gist."""

_SENTENCES = re.compile(r"(?:다|요|[a-z\d%)])[.!?]\s+[\w“\"'‘]")
_NO_TITLE = FURNITURE | CAPTION | RELATED | PAGE | BLANK | LONG | BYLINE


@dataclass(frozen=True, kw_only=True, slots=True)
class Clippings:
    """Reads lists in which nearly every line is a title with its outlet."""

    name: str = "clippings"

    def score(self, layout: Layout, given: Given) -> float:
        """High where many short lines end with outlet, date or link and hardly any prose stands."""
        tailed, prose, short = _counts(layout)
        if tailed < 3:
            return 0.0
        total = tailed + prose + short
        return min(0.95, 0.3 + 0.65 * tailed / total) - 0.5 * prose / total

    def read(self, layout: Layout, given: Given) -> ParsedDocument:
        """One item a line; lines without outlet between them are sections."""
        taken = Taken(layout.lines)
        drafts = Drafts(_drafts(layout, taken))
        about = about_document(
            layout, taken, given, self.name, drafts, confidence=self.score(layout, given)
        )
        return parsed(layout, taken, given, about, drafts)


def _start(layout: Layout) -> int:
    matter = facts.front_matter(layout)
    return matter.end if matter is not None else 0


def _is_tailed(layout: Layout, index: int) -> bool:
    words = layout.words(index)
    named = layout.mark(index).words if layout.has(index, MARKED) else words
    tail = split_tail(named)
    return bool(tail.sources or tail.date_text) or is_mostly_linked(words)


def _counts(layout: Layout) -> tuple[int, int, int]:
    """Titles with a tail (or with their source on the next line), lines of prose, other lines."""
    tailed = prose = short = fronted = 0
    rows = table_rows(layout, _start(layout))
    lines: list[int] = []
    for index in layout.filled(_start(layout)):
        if index in rows or cells_of(layout, index):
            told = rows[index].told if index in rows else ""
            tailed += index in rows and len(told) <= MAX_TOLD_CHARS
            prose += len(told) > MAX_TOLD_CHARS
            continue
        if is_linked_title(layout, index) or _leads_by_link(layout, index):
            tailed += 1
            continue
        if layout.has(index, _NO_TITLE & ~LONG | SOURCE | LINK_ONLY | DATE):
            continue
        below = layout.next_filled(index)
        if (
            layout.has(index, LONG)
            or _is_told(layout, index)
            or (layout.has(index, SENTENCE) and layout.lines.length(index) > 60)
            or (layout.words(index)[-1:] == "." and layout.lines.length(index) >= MIN_TOLD_CHARS)
        ):
            prose += 1
        elif _is_tailed(layout, index) or (
            below is not None and layout.has(below, SOURCE | LINK_ONLY)
        ):
            tailed += 1
        else:
            short += 1
            lines.append(index)
    if len(lines) >= MIN_LISTED and _fronted(layout, lines[:MAX_SAMPLE]):
        fronted = sum(front_source(layout.mark(index).words) is not None for index in lines)
    if fronted <= tailed:
        fronted = 0
    return tailed + fronted, prose, short - fronted


def _leads_by_link(layout: Layout, index: int) -> bool:
    """Whether a bullet starts with a linked title and goes on to tell of it."""
    return layout.has(index, BULLET) and bool(told_behind_link(one_line_words(layout, index)))


def _is_told(layout: Layout, index: int) -> bool:
    """Whether a line tells its news in sentences rather than naming it."""
    return layout.lines.length(index) > 110 and _SENTENCES.search(layout.words(index)) is not None


def _drafts(layout: Layout, taken: Taken) -> Iterator[Draft]:
    start = _start(layout)
    foot = foot_start(layout, start, len(layout))
    lines = array(
        "I",
        (
            index
            for index in layout.filled(start, foot)
            if not layout.has(index, _NO_TITLE)
            and layout.lines.length(index) <= MAX_TITLE_CHARS + 400
        ),
    )
    section: str | None = None
    loose = _loose(layout, lines)
    front = _fronted(layout, _sample(layout, lines))
    first = _first_of_list(layout, lines)
    started = False
    days = _day_heads(layout, lines)
    rows = table_rows(layout, _start(layout))
    ends = _ends(layout, lines, rows, foot)
    for number, index in enumerate(lines):
        if index in days:
            section = layout.mark(index).words
            taken.take(index, Role.SECTION)
            continue
        if index not in rows and (index < first or _is_beside_title(layout, index)):
            continue
        following = lines[number + 1] if number + 1 < len(lines) else None
        end = ends[number]
        sourced = following is not None and _is_beside_title(layout, following)
        if index in rows:
            started = True
            yield _row_draft(rows[index], index, end, section)
            continue
        if cells_of(layout, index):
            taken.take(index, Role.FURNITURE)
            continue
        fronted = front and front_source(layout.mark(index).words) is not None
        if (
            fronted
            or _is_title(layout, index, loose=loose)
            or (sourced and following is not None and not layout.has(following, DATE))
        ):
            started = True
            draft = one_line_draft(layout, index, end, section, loose=loose)
            yield replace(draft, front=front)
        elif _is_section(layout, index, following):
            section = bracketed(layout.mark(index).words) or layout.mark(index).words
            if is_opening(section) or is_closing(section):
                section = None
            known = started or layout.has(index, MARKED) or bracketed(layout.words(index))
            taken.take(index, Role.SECTION if known else Role.INTRO)
            if not started and number == 0 and _may_be_document_title(layout, index):
                section = None
        elif layout.has(index, MARKED) and started:
            draft = one_line_draft(layout, index, end, section, loose=loose)
            yield replace(draft, front=front)


def _ends(layout: Layout, lines: Sequence[int], rows: Collection[int], foot: int) -> array[int]:
    """For each of these lines the next one that is no source, link or date, else the end."""
    ends, end = array("I"), foot
    for index in reversed(lines):
        ends.append(end)
        if index in rows or not _is_beside_title(layout, index):
            end = index
    ends.reverse()
    return ends


def _day_heads(layout: Layout, lines: Sequence[int]) -> frozenset[int]:
    """The lines that head the news of a day; a single one dates the whole document."""
    found = [index for index in lines if _heads_day(layout, index)]
    return frozenset(found) if len(found) > 1 else frozenset()


def _heads_day(layout: Layout, index: int) -> bool:
    """Whether a line that starts with a day, apart from the text, heads the news of that day."""
    if layout.gap_before(index) < 1 or layout.gap_after(index) < 1:
        return False
    if layout.has(index, BULLET | SOURCE | LINK):
        return False
    words = layout.mark(index).words
    first = next(iter(find_dates(words[:MAX_DAY_CHARS])), None)
    return first is not None and not words[: first.start].strip(" ,").strip(ascii_letters)


def _is_beside_title(layout: Layout, index: int) -> bool:
    """Whether a line is the source, link or day of the title above it."""
    if layout.has(index, LINK_ONLY) and is_linked_title(layout, index):
        return False
    return layout.has(index, SOURCE | LINK_ONLY) or (
        layout.has(index, DATE) and not layout.has(index, MARKED)
    )


def _may_be_document_title(layout: Layout, index: int) -> bool:
    """Whether the first line names the document rather than a section."""
    if layout.mark(index).level == 1:
        return True
    return not layout.has(index, MARKED) and bracketed(layout.words(index)) is None


def _row_draft(row: Row, index: int, end: int, section: str | None) -> Draft:
    return Draft(
        title=(index,),
        start=index + 1,
        end=end,
        words=row.title,
        section=row.section or section,
        sources=row.sources,
        dates=row.dates,
        told=row.told,
    )


def _loose(layout: Layout, lines: Sequence[int]) -> bool:
    sample = _sample(layout, lines)
    cut = sum(1 for index in sample if split_tail(layout.mark(index).words, loose=True).sources)
    return cut * 10 >= len(sample) * 6


def _sample(layout: Layout, lines: Sequence[int]) -> list[int]:
    titles = (index for index in lines if not layout.has(index, SOURCE | LINK_ONLY | DATE))
    return list(islice(titles, MAX_SAMPLE))


def _first_of_list(layout: Layout, lines: Sequence[int]) -> int:
    """Where all titles but the first bear one mark, the first line is the document's own title."""
    if len(lines) < MIN_LISTED or not layout.has(lines[0], MARKED):
        return 0
    styles = {layout.mark(index).style for index in lines[1:MAX_SAMPLE]}
    alone = len(styles) <= 2 and layout.mark(lines[0]).style not in styles
    return lines[1] if alone and find_dates(layout.words(lines[0])) else 0


def _fronted(layout: Layout, sample: Sequence[int]) -> bool:
    """Whether most titles start with a name set apart, and not with one and the same."""
    fronts = [found[0] for index in sample if (found := front_source(layout.mark(index).words))]
    return len(fronts) * 10 >= len(sample) * 6 and len(set(fronts)) > 1


def _is_title(layout: Layout, index: int, *, loose: bool) -> bool:
    if (
        layout.has(index, SENTENCE)
        and not layout.has(index, MARKED)
        and layout.lines.length(index) > 80
    ):
        return False
    words = layout.mark(index).words if layout.has(index, MARKED) else layout.words(index)
    tail = split_tail(words, loose=loose)
    linked = is_mostly_linked(layout.words(index)) or _leads_by_link(layout, index)
    return linked or bool(tail.sources or tail.date_text)


def _is_section(layout: Layout, index: int, following: int | None) -> bool:
    return (
        following is not None
        and layout.lines.length(index) <= 60
        and not layout.has(index, SENTENCE)
    )
