"""Letters taken from PDF: contents first, then numbered stories, pages and captions between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from briefings.collect.about import about_document
from briefings.collect.build import parsed
from briefings.collect.contents import TOP_LINES
from briefings.collect.dating import Given
from briefings.collect.draft import Draft, Drafts
from briefings.collect.edges import take_shared_edges
from briefings.collect.head_words import is_opening, is_other_news
from briefings.collect.heads import section_between
from briefings.collect.layout import (
    BULLET,
    LONG,
    MARKED,
    SENTENCE,
    Layout,
)
from briefings.collect.newsletter_plan import IN_BRACKETS, Heading, Plan, find_plan, strength
from briefings.collect.oneliners import one_line_drafts
from briefings.collect.pages import page_breaks
from briefings.collect.report_ends import last_end
from briefings.collect.taken import Taken
from briefings.model.documents import ParsedDocument, Role

_SERIES_NUMBER = re.compile(r"[(\[（]\s?(?:제\s?)?\d{1,4}\s?(?:회|편|호)?\s?[)\]）]\s*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Newsletter:
    """Reads letters by their contents, or by numbered titles that end with source and date."""

    name: str = "newsletter"

    def score(self, layout: Layout, given: Given) -> float:
        """High for a list of contents that the body keeps, and for the furniture of pages."""
        plan = layout.once(find_plan)
        return strength(plan) if plan is not None else 0.0

    def read(self, layout: Layout, given: Given) -> ParsedDocument:
        """Split at the announced headings; furniture of pages is taken out before lines join."""
        taken = Taken(layout.lines)
        plan = layout.once(find_plan)
        if plan is None:
            about = about_document(layout, taken, given, self.name, Drafts(), confidence=0.0)
            return parsed(layout, taken, given, about, ())
        for index in plan.furniture:
            taken.take(index, Role.FURNITURE)
        for index in plan.captions:
            taken.take(index, Role.CAPTION)
        drafts = Drafts(_drafts(layout, taken, plan))
        take_shared_edges(layout, taken, drafts)
        if plan.contents is not None:
            for index in layout.filled(plan.contents.start, plan.contents.end):
                taken.take(index, Role.CONTENTS)
        about = about_document(
            layout,
            taken,
            given,
            self.name,
            drafts,
            confidence=strength(plan),
            bridges_pages=True,
            masthead_end=plan.contents.start if plan.contents is not None else None,
        )
        return parsed(layout, taken, given, about, drafts)


def may_be_letter(layout: Layout, score: float) -> bool:
    """Whether the start of a long text has pages, or a list of contents by its name."""
    if score or page_breaks(layout):
        return True
    lines = islice(layout.filled(), TOP_LINES)
    return any(
        not layout.has(index, LONG) and is_opening(layout.mark(index).words.replace(" ", ""))
        for index in lines
    )


def _drafts(layout: Layout, taken: Taken, plan: Plan) -> Iterator[Draft]:
    section: str | None = None
    headings = plan.headings
    numbered = _mostly_numbered(layout, plan)
    if headings:
        first = plan.contents.end if plan.contents is not None else plan.start
        section = _unmarked_section(layout, taken, plan, first, headings[0])[0]
    for position, heading in enumerate(headings):
        following = headings[position + 1] if position + 1 < len(headings) else None
        start = heading.lines[-1] + 1
        lines = [one.lines[-1] for one in headings] if following is None else []
        end = last_end(layout, lines, plan.furniture) if lines else 0
        next_section = None
        if following is not None:
            next_section, end = _unmarked_section(layout, taken, plan, start, following)
        other = _other_news(layout, start, end) if following is None else None
        words = layout.mark(heading.lines[0]).words
        if heading.is_section and not _has_story(layout, start, end):
            section = words
            taken.take(heading.lines[0], Role.SECTION)
        else:
            stop = end if other is None else other
            yield _draft(layout, taken, heading, start, stop, section, numbered=numbered)
        if other is not None:
            taken.take(other, Role.SECTION)
            yield from one_line_drafts(layout, other + 1, end, layout.mark(other).words)
        section = next_section or section


def _other_news(layout: Layout, start: int, end: int) -> int | None:
    """The line below the last story that heads short news."""
    for index in layout.filled(start, end):
        if layout.gap_before(index) < 1 or layout.has(index, SENTENCE | BULLET | LONG):
            continue
        if is_other_news(layout.mark(index).words):
            below = layout.next_filled(index, end)
            return index if below is not None and layout.has(below, MARKED) else None
    return None


def _draft(
    layout: Layout,
    taken: Taken,
    heading: Heading,
    start: int,
    end: int,
    section: str | None,
    *,
    numbered: bool,
) -> Draft:
    column = _column_title(layout, heading, start, end) if numbered else None
    if column is None:
        return Draft(title=heading.lines, start=start, end=end, section=section)
    taken.take(heading.lines[0], Role.SECTION)
    for index in layout.filled(start, column):
        taken.take(index, Role.INTRO)
    series = layout.mark(heading.lines[0]).words
    return Draft(title=(column,), start=column + 1, end=end, section=series)


def _unmarked_section(
    layout: Layout, taken: Taken, plan: Plan, start: int, following: Heading
) -> tuple[str | None, int]:
    """The name of a section right above a heading, and where the text above it ends."""
    line = following.lines[0]
    number = layout.mark(line).number
    found, end = section_between(layout, start, line, number, plan.furniture)
    if found is None:
        return None, end
    taken.take(found, Role.SECTION)
    return layout.mark(found).words, end


def _mostly_numbered(layout: Layout, plan: Plan) -> bool:
    items = [heading for heading in plan.headings if not heading.is_section]
    numbers = sum(1 for heading in items if layout.mark(heading.lines[0]).number is not None)
    return numbers * 2 >= len(items)


def _has_story(layout: Layout, start: int, end: int) -> bool:
    return any(
        layout.has(index, LONG) or layout.lines.length(index) > 60
        for index in layout.filled(start, end)
    )


def _column_title(layout: Layout, heading: Heading, start: int, end: int) -> int | None:
    """Under the name of a series with its number stands the story's own title."""
    mark = layout.mark(heading.lines[0])
    if mark.number is not None or _SERIES_NUMBER.search(mark.words) is None:
        return None
    for count, index in enumerate(layout.filled(start, end)):
        if count >= 3:
            return None
        if layout.is_headlike(index, max_chars=70) and index not in _asides_set(layout, start, end):
            return index
    return None


def _asides_set(layout: Layout, start: int, end: int) -> frozenset[int]:
    return frozenset(
        index
        for index in layout.filled(start, end)
        if IN_BRACKETS.fullmatch(layout.words(index)[:200])
    )
