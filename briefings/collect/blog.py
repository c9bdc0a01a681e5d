"""Blog exports: many posts in one text, each under a line with its date, some with a signature."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from briefings.collect.about import about_document
from briefings.collect.blog_fields import fielded_posts
from briefings.collect.blog_headers import (
    MIN_LED,
    Post,
    category,
    header_date,
    header_lines,
    is_category_line,
    led_titles,
    titles_above,
    titles_below,
    titles_within,
)
from briefings.collect.build import parsed
from briefings.collect.bylines import is_signature
from briefings.collect.dating import Given
from briefings.collect.draft import Draft, Drafts
from briefings.collect.edges import take_shared_edges
from briefings.collect.layout import (
    CAPTION,
    FURNITURE,
    LINK_ONLY,
    LONG,
    RELATED,
    SENTENCE,
    SOURCE,
    Layout,
)
from briefings.collect.taken import Taken
from briefings.model.documents import ParsedDocument, Role
from briefings.model.times import Precision

FOOT_LINES = 4
"""A blog's furniture below a post has no more lines than this."""

HEAD_LINES = 3
"""Buttons below a post's header are no more lines than this."""

BLOG_FOOT_LINES = 8
"""A blog's own foot below its last post is no longer than this."""

MAX_FOOT_HEAD_CHARS = 20
"""A line that heads the blog's own foot is shorter than this."""

LED = 0.88
"""So sure are posts that all start with a line of day and title."""

FIELDED = 0.96
"""So sure are posts that name their titles and dates as fields."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Blog:
    """Reads exports in which every post starts with a line that dates it."""

    name: str = "blog"

    def score(self, layout: Layout, given: Given) -> float:
        """High for several alike date lines, higher with signatures."""
        posts = _posts(layout)
        written = [post for post in posts if _has_text(layout, post)]
        if len(written) < 2:
            return 0.0
        signed = sum(1 for post in posts if _signature(layout, post) is not None)
        timed = sum(
            1
            for post in posts
            if post.published is not None and post.published.precision is Precision.INSTANT
        )
        fielded = sum(1 for post in posts if len(post.header) > 1)
        titled = sum(1 for post in posts if len(post.header) > 1 and post.title is not None)
        if titled * 10 >= len(posts) * 8:
            return FIELDED
        within = sum(1 for post in posts if post.words is not None and len(post.header) == 1)
        if within == len(posts) >= MIN_LED:
            return LED
        return (
            0.54
            + min(len(written), 5) * 0.03
            + 0.2 * max(signed, timed, fielded) / len(posts)
            + 0.1 * signed / len(posts)
        )

    def read(self, layout: Layout, given: Given) -> ParsedDocument:
        """Split at the date lines; a post without a word of its own is no item."""
        taken = Taken(layout.lines)
        posts = _posts(layout)
        drafts = Drafts(_drafts(layout, taken, posts))
        take_shared_edges(layout, taken, drafts)
        about = about_document(
            layout,
            taken,
            given,
            self.name,
            drafts,
            confidence=self.score(layout, given),
            masthead_end=min((_top(post) for post in posts), default=0),
        )
        return parsed(layout, taken, given, about, drafts)


def _top(post: Post) -> int:
    return post.header[0] if post.title is None else min(post.title, post.header[0])


def _has_text(layout: Layout, post: Post) -> bool:
    return (
        post.words is not None
        or post.title is not None
        or any(not layout.has(index, FURNITURE) for index in layout.filled(post.start, post.end))
    )


def _signature(layout: Layout, post: Post) -> int | None:
    """The last signature line of a post."""
    found = None
    for index in layout.filled(post.start, post.end):
        if layout.has(index, LONG):
            continue
        if is_signature(layout.words(index)):
            found = index
    return found


def _posts(layout: Layout) -> list[Post]:
    fielded = fielded_posts(layout)
    if len(fielded) >= 2:
        return fielded
    headers = header_lines(layout)
    led = led_titles(layout) if len(headers) < 2 else {}
    headers = headers if len(headers) >= 2 else list(led)
    if len(headers) < 2:
        return []
    above = {} if led else titles_above(layout, headers)
    within = led or ({} if above else titles_within(layout, headers))
    below = {} if above or within else titles_below(layout, headers)
    named = _categories_above(layout, above)
    posts = []
    for number, header in enumerate(headers):
        after = headers[number + 1] if number + 1 < len(headers) else len(layout)
        end = named.get(after, above.get(after, after))
        title = above.get(header, below.get(header))
        start = header + 1 if title is None or title <= header else title + 1
        posts.append(
            Post(
                header=(header,),
                start=start,
                end=end,
                published=header_date(layout, header),
                category=_category(layout, header, named, within),
                title=header if within else title,
                words=within.get(header),
            )
        )
    return posts


def _categories_above(layout: Layout, titles: dict[int, int]) -> dict[int, int]:
    """By header the line right above its title that names a category, if most titles have one."""
    found = {
        header: title - 1
        for header, title in titles.items()
        if title > 0 and layout.gap_before(title) == 0 and is_category_line(layout, title - 1)
    }
    return found if len(found) * 10 >= len(titles) * 6 else {}


def _category(
    layout: Layout, header: int, named: dict[int, int], within: dict[int, str]
) -> str | None:
    if header in named:
        return layout.mark(named[header]).words
    return None if within else category(layout, header)


def _drafts(layout: Layout, taken: Taken, posts: list[Post]) -> Iterator[Draft]:
    foot = _common(layout, posts, slice(-FOOT_LINES, None))
    heads = _common(layout, posts, slice(0, HEAD_LINES))
    for post in posts:
        for index in post.header:
            taken.take(index, Role.TITLE if index == post.title else Role.DATE)
        end = post.end
        signature = _signature(layout, post)
        if signature is not None:
            for index in layout.filled(signature, post.end):
                taken.take(index, Role.FURNITURE)
            end = signature
        if post is posts[-1]:
            end = _above_last_foot(layout, taken, posts, end, foot)
        end = _without_foot(layout, taken, post, end, foot)
        for index in _repeated_heads(layout, post, heads):
            taken.take(index, Role.FURNITURE)
        yield Draft(
            title=() if post.title is None else (post.title,),
            words=post.words,
            start=post.start,
            end=end,
            section=post.category,
            published=post.published,
            tail=False,
        )


def _common(layout: Layout, posts: list[Post], edge: slice) -> frozenset[str]:
    """What stands at one edge of most posts, figures aside: the blog's own furniture."""
    found: Counter[str] = Counter()
    for post in posts:
        lines = list(layout.filled(post.start, post.end))[edge]
        found.update({_masked(layout, index) for index in lines})
    often = max(2, len(posts) * 6 // 10)
    return frozenset(line for line, count in found.items() if count >= often)


def _repeated_heads(layout: Layout, post: Post, common: frozenset[str]) -> list[int]:
    """The lines right below a header that stand below most headers."""
    lines = list(layout.filled(post.start, post.end))[:HEAD_LINES]
    return list(takewhile(lambda index: _masked(layout, index) in common, lines))


def _above_last_foot(
    layout: Layout, taken: Taken, posts: list[Post], end: int, common: frozenset[str]
) -> int:
    """Below the last post's foot, which is that of the others, stands the foot of the blog.

    So does what stands below a short line of its own, where no post before holds such a line.
    """
    post = posts[-1]
    lines = list(layout.filled(post.start, end))
    related = next((index for index in lines[1:] if layout.has(index, RELATED)), None)
    if related is not None and not any(
        layout.has(index, SENTENCE | LONG) for index in lines if index > related
    ):
        for index in lines:
            if index >= related:
                taken.take(index, Role.FURNITURE)
        return related
    apart = _heads_apart(layout, post.start, end)
    if apart is not None and not any(
        _heads_apart(layout, one.start, one.end) is not None for one in posts if one is not post
    ):
        for index in layout.filled(apart, end):
            taken.take(index, Role.FURNITURE)
        return apart
    feet = [index for index in lines[1:] if _masked(layout, index) in common]
    if not feet or sum(1 for index in lines if index > feet[-1]) > BLOG_FOOT_LINES:
        return end
    for index in lines:
        if index > feet[-1]:
            taken.take(index, Role.FURNITURE)
    return feet[-1] + 1


def _heads_apart(layout: Layout, start: int, end: int) -> int | None:
    """The first short line below some text that has room above it and heads lines below."""
    told = False
    for index in layout.filled(start, end):
        if told and layout.gap_before(index) >= 1 and _may_head_foot(layout, index):
            return index
        told = told or layout.has(index, SENTENCE | LONG)
    return None


def _may_head_foot(layout: Layout, index: int) -> bool:
    if layout.has(index, RELATED | FURNITURE) and not layout.has(index, LONG | SENTENCE):
        return True
    return layout.is_headlike(index, max_chars=MAX_FOOT_HEAD_CHARS)


def _masked(layout: Layout, index: int) -> str:
    return re.sub(r"\d+", "0", layout.words(index))


def _without_foot(
    layout: Layout, taken: Taken, post: Post, end: int, common: frozenset[str]
) -> int:
    """A post ends above its rows of tags, counters and buttons, and above its own citation."""
    title = None if post.title is None else layout.mark(post.title).words
    last = end
    for index in reversed(list(layout.filled(post.start, end))):
        own = layout.has(index, CAPTION | LINK_ONLY) or not layout.has(index, FURNITURE | RELATED)
        cited = title is not None and layout.has(index, SOURCE) and title in layout.words(index)
        if own and not cited and _masked(layout, index) not in common:
            break
        taken.take(index, Role.FURNITURE)
        last = index
    return last
