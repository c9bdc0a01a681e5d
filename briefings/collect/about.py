"""What a document says of itself: title, date and credit of front matter, masthead and name."""

from __future__ import annotations

from briefings.collect import facts
from briefings.collect.dating import Given
from briefings.collect.draft import About, Drafts
from briefings.collect.layout import Layout
from briefings.collect.taken import Taken
from briefings.model.documents import Role


def about_document(
    layout: Layout,
    taken: Taken,
    given: Given,
    name: str,
    drafts: Drafts,
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
    first = drafts.top
    edge = masthead_end if masthead_end is not None else len(layout) if first is None else first
    published = matter.published if matter is not None else None
    title = matter.title if matter is not None else None
    if published is None and title:
        published = facts.title_date(title)
    published = published or facts.masthead_date(layout, edge, start) or facts.file_date(given.name)
    published = published or facts.foot_date(layout, edge)
    credit = matter.credit if matter is not None else None
    return About(
        format=name,
        title=title or facts.masthead_title(layout, start, _head_end(layout, taken, start, edge)),
        published=published,
        credit=credit or facts.asked_credit(layout, drafts.spans()),
        confidence=confidence,
        bridges_pages=bridges_pages,
    )


def _head_end(layout: Layout, taken: Taken, start: int, end: int) -> int:
    """Where the first section or item starts: the document's own title stands above."""
    for index in layout.filled(start, end):
        if taken.role(index) in {Role.SECTION, Role.TITLE, Role.DATE}:
            return index
    return end
