"""Weekly reports and letters: items under marked headings, sections around, short news last."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from briefings.collect import facts
from briefings.collect.build import About, Draft, Given, parsed
from briefings.collect.heads import Head, Outline, is_closing, is_opening, is_other_news, outline
from briefings.collect.layout import BULLET, CAPTION, FURNITURE, LINK_ONLY, RULE, SOURCE, Layout
from briefings.collect.oneliners import one_line_drafts
from briefings.collect.sources import split_tail
from briefings.collect.taken import Taken
from briefings.model.documents import ParsedDocument, Role

TAIL_SHARE = 0.6
"""From this share of titles with a bracket behind them, any short bracket counts as a source."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """Reads documents whose items stand under headings of one style."""

    name: str = "report"

    def score(self, layout: Layout, given: Given) -> float:
        """High for several headings of one style with text below, low for a long lead."""
        plan = _plan(layout)
        if plan is None:
            return 0.0
        items = [head for head in plan.outline.heads if plan.outline.is_item(head)]
        if len(items) < 2:
            return 0.35 if plan.matter is not None else 0.2
        filled = sum(1 for _ in layout.filled(plan.start))
        lead = sum(
            1
            for index in layout.filled(plan.start, items[0].line)
            if not layout.has(index, FURNITURE | CAPTION)
        )
        sure = 0.72 + min(len(items), 6) * 0.03
        return sure - max(0.0, lead / max(1, filled) - 0.15) * 1.2

    def read(self, layout: Layout, given: Given) -> ParsedDocument:
        """Split at the headings; what stands above the first one is the introduction."""
        taken = Taken(layout.lines)
        plan = _plan(layout)
        if plan is None:
            about = About(format=self.name, confidence=0.0, doubts=("no repeated headings found",))
            return parsed(layout, taken, given, about, ())
        drafts = list(_drafts(layout, taken, plan))
        about = about_document(
            layout, taken, given, self.name, drafts, confidence=self.score(layout, given)
        )
        return parsed(layout, taken, given, about, drafts)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Plan:
    outline: Outline
    start: int
    matter: facts.FrontMatter | None
    loose: bool


def _plan(layout: Layout) -> _Plan | None:
    matter = facts.front_matter(layout)
    start = matter.end if matter is not None else 0
    found = outline(layout, start, len(layout))
    if found is None:
        return None
    return _Plan(outline=found, start=start, matter=matter, loose=_loose(found))


def _loose(found: Outline) -> bool:
    """Whether nearly all titles end with a short bracket, so that it must be the source."""
    words = [head.words for head in found.heads if found.is_item(head)][:60]
    cut = sum(1 for one in words if split_tail(one, loose=True).sources)
    return len(words) >= 3 and cut >= len(words) * TAIL_SHARE


def _drafts(layout: Layout, taken: Taken, plan: _Plan) -> Iterator[Draft]:
    section: str | None = None
    bounds = _bounds(plan.outline)
    for number, head in enumerate(bounds):
        end = bounds[number + 1].line if number + 1 < len(bounds) else len(layout)
        if number + 1 == len(bounds):
            end = _last_end(layout, plan, bounds, end)
        below = head.line + 1
        if is_other_news(head.words) and _holds_lines(layout, below, end):
            taken.take(head.line, Role.SECTION)
            yield from one_line_drafts(layout, below, end, head.words, loose=plan.loose)
        elif is_opening(head.words) or is_closing(head.words):
            taken.take(head.line, Role.SECTION)
            section = None
        elif plan.outline.is_item(head):
            yield Draft(title=(head.line,), start=below, end=end, section=section, loose=plan.loose)
        else:
            section = head.words
            taken.take(head.line, Role.SECTION)
            if _is_list_of_news(layout, below, end):
                yield from one_line_drafts(layout, below, end, section, loose=plan.loose)


def _bounds(found: Outline) -> list[Head]:
    """The headings that end what stands above them."""
    level = min(
        (head.level for head in found.heads if found.is_item(head) and head.level), default=0
    )
    return [
        head
        for head in found.heads
        if found.is_item(head)
        or found.is_section(head)
        or (head.level and level and head.level <= level)
        or is_other_news(head.words)
        or is_closing(head.words)
    ]


def _holds_lines(layout: Layout, start: int, end: int) -> bool:
    return any(True for _ in layout.filled(start, end))


def _is_list_of_news(layout: Layout, start: int, end: int) -> bool:
    """Whether the lines are bullets that each bring their own source, date or link."""
    bullets = [
        index
        for index in layout.filled(start, end)
        if layout.has(index, BULLET) and not layout.has(index, LINK_ONLY | SOURCE)
    ]
    if len(bullets) < 2:
        return False
    tailed = sum(
        1
        for index in bullets
        if split_tail(layout.words(index)).sources or "](" in layout.words(index)
    )
    return tailed * 10 >= len(bullets) * 6


def _last_end(layout: Layout, plan: _Plan, bounds: list[Head], end: int) -> int:
    """The last item ends at a divider, if the items before it hold none within their text."""
    for head, following in itertools.pairwise(bounds):
        if _divider(layout, head.line + 1, following.line) is not None:
            return end
    cut = _divider(layout, bounds[-1].line + 1, end)
    return end if cut is None else cut


def _divider(layout: Layout, start: int, end: int) -> int | None:
    """A drawn line with text above and below it, between two lines."""
    seen = False
    for index in range(start, end):
        if layout.has(index, RULE):
            if (
                seen
                and layout.words(index)[:1] != "<"
                and next(layout.filled(index + 1, end), None) is not None
            ):
                return index
        elif layout.flags[index] & 1 == 0:
            seen = True
    return None


def about_document(
    layout: Layout,
    taken: Taken,
    given: Given,
    name: str,
    drafts: list[Draft],
    *,
    confidence: float,
    bridges_pages: bool = False,
    masthead_end: int | None = None,
) -> About:
    """Title, date and credit of a document from its front matter, masthead, footer and name."""
    matter = facts.front_matter(layout)
    start = 0
    if matter is not None:
        start = matter.end
        for index in range(matter.end):
            taken.take(index, Role.METADATA)
    first = min((min([*draft.title, draft.start]) for draft in drafts), default=len(layout))
    edge = first if masthead_end is None else masthead_end
    published = matter.published if matter is not None else None
    title = matter.title if matter is not None else None
    if published is None and title:
        published = facts.title_date(title)
    published = published or facts.masthead_date(layout, edge, start) or facts.file_date(given.name)
    spans = [(min([*draft.title, draft.start]), draft.end) for draft in drafts]
    credit = (
        matter.credit if matter is not None and matter.credit else facts.asked_credit(layout, spans)
    )
    return About(
        format=name,
        title=title or facts.masthead_title(layout, start, edge),
        published=published,
        credit=credit,
        confidence=confidence,
        bridges_pages=bridges_pages,
    )
