"""Weekly reports and letters: items under marked headings, sections around, short news last."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from briefings.collect import facts
from briefings.collect.about import about_document
from briefings.collect.announced import Announced, announced
from briefings.collect.build import parsed
from briefings.collect.dating import Given
from briefings.collect.day_heads import with_days
from briefings.collect.draft import About, Draft, Drafts
from briefings.collect.edges import take_shared_edges
from briefings.collect.head_words import is_closing, is_opening, is_other_news, is_preview
from briefings.collect.heads import Head, Outline, section_between
from briefings.collect.layout import (
    BULLET,
    BYLINE,
    CAPTION,
    FURNITURE,
    LINK_ONLY,
    LONG,
    MARKED,
    SENTENCE,
    SOURCE,
    Layout,
)
from briefings.collect.marks import mark_of
from briefings.collect.oneliners import one_line_drafts
from briefings.collect.outlets import looks_like_outlet
from briefings.collect.outline import LAST_LIST, outline
from briefings.collect.pages import running_heads
from briefings.collect.report_ends import last_end
from briefings.collect.report_lists import (
    are_fields,
    are_fronted,
    are_lists,
    holds_lines,
    is_list_of_news,
    may_be_list,
)
from briefings.collect.tails import front_source, split_tail
from briefings.collect.taken import Taken
from briefings.collect.unmarked_heads import BARE
from briefings.collect.wraps import wrapped_titles
from briefings.model.documents import ParsedDocument, Role
from briefings.model.items import SourceRef

MAX_SAMPLE = 60
"""So many titles tell how all of them end."""

TAIL_SHARE = 0.6
"""From this share of titles with a bracket behind them, any short bracket counts as a source."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """Reads documents whose items stand under headings of one style."""

    name: str = "report"

    def score(self, layout: Layout, given: Given) -> float:
        """High for several headings of one style with text below, low for a long lead."""
        return layout.once(report_strength)

    def read(self, layout: Layout, given: Given) -> ParsedDocument:
        """Split at the headings; what stands above the first one is the introduction."""
        taken = Taken(layout.lines)
        about, drafts = self._drafted(layout, taken, given)
        return parsed(layout, taken, given, about, drafts)

    def _drafted(self, layout: Layout, taken: Taken, given: Given) -> tuple[About, Drafts]:
        """What is known of the document, and its items as lines; the plan is let go behind it."""
        plan = layout.once(_plan)
        if plan is None:
            about = About(format=self.name, confidence=0.0, doubts=("no repeated headings found",))
            return about, Drafts()
        for index in plan.furniture:
            taken.take(index, Role.FURNITURE)
        contents = plan.contents
        if contents is not None:
            for index in layout.filled(contents.start, contents.end):
                taken.take(index, Role.CONTENTS)
        drafts = Drafts(_drafts(layout, taken, plan))
        take_shared_edges(layout, taken, drafts)
        about = about_document(
            layout,
            taken,
            given,
            self.name,
            drafts,
            confidence=_strength(layout, plan, drafts),
            bridges_pages="\f" in layout.text,
            masthead_end=contents.start if contents is not None else None,
        )
        return about, drafts


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """How a report is to be split; the flags say how its titles, lists and bullets look."""

    outline: Outline
    start: int
    matter: facts.FrontMatter | None
    contents: Announced | None
    loose: bool
    loose_lines: bool
    front_lines: bool
    furniture: frozenset[int]
    wraps: dict[int, tuple[int, ...]]


def _plan(layout: Layout) -> Plan | None:
    matter = facts.front_matter(layout)
    start = matter.end if matter is not None else 0
    found = outline(layout, start, len(layout))
    if found is None:
        return None
    contents = announced(layout, found, start)
    if contents is not None:
        start = contents.end
        found = outline(layout, start, len(layout)) or found
    found, wraps = _with_wraps(layout, with_days(layout, found, start))
    titles = [head.words for head in islice(filter(found.is_item, found.heads), MAX_SAMPLE)]
    bullets = _sample(layout, start, BULLET) or _sample(layout, start)
    return Plan(
        outline=found,
        start=start,
        matter=matter,
        contents=contents,
        loose=_end_alike(titles),
        loose_lines=_end_alike(bullets),
        front_lines=_start_alike(bullets),
        furniture=frozenset(running_heads(layout, (head.line for head in found.heads))),
        wraps=wraps,
    )


def _with_wraps(layout: Layout, found: Outline) -> tuple[Outline, dict[int, tuple[int, ...]]]:
    """The outline with whole titles, and the lines that titles run on in."""
    lines = array(
        "I",
        (
            head.line
            for head in found.heads
            if found.is_item(head) and not head.lead_chars and head.below is None
        ),
    )
    wraps = wrapped_titles(layout, lines, (head.line for head in found.heads))
    if not wraps:
        return found, wraps
    heads = tuple(
        replace(head, words=" ".join([head.words, *map(layout.words, wraps[head.line])]))
        if head.line in wraps
        else head
        for head in found.heads
    )
    return replace(found, heads=heads), wraps


def _sample(layout: Layout, start: int, flags: int | None = None) -> list[str]:
    """The first lines that are no sources or links, with any of `flags` if these are given."""
    lines = (
        index
        for index in layout.filled(start)
        if not layout.has(index, LINK_ONLY | SOURCE) and (flags is None or layout.has(index, flags))
    )
    return [layout.words(index) for index in islice(lines, MAX_SAMPLE)]


def _end_alike(sample: list[str]) -> bool:
    """Whether nearly all titles end with a short name, so that it must be the source."""
    cut = sum(1 for one in sample if split_tail(one, loose=True).sources)
    return len(sample) >= 3 and cut >= len(sample) * TAIL_SHARE


def _start_alike(bullets: list[str]) -> bool:
    """Whether most bullets start with a name in brackets, and not with one and the same."""
    names = [found[0] for one in bullets if (found := front_source(mark_of(one).words))]
    return len(names) >= 3 and len(names) >= len(bullets) * TAIL_SHARE and len(set(names)) > 1


def report_strength(layout: Layout) -> float:
    """How surely the headings of one style part the text into items, 0 to 1."""
    plan = layout.once(_plan)
    if plan is None:
        return 0.0
    return _strength(layout, plan, Drafts(_drafts(layout, Taken(layout.lines), plan)))


def _strength(layout: Layout, plan: Plan, drafts: Drafts) -> float:
    first = drafts.top
    if first is None or len(drafts) < 2:
        return 0.3 if plan.matter is not None else 0.2
    lead = _chars(layout, plan.start, first)
    told = _chars(layout, first, len(layout))
    sure = 0.76 + min(len(drafts), 6) * 0.03
    if plan.outline.items == {BARE}:
        sure -= 0.2
    if _is_one_article(layout, plan, drafts, first):
        sure -= 0.35
    return max(0.0, sure - max(0.0, lead / max(1, lead + told) - 0.25) * 1.2)


def _is_one_article(layout: Layout, plan: Plan, drafts: Drafts, first: int) -> bool:
    """Whether a by-line and prose lead to headings that bring neither numbers nor sources."""
    lead = list(layout.filled(plan.start, first))
    signed = any(layout.has(index, BYLINE) for index in lead)
    told = any(layout.has(index, SENTENCE | LONG) for index in lead)
    numbered = any(head.number is not None for head in plan.outline.heads)
    return (
        signed
        and told
        and not numbered
        and not any(
            layout.has(index, SOURCE | LINK_ONLY)
            for draft in drafts
            for index in layout.filled(draft.start, draft.end)
        )
    )


def _chars(layout: Layout, start: int, end: int) -> int:
    return sum(
        layout.lines.length(index)
        for index in layout.filled(start, end)
        if not layout.has(index, FURNITURE | CAPTION) and layout.lines.head(index, 2) != "# "
    )


def _drafts(layout: Layout, taken: Taken, plan: Plan) -> Iterator[Draft]:
    section: str | None = None
    bounds = _bounds(plan.outline)
    prose = _prose_below_most(layout, plan.outline, bounds)
    fields = are_fields(layout, plan.outline, bounds)
    outlets = fields and sum(looks_like_outlet(head.words) for head in bounds) * 2 > len(bounds)
    fewest = 1 if fields or are_lists(layout, plan.outline, bounds) else 2
    if bounds:
        section = _section_above(layout, taken, plan.start, bounds[0])
    for number, head in enumerate(bounds):
        following = bounds[number + 1] if number + 1 < len(bounds) else None
        end = (
            following.line
            if following is not None
            else last_end(layout, [head.line for head in bounds], plan.furniture)
        )
        title = (_title_line(taken, head), *plan.wraps.get(head.line, ()))
        below = title[-1] + 1
        is_item = plan.outline.is_item(head)
        next_section = None
        if following is not None:
            next_section, end = section_between(
                layout, below, following.line, following.number, plan.furniture
            )
        other = is_other_news(head.words) or head.style == LAST_LIST
        if other and holds_lines(layout, below, end):
            taken.take(head.line, Role.SECTION)
            yield from _listed(layout, below, end, head.words, plan)
        elif (
            is_opening(head.words)
            or (number == 0 and is_preview(head.words))
            or (is_closing(head.words) and not head.lead_chars)
        ):
            taken.take(head.line, Role.SECTION)
            section = None
        elif is_item and is_list_of_news(
            layout,
            below,
            end,
            quiet=fields or may_be_list(head, prose and following is None, bounds),
            fewest=fewest,
        ):
            taken.take(head.line, Role.SECTION)
            for draft in _listed(layout, below, end, None if outlets else head.words, plan):
                yield replace(draft, sources=(SourceRef(name=head.words),)) if outlets else draft
        elif is_item and head.lead_chars:
            yield _lead_draft(head, end, section, plan)
        elif is_item:
            yield Draft(title=title, start=below, end=end, section=section, loose=plan.loose)
        else:
            section = head.words
            taken.take(head.line, Role.SECTION)
            if is_list_of_news(layout, below, end, quiet=True):
                yield from _listed(layout, below, end, section, plan)
        if next_section is not None:
            taken.take(next_section, Role.SECTION)
            section = layout.mark(next_section).words


def _title_line(taken: Taken, head: Head) -> int:
    """The line of a heading's words; a line above it that only counts is no part of the text."""
    if head.below is None:
        return head.line
    taken.take(head.line, Role.FURNITURE)
    return head.below


def _listed(
    layout: Layout, start: int, end: int, section: str | None, plan: Plan
) -> Iterator[Draft]:
    """Short news, one a line; where outlets stand in brackets in front, they are sources."""
    fronted = plan.front_lines or are_fronted(layout, start, end)
    for draft in one_line_drafts(layout, start, end, section, loose=plan.loose_lines):
        yield replace(draft, front=fronted)


def _lead_draft(head: Head, end: int, section: str | None, plan: Plan) -> Draft:
    return Draft(
        start=head.line,
        end=end,
        words=head.words,
        section=section,
        loose=plan.loose,
        skip_chars=head.lead_chars,
    )


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
        or head.style == LAST_LIST
    ]


def _section_above(layout: Layout, taken: Taken, start: int, first: Head) -> str | None:
    """An unmarked line right above the first heading names its section, a title aside."""
    line, _ = section_between(layout, start, first.line, first.number)
    if line is None or next(layout.filled(start), line) == line:
        return None
    taken.take(line, Role.SECTION)
    return layout.mark(line).words


def _prose_below_most(layout: Layout, found: Outline, bounds: list[Head]) -> bool:
    """Whether most items are told in unmarked lines, so that a bare list is something else."""
    prose = items = 0
    for number, head in enumerate(bounds):
        if not found.is_item(head):
            continue
        items += 1
        end = bounds[number + 1].line if number + 1 < len(bounds) else len(layout)
        prose += bool(head.lead_chars) or any(
            not layout.has(index, MARKED | SOURCE | LINK_ONLY)
            for index in layout.filled(head.line + 1, end)
        )
    return prose * 2 > items
