"""Single articles: one title, one by-line, one text, whatever the page puts around and repeats."""

from __future__ import annotations

from dataclasses import dataclass

from briefings.collect import facts
from briefings.collect.article_credit import article_date, article_outlet, dateline, rights_line
from briefings.collect.article_plan import Plan, find_plan
from briefings.collect.article_title import title_lines
from briefings.collect.build import parsed
from briefings.collect.dating import Given
from briefings.collect.draft import About, Draft
from briefings.collect.layout import (
    BYLINE,
    CAPTION,
    DATE,
    LONG,
    SOURCE,
    Layout,
)
from briefings.collect.report import report_strength
from briefings.collect.sourced import is_prose
from briefings.collect.taken import Taken
from briefings.model.documents import ParsedDocument, Role
from briefings.model.items import SourceRef

MIN_START_SCORE = 0.3
"""The start of an article that is signed at its end scores so much."""

MIN_PROSE_CHARS = 120
"""An article tells at least so much."""

LONG_PROSE_CHARS = 400
"""So much running text is an article without a title too."""

MIN_SIGNED_CHARS = 50
"""With a by-line and a rights line around it, so much is enough."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """Reads one article off a page."""

    name: str = "article"

    def score(self, layout: Layout, given: Given) -> float:
        """High for one title, a by-line or rights line, and prose; low for many headed stories."""
        plan = layout.once(find_plan)
        if plan is None:
            return 0.0
        prose = sum(
            layout.lines.length(index)
            for index in layout.filled(plan.start, plan.end)
            if is_prose(layout, index)
        )
        signed = plan.byline is not None and rights_line(layout, plan.start) is not None
        if prose < (MIN_SIGNED_CHARS if signed else MIN_PROSE_CHARS):
            return 0.1
        score = 0.42
        score += 0.2 if plan.byline is not None else 0.0
        score += 0.15 if plan.timed else 0.0
        score += 0.1 if rights_line(layout, plan.start) is not None else 0.0
        score += 0.1 if plan.repeated is not None else 0.0
        score += 0.1 if plan.title is not None else -0.1 if prose >= LONG_PROSE_CHARS else -0.2
        score += 0.3 if dateline(layout, plan.start) is not None else 0.0
        times = sum(
            1 for index in layout.filled() if layout.has(index, BYLINE) and layout.has(index, DATE)
        )
        sources = sum(1 for index in layout.filled() if layout.has(index, SOURCE))
        score -= 0.15 * max(0, times - 2) + 0.12 * max(0, sources - 1)
        score -= 0.4 if layout.once(report_strength) > 0.8 else 0.0
        return max(0.0, min(score, 0.97))

    def read(self, layout: Layout, given: Given) -> ParsedDocument:
        """One item: the title, and the text between by-line and foot, once."""
        taken = Taken(layout.lines)
        plan = layout.once(find_plan)
        if plan is None:
            about = About(format=self.name, confidence=0.0, doubts=("no running text found",))
            return parsed(layout, taken, given, about, ())
        _take_frame(layout, taken, plan)
        matter = facts.front_matter(layout)
        published = article_date(layout, plan) or (matter.published if matter is not None else None)
        published = (
            published or facts.masthead_date(layout, plan.start) or facts.file_date(given.name)
        )
        draft = Draft(
            title=title_lines(layout, plan.title, plan.start, plan.end),
            words=matter.title if matter is not None and not _is_top(layout, plan) else None,
            start=plan.start,
            end=plan.end,
            tail=plan.title is not None,
        )
        outlet = article_outlet(layout, plan)
        about = About(
            format=self.name,
            published=published,
            title=layout.mark(plan.title).words if plan.title is not None else None,
            credit=facts.asked_credit(layout, [(plan.start, plan.end)]),
            sources=() if outlet is None else (SourceRef(name=outlet),),
            confidence=max(self.score(layout, given), 0.1),
        )
        return parsed(layout, taken, given, about, (draft,))


def _is_top(layout: Layout, plan: Plan) -> bool:
    """Whether the text has a heading of the first level, which the front matter's title repeats."""
    return plan.title is not None and layout.mark(plan.title).level == 1


def may_run_on(_: Layout, score: float) -> bool:
    """Whether the start of a long text may be an article's, whose by-line may stand at its end."""
    return score >= MIN_START_SCORE


def _take_frame(layout: Layout, taken: Taken, plan: Plan) -> None:
    """Say what the lines around the text are."""
    if plan.repeated is not None:
        taken.take(plan.repeated, Role.REPEATED, item=1)
    if plan.byline is not None:
        taken.take(
            plan.byline, Role.DATE if layout.has(plan.byline, DATE) else Role.FURNITURE, item=1
        )
    for index in layout.filled(0, plan.start):
        if layout.has(index, BYLINE) and layout.has(index, DATE):
            taken.take(index, Role.DATE, item=1)
    for index in layout.filled(plan.end):
        taken.take(index, Role.CAPTION if layout.has(index, CAPTION) else Role.FURNITURE)
    words = None if plan.title is None else layout.words(plan.title)
    for index in layout.filled(plan.start, plan.end):
        if layout.words(index) == words:
            taken.take(index, Role.REPEATED, item=1)
        if layout.has(index, BYLINE) and not layout.has(index, LONG):
            taken.take(index, Role.DATE if layout.has(index, DATE) else Role.FURNITURE, item=1)
