"""Press clippings: a list of titles, one item a line, outlet and date beside each."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from briefings.collect import facts
from briefings.collect.about import about_document
from briefings.collect.build import one_by_one, parsed
from briefings.collect.dating import Given
from briefings.collect.draft import Draft
from briefings.collect.head_words import is_closing, is_opening
from briefings.collect.layout import (
    BLANK,
    BYLINE,
    CAPTION,
    DATE,
    FURNITURE,
    LINK_ONLY,
    LONG,
    MARKED,
    PAGE,
    RELATED,
    RULE,
    SENTENCE,
    SOURCE,
    Layout,
)
from briefings.collect.marks import bracketed
from briefings.collect.oneliners import one_line_draft
from briefings.collect.tails import front_source, split_tail
from briefings.collect.taken import Taken
from briefings.model.documents import ParsedDocument, Role

MAX_TITLE_CHARS = 220
"""A clipped title with outlet, date and link is shorter than this."""

MAX_SAMPLE = 80
"""So many titles tell how all of them look."""

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
        drafts = list(_drafts(layout, taken))
        about = about_document(
            layout, taken, given, self.name, drafts, confidence=self.score(layout, given)
        )
        return parsed(layout, taken, given, about, one_by_one(drafts))


def _start(layout: Layout) -> int:
    matter = facts.front_matter(layout)
    return matter.end if matter is not None else 0


def _row(layout: Layout, index: int) -> str | None:
    """The cells of a table's row as one line, its borders cut off; a table's head is no row."""
    words = layout.words(index)
    if words[:1] != "|" or words[-1:] != "|" or words.count("|") < 3:
        return None
    head = index + 1 < len(layout) and layout.has(index + 1, RULE)
    return None if head else words.strip("| ")


def _is_tailed(layout: Layout, index: int) -> bool:
    words = layout.words(index)
    named = _row(layout, index)
    if named is None:
        named = layout.mark(index).words if layout.has(index, MARKED) else words
    tail = split_tail(named)
    return bool(tail.sources or tail.date_text) or "](" in words


def _counts(layout: Layout) -> tuple[int, int, int]:
    """Titles with a tail (or with their source on the next line), lines of prose, other lines."""
    tailed = prose = short = 0
    for index in layout.filled(_start(layout)):
        if layout.has(index, _NO_TITLE & ~LONG | SOURCE | LINK_ONLY | DATE):
            continue
        below = layout.next_filled(index)
        if (
            layout.has(index, LONG)
            or _is_told(layout, index)
            or (layout.has(index, SENTENCE) and layout.lines.length(index) > 60)
        ):
            prose += 1
        elif _is_tailed(layout, index) or (
            below is not None and layout.has(below, SOURCE | LINK_ONLY)
        ):
            tailed += 1
        else:
            short += 1
    return tailed, prose, short


def _is_told(layout: Layout, index: int) -> bool:
    """Whether a line tells its news in sentences rather than naming it."""
    return layout.lines.length(index) > 110 and _SENTENCES.search(layout.words(index)) is not None


def _drafts(layout: Layout, taken: Taken) -> Iterator[Draft]:
    lines = array(
        "I",
        (
            index
            for index in layout.filled(_start(layout))
            if not layout.has(index, _NO_TITLE)
            and layout.lines.length(index) <= MAX_TITLE_CHARS + 400
        ),
    )
    section: str | None = None
    loose = _loose(layout, lines)
    front = _fronted(layout, lines)
    started = False
    ends = _ends(layout, lines)
    for number, index in enumerate(lines):
        if layout.has(index, SOURCE | LINK_ONLY) or (
            layout.has(index, DATE) and not layout.has(index, MARKED)
        ):
            continue
        following = lines[number + 1] if number + 1 < len(lines) else None
        end = ends[number]
        sourced = following is not None and layout.has(following, SOURCE | LINK_ONLY | DATE)
        row = _row(layout, index)
        if row is not None:
            started = True
            yield Draft(
                title=(index,), start=index + 1, end=end, words=row, section=section, loose=True
            )
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
            if (
                not started
                and not layout.has(index, MARKED)
                and bracketed(layout.words(index)) is None
                and number == 0
            ):
                section = None
        elif layout.has(index, MARKED) and started:
            draft = one_line_draft(layout, index, end, section, loose=loose)
            yield replace(draft, front=front)


def _ends(layout: Layout, lines: Sequence[int]) -> array[int]:
    """For each of these lines the next one that is no source, link or date, else the end."""
    ends, end = array("I"), len(layout)
    for index in reversed(lines):
        ends.append(end)
        if not layout.has(index, SOURCE | LINK_ONLY | DATE):
            end = index
    ends.reverse()
    return ends


def _loose(layout: Layout, lines: Sequence[int]) -> bool:
    sample = _sample(layout, lines)
    cut = sum(1 for index in sample if split_tail(layout.mark(index).words, loose=True).sources)
    return cut * 10 >= len(sample) * 6


def _sample(layout: Layout, lines: Sequence[int]) -> list[int]:
    titles = (index for index in lines if not layout.has(index, SOURCE | LINK_ONLY | DATE))
    return list(islice(titles, MAX_SAMPLE))


def _fronted(layout: Layout, lines: Sequence[int]) -> bool:
    """Whether most titles start with a name in brackets, and not with one and the same."""
    sample = _sample(layout, lines)
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
    return bool(tail.sources or tail.date_text) or "](" in layout.words(index)


def _is_section(layout: Layout, index: int, following: int | None) -> bool:
    if layout.words(index)[:1] == "|":
        return False
    return (
        following is not None
        and layout.lines.length(index) <= 60
        and not layout.has(index, SENTENCE)
    )
